"""Changes to a profile before it is validated: ``--set PATH=VALUE`` and scenarios.

A path names keys and, in brackets, a function by its id or an entry by its place: ``functions[ap].quotes[0].per_hour``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from officesplit.errors import InputError, Problem
from officesplit.load.marks import Document, Loc, dotted, parse
from officesplit.load.plain import model_at, near_or_list
from officesplit.model.profile import Profile, key_from_name
from officesplit.model.quantity import Range

_STEP = re.compile(r"\.?([^.\[\]=]+)|\[([^\[\]]+)\]")
Origin = Callable[[Loc, str, str], Problem]
"""Makes the problem of a value that was not read from its own place in the file."""


class NoSuchPath(Exception):
    """A path that leads nowhere; carries what is wrong and the remedy."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(slots=True)
class Edited:
    """The data of a document with changes; each changed place remembers where its value comes from."""

    document: Document
    data: Any
    origins: dict[Loc, Origin] = field(default_factory=dict)

    def problem(self, loc: Sequence[str | int], what: str, remedy: str = "", *, at_key: bool = False) -> Problem:
        """A problem at ``loc``: shown at the change that set it, else at its place in the file."""
        whole = tuple(loc)
        if origin := self.origin(whole):
            return origin(whole, what, remedy)
        return self.document.problem(loc, what, remedy, at_key=at_key)

    def origin(self, loc: Loc) -> Origin | None:
        """Where the value at ``loc`` or around it was set, the nearest first."""
        for length in range(len(loc), 0, -1):
            if found := self.origins.get(loc[:length]):
                return found
        return None

    def change(self, path: str, value: Any, origin: Origin) -> None:
        """Set ``path``; the objects of the document stay as they are, since aliases may share them.

        Raises:
            NoSuchPath: the path leads nowhere.
        """
        loc = resolve(self.data, path)
        self.data = _assigned(self.data, loc, value)
        for inner in [known for known in self.origins if known[: len(loc)] == loc]:
            del self.origins[inner]
        self.origins[loc] = origin


def apply_settings(edited: Edited, settings: Sequence[str]) -> list[Problem]:
    """Apply ``PATH=VALUE`` texts in their order; returns what could not be applied."""
    problems: list[Problem] = []
    for setting in settings:
        name = f"--set {setting}"
        path, equals, text = setting.partition("=")
        if not equals or not path.strip() or not text.strip():
            problems.append(Problem(name, 0, 0, "", "needs PATH=VALUE", "write it like functions[ap].fte=8"))
            continue

        def origin(loc: Loc, what: str, remedy: str, name: str = name) -> Problem:
            return Problem(name, 0, 0, dotted(loc), what, remedy)

        try:
            given = parse(text, name)
            problems += [Problem(name, 0, 0, "", one.what, one.remedy) for one in given.problems]
            edited.change(path.strip(), given.data, origin)
        except InputError as error:
            problems += [Problem(name, 0, 0, "", one.what, one.remedy) for one in error.problems]
        except NoSuchPath as missing:
            problems.append(Problem(name, 0, 0, "", missing.what, missing.remedy))
    return problems


def apply_scenario(edited: Edited, name: str) -> list[Problem]:
    """Apply the scenario ``name`` of the document; returns what could not be applied, at its marks."""
    scenarios = edited.data.get("scenarios") if isinstance(edited.data, Mapping) else None
    changes = scenarios.get(name) if isinstance(scenarios, Mapping) else None
    if not isinstance(changes, Mapping):
        known = scenarios if isinstance(scenarios, Mapping) else ()
        remedy = near_or_list(name, known) or "this profile has no scenarios"
        return [Problem(edited.document.name, 0, 0, "", f"no scenario '{name}'", remedy)]
    # Settings may have changed the scenario itself; the scenario's own changes must not count as its origin.
    set_before = Edited(edited.document, None, dict(edited.origins))
    problems: list[Problem] = []
    for path, value in changes.items():
        mark: Loc = ("scenarios", name, path)

        def origin(loc: Loc, what: str, remedy: str, mark: Loc = mark) -> Problem:
            inside = dotted(loc)
            told = what if inside == mark[-1] else f"{inside} {what}"
            return _in_scenario(set_before, mark, told, remedy)

        try:
            edited.change(path, value, origin)
        except NoSuchPath as missing:
            problems.append(_in_scenario(set_before, mark, missing.what, missing.remedy, at_key=True))
    return problems


def _in_scenario(edited: Edited, mark: Loc, what: str, remedy: str, *, at_key: bool = False) -> Problem:
    """The problem of a scenario's change: at its mark, or at the setting that made it or something inside it."""
    inner = next((origin for loc, origin in edited.origins.items() if loc[: len(mark)] == mark), None)
    return inner(mark, what, remedy) if inner else edited.problem(mark, what, remedy, at_key=at_key)


def resolve(data: Any, path: str) -> Loc:
    """The way through ``data`` that ``path`` names; only its last keys may be absent yet.

    Raises:
        NoSuchPath: no profile has such a key, or this profile no such function or entry.
    """
    loc: list[str | int] = []
    for key, selector in _steps(path):
        if selector is not None:
            place = _entry(data, selector, tuple(loc))
            loc.append(place)
            data = data[place]
            continue
        if isinstance(data, list):
            raise NoSuchPath(f"'{dotted(loc)}' is a list", f"say which entry: {dotted(loc)}[0].{key}")
        owner = model_at(Profile, loc)
        if owner is None and not (data is None or isinstance(data, Mapping)):
            raise NoSuchPath(f"'{dotted(loc)}' holds no keys", "")
        if owner is not None and key not in owner.model_fields:
            raise NoSuchPath(f"unknown key '{dotted([*loc, key])}'", near_or_list(key, owner.model_fields))
        loc.append(key)
        data = data.get(key) if isinstance(data, Mapping) else None
    return tuple(loc)


def _steps(path: str) -> list[tuple[str, str | None]]:
    """The keys and bracketed selectors of a path."""
    steps: list[tuple[str, str | None]] = []
    position = 0
    while position < len(path):
        found = _STEP.match(path, position)
        if found is None or (position == 0 and path[0] in ".["):
            raise NoSuchPath(f"'{path}' is not a path", "write it like company.country or functions[ap].fte")
        steps.append((found[1] or "", found[2]))
        position = found.end()
    if not steps:
        raise NoSuchPath("the path is empty", "write it like company.country or functions[ap].fte")
    return steps


def _entry(data: Any, selector: str, loc: Loc) -> int:
    """The place of the entry that a selector names: a function by its id, anything by its number."""
    items = data if isinstance(data, list) else []
    selector = selector.strip().strip("'\"")
    ids = [function_id(item) for item in items] if loc == ("functions",) else []
    if selector in ids:
        return ids.index(selector)
    if selector.isdecimal() and int(selector) < len(items):
        return int(selector)
    if loc == ("functions",):
        raise NoSuchPath(f"no function '{selector}'", near_or_list(selector, [one for one in ids if one]))
    count = f"{len(items)} entr{'y' if len(items) == 1 else 'ies'}"
    raise NoSuchPath(f"'{dotted(loc)}' has no entry [{selector}]", f"it has {count}, counted from 0")


def function_id(item: Any) -> str:
    """The id that an entry of ``functions`` has or will get; empty where it has no name either."""
    if not isinstance(item, Mapping):
        return ""
    given, name = item.get("id"), item.get("name")
    if isinstance(given, str) and given:
        return given
    return key_from_name(name) if isinstance(name, str) and name else ""


def _assigned(data: Any, loc: Loc, value: Any, done: int = 0) -> Any:
    """A copy of ``data`` with ``value`` at ``loc``; only what lies on the way is copied."""
    if done == len(loc):
        return value
    step = loc[done]
    if isinstance(data, list) and isinstance(step, int):
        return [*data[:step], _assigned(data[step], loc, value, done + 1), *data[step + 1 :]]
    if isinstance(data, (int, float)) and model_at(Profile, loc[:done]) is Range:
        data = {"low": data, "likely": data, "high": data}
    inside = dict(data) if isinstance(data, Mapping) else {}
    inside[str(step)] = _assigned(inside.get(str(step)), loc, value, done + 1)
    return inside
