"""What a profile says that its model cannot judge alone: names must exist in the rulebook and among its functions.

Works on the raw data, so that these problems show together with those of the model; whatever has the wrong type is left
to the model.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from officesplit.errors import Problem
from officesplit.load.checks_money import money_problems
from officesplit.load.marks import Loc
from officesplit.load.overrides import Edited, function_id
from officesplit.load.plain import as_list, as_map, near, near_or_list, nearest
from officesplit.load.schema import known_flags
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Family, Kind

_UNIONS = frozenset({"EU", "EEA"})
_CODE = "write its ISO 3166-1 code of two capitals, such as GB"
_CODE_OR_UNION = f"{_CODE}; EU and EEA stand for their members"
_CATALOG = "see 'officesplit catalog"


def check(edited: Edited, rulebook: Rulebook) -> list[Problem]:
    """Every name in the profile that leads nowhere, and what contradicts itself."""
    data = edited.data if isinstance(edited.data, Mapping) else {}
    functions = [item if isinstance(item, Mapping) else {} for item in as_list(data.get("functions"))]
    checks = (
        _company(edited, data, rulebook),
        _places(edited, data, functions, rulebook),
        _currencies(edited, data, functions, rulebook),
        _goals(edited, data),
        _register(edited, data, functions, rulebook),
        _identities(edited, functions),
        _dependencies(edited, functions),
        money_problems(edited, functions, rulebook),
        _decisions(edited, data, functions),
        _decided_twice(edited, data, rulebook),
    )
    return [problem for one in checks for problem in one]


def _texts(value: Any) -> Iterator[tuple[int, str]]:
    """The text entries of a list with their places."""
    return ((place, item) for place, item in enumerate(as_list(value)) if isinstance(item, str))


def _company(edited: Edited, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Problem]:
    company = as_map(data.get("company"))
    industry = company.get("industry")
    if isinstance(industry, str) and industry not in rulebook.industries:
        yield edited.problem(("company", "industry"), f"unknown industry '{industry}'", _industry(industry, rulebook))
    flags = known_flags(rulebook)
    for place, flag in _texts(company.get("regulated_as")):
        if flag not in flags:
            loc = ("company", "regulated_as", place)
            yield edited.problem(loc, f"unknown status '{flag}'", near_or_list(flag, flags))


def _industry(word: str, rulebook: Rulebook) -> str:
    """The key that plain words for an industry stand for, or the nearest key."""
    folded = " ".join(word.casefold().replace("_", " ").split())
    for key, industry in rulebook.industries.items():
        if folded in {key.replace("_", " "), industry.title.casefold(), *map(str.casefold, industry.words)}:
            return f"write '{key}'"
    return near(word, rulebook.industries) or f"{_CATALOG} industries'"


def _countries(
    data: Mapping[str, Any], functions: list[Mapping[str, Any]]
) -> Iterator[tuple[tuple[str | int, ...], Any, bool]]:
    """Every country of the profile: where it stands, what it says, and whether EU and EEA may stand for it."""
    company, constraints = as_map(data.get("company")), as_map(data.get("constraints"))
    yield ("company", "country"), company.get("country"), False
    for place, code in _texts(company.get("data_subjects_in")):
        yield ("company", "data_subjects_in", place), code, True
    for key, union in (("exclude_locations", False), ("data_must_stay_in", True)):
        for place, code in _texts(constraints.get(key)):
            yield ("constraints", key, place), code, union
    for index, function in enumerate(functions):
        yield ("functions", index, "currently", "location"), as_map(function.get("currently")).get("location"), False
        for place, quote in enumerate(as_list(function.get("quotes"))):
            yield ("functions", index, "quotes", place, "location"), as_map(quote).get("location"), False


def _places(
    edited: Edited, data: Mapping[str, Any], functions: list[Mapping[str, Any]], rulebook: Rulebook
) -> Iterator[Problem]:
    for loc, code, union in _countries(data, functions):
        if not isinstance(code, str) or code in rulebook.territories or (union and code in _UNIONS):
            continue
        remedy = _country(code, rulebook)
        yield edited.problem(loc, f"unknown country '{code}'", remedy or (_CODE_OR_UNION if union else _CODE))


def _country(code: str, rulebook: Rulebook) -> str:
    """The code that a name, a small-letter code or a common mistake stands for; empty where there is none."""
    common = {"UK": "GB", "EL": "GR", "USA": "US"}
    guess = common.get(code.upper(), code.upper())
    if guess in rulebook.territories:
        return f"did you mean '{guess}' ({rulebook.territories[guess].name})?"
    names = {territory.name: key for key, territory in rulebook.territories.items()}
    # A wrong code is close to many codes, so only names are guessed.
    name = nearest(code, names) if len(code) > len("USA") else None
    return f"did you mean '{names[name]}' ({name})?" if name else ""


def _currencies(
    edited: Edited, data: Mapping[str, Any], functions: list[Mapping[str, Any]], rulebook: Rulebook
) -> Iterator[Problem]:
    known = {territory.currency for territory in rulebook.territories.values()}
    known |= {country.currency for country in rulebook.countries.values()}
    known |= set(as_map(as_map(data.get("assumptions")).get("exchange_rates")))
    found: list[tuple[Loc, Any]] = [(("company", "currency"), as_map(data.get("company")).get("currency"))]
    for index, function in enumerate(functions):
        for place, quote in enumerate(as_list(function.get("quotes"))):
            found.append((("functions", index, "quotes", place, "currency"), as_map(quote).get("currency")))
    for loc, code in found:
        if isinstance(code, str) and code not in known:
            guess = f"did you mean '{code.upper()}'?" if code.upper() in known else ""
            remedy = guess or "write its ISO 4217 code of three capitals, such as USD"
            yield edited.problem(loc, f"unknown currency '{code}'", remedy)
    yield from _quote_rates(edited, found, data, rulebook)


def _quote_rates(
    edited: Edited, found: list[tuple[Loc, Any]], data: Mapping[str, Any], rulebook: Rulebook
) -> Iterator[Problem]:
    """A quote in another currency needs a rate between the two."""
    company = as_map(data.get("company"))
    home = rulebook.territories.get(str(company.get("country")))
    own = company.get("currency") or (home.currency if home else None)
    given = as_map(as_map(data.get("assumptions")).get("exchange_rates"))
    for loc, code in found[1:]:
        if not isinstance(code, str) or not isinstance(own, str) or code == own or code in given:
            continue
        missing = next((name for name in (code, own) if rulebook.exchange_rate(name) is None), None)
        if missing:
            what = f"no exchange rate is known for {missing}"
            yield edited.problem(loc, what, f"give assumptions.exchange_rates.{code}, or convert the quote to {own}")


def _goals(edited: Edited, data: Mapping[str, Any]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, goal in _texts(data.get("goals")):
        if first.setdefault(goal, place) != place:
            yield edited.problem(("goals", place), f"goal '{goal}' is named twice", "name each goal once, in its rank")


def _register(
    edited: Edited, data: Mapping[str, Any], functions: list[Mapping[str, Any]], rulebook: Rulebook
) -> Iterator[Problem]:
    """Readiness answers to no question, and an appetite for no family of risks."""
    answers: list[tuple[Loc, Any]] = [(("readiness",), data.get("readiness"))]
    answers += [(("functions", index, "readiness"), one.get("readiness")) for index, one in enumerate(functions)]
    for loc, given in answers:
        for key in as_map(given):
            if key not in rulebook.questions:
                remedy = near(key, rulebook.questions) or _span(rulebook.questions)
                yield edited.problem((*loc, key), f"unknown question '{key}'", remedy, at_key=True)
    families = sorted({risk.family for risk in rulebook.risks.values()})
    for key in as_map(data.get("risk_appetite")):
        if key not in families:
            loc = ("risk_appetite", key)
            yield edited.problem(loc, f"unknown family of risks '{key}'", near_or_list(key, families), at_key=True)


def _span(known: Iterable[str]) -> str:
    ids = sorted(known)
    return f"use {ids[0]} to {ids[-1]}" if ids else ""


def _identities(edited: Edited, functions: list[Mapping[str, Any]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, function in enumerate(functions):
        identity = function_id(function)
        if identity and first.setdefault(identity, index) != index:
            given = bool(function.get("id"))
            line = edited.document.line(("functions", first[identity]))
            remedy = "give each function its own id" if given else "give one of them another name, or an id of its own"
            loc: Loc = ("functions", index, "id" if given else "name")
            yield edited.problem(loc, f"a second function with the id '{identity}' (first on line {line})", remedy)


def _dependencies(edited: Edited, functions: list[Mapping[str, Any]]) -> Iterator[Problem]:
    ids = [function_id(function) for function in functions]
    graph: dict[str, list[tuple[str, Loc]]] = {}
    for index, function in enumerate(functions):
        ways = graph.setdefault(ids[index], [])
        for place, target in _texts(function.get("depends_on")):
            loc: Loc = ("functions", index, "depends_on", place)
            if target == ids[index]:
                yield edited.problem(loc, "depends on itself", "remove it")
            elif target not in ids:
                remedy = _function(target, functions, ids)
                yield edited.problem(loc, f"depends on '{target}', which is no function", remedy)
            else:
                ways.append((target, loc))
    for loc, circle in _circles(graph):
        yield edited.problem(loc, f"depends on itself in a circle: {' → '.join(circle)}", "remove one of these links")


def _function(word: str, functions: list[Mapping[str, Any]], ids: list[str]) -> str:
    """The id behind a function's name, or the nearest id."""
    for function, identity in zip(functions, ids, strict=True):
        if identity and word == function.get("name"):
            return f"write its id '{identity}'"
    return near_or_list(word, [identity for identity in ids if identity])


def _circles(graph: Mapping[str, list[tuple[str, Loc]]]) -> Iterator[tuple[Loc, list[str]]]:
    """One circle for each link that leads back to a function still being followed; without recursion."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        trail, ways = [start], [iter(graph[start])]
        on_trail = {start}
        while trail:
            link = next(ways[-1], None)
            if link is None:
                done.add(trail[-1])
                on_trail.discard(trail.pop())
                ways.pop()
            elif link[0] in on_trail:
                yield link[1], [*trail[trail.index(link[0]) :], link[0]]
            elif link[0] not in done:
                trail.append(link[0])
                on_trail.add(link[0])
                ways.append(iter(graph[link[0]]))


def _decisions(edited: Edited, data: Mapping[str, Any], functions: list[Mapping[str, Any]]) -> Iterator[Problem]:
    ids = [function_id(function) for function in functions]
    verdicts = [*map(str, Kind), *(str(family) for family in Family)]
    for index, decision in enumerate(as_list(data.get("decisions"))):
        word = as_map(decision).get("function")
        if isinstance(word, str) and word not in ids:
            loc: Loc = ("decisions", index, "function")
            yield edited.problem(loc, f"no function '{word}'", _function(word, functions, ids))
        verdict = as_map(decision).get("verdict")
        if isinstance(verdict, str) and verdict not in verdicts:
            loc = ("decisions", index, "verdict")
            yield edited.problem(loc, f"unknown verdict '{verdict}'", near_or_list(verdict, list(map(str, Kind))))


def _decided_twice(edited: Edited, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Problem]:
    """Entries that hold on the day of the profile, else of the rulebook, and contradict an earlier one."""
    today = _day(data.get("as_of")) or _day(rulebook.released)
    first: dict[str, tuple[int, Any]] = {}
    for index, decision in enumerate(as_list(data.get("decisions"))):
        entry = as_map(decision)
        word, until = entry.get("function"), _day(entry.get("until"))
        if not isinstance(word, str) or until is None or (today and until < today):
            continue
        earlier, verdict = first.setdefault(word, (index, entry.get("verdict")))
        if verdict != entry.get("verdict"):
            line = edited.document.line(("decisions", earlier))
            loc: Loc = ("decisions", index, "function")
            yield edited.problem(loc, f"decided twice (first on line {line})", "keep one entry")


def _day(value: Any) -> date | None:
    """The day that a text says; None where it says none, which the model tells."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
