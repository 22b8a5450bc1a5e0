"""The entries of each catalogue as plain objects with ``id``, ``title`` and a one-line ``gist``."""

from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import BaseModel

from officesplit import pipeline
from officesplit.cli.catalog_functions import details
from officesplit.cli.catalog_places import location_entries
from officesplit.cli.text import counted, plain
from officesplit.model.rulebook import Parameter, Rulebook
from officesplit.model.vocabulary import Verified
from officesplit.resources import bundled

Entry = dict[str, Any]


def entries(kind: str, home: str | None = None) -> list[Entry]:
    """Every entry of one catalogue, in the rulebook's order; locations are seen from ``home``.

    Raises:
        UsageError: the rulebook does not know ``home``.
    """
    book = pipeline.rulebook()
    return location_entries(book, home) if kind == "locations" and home else MAKERS[kind](book)


def _entry(value: BaseModel, gist: str, *, id_from: str = "id", title_from: str = "title", prefix: str = "") -> Entry:
    """A rulebook value as an object: its id and title come first, whatever the rulebook calls them."""
    fields = value.model_dump(mode="json", by_alias=True)
    return {"id": prefix + fields.pop(id_from), "title": fields.pop(title_from), "gist": gist, **fields}


def _functions(book: Rulebook) -> list[Entry]:
    """Every function with its offices, the pages behind them, and what else the rulebook knows of such work."""
    found = []
    for one in book.functions.values():
        scope = "" if "any" in one.industries else f" ({', '.join(one.industries)})"
        fields = _entry(one, f"{one.office}, {one.parent}{scope}")
        for name in ("office", "by_industry", "source", "soc"):
            del fields[name]
        found.append(fields | details(one, book))
    return found


def _industries(book: Rulebook) -> list[Entry]:
    return [_entry(one, ", ".join(one.words[:4])) for one in book.industries.values()]


def _rules(book: Rulebook) -> list[Entry]:
    """Every rule under the id that results name it by: the kind, a colon, its own id."""
    groups: list[tuple[str, Any]] = [
        ("word", book.words),
        ("rule", book.office_rules.values()),
        ("archetype", book.archetypes.values()),
        ("gate", book.gates.values()),
        ("risk", book.risks.values()),
        ("watch", book.watchlist),
        ("question", book.questions.values()),
        ("criterion", book.criteria.values()),
        ("kpi", book.kpis),
        ("roadmap", book.roadmap.values()),
        ("text", book.texts.values()),
    ]
    return [_entry(one, f"{kind}, {one.standing}", prefix=f"{kind}:") for kind, group in groups for one in group]


def _regulations(book: Rulebook) -> list[Entry]:
    """The gates that rest on a text of law or regulation, rather than on our own design."""
    law = (one for one in book.gates.values() if one.verified is not Verified.DESIGN)
    return [_entry(one, f"{one.effect}, {one.cite}") for one in law]


def _parameters(book: Rulebook) -> list[Entry]:
    return [_entry(one, f"{_value(one)} {one.unit}, {one.standing}") for one in book.parameters.values()]


def _value(parameter: Parameter) -> str:
    if parameter.value is not None:
        value = parameter.value
        likely, low, high = map(plain, (value.likely, value.low, value.high))
        return likely if value.low == value.high else f"{likely} ({low} to {high})"
    if parameter.text is not None:
        return parameter.text
    return ", ".join(f"{row.key} {plain(row.likely)}" for row in parameter.values)


def _templates(book: Rulebook) -> list[Entry]:  # noqa: ARG001  every catalogue is made in the same way
    return [
        {"id": name, "title": _first_comment(text), "gist": counted(text.count(chr(10)), "line"), "text": text}
        for name, text in sorted(_files(bundled("templates"), ""))
    ]


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for item in folder.iterdir():
        if item.name.startswith("."):
            continue
        if item.is_dir():
            yield from _files(item, f"{prefix}{item.name}/")
        else:
            yield prefix + item.name, item.read_text(encoding="utf-8")


def _first_comment(text: str) -> str:
    """What a template says of itself in its first comment."""
    first = text.lstrip().partition("\n")[0]
    for opening, closing in (("{#", "#}"), ("/*", "*/")):
        if first.startswith(opening):
            return first.removeprefix(opening).partition(closing)[0].strip("- ")
    return ""


def _claims(book: Rulebook) -> list[Entry]:
    return [
        _entry(
            one,
            "carried by " + ", ".join(one.carried_by) if one.adopted else f"not adopted: {one.reason}",
            title_from="claim",
        )
        for one in book.claims.values()
    ]


def _sources(book: Rulebook) -> list[Entry]:
    return [_entry(one, f"{one.publisher} {one.year}, {one.verified}") for one in book.sources.values()]


MAKERS: dict[str, Callable[[Rulebook], list[Entry]]] = {
    "functions": _functions,
    "industries": _industries,
    "locations": location_entries,
    "rules": _rules,
    "regulations": _regulations,
    "parameters": _parameters,
    "templates": _templates,
    "claims": _claims,
    "sources": _sources,
}
"""One maker a catalogue."""
