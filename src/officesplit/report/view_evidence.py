"""Sections 15 to 17: the evidence log, sensitivity and robustness, sources and founding claims."""

from typing import Any

from officesplit.model.quantity import Quantity
from officesplit.model.vocabulary import Standing
from officesplit.report.view_caveats import coverage
from officesplit.report.view_checks import plausibility
from officesplit.report.view_parts import Cell, Context, Table, anchor, changes, leading, table
from officesplit.report.view_verdicts import firmness
from officesplit.report.view_words import KIND, NONE, VERIFIED


def evidence(context: Context) -> dict[str, Any]:
    """Every input of the calculation with its range, standing and source."""
    return {"log": log(context), "coverage": coverage(context)}


def log(context: Context) -> Table:
    """The evidence log; each row can be linked to by the id of the input."""
    show = context.figures
    rows = [
        [
            Cell(quantity.label, anchor=anchor("e", quantity.id), note=quantity.note),
            quantity.id,
            show.short(quantity.value.low),
            show.short(quantity.value.likely),
            show.short(quantity.value.high),
            quantity.unit,
            Cell("", standing=quantity.standing.value),
            _origin(quantity),
        ]
        for quantity in context.assessment.evidence
    ]
    heads = ("Input", "Id", "#Low", "#Likely", "#High", "Unit", "Standing", "Source")
    return table("Evidence log", heads, rows)


def _origin(quantity: Quantity) -> Cell:
    """Where a number comes from: its sources, the profile, or our own judgement."""
    if quantity.source:
        return Cell("", sources=quantity.source)
    return Cell("the profile" if quantity.standing is Standing.GIVEN else "no source")


def sensitivity(context: Context) -> dict[str, Any]:
    """What would change each verdict, and what was or was not drawn."""
    show = context.figures
    flips = [
        [function.name, KIND[function.recommendation.verdict], flip]
        for function in context.assessment.functions
        for flip in function.recommendation.flips
    ]
    rows: list[list[object]] = []
    for function in context.assessment.functions:
        item, option = function.recommendation, leading(function)
        cost = option.cost if option else None
        if item.insufficient_evidence:
            continue
        chance = cost.probability_saving if cost and changes(function) else None
        rows.append(
            [
                function.name,
                KIND[item.verdict],
                KIND[item.runner_up] if item.runner_up else NONE,
                show.number(item.margin, 1),
                show.percent(item.acceptability) if item.acceptability is not None else "not drawn",
                firmness(context, function),
                show.percent(chance) if chance is not None else "not drawn" if changes(function) else NONE,
            ]
        )
    heads = (
        "Function",
        "Verdict",
        "Runner-up family",
        "#Margin, points",
        "#Ranks first in",
        "How firm",
        "#Chance of a saving",
    )
    manifest = context.assessment.manifest
    return {
        "drawn": bool(manifest.draws),
        "draws": show.number(manifest.draws),
        "seed": str(manifest.seed) if manifest.seed is not None else "",
        "robustness": table("How firm the verdicts are", heads, rows) if rows else None,
        "drivers": drivers(context),
        "plausibility": plausibility(context),
        "flips": table("What would change a verdict", ("Function", "Verdict", "It changes if"), flips)
        if flips
        else None,
    }


def drivers(context: Context) -> Table | None:
    """The inputs that move the saving of each change most, one at a time."""
    show = context.figures
    rows = [
        [
            function.name,
            swing.label,
            show.bare(swing.at_low),
            show.bare(swing.at_high),
            Cell("", standing=swing.standing.value),
        ]
        for function in context.assessment.functions
        if changes(function) and (option := leading(function)) and option.cost
        for swing in option.cost.drivers
        if swing.at_low != swing.at_high
    ]
    code = context.assessment.company.currency
    heads = ("Function", "Input", f"#NPV saving at its low end, {code}", "#At its high end", "Standing")
    return table("What moves the saving most: one input at a time, the others at likely", heads, rows) if rows else None


def sources(context: Context) -> dict[str, Any]:
    """The list of sources and the founding claims."""
    claims = context.assessment.claims
    return {
        "list": source_list(context),
        "adopted": tuple(
            {"id": item.id, "claim": item.claim, "by": ", ".join(item.carried_by), "reason": item.reason}
            for item in claims
            if item.adopted
        ),
        "refused": tuple(
            {"id": item.id, "claim": item.claim, "reason": item.reason or "no reason recorded"}
            for item in claims
            if not item.adopted
        ),
    }


def source_list(context: Context) -> Table:
    """Each source with its trust and with how much of it was seen."""
    rows = [
        [
            Cell(source.id, anchor=anchor("src", source.id)),
            source.publisher,
            Cell(source.title, link=source.url if source.url.startswith(("https://", "http://")) else ""),
            source.year or NONE,
            source.trust,
            f"{source.verified.replace('_', ' ')}: {VERIFIED.get(source.verified, '')}".rstrip(": "),
        ]
        for source in context.assessment.sources
    ]
    heads = ("Id", "Publisher", "Title", "Year", "Trust", "Verified")
    return table("Sources", heads, rows)
