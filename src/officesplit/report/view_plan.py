"""Sections 10 to 14: roadmap, governance, service levels, people, exit."""

from typing import Any

from officesplit.model.result import FunctionResult, GateHit, Wave
from officesplit.model.vocabulary import EXTERNAL, Effect
from officesplit.report.view_parts import Cell, Context, Table, changes, leading, table
from officesplit.report.view_scope import statement
from officesplit.report.view_words import KIND, NONE, sentence, words

STAFF_WORDS = ("tupe", "ard", "transfer of undertakings", "acquired rights", "employee", "redundan", "works council")
"""Words by which a rule about staff is recognised in its id or title."""

EXIT_QUESTION = "R27"
"""The readiness question about a tested exit plan."""


def roadmap(context: Context) -> dict[str, Any]:
    """Waves in order, with the reason for each place in the order."""
    plan, show = context.assessment.roadmap, context.figures
    waves = [
        [
            _wave_name(wave),
            show.number(wave.starts_month),
            context.names(wave.functions),
            show.money(wave.one_off),
        ]
        for wave in plan.waves
    ]
    order = [
        [context.name(item), str(wave.number), sentence(reason)]
        for wave in plan.waves
        for item, reason in wave.reasons.items()
    ]
    stops = [
        [function.name, flip]
        for function in context.assessment.functions
        if context.moves(function)
        for flip in function.recommendation.flips
    ]
    leads = _lead_times(context)
    return {
        "waves": table("Waves", ("Wave", "#Starts in month", "Functions", "#One-off cost"), waves) if waves else None,
        "order": table("Why here and not earlier", ("Function", "#Wave", "Reason"), order) if order else None,
        "days": plan.first_90_days,
        "interfaces": tuple(sentence(text) for text in plan.interfaces),
        "rules": tuple(statement(rule) for rule in plan.rules),
        "stops": table("Stop and ask again if", ("Function", "Sign"), stops) if stops else None,
        "leads": leads,
        "waiting": tuple(
            function.name
            for function in context.assessment.functions
            if context.moves(function) and not function.recommendation.wave
        ),
    }


def _wave_name(wave: Wave) -> str:
    number = str(wave.number)
    return wave.title if number in wave.title or not wave.funded else f"{number}: {wave.title}"


def _gates(function: FunctionResult) -> tuple[GateHit, ...]:
    option = leading(function)
    return option.gates if option and changes(function) else ()


def _lead_times(context: Context) -> Table | None:
    rows = [
        [function.name, Cell(hit.title, sources=hit.source), context.figures.short(hit.lead_time_weeks)]
        for function in context.assessment.functions
        for hit in _gates(function)
        if hit.lead_time_weeks is not None
    ]
    return table("Lead times that rules impose", ("Function", "Rule", "#Weeks"), rows) if rows else None


def governance(context: Context) -> dict[str, Any]:
    """Who answers for what; decisions on the register."""
    functions = [function for function in context.assessment.functions if context.moves(function)]
    decisions = [
        [function.name, function.recommendation.decision, KIND[function.recommendation.planned]]
        for function in context.assessment.functions
        if function.recommendation.decision
    ]
    owners = [
        [function.name, "to be named before signature", "; ".join(function.recommendation.conditions) or NONE]
        for function in functions
    ]
    return {
        "owners": table(
            "Accountable owner by function", ("Function", "Accountable owner", "Conditions to meet"), owners
        )
        if owners
        else None,
        "decisions": table("Decisions on the register", ("Function", "Decision", "Verdict in the plan"), decisions)
        if decisions
        else None,
    }


def service_levels(context: Context) -> dict[str, Any]:
    """Measures by function; a baseline is measured before a target is agreed."""
    rows = [
        [function.name, words(measure), "to be measured before signature", "agreed from the baseline"]
        for function in context.assessment.functions
        if context.moves(function)
        for measure in function.kpis
    ]
    heads = ("Function", "Measure", "Baseline", "Target")
    return {"measures": table("Measures for the schedule of service levels", heads, rows) if rows else None}


def people(context: Context) -> dict[str, Any]:
    """Staff whose work changes, and duties towards them."""
    show = context.figures
    functions = [function for function in context.assessment.functions if context.moves(function)]
    rows = [
        [
            function.name,
            show.fte(function.fte),
            KIND[function.recommendation.planned],
            str(function.recommendation.wave) if function.recommendation.wave else NONE,
        ]
        for function in functions
    ]
    total: list[object] = ["Total", show.fte(sum(function.fte for function in functions)), Cell(""), Cell("")]
    duties = [
        [function.name, Cell(hit.title, sources=hit.source), hit.demand, hit.cite or NONE]
        for function in functions
        for hit in _gates(function)
        if _about_staff(hit)
    ]
    return {
        "staff": table(
            "Staff whose work changes",
            ("Function", "#FTE today", "Change", "#Wave"),
            [*rows, total],
            strong=[len(rows)],
        )
        if rows
        else None,
        "duties": table("Duties towards staff", ("Function", "Rule", "Demand", "Citation"), duties) if duties else None,
    }


def _about_staff(hit: GateHit) -> bool:
    parts = hit.gate.lower().split("_")
    title = hit.title.lower()
    return any(word in parts or (len(word) > 3 and word in title) for word in STAFF_WORDS)


def exit_plan(context: Context) -> dict[str, Any]:
    """What each function with a provider needs before signature."""
    rows = []
    for function in context.assessment.functions:
        if function.recommendation.insufficient_evidence or function.recommendation.planned not in EXTERNAL:
            continue
        item = next((entry for entry in function.readiness.items if entry.id == EXIT_QUESTION), None)
        answer = "not asked" if item is None else "not answered" if item.answer is None else f"{item.answer} of 4"
        binding = "; ".join(hit.title for hit in _gates(function) if hit.effect is Effect.CONDITIONAL) or NONE
        rows.append([function.name, KIND[function.recommendation.planned], answer, binding])
    heads = ("Function", "Verdict", "Tested exit plan (R27)", "Rules with conditions")
    return {"functions": table("Exit readiness of work with a provider", heads, rows) if rows else None}
