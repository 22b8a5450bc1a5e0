"""A function of the catalogue as ``officesplit catalog functions`` shows it: what it is, and who says so."""

from typing import Any

from officesplit.model.labels import ANY, Tally, disputed, office_in, scopes, tally
from officesplit.model.rulebook import CatalogueFunction, Rulebook, When
from officesplit.model.vocabulary import Level

_ORDER = tuple(Level)


def details(one: CatalogueFunction, book: Rulebook) -> dict[str, Any]:
    """Offices by industry, the pages behind them, disputes, wage link, measures, typical risks and sources."""
    industries = _spoken_for(one, book)
    return {
        "offices": {ANY: one.office.value} | {name: office_in(one, scopes(name, book)).value for name in industries},
        "published_pages": [
            _counted(found, industry) for industry in (ANY, *industries) if (found := tally(one.id, industry, book))
        ],
        "disputed": _disputes(one, industries, book),
        "wage": f"{one.soc} {book.wages[one.soc].title}",
        "kpis": {kpi.id: kpi.title for kpi in book.kpis if _measures(kpi.office, kpi.parents, one)},
        "typical_risks": {
            risk.id: risk.title
            for group in (book.risks.values(), book.watchlist)
            for risk in group
            if _touches(risk.when, one, book)
        },
        "sources": _pages(one.source, book),
    }


def _pages(sources: tuple[str, ...], book: Rulebook) -> dict[str, str]:
    """Publisher, title, year and address of sources, by their ids."""
    found = {}
    for source in sources:
        one = book.sources[source]
        year = f" ({one.year})" if one.year else ""
        found[source] = f"{one.publisher}, {one.title}{year} {one.url}".rstrip()
    return found


def _spoken_for(one: CatalogueFunction, book: Rulebook) -> tuple[str, ...]:
    """Industries with an office of their own, or with pages enough to speak for themselves."""
    said = {filed.industry for filed in book.labels.get(one.id, ())} - {ANY}
    own = {name for name in said if (found := tally(one.id, name, book)) and found.scope == name}
    return tuple(name for name in book.industries if name in own or name in one.by_industry)


def _counted(found: Tally, industry: str) -> dict[str, Any]:
    """How many pages put the function where, for an industry; the scope tells whose pages these are."""
    counts = {office.value: len(pages) for office, pages in found.pages.items() if pages}
    whose = {} if found.scope == industry else {"pages_of": found.scope}
    return {"industry": industry, **whose, "pages": found.count, **counts}


def _disputes(one: CatalogueFunction, industries: tuple[str, ...], book: Rulebook) -> list[dict[str, Any]]:
    """The other offices that sources give, where, and the pages or sources that give them."""
    found = []
    for industry in (ANY, *industries):
        spoken = tally(one.id, industry, book)
        for office in disputed(one, industry, book):
            pages = spoken.pages[office] if spoken else ()
            said_by = _pages(pages or one.source, book)
            found.append({"industry": industry, "office": office.value, "said_by": said_by})
    return found


def _measures(office: str, parents: tuple[str, ...], one: CatalogueFunction) -> bool:
    """Whether a measure suits the function: its office's, unless it is kept for other parts of the catalogue."""
    return office in (one.office.value, ANY) and (not parents or one.parent in parents)


def _touches(when: When, one: CatalogueFunction, book: Rulebook) -> bool:
    """Whether a risk's conditions on the work hold; those on company, place and option are left open."""
    archetype = book.archetypes[one.archetype]
    if when.data and not set(when.data) & set(one.data or archetype.data):
        return False
    if when.control_duty is not None and archetype.control_duty != when.control_duty:
        return False
    allowed = ((when.office, one.office), (when.parent, one.parent), (when.function, one.id))
    if any(wanted and own not in wanted for wanted, own in (*allowed, (when.archetype, one.archetype))):
        return False
    for name, least in when.attribute.items():
        level = getattr(one.attributes, name) or getattr(archetype.attributes, name)
        if _ORDER.index(level) < _ORDER.index(least):
            return False
    return True
