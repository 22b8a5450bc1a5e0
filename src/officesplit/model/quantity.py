"""Numbers with their unit, their doubt and what stands behind them."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, model_validator

from officesplit.model.vocabulary import Standing

Money = Annotated[float, Field(description="amount in the company's currency")]
MoneyPerYear = Annotated[float, Field(description="amount a year in the company's currency")]
MoneyPerHour = Annotated[float, Field(description="amount an hour in the company's currency")]
Share = Annotated[float, Field(ge=0, le=1, description="share from 0 to 1")]
Rate = Annotated[float, Field(description="change a year as a fraction, 0.035 = 3.5 %")]
Months = Annotated[float, Field(ge=0, description="months")]
Fte = Annotated[float, Field(ge=0, description="full-time equivalents")]
Score = Annotated[float, Field(ge=0, le=100, description="points from 0 (worst) to 100 (best)")]


class Frozen(BaseModel):
    """Base of every value: immutable, and no key that the model does not know."""

    # Built on first use: most commands touch few of the models, and building all costs more than reading a profile.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def refuse_text(value: Any) -> Any:
    """Refuse quoted numbers and booleans where a number is meant: pydantic alone would read "010" as 10."""
    if isinstance(value, str):
        raise ValueError("a number is needed here, not text; write it without quotes, units or thousands commas")
    if isinstance(value, bool):
        raise ValueError("a number is needed here, not true or false")
    return value


Number = Annotated[FiniteFloat, BeforeValidator(refuse_text)]


class Range(Frozen):
    """Low, likely and high of one number; ``likely`` is the mode."""

    low: Number
    likely: Number
    high: Number

    @model_validator(mode="after")
    def _ordered(self) -> "Range":
        if not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high must rise in this order; swap the values")
        return self

    @classmethod
    def exact(cls, value: float) -> "Range":
        """A number without doubt."""
        return cls(low=value, likely=value, high=value)

    def scaled(self, factor: float) -> "Range":
        """All three numbers times a positive ``factor``."""
        return Range(low=self.low * factor, likely=self.likely * factor, high=self.high * factor)

    def clipped(self, lower: float, upper: float) -> "Range":
        """All three numbers kept inside hard limits."""
        return Range(
            low=min(max(self.low, lower), upper),
            likely=min(max(self.likely, lower), upper),
            high=min(max(self.high, lower), upper),
        )


class Quantity(Frozen):
    """One input of the calculation, as the evidence log prints it."""

    id: str = Field(description="stable id, e.g. ap.salary or parameter.retained_share")
    label: str
    value: Range
    unit: str
    standing: Standing
    source: tuple[str, ...] = Field(default=(), description="ids in the list of sources")
    note: str = ""
