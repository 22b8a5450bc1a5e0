"""Section 1: what a reader who sees only one page must know."""

from typing import Any

from officesplit.model.result import FunctionResult, ReadinessItem, RiskLine
from officesplit.model.vocabulary import FAMILY_OF, Family, Kind, Path, Standing
from officesplit.report.view_caveats import coverage, few, struck_count, warnings
from officesplit.report.view_odds import odds
from officesplit.report.view_parts import (
    Context,
    changes,
    leading,
    option_standing,
    weakest,
)
from officesplit.report.view_verdicts import verdicts
from officesplit.report.view_words import (
    FAMILY,
    KIND,
    counted,
    sentence,
)

TOP_RISKS = 5
TOP_GAPS = 5
FEW = 8
"""With more functions the table of verdicts comes last, so that the first printed page holds all the rest."""


def summary(context: Context) -> dict[str, Any]:
    """Decision, value, verdict table, top risks, first 90 days and first gaps."""
    return {
        "decision": decision(context),
        "key_figures": key_figures(context),
        "odds": odds(context),
        "verdicts": verdicts(context),
        "long": len(context.assessment.functions) > FEW,
        "risks": top_risks(context),
        "days": context.assessment.roadmap.first_90_days,
        "gaps": first_gaps(context),
        "coverage": coverage(context),
        "standing": plan_standing(context),
        "warnings": warnings(context),
        "struck": struck_count(context),
    }


def decision(context: Context) -> dict[str, Any]:
    """The decision asked: one line for each way to run the work, with the functions it covers."""
    functions, show = context.assessment.functions, context.figures
    groups: dict[str, list[FunctionResult]] = {}
    for function in functions:
        if not function.recommendation.insufficient_evidence and function.id not in context.held:
            groups.setdefault(_way(function), []).append(function)
    changing = [function for function in functions if context.moves(function)]
    waves = {function.recommendation.wave for function in changing if function.recommendation.wave}
    return {
        "lines": tuple(_group(context, way, groups[way]) for way in _WAYS if way in groups),
        "undecided": tuple(item.name for item in functions if item.recommendation.insufficient_evidence),
        "held": tuple(item.name for item in functions if item.id in context.held),
        "changing": str(len(changing)),
        "asked": bool(changing),
        "fte": show.fte(sum(function.fte for function in changing)),
        "total": counted(len(functions), "function"),
        "blank": _missing(context) if all(item.recommendation.insufficient_evidence for item in functions) else (),
        "total_fte": show.fte(context.assessment.portfolio.fte),
        "one_off": show.money(context.assessment.portfolio.one_off),
        "waves": "one wave" if len(waves) == 1 else f"{len(waves)} waves" if waves else "",
        "pilots": _path_names(changing, Path.PILOT),
        "prepares": _path_names(changing, Path.PREPARE),
    }


def _missing(context: Context) -> tuple[str, ...]:
    """What the functions without a verdict lack, each reason once with its functions."""
    found: dict[str, list[str]] = {}
    for function in context.assessment.functions:
        if function.recommendation.insufficient_evidence:
            found.setdefault(function.recommendation.insufficient_evidence, []).append(function.name)
    return tuple(f"{few(context, names)}: {sentence(reason)}" for reason, names in found.items())


_WAYS = (
    FAMILY[Family.GIVE_OUT],
    FAMILY[Family.HYBRID],
    FAMILY[Family.SHARE],
    FAMILY[Family.AUTOMATE],
    FAMILY[Family.BRING_BACK],
    KIND[Kind.IMPROVE],
    KIND[Kind.KEEP_OUTSOURCED],
    FAMILY[Family.KEEP],
)
"""The ways to run work in the order of a decision: what changes most comes first."""


def _way(function: FunctionResult) -> str:
    """The family of the verdict, apart from kinds that a board would not call by their family."""
    planned = function.recommendation.planned
    return KIND[planned] if planned in (Kind.IMPROVE, Kind.KEEP_OUTSOURCED) else FAMILY[FAMILY_OF[planned]]


def _path_names(functions: list[FunctionResult], path: Path) -> tuple[str, ...]:
    return tuple(function.name for function in functions if function.recommendation.path is path)


def _group(context: Context, way: str, members: list[FunctionResult]) -> dict[str, str]:
    return {
        "verb": way[:1].upper() + way[1:],
        "names": ", ".join(function.name for function in members),
        "count": str(len(members)),
        "fte": context.figures.fte(sum(function.fte for function in members)),
    }


def changes_nothing(context: Context) -> bool:
    """Whether no function of the plan costs or saves anything."""
    portfolio = context.assessment.portfolio
    saving = portfolio.npv_saving
    return portfolio.one_off == saving.likely == saving.p10 == saving.p90 == 0


def key_figures(context: Context) -> tuple[dict[str, str], ...]:
    """The value of the whole plan: label, value, doubt."""
    portfolio, show = context.assessment.portfolio, context.figures
    if all(item.recommendation.insufficient_evidence for item in context.assessment.functions):
        return ()
    saving = portfolio.npv_saving
    years = counted(context.assessment.company.horizon_years, "year")
    rate = show.percent(context.assessment.company.discount_rate, 1)
    payback = "nothing to pay back" if changes_nothing(context) else "not within the horizon"
    if portfolio.payback_months is not None:
        payback = show.months(portfolio.payback_months)
    share = f"{show.percent(portfolio.npv_saving_share, 1)} of staying as it is; present value, {years} at {rate}"
    likely = _figure("The same at likely values", show.money(saving.likely), share)
    if not context.drawn:
        likely["doubt"] += "; nothing was drawn"
    return (
        *(_drawn(context) if context.drawn else ()),
        likely,
        _figure("Saving a year once settled", show.money(portfolio.run_rate_saving), "year 3, or the last year"),
        _figure("One-off cost", show.money(portfolio.one_off), "before the first saving"),
        _figure("Deepest cash point", show.money(portfolio.peak_cash), "cumulative and undiscounted"),
        _figure("Payback", payback, "after which the cumulative saving stays positive"),
        _figure(
            "Expected loss from risks",
            f"{show.money(portfolio.expected_loss)} a year",
            "after mitigation; shown beside the saving, not inside it",
        ),
    )


def _figure(label: str, value: str, doubt: str) -> dict[str, str]:
    return {"label": label, "value": value, "doubt": doubt}


def plan_standing(context: Context) -> str:
    """The weakest standing among the inputs of the plan's figures, empty where no cost is printed."""
    found = [option_standing(leading(function)) for function in context.assessment.functions if changes(function)]
    return weakest(Standing(item) for item in found if item)


def _drawn(context: Context) -> tuple[dict[str, str], ...]:
    """What the draws say of the plan: the middle with its band, and the chance of any saving."""
    portfolio, show = context.assessment.portfolio, context.figures
    saving, draws = portfolio.npv_saving, show.number(context.assessment.manifest.draws)
    band = f"8 in 10 draws: {show.money_range(saving.p10, saving.p90)} (P10 to P90)"
    chance = show.chance(portfolio.probability_saving)
    return (
        _figure("Saving over the horizon (P50)", show.money(saving.p50), band),
        _figure("Chance that anything is saved", chance, f"share of {draws} draws, given these inputs"),
    )


def top_risks(context: Context) -> tuple[dict[str, str], ...]:
    """The largest expected losses after mitigation over all functions whose work changes."""
    found: list[tuple[FunctionResult, RiskLine]] = []
    for function in context.assessment.functions:
        if context.moves(function):
            found.extend((function, line) for line in function.risk.lines)
    found.sort(key=lambda pair: -pair[1].expected_loss_after)
    show = context.figures
    return tuple(
        {
            "title": line.title,
            "function": function.name,
            "chance": show.percent(line.chance_after),
            "loss": show.money_range(line.loss_low, line.loss_high),
            "expected": show.money(line.expected_loss_after),
            "mitigation": sentence(line.mitigation),
            "standing": line.standing.value,
        }
        for function, line in found[:TOP_RISKS]
    )


def first_gaps(context: Context) -> tuple[dict[str, str], ...]:
    """Gaps to close first: answered gate items below their level, then unanswered gate items, then the rest."""
    grouped: dict[tuple[int, str], tuple[ReadinessItem, list[str]]] = {}
    for function in context.assessment.functions:
        if not context.moves(function):
            continue
        view = function.readiness
        for item in view.items:
            rank = 0 if item.id in view.blocking else 1 if item.id in view.unknown_gates else 2 if item.gap else None
            if rank is not None:
                grouped.setdefault((rank, item.id), (item, []))[1].append(function.name)
    show = context.figures
    order = sorted(grouped.items(), key=lambda entry: (entry[0][0], -len(entry[1][1]), entry[0][1]))
    return tuple(
        {
            "id": item.id,
            "kind": ("stops the start", "gate question not answered", "gap")[rank],
            "question": item.question,
            "fix": item.fix,
            "who": item.who,
            "weeks": counted(item.weeks, "week", show.short(item.weeks)) if item.weeks is not None else "",
            "cost": show.money(item.cost) if item.cost is not None else "",
            "functions": few(context, names),
        }
        for (rank, _), (item, names) in order[:TOP_GAPS]
    )
