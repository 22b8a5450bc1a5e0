"""The value model written out: plain NumPy, line by line and year by year, with nothing shared and no closed form.

It reads which lines an option has, and works every amount out anew for every year; it is what the value model is
timed against, and a second opinion on its sums. Only lines of modelled prices are known here: no quotes, no items.
"""

from collections.abc import Mapping

import numpy as np

from officesplit.assess.case import Case
from officesplit.assess.draws import Array
from officesplit.assess.sheet import Fixed, Line, Sheet
from officesplit.assess.timeline import APPROVAL, WHOLE, Factor, Timeline

MONTHS = 12


class PlainCase:
    """One option in the columns of ``values``."""

    def __init__(self, case: Case, values: Mapping[str, Array]) -> None:
        self.case, self.values = case, values
        likely = {name: np.array([quantity.value.likely]) for name, quantity in case.quantities.items()}
        self.sheet: Sheet = case.sheet(Timeline(likely, case.frame.discount_rate, case.frame.years))
        self.lines = {line.id: line for line in self.sheet.lines}

    def npv_saving(self) -> Array:
        """NPV of today's lines less NPV of the option's, approval at its full amount and years at their ends."""
        saving: Array = np.zeros(1)
        for year in range(self.case.frame.years + 1):
            discount = (1 + self.values[self.case.frame.discount_rate]) ** -year
            for line in self.sheet.lines:
                sign = 1.0 if line.rule.side == "baseline" else -1.0
                saving = saving + sign * self.amount(line, year) * discount
        return saving

    def amount(self, line: Line, year: int, during: Factor = WHOLE) -> Array:
        """A line in a year, 0 at approval; ``during`` takes the place of the whole year."""
        own = line.factors
        if line.of and own and own[0] == APPROVAL:
            return self.result(line, {"": self.first_year(line)}) if year == 0 else np.zeros(1)
        if line.of and line.rule.formula.startswith("max("):
            return self.larger(line, year)
        if line.of:
            inner = next((one for one in own if one.kind in ("after", "before")), during)
            below = sum((self.amount(self.lines[name], year, inner) for name in line.of), np.zeros(1))
            rest = [one for one in own if one != inner]
            amount = self.result(line, {}) * below
            return self.times(amount, rest, year) if rest else amount
        return self.times(self.result(line, {}), [during if one == WHOLE else one for one in own], year)

    def result(self, line: Line, below: Mapping[str, Array]) -> Array:
        """The line's formula of its operands, times what it rests on."""
        known = {name: self.operand(operand) for name, operand in line.operands.items()}
        found = np.asarray(eval(line.rule.formula, {"__builtins__": {}}, known), dtype=float).reshape(-1)
        for array in below.values():
            found = found * array
        return found

    def operand(self, operand: str | Fixed) -> Array | float:
        """An operand in company currency."""
        if isinstance(operand, Fixed):
            return operand.value
        usd = self.sheet.quantities[operand].unit.startswith("USD")
        return self.values[operand] * (self.sheet.fx if usd else 1.0)

    def first_year(self, line: Line) -> Array:
        """Full, ungrown year of the lines that a line rests on."""
        return sum((self.result(self.lines[name], {}) for name in line.of), np.zeros(1))

    def larger(self, line: Line, year: int) -> Array:
        """The larger of a share of a line and a floor."""
        known = {name: self.operand(operand) for name, operand in line.operands.items()}
        known["line"] = self.amount(self.lines[line.of[0]], year)
        first, second = line.rule.formula.removeprefix("max(").removesuffix(")").split(", ")
        share, floor = (np.asarray(eval(part, {"__builtins__": {}}, known)) for part in (first, second))
        return np.asarray(np.maximum(share, self.times(floor, list(line.factors), year)))

    def times(self, amount: Array, factors: list[Factor], year: int) -> Array:
        """An amount times its factors in a year; at approval only what is paid there counts."""
        if year == 0:
            return amount if any(one == APPROVAL for one in factors) else np.zeros(1)
        for one in factors:
            amount = amount * self.factor(one, year)
        return amount

    def factor(self, factor: Factor, year: int) -> Array | float:
        """One factor in one year from 1."""
        found = [self.values[name] for name in factor.inputs]
        begin = MONTHS * (year - 1)
        if factor.kind == "whole":
            return 1.0
        if factor.kind == "approval":
            return 0.0
        if factor.kind == "growth":
            return (1 + found[0]) ** (year - 1)
        if factor.kind == "stranded":
            since = np.maximum(0.0, year - 1 - np.floor(sum(found[3:], np.zeros(1)) / MONTHS))
            return np.asarray(1 - np.where(since < 1, found[0], np.where(since < 2, found[1], found[2])))
        if factor.kind == "learning":
            return self.learning(found, begin)
        served = 1 - np.clip(sum(found, np.zeros(1)) - begin, 0.0, MONTHS) / MONTHS
        if factor.kind not in ("after", "before"):
            raise NotImplementedError(factor.kind)
        return np.asarray(served if factor.kind == "after" else 1 - served)

    @staticmethod
    def learning(found: list[Array], begin: int) -> Array:
        """The share of a year served, with the extra hours while they fall in a straight line to none."""
        cutover, ramp, start = found

        def extra(month: int) -> Array:
            t = np.clip(month - cutover, 0.0, ramp)
            return np.asarray((1 / start - 1) * (t - t * t / (2 * np.where(ramp > 0, ramp, 1.0))))

        served = 1 - np.clip(cutover - begin, 0.0, MONTHS) / MONTHS
        return np.asarray(served + (extra(begin + MONTHS) - extra(begin)) / MONTHS)
