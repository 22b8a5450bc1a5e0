"""What a company profile may say. Unknown keys are errors; everything beyond names and head-counts is optional."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from officesplit.model.quantity import Frozen, Range, refuse_text
from officesplit.model.vocabulary import DataCategory, Demand, Goal, Hours, Level, Office, Suppliers

# Beyond any company, so a larger number is a slip of the keyboard; without limits the arithmetic overflows to infinity.
LARGEST_FTE = 10_000_000
"""Most people in a function or company."""
SMALLEST_FTE = 0.01
"""Least of a person that is still work: some twenty minutes a week; 0 is allowed beside it."""
LARGEST_AMOUNT = 10_000_000_000_000
"""Most money, or units a year, in one figure of a function."""
LARGEST_REVENUE = 10**18
"""Most revenue of a company: in rupiah or rial a large one passes `LARGEST_AMOUNT`."""


def _range_schema(**bounds: Any) -> dict[str, Any]:
    """The JSON Schema of a number or range whose numbers keep ``bounds`` (``minimum``, ``maximum``, ...)."""
    number = {"type": "number", **bounds}
    return {
        "anyOf": [
            number,
            {
                "type": "object",
                "properties": dict.fromkeys(("low", "likely", "high"), number),
                "required": ["low", "likely", "high"],
                "additionalProperties": False,
            },
        ],
        "description": "a number, or a range {low, likely, high}",
    }


def _lift(value: Any) -> Any:
    """A bare number stands for a range whose three numbers are equal."""
    if isinstance(value, (dict, Range)):
        return value
    refuse_text(value)
    if not isinstance(value, (int, float)):
        raise ValueError("a number or a range {low, likely, high} is needed here")
    return {"low": value, "likely": value, "high": value}


def _not_negative(value: Range) -> Range:
    if value.low < 0:
        raise ValueError("must not be negative; write 0 or more")
    return value


def _within(value: Range, limit: int) -> Range:
    if max(abs(value.low), abs(value.high)) > limit:
        raise ValueError(f"must lie within {limit:,}; check the digits and the currency")
    return value


def _amount(value: Range) -> Range:
    return _within(value, LARGEST_AMOUNT)


def _revenue(value: Range) -> Range:
    return _within(value, LARGEST_REVENUE)


def _people(value: Range) -> Range:
    if value.high > LARGEST_FTE:
        raise ValueError(f"must be at most {LARGEST_FTE:,} people; check the digits")
    if any(0 < number < SMALLEST_FTE for number in (value.low, value.likely, value.high)):
        raise ValueError(f"is too small to assess; write 0 or at least {SMALLEST_FTE}")
    return value


def _share(value: Range) -> Range:
    if value.low < 0 or value.high > 1:
        raise ValueError("must lie between 0 and 1; write 5 % as 0.05")
    return value


def _rate(value: Range) -> Range:
    if value.low <= -1 or value.high > 1:
        raise ValueError("must lie between -1 and 1 a year; write 3.5 % as 0.035")
    return value


def _level(value: Any) -> Level | float:
    if isinstance(value, Level):
        return value
    if isinstance(value, str):
        if value in set(Level):
            return Level(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100:
        return float(value)
    raise ValueError("must be none, low, medium, high or a number from 0 to 100")


def _contact(value: Any) -> Level | float:
    if isinstance(value, Level):
        return value
    if isinstance(value, str):
        if value in set(Level):
            return Level(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise ValueError("must be a share of working time from 0 to 1, or none, low, medium, high")


def _fact(value: Any) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    if value == "unknown":
        return None
    raise ValueError("must be true, false or unknown")


def _answer(value: Any) -> int | None:
    if value == "unknown" or value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 4:
        return value
    raise ValueError("must be a whole number from 0 to 4, or unknown")


def _amounts(value: Any) -> Any:
    """One yearly amount, or a list of amounts by year: kept as a tuple of ranges."""
    items = value if isinstance(value, (list, tuple)) else [value]
    if not items:
        raise ValueError("an empty list says nothing; give an amount a year or leave the key out")
    return tuple(_lift(item) for item in items)


def _month(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return value
    raise ValueError("must be a month, written YYYY-MM")


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("must be a day, written YYYY-MM-DD") from None
    if not isinstance(value, date):
        raise ValueError("must be a day, written YYYY-MM-DD")
    return value


_LEVELS = [level.value for level in Level]
_FACT_SCHEMA: dict[str, Any] = {"enum": [True, False, "unknown"]}
_ANSWER_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 4}, {"const": "unknown"}]}
_AMOUNT_SCHEMA = _range_schema(minimum=0, maximum=LARGEST_AMOUNT)
_REVENUE_SCHEMA = _range_schema(minimum=0, maximum=LARGEST_REVENUE)
_PEOPLE_SCHEMA = _range_schema(
    minimum=0, maximum=LARGEST_FTE, **{"not": {"exclusiveMinimum": 0, "exclusiveMaximum": SMALLEST_FTE}}
)
_AMOUNTS_SCHEMA: dict[str, Any] = {"anyOf": [_AMOUNT_SCHEMA, {"type": "array", "items": _AMOUNT_SCHEMA, "minItems": 1}]}

Estimate = Annotated[
    Range,
    BeforeValidator(_lift),
    AfterValidator(_amount),
    WithJsonSchema(_range_schema(minimum=-LARGEST_AMOUNT, maximum=LARGEST_AMOUNT)),
]
Amount = Annotated[
    Range,
    BeforeValidator(_lift),
    AfterValidator(_not_negative),
    AfterValidator(_amount),
    WithJsonSchema(_AMOUNT_SCHEMA),
]
Revenue = Annotated[
    Range,
    BeforeValidator(_lift),
    AfterValidator(_not_negative),
    AfterValidator(_revenue),
    WithJsonSchema(_REVENUE_SCHEMA),
]
People = Annotated[
    Range,
    BeforeValidator(_lift),
    AfterValidator(_not_negative),
    AfterValidator(_people),
    WithJsonSchema(_PEOPLE_SCHEMA),
]
ShareRange = Annotated[
    Range, BeforeValidator(_lift), AfterValidator(_share), WithJsonSchema(_range_schema(minimum=0, maximum=1))
]
RateRange = Annotated[
    Range, BeforeValidator(_lift), AfterValidator(_rate), WithJsonSchema(_range_schema(exclusiveMinimum=-1, maximum=1))
]
Rate = Annotated[float, BeforeValidator(refuse_text), Field(gt=0, description="an exchange rate")]
Amounts = Annotated[
    tuple[Amount, ...],
    BeforeValidator(_amounts),
    WithJsonSchema(_AMOUNTS_SCHEMA),
    Field(description="a year, or by year"),
]
Grade = Annotated[
    Level | float,
    BeforeValidator(_level),
    WithJsonSchema({"anyOf": [{"enum": _LEVELS}, {"type": "number", "minimum": 0, "maximum": 100}]}),
]
Contact = Annotated[
    Level | float,
    BeforeValidator(_contact),
    WithJsonSchema({"anyOf": [{"enum": _LEVELS}, {"type": "number", "minimum": 0, "maximum": 1}]}),
]
Fact = Annotated[bool | None, BeforeValidator(_fact), WithJsonSchema(_FACT_SCHEMA)]
Answer = Annotated[int | None, BeforeValidator(_answer), WithJsonSchema(_ANSWER_SCHEMA)]
Month = Annotated[
    str, BeforeValidator(_month), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"})
]
Day = Annotated[date, BeforeValidator(_day)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code")]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217 code")]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$", description="ISO 639-1 code")]
Whole = Annotated[int, BeforeValidator(refuse_text)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Key = Annotated[str, Field(min_length=1, max_length=300)]


def key_from_name(name: str) -> str:
    """The stable key of a function that gives none: letters and digits of any script, joined by underscores."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w]+", "_", folded).strip("_") or "function"


class Company(Frozen):
    """Who the company is."""

    name: Name
    industry: str = Field(description="a key of `officesplit catalog industries`")
    country: Country
    currency: Currency | None = None
    headcount: People | None = None
    revenue: Revenue | None = None
    regulated_as: tuple[str, ...] = ()
    data_subjects_in: tuple[Country | Literal["EU", "EEA"], ...] = ()
    outsourced_before: bool | None = None


class Constraints(Frozen):
    """Limits that the company sets itself."""

    offshore: bool = True
    exclude_locations: tuple[Country, ...] = ()
    data_must_stay_in: tuple[Country | Literal["EU", "EEA"], ...] = ()
    languages: tuple[Language, ...] = ()
    one_off_budget: Amount | None = None
    max_outsourced_share: ShareRange | None = None
    max_parallel_transitions: Whole | None = Field(default=None, ge=1)
    start: Month | None = None


class Assumptions(Frozen):
    """The financial frame; what is left out comes from the rulebook."""

    horizon_years: Whole | None = Field(default=None, ge=1, le=30)
    discount_rate: RateRange | None = None
    wage_growth: RateRange | None = None
    price_growth: RateRange | None = None
    price_indexation: RateRange | None = None
    tax_rate: ShareRange | None = None
    discounting: Literal["year_end", "mid_year", "start"] = Field(
        default="year_end", description="when in its year a flow is discounted"
    )
    irrecoverable_vat: ShareRange | None = Field(
        default=None, description="share of a provider's charges that is lost as value-added tax"
    )
    severance_weeks: Amount | None = Field(default=None, description="weeks of pay per year of service")
    exchange_rates: dict[Currency, Rate] = Field(
        default={}, description="company-currency units for one unit of another currency"
    )
    lines: Literal["complete", "only_given"] = "complete"


class CostLines(Frozen):
    """Today's cost in money a year instead of salary x FTE; any of them may be a list by year."""

    salaries: Amounts | None = None
    benefits: Amounts | None = None
    facilities: Amounts | None = None
    technology: Amounts | None = None
    management: Amounts | None = None
    training: Amounts | None = None
    materials: Amounts | None = None
    other: Amounts | None = None


class Quote(Frozen):
    """A vendor's price; without a place it is onshore."""

    vendor: Name
    location: Country | None = None
    per_fte_year: Amount | None = None
    per_hour: Amount | None = None
    per_unit: Amount | None = None
    annual_fee: Amounts | None = None
    transition: Amount | None = None
    oversight: Amount | None = None
    qa: Amount | None = None
    tooling: Amount | None = None
    change_requests: Amount | None = None
    indexation: RateRange | None = None
    currency: Currency | None = None
    fte: People | None = Field(default=None, description="the provider's people, where not the FTE that move")
    hours_per_year: Amount | None = Field(default=None, description="hours bought a year for the whole function")
    oversight_share: ShareRange | None = Field(
        default=None, description="yearly oversight, quality or buffer as a share of the charges"
    )
    transition_months: Amount | None = Field(
        default=None, description="months from approval to cut-over, while the work is still done in house"
    )
    productivity: ShareRange | None = Field(
        default=None, description="yearly reduction of the charges that the provider commits to"
    )
    term_years: Amount | None = None
    minimum_volume: Amount | None = Field(
        default=None, description="least quantity billed a year, in the unit of the price: units, hours or FTE"
    )
    early_termination_fee: Amount | None = None

    @model_validator(mode="after")
    def _one_price(self) -> "Quote":
        prices = (self.per_fte_year, self.per_hour, self.per_unit, self.annual_fee)
        if sum(price is not None for price in prices) != 1:
            raise ValueError("a quote needs exactly one of per_fte_year, per_hour, per_unit, annual_fee")
        return self


class Volume(Frozen):
    """What the function handles in a year."""

    unit: Name
    per_year: Amounts


class OneOff(Frozen):
    """A payment beyond the modelled ones; ``side`` says which course makes it necessary."""

    side: Literal["baseline", "option"]
    what: Name
    year: Whole = Field(ge=0, le=30)
    amount: Estimate
    depreciate_years: Whole | None = Field(default=None, ge=1, le=30)
    deductible: bool = True


class Outsourced(Frozen):
    """What work costs that a provider already does."""

    annual_price: Amounts
    vendor: Name | None = None
    location: Country | None = None


class Function(Frozen):
    """One activity of the company. Names and head-counts are enough; everything else has a sourced default."""

    name: Name
    id: Key = ""
    fte: People
    salary: Amount | None = None
    currently: Literal["in_house", "outsourced"] | Outsourced = "in_house"
    office: Office | None = None
    customer_contact: Contact | None = None
    revenue_generating: bool | None = None
    control_duty: bool | None = None
    strategic_importance: Grade | None = None
    asset_specificity: Grade | None = None
    codifiability: Grade | None = None
    measurability: Grade | None = None
    physical_presence: Grade | None = None
    complexity: Grade | None = None
    demand: Demand | None = None
    supplier_count: Suppliers | None = None
    data: tuple[DataCategory, ...] | None = None
    critical: Fact = None
    volume: Volume | None = None
    bundle: Key | None = None
    hours: Hours | None = None
    collaboration: Grade | None = None
    costs: CostLines | None = None
    costs_that_stay: CostLines | None = Field(
        default=None, description="the part of today's cost that giving the work out does not avoid"
    )
    depends_on: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    one_offs: tuple[OneOff, ...] = ()
    readiness: dict[str, Answer] = {}
    facts: dict[str, Fact] = {}

    @model_validator(mode="before")
    @classmethod
    def _derive_id(cls, value: Any) -> Any:
        """Give the function its key where the profile gives none."""
        if isinstance(value, dict) and isinstance(value.get("name"), str) and not value.get("id"):
            return {**value, "id": key_from_name(value["name"])}
        return value


class Decision(Frozen):
    """An entry of the decisions register: it changes the plan, never a score, and it expires."""

    function: str
    verdict: str
    reason: Name
    by: Name
    until: Day


class Profile(Frozen):
    """A company profile as the YAML or JSON file says it."""

    company: Company
    goals: tuple[Goal, ...] = ()
    constraints: Constraints = Constraints()
    risk_appetite: dict[str, Level] = {}
    facts: dict[str, Fact] = {}
    assumptions: Assumptions = Assumptions()
    readiness: dict[str, Answer] = {}
    functions: tuple[Function, ...] = Field(min_length=1)
    scenarios: dict[str, dict[str, Any]] = {}
    decisions: tuple[Decision, ...] = ()
    as_of: Day | None = None
