"""What published pages say of a function's office, in the industry asked: counts, shares and disputes.

Pages of one industry decide where there are enough of them; else those of its group, on business in general, or all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from officesplit.model.rulebook import CatalogueFunction, Filed, Rulebook
from officesplit.model.vocabulary import Office

ANY = "any"


@dataclass(frozen=True, slots=True)
class Tally:
    """The pages that label one function, of one industry or of all.

    ``weights`` adds up the pages' statements by office; ``pages`` holds their source ids, the most trusted first. A
    page that files parts of a function under several offices stands under each.
    """

    scope: str
    count: int
    weights: Mapping[Office, float]
    pages: Mapping[Office, tuple[str, ...]]

    @property
    def leader(self) -> Office:
        """The office of the greatest weight."""
        return max(Office, key=lambda office: self.weights[office])

    def share(self, office: Office) -> float:
        """The office's share of the weights, 0 to 1."""
        return self.weights[office] / sum(self.weights.values())


_KEPT: dict[str, dict[tuple[str, str], Tally | None]] = {}
"""Tallies by function and industry, kept for one rulebook, by its digest."""
_DISPUTED: dict[str, dict[tuple[str, str], tuple[Office, ...]]] = {}
"""Disputed offices by function and industry, kept likewise."""
_Kept = TypeVar("_Kept")
_EVERYWHERE = ""
"""In place of an industry: the pages of all."""


def _kept(store: dict[str, dict[tuple[str, str], _Kept]], rulebook: Rulebook) -> dict[tuple[str, str], _Kept]:
    """What is kept for a rulebook; what was kept for another is dropped."""
    if rulebook.digest not in store:
        store.clear()
        store[rulebook.digest] = {}
    return store[rulebook.digest]


def scopes(industry: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The industry, its broader groups and "any", from the narrowest."""
    chain = [industry]
    while (known := rulebook.industries.get(chain[-1])) and known.group not in (*chain, ANY):
        chain.append(known.group)
    return tuple(dict.fromkeys((*chain, ANY)))


def office_in(entry: CatalogueFunction, found: tuple[str, ...]) -> Office:
    """The entry's office in the narrowest of the scopes that has its own."""
    return next((entry.by_industry[scope] for scope in found if scope in entry.by_industry), entry.office)


def tally(function: str, industry: str, rulebook: Rulebook) -> Tally | None:
    """The pages that speak for ``industry`` on a function: its own, its group's, those on business in general, or all.

    None where there are none; the scope is "any" for the last two.

    Where the catalogue gives the function another office in an industry, pages of other industries say nothing of it.
    """
    kept = _kept(_KEPT, rulebook)
    if (function, industry) not in kept:
        kept[function, industry] = _tally(function, industry, rulebook)
    return kept[function, industry]


def _tally(function: str, industry: str, rulebook: Rulebook) -> Tally | None:
    filed = rulebook.labels.get(function)
    if not filed:
        return None
    least = rulebook.number("pages_scope")
    apart = rulebook.functions[function].by_industry
    for scope in scopes(industry, rulebook):
        if scope == ANY:
            # A bank's page says less of a hotel, or of a company of no known industry, than one on business in general.
            general = _count(scope, [one for one in filed if one.industry == ANY], rulebook)
            return general if general.count >= least else _count(scope, list(filed), rulebook)
        found = _count(scope, [one for one in filed if scope in scopes(one.industry, rulebook)], rulebook)
        if found.count >= least or scope in apart:
            return found if found.count else None
    return None


def _count(scope: str, filed: list[Filed], rulebook: Rulebook) -> Tally:
    said: dict[Office, dict[str, float]] = {office: {} for office in Office}
    # A page counts once for an office, by its plainest statement.
    for one in sorted(filed, key=lambda one: one.stated):
        weight = rulebook.number("page_weight", "stated" if one.stated else "inferred")
        said[one.office] |= dict.fromkeys(one.pages, weight)
    sources = rulebook.sources
    return Tally(
        scope=scope,
        count=len({page for pages in said.values() for page in pages}),
        weights=_weights(said, {page for one in filed if one.middle_known for page in one.pages}, rulebook),
        pages={
            office: tuple(sorted(pages, key=lambda page: (sources[page].trust, -pages[page], page)))
            for office, pages in said.items()
        },
    )


def _weights(said: Mapping[Office, Mapping[str, float]], knowing: set[str], rulebook: Rulebook) -> dict[Office, float]:
    """Weight by office.

    Where pages that know a middle office mostly file the function there, one that knows only front and back counts
    less for the back: it has no word for the middle.
    """
    weights = {office: sum(pages.values()) for office, pages in said.items()}
    three = {office: sum(pages[page] for page in pages if page in knowing) for office, pages in said.items()}
    enough = len(knowing) >= rulebook.number("pages_scope")
    if enough and three[Office.MIDDLE] > max(three[Office.FRONT], three[Office.BACK]):
        two = weights[Office.BACK] - three[Office.BACK]
        weights[Office.BACK] -= two * (1 - rulebook.number("page_weight", "two_offices"))
    return weights


def disputed(entry: CatalogueFunction, industry: str, rulebook: Rulebook) -> tuple[Office, ...]:
    """The other offices that pages give the function often enough, and those that the catalogue notes itself."""
    kept = _kept(_DISPUTED, rulebook)
    if (entry.id, industry) not in kept:
        kept[entry.id, industry] = _disputed(entry, industry, rulebook)
    return kept[entry.id, industry]


def _disputed(entry: CatalogueFunction, industry: str, rulebook: Rulebook) -> tuple[Office, ...]:
    office = office_in(entry, scopes(industry, rulebook))
    found = tally(entry.id, industry, rulebook)
    others = set(entry.disputed)
    if found:
        others |= {other for other in Office if _often(found, other, rulebook)}
        if dissenters(entry.id, office, industry, rulebook):
            others |= {other for other, pages in _every(entry.id, industry, rulebook).items() if pages}
        if found.scope == ANY:
            others |= _elsewhere(entry.id, office, rulebook)
    return tuple(other for other in Office if other in others and other is not office)


def dissenters(function: str, office: Office, industry: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The publishers that file a function under another office than ``office``; none where they are too few.

    Too few are those below the least number, or below the least share of all publishers that speak of the function.
    Publishers of every industry count, unless the catalogue sets the function apart in the industry asked.
    """
    pages = _every(function, industry, rulebook)
    by_office = {one: {rulebook.sources[page].publisher for page in pages[one]} for one in Office}
    others = set().union(*(publishers for one, publishers in by_office.items() if one is not office))
    least, share = (rulebook.number("pages_dispute", key) for key in ("anywhere", "anywhere_share"))
    enough = len(others) >= max(least, share * len(others | by_office[office]))
    return tuple(sorted(others)) if enough else ()


def _every(function: str, industry: str, rulebook: Rulebook) -> Mapping[Office, tuple[str, ...]]:
    """All pages on a function by office; of the industry alone where the catalogue sets the function apart there."""
    if not set(scopes(industry, rulebook)).isdisjoint(rulebook.functions[function].by_industry):
        found = tally(function, industry, rulebook)
        return found.pages if found else dict.fromkeys(Office, ())
    kept = _kept(_KEPT, rulebook)
    if (found := kept.get((function, _EVERYWHERE))) is None:
        found = kept[function, _EVERYWHERE] = _count(ANY, list(rulebook.labels.get(function, ())), rulebook)
    return found.pages


def _often(found: Tally, office: Office, rulebook: Rulebook) -> bool:
    """Whether enough independent pages, and a large enough share of them, give ``office``."""
    publishers = {rulebook.sources[page].publisher for page in found.pages[office]}
    enough = len(publishers) >= rulebook.number("pages_dispute", "publishers")
    return enough and found.share(office) >= rulebook.number("pages_dispute", "share")


def _elsewhere(function: str, office: Office, rulebook: Rulebook) -> set[Office]:
    """Offices under which half the industries or more file the function, instead of ``office``."""
    filed = rulebook.labels[function]
    least = rulebook.number("pages_dispute", "industry_pages")
    leaders = [
        found.leader
        for industry in sorted({one.industry for one in filed} - {ANY})
        if (found := _count(industry, [one for one in filed if one.industry == industry], rulebook)).count >= least
    ]
    others = [leader for leader in leaders if leader is not office]
    enough = len(others) >= 2 and len(others) >= rulebook.number("pages_dispute", "industries") * len(leaders)
    return set(others) if enough else set()
