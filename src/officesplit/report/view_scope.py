"""Sections 2 to 4: scope and method, the company and its baseline, the classification."""

import math
from typing import Any

from officesplit.model.result import FunctionResult, Reason
from officesplit.model.rounding import tied
from officesplit.model.vocabulary import Office, Standing
from officesplit.report.view_parts import Cell, Context, Statement, Table, anchor, table
from officesplit.report.view_words import GOAL, MATCHED, NONE, OFFICE, STANDING, counted, sentence, words


def statement(reason: Reason) -> Statement:
    """A reason of the result as a page shows it."""
    return Statement(reason.text, reason.rule, reason.standing.value, reason.source)


def scope(context: Context) -> dict[str, Any]:
    """What was assessed with which rules, what is left out, and which way that leans."""
    assessment = context.assessment
    portfolio = assessment.portfolio
    return {
        "manifest": manifest(context),
        "goals": tuple(GOAL.get(goal, goal) for goal in portfolio.goals),
        "goals_standing": portfolio.goals_standing.value,
        "excluded": tuple(
            {
                "name": context.name(item),
                "why": context.functions[item].recommendation.insufficient_evidence.rstrip(". "),
            }
            for item in portfolio.excluded
            if item in context.functions
        ),
        "legend": tuple({"standing": item.value, "meaning": STANDING[item]} for item in Standing),
        "reading": tuple({"term": term, "meaning": meaning} for term, meaning in reading(context)),
        "findings": tuple(
            {
                "id": item.id,
                "severity": item.severity,
                "text": sentence(item.text),
                "function": context.name(item.function) if item.function else "",
            }
            for item in assessment.findings
        ),
        "limits": tuple({"text": sentence(item.text), "leans": sentence(item.leans)} for item in assessment.limits),
        "texts": tuple(statement(item) for item in assessment.texts),
        "unused": tuple(
            {"name": function.name, "fields": ", ".join(function.not_used_yet)}
            for function in assessment.functions
            if function.not_used_yet
        ),
    }


def reading(context: Context) -> tuple[tuple[str, str], ...]:
    """What the words and shares of the odds mean; empty where nothing was drawn."""
    if not context.drawn:
        return ()
    draws = context.figures.number(context.assessment.manifest.draws)
    return (
        (
            "P10 to P90",
            f"every uncertain input was drawn {draws} times from its range; eight of ten results lie between these two "
            "amounts, half lie above P50. “Likely” is the one result with every input at its likely value; where most "
            "ranges reach further one way, it is not the middle.",
        ),
        (
            "The share beside robust, lean and contested",
            "how often the verdict ranks first. “Lean 73%” means: first in 73 of 100 combinations of weightings and "
            "inputs, where the weightings are all those that respect the order of the goals.",
        ),
        (
            "Robust, lean, contested",
            "robust from 80%, lean from 60%, contested below (the shipped rulebook). Robust always means: "
            "given these inputs, ranges and rules. It is never said where the provider's price is a default of ours: "
            "that is lean at most. For a contested verdict both options are printed, with the cheapest fact that "
            "settles it.",
        ),
        (
            "Indicative",
            "less than 60% of the doubt (the shipped rulebook) comes from inputs that are given or from a cited "
            "reference; the verdict shows where to look, not yet what to sign.",
        ),
        (
            "Saves in",
            "the share of draws in which the option costs less than staying as it is, before losses from risks. Even "
            "a share over 99% holds for these ranges only; it is not a forecast.",
        ),
    )


def manifest(context: Context) -> Table:
    """What makes the report reproducible."""
    item = context.assessment.manifest
    drawn = context.figures.number(item.draws) if item.draws else "none in this result"
    rows = [
        ("Program", f"officesplit {item.version}"),
        ("Rulebook", item.rulebook_version),
        ("Rulebook digest", item.rulebook_digest),
        ("Profile", item.profile_name),
        ("Profile digest", item.profile_digest),
        ("As of", item.as_of),
        ("Scenario", item.scenario or "none: the profile as it is"),
        ("Changed on the command line", "; ".join(item.overrides) or "nothing"),
        ("Random draws", drawn),
        ("Seed", str(item.seed) if item.seed is not None else NONE),
    ]
    return table("What this result was made from", ("Item", "Value"), rows)


def company(context: Context) -> dict[str, Any]:
    """The company as assessed, and its baseline by function."""
    return {"facts": facts(context), "baseline": baseline(context), "offices": offices(context)}


def facts(context: Context) -> Table:
    """The company's own data and the two parameters of the money."""
    item, show = context.assessment.company, context.figures
    inferred = set(item.regulated_inferred)
    regulated = [words(flag) + (" (inferred)" if flag in inferred else " (given)") for flag in item.regulated_as]
    regulated += [f"{words(flag)} (inferred)" for flag in item.regulated_inferred if flag not in item.regulated_as]
    rows = [
        ("Company", item.name),
        ("Industry", item.industry_name),
        ("Country", item.country_name),
        ("Currency", item.currency),
        ("Regulated as", "; ".join(regulated) or "nothing stated or inferred"),
        ("Horizon", counted(item.horizon_years, "year")),
        ("Discount rate", f"{show.percent(item.discount_rate, 1)} a year"),
    ]
    return table("The company as assessed", ("Item", "Value"), rows)


def baseline(context: Context) -> Table:
    """Head-count and year-1 cost as run today; the printed parts add up to the printed total."""
    functions, show = context.assessment.functions, context.figures
    costs = tied([function.baseline_cost or 0.0 for function in functions])
    rows: list[list[object]] = []
    for function, cost in zip(functions, costs, strict=True):
        shown = NONE if function.baseline_cost is None else show.number(cost)
        name = Cell(function.name, link=anchor("f", function.id))
        occupation = function.occupation or NONE
        office = OFFICE[function.classification.office]
        rows.append([name, office, words(function.parent), occupation, show.fte(function.fte), shown])
    total: list[object] = [
        "Total",
        Cell(""),
        Cell(""),
        Cell(""),
        show.fte(math.fsum(function.fte for function in functions)),
        show.number(sum(costs)),
    ]
    missing = any(function.baseline_cost is None for function in functions)
    return table(
        "Staff and year-1 cost as run today",
        (
            "Function",
            "Office",
            "Belongs to",
            "Occupation priced",
            "#FTE",
            f"#Cost, {context.assessment.company.currency}",
        ),
        [*rows, total],
        strong=[len(rows)],
        note="A dash marks a function without a cost; it is in no sum." if missing else "",
    )


def offices(context: Context) -> Table:
    """FTE by office with their shares."""
    show, split = context.figures, context.assessment.portfolio.by_office
    total = math.fsum(split.values())
    rows = [
        (
            OFFICE[office],
            show.fte(split.get(office, 0.0)),
            show.percent(split.get(office, 0.0) / total if total else 0.0),
        )
        for office in Office
    ]
    return table("Staff by office", ("Office", "#FTE", "#Share"), rows)


def classification(context: Context) -> dict[str, Any]:
    """The label of each function and everything that led there."""
    return {
        "labels": labels(context),
        "functions": tuple(_reasons(context, item) for item in context.assessment.functions),
    }


def labels(context: Context) -> Table:
    """One row a function with its office and how sure that is."""
    show = context.figures
    rows: list[list[object]] = []
    for function in context.assessment.functions:
        item = function.classification
        rows.append(
            [
                Cell(function.name, link=anchor("c", function.id)),
                OFFICE[item.office] + (" (contested)" if item.office_contested else ""),
                show.percent(item.confidence),
                show.percent(item.margin),
                OFFICE[item.runner_up],
                MATCHED[item.matched_by],
                words(item.matched) if item.matched else NONE,
            ]
        )
    heads = ("Function", "Office", "#Confidence", "#Margin", "Runner-up", "Recognised by", "As")
    return table("Front, middle or back office", heads, rows)


def _reasons(context: Context, function: FunctionResult) -> dict[str, Any]:
    item, show = function.classification, context.figures
    rows = [
        [
            Cell(reason.text, sources=reason.source),
            OFFICE[reason.office] if reason.office else NONE,
            show.number(reason.points, 2) if reason.points is not None else NONE,
            reason.rule,
            Cell("", standing=reason.standing.value),
        ]
        for reason in item.reasons
    ]
    notes = []
    if item.mixed:
        split = ", ".join(f"{OFFICE[office].lower()} {show.percent(share)}" for office, share in item.mixed.items())
        notes.append(f"Mixed work: {split}.")
    if item.without_override and item.without_override is not item.office:
        notes.append(
            f"The profile sets the office; the classifier would have said {OFFICE[item.without_override].lower()}."
        )
    if item.disputed:
        notes.append(
            "Sources also call it " + " or ".join(OFFICE[office].lower() for office in item.disputed) + " office."
        )
    if item.operations_core:
        notes.append("This is the company's own production work, which the office split does not describe.")
    if item.settle:
        notes.append(f"What would settle a doubt: {words(item.settle).lower()}.")
    shares = ", ".join(f"{OFFICE[office]} {show.percent(item.shares.get(office, 0.0))}" for office in Office)
    return {
        "id": function.id,
        "name": function.name,
        "office": OFFICE[item.office],
        "shares": shares,
        "reasons": table(f"Reasons for {function.name}", ("Reason", "Speaks for", "#Points", "Rule", "Standing"), rows),
        "notes": tuple(notes),
    }
