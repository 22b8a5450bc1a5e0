"""Checks that every name in the rulebook leads to an entry of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from officesplit.errors import Problem
from officesplit.load.plain import near
from officesplit.load.sections import Item, models_in
from officesplit.model.rulebook import Attributes, When

_AREAS = frozenset({"EU", "EEA", "UK"})
_DESTINATIONS = frozenset({"any", "foreign", "outside_eea"})
_CARRIERS = {
    "archetype": "archetypes",
    "criterion": "criteria",
    "function": "functions",
    "gate": "gates",
    "industry": "industries",
    "kpi": "kpis",
    "parameter": "parameters",
    "question": "questions",
    "risk": "risks",
    "roadmap": "roadmap",
    "rule": "office_rules",
    "text": "texts",
    "watch": "watchlist",
    "word": "words",
}
"""What a claim's ``carried_by`` may name, before the colon."""

Known = Mapping[str, Mapping[str, Item]]
"""Entries by part and key."""


def check_references(known: Known) -> Iterator[Problem]:
    """A problem for every reference that leads nowhere."""
    territories = {*known["territories"], *known["countries"]}
    parents = {item.value.parent for item in known["functions"].values()}
    industries = {*known["industries"], "any"}
    for part, items in known.items():
        for item in items.values():
            value = item.value
            yield from _sources(item, known["sources"])
            yield from _conditions(item, known, territories, parents)
            if part in ("functions", "archetypes"):
                yield from _unknown(item, "soc", [value.soc], known["wages"])
            if part == "functions":
                yield from _unknown(item, "archetype", [value.archetype], known["archetypes"])
                yield from _unknown(item, "industries", value.industries, industries)
                yield from _unknown(item, "by_industry", value.by_industry, industries)
            elif part == "industries":
                yield from _unknown(item, "group", [value.group], industries)
                countries = {country for flag in value.regulated_as for country in flag.countries}
                yield from _unknown(item, "regulated_as", sorted(countries), {*territories, *_AREAS, "any"})
            elif part == "words":
                yield from _unknown(item, "industries", value.industries, industries)
                yield from _unknown(item, "not_in", value.not_in, industries)
            elif part == "labels":
                yield from _unknown(item, "function", [value.function], known["functions"])
                yield from _unknown(item, "industry", [value.industry], industries)
            elif part == "kpis":
                yield from _unknown(item, "parents", value.parents, parents)
            elif part == "gates" and value.effective.superseded_by:
                yield from _unknown(item, "effective", [value.effective.superseded_by], known["gates"])
            elif part == "severance":
                yield from _unknown(item, "iso2", [value.iso2], {*territories, "default"})
            elif part == "vat_buyers":
                yield from _unknown(item, "industry", [value.industry], industries)
                yield from _unknown(item, "countries", value.countries, {*territories, "any"})
            elif part == "exposures":
                yield from _unknown(item, "soc", [value.soc], known["wages"])
            elif part == "stress":
                yield from _unknown(item, "approval_gates", value.approval_gates, known["gates"])
            elif part == "claims":
                yield from _carried(item, known)


def _unknown(item: Item, field: str, words: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    names = known if isinstance(known, (set, frozenset, Mapping)) else set(known)
    for word in words:
        if word not in names:
            yield item.place((field,), f"'{item.key}' names '{word}', which does not exist", near(word, names))


def _sources(item: Item, sources: Mapping[str, Item]) -> Iterator[Problem]:
    """The sources of an entry and of every number inside it."""
    for model in models_in(item.value):
        named: Any = getattr(model, "source", ())
        yield from _unknown(item, "source", [named] if isinstance(named, str) else named, sources)


def _conditions(item: Item, known: Known, territories: set[str], parents: set[str]) -> Iterator[Problem]:
    """The names in the ``when`` of a gate or risk."""
    when = getattr(item.value, "when", None)
    if not isinstance(when, When):
        return
    places = territories | _AREAS
    for field, words, names in (
        ("company_country", when.company_country, places),
        ("data_subjects_in", when.data_subjects_in, places),
        ("destination", when.destination, places | _DESTINATIONS),
        ("industry", when.industry, known["industries"]),
        ("function", when.function, known["functions"]),
        ("archetype", when.archetype, known["archetypes"]),
        ("parent", when.parent, parents),
        ("attribute", when.attribute, Attributes.model_fields),
    ):
        for problem in _unknown(item, field, words, names):
            yield item.place(("when", field), problem.what, problem.remedy)


def _carried(item: Item, known: Known) -> Iterator[Problem]:
    """What is said to carry a claim, as ``kind:id``."""
    for reference in item.value.carried_by:
        kind, _, name = reference.partition(":")
        part = _CARRIERS.get(kind)
        if part is None:
            remedy = f"write one of {', '.join(_CARRIERS)} before the colon"
            yield item.place(("carried_by",), f"'{reference}' names no kind of entry", remedy)
        else:
            yield from _unknown(item, "carried_by", [name], known[part])
