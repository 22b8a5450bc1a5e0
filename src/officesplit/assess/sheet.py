"""A cost sheet: lines on both sides by period, each with its formula and operands, and what follows from their sums."""

from dataclasses import dataclass, field

import numpy as np

from officesplit.assess.inputs import Array
from officesplit.model.quantity import Quantity
from officesplit.model.result import Operand, Working

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """The periods of a sheet: ``start`` and ``end`` in months from approval, ``year`` counted from 1; shape (n, 1)."""

    start: Array
    end: Array
    year: Array

    @classmethod
    def of(cls, years: int, step: int = MONTHS) -> "Clock":
        """Periods of ``step`` months (12 for years, 1 for months) over ``years`` years."""
        start = np.arange(0, years * MONTHS, step, dtype=float).reshape(-1, 1)
        return cls(start, start + step, np.floor(start / MONTHS) + 1)

    @property
    def length(self) -> Array:
        """Length of each period as a share of a year."""
        return (self.end - self.start) / MONTHS

    def before(self, month: Array) -> Array:
        """Share of a year in each period that lies before ``month``."""
        return np.clip(month - self.start, 0.0, self.end - self.start) / MONTHS

    def after(self, month: Array) -> Array:
        """Share of a year in each period that lies after ``month``."""
        return self.length - self.before(month)

    def grown(self, rate: Array) -> Array:
        """Growth factor of each period: year 1 is ungrown."""
        return np.asarray((1 + rate) ** (self.year - 1))


@dataclass(slots=True)
class Line:
    """One cost line: yearly-rate amounts already multiplied by the length of each period; shape (periods, columns)."""

    id: str
    side: str
    label: str
    formula: str
    operands: tuple[tuple[str, Array | float, str, str | None], ...]
    amount: Array
    note: str = ""


@dataclass(slots=True)
class Sheet:
    """The lines of one option against staying as it is; one-off lines fall at month 0 and have one period."""

    clock: Clock
    quantities: dict[str, Quantity]
    lines: list[Line] = field(default_factory=list)

    def add(
        self,
        side: str,
        identity: str,
        label: str,
        formula: str,
        operands: tuple[tuple[str, Array | float, str, str | None], ...],
        amount: Array,
        note: str = "",
    ) -> Array:
        """Book a line and return its amounts."""
        amount = np.asarray(amount, dtype=float)
        self.lines.append(Line(identity, side, label, formula, operands, amount, note))
        return amount

    def total(self, side: str) -> Array:
        """Sum of a side's lines by period, in the order of their ids so that it never depends on who asked first."""
        rows = 1 if side == "one_off" else len(self.clock.start)
        parts = [line.amount for line in sorted(self.lines, key=lambda line: line.id) if line.side == side]
        total = np.zeros((rows, 1))
        for part in parts:
            total = total + part
        return total

    def workings(self, year: int) -> tuple[Working, ...]:
        """Every line at likely values with its operands, in ``year`` (annual clock; one-off lines in year 0)."""
        return tuple(self._working(line, year) for line in self.lines)

    def _working(self, line: Line, year: int) -> Working:
        row = 0 if line.side == "one_off" else year - 1
        return Working(
            line=line.id,
            side="one_off" if line.side == "one_off" else "option" if line.side == "option" else "baseline",
            label=line.label,
            formula=line.formula,
            operands=tuple(
                Operand(
                    label=label,
                    value=_at(value, row),
                    unit=unit,
                    input=source,
                    standing=self.quantities[source].standing if source in self.quantities else None,
                )
                for label, value, unit, source in line.operands
            ),
            year=0 if line.side == "one_off" else year,
            result=_at(line.amount, row),
            note=line.note,
        )


def _at(value: Array | float, row: int) -> float:
    """The likely value (column 0) of an operand in a period."""
    array = np.asarray(value, dtype=float)
    if array.ndim == 0:
        return float(array)
    if array.ndim == 1:
        return float(array[0])
    return float(array[min(row, array.shape[0] - 1), 0])
