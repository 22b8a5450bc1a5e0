"""Points for the offices from a name: catalogue entries, parts of compound names, single words."""

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from officesplit.classify.catalogue import Catalogue, How, Match
from officesplit.model import names
from officesplit.model.labels import office_in, tally
from officesplit.model.result import Reason
from officesplit.model.rulebook import CatalogueFunction, Rulebook, WordEvidence
from officesplit.model.vocabulary import Office, Standing

_LEAST = 0.02
"""Points below which a word says too little to be listed."""

_FOUND: dict[How, str] = {"spelling": "catalogue_spelling", "elsewhere": "catalogue_elsewhere"}
"""The rule for an entry that was not found by its name alone."""

MatchedBy = Literal["name", "spelling", "elsewhere", "part", "words", "nothing"]


@dataclass(slots=True)
class Evidence:
    """Reasons with their points, and what the name was taken for."""

    reasons: list[Reason] = field(default_factory=list)
    entry: CatalogueFunction | None = None
    like: CatalogueFunction | None = None
    matched_by: MatchedBy = "nothing"
    part_offices: list[Office] = field(default_factory=list)

    def add(self, rule: str, text: str, office: Office | None, points: float, source: object) -> None:
        """Book ``points`` for ``office``; ``source`` is anything with source ids and a standing."""
        self.reasons.append(
            Reason(
                rule=rule,
                text=text,
                source=getattr(source, "source", ()),
                standing=getattr(source, "standing", Standing.DEFAULT),
                points=round(points, 4) if office else None,
                office=office,
            )
        )

    def totals(self) -> dict[Office, float]:
        """Points per office: exactly the sum of the listed reasons."""
        sums = dict.fromkeys(Office, 0.0)
        for reason in self.reasons:
            if reason.office is not None:
                sums[reason.office] += reason.points or 0.0
        return {office: round(points, 4) for office, points in sums.items()}

    def lead(self, office: Office) -> float:
        """Points by which an office is ahead of the next one; negative where it is behind."""
        totals = self.totals()
        return totals[office] - max(points for other, points in totals.items() if other is not office)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages behind a reason."""

    source: tuple[str, ...]
    standing: Standing = Standing.BENCHMARK


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every step of one question needs."""

    industry: str
    scopes: tuple[str, ...]
    rulebook: Rulebook
    catalogue: Catalogue
    silent: frozenset[str] = frozenset()
    """Words and phrases of serving that say nothing for the back office, because the name says people outside."""


def from_name(name: str, industry: str, rulebook: Rulebook, catalogue: Catalogue) -> Evidence:
    """Everything that the name alone tells, in the company's industry."""
    evidence = Evidence()
    rules = rulebook.office_rules
    changes: tuple[tuple[str, str], ...] = ()
    match = catalogue.find(name, industry)
    if match is None or match.how != "name":
        name, changes = catalogue.speller.corrected(names.one_of(name))
    asked = _Asked(industry, catalogue.scopes(industry), rulebook, catalogue, catalogue.silent(name))
    if match is None:
        _book_unknown(evidence, names.unscoped(name), asked)
    else:
        _book_match(evidence, match, asked, "catalogue_name")
        if match.how == "elsewhere":
            _book_words(evidence, match.heard, asked, 1.0)
            _book_weights(evidence, match.heard, asked)
    for written, read in changes:
        text = f"'{written}' is read as '{read}'."
        evidence.add("rule:catalogue_spelling", text, None, 0.0, rules["catalogue_spelling"])
    if asked.silent and evidence.matched_by in ("words", "nothing"):
        outside = rules["serves_outside"]
        evidence.add("rule:serves_outside", outside.reason, Office.FRONT, outside.points, outside)
    return evidence


def _book_unknown(evidence: Evidence, name: str, asked: _Asked) -> None:
    """What the known parts of a name tell that the catalogue lacks as a whole, else its words."""
    pieces = [
        (
            readings[-1],
            next(filter(None, (asked.catalogue.find(reading, asked.industry) for reading in readings)), None),
        )
        for readings in names.parts(name)
    ]
    if any(found for _, found in pieces):
        _book_parts(evidence, pieces, asked)
    else:
        _book_words(evidence, name, asked, 1.0)
        _book_nearest(evidence, name, asked)
        _book_weights(evidence, name, asked)


def _book_parts(evidence: Evidence, pieces: list[tuple[str, Match | None]], asked: _Asked) -> None:
    """Each part of a compound name counts the same; where offices of known parts differ, most or the first lead."""
    offices: list[Office] = []
    known: dict[Office, CatalogueFunction] = {}
    for piece, found in pieces:
        if found:
            offices.append(_book_match(evidence, found, asked, "catalogue_part", 1 / len(pieces)))
            known.setdefault(offices[-1], found.entry)
        else:
            _book_words(evidence, piece, asked, 1 / len(pieces))
    evidence.matched_by = "part"
    evidence.part_offices = offices
    leader = max(dict.fromkeys(offices), key=offices.count)
    evidence.entry = known.get(leader, evidence.entry)
    if len(set(offices)) > 1:
        rule = asked.rulebook.office_rules["mixed_share"]
        # Points that sources dispute, or of words, may leave the leading part behind another; it leads all the same.
        behind = max(0.0, -evidence.lead(leader))
        evidence.add("rule:mixed_share", rule.reason, leader, rule.points + behind, rule)


def _book_weights(evidence: Evidence, name: str, asked: _Asked) -> None:
    """Points by the fitted weights of a name's words, of neighbouring words and of the industry.

    What all offices would get of one of them is left out, which changes no odds.
    """
    rulebook = asked.rulebook
    rule = rulebook.office_rules["name_weights"]
    features = names.features(name, asked.scopes)
    if not any(one in rulebook.name_weights for one in features if not one.startswith("in:")):
        return
    gains: dict[str, tuple[float, float, float]] = {}
    for feature, said in {**features, names.EVERY: ""}.items():
        if found := rulebook.name_weights.get(feature):
            key = feature if feature.startswith("in:") else said
            front, middle, back = map(float, found.split())
            known = gains.get(key, (0.0, 0.0, 0.0))
            gains[key] = known[0] + front, known[1] + middle, known[2] + back
    for key, weights in gains.items():
        if not key:
            text = "What is usual for names of functions."
        elif key.startswith("in:"):
            text = f"What is usual in the industry {rulebook.industries[key.removeprefix('in:')].title}."
        else:
            text = f"'{key}' in names of functions that are known."
        for office, weight in zip(Office, weights, strict=True):
            silent = office is Office.BACK and not asked.silent.isdisjoint(key.split())
            points = 0.0 if silent else (weight - min(weights)) * rule.points
            if points >= _LEAST:
                evidence.add("rule:name_weights", text, office, points, rule)
    if evidence.matched_by == "nothing":
        evidence.matched_by = "words"


def _book_nearest(evidence: Evidence, name: str, asked: _Asked) -> None:
    """A known function whose name shares much with an unknown one lends its office, and later its attributes."""
    found = asked.catalogue.nearest(name, asked.industry)
    if found is None:
        return
    entry, likeness = found
    rule = asked.rulebook.office_rules["catalogue_near"]
    office = office_in(entry, asked.scopes)
    if asked.silent and office is Office.BACK and not asked.catalogue.silent(entry.title):
        return
    text = f"Nearest name in the catalogue: {entry.title}, likeness {likeness:.2f}."
    evidence.add("rule:catalogue_near", text, office, rule.points * likeness, rule)
    evidence.like = entry
    if evidence.matched_by == "nothing":
        evidence.matched_by = "words"


def _book_match(evidence: Evidence, match: Match, asked: _Asked, rule_id: str, share: float = 1.0) -> Office:
    """Points for the office of an entry, and for those that dispute it; returns the entry's office."""
    rules = asked.rulebook.office_rules
    entry = match.entry
    office = office_in(entry, asked.scopes)
    full = rules[_FOUND.get(match.how, rule_id)].points * share
    before = evidence.totals()
    others = [other for other in entry.disputed if other is not office]
    control = office is Office.MIDDLE and entry.archetype == "control" and not others
    split = "catalogue_production" if entry.operations_core else "catalogue_disputed"
    shared = split if others else "two_offices" if control else ""
    lost = rules[shared].points * full if shared else 0.0
    known = "is known in some industries as" if match.how == "elsewhere" else "is known as"
    heard = (
        f"'{match.heard}' {known} {entry.title}"
        if match.heard.casefold() != entry.title.casefold() or match.how == "elsewhere"
        else entry.title
    )
    apart = "" if office is entry.office else f" In this industry it is filed under the {office} office."
    evidence.add(f"function:{entry.id}", f"{heard}: {entry.reason}{apart}", office, full - lost, entry)
    if control:
        evidence.add("rule:two_offices", rules["two_offices"].reason, Office.BACK, lost, rules["two_offices"])
    for other in others:
        text = f"Some sources put {entry.title} in the {other} office."
        if entry.operations_core:
            text = f"{rules[split].title}; {entry.title} could be called {other} office too."
        evidence.add(f"rule:{split}", text, other, lost / len(others), entry)
    if entry.archetype == "coordination" and office is Office.MIDDLE:
        rule = rules["links_two"]
        evidence.add("rule:links_two", rule.reason, Office.MIDDLE, rule.points * share, rule)
    after = evidence.totals()
    if match.how != "elsewhere":
        _book_pages(evidence, entry, {one: after[one] - before[one] for one in Office}, asked, share)
    if evidence.entry is None:
        evidence.entry, evidence.matched_by = entry, match.how
    return office


def _book_pages(
    evidence: Evidence, entry: CatalogueFunction, own: dict[Office, float], asked: _Asked, share: float
) -> None:
    """Points by what published pages say, so that the shares become those of pages and catalogue counted together.

    The catalogue's ``own`` points stand for shares, which count as the weight of the parameter ``catalogue_weight``.
    """
    found = tally(entry.id, asked.industry, asked.rulebook)
    if found is None:
        return
    rule = asked.rulebook.office_rules["published_pages"]
    most = int(asked.rulebook.number("pages_listed"))
    whole = math.fsum(math.exp(points) for points in own.values())
    industry = asked.rulebook.industries.get(found.scope)
    where = f" ({industry.title})" if industry else ""
    for office in Office:
        if pages := found.pages[office]:
            weight = asked.rulebook.number("catalogue_weight") * math.exp(own[office]) / whole
            points = rule.points * share * math.log1p(found.weights[office] / weight)
            put = "page puts" if found.count == 1 else "pages put"
            text = f"{len(pages)} of {found.count} published {put} {entry.title}{where} in the {office} office."
            evidence.add("rule:published_pages", text, office, points, _Pages(pages[:most]))


def _book_words(evidence: Evidence, text: str, asked: _Asked, share: float) -> None:
    """Word evidence, scaled so that all of it together never passes the points of the rule ``words_total``."""
    heard, scoped = names.tokens(text), frozenset(asked.scopes)
    phrases = dict.fromkeys([*heard, *(f"{one} {two}" for one, two in pairwise(heard))])
    hits: dict[str, tuple[str, WordEvidence, dict[Office, float]]] = {}
    for phrase in phrases:
        for word, item in asked.catalogue.words.get(phrase, ()):
            means_this = not item.industries or not scoped.isdisjoint(item.industries)
            if means_this and scoped.isdisjoint(item.not_in) and item.id not in hits:
                back = 0.0 if phrase in asked.silent else item.back
                points = {Office.FRONT: item.front, Office.MIDDLE: item.middle, Office.BACK: back}
                hits[item.id] = word, item, points
    if not hits:
        return
    heaviest = max(sum(points[office] for _, _, points in hits.values()) for office in Office)
    factor = share * min(1.0, asked.rulebook.office_rules["words_total"].points / heaviest) if heaviest else 0.0
    for found, item, points in hits.values():
        for office, value in points.items():
            if value:
                text = f"'{found}' in the name: {item.reason}"
                evidence.add(f"word:{item.id}", text, office, value * factor, item)
    if evidence.matched_by == "nothing":
        evidence.matched_by = "words"
