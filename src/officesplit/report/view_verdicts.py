"""The table of verdicts on page one."""

from officesplit.model.result import FunctionResult
from officesplit.model.vocabulary import Path
from officesplit.report.view_parts import (
    Cell,
    Context,
    Table,
    anchor,
    changes,
    judged,
    leading,
    option_name,
    option_standing,
    table,
)
from officesplit.report.view_words import (
    BY_DECISION,
    INSUFFICIENT,
    KIND,
    NONE,
    NOT_DRAWN,
    OFFICE,
    PATH,
    ROBUSTNESS,
)


def verdicts(context: Context) -> Table:
    """One row a function: what to do, where, how surely, what it is worth, when; what moves first comes first."""
    code = context.assessment.company.currency
    heads = (
        "Function",
        "Verdict",
        f"#NPV saving, {code}",
        "Wave",
        "Office",
        "#FTE",
        "#Low to high",
        "How firm",
    )
    functions, portfolio, show = context.assessment.functions, context.assessment.portfolio, context.figures
    ordered = sorted(functions, key=lambda item: (not context.moves(item), not changes(item), item.recommendation.wave))
    rows: list[list[object]] = [_verdict(context, function) for function in ordered]
    plan = portfolio.npv_saving
    spread = f"{show.bare(plan.low)} to {show.bare(plan.high)}"
    blank = Cell("")
    total: list[object] = [
        "The plan",
        blank,
        show.bare(plan.likely),
        blank,
        blank,
        show.fte(portfolio.fte),
        spread,
        blank,
    ]
    note = "Amounts are rounded here; section 7 has them to the unit, with what the start in waves changes."
    if any(_decided(function) for function in functions):
        note += f" {BY_DECISION} The decisions register sets this course against the verdict."
    if context.held:
        note += " Held: beyond the one-off budget, in no sum."
    drawn = any(function.recommendation.robustness for function in functions)
    # Where nothing was drawn, the paragraph above says so once instead of every row.
    shown = len(heads) if drawn else len(heads) - 1
    cells = [row[:shown] for row in (*rows, total)]
    return table("Verdict by function", heads[:shown], cells, strong=[len(rows)], note=note)


def _verdict(context: Context, function: FunctionResult) -> list[object]:
    recommendation, show = function.recommendation, context.figures
    name = Cell(function.name, link=anchor("f", function.id))
    office = OFFICE[function.classification.office] + (
        " (contested)" if function.classification.office_contested else ""
    )
    fte = show.fte(function.fte)
    if recommendation.insufficient_evidence:
        return [
            name,
            Cell(INSUFFICIENT, note=f"({recommendation.insufficient_evidence})"),
            NONE,
            NONE,
            office,
            fte,
            NONE,
            NONE,
        ]
    option = leading(function)
    cost = option.cost if option else None
    saving, spread = Cell(NONE), NONE
    if cost and changes(function):
        saving = Cell(show.bare(cost.npv_saving.likely), standing=option_standing(option))
        spread = f"{show.bare(cost.npv_saving.low)} to {show.bare(cost.npv_saving.high)}"
    wave = str(recommendation.wave) if recommendation.wave and changes(function) else NONE
    if function.id in context.held:
        wave = "held"
    return [name, _course(function), saving, wave, office, fte, spread, firmness(context, function)]


def _decided(function: FunctionResult) -> bool:
    """Whether the plan does something else than the verdict says."""
    recommendation = function.recommendation
    return not recommendation.insufficient_evidence and recommendation.planned is not recommendation.verdict


def _course(function: FunctionResult) -> Cell:
    """What the plan does with a function, by which path; with a mark where the decisions register says so."""
    recommendation = function.recommendation
    option, best = leading(function), judged(function)
    course = option_name(option) if option else KIND[recommendation.planned]
    notes = [] if recommendation.path is Path.GO or not changes(function) else [PATH[recommendation.path].lower()]
    if _decided(function):
        course += BY_DECISION
        verdict = option_name(best) if best else KIND[recommendation.verdict]
        notes.append(f"by decision; the verdict is {verdict[:1].lower()}{verdict[1:]}")
    return Cell(course, note=f"({'; '.join(notes)})" if notes else "")


def firmness(context: Context, function: FunctionResult) -> str:
    """The robustness word with the share behind it, or that nothing was drawn."""
    recommendation = function.recommendation
    if recommendation.robustness is None:
        return NOT_DRAWN
    word = ROBUSTNESS[recommendation.robustness]
    if recommendation.family_acceptability is not None:
        word += f" ({context.figures.percent(recommendation.family_acceptability)})"
    return word + (", indicative" if recommendation.indicative else "")
