"""Companies, or scenarios of one company, side by side."""

from typing import Literal

from pydantic import Field

from officesplit.model.quantity import Frozen, Fte, Money, MoneyPerYear, Months, Share
from officesplit.model.result import Interval
from officesplit.model.vocabulary import Kind, Office, Path

SCHEMA = "officesplit.comparison/1"


class ComparedRisk(Frozen):
    """One of the largest risks of a company's plan."""

    title: str
    function: str
    chance: Share = Field(description="over the horizon, after mitigation")
    expected_loss: MoneyPerYear = Field(description="after mitigation")


class Compared(Frozen):
    """One column: a company or scenario with the numbers that people compare first."""

    label: str
    company: str
    industry: str
    country: str
    currency: str
    scenario: str | None
    as_of: str
    rulebook_version: str
    functions: int
    fte: Fte
    by_office: dict[Office, Fte]
    baseline_cost: MoneyPerYear
    npv_saving: Interval
    npv_saving_share: float
    draws: int = Field(description="random draws behind the odds; without any, the quantiles repeat the likely amount")
    probability_saving: Share | None
    robustness: dict[Literal["robust", "lean", "contested"], int] = Field(description="verdicts by how firm they are")
    run_rate_saving: MoneyPerYear
    one_off: Money
    payback_months: Months | None
    outsourced_share: Share
    expected_loss: MoneyPerYear
    readiness: float | None = Field(description="0-4, mean over functions weighted by FTE; null where none has a score")
    readiness_fte_share: Share = Field(description="share of FTE whose functions have a readiness score")
    no_verdict: int = Field(description="functions without a money verdict")
    horizon_years: int
    discount_rate: float
    top_risks: tuple[ComparedRisk, ...]


class ComparedVerdict(Frozen):
    """What one company does with a matched function."""

    name: str
    fte: Fte
    office: Office
    verdict: Kind | None = Field(description="null where the evidence is insufficient")
    country: str | None
    path: Path
    robustness: Literal["robust", "lean", "contested"] | None
    acceptability: Share | None = Field(description="share of weightings and inputs in which the verdict ranks first")
    saving_share: float | None = Field(description="present value of the saving over that of staying as it is")
    wave: int


class Match(Frozen):
    """One function across the columns; a column without it holds null."""

    key: str
    name: str
    matched_by: Literal["catalogue", "name"]
    verdicts: tuple[ComparedVerdict | None, ...] = Field(description="one entry a column, in their order")
    agree: bool = Field(description="whether every column that has the function gives the same verdict")


class Comparison(Frozen):
    """The whole comparison. Money of different currencies stands side by side and is never added or converted."""

    schema_: str = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    columns: tuple[Compared, ...]
    matches: tuple[Match, ...]
    currencies: tuple[str, ...] = Field(description="in the order of the columns, without repeats")
    notes: tuple[str, ...] = Field(description="what stands against reading the columns as like for like")
