"""The workings of a case: every line as a formula with its numbers, so that it can be done again by hand."""

import math
from typing import Any

from officesplit.model.quantity import Quantity
from officesplit.model.result import Cost, FactorUse, Operand, Working
from officesplit.model.working_words import FACTOR, beneath, numbered
from officesplit.report.view_parts import Context, weakest

SIDE = {"baseline": "staying as it is", "option": "option", "one_off": "one-off"}
_DIGITS = 10
"""Significant digits of an operand: enough to redo a line of some millions to the cent."""


def workings(context: Context, cost: Cost) -> tuple[dict[str, Any], ...]:
    """Every line of a cost with operands, factors, the lines beneath it and its result by year."""
    known = {quantity.id: quantity for quantity in context.assessment.evidence}
    labels = {working.line: working.label for working in cost.workings}
    return tuple(_working(context, cost, working, known, labels) for working in cost.workings)


def _working(
    context: Context, cost: Cost, working: Working, known: dict[str, Quantity], labels: dict[str, str]
) -> dict[str, Any]:
    operands = tuple(_operand(context, operand, known) for operand in working.operands)
    return {
        "label": working.label,
        "line": working.line,
        "side": SIDE[working.side],
        "formula": working.formula,
        "numbers": numbered(working, {operand["name"]: operand["value"] for operand in operands}) if operands else "",
        "operands": operands,
        "factors": tuple(_factor(context, factor) for factor in working.factors if factor.kind != "whole"),
        "of": beneath(cost, working, labels).replace("x the", "× the", 1),
        "result": context.figures.price(working.result),
        "results": by_year(context, working.by_year, 2),
        "year": str(working.year),
        "standing": weakest(operand.standing for operand in working.operands),
        "note": working.note,
    }


def _operand(context: Context, operand: Operand, known: dict[str, Quantity]) -> dict[str, Any]:
    quantity = known.get(operand.input or "")
    return {
        "name": operand.name,
        "label": operand.label,
        "value": digits(context, operand.value),
        "unit": operand.unit,
        "input": operand.input or "",
        "standing": operand.standing.value if operand.standing else "",
        "sources": quantity.source if quantity else (),
    }


def _factor(context: Context, factor: FactorUse) -> dict[str, Any]:
    values = by_year(context, factor.by_year) or f"{digits(context, factor.value)} in every year"
    return {
        "label": factor.label or factor.kind.replace("_", " "),
        "by_year": values,
        "how": FACTOR.get(factor.kind, ""),
        "inputs": factor.inputs,
    }


def by_year(context: Context, values: tuple[float, ...], places: int | None = None) -> str:
    """Numbers by year in one line, empty where there are none: "0.58; 1; 1 (years 1 to 3)"."""
    if not values:
        return ""
    show = context.figures

    def text(value: float) -> str:
        return digits(context, value) if places is None else show.number(value, places)

    first, later = values[0], values[1:]
    if first and not any(later):
        return f"{text(first)} at approval"
    span = "year 1" if len(later) == 1 else f"years 1 to {len(later)}"
    shown = f"{'; '.join(map(text, later))} ({span})"
    return f"{text(first)} at approval; {shown}" if first else shown


def digits(context: Context, value: float) -> str:
    """A number with the digits that it takes to recompute the line by hand, and no more."""
    if not value or not math.isfinite(value):
        return context.figures.number(value)
    return context.figures.trimmed(value, max(0, _DIGITS - 1 - math.floor(math.log10(abs(value)))))
