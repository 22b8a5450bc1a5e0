"""`officesplit catalog locations`: what the rulebook knows of each country, seen from a home country."""

from collections.abc import Iterable
from typing import Any

from officesplit import pipeline
from officesplit.cli.text import closest, columns, plain
from officesplit.errors import UsageError
from officesplit.model.examples import PriceExample
from officesplit.model.formula import rewritten
from officesplit.model.reference import CountryRow, Territory
from officesplit.model.rulebook import Rulebook

HOME = "US"
"""Home country where none is asked for."""
_HEADS = (
    "iso", "country", "tier", "wage", "voice", "clerical", "skilled", "stability", "law", "overlap", "languages",
    "data transfer",
)  # fmt: skip
_RIGHT = frozenset(range(4, 10))
_DAY = 24


def location_entries(book: Rulebook, home: str = HOME) -> list[dict[str, Any]]:
    """Every country as an object: id, title and gist first, then its row, with the working hours shared with ``home``.

    Raises:
        UsageError: ``home`` is no territory of the rulebook, with the nearest.
    """
    territory = book.territories.get(home.upper())
    if territory is None:
        known = {**book.territories, **{one.name: one for one in book.territories.values()}}
        raise UsageError(f"--home {home!r} is no ISO 3166-1 country", closest(home, known))
    prices: dict[str, list[PriceExample]] = {}
    for found in pipeline.price_examples(territory.iso2):
        prices.setdefault(found.country, []).append(found)
    return [_entry(one, territory, book, prices.get(one.iso2, [])) for one in book.countries.values()]


def _entry(one: CountryRow, home: Territory, book: Rulebook, prices: Iterable[PriceExample]) -> dict[str, Any]:
    fields = one.model_dump(mode="json")
    severance = book.severance.get(one.iso2)
    return {
        "id": fields.pop("iso2"),
        "title": fields.pop("name"),
        "gist": f"tier {one.delivery_tier}, {one.region}",
        "wage_basis": wage_basis(one),
        "home": home.iso2,
        "overlap_hours": overlap(one, home, book),
        "prices_usd_per_hour": [_price(found) for found in prices],
        **fields,
        "severance_weeks": severance.model_dump(mode="json", exclude={"iso2"}) if severance else None,
    }


def _price(found: PriceExample) -> dict[str, Any]:
    """One price with its arithmetic: the formula, its numbers, and what each of them stands on."""
    numbers = {operand.name: plain(operand.value) for operand in found.operands}
    return {
        "work": found.work.value,
        "price": round(found.price, 2),
        "for": f"{found.occupation}, {found.option}{', with night shifts' if found.night else ''}",
        "formula": found.formula,
        "numbers": rewritten(found.formula, numbers),
        "operands": [operand.model_dump(mode="json") for operand in found.operands],
        "source": list(found.source),
    }


def wage_basis(one: CountryRow) -> str:
    """What the wage of a country is worked out from."""
    if one.wage_usd_h_low is not None:
        return "read"
    return "reference" if one.labour_ratio_method == "reference" else "ratio"


def overlap(one: CountryRow, home: Territory, book: Rulebook) -> float | None:
    """Hours that office days share, in the half-year in which they share fewer; None where home has no offset."""
    if home.utc_jan is None or home.utc_jul is None:
        return None
    apart = max(abs(one.utc_jan - home.utc_jan), abs(one.utc_jul - home.utc_jul))
    return max(0.0, book.number("office_day_hours") - min(apart, _DAY - apart))


def location_table(found: Iterable[dict[str, Any]]) -> str:
    """The list with a heading and what the columns mean."""
    rows = [list(_HEADS)]
    for entry in found:
        shared = entry["overlap_hours"]
        prices = {found["work"]: f"{found['price']:.2f}" for found in entry["prices_usd_per_hour"]}
        rows.append(
            [
                entry["id"],
                entry["title"],
                str(entry["delivery_tier"]),
                entry["wage_basis"],
                *(prices.get(work, "") for work in ("voice", "clerical", "skilled")),
                f"{entry['stability_pct']:.0f}",
                f"{entry['rule_of_law_pct']:.0f}",
                "" if shared is None else plain(shared),
                " ".join(entry["languages"]),
                entry["transfer_law"],
            ]
        )
    return columns(rows, "", _RIGHT)


def legend(home: str) -> str:
    """What the columns of the list mean."""
    return (
        "tier: depth of the delivery industry, 1 deepest to 4. wage: read (contact-centre wage of the country), ratio "
        "(labour cost against the US) or reference. voice, clerical, skilled: modelled provider's price an hour in USD "
        "for customer support, accounts payable and software development, before the uplift of small lots. stability, "
        f"law: percentile ranks, 100 best. overlap: office hours shared with {home.upper()} (--home). data transfer: "
        "how freely personal data of the EEA may go there."
    )
