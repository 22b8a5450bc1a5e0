"""Quotes as vendors write them: amounts by any unit, in any currency, with their own indexation."""

from officesplit.assess.inputs import Inputs
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Quote
from officesplit.model.quantity import Range
from officesplit.model.vocabulary import Standing

_SINGLE = (
    "per_fte_year",
    "per_hour",
    "per_unit",
    "fte",
    "hours_per_year",
    "minimum_volume",
    "productivity",
    "oversight_share",
    "transition_months",
    "transition",
    "oversight",
    "qa",
    "tooling",
    "change_requests",
    "indexation",
)
_UNITS = {
    "fte": "FTE",
    "hours_per_year": "hours a year",
    "minimum_volume": "a year, in the unit of the price",
    "productivity": "share per year",
    "oversight_share": "share of the charges",
    "transition_months": "months",
    "indexation": "share per year",
}
"""Units of what a quote says that is no money; money is turned into the company's currency."""


def quotes_for(facts: Facts, setting: Setting, country: str) -> tuple[Quote, ...]:
    """The quotes for that place; one without a place counts at home."""
    home = setting.territory.iso2
    return tuple(quote for quote in facts.function.quotes if (quote.location or home) == country)


def quote_inputs(facts: Facts, setting: Setting, quote: Quote, inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Register the amounts of a quote: exact, and turned into the company's currency at the reference rate."""
    rate, note = quote_rate(quote, setting)
    prefix = f"{facts.function.id}.quotes[{facts.function.quotes.index(quote)}]"
    found: dict[str, tuple[str, ...]] = {}
    for field in (*_SINGLE, "annual_fee"):
        value: Range | tuple[Range, ...] | None = getattr(quote, field)
        if value is None:
            continue
        amounts = value if isinstance(value, tuple) else (value,)
        money = field not in _UNITS
        label = f"{quote.vendor}: {field.replace('_', ' ')}"
        found[field] = tuple(
            inputs.number(
                f"{prefix}.{field}" + (f".{n}" if n else ""),
                label,
                amount.scaled(rate) if money else amount,
                _UNITS.get(field, setting.currency),
                Standing.GIVEN,
                note=note if money else "",
                exact=True,
            )
            for n, amount in enumerate(amounts)
        )
    volume = facts.function.volume
    if "per_unit" in found and volume:
        found["volume"] = tuple(
            inputs.number(
                f"{facts.function.id}.volume" + (f".{n}" if n else ""), f"{volume.unit} a year", amount, "a year",
                Standing.GIVEN, exact=True,
            )
            for n, amount in enumerate(volume.per_year)
        )  # fmt: skip
    return found


def quote_rate(quote: Quote, setting: Setting) -> tuple[float, str]:
    """Company currency for one unit of the quote's currency, and the note that says so; the loader saw to a rate."""
    if quote.currency is None or quote.currency == setting.currency:
        return 1.0, ""
    own = setting.profile.assumptions.exchange_rates.get(quote.currency)
    if own is not None:
        return own, f"quoted in {quote.currency}, at {own:g} {setting.currency} as the profile says"
    theirs = setting.rulebook.exchange_rate(quote.currency)
    if theirs is None:
        return 1.0, ""
    rate = setting.fx / theirs
    return rate, f"quoted in {quote.currency}, at {rate:.4f} {setting.currency} (IMF WEO, implied rate)"


def foreign_contract(quote: Quote, setting: Setting, inputs: Inputs) -> tuple[str | None, str | None]:
    """Indexation and currency drift of a contract in another currency: inflation there, and the difference to here.

    The forecasts are the IMF's; the range of the drift is the currency's yearly volatility.
    """
    rulebook = setting.rulebook
    theirs = quote.currency
    rows = [row for row in rulebook.countries.values() if row.currency == theirs]
    if theirs is None or theirs == setting.currency or not rows or setting.home is None:
        return None, None
    row = min(rows, key=lambda one: one.iso2)
    local, home = row.inflation_forecast, setting.home.inflation_forecast
    if local is None or home is None or row.fx_vol is None:
        return None, None
    real = rulebook.parameter("local_real_wage_growth")
    index = inputs.number(
        f"currency.{theirs}.indexation", f"Indexation of a contract in {theirs}: wages there",
        Range(low=local + real.low, likely=local + real.likely, high=local + real.high), "share per year",
        Standing.DEFAULT, source=("imf_weo_2024oct", "officesplit"), note="forecast inflation there + real wage growth",
    )  # fmt: skip
    middle = (1 + home) / (1 + local) - 1
    value = Range(low=middle - row.fx_vol, likely=middle, high=middle + row.fx_vol)
    drift = inputs.number(
        f"currency.{theirs}.drift", f"Yearly drift of {theirs} against {setting.currency}", value, "share per year",
        Standing.BENCHMARK, source=("imf_weo_2024oct",), note="difference of forecast inflation, +- yearly volatility",
    )  # fmt: skip
    return index, drift
