"""What published pages say of a function's office, in the industry asked: counts, shares and disputes.

Pages of one industry decide where there are enough of them; else those of its group; else all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
    """The pages that speak for ``industry`` on a function: its own, its group's or all; None where there are none."""
    filed = rulebook.labels.get(function)
    if not filed:
        return None
    least = rulebook.number("pages_scope")
    for scope in scopes(industry, rulebook):
        found = _count(scope, [one for one in filed if scope in scopes(one.industry, rulebook)], rulebook)
        if found.count >= least or scope == ANY:
            return found
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
    office = office_in(entry, scopes(industry, rulebook))
    found = tally(entry.id, industry, rulebook)
    others = set(entry.disputed)
    if found:
        others |= {other for other in Office if _often(found, other, rulebook)}
        if len(dissenters(entry.id, office, rulebook)) >= rulebook.number("pages_dispute", "anywhere"):
            others |= {other for other in Office if _every(entry.id, rulebook).pages[other]}
        if found.scope == ANY:
            others |= _elsewhere(entry.id, office, rulebook)
    return tuple(other for other in Office if other in others and other is not office)


def dissenters(function: str, office: Office, rulebook: Rulebook) -> tuple[str, ...]:
    """The publishers that file a function, of whatever industry, under another office than ``office``."""
    if function not in rulebook.labels:
        return ()
    pages = _every(function, rulebook).pages
    found = {rulebook.sources[page].publisher for other in Office if other is not office for page in pages[other]}
    return tuple(sorted(found))


def _every(function: str, rulebook: Rulebook) -> Tally:
    """All pages on a function, whatever their industry."""
    return _count(ANY, list(rulebook.labels[function]), rulebook)


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
