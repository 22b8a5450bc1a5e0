"""What the rulebook may say: every rule carries its title, reason, source, date and standing."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from officesplit.model.formula import checked
from officesplit.model.quantity import Frozen, Number, Range
from officesplit.model.reference import (
    BenefitLoad,
    CountryRow,
    Exposure,
    MarketBand,
    SavingsSurvey,
    Severance,
    Territory,
    VatBuyer,
    VatRate,
    Wage,
)
from officesplit.model.vocabulary import (
    Criterion,
    DataCategory,
    Demand,
    Effect,
    Hours,
    Kind,
    Level,
    Office,
    Scale,
    Standing,
    Suppliers,
    Verified,
    Work,
)

Base = Literal["annual_charges", "annual_baseline", "one_off"]


class Source(Frozen):
    """Where a rule or number comes from, and how much of it was seen."""

    id: str
    publisher: str
    title: str
    year: str = ""
    url: str = ""
    licence: str = ""
    trust: Literal["A", "B", "C"]
    verified: Verified


def _as_title(value: Any, written: str) -> Any:
    """The raw entry with what its file calls ``written`` as its title."""
    if isinstance(value, dict) and written in value:
        return {"title" if key == written else key: item for key, item in value.items()}
    return value


class Rule(Frozen):
    """What every shipped rule must say of itself."""

    id: str
    title: str
    reason: str = Field(min_length=10)
    source: tuple[str, ...] = Field(min_length=1)
    checked: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="the day the source was last checked")
    standing: Standing


class Attributes(Frozen):
    """How the work is: levels of the attributes that the choice, the risks and the gates read."""

    contact: Level | None = None
    importance: Level | None = None
    specificity: Level | None = None
    codifiability: Level | None = None
    measurability: Level | None = None
    presence: Level | None = None
    complexity: Level | None = None
    collaboration: Level | None = None
    demand: Demand | None = None
    suppliers: Suppliers | None = None
    hours: Hours | None = None


class Archetype(Rule):
    """A kind of work; gives the attributes of every catalogue entry that does not say otherwise."""

    work: Work
    attributes: Attributes
    control_duty: bool = False
    revenue_generating: bool = False
    data: tuple[DataCategory, ...] = Field(default=(), description="data that such work handles unless said otherwise")
    shareable: bool = Field(default=False, description="whether a shared-service centre can take such work over")
    soc: str = Field(description="occupation whose wage stands in where the entry has none")
    automation_exposure: Range = Field(description="share of tasks that software could take, where no SOC value exists")

    @model_validator(mode="after")
    def _complete(self) -> "Archetype":
        missing = [name for name in Attributes.model_fields if getattr(self.attributes, name) is None]
        if missing:
            raise ValueError(f"an archetype must give every attribute; missing: {', '.join(missing)}")
        return self


class CatalogueFunction(Rule):
    """A known business function with the names people give it and its office."""

    names: tuple[str, ...] = ()
    parent: str
    archetype: str
    office: Office
    industries: tuple[str, ...] = ("any",)
    by_industry: dict[str, Office] = {}
    disputed: tuple[Office, ...] = ()
    soc: str
    operations_core: bool = False
    data: tuple[DataCategory, ...] = ()
    scale: Scale = Scale.NONE
    attributes: Attributes = Attributes()

    @model_validator(mode="before")
    @classmethod
    def _name_is_title(cls, value: Any) -> Any:
        """The catalogue writes ``name`` for what every other rule calls its title."""
        return _as_title(value, "name")


class Label(Frozen):
    """One statement of a published page: the office that it gives a function in an industry."""

    function: str
    industry: str
    office: Office
    stated: bool = Field(description="whether the page says it in so many words, and it is not inferred")
    middle_known: bool = Field(description="whether the page knows a middle office beside front and back")
    source: str


class Filed(Frozen):
    """The pages that file a function of one industry under one office in the same way."""

    industry: str
    office: Office
    stated: bool = True
    middle_known: bool = False
    pages: tuple[str, ...]


class Flag(Frozen):
    """A regulatory status that an industry implies in some countries."""

    flag: str
    countries: tuple[str, ...]


class Industry(Rule):
    """An industry key with the plain words people use for it."""

    words: tuple[str, ...]
    group: str = "any"
    regulated_as: tuple[Flag, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _name_is_title(cls, value: Any) -> Any:
        """The list writes ``name`` for the title."""
        return _as_title(value, "name")


class WordEvidence(Rule):
    """Points that a word or two-word phrase in a name gives to the offices."""

    words: tuple[str, ...]
    front: float = Field(default=0.0, ge=0, le=3)
    middle: float = Field(default=0.0, ge=0, le=3)
    back: float = Field(default=0.0, ge=0, le=3)
    industries: tuple[str, ...] = ()
    not_in: tuple[str, ...] = Field(default=(), description="industries in which the word means something else")

    @model_validator(mode="before")
    @classmethod
    def _titled(cls, value: Any) -> Any:
        """A word item needs no title beside its words."""
        if isinstance(value, dict) and "title" not in value and value.get("words"):
            return {**value, "title": str(value["words"][0])}
        return value


class NameWeight(Frozen):
    """What one feature of a name (see ``names.features``) adds to the log odds of each office; fitted, mean 0."""

    feature: str
    front: float
    middle: float
    back: float


class OfficeRule(Rule):
    """A rule of the classification that is not a word or a catalogue entry, with the points it gives."""

    points: float = Field(ge=0, description="points for the office the rule speaks for")
    office: Office | None = None
    words: tuple[str, ...] = Field(default=(), description="words that set the rule off, where words do")


class When(Frozen):
    """When a gate or risk applies: every condition that is present must hold; a list means any of."""

    company_country: tuple[str, ...] = ()
    regulated_as: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    data: tuple[DataCategory, ...] = ()
    data_subjects_in: tuple[str, ...] = ()
    critical: bool | None = None
    office: tuple[Office, ...] = ()
    parent: tuple[str, ...] = ()
    function: tuple[str, ...] = ()
    archetype: tuple[str, ...] = ()
    control_duty: bool | None = None
    attribute: dict[str, Level] = {}
    destination: tuple[str, ...] = ()

    @field_validator("destination", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        """A single word stands for a list of one."""
        return [value] if isinstance(value, str) else value


class Effective(Frozen):
    """From when to when a rule of law is in force; ``from`` is a Python word, hence the alias."""

    from_: str | None = Field(default=None, alias="from")
    until: str | None = None
    superseded_by: str | None = None


class GateAdds(Frozen):
    """What satisfying a gate adds: weeks before signature, and a share of the one-off cost."""

    lead_time_weeks: Range | None = None
    one_off_share: Range | None = None


class Gate(Rule):
    """A legal, physical or policy limit on a (function x option) cell, decided before any score."""

    effect: Effect
    verified: Verified
    effective: Effective = Effective()
    when: When = When()
    kinds: tuple[Kind, ...]
    unless: tuple[str, ...] = ()
    strike_if_false: bool = False
    demand: str
    reopen: str
    controls: tuple[str, ...] = ()
    adds: GateAdds = GateAdds()
    cite: str = ""

    @model_validator(mode="after")
    def _recall_never_strikes(self) -> "Gate":
        weak = self.verified in (Verified.RECALL, Verified.SECOND_HAND, Verified.ABSTRACT)
        if weak and (self.effect is Effect.VETO or self.strike_if_false):
            raise ValueError("a rule whose text was not read may warn, never strike an option")
        return self


class Chance(Frozen):
    """A yearly probability, or one over the horizon for a risk that can strike once."""

    low: Number = Field(ge=0, le=1)
    likely: Number = Field(ge=0, le=1)
    high: Number = Field(ge=0, le=1)
    unit: str
    standing: Standing
    source: tuple[str, ...]


class Loss(Frozen):
    """What a risk costs when it happens, as a share of a base amount."""

    low: Number = Field(ge=0)
    likely: Number = Field(ge=0)
    high: Number = Field(ge=0)
    of: Base
    unit: str = "share"
    standing: Standing
    source: tuple[str, ...]


class Driver(Frozen):
    """A fact of the function, company or place that multiplies a risk's probability."""

    attribute: str
    factors: dict[str, float]
    reason: str

    @field_validator("factors", mode="before")
    @classmethod
    def _text_keys(cls, value: Any) -> Any:
        """YAML reads true and false as booleans; as keys they are words."""
        if isinstance(value, dict):
            return {str(key).lower(): factor for key, factor in value.items()}
        return value


class MitigationCost(Frozen):
    """Yearly cost of a mitigation as a share of a base amount."""

    low: Number = Field(ge=0)
    likely: Number = Field(ge=0)
    high: Number = Field(ge=0)
    of: Base


class Mitigation(Frozen):
    """What lowers a risk: its cost, and the share of the probability that it removes."""

    what: str
    cost: MitigationCost
    effect: Range
    standing: Standing
    source: tuple[str, ...]


class Risk(Rule):
    """A risk in money: trigger, cause, event, effect, probability, loss and mitigation."""

    family: str
    cause: str
    event: str
    effect: str
    kinds: tuple[Kind, ...]
    when: When = When()
    probability: Chance
    loss: Loss
    drivers: tuple[Driver, ...] = ()
    mitigation: Mitigation
    overlaps: str | None = None
    once: bool = False
    exit_fee: bool = Field(default=False, description="whether an early-termination fee in the quote is lost too")


class WatchRisk(Rule):
    """A risk that is listed with driver and remedy and adds nothing to any sum."""

    driver: str
    when: When = When()
    remedy: str


class Fix(Frozen):
    """The work that closes a readiness gap."""

    what: str
    who: str
    weeks: Range
    cost: dict[str, Any]


class Question(Rule):
    """One of the thirty readiness questions, answered 0 to 4 by written anchors."""

    dimension: str
    level: Literal["function", "company"]
    anchors: tuple[str, str, str, str, str]
    gate: bool = False
    binds: Literal["before_wave", "before_signature"] | None = None
    fix: Fix

    @model_validator(mode="before")
    @classmethod
    def _question_is_title(cls, value: Any) -> Any:
        """The file writes ``question`` for the title."""
        return _as_title(value, "question")


class KeyedRange(Range):
    """One row of a parameter that depends on a key."""

    key: str
    note: str = ""
    standing: Standing | None = None
    source: tuple[str, ...] = ()


class Parameter(Rule):
    """A number of the method, with unit, range, source, date and standing."""

    applies_to: str
    unit: str
    value: Range | None = None
    values: tuple[KeyedRange, ...] = ()
    text: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Parameter":
        if (self.value is not None) + bool(self.values) + (self.text is not None) != 1:
            raise ValueError("a parameter has exactly one of value, values and text")
        return self


class Anchor(Frozen):
    """Scores of one kind at the four levels of one attribute."""

    none: float = Field(ge=0, le=100)
    low: float = Field(ge=0, le=100)
    medium: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)


class Scale100(Frozen):
    """How one attribute moves a criterion: its share in the criterion and the anchors per kind."""

    attribute: str
    share: float = Field(gt=0, le=1)
    reason: str
    anchors: dict[Kind, Anchor]


class CriterionRule(Rule):
    """One of the seven criteria: what it measures, who owns it, its anchors."""

    id: str
    criterion: Criterion
    good_end: str = Field(description="what 100 points mean")
    bad_end: str = Field(description="what 0 points mean")
    owner: str
    scales: tuple[Scale100, ...] = ()


class Kpi(Rule):
    """A measure to agree with whoever runs the function."""

    office: Office | Literal["any"]
    parents: tuple[str, ...] = ()
    unit: str
    direction: Literal["up", "down"]
    how: str
    baseline_hint: str
    target_hint: str


class Claim(Frozen):
    """A claim of the founding sources: what carries it, or why it is not adopted."""

    id: str
    source: str
    claim: str
    adopted: bool
    carried_by: tuple[str, ...] = ()
    reason: str = ""

    @model_validator(mode="after")
    def _carried_or_refused(self) -> "Claim":
        if self.adopted != bool(self.carried_by) or (not self.adopted and not self.reason):
            raise ValueError("an adopted claim names what carries it; another gives the reason")
        return self


class CostLineRule(Rule):
    """One line of the cost model: its formula, and its counterpart on the other side."""

    line: str = Field(description="id of the line in the result, side.name")
    side: Literal["baseline", "option", "one_off"]
    formula: Annotated[str, AfterValidator(checked)] = Field(
        description="arithmetic of the operands' names; factors by year and other lines multiply it"
    )
    mirror: str = Field(description="the counterpart line, or the reason why there is none")
    tax: bool = Field(default=False, description="whether the line is tax saved, so that a view before tax drops it")
    once: bool = Field(default=False, description="whether the line is paid once, so that the run rate leaves it out")


class Shift(Frozen):
    """A move of some inputs from their likely values: times first, then plus."""

    inputs: tuple[str, ...] = Field(min_length=1, description="patterns of input ids; * stands for any text")
    times: Number = Field(default=1.0, ge=0)
    plus: Number = 0.0
    volatility: Number = Field(
        default=0.0,
        ge=0,
        description="yearly standard deviations by which the amount's own currency gains on the company's",
    )


class Stress(Rule):
    """A shock under which the plan and every choice are evaluated at likely values."""

    shifts: tuple[Shift, ...] = ()
    overrun: Number = Field(default=0.0, ge=0, description="share of all one-off cost that is paid on top of it")
    fails_in_month: int | None = Field(
        default=None, ge=1, description="month after approval in which a new provider ends and the work comes home"
    )
    approval_gates: tuple[str, ...] = Field(
        default=(), description="conditional gates whose options are not carried out; their selection cost is sunk"
    )

    @model_validator(mode="after")
    def _does_something(self) -> "Stress":
        if not (self.shifts or self.overrun or self.fails_in_month or self.approval_gates):
            raise ValueError("a shock has shifts, an overrun, fails_in_month or approval_gates")
        return self


class Table(Frozen):
    """Keys and values, line by line: read at once, and taken apart by those who ask."""

    keys: str
    values: str

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[object]]) -> "Table":
        """The rows in their order, with blanks between the parts of a value."""
        return cls(keys="\n".join(rows), values="\n".join(" ".join(map(str, parts)) for parts in rows.values()))

    def rows(self) -> dict[str, str]:
        """Value by key; its parts have blanks between them."""
        return dict(zip(self.keys.split("\n"), self.values.split("\n"), strict=True)) if self.keys else {}


class Rulebook(Frozen):
    """Everything the program knows, with the digest of the files it came from."""

    version: str
    released: str
    digest: str
    sources: dict[str, Source]
    archetypes: dict[str, Archetype]
    functions: dict[str, CatalogueFunction]
    exact_table: Table = Field(description="function ids by the comparable form of their names")
    loose_table: Table = Field(description="the same without words that any name may hold")
    labels: dict[str, tuple[Filed, ...]] = Field(description="what published pages say of a function, by its id")
    industries: dict[str, Industry]
    words: tuple[WordEvidence, ...]
    weights_table: Table = Field(description="fitted log odds of front, middle and back by feature of a name")
    office_rules: dict[str, OfficeRule]
    gates: dict[str, Gate]
    risks: dict[str, Risk]
    watchlist: tuple[WatchRisk, ...]
    questions: dict[str, Question]
    parameters: dict[str, Parameter]
    criteria: dict[str, CriterionRule]
    kpis: tuple[Kpi, ...]
    roadmap: dict[str, Rule]
    texts: dict[str, Rule]
    limits: tuple[Rule, ...]
    cost_lines: dict[str, CostLineRule]
    stress: dict[str, Stress]
    claims: dict[str, Claim]
    countries: dict[str, CountryRow]
    territories: dict[str, Territory]
    wages: dict[str, Wage]
    exposures: dict[str, Exposure]
    benefit_loads: tuple[BenefitLoad, ...]
    severance: dict[str, Severance]
    savings_surveys: tuple[SavingsSurvey, ...]
    vat_rates: dict[str, VatRate]
    vat_buyers: tuple[VatBuyer, ...]
    market_bands: tuple[MarketBand, ...]

    @cached_property
    def exact_names(self) -> dict[str, str]:
        """Function ids, with blanks between them, by the comparable form of their names."""
        return self.exact_table.rows()

    @cached_property
    def loose_names(self) -> dict[str, str]:
        """The same without words that any name may hold."""
        return self.loose_table.rows()

    @cached_property
    def name_weights(self) -> dict[str, str]:
        """Fitted log odds of front, middle and back, with blanks between them, by feature of a name."""
        return self.weights_table.rows()

    def parameter(self, name: str, key: str | None = None) -> Range:
        """The range of parameter ``name``, or of its row ``key``.

        Raises:
            KeyError: the rulebook has no such parameter or row.
        """
        found = self.parameters[name]
        if key is None:
            if found.value is None:
                raise KeyError(f"{name} needs a key")
            return found.value
        for row in found.values:
            if row.key == key:
                return row
        raise KeyError(f"{name}[{key}]")

    def number(self, name: str, key: str | None = None) -> float:
        """The likely value of a parameter."""
        return self.parameter(name, key).likely

    def text(self, name: str) -> str:
        """The text of a parameter that names something, such as an occupation code."""
        found = self.parameters[name].text
        if found is None:
            raise KeyError(f"{name} is a number")
        return found

    def exchange_rate(self, currency: str) -> float | None:
        """Units of ``currency`` per USD (IMF WEO implied rates); None where no country of the table uses it."""
        if currency == "USD":
            return 1.0
        rows = [row for row in self.countries.values() if row.currency == currency]
        return min(rows, key=lambda row: row.iso2).fx_lcu_per_usd if rows else None
