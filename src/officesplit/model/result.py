"""The result of an assessment: one versioned document that every format renders and nothing else computes."""

from typing import Literal

from pydantic import Field

from officesplit.model.quantity import Frozen, Fte, Money, MoneyPerHour, MoneyPerYear, Months, Quantity, Score, Share
from officesplit.model.vocabulary import (
    Criterion,
    Effect,
    Family,
    Kind,
    Office,
    Path,
    Standing,
)

SCHEMA = "officesplit.assessment/1"


class Reason(Frozen):
    """Why something was concluded: the rule that fired, in words, with its source and weight."""

    rule: str = Field(description="kind:id of the rule, e.g. gate:us_hipaa_baa or function:payroll")
    text: str
    source: tuple[str, ...] = ()
    standing: Standing
    points: float | None = None
    office: Office | None = None


class Classification(Frozen):
    """Front, middle or back, with everything that led there."""

    office: Office
    mixed: dict[Office, Share] | None = None
    confidence: Share
    margin: Share
    runner_up: Office
    office_contested: bool
    operations_core: bool
    reasons: tuple[Reason, ...]
    points: dict[Office, float]
    shares: dict[Office, Share]
    matched: str | None = Field(default=None, description="catalogue id, or null where the name is not in it")
    matched_by: Literal["name", "spelling", "elsewhere", "part", "words", "nothing"]
    without_override: Office | None = Field(default=None, description="what the classifier would have said")
    disputed: tuple[Office, ...] = ()
    settle: str = Field(default="", description="the attribute that would settle a doubtful case")


class Trait(Frozen):
    """One attribute of the work as the choice reads it: 0-100, or a word, with its standing."""

    id: str
    label: str
    level: str
    points: float | None = None
    low: float | None = None
    high: float | None = None
    standing: Standing
    source: tuple[str, ...] = ()


class GateHit(Frozen):
    """A gate that touches an option: struck, conditional, notice or watch."""

    gate: str
    title: str
    effect: Effect
    demand: str
    reopen: str
    controls: tuple[str, ...] = ()
    cite: str = ""
    verified: str
    source: tuple[str, ...] = ()
    lead_time_weeks: float | None = None


class Interval(Frozen):
    """An amount of money with its doubt: quantiles of the draws; all the likely amount where nothing was drawn."""

    likely: Money = Field(description="every input at its likely value")
    p10: Money
    p50: Money
    p90: Money


class Swing(Frozen):
    """What one input does to the NPV saving between its P10 and its P90, the others at likely."""

    input: str
    label: str
    at_low: Money
    at_high: Money
    standing: Standing


class Year(Frozen):
    """One year of both sides; year 0 holds the one-off costs; positive amounts are costs."""

    year: int
    baseline: Money
    option: Money
    discount_factor: float
    lines: dict[str, Money] = Field(description="amount by line id; the lines of a side add up to it exactly")
    baseline_p10: Money | None = None
    baseline_p90: Money | None = None
    option_p10: Money | None = None
    option_p90: Money | None = None


class Operand(Frozen):
    """One number that goes into a line, by its name in the formula."""

    name: str
    label: str
    value: float
    unit: str
    input: str | None = Field(default=None, description="id in the evidence log, null for a subtotal")
    standing: Standing | None = None


class FactorUse(Frozen):
    """A factor of a line that may differ by year: growth, the share of the year in effect, a payment in one year."""

    kind: str
    label: str
    inputs: tuple[str, ...] = Field(default=(), description="ids of the inputs that it follows from")
    fixed: tuple[int, ...] = ()
    value: float
    by_year: tuple[float, ...] = Field(default=(), description="approval and years 1 to the horizon, where they differ")


class Working(Frozen):
    """One cost line: formula x factors x the sum of the lines it rests on, at likely values."""

    line: str
    side: Literal["baseline", "option", "one_off"]
    label: str
    formula: str = Field(description="arithmetic of the operands' names")
    operands: tuple[Operand, ...]
    factors: tuple[FactorUse, ...] = ()
    of: tuple[str, ...] = Field(default=(), description="ids of the lines whose sum the formula multiplies")
    year: int = Field(description="the year that the factors and the result belong to, 0 for approval")
    result: Money
    by_year: tuple[Money, ...] = Field(default=(), description="approval and years 1 to the horizon, where they differ")
    note: str = ""


class BreakEven(Frozen):
    """Where the NPV saving is nought, one number moved at a time; null where nothing of that kind is paid."""

    price: Money | None = Field(default=None, description="the provider's price in its own unit")
    price_now: Money | None = None
    price_unit: str = ""
    fte: Fte | None = Field(default=None, description="head-count; null where it does not enter or never breaks even")
    one_off: Money | None = Field(default=None, description="one-off cost before tax")


class QuoteLine(Frozen):
    """One quote for the function, priced, beside the others and beside the benchmark for its place."""

    vendor: str
    country: str
    basis: str = Field(description="what the vendor prices: per_fte_year, per_hour, per_unit or annual_fee")
    charges: MoneyPerYear = Field(description="charges in the run-rate year")
    npv_saving: Money
    benchmark_charges: MoneyPerYear | None = Field(default=None, description="charges at the modelled price there")
    against_benchmark: float | None = Field(default=None, description="charges over benchmark charges, minus 1")
    chosen: bool


class Cost(Frozen):
    """What one option costs against staying as it is."""

    annual: tuple[Year, ...]
    workings: tuple[Working, ...] = ()
    baseline_npv: Money
    option_npv: Money
    npv_saving: Interval
    npv_saving_share: float
    expected_loss_npv: Money = Field(description="expected loss from risks after mitigation, discounted")
    run_rate_saving: MoneyPerYear = Field(description="saving in the run-rate year, before losses from risks")
    run_rate_year: int = Field(description="year 3, or the last year of a shorter horizon")
    one_off: Money
    peak_cash: Money = Field(description="deepest point of the cumulative undiscounted saving, as a positive amount")
    probability_saving: Share | None = None
    npv_saving_before_tax: Money = Field(description="the same as npv_saving.likely where no tax rate is given")
    payback_months: Months | None = None
    discounted_payback_months: Months | None = None
    irr: float | None = Field(default=None, description="internal rate of return a year of the yearly savings")
    irr_note: Literal["", "none", "more than one"] = ""
    equivalent_annual_saving: MoneyPerYear = Field(description="NPV saving as an equal amount a year")
    equivalent_annual_baseline: MoneyPerYear
    equivalent_annual_option: MoneyPerYear
    price_per_hour: MoneyPerHour | None = None
    break_even_price_per_hour: MoneyPerHour | None = None
    break_even: BreakEven = BreakEven()
    price_standing: Standing | None = None
    firm_share: Share | None = Field(
        default=None, description="share of the first-order variance that comes from given and benchmark inputs"
    )
    drivers: tuple[Swing, ...] = Field(
        default=(), description="the inputs that move the NPV saving most, largest first; leader and runner-up only"
    )
    structural_share: Share | None = Field(
        default=None, description="share of the first-order variance that the model's own assumptions make"
    )
    cashable: MoneyPerYear = Field(description="part of the run-rate saving that leaves the books")
    capacity: MoneyPerYear = Field(description="part of the run-rate saving that frees time rather than money")


class Place(Frozen):
    """A short-listed country with the numbers that put it there."""

    country: str
    name: str
    price_per_hour: MoneyPerHour | None
    stability: float
    rule_of_law: float
    overlap_hours: float | None
    shared_languages: tuple[str, ...]
    transfer_law: str
    score: Score
    npv_saving: Money | None = Field(default=None, description="at likely values, before losses from risks")
    one_off: Money | None = None
    chosen: bool
    why: str


class CriterionScore(Frozen):
    """Points of an option on one criterion, as a sum whose terms are listed."""

    score: Score
    terms: tuple[tuple[str, float, float], ...] = Field(description="attribute, points, share; sum of points x share")


class Retender(Frozen):
    """What a new tender for work that a provider does today could bring: a lever, not an option of its own."""

    price_today: MoneyPerYear
    market_price: MoneyPerYear = Field(description="charges in the run-rate year at the quote or modelled price")
    basis: str = Field(description="the quote or the modelled price that stands for the market")
    cost: Money = Field(description="selection and legal work of the tender")
    npv_saving: Money = Field(description="price gap over the horizon, discounted, less the cost of the tender")


class OptionResult(Frozen):
    """One way to run the function."""

    option: Kind
    family: Family
    country: str | None = None
    country_name: str | None = None
    vendor: str | None = None
    struck: tuple[GateHit, ...] = ()
    gates: tuple[GateHit, ...] = Field(default=(), description="gates that condition the option without striking it")
    cost: Cost | None = None
    no_cost_reason: str = ""
    criteria: dict[Criterion, CriterionScore] = {}
    score: Score | None = None
    acceptability: Share | None = None
    expected_loss: MoneyPerYear | None = None
    places: tuple[Place, ...] = ()
    quotes: tuple[QuoteLine, ...] = ()
    retender: Retender | None = None


class RiskLine(Frozen):
    """One risk of the leading option, before and after mitigation."""

    id: str
    title: str
    family: str
    statement: str
    chance: Share = Field(description="that it happens at least once over the horizon, before mitigation")
    chance_after: Share
    loss: Money = Field(description="likely loss if it happens")
    loss_low: Money
    loss_high: Money
    expected_loss: MoneyPerYear
    expected_loss_after: MoneyPerYear
    mitigation: str
    mitigation_cost: MoneyPerYear
    drivers: tuple[str, ...] = ()
    overlaps: str | None = None
    standing: Standing
    source: tuple[str, ...] = ()
    breach: str = Field(default="", description="how it passes the company's risk appetite, empty where it does not")


class WatchLine(Frozen):
    """A risk that is watched and not in any sum."""

    id: str
    title: str
    driver: str
    remedy: str
    source: tuple[str, ...] = ()


class RiskView(Frozen):
    """Risks of the leading option of a function."""

    option: Kind
    lines: tuple[RiskLine, ...] = ()
    watch: tuple[WatchLine, ...] = ()
    expected_loss: MoneyPerYear = 0.0
    expected_loss_after: MoneyPerYear = 0.0
    mitigation_cost: MoneyPerYear = 0.0


class ReadinessItem(Frozen):
    """One question, its answer, and the work to close the gap."""

    id: str
    question: str
    dimension: str
    answer: int | None
    anchor: str = Field(default="", description="the written anchor of the answer")
    answered_at: Literal["function", "company", "nowhere"]
    gate: bool = False
    gap: bool = False
    fix: str = ""
    who: str = ""
    weeks: float | None = None
    cost: Money | None = None


class ReadinessView(Frozen):
    """How ready a function is to be handed over."""

    score: float | None = Field(default=None, ge=0, le=4, description="0-4; null under 60 % answered")
    answered: int
    asked: int
    dimensions: dict[str, float]
    items: tuple[ReadinessItem, ...]
    blocking: tuple[str, ...] = Field(default=(), description="answered gate items below their level")
    unknown_gates: tuple[str, ...] = ()
    verdict: Literal["ready", "gaps", "not_ready", "no_verdict"]


class Recommendation(Frozen):
    """What to do with a function, how firmly, and what would change it."""

    verdict: Kind
    family: Family
    country: str | None = None
    path: Path
    robustness: Literal["robust", "lean", "contested"] | None = None
    acceptability: Share | None = None
    family_acceptability: Share | None = None
    indicative: bool
    insufficient_evidence: str = Field(default="", description="why no money verdict can be given, else empty")
    runner_up: Kind | None = None
    margin: float = Field(description="points between the leading kind and the best of another family")
    planned: Kind = Field(description="what the plan does: the verdict, unless the decisions register says otherwise")
    wave: int
    why: tuple[Reason, ...]
    against: tuple[Reason, ...] = ()
    conditions: tuple[str, ...] = ()
    flips: tuple[str, ...] = ()
    settles: str = Field(default="", description="the cheapest fact that would settle a contested verdict")
    decision: str = Field(default="", description="an entry of the decisions register that overrides the plan")


class SwitchValue(Frozen):
    """The nearest value of one input, in one direction, at which another kind leads."""

    input: str
    label: str
    unit: str
    current: float
    value: float
    direction: Literal["up", "down"]
    change: float | None = Field(default=None, description="value over current, minus 1; null where current is nought")
    to: Kind = Field(description="the kind that leads beyond it")
    confirmed: bool = Field(description="whether the leader changes on the draws too; else at likely values only")
    standing: Standing


class Worth(Frozen):
    """What knowing one input exactly would be worth before the decision, in money; financial value only."""

    input: str
    label: str
    value: Money
    standing: Standing


class Agreement(Frozen):
    """The leader under another set of weights."""

    weighting: Literal["ranked", "rank_order_centroid", "rank_sum", "equal", "free"]
    family: Family
    kind: Kind
    share: Share = Field(description="share of the draws in which that kind ranks first")
    same: bool = Field(description="whether it is the verdict's family")


class Voter(Frozen):
    """What a published framework says of the function, beside the verdict and not in it."""

    framework: str
    says: str
    agrees: bool | None = Field(description="null where the profile does not say what the framework needs")
    reason: str
    source: tuple[str, ...]


class Odds(Frozen):
    """How sure the verdict is, and what would change it."""

    families: dict[Family, Share] = Field(description="share of weightings and inputs in which each family ranks first")
    ranks: dict[Kind, tuple[Share, ...]] = Field(description="share of draws in which a kind takes each rank")
    central_weights: dict[Kind, dict[Criterion, Share]] = Field(
        description="mean weights of the draws in which a kind ranks first; absent where it never does"
    )
    agreements: tuple[Agreement, ...]
    voters: tuple[Voter, ...] = ()
    switches: tuple[SwitchValue, ...] = Field(default=(), description="nearest first, by relative change")
    worth: tuple[Worth, ...] = Field(default=(), description="largest first; empty where none passes its null test")


class StressLine(Frozen):
    """The plan under one shock at likely values."""

    id: str
    title: str
    npv_saving: Money
    change: Money = Field(description="against the plan without the shock")
    run_rate_saving: MoneyPerYear
    flips: tuple[str, ...] = Field(default=(), description="functions whose leading kind changes, with both kinds")
    reason: str
    standing: Standing
    source: tuple[str, ...] = ()


class ScenarioLine(Frozen):
    """A scenario of the profile beside the profile as it is, at likely values and point weights."""

    name: str
    changes: tuple[str, ...]
    npv_saving: Money
    change: Money = Field(description="of the NPV saving, against the profile as it is, likewise without draws")
    run_rate_saving: MoneyPerYear
    one_off: Money
    flips: tuple[str, ...] = Field(default=(), description="functions whose planned kind changes, with both kinds")


class FunctionResult(Frozen):
    """Everything about one function."""

    id: str
    name: str
    fte: Fte
    classification: Classification
    parent: str
    archetype: str
    occupation: str = ""
    traits: tuple[Trait, ...] = ()
    baseline_cost: MoneyPerYear | None = Field(default=None, description="year-1 cost as it is run today")
    options: tuple[OptionResult, ...]
    risk: RiskView
    readiness: ReadinessView
    recommendation: Recommendation
    odds: Odds | None = None
    kpis: tuple[str, ...] = ()
    not_used_yet: tuple[str, ...] = Field(
        default=(), description="profile fields kept but without effect in this version"
    )


class WeightLine(Frozen):
    """One criterion with its weight and what put it there."""

    criterion: Criterion
    title: str
    weight: Share
    rank: int
    because: str


class Portfolio(Frozen):
    """The whole plan."""

    fte: Fte
    by_office: dict[Office, Fte]
    baseline_cost: MoneyPerYear
    one_off: Money
    npv_saving: Interval
    npv_saving_share: float
    run_rate_saving: MoneyPerYear
    peak_cash: Money
    payback_months: Months | None
    probability_saving: Share | None = None
    drivers: tuple[Swing, ...] = Field(default=(), description="tornado of the plan; a shared input moves everywhere")
    structural_share: Share | None = None
    worth: tuple[Worth, ...] = Field(default=(), description="worth knowing, summed over functions, largest first")
    horizons: dict[int, Money] = Field(
        default={}, description="likely NPV saving of the plan if other numbers of years were counted"
    )
    stress: tuple[StressLine, ...] = ()
    expected_loss: MoneyPerYear
    outsourced_share: Share
    weights: tuple[WeightLine, ...]
    goals: tuple[str, ...]
    goals_standing: Standing
    annual: tuple[Year, ...]
    held: tuple[str, ...] = Field(
        default=(), description="functions that the one-off budget does not pay for; in no sum"
    )
    excluded: tuple[str, ...] = Field(default=(), description="functions without a money verdict, not in any sum")


class Wave(Frozen):
    """One step of the roadmap; ``funded`` is false for what the one-off budget does not pay for."""

    number: int
    title: str
    starts_month: int
    functions: tuple[str, ...]
    funded: bool = True
    one_off: Money
    reasons: dict[str, str] = Field(description="function id -> why it is here and not earlier")


class Roadmap(Frozen):
    """Waves, first 90 days, and the interfaces that splitting the work creates."""

    waves: tuple[Wave, ...]
    first_90_days: tuple[str, ...]
    interfaces: tuple[str, ...] = ()
    rules: tuple[Reason, ...] = ()


class Finding(Frozen):
    """Something the reader must know about the result itself."""

    id: str
    severity: Literal["info", "warning"]
    text: str
    function: str | None = None


class SourceLine(Frozen):
    """A source that the report leans on."""

    id: str
    publisher: str
    title: str
    year: str
    url: str
    trust: str
    verified: str


class Limit(Frozen):
    """Something that was not measured, and which way the omission leans."""

    text: str
    leans: str


class PlausibilityLine(Frozen):
    """Our saving for one kind of work and place beside what published surveys report."""

    scope: str = Field(description="kind of work, e.g. finance, hr, it, customer_contact, any")
    kind: Kind
    functions: tuple[str, ...] = Field(description="ids of the functions with this option priced")
    ours_low: float = Field(description="share of today's cost; P10, or the lowest of the functions")
    ours_likely: float
    ours_high: float
    surveyed_low: float
    surveyed_typical: float
    surveyed_high: float
    surveys: tuple[str, ...] = Field(description="ids of the sources")
    inside: bool
    why: str = Field(default="", description="where ours falls outside: which lines make the difference")


class ClaimLine(Frozen):
    """A founding claim: what carries it, or why it is not adopted."""

    id: str
    claim: str
    adopted: bool
    carried_by: tuple[str, ...]
    reason: str


class CompanyView(Frozen):
    """The company as assessed."""

    name: str
    industry: str
    industry_name: str
    country: str
    country_name: str
    currency: str
    regulated_as: tuple[str, ...]
    regulated_inferred: tuple[str, ...] = ()
    horizon_years: int
    discount_rate: float
    scenario: str | None = None


class Manifest(Frozen):
    """What makes this result reproducible."""

    version: str
    rulebook_version: str
    rulebook_digest: str
    profile_name: str
    profile_digest: str
    as_of: str
    overrides: tuple[str, ...] = ()
    scenario: str | None = None
    seed: int | None = None
    draws: int = 0


class Assessment(Frozen):
    """The whole result."""

    schema_: str = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    manifest: Manifest
    company: CompanyView
    functions: tuple[FunctionResult, ...]
    portfolio: Portfolio
    roadmap: Roadmap
    evidence: tuple[Quantity, ...]
    sources: tuple[SourceLine, ...]
    limits: tuple[Limit, ...]
    findings: tuple[Finding, ...]
    claims: tuple[ClaimLine, ...]
    plausibility: tuple[PlausibilityLine, ...] = ()
    scenarios: tuple[ScenarioLine, ...] = ()
    texts: tuple[Reason, ...] = Field(default=(), description="general texts of the report with their sources")
