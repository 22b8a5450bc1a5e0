"""Section 16: how firm the verdicts are, what moves the money, what shocks do, and how the draws were made."""

import math
from typing import Any

from officesplit.model.result import StressLine, Worth
from officesplit.report.view_checks import plausibility
from officesplit.report.view_odds import UNDRAWN, agreements, switches, voters
from officesplit.report.view_parts import Cell, Context, Table, changes, leading, table
from officesplit.report.view_verdicts import firmness, settled_by
from officesplit.report.view_words import BAND, KIND, NONE, SAVES, sentence

_TWO_SIDED = 1.96
"""Standard errors to either side that cover 95 samples in a hundred (normal distribution)."""


def sensitivity(context: Context) -> dict[str, Any]:
    """Every table of the annex; without draws only what likely values alone can tell."""
    manifest = context.assessment.manifest
    return {
        "drawn": context.drawn,
        "undrawn": UNDRAWN,
        "draws": context.figures.number(manifest.draws),
        "seed": str(manifest.seed) if manifest.seed is not None else "",
        "convergence": convergence(context) if context.drawn else "",
        "structure": structure(context) if context.drawn else "",
        "robustness": robustness(context),
        "agreements": agreements(context) if context.drawn else None,
        "voters": voters(context),
        "switches": switches(context),
        "worth": worth(context),
        "stress": stress(context),
        "scenarios": scenarios(context),
        "plausibility": plausibility(context),
    }


def convergence(context: Context) -> str:
    """How closely the number of draws pins down a share: half the width of its 95 % interval."""
    draws, show = context.assessment.manifest.draws, context.figures
    half = [_TWO_SIDED * math.sqrt(share * (1 - share) / draws) * 100 for share in (0.5, 0.9)]
    middle, outer = (show.number(value, 1) for value in half)
    return (
        f"With {show.number(draws)} draws a share near 50% is known to within {middle} points and one near 90% to "
        f"within {outer}, in 19 of 20 sets of draws; a difference smaller than that says nothing."
    )


def structure(context: Context) -> str:
    """Which part of the plan's band the model's own assumptions make, and what other horizons would say."""
    plan, show = context.assessment.portfolio, context.figures
    if plan.structural_share is None:
        return ""
    years = context.assessment.company.horizon_years
    others = " and ".join(f"{show.money(value)} over {count} years" for count, value in sorted(plan.horizons.items()))
    beside = f" Counted over {years} years; the likely saving is {others}." if others else ""
    return (
        f"{show.percent(plan.structural_share)} of the variance of the plan's saving comes from assumptions of the "
        "model itself (discount rate, price line, ramp, growth), which no fact about the company narrows; the rest "
        f"comes from inputs that can be found out.{beside}"
    )


def robustness(context: Context) -> Table | None:
    """One row a function: verdict, rival, margin, share of first ranks, what settles a contested one."""
    show = context.figures
    rows: list[list[object]] = []
    for function in context.assessment.functions:
        item, option = function.recommendation, leading(function)
        cost = option.cost if option else None
        if item.insufficient_evidence:
            continue
        moved = cost is not None and changes(function)
        rows.append(
            [
                function.name,
                KIND[item.verdict],
                KIND[item.runner_up] if item.runner_up else NONE,
                show.number(item.margin, 1),
                firmness(context, function),
                context.chance(item.family_acceptability),
                context.band(cost.npv_saving) if cost and moved else NONE,
                context.chance(cost.probability_saving) if cost and moved else NONE,
                sentence(settled_by(function)) if item.robustness == "contested" else NONE,
            ]
        )
    code = context.assessment.company.currency
    heads = [
        "Function", "Verdict", "Runner-up family", "#Margin, points", "#How firm", "#Its family first in",
        f"#{BAND}, {code}", f"#{SAVES}", "What settles it",
    ]  # fmt: skip
    if not any(row[-1] != NONE for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    if not context.drawn:
        heads, rows = heads[:4], [row[:4] for row in rows]
    return table("How firm the verdicts are", heads, rows) if rows else None


def worth(context: Context) -> Table | None:
    """What knowing an input exactly would be worth, largest first, with the functions in which it is."""
    rows = [
        [
            Cell(item.label, standing=item.standing.value),
            ", ".join(wanted_for(context, item)) or NONE,
            context.figures.bare(item.value),
        ]
        for item in context.assessment.portfolio.worth
    ]
    code = context.assessment.company.currency
    note = (
        "The gain in expected present value from choosing after the input is known instead of before, for a company "
        "that does not mind risk; money only. An input that passes no test against chance is left out. Finding out is "
        "worth while where it costs less than this."
    )
    heads = ("Input", "For", f"#Worth, {code}")
    return table("Worth knowing before the decision", heads, rows, note=note) if rows else None


def wanted_for(context: Context, item: Worth) -> list[str]:
    """Names of the functions whose choice the input could change."""
    return [
        function.name
        for function in context.assessment.functions
        if function.odds and any(line.input == item.input for line in function.odds.worth)
    ]


def stress(context: Context) -> Table | None:
    """The plan under one shock at a time, at likely values."""
    show, code = context.figures, context.assessment.company.currency
    rows = [
        [
            Cell(line.title, note=sentence(line.reason), sources=line.source, standing=line.standing.value),
            show.bare(line.npv_saving),
            signed(context, line),
            show.bare(line.run_rate_saving),
            "; ".join(line.flips) or NONE,
        ]
        for line in context.assessment.portfolio.stress
    ]
    heads = ("Shock", f"#NPV saving, {code}", "#Change", "#Then a year", "Verdicts that would change")
    return table("The plan under stress, at likely values", heads, rows) if rows else None


def signed(context: Context, line: StressLine) -> str:
    """A change with its sign; nought has none."""
    text = context.figures.bare(line.change)
    return f"+{text}" if line.change >= 1 else text


def scenarios(context: Context) -> Table | None:
    """The scenarios of the profile beside the profile as it is, all at likely values and point weights."""
    lines, show = context.assessment.scenarios, context.figures
    if not lines:
        return None
    rows: list[list[object]] = [
        [Cell("The profile as it is"), NONE, show.bare(lines[0].npv_saving - lines[0].change), NONE, NONE, NONE, NONE]
    ]
    rows += [
        [
            line.name,
            "; ".join(line.changes),
            show.bare(line.npv_saving),
            ("+" if line.change >= 1 else "") + show.bare(line.change),
            show.bare(line.run_rate_saving),
            show.bare(line.one_off),
            "; ".join(line.flips) or NONE,
        ]
        for line in lines
    ]
    code = context.assessment.company.currency
    heads = (
        "Scenario", "What it changes", f"#NPV saving, {code}", "#Change", "#Then a year", "#One-off",
        "What the plan does otherwise",
    )  # fmt: skip
    note = (
        "At likely values and point weights, without draws, so that the rows compare; the plan itself is chosen on "
        "the draws, and its figures may differ from the first row. Assess a scenario by itself for its odds."
    )
    return table("Scenarios side by side", heads, rows, note=note)
