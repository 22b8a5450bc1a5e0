"""The sheet of time: one row a factor, with approval and every year as formulas of the inputs."""

from collections.abc import Callable
from dataclasses import dataclass

from officesplit.model.result import FactorUse, Year
from officesplit.report.workbook_grid import Page, column, place
from officesplit.report.workbook_inputs import InputSheet

FIRST = 4
"""The column of approval, here and on the sheets of the functions."""
_HEAD = 3
_DISCOUNT = 4
_APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Row:
    """What the formula of a factor may name: cells of its inputs, of its two fixed numbers, and of the year."""

    cells: tuple[str, ...]
    fixed: tuple[str, ...]
    year: int
    head: str

    @property
    def months(self) -> str:
        """The month that the inputs add up to."""
        return "+".join(self.cells) or "0"

    def held(self, first: int = 0) -> str:
        """The input of the year, of those from ``first`` on; the last one goes on."""
        cells = self.cells[first:]
        return cells[min(self.year, len(cells)) - 1]

    def years_since(self, first: int) -> str:
        """Calendar years since the one in which the months of the inputs from ``first`` on run out."""
        months = "+".join(self.cells[first:]) or "0"
        return f"MAX(0,{self.head}-1-INT(({months})/12))"

    @property
    def before(self) -> str:
        """Share of the year that lies before the month."""
        return f"MAX(0,MIN(12,{self.months}-12*({self.head}-1)))/12"


def _part(upto: str, row: Row) -> str:
    return f"MAX(0,MIN(1,{upto}-({row.head}-1)))"


FORMULAS: dict[str, Callable[[Row], str]] = {
    "approval": lambda row: f"IF({row.head}=0,1,0)",
    "whole": lambda row: f"IF({row.head}>0,1,0)",
    "growth": lambda row: f"(1+{row.cells[0]})^({row.head}-1)",
    "shrinking": lambda row: f"(1-{row.cells[0]})^{row.years_since(1)}",
    "series": lambda row: row.held(),
    "billed": lambda row: f"MAX({row.held(1)},{row.cells[0]})",
    "billed_part": lambda row: f"MAX({row.held(2)}*(1-{row.cells[1]}),{row.cells[0]})",
    "after": lambda row: f"1-{row.before}",
    "before": lambda row: row.before,
    "stranded": lambda row: f"1-CHOOSE(MIN(3,1+{row.years_since(3)}),{','.join(row.cells[:3])})",
    "item": lambda row: f"IF({row.head}={row.fixed[0]},1,0)",
    "depreciation": lambda row: (
        f"({_part(f'{row.fixed[0]}+{row.fixed[1]}', row)}-{_part(row.fixed[0], row)})/{row.fixed[1]}"
    ),
}
"""The formula of every kind of factor for one year; ``learning`` takes rows of its own."""
AT_APPROVAL = frozenset({"approval", "item"})
"""Kinds that may be other than nought at approval."""
_FIXED_HEADS = {"item": ("paid in year", ""), "depreciation": ("bought in year", "years")}


class TimeSheet:
    """Rows of factors, each written when it is first asked for."""

    def __init__(self, page: Page, inputs: InputSheet, years: tuple[Year, ...]) -> None:
        self._page, self._inputs = page, inputs
        self.years = len(years) - 1
        self._rows: dict[tuple[str, tuple[str, ...], tuple[int, ...]], int] = {}
        page.text(0, 0, "Time", "title")
        page.text(
            1, 0, "What changes with the years. Every amount is a number a year times the factors of its line.", "note"
        )
        page.headings(_HEAD, ("Factor", "Follows from", "Year", "Years"))
        page.number(_HEAD, FIRST, 0, "approval")
        page.text(_DISCOUNT, 0, "Discount factor")
        page.text(_DISCOUNT, 1, "discount rate, discounting")
        page.number(_DISCOUNT, FIRST, 1.0, "factor")
        for year in years[1:]:
            page.number(_HEAD, FIRST + year.year, year.year, "year")
            formula = f"1/(1+{inputs.discount_rate})^({self._head(year.year)}-{inputs.early})"
            page.formula(_DISCOUNT, FIRST + year.year, formula, year.discount_factor, "factor")
        self._next = _DISCOUNT + 1
        page.widths(52, 50, 8, 8, 12)
        page.finish(_HEAD + 1, 1)

    def discount(self, year: int) -> str:
        """The cell of a year's discount factor."""
        return self._page.ref(_DISCOUNT, FIRST + year, "row")

    def cell(self, factor: FactorUse, year: int) -> str:
        """The cell of a factor in a year, 0 for approval."""
        key = (factor.kind, factor.inputs, factor.fixed)
        if key not in self._rows:
            self._rows[key] = self._learning(factor) if factor.kind == "learning" else self._factor(factor)
        return self._page.ref(self._rows[key], FIRST + year, "row")

    def _head(self, year: int) -> str:
        return place(_HEAD, FIRST + year, "row")

    def _start(self, label: str, follows: str) -> int:
        row = self._next
        self._next += 1
        self._page.text(row, 0, label)
        self._page.text(row, 1, follows)
        return row

    def _factor(self, factor: FactorUse) -> int:
        row = self._start(factor.label or factor.kind, ", ".join(factor.inputs))
        fixed = factor.fixed[: len([head for head in _FIXED_HEADS.get(factor.kind, ()) if head])]
        for index, number in enumerate(fixed):
            self._page.number(row, 2 + index, number, "input")
        cells = tuple(self._inputs.cell(name) for name in factor.inputs)
        places = tuple(place(row, 2 + index, "col") for index in range(len(fixed)))
        values = by_year(factor, self.years)
        for year, value in enumerate(values):
            if year or factor.kind in AT_APPROVAL:
                formula = FORMULAS[factor.kind](Row(cells, places, year, self._head(year)))
                self._page.formula(row, FIRST + year, formula, value, "factor")
            else:
                self._page.number(row, FIRST, value, "factor")
        return row

    def _learning(self, factor: FactorUse) -> int:
        """Three rows: months of the ramp that have passed, extra months of work by then, and the factor."""
        cutover, ramp, start = (self._inputs.cell(name) for name in factor.inputs)
        at, length, first = (self._inputs.values[name] for name in factor.inputs)
        follows = ", ".join(factor.inputs)
        passed = self._start("Learning: months of the ramp passed by the end of the year", follows)
        extra = self._start("Learning: extra months of work by the end of the year", follows)
        row = self._start(factor.label, follows)
        page, values = self._page, by_year(factor, self.years)
        for year, value in enumerate(values):
            head, col = self._head(year), column(FIRST + year)
            t = max(0.0, min(length, 12 * year - at))
            page.formula(passed, FIRST + year, f"MAX(0,MIN({ramp},12*{head}-{cutover}))", t, "factor")
            now = f"{col}{passed + 1}"
            area = f"(1/{start}-1)*({now}-{now}^2/(2*IF({ramp}>0,{ramp},1)))"
            page.formula(extra, FIRST + year, area, (1 / first - 1) * (t - t * t / (2 * (length or 1.0))), "factor")
            if year:
                served = f"1-MAX(0,MIN(12,{cutover}-12*({head}-1)))/12"
                gained = f"({col}{extra + 1}-{column(FIRST + year - 1)}{extra + 1})/12"
                page.formula(row, FIRST + year, f"{served}+{gained}", value, "factor")
            else:
                page.number(row, FIRST, value, "factor")
        return row


def by_year(factor: FactorUse, years: int) -> tuple[float, ...]:
    """The values of a factor, approval first; without a list it is nought at approval and the same in every year."""
    return factor.by_year or (0.0, *(factor.value,) * years)
