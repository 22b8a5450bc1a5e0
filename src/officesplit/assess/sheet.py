"""A cost sheet: the lines of one option beside staying as it is, each with its formula and operands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from officesplit.assess.inputs import Array
from officesplit.assess.timeline import APPROVAL, MONTHS, WHOLE, Factor, Timeline
from officesplit.model import formula
from officesplit.model.quantity import Quantity
from officesplit.model.result import FactorUse, Operand, Working
from officesplit.model.rulebook import CostLineRule

_MATHS = {"__builtins__": {}, "max": np.maximum, "min": np.minimum}

ONE = np.ones(1)


@dataclass(frozen=True, slots=True)
class Fixed:
    """An operand that is no input: a number the calculation knows for sure, such as the share of a bundle."""

    label: str
    value: float
    unit: str


Operands = Mapping[str, str | Fixed]
"""Operands of a formula by the names in it: the id of an input, or a fixed number."""


@dataclass(slots=True)
class Line:
    """A booked line: a sum of parts, each a scale (columns) times factors (periods), or a table of its own."""

    id: str
    rule: CostLineRule
    label: str
    operands: Operands
    parts: tuple[tuple[Array, tuple[Factor, ...]], ...]
    of: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    table: Array | None = None
    deductible: bool = True


@dataclass(slots=True)
class Sheet:
    """The lines of one option against staying as it is.

    ``time`` holds the values of all inputs; ``fx`` turns the rulebook's USD into company currency.
    """

    time: Timeline
    rules: dict[str, CostLineRule]
    quantities: dict[str, Quantity]
    fx: float
    lines: list[Line] = field(default_factory=list)

    def value(self, operand: str | Fixed) -> Array | float:
        """The columns of an input, in company currency where the rulebook states it in USD."""
        if isinstance(operand, Fixed):
            return operand.value
        columns = self.time.values[operand]
        return columns * self.fx if self.quantities[operand].unit.startswith("USD") else columns

    def _scale(self, rule: CostLineRule, operands: Operands) -> Array:
        known = {name: self.value(operand) for name, operand in operands.items()}
        return np.asarray(eval(formula.compiled(rule.formula), _MATHS, known), dtype=float).reshape(-1)

    def book(
        self, rule: str, operands: Operands, *factors: Factor, name: str = "", label: str = "", deductible: bool = True
    ) -> Line:  # fmt: skip
        """Book a line: the rule's formula of its operands, times the factors.

        ``name`` and ``label`` replace the rule's own where one rule serves several lines.
        """
        definition = self.rules[rule]
        parts = ((self._scale(definition, operands), factors),)
        line = Line(name or definition.line, definition, label or definition.title, operands, parts, factors=factors)
        line.deductible = deductible
        self.lines.append(line)
        return line

    def derive(
        self, rule: str, of: Sequence[Line], operands: Operands, *factors: Factor, during: Factor = WHOLE,
        name: str = "", label: str = "",
    ) -> Line:  # fmt: skip
        """Book a line that is the rule's formula times the sum of other lines, times ``factors``.

        ``during`` takes the place of the whole year in lines that run all the year; approval as ``during`` takes the
        amount of a full first year and pays it at once.
        """
        definition = self.rules[rule]
        scale = self._scale(definition, operands)
        parts: tuple[tuple[Array, tuple[Factor, ...]], ...]
        if during == APPROVAL:
            parts = tuple(
                (self._first_year(part, shape) * scale, (APPROVAL,)) for line in of for part, shape in line.parts
            )
        else:
            parts = tuple(
                (part * scale, (*(during if one == WHOLE else one for one in shape), *factors))
                for line in of
                for part, shape in line.parts
            )
        tables = [line.table for line in of if line.table is not None]
        table = None
        if tables:
            table = sum(tables[1:], tables[0]) * scale
            assert during == WHOLE, rule
            assert not factors, rule
        shown = factors if during == WHOLE else (during, *factors)
        line = Line(
            name or definition.line, definition, label or definition.title, operands, parts,
            tuple(one.id for one in of), shown, table, all(one.deductible for one in of),
        )  # fmt: skip
        self.lines.append(line)
        return line

    def _first_year(self, scale: Array, factors: tuple[Factor, ...]) -> Array:
        """The amount of a full, ungrown first year."""
        for factor in factors:
            if factor.kind == "series":
                scale = scale * self.time.values[factor.inputs[0]]
        return scale

    def larger(self, rule: str, of: Line, operands: Operands, floor: Operands, *factors: Factor) -> Line:
        """Book the larger, period by period, of a share of another line and a floor with factors of its own.

        The rule's formula reads ``max(share part, floor part)``; ``operands`` belong to the first, ``floor`` to the
        second.
        """
        definition = self.rules[rule]
        first, second = definition.formula.removeprefix("max(").removesuffix(")").split(", ")
        share = self._part(first, {**operands, "line": Fixed("", 1.0, "")}) * self.amounts(of)
        least = self._part(second, floor) * self.time.table(*factors)
        line = Line(definition.line, definition, definition.title, {**operands, **floor}, (), (of.id,), factors)
        line.table = np.maximum(share, least)
        self.lines.append(line)
        return line

    def _part(self, text: str, operands: Operands) -> Array:
        known = {name: self.value(operand) for name, operand in operands.items()}
        return np.asarray(eval(formula.compiled(text), _MATHS, known), dtype=float).reshape(-1)

    def amounts(self, line: Line) -> Array:
        """A line by period, row 0 at approval; shape (1 + periods, columns)."""
        total: Array = np.zeros((len(self.time.begin) + 1, 1)) if line.table is None else line.table
        for scale, factors in line.parts:
            total = total + scale * self.time.table(*factors)
        return total

    def _of(self, sides: Sequence[str], *, taxed: bool = False) -> list[Line]:
        """Lines of some sides in the order of their ids, so that a sum never depends on who booked first."""
        return sorted(
            (line for line in self.lines if line.rule.side in sides and (line.deductible or not taxed)),
            key=lambda line: line.id,
        )

    def total(self, *sides: str) -> Array:
        """Sum of the lines of some sides by period; shape (1 + periods, columns)."""
        total, grouped = self._grouped(self._of(sides))
        for factors, scale in grouped.items():
            total = total + scale * self.time.table(*factors)
        return total

    def present(self, *sides: str) -> Array:
        """Present value of the lines of some sides, by column."""
        tables, grouped = self._grouped(self._of(sides))
        value: Array = np.asarray((tables * self.time.discount).sum(axis=0)) if np.any(tables) else np.zeros(1)
        for factors, scale in grouped.items():
            value = value + scale * self.time.present(*factors)
        return value

    def _grouped(self, lines: Sequence[Line]) -> tuple[Array, dict[tuple[Factor, ...], Array]]:
        """Lines as one table of those that are tables, and one scale for each product of factors."""
        tables: Array = np.zeros((len(self.time.begin) + 1, 1))
        grouped: dict[tuple[Factor, ...], Array] = {}
        for line in lines:
            if line.table is not None:
                tables = tables + line.table
            for scale, factors in line.parts:
                grouped[factors] = grouped[factors] + scale if factors in grouped else scale
        return tables, grouped

    def tax(self, rate: str) -> None:
        """Book the relief that deductible lines bring, as a saving on the side that pays them."""
        for side in ("baseline", "option", "one_off"):
            lines = self._of((side,), taxed=True)
            if lines:
                self.derive(f"{side}_tax", lines, {"rate": rate})

    def workings(self, year: int) -> tuple[Working, ...]:
        """Every line at likely values with its operands, in ``year`` (yearly periods; one-off lines at approval)."""
        return tuple(self._working(line, year) for line in self.lines)

    def _working(self, line: Line, year: int) -> Working:
        row = 0 if line.rule.side == "one_off" else year
        amounts = self.amounts(line)
        return Working(
            line=line.id,
            side=line.rule.side,
            label=line.label,
            formula=line.rule.formula,
            operands=tuple(self._operand(name, operand) for name, operand in line.operands.items()),
            factors=tuple(self._factor(factor, row) for factor in line.factors),
            of=line.of,
            year=row,
            result=at(amounts, row),
            by_year=_series(amounts),
            note=line.rule.reason,
        )

    def _operand(self, name: str, operand: str | Fixed) -> Operand:
        if isinstance(operand, Fixed):
            return Operand(name=name, label=operand.label, value=operand.value, unit=operand.unit)
        quantity = self.quantities[operand]
        unit = "money" + quantity.unit.removeprefix("USD") if quantity.unit.startswith("USD") else quantity.unit
        return Operand(
            name=name, label=quantity.label, value=at(self.value(operand), 0), unit=unit, input=operand,
            standing=quantity.standing,
        )  # fmt: skip

    def _factor(self, factor: Factor, row: int) -> FactorUse:
        table = self.time.table(factor)
        return FactorUse(
            kind=factor.kind, label=factor.label, inputs=factor.inputs, fixed=factor.fixed, value=at(table, row),
            by_year=_series(table),
        )  # fmt: skip


def at(value: Array | float, row: int) -> float:
    """The likely value (column 0) of a number, a column vector or a table of periods."""
    array = np.asarray(value, dtype=float)
    if array.ndim < 2:
        return float(array.reshape(-1)[0])
    return float(array[min(row, array.shape[0] - 1), 0])


def _series(value: Array) -> tuple[float, ...]:
    """The likely values by period, approval first; empty where the periods after approval are all alike."""
    after = value[1:, 0]
    if value[0, 0] == 0 and np.ptp(after) == 0:
        return ()
    return tuple(float(number) for number in value[:, 0])


__all__ = ["APPROVAL", "MONTHS", "ONE", "WHOLE", "Factor", "Fixed", "Line", "Operands", "Sheet", "Timeline", "at"]
