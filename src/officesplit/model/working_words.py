"""How the parts of a working read: a formula with its numbers put in, factors in words, amounts by year."""

from collections.abc import Mapping, Sequence

from officesplit.model.formula import operands, rewritten
from officesplit.model.result import Cost, Working

FACTOR: dict[str, str] = {
    "approval": "1 at approval, else 0",
    "whole": "1 in every year",
    "growth": "(1 + rate) ^ (year - 1)",
    "shrinking": "(1 - rate) ^ calendar years since cut-over",
    "series": "the number given for the year; the last one goes on",
    "billed": "the number given for the year, and no less than the first input",
    "billed_part": "the number given for the year x (1 - kept share), and no less than the first input",
    "after": "share of the year that lies after the month that the inputs add up to",
    "before": "share of the year that lies before the month that the inputs add up to",
    "learning": (
        "share of the year after cut-over, and the extra hours of learning: they fall in a straight line from "
        "1 / first productivity - 1 to nought over the ramp"
    ),
    "stranded": "1 - the avoidable share of the calendar year since hand-over; the last one goes on",
    "item": "1 in the year of payment, else 0",
    "depreciation": "1 / years of life in each year after the purchase",
}
"""How a factor follows from its inputs, by its kind."""

TIMING: dict[str, str] = {
    "year_end": "each year's flows are discounted from the end of the year",
    "mid_year": "each year's flows are discounted from the middle of the year",
    "start": "each year's flows are discounted from the start of the year",
}
_EARLY = {"year_end": 1.0, "mid_year": 0.5, "start": 0.0}
_CLOSE = 1e-9


def numbered(working: Working, number: dict[str, str]) -> str:
    """The formula of a working with the text of every operand put in for its name; other names stay."""
    return rewritten(working.formula, number)


def in_year(values: Sequence[float], alike: float, year: int) -> float:
    """A number of a year, 0 for approval; without ``values`` it is ``alike`` in every year after approval."""
    if values:
        return values[year]
    return alike if year else 0.0


def timing(cost: Cost, rate: float) -> str:
    """The discounting convention in words, read off the first year's factor; empty where nothing is discounted."""
    later = [year for year in cost.annual if year.year == 1]
    if not later or rate <= 0:
        return ""
    for name, years in _EARLY.items():
        if abs(later[0].discount_factor - (1 + rate) ** -years) < _CLOSE:
            return TIMING[name]
    return ""


def tax_rate(cost: Cost) -> float:
    """The tax rate that the tax lines of a cost use, 0 where it has none."""
    for working in cost.workings:
        if working.line.endswith(".tax"):
            return next(operand.value for operand in working.operands if operand.name == "rate")
    return 0.0


def lines_beneath(cost: Cost, working: Working) -> tuple[str, ...]:
    """Ids of the lines that a working rests on, as they are printed.

    Work that comes back rests on in-house lines, which then stand on the option's side.
    """
    printed = {one.line for one in cost.workings}
    return tuple(line if line in printed else line.replace("baseline.", "option.", 1) for line in working.of)


def beneath(cost: Cost, working: Working, names: Mapping[str, str]) -> str:
    """How a working rests on other lines, in words; ``names`` holds what the lines are called. Empty without any."""
    if not working.of:
        return ""
    lines = ", ".join(names.get(line, line) for line in lines_beneath(cost, working))
    if "line" in operands(working.formula) and all(operand.name != "line" for operand in working.operands):
        return f"line is {lines}; the factors multiply the second part of the maximum alone"
    if any(factor.kind == "approval" for factor in working.factors):
        return f"x the sum of a full first year of {lines}"
    return f"x the sum of {lines}"
