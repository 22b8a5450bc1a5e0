"""Rows of the reference tables: countries, territories, wages, exposure, benefits, severance, market prices."""

from typing import Literal

from pydantic import Field

from officesplit.model.quantity import Frozen
from officesplit.model.vocabulary import Standing


class CountryRow(Frozen):
    """Reference facts of one delivery country; money in USD, rates as fractions, ranks 0-100."""

    iso2: str
    iso3: str
    name: str
    region: str
    timezone: str
    languages: tuple[str, ...]
    utc_jan: float
    utc_jul: float
    currency: str
    fx_lcu_per_usd: float
    inflation_forecast: float | None
    fx_drift: float | None
    fx_vol: float | None
    stability_pct: float
    rule_of_law_pct: float
    english: str
    transfer_law: str
    transfer_note: str = ""
    wage_usd_h_low: float | None
    wage_usd_h_high: float | None
    load_pct_low: float | None
    load_pct_high: float | None
    load_standing: Standing | None
    labour_ratio: float
    labour_ratio_method: str
    delivery_tier: int = Field(ge=1, le=4)
    source: tuple[str, ...]
    standing: Standing


class Territory(Frozen):
    """What is known of any ISO 3166-1 territory: enough to be a company's home."""

    iso2: str
    name: str
    currency: str
    languages: tuple[str, ...]
    utc_jan: float | None
    utc_jul: float | None
    eea: bool
    eu: bool


class Wage(Frozen):
    """US wage distribution of one occupation, USD a year (BLS OEWS May 2024)."""

    soc: str
    title: str
    mean: float | None
    p25: float | None
    p50: float | None


class Exposure(Frozen):
    """Share of an occupation's tasks that language models could shorten (Eloundou et al. 2024)."""

    soc: str
    low: float
    likely: float
    high: float
    measured_gain: float | None = None
    source: tuple[str, ...]


class BenefitLoad(Frozen):
    """Employer cost beyond the salary for a group of occupations."""

    group: str
    soc_majors: tuple[str, ...]
    load: float
    source: tuple[str, ...]


class Severance(Frozen):
    """Weeks of pay per year of service."""

    iso2: str
    low: float
    likely: float
    high: float
    source: tuple[str, ...]
    standing: Standing


class SavingsSurvey(Frozen):
    """What a published survey or study reports that a way of sourcing saved, as shares of the cost before."""

    id: str
    scope: str
    kind: str
    saving_low: float | None = None
    saving_typical: float | None = None
    saving_high: float | None = None
    net: Literal["net", "part", "gross", "expected", "unknown"]
    use: Literal["test", "shown"]
    what: str
    year: str = ""
    country: str = ""
    sample: str = ""
    source: tuple[str, ...]
    standing: Standing
    note: str = ""


class VatRate(Frozen):
    """Standard value-added tax on business services, as a share of the price."""

    iso2: str
    standard_rate: float
    year: str = ""
    source: tuple[str, ...]
    standing: Standing
    note: str = ""


class VatBuyer(Frozen):
    """Share of the value-added tax paid that an industry cannot recover, everywhere or in some countries."""

    industry: str
    irrecoverable_low: float
    irrecoverable_likely: float
    irrecoverable_high: float
    countries: tuple[str, ...]
    source: tuple[str, ...]
    standing: Standing
    note: str = ""


class MarketBand(Frozen):
    """Hourly prices seen in a market, USD."""

    id: str
    place: str
    work: str
    low: float | None
    high: float | None
    use: Literal["test", "shown"]
    source: tuple[str, ...]
    standing: Standing
