"""The sheet of one function: today, the options shown, and for each the NPV, a bridge and a check, as formulas."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from officesplit.model import formula
from officesplit.model.result import Cost, FactorUse, FunctionResult, OptionResult, Working, Year
from officesplit.model.working_words import lines_beneath
from officesplit.report.view_parts import UNCHANGED, leading, option_name, runner_up
from officesplit.report.workbook_grid import Page, place
from officesplit.report.workbook_inputs import InputSheet
from officesplit.report.workbook_time import FIRST, TimeSheet

SCALE, PRESENT = 2, 3
_HEAD, _DISCOUNT, _BODY = 3, 4, 6
_UPPER = {"max": "MAX", "min": "MIN"}
_OTHER = "line"
"""The operand of a formula that stands for the line it rests on, year by year."""
_TODAY = "baseline"
_TAX = ".tax"
_ONCE = frozenset({"item", "depreciation"})
"""Kinds of factors that only lines have that are paid once, or written off after such a payment."""
_MONTH_0 = (
    "Likely values. An option begins at approval, month 0, with its one-off cost; the plan shifts it to its wave, so "
    "that the plan's sums differ. Positive amounts are costs."
)
_MATHS = {"__builtins__": {}, "max": max, "min": min}


@dataclass(frozen=True, slots=True)
class Shown:
    """An option as a block of the sheet."""

    heading: str
    option: OptionResult
    cost: Cost


@dataclass(frozen=True, slots=True)
class Results:
    """Cells of an option's block that the summary points to."""

    before: str
    saving: str
    run_rate: str
    one_off: str
    difference: str


def shown(function: FunctionResult) -> tuple[Shown, ...]:
    """The leading option and its best rival, those of them that are priced."""
    lead = leading(function)
    found = [("Leading option", lead)] if lead else []
    rival = _rival(function, lead)
    if rival:
        found.append(("Best priced rival", rival))
    return tuple(
        Shown(f"{heading}: {option_name(option)}", option, option.cost)
        for heading, option in found
        if option.cost and option.cost.annual
    )


def _rival(function: FunctionResult, lead: OptionResult | None) -> OptionResult | None:
    """The runner-up; where it has no price, the option that saves most beside the leading one."""
    second = runner_up(function)
    if second and second.cost and not second.struck and second is not lead:
        return second
    rest = [
        (option.cost.npv_saving.likely, -index)
        for index, option in enumerate(function.options)
        if option.cost and not option.struck and option is not lead and option.option not in UNCHANGED
    ]
    return function.options[-max(rest)[1]] if rest else None


class FunctionSheet:
    """Writes the blocks of one function from top to bottom."""

    def __init__(
        self, page: Page, function: FunctionResult, options: Sequence[Shown], inputs: InputSheet, time: TimeSheet
    ) -> None:
        self._page, self._function, self._inputs, self._time = page, function, inputs, time
        self._years = options[0].cost.annual
        self._row = _BODY
        self._head()
        rows: dict[str, int] = {}
        first = options[0].cost
        self._block("Today: staying as it is")
        for working in first.workings:
            if working.side == _TODAY:
                self._line(working, rows, first)
        self._today = self._total("Today", tuple(rows.values()), [year.baseline for year in self._years])
        self._lines_today = dict(rows)
        self.results = tuple(self._option(item, rows) for item in options)
        page.widths(42, 50, 15, 16, 14)
        page.finish(_HEAD + 1, 1, FIRST + len(self._years) - 1)

    def _head(self) -> None:
        page = self._page
        page.text(0, 0, self._function.name, "title")
        page.text(1, 0, _MONTH_0, "note")
        page.headings(_HEAD, ("Line", "Calculation", "Value of the formula", "Present value"), high=True)
        page.text(_DISCOUNT, 0, "Discount factor")
        for year in self._years:
            page.number(_HEAD, self._col(year), year.year, "year" if year.year else "approval")
            page.formula(_DISCOUNT, self._col(year), self._time.discount(year.year), year.discount_factor, "factor")

    def _col(self, year: Year) -> int:
        return FIRST + year.year

    def _block(self, heading: str) -> None:
        self._page.text(self._row, 0, heading, "block")
        self._row += 1

    def _values(self, row: int, formulas: Sequence[str], values: Sequence[float], style: str = "money") -> None:
        """One row of amounts from approval on, with its present value."""
        for year, text, value in zip(self._years, formulas, values, strict=True):
            self._page.formula(row, self._col(year), text, value, style)
        present = math.fsum(value * year.discount_factor for value, year in zip(values, self._years, strict=True))
        self._page.formula(row, PRESENT, f"SUMPRODUCT({self._span(row)},{self._span(_DISCOUNT)})", present, style)

    def _span(self, row: int) -> str:
        return f"{place(row, FIRST)}:{place(row, FIRST + len(self._years) - 1)}"

    def _line(self, working: Working, rows: dict[str, int], cost: Cost) -> None:
        """One cost line: its amount a year, then that times its factors and the lines it rests on."""
        row, page = self._row, self._page
        self._row += 1
        rests = tuple(rows[name] for name in lines_beneath(cost, working))
        page.text(row, 0, f"{working.label} (one-off)" if working.side == "one_off" else working.label)
        page.text(row, 1, _told(working, cost))
        if working.note:
            page.text(row, FIRST + len(self._years), working.note, "note")
        names = {one.name: self._inputs.operand(self._function.id, one) for one in working.operands} | _UPPER
        larger = _OTHER in formula.operands(working.formula)
        if not larger:
            known = {one.name: one.value for one in working.operands}
            value = float(eval(formula.compiled(working.formula), _MATHS, known))
            page.formula(row, SCALE, formula.rewritten(working.formula, names), value, "value")
        formulas = [
            self._larger(working, names, rests, year.year) if larger else self._product(row, working, rests, year.year)
            for year in self._years
        ]
        self._values(row, formulas, [year.lines.get(working.line, 0.0) for year in cost.annual])
        rows[working.line] = row

    def _product(self, row: int, working: Working, rests: tuple[int, ...], year: int) -> str:
        scale = place(row, SCALE, "col")
        at_once = bool(rests) and any(factor.kind == "approval" for factor in working.factors)
        if at_once:
            # Such a line takes a full first year of the lines it rests on, and pays it at approval.
            return f"{scale}*({_plus(rests, FIRST + 1)})" if year == 0 else "0"
        terms = [scale, *([f"({_plus(rests, FIRST + year)})"] if rests else []), *self._factors(working.factors, year)]
        return "*".join(terms)

    def _larger(self, working: Working, names: dict[str, str], rests: tuple[int, ...], year: int) -> str:
        """The larger of a share of another line and a floor; the factors belong to the floor."""
        share, floor = working.formula.removeprefix("max(").removesuffix(")").split(", ")
        first = formula.rewritten(share, names | {_OTHER: f"({_plus(rests, FIRST + year)})"})
        second = "*".join([formula.rewritten(floor, names), *self._factors(working.factors, year)])
        return f"MAX({first},{second})"

    def _factors(self, factors: Sequence[FactorUse], year: int) -> list[str]:
        return [self._time.cell(factor, year) for factor in factors]

    def _total(self, label: str, rows: Sequence[int], values: Sequence[float]) -> int:
        row = self._row
        self._row += 2
        self._page.text(row, 0, label, "total text")
        formulas = [_plus(rows, self._col(year)) or "0" for year in self._years]
        self._values(row, formulas, values, "total")
        return row

    def _option(self, item: Shown, today: dict[str, int]) -> Results:
        """The block of one option: lines, totals, difference, results and bridge."""
        cost, rows = item.cost, dict(today)
        self._block(item.heading)
        for side in ("option", "one_off"):
            for working in cost.workings:
                if working.side == side:
                    self._line(working, rows, cost)
        lines = {name: row for name, row in rows.items() if name not in today}
        once = tuple(lines[one.line] for one in cost.workings if one.side == "one_off")
        names = [one.line for one in cost.workings if one.side == "one_off"]
        amounts = [math.fsum(year.lines.get(name, 0.0) for name in names) for year in cost.annual]
        one_off = self._total("One-off cost", once, amounts)
        option = self._total(option_name(item.option), tuple(lines.values()), [year.option for year in cost.annual])
        saving = [year.baseline - year.option for year in cost.annual]
        self._row -= 1
        difference = self._difference(option, saving)
        running = self._running(cost, rows)
        results = self._results(cost, option, difference, running, one_off)
        self._bridge(item, lines, option)
        return results

    def _difference(self, option: int, saving: list[float]) -> int:
        """Today less the option by year, and the same added up."""
        row = self._row
        self._row += 2
        self._page.text(row, 0, "Difference: today less the option", "total text")
        columns = [FIRST + year.year for year in self._years]
        formulas = [f"{place(self._today, col)}-{place(option, col)}" for col in columns]
        self._values(row, formulas, saving, "total")
        self._page.text(row + 1, 0, "Difference, cumulative")
        reached = 0.0
        for col, value in zip(columns, saving, strict=True):
            reached += value
            before = f"{place(row + 1, col - 1)}+" if col > FIRST else ""
            self._page.formula(row + 1, col, f"{before}{place(row, col)}", reached)
        return row

    def _running(self, cost: Cost, rows: dict[str, int]) -> int:
        """The saving without what is paid once, after tax: what the run rate is taken from."""
        row = self._row
        self._row += 2
        self._page.text(row, 0, "Running saving: without what is paid once, after tax")
        running = [one for one in cost.workings if _runs(one)]
        rates = [operand for one in cost.workings if one.line.endswith(_TAX) for operand in one.operands]
        keep = f"*(1-{self._inputs.operand(self._function.id, rates[0])})" if rates else ""
        share = 1 - rates[0].value if rates else 1.0
        sides = [[one.line for one in running if (one.side == _TODAY) is today] for today in (True, False)]
        for year in cost.annual:
            ours = [math.fsum(year.lines.get(line, 0.0) for line in lines) for lines in sides]
            sums = [_plus([rows[line] for line in lines], FIRST + year.year) or "0" for lines in sides]
            text = f"(({sums[0]})-({sums[1]})){keep}"
            self._page.formula(row, FIRST + year.year, text, (ours[0] - ours[1]) * share)
        return row

    def _results(self, cost: Cost, option: int, difference: int, running: int, one_off: int) -> Results:
        """What follows from the rows, beside what officesplit computed."""
        page, run_rate = self._page, FIRST + cost.run_rate_year
        page.headings(self._row, ("Result", "", "This sheet", "officesplit", "Difference"))
        self._row += 1
        lines = (
            ("NPV of today", place(self._today, PRESENT), cost.baseline_npv),
            ("NPV of the option", place(option, PRESENT), cost.option_npv),
            ("NPV saving", place(difference, PRESENT), cost.npv_saving.likely),
            (f"Run-rate saving, year {cost.run_rate_year}", place(running, run_rate), cost.run_rate_saving),
            ("One-off cost at approval", place(one_off, FIRST), cost.one_off),
        )
        cells = []
        for label, cell, value in lines:
            row = self._row
            self._row += 1
            page.text(row, 0, label)
            page.formula(row, SCALE, cell, value, "total")
            page.number(row, PRESENT, value, "money")
            page.formula(row, FIRST, f"ROUND({place(row, SCALE)}-{place(row, PRESENT)},2)", 0.0)
            cells.append(page.ref(row, SCALE))
        first, last = self._row - len(lines), self._row - 1
        check = f"SUMPRODUCT(ABS({page.ref(first, FIRST)}:{place(last, FIRST, 'both')}))"
        self._row += 1
        return Results(cells[0], cells[2], cells[3], cells[4], check)

    def _bridge(self, item: Shown, lines: dict[str, int], option: int) -> None:
        """From the NPV of today to that of the option: today's lines go, the option's lines come."""
        page, labels = self._page, {one.line: one.label for one in item.cost.workings}
        page.headings(self._row, ("Bridge in present value", "", "Step", "Reached"))
        self._row += 1
        factors = [year.discount_factor for year in self._years]
        steps = [("Today", place(self._today, PRESENT), item.cost.baseline_npv)]
        for sign, some in (("-", self._lines_today), ("", lines)):
            for name, line in some.items():
                amounts = [year.lines.get(name, 0.0) for year in item.cost.annual]
                value = math.fsum(amount * factor for amount, factor in zip(amounts, factors, strict=True))
                label = f"less: {labels[name]}" if sign else f"plus: {labels[name]}"
                steps.append((label, f"{sign}{place(line, PRESENT)}", -value if sign else value))
        reached = 0.0
        for index, (label, cell, value) in enumerate(steps):
            reached += value
            page.text(self._row, 0, label)
            page.formula(self._row, SCALE, cell, value)
            before = f"{place(self._row - 1, PRESENT)}+" if index else ""
            page.formula(self._row, PRESENT, f"{before}{place(self._row, SCALE)}", reached)
            self._row += 1
        page.text(self._row, 0, option_name(item.option), "total text")
        page.formula(self._row, SCALE, place(option, PRESENT), item.cost.option_npv, "total")
        page.formula(self._row, PRESENT, place(self._row - 1, PRESENT), reached, "total")
        self._row += 2


def _runs(working: Working) -> bool:
    """Whether a line is there every year: no one-off cost, no payment in a single year, and no tax on others."""
    once = any(factor.kind in _ONCE for factor in working.factors)
    return not once and working.side != "one_off" and not working.line.endswith(_TAX)


def _plus(rows: Sequence[int], col: int) -> str:
    return "+".join(place(row, col) for row in rows)


def _told(working: Working, cost: Cost) -> str:
    """The calculation in words: formula, lines it rests on, factors."""
    labels = {one.line: one.label for one in cost.workings}
    parts = [working.formula if working.formula.isidentifier() else f"({working.formula})"]
    if working.of:
        parts.append(f"sum of [{'; '.join(labels[name] for name in lines_beneath(cost, working))}]")
    parts += [factor.label or factor.kind for factor in working.factors]
    return " x ".join(parts)
