"""Points for the offices from a name: catalogue entries, parts of compound names, single words."""

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from officesplit.classify.catalogue import Catalogue, Match
from officesplit.model import names
from officesplit.model.result import Reason
from officesplit.model.rulebook import CatalogueFunction, Rulebook, WordEvidence
from officesplit.model.vocabulary import Office, Standing

_LEAST = 0.02
"""Points below which a word says too little to be listed."""

MatchedBy = Literal["name", "spelling", "part", "words", "nothing"]


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
                office=office,
                points=round(points, 4) if office else None,
                source=getattr(source, "source", ()),
                standing=getattr(source, "standing", Standing.DEFAULT),
            )
        )

    def totals(self) -> dict[Office, float]:
        """Points per office: exactly the sum of the listed reasons."""
        return {office: round(sum(r.points or 0.0 for r in self.reasons if r.office is office), 4) for office in Office}


def office_in(entry: CatalogueFunction, scopes: tuple[str, ...]) -> Office:
    """The entry's office in the narrowest industry that has its own."""
    return next((entry.by_industry[scope] for scope in scopes if scope in entry.by_industry), entry.office)


def from_name(name: str, industry: str, rulebook: Rulebook, catalogue: Catalogue) -> Evidence:
    """Everything that the name alone tells, in the company's industry."""
    evidence = Evidence()
    scopes = catalogue.scopes(industry)
    match = catalogue.find(name, industry)
    if match:
        _book_match(evidence, match, scopes, rulebook, "catalogue_name")
        return evidence
    pieces = [(piece, catalogue.find(piece, industry)) for piece in names.parts(name)]
    known = [(piece, found) for piece, found in pieces if found]
    if known:
        for _, found in known:
            _book_match(evidence, found, scopes, rulebook, "catalogue_part", 1 / len(pieces))
        evidence.matched_by = "part"
        rest = " ".join(piece for piece, found in pieces if not found)
        _book_words(evidence, rest, scopes, rulebook, catalogue, (len(pieces) - len(known)) / len(pieces))
    else:
        _book_words(evidence, name, scopes, rulebook, catalogue, 1.0)
        _book_nearest(evidence, name, industry, rulebook, catalogue)
        _book_known_words(evidence, name, rulebook, catalogue)
    return evidence


def _book_known_words(evidence: Evidence, name: str, rulebook: Rulebook, catalogue: Catalogue) -> None:
    """Points by the offices of the catalogue names that hold the same words (smoothed log odds against the prior).

    What all offices would get of a word is left out, which changes no odds; together the words never pass the points
    of the rule ``catalogue_words``.
    """
    rule = rulebook.office_rules["catalogue_words"]
    weight, smoothing, last = (rulebook.number("known_word", key) for key in ("weight", "smoothing", "last_word"))
    words = names.reduced(name).split()
    gains: dict[str, dict[Office, float]] = {}
    for word in dict.fromkeys(words):
        counts = catalogue.offices_by_word.get(word)
        if counts is None or word.isdigit():
            continue
        whole = sum(counts.values()) + smoothing
        factor = weight * (last if word == words[-1] else 1.0)
        odds = {o: math.log((counts[o] + smoothing * p) / whole / p) * factor for o, p in catalogue.prior.items()}
        gains[word] = {office: value - min(odds.values()) for office, value in odds.items()}
    most = max((sum(gain[office] for gain in gains.values()) for office in Office), default=0.0)
    scale = min(1.0, rule.points / most) if most else 0.0
    for word, gain in gains.items():
        counts = catalogue.offices_by_word[word]
        held = ", ".join(f"{counts[office]} {office}" for office in Office if counts[office])
        for office in Office:
            if gain[office] * scale >= _LEAST:
                text = f"'{word}' stands in names of {held} office functions of the catalogue."
                evidence.add("rule:catalogue_words", text, office, gain[office] * scale, rule)


def _book_nearest(evidence: Evidence, name: str, industry: str, rulebook: Rulebook, catalogue: Catalogue) -> None:
    """A known function whose name shares much with an unknown one lends its office, and later its attributes."""
    found = catalogue.nearest(name, industry)
    if found is None:
        return
    entry, likeness = found
    rule = rulebook.office_rules["catalogue_near"]
    office = office_in(entry, catalogue.scopes(industry))
    text = f"Nearest name in the catalogue: {entry.title}, likeness {likeness:.2f}."
    evidence.add("rule:catalogue_near", text, office, rule.points * likeness, rule)
    evidence.like = entry
    if evidence.matched_by == "nothing":
        evidence.matched_by = "words"


def _book_match(
    evidence: Evidence, match: Match, scopes: tuple[str, ...], rulebook: Rulebook, rule_id: str, share: float = 1.0
) -> None:
    rules = rulebook.office_rules
    entry = match.entry
    office = office_in(entry, scopes)
    full = rules["catalogue_spelling" if match.how == "spelling" else rule_id].points * share
    others = [other for other in entry.disputed if other is not office]
    control = office is Office.MIDDLE and entry.archetype == "control" and not others
    shared = "catalogue_disputed" if others else "two_offices" if control else ""
    lost = rules[shared].points * full if shared else 0.0
    heard = (
        f"'{match.heard}' is known as {entry.title}"
        if match.heard.casefold() != entry.title.casefold()
        else entry.title
    )
    evidence.add(f"function:{entry.id}", f"{heard}: {entry.reason}", office, full - lost, entry)
    if control:
        evidence.add("rule:two_offices", rules["two_offices"].reason, Office.BACK, lost, rules["two_offices"])
    for other in others:
        text = f"Some sources put {entry.title} in the {other} office."
        evidence.add("rule:catalogue_disputed", text, other, lost / len(others), entry)
    if entry.archetype == "coordination" and office is Office.MIDDLE:
        rule = rules["links_two"]
        evidence.add("rule:links_two", rule.reason, Office.MIDDLE, rule.points * share, rule)
    evidence.part_offices.append(office)
    if evidence.entry is None:
        evidence.entry, evidence.matched_by = entry, match.how


def _book_words(
    evidence: Evidence, text: str, scopes: tuple[str, ...], rulebook: Rulebook, catalogue: Catalogue, share: float
) -> None:
    """Word evidence, scaled so that all of it together never passes the points of the rule ``words_total``."""
    heard = names.tokens(text)
    phrases = dict.fromkeys([*heard, *(f"{one} {two}" for one, two in pairwise(heard))])
    found_items: dict[str, tuple[str, WordEvidence]] = {}
    for phrase in phrases:
        for word, item in catalogue.words.get(phrase, ()):
            means_this = not item.industries or set(item.industries) & set(scopes)
            if means_this and not set(item.not_in) & set(scopes):
                found_items.setdefault(item.id, (word, item))
    hits = list(found_items.values())
    if not hits:
        return
    heaviest = max(sum(getattr(item, office.value) for _, item in hits) for office in Office)
    factor = share * min(1.0, rulebook.office_rules["words_total"].points / heaviest) if heaviest else 0.0
    for found, item in hits:
        for office in Office:
            points = getattr(item, office.value) * factor
            if points:
                evidence.add(f"word:{item.id}", f"'{found}' in the name: {item.reason}", office, points, item)
    if evidence.matched_by == "nothing":
        evidence.matched_by = "words"
