"""Section 7: the business case, to the unit, so that a finance director can recompute it by hand."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from officesplit.model.result import Cost, FunctionResult, Working, Year
from officesplit.model.rounding import tied
from officesplit.report.view_checks import symmetry
from officesplit.report.view_figures import convention, figures_table, payments
from officesplit.report.view_parts import (
    UNCHANGED,
    Cell,
    Context,
    Table,
    leading,
    option_name,
    option_standing,
    priced,
    table,
)
from officesplit.report.view_quotes import quotes, retender, sentence_on_quotes
from officesplit.report.view_words import KIND, NONE, line_name
from officesplit.report.view_workings import workings

BASELINE, OPTION = "baseline", "option"


@dataclass(frozen=True, slots=True)
class Book:
    """What the workings say of the cost lines: side and label by line id."""

    sides: dict[str, str]
    labels: dict[str, str]

    @classmethod
    def of(cls, workings: Iterable[Working]) -> "Book":
        """The book of one option or, for the plan, of all."""
        known = tuple(workings)
        return cls({item.line: item.side for item in known}, {item.line: item.label for item in known})

    def name(self, line: str) -> str:
        """The label of a line; a one-off cost says so."""
        label = self.labels.get(line) or line_name(line)
        return f"{label} (one-off)" if line.startswith("one_off.") else label


def business_case(context: Context) -> dict[str, Any]:
    """The plan's years, then one case a function: figures, years, bridge, workings."""
    portfolio = context.assessment.portfolio
    costs = [option.cost for item in context.assessment.functions if (option := leading(item)) and option.cost]
    book = Book.of(working for cost in costs for working in cost.workings)
    return {
        "reconciled": reconciled(context),
        "plan": years(context, "The whole plan, year by year", portfolio.annual, book) if portfolio.annual else None,
        "functions": tuple(_case(context, item) for item in context.assessment.functions),
        "price_line": context.assessment.company.currency,
        "convention": convention(context),
        "symmetry": symmetry(context),
    }


def reconciled(context: Context) -> Table | None:
    """From the functions' savings to the plan's; what waves and shared costs change is a row of its own."""
    show = context.figures
    moving = [
        (item, option) for item in context.assessment.functions if context.moves(item) and (option := leading(item))
    ]
    priced_ones = [(item, option, option.cost) for item, option in moving if option.cost]
    if not priced_ones:
        return None
    printed = tied([cost.npv_saving.likely for _, _, cost in priced_ones])
    rows: list[list[object]] = [
        [item.name, option_name(option), Cell(show.number(value), standing=option_standing(option))]
        for (item, option, _), value in zip(priced_ones, printed, strict=True)
    ]
    plan = round(context.assessment.portfolio.npv_saving.likely)
    rest = plan - sum(printed)
    if rest:
        rows.append(["Start in waves and costs shared by functions", Cell(""), show.number(rest)])
    rows.append(["The plan", Cell(""), show.number(plan)])
    heads = ("Function", "Option", f"#NPV saving, {context.assessment.company.currency}")
    return table("How the plan's saving comes together", heads, rows, strong=[len(rows) - 1])


def _case(context: Context, function: FunctionResult) -> dict[str, Any]:
    option = priced(function)
    lead: dict[str, Any] = {
        "id": function.id,
        "name": function.name,
        "why_none": function.recommendation.insufficient_evidence.rstrip(". "),
        "kept": function.recommendation.planned in UNCHANGED,
        "verdict": KIND[function.recommendation.planned],
        "option": "",
        "figures": None,
        "years": None,
        "bridge": None,
        "workings": (),
        "payments": None,
        "quotes": quotes(context, function),
        "quoted": sentence_on_quotes(context, function),
        "retender": retender(context, function),
    }
    if option is None or option.cost is None:
        return lead
    cost = option.cost
    name = option_name(option)
    kept = function.recommendation.planned in UNCHANGED
    book = Book.of(cost.workings)
    return {
        **lead,
        "option": name,
        "figures": figures_table(context, function, name, cost),
        "years": years(context, f"{function.name}: staying as it is against {name}", cost.annual, book)
        if cost.annual
        else None,
        "bridge": None if kept or not cost.annual else bridge(context, function, name, cost, book),
        "workings": () if kept else workings(context, cost),
        "payments": payments(context, function, cost),
    }


def years(context: Context, caption: str, annual: tuple[Year, ...], book: Book) -> Table:
    """Both sides by year and line, to the unit; the printed lines add up to the printed sides.

    Rows: lines of the baseline and its sum, lines of the option and its sum, saving, cumulative saving, discount
    factor, discounted saving. The last column holds the sum of the printed years.
    """
    show = context.figures
    rows: list[list[object]] = []
    strong: list[int] = []
    totals: dict[str, list[int]] = {}
    for side, title in ((BASELINE, "Staying as it is"), (OPTION, "Option")):
        amounts = [year.baseline if side == BASELINE else year.option for year in annual]
        lines = _lines(annual, side, book)
        printed = _printed(annual, lines, amounts)
        rows += [[book.name(line), *_row(context, values)] for line, values in zip(lines, printed, strict=False)]
        totals[side] = [sum(column) for column in zip(*printed, strict=True)] if lines else tied_each(amounts)
        strong.append(len(rows))
        rows.append([title, *_row(context, totals[side])])
        rows += _bands(context, annual, side)
    saving = [base - option for base, option in zip(totals[BASELINE], totals[OPTION], strict=True)]
    strong.append(len(rows))
    rows.append(["Saving", *_row(context, saving)])
    running, cumulative = 0, []
    for value in saving:
        running += value
        cumulative.append(running)
    rows.append(["Cumulative saving", *(show.number(value) for value in cumulative), NONE])
    rows.append(["Discount factor", *(show.number(year.discount_factor, 4) for year in annual), NONE])
    present = tied([(year.baseline - year.option) * year.discount_factor for year in annual])
    strong.append(len(rows))
    rows.append(["Discounted saving", *_row(context, present)])
    heads = ("Line", *(f"#Year {year.year}" for year in annual), "#Sum")
    banded = context.drawn and any(year.option_p10 is not None for year in annual)
    note = "P10 and P90 hold for a year by itself: the quantiles of years do not add up." if banded else ""
    return table(f"{caption}, {context.assessment.company.currency}", heads, rows, strong=strong, note=note)


def _bands(context: Context, annual: tuple[Year, ...], side: str) -> list[list[object]]:
    """P10 and P90 of a side in each year, where they were drawn; the quantiles of years have no sum."""
    if not context.drawn:
        return []
    found: list[list[object]] = []
    for name in ("P10", "P90"):
        values = [getattr(year, f"{side}_{name.lower()}") for year in annual]
        if any(value is not None for value in values):
            shown = (NONE if value is None else context.figures.number(value) for value in values)
            found.append([f"{name} of that year", *shown, NONE])
    return found


def tied_each(amounts: list[float]) -> list[int]:
    """Every amount to the unit on its own."""
    return [round(amount) if math.isfinite(amount) else 0 for amount in amounts]


def _row(context: Context, values: list[int]) -> list[str]:
    return [*(context.figures.number(value) for value in values), context.figures.number(sum(values))]


def _lines(annual: tuple[Year, ...], side: str, book: Book) -> list[str]:
    """Line ids of a side in order of first appearance; a line belongs to the side of its prefix or of its working."""
    found: dict[str, None] = {}
    for year in annual:
        for line in year.lines:
            if side_of(line, book.sides) == side:
                found.setdefault(line)
    return list(found)


def side_of(line: str, sides: dict[str, str]) -> str:
    """The side of a line: "baseline.x" says so itself; otherwise its working does; one-off costs are the option's."""
    head, dot, _ = line.partition(".")
    if dot and head in (BASELINE, OPTION):
        return head
    return BASELINE if sides.get(line) == BASELINE else OPTION


def _printed(annual: tuple[Year, ...], lines: list[str], amounts: list[float]) -> list[list[int]]:
    """Whole amounts by line and year; each year's column adds up to the rounded amount of the side."""
    columns = []
    for year, amount in zip(annual, amounts, strict=True):
        parts = [year.lines.get(line, 0.0) for line in lines]
        total = round(amount) if math.isfinite(amount) and abs(math.fsum(parts) - amount) < 1 else None
        columns.append(tied(parts, total))
    return [list(row) for row in zip(*columns, strict=True)]


def bridge(context: Context, function: FunctionResult, name: str, cost: Cost, book: Book) -> Table:
    """From today's cost to the option's, line by line, in present value; the lines add up as printed."""
    show = context.figures
    rows: list[list[object]] = []
    strong = []
    for side, title, sign in ((BASELINE, "Staying as it is", 1), (OPTION, name, -1)):
        lines = _lines(cost.annual, side, book)
        parts = [math.fsum(year.lines.get(line, 0.0) * year.discount_factor for year in cost.annual) for line in lines]
        printed = tied(parts)
        rows += [[book.name(line), show.number(sign * value)] for line, value in zip(lines, printed, strict=True)]
        strong.append(len(rows))
        rows.append([title, show.number(sign * sum(printed))])
    both = [year.baseline * year.discount_factor - year.option * year.discount_factor for year in cost.annual]
    strong.append(len(rows))
    rows.append(["NPV saving", show.number(math.fsum(both))])
    currency = context.assessment.company.currency
    return table(
        f"From today's cost to the option's, {function.name}: present value, {currency}",
        ("Line", "#Present value"),
        rows,
        strong=strong,
        note="Costs saved are positive, costs taken on are negative.",
    )
