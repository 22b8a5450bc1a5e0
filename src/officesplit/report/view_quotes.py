"""Quotes beside one another and beside the benchmark, and the lever of a new tender."""

from typing import Any

from officesplit.model.result import FunctionResult, QuoteLine
from officesplit.model.vocabulary import Kind
from officesplit.report.view_parts import Context, Table, table
from officesplit.report.view_words import KIND, NONE

BASIS: dict[str, str] = {
    "per_fte_year": "per FTE and year",
    "per_hour": "per hour",
    "per_unit": "per unit",
    "annual_fee": "yearly fee",
}


def quotes(context: Context, function: FunctionResult) -> Table | None:
    """Every quote of a function by the option that it prices; None where there is none."""
    show, currency = context.figures, context.assessment.company.currency
    rows: list[list[object]] = []
    strong: list[int] = []
    for option in function.options:
        for line in option.quotes:
            if line.chosen:
                strong.append(len(rows))
            rows.append(
                [
                    line.vendor,
                    line.country,
                    KIND[option.option],
                    BASIS.get(line.basis, line.basis.replace("_", " ")),
                    show.number(line.charges),
                    show.number(line.benchmark_charges) if line.benchmark_charges is not None else NONE,
                    apart(context, line),
                    show.number(line.npv_saving),
                    "yes" if line.chosen else "no",
                ]
            )
    if not rows:
        return None
    heads = (
        "Vendor",
        "Place",
        "Option",
        "Priced",
        f"#Charges a year, {currency}",
        "#At the modelled price",
        "#Difference",
        "#NPV saving",
        "Taken",
    )
    note = "Charges of the run-rate year; the difference is that of the quote from the modelled price."
    return table(f"Quotes for {function.name}", heads, rows, strong=strong, note=note)


def apart(context: Context, line: QuoteLine) -> str:
    """How far a quote is from the benchmark: "12% below"."""
    share = line.against_benchmark
    if share is None:
        return NONE
    text = context.figures.percent(abs(share))
    if text == context.figures.percent(0.0):
        return "level"
    return f"{text} {'above' if share > 0 else 'below'}"


def sentence_on_quotes(context: Context, function: FunctionResult) -> str:
    """One sentence on how far the quotes of a function are from the benchmark; empty without any to compare."""
    found = [
        line
        for option in function.options
        if option.option is not Kind.HYBRID
        for line in option.quotes
        if line.against_benchmark is not None
    ]
    if not found:
        return ""
    low, *_, high = sorted((*found, found[0]), key=lambda line: line.against_benchmark or 0.0)
    if len(found) == 1:
        return f"The quote of {low.vendor} is {_against(context, low)} the modelled price for its place."
    return (
        f"{len(found)} quotes: from {_against(context, low)} ({low.vendor}) to {_against(context, high)} "
        f"({high.vendor}) the modelled price for their places."
    )


def _against(context: Context, line: QuoteLine) -> str:
    return apart(context, line).replace("level", "level with")


def retender(context: Context, function: FunctionResult) -> dict[str, Any] | None:
    """What a new tender for work outsourced today could bring; None where it is no lever."""
    show = context.figures
    for option in function.options:
        lever = option.retender
        if lever:
            rows = [
                ["Paid to the provider today, a year", show.exact(lever.price_today)],
                [f"Market price, a year: {lever.basis}", show.exact(lever.market_price)],
                ["Cost of the tender", show.exact(lever.cost)],
                ["NPV saving of the tender, likely", show.exact(lever.npv_saving)],
            ]
            return {
                "table": table(f"A new tender for {function.name}", ("Figure", "#Value"), rows),
                "worth": lever.npv_saving > 0,
            }
    return None
