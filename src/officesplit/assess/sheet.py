"""A cost sheet: lines on both sides by period, each with its operands, and the sums that follow from them."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from officesplit.assess.inputs import Array
from officesplit.model.quantity import Quantity
from officesplit.model.result import Operand, Working
from officesplit.model.rulebook import CostLineRule

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

    def by_year(self, rows: list[Array]) -> Array:
        """One row a period from one row a year; the last year's row goes on."""
        return np.stack([rows[min(int(year), len(rows)) - 1] for year in self.year[:, 0]])


class Term(NamedTuple):
    """An operand of a line: what it is called, its value, its unit, and the input behind it."""

    label: str
    value: Array | float
    unit: str
    input: str | None = None


@dataclass(slots=True)
class Line:
    """One booked line; ``amount`` has shape (periods, columns), or (1, columns) for one-off lines."""

    id: str
    rule: CostLineRule
    label: str
    terms: tuple[Term, ...]
    amount: Array


@dataclass(slots=True)
class Sheet:
    """The lines of one option against staying as it is; one-off lines fall at month 0.

    ``values`` holds a column vector for every input; ``fx`` turns the rulebook's USD into company currency; operands
    are kept only where ``explain`` asks for them.
    """

    clock: Clock
    rules: dict[str, CostLineRule]
    quantities: dict[str, Quantity]
    values: dict[str, Array]
    fx: float
    explain: bool = False
    lines: list[Line] = field(default_factory=list)

    def __getitem__(self, name: str) -> Array:
        """The columns of an input."""
        return self.values[name]

    def usd(self, name: str) -> Array:
        """The columns of an input that the rulebook states in USD, in company currency."""
        return self.values[name] * self.fx

    def term(self, name: str) -> Term:
        """An input as an operand, with its own label and unit."""
        quantity = self.quantities[name]
        if quantity.unit.startswith("USD"):
            return Term(quantity.label, self.usd(name), "money" + quantity.unit.removeprefix("USD"), name)
        return Term(quantity.label, self.values[name], quantity.unit, name)

    def growth(self, rate: str) -> Term:
        """Growth since year 1 as an operand."""
        return Term(
            f"growth since year 1 ({self.quantities[rate].label.lower()})", self.clock.grown(self[rate]), "x", rate
        )

    def book(self, rule: str, amount: Array, *terms: Term | str, name: str = "", label: str = "") -> Array:
        """Book a line by its rule; a term may be given as the id of its input. Returns the amounts.

        ``name`` and ``label`` replace the rule's own where one rule serves several lines.
        """
        definition = self.rules[rule]
        shown = tuple(self.term(term) if isinstance(term, str) else term for term in terms) if self.explain else ()
        amount = np.asarray(amount, dtype=float)
        if definition.side == "one_off":
            amount = amount.reshape(1, -1)
        self.lines.append(Line(name or definition.line, definition, label or definition.title, shown, amount))
        return amount

    def total(self, side: str) -> Array:
        """Sum of a side's lines by period, in the order of their ids so that it never depends on who booked first."""
        total = np.zeros((1 if side == "one_off" else len(self.clock.start), 1))
        for line in sorted(self.lines, key=lambda line: line.id):
            if line.rule.side == side:
                total = total + line.amount
        return total

    def first_year(self, amounts: Array) -> Array:
        """The amounts of year 1, whatever the length of the periods; shape (1, columns)."""
        periods = int(np.sum(self.clock.year[:, 0] == 1))
        rows = np.broadcast_to(amounts, (len(self.clock.start), amounts.shape[1]))[:periods]
        return np.asarray(rows.sum(axis=0, keepdims=True))

    def workings(self, year: int) -> tuple[Working, ...]:
        """Every line at likely values with its operands, in ``year`` (annual clock; one-off lines in year 0)."""
        return tuple(self._working(line, year) for line in self.lines)

    def _working(self, line: Line, year: int) -> Working:
        row = 0 if line.rule.side == "one_off" else year - 1
        return Working(
            line=line.id,
            side=line.rule.side,
            label=line.label,
            formula=line.rule.formula,
            operands=tuple(
                Operand(
                    label=term.label,
                    value=at(term.value, row),
                    by_year=_series(term.value),
                    unit=term.unit,
                    input=term.input,
                    standing=self.quantities[term.input].standing if term.input else None,
                )
                for term in line.terms
            ),
            year=0 if line.rule.side == "one_off" else year,
            result=at(line.amount, row),
            by_year=_series(line.amount),
            note=line.rule.reason,
        )


def at(value: Array | float, row: int) -> float:
    """The likely value (column 0) of a number, a column vector or a table of periods."""
    array = np.asarray(value, dtype=float)
    if array.ndim < 2:
        return float(array.reshape(-1)[0])
    return float(array[min(row, array.shape[0] - 1), 0])


def _series(value: Array | float) -> tuple[float, ...]:
    """The likely values of a table by period; empty where it has one value for all of them."""
    array = np.asarray(value, dtype=float)
    if array.ndim < 2 or array.shape[0] < 2 or np.ptp(array[:, 0]) == 0:
        return ()
    return tuple(float(number) for number in array[:, 0])
