"""The table of verdicts on page one."""

from officesplit.model.result import FunctionResult
from officesplit.model.vocabulary import Path, Standing
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
    runner_up,
    table,
)
from officesplit.report.view_words import (
    BAND,
    BY_DECISION,
    INSUFFICIENT,
    KIND,
    NONE,
    OFFICE,
    PATH,
    ROBUSTNESS,
    SAVES,
)


def verdicts(context: Context) -> Table:
    """One row a function: what to do, where, how surely, what it is worth, when; what moves first comes first.

    Without draws the columns that only draws can fill are left out.
    """
    code = context.assessment.company.currency
    heads = (
        "Function",
        "Verdict",
        f"#Likely NPV saving, {code}",
        "Wave",
        "Office",
        "#FTE",
        f"#{BAND}",
        f"#{SAVES}",
        "How firm",
    )
    functions, portfolio, show = context.assessment.functions, context.assessment.portfolio, context.figures
    ordered = sorted(functions, key=lambda item: (not context.moves(item), not changes(item), item.recommendation.wave))
    rows: list[list[object]] = [_verdict(context, function) for function in ordered]
    plan = portfolio.npv_saving
    blank = Cell("")
    total: list[object] = [
        "The plan",
        blank,
        show.bare(plan.likely),
        blank,
        blank,
        show.fte(portfolio.fte),
        context.band(plan),
        context.chance(portfolio.probability_saving),
        blank,
    ]
    note = "Amounts are rounded here; section 7 has them to the unit, with what the start in waves changes."
    if any(_decided(function) for function in functions):
        note += f" {BY_DECISION} The decisions register sets this course against the verdict."
    if context.held:
        note += " Held: beyond the one-off budget, in no sum."
    if context.drawn:
        note += " Section 2 says how to read the odds."
        note = " ".join((note, *caveats_of_firmness(context)))
    shown = len(heads) if context.drawn else heads.index(f"#{BAND}")
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
            NONE,
        ]
    option = leading(function)
    cost = option.cost if option else None
    saving, spread, chance = Cell(NONE), NONE, NONE
    if cost and changes(function):
        saving = Cell(show.bare(cost.npv_saving.likely), standing=option_standing(option))
        spread, chance = context.band(cost.npv_saving), context.chance(cost.probability_saving)
    wave = str(recommendation.wave) if recommendation.wave and changes(function) else NONE
    if function.id in context.held:
        wave = "held"
    return [name, _course(function), saving, wave, office, fte, spread, chance, firmness(context, function)]


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
        notes.append(f"by decision; the verdict is {decapitalised(verdict)}")
    elif recommendation.robustness == "contested":
        rival = runner_up(function)
        course += f", or {decapitalised(option_name(rival))}" if rival else ""
        notes.append(f"contested; what settles it: {settled_by(function)}")
    return Cell(course, note=f"({'; '.join(notes)})" if notes else "")


def decapitalised(text: str) -> str:
    """A name of an option inside a sentence."""
    return text[:1].lower() + text[1:]


def settled_by(function: FunctionResult) -> str:
    """The cheapest fact that would settle a contested verdict."""
    return decapitalised(function.recommendation.settles.rstrip(". ")) or "nothing cheap to find out is known"


def firmness(context: Context, function: FunctionResult) -> str:
    """The robustness word with the share in which the verdict ranks first: "Lean 73%"; a dash without draws."""
    recommendation = function.recommendation
    if recommendation.robustness is None or not context.drawn:
        return NONE
    word = f"{ROBUSTNESS[recommendation.robustness]} {context.figures.chance(recommendation.acceptability)}"
    return word + (", indicative" if recommendation.indicative and not all_indicative(context) else "")


def all_indicative(context: Context) -> bool:
    """Whether every verdict is only indicative, so that one sentence says it better than a mark on every row."""
    judged_ones = [item for item in context.assessment.functions if not item.recommendation.insufficient_evidence]
    return bool(judged_ones) and all(item.recommendation.indicative for item in judged_ones)


def caveats_of_firmness(context: Context) -> list[str]:
    """What the column of robustness words needs said once: why all are indicative, why a high share is only lean."""
    said = []
    if context.drawn and all_indicative(context):
        said.append("Every verdict is indicative: most of the doubt comes from numbers that nobody has found out yet.")
    held = any(
        item.recommendation.robustness == "lean"
        and (option := judged(item)) is not None
        and option.cost is not None
        and option.cost.price_standing is Standing.DEFAULT
        for item in context.assessment.functions
    )
    if context.drawn and held:
        said.append("A verdict whose provider's price is a default of ours is lean at most, whatever its share.")
    return said
