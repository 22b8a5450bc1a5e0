"""What people cost at home and elsewhere, and what a provider charges an hour (method.md section 4)."""

import math
from dataclasses import dataclass

from officesplit.assess.inputs import Inputs
from officesplit.model.facts import Facts, Setting
from officesplit.model.quantity import Range
from officesplit.model.reference import CountryRow
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Kind, Standing, Work

NO_WAGES = "none"
"""Method of the labour-cost ratio of a country for which there is none."""


@dataclass(frozen=True, slots=True)
class LocalWage:
    """Wage of an occupation in a country as a multiple of the US wage, with what stands behind it."""

    ratio: Range
    standing: Standing
    source: tuple[str, ...]
    note: str


def wage_ratio(country: CountryRow, rulebook: Rulebook) -> LocalWage:
    """The multiple k with local wage = k x US occupation wage.

    From the country's read contact-centre wage where there is one, else labour-cost ratio x a factor that falls
    log-linearly in the ratio between two anchors (method.md section 4; parameters local_wage_*).
    """
    if country.iso2 == "US":
        return LocalWage(
            Range.exact(1.0), Standing.BENCHMARK, ("bls_oews_2024",), "the wage table is the country's own"
        )
    if country.wage_usd_h_low is not None and country.wage_usd_h_high is not None:
        anchor = rulebook.number("local_wage_anchor_usd") / rulebook.number("hours_per_fte_year")
        low, high = country.wage_usd_h_low / anchor, country.wage_usd_h_high / anchor
        note = "contact-centre wage of the country over the US wage of customer service representatives"
        return LocalWage(Range(low=low, likely=(low + high) / 2, high=high), Standing.DEFAULT, ("ssg_2024",), note)
    ratio = country.labour_ratio
    at_low, at_high = (rulebook.number("local_wage_ratio_anchor", key) for key in ("low", "high"))
    weight = min(max((math.log(ratio) - math.log(at_low)) / (math.log(at_high) - math.log(at_low)), 0.0), 1.0)
    poor = rulebook.parameter("local_wage_factor_low_ratio")
    rich = rulebook.parameter("local_wage_factor_high_ratio")

    def mix(one: float, other: float) -> float:
        return ratio * math.exp((1 - weight) * math.log(one) + weight * math.log(other))

    k = Range(low=mix(poor.low, rich.low), likely=mix(poor.likely, rich.likely), high=mix(poor.high, rich.high))
    # The lowest hourly wage of delivery staff, in terms of the occupation it was read for, bounds every occupation.
    least = rulebook.number("local_wage_floor") * rulebook.number("hours_per_fte_year")
    k = k.clipped(least / rulebook.number("local_wage_anchor_usd"), math.inf)
    note = "economy-wide labour-cost ratio x a factor for the sector that works for foreign clients"
    return LocalWage(k, Standing.DEFAULT, tuple(dict.fromkeys(("derived", "officesplit"))), note)


def us_wage(soc: str, rulebook: Rulebook, *, provider: bool = False) -> float | None:
    """Yearly US wage of an occupation in USD: the mean, or the 25th percentile that a provider at home pays."""
    wage = rulebook.wages.get(soc)
    if wage is None:
        return None
    return (wage.p25 or wage.mean) if provider else (wage.mean or wage.p50)


def home_load(soc: str, setting: Setting) -> tuple[Range, Standing, tuple[str, ...]]:
    """Employer cost beyond the salary at home, as a share of it.

    In the US 1 / (wage share + paid-leave share) - 1 by occupation group (BLS ECEC); elsewhere the country's employer
    contributions, never under the floor.
    """
    rulebook = setting.rulebook
    if setting.territory.iso2 == "US":
        for row in rulebook.benefit_loads:
            if soc[:2] in row.soc_majors:
                return Range.exact(row.load), Standing.BENCHMARK, row.source
    home = setting.home
    if home and home.load_pct_low is not None and home.load_pct_high is not None:
        low, high = home.load_pct_low / 100, home.load_pct_high / 100
        middle = (low + high) / 2
        return Range(low=low, likely=middle, high=high), home.load_standing or Standing.RECALL, home.source[:1]
    parameter = rulebook.parameters["home_load"]
    return rulebook.parameter("home_load"), parameter.standing, parameter.source


def local_load(country: CountryRow, rulebook: Rulebook) -> float:
    """Provider's loaded cost over the wage in ``country``; the floor applies where the row has none or less."""
    floor = rulebook.number("local_load_floor")
    if country.load_pct_low is None or country.load_pct_high is None:
        return floor
    return max(floor, 1 + (country.load_pct_low + country.load_pct_high) / 200)


def salary_input(facts: Facts, setting: Setting, inputs: Inputs) -> str | None:
    """Register the function's yearly salary in company currency; None where nothing supports one."""
    function = facts.function
    identity = f"{function.id}.salary"
    label = f"Salary, {function.name}"
    unit = f"{setting.currency} a year"
    if function.salary is not None:
        return inputs.number(identity, label, function.salary, unit, Standing.GIVEN)
    usd = us_wage(facts.soc, setting.rulebook)
    if setting.home is None or usd is None or facts.entry is None:
        return None
    ratio = wage_ratio(setting.home, setting.rulebook)
    title = setting.rulebook.wages[facts.soc].title
    note = f"mean US wage of {title} (SOC {facts.soc}), USD {usd:,.0f} in May 2024"
    if setting.home.iso2 != "US":
        note += f", x {ratio.ratio.likely:.3f} for {setting.home.name} ({ratio.note})"
    return inputs.number(
        identity,
        label,
        ratio.ratio.scaled(usd * setting.fx),
        unit,
        ratio.standing,
        source=tuple(dict.fromkeys(("bls_oews_2024", *ratio.source))),
        note=note,
    )


@dataclass(frozen=True, slots=True)
class PriceInputs:
    """Ids of the inputs of a provider's price per hour, and the load, which has no range."""

    intercept: str
    slope: str
    wage: str
    load: float
    premium: str | None
    on_site: str | None


def _provider(
    facts: Facts, kind: Kind, country: CountryRow, rulebook: Rulebook
) -> tuple[Range, float, LocalWage] | None:
    """A provider's wage an hour in USD, its load factor and where the wage comes from."""
    home = kind is Kind.ONSHORE
    usd = us_wage(facts.soc, rulebook, provider=home)
    if usd is None or country.labour_ratio_method == NO_WAGES:
        return None
    ratio = wage_ratio(country, rulebook)
    floor = rulebook.number("local_wage_floor_skilled" if facts.work is Work.SKILLED else "local_wage_floor")
    hourly = ratio.ratio.scaled(usd / rulebook.number("hours_per_fte_year")).clipped(floor, math.inf)
    load = rulebook.number("onshore_provider_load") if home else local_load(country, rulebook)
    return hourly, load, ratio


def _slope_key(facts: Facts) -> str:
    return "skilled" if facts.work is Work.SKILLED else "clerical"


def price_inputs(
    facts: Facts, setting: Setting, kind: Kind, country: CountryRow, inputs: Inputs, *, night: bool
) -> PriceInputs | None:
    """Register what a provider's price in ``country`` depends on; None where the occupation has no wage."""
    rulebook = setting.rulebook
    found = _provider(facts, kind, country, rulebook)
    if found is None:
        return None
    hourly, load, ratio = found
    home = kind is Kind.ONSHORE
    wage = inputs.number(
        f"wage.{country.iso2}.{facts.soc}" + (".provider" if home else ""),
        f"Provider's wage in {country.name}, {rulebook.wages[facts.soc].title}",
        hourly,
        "USD per hour",
        ratio.standing,
        source=tuple(dict.fromkeys(("bls_oews_2024", *ratio.source))),
        note=("25th percentile; " if home else "mean; ") + ratio.note,
    )
    return PriceInputs(
        intercept=inputs.parameter("price_intercept"),
        slope=inputs.parameter("price_slope", _slope_key(facts)),
        wage=wage,
        load=load,
        premium=inputs.parameter("shift_premium") if night else None,
        on_site=inputs.parameter("on_site_intercept_share") if facts.on_site else None,
    )


def likely_price_usd(facts: Facts, kind: Kind, country: CountryRow, rulebook: Rulebook, *, night: bool) -> float | None:
    """The likely price per hour in USD, before the lot-size uplift: what the short-list compares."""
    found = _provider(facts, kind, country, rulebook)
    if found is None:
        return None
    hourly, load, _ = found
    premium = 1 + rulebook.number("shift_premium") if night else 1.0
    slope = rulebook.number("price_slope", _slope_key(facts))
    fixed = rulebook.number("price_intercept") * (rulebook.number("on_site_intercept_share") if facts.on_site else 1.0)
    return fixed + slope * hourly.likely * load * premium
