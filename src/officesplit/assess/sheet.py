"""A cost sheet: the lines of one option beside staying as it is, each with its formula and operands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from officesplit.assess.inputs import Array
from officesplit.assess.timeline import APPROVAL, WHOLE, Factor, Timeline
from officesplit.model import formula
from officesplit.model.quantity import Quantity
from officesplit.model.result import FactorUse, Operand, Working
from officesplit.model.rulebook import CostLineRule

_MATHS = {"__builtins__": {}, "max": np.maximum, "min": np.minimum}


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
    """A booked line: a sum of parts, each a scale (columns) times factors (periods), or a table of its own.

    ``table`` works the table out for a sheet, so that a line can be read in other periods than those it was booked in.
    """

    id: str
    rule: CostLineRule
    label: str
    operands: Operands
    parts: tuple[tuple[Array, tuple[Factor, ...]], ...]
    of: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    table: "Callable[[Sheet], Array] | None" = None
    deductible: bool = True


@dataclass(slots=True)
class Sheet:
    """The lines of one option against staying as it is.

    ``time`` holds the values of all inputs; ``fx`` turns the rulebook's USD into company currency. Sums are kept, so
    they may be asked for only when every line is booked.
    """

    time: Timeline
    rules: dict[str, CostLineRule]
    quantities: dict[str, Quantity]
    fx: float
    lines: list[Line] = field(default_factory=list)
    _tables: dict[str, Array] = field(default_factory=dict)
    _amounts: dict[str, Array] = field(default_factory=dict)
    _presents: dict[tuple[str, ...], Array] = field(default_factory=dict)

    def over(self, time: Timeline) -> "Sheet":
        """The same lines in other periods of the same values, such as months in place of years."""
        assert time.start == self.time.start
        return Sheet(time, self.rules, self.quantities, self.fx, self.lines)

    def line(self, identity: str) -> Line:
        """The booked line of an id; raises StopIteration where there is none."""
        return next(line for line in self.lines if line.id == identity)

    def before_tax(self) -> "Sheet":
        """The same sheet without the tax that lines save."""
        return self._only([line for line in self.lines if not line.rule.tax])

    def running(self) -> "Sheet":
        """What is paid every year, before tax: without payments that come once."""
        return self._only([line for line in self.lines if not (line.rule.tax or line.rule.once)])

    def _only(self, lines: list[Line]) -> "Sheet":
        return Sheet(self.time, self.rules, self.quantities, self.fx, lines)

    def value(self, operand: str | Fixed) -> Array | float:
        """The columns of an input, in company currency where the rulebook states it in USD."""
        if isinstance(operand, Fixed):
            return operand.value
        known = self.time.converted
        if operand not in known:
            columns = self.time.values[operand]
            known[operand] = columns * self.fx if self.quantities[operand].unit.startswith("USD") else columns
        return known[operand]

    def _scale(self, text: str, operands: Operands) -> Array:
        known = {name: self.value(operand) for name, operand in operands.items()}
        return np.asarray(eval(formula.compiled(text), _MATHS, known), dtype=float).reshape(-1)

    def book(
        self, rule: str, operands: Operands, *factors: Factor, name: str = "", label: str = "", deductible: bool = True
    ) -> Line:  # fmt: skip
        """Book a line: the rule's formula of its operands, times the factors.

        ``name`` and ``label`` replace the rule's own where one rule serves several lines.
        """
        definition = self.rules[rule]
        parts = ((self._scale(definition.formula, operands), factors),)
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
        scale = self._scale(definition.formula, operands)
        parts: tuple[tuple[Array, tuple[Factor, ...]], ...]
        if during == APPROVAL:
            parts = tuple(
                (self._first_year(part, shape) * scale, (APPROVAL,)) for line in of for part, shape in line.parts
            )
        else:
            parts = tuple(
                (part * scale, (*_instead(shape, during), *factors)) for line in of for part, shape in line.parts
            )
        table = None
        if any(line.table for line in of):
            table = _scaled([line for line in of if line.table], scale)
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
        share = self._scale(first, {**operands, "line": Fixed("", 1.0, "")})
        least = self._scale(second, floor)

        def table(sheet: Sheet) -> Array:
            return np.asarray(np.maximum(share * sheet.amounts(of), least * sheet.time.table(*factors)))

        line = Line(definition.line, definition, definition.title, {**operands, **floor}, (), (of.id,), factors, table)
        self.lines.append(line)
        return line

    def table(self, line: Line) -> Array | None:
        """The part of a line that is a table of its own; shape (1 + periods, columns)."""
        if line.table and line.id not in self._tables:
            self._tables[line.id] = line.table(self)
        return self._tables.get(line.id)

    def amounts(self, line: Line) -> Array:
        """A line by period, row 0 at approval; shape (1 + periods, columns)."""
        if line.id not in self._amounts:
            table = self.table(line)
            total: Array = np.zeros((len(self.time.begin) + 1, 1)) if table is None else table
            for scale, factors in line.parts:
                total = total + scale * self.time.table(*factors)
            self._amounts[line.id] = total
        return self._amounts[line.id]

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
        if sides not in self._presents:
            tables, grouped = self._grouped(self._of(sides))
            value: Array = np.asarray((tables * self.time.discount).sum(axis=0)) if np.any(tables) else np.zeros(1)
            for factors, scale in grouped.items():
                value = value + scale * self.time.present(*factors)
            self._presents[sides] = value
        return self._presents[sides]

    def _grouped(self, lines: Sequence[Line]) -> tuple[Array, dict[tuple[Factor, ...], Array]]:
        """Lines as one table of those that are tables, and one scale for each product of factors."""
        tables: Array = np.zeros((len(self.time.begin) + 1, 1))
        grouped: dict[tuple[Factor, ...], Array] = {}
        for line in lines:
            table = self.table(line)
            if table is not None:
                tables = tables + table
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
        shown = self.time.operands
        if (name, operand) not in shown:
            quantity = self.quantities[operand]
            unit = "money" + quantity.unit.removeprefix("USD") if quantity.unit.startswith("USD") else quantity.unit
            shown[name, operand] = Operand(
                name=name, label=quantity.label, value=at(self.value(operand), 0), unit=unit, input=operand,
                standing=quantity.standing,
            )  # fmt: skip
        return shown[name, operand]

    def _factor(self, factor: Factor, row: int) -> FactorUse:
        shown = self.time.uses
        if (factor, row) not in shown:
            table = self.time.table(factor)
            shown[factor, row] = FactorUse(
                kind=factor.kind, label=factor.label, inputs=factor.inputs, fixed=factor.fixed, value=at(table, row),
                by_year=_series(table),
            )  # fmt: skip
        return shown[factor, row]


def _instead(shape: tuple[Factor, ...], during: Factor) -> tuple[Factor, ...]:
    """Factors with ``during`` in the place of the whole year."""
    return shape if during == WHOLE else tuple(during if one == WHOLE else one for one in shape)


def _scaled(lines: list[Line], scale: Array) -> Callable[[Sheet], Array]:
    """The sum of the tables of lines, times a scale."""

    def table(sheet: Sheet) -> Array:
        first, *rest = (found for line in lines if (found := sheet.table(line)) is not None)
        return sum(rest, first) * scale

    return table


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
