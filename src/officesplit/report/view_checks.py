"""Checks on the result as a whole: our savings beside published ones, and lines that stand on one side only."""

from typing import Any

from officesplit.report.view_parts import Cell, Context, Table, table
from officesplit.report.view_words import KIND, NONE, sentence, words

SYMMETRY = "cost_symmetry"
"""Id of the findings that the symmetry check makes."""


def plausibility(context: Context) -> Table | None:
    """Our saving by kind of work and option beside the surveyed spread; None where nothing was compared."""
    show = context.figures

    def spread(low: float, middle: float, high: float) -> str:
        return f"{show.percent(low)} – {show.percent(middle)} – {show.percent(high)}"

    rows = [
        [
            Cell(f"{words(line.scope)}: {KIND[line.kind].lower()}"),
            context.names(line.functions),
            spread(line.ours_low, line.ours_likely, line.ours_high),
            Cell(spread(line.surveyed_low, line.surveyed_typical, line.surveyed_high), sources=line.surveys),
            "inside" if line.inside else f"outside. {sentence(line.why)}".strip(),
        ]
        for line in context.assessment.plausibility
    ]
    heads = ("Work and option", "Functions", "#Ours: low – likely – high", "#Surveyed: low – typical – high", "Verdict")
    note = "Savings as shares of today's cost; a survey may count other costs than we do."
    return table("Plausibility: our savings beside published ones", heads, rows, note=note) if rows else None


def outside(context: Context) -> tuple[str, ...]:
    """One sentence for every comparison in which ours falls outside the surveyed spread; the table says why."""
    show = context.figures
    return tuple(
        f"{words(line.scope)}, {KIND[line.kind].lower()}: our {show.percent(line.ours_likely)} lies outside "
        f"the surveyed {show.percent(line.surveyed_low)} to {show.percent(line.surveyed_high)}."
        for line in context.assessment.plausibility
        if not line.inside
    )


def symmetry(context: Context) -> dict[str, Any]:
    """What the symmetry check says of lines that only one side is charged with."""
    found = [item for item in context.assessment.findings if item.id == SYMMETRY]
    return {
        "findings": tuple(
            {"about": context.name(item.function) if item.function else NONE, "text": sentence(item.text)}
            for item in found
        ),
    }
