"""Sections 5 and 6: which options were open, which were struck and why, and how the open ones were appraised."""

from typing import Any

from officesplit.model.result import Cost, FunctionResult, GateHit, OptionResult
from officesplit.model.vocabulary import Criterion
from officesplit.report.view_odds import function_odds
from officesplit.report.view_parts import (
    Cell,
    Context,
    Table,
    judged,
    option_name,
    option_standing,
    runner_up,
    table,
)
from officesplit.report.view_scope import statement
from officesplit.report.view_verdicts import decapitalised, firmness, settled_by
from officesplit.report.view_words import BAND, EFFECT, INSUFFICIENT, KIND, NONE, PATH, SAVES, VERIFIED, sentence

_DRAWN = (f"#{BAND}", f"#{SAVES}")
"""Columns that only draws can fill."""


def options(context: Context) -> dict[str, Any]:
    """From the long list to the short list, one entry a function."""
    return {"functions": tuple(_function(context, item) for item in context.assessment.functions)}


def _function(context: Context, function: FunctionResult) -> dict[str, Any]:
    struck = [option for option in function.options if option.struck]
    chosen = judged(function)
    return {
        "id": function.id,
        "name": function.name,
        "count": str(len(function.options)),
        "open": str(len(function.options) - len(struck)),
        "table": _list(context, function, chosen),
        "struck": tuple(_struck(option, hit) for option in struck for hit in option.struck),
        "places": tuple(_places(context, function, option) for option in function.options if option.places),
    }


def _list(context: Context, function: FunctionResult, chosen: OptionResult | None) -> Table:
    show, code = context.figures, context.assessment.company.currency
    rows: list[list[object]] = []
    for option in function.options:
        saving, spread, chance = Cell(option.no_cost_reason or NONE), NONE, NONE
        if option.cost:
            saving = Cell(show.bare(option.cost.npv_saving.likely), standing=option_standing(option))
            spread, chance = context.band(option.cost.npv_saving), context.chance(option.cost.probability_saving)
        status = "Open"
        if option.struck:
            status = "Struck by " + ", ".join(hit.title for hit in option.struck)
            saving, spread, chance = Cell(NONE), NONE, NONE
        elif option is chosen and function.recommendation.insufficient_evidence:
            status = INSUFFICIENT
        elif option is chosen:
            status = "Leads"
        gates = "; ".join(f"{EFFECT[hit.effect]}: {hit.title}" for hit in option.gates) or NONE
        rows.append([option_name(option), status, gates, saving, spread, chance])
    heads: tuple[str, ...] = ("Option", "Status", "Conditions and notices", f"#Likely NPV saving, {code}", *_DRAWN)
    if not context.drawn:
        heads, rows = heads[: -len(_DRAWN)], [row[: -len(_DRAWN)] for row in rows]
    strong = [index for index, option in enumerate(function.options) if option is chosen]
    return table(f"Options for {function.name}", heads, rows, strong=strong)


def _struck(option: OptionResult, hit: GateHit) -> dict[str, Any]:
    return {
        "option": option_name(option),
        "gate": hit.title,
        "rule": f"gate:{hit.gate}",
        "demand": sentence(hit.demand),
        "cite": hit.cite,
        "verified": VERIFIED.get(hit.verified, hit.verified),
        "reopen": sentence(hit.reopen),
        "sources": hit.source,
    }


def _places(context: Context, function: FunctionResult, option: OptionResult) -> Table:
    show, code = context.figures, context.assessment.company.currency
    rows = [
        [
            place.name + (" (chosen)" if place.chosen else ""),
            show.price(place.price_per_hour),
            show.number(place.score),
            show.number(place.stability),
            show.number(place.rule_of_law),
            show.short(place.overlap_hours) if place.overlap_hours is not None else NONE,
            ", ".join(place.shared_languages) or "none",
            place.transfer_law,
            show.bare(place.npv_saving) if place.npv_saving is not None else NONE,
            show.bare(place.one_off) if place.one_off is not None else NONE,
            place.why,
        ]
        for place in option.places
    ]
    heads = (
        "Country",
        "#Price an hour",
        "#Score",
        "#Stability",
        "#Rule of law",
        "#Shared hours",
        "Shared languages",
        "Data transfer",
        f"#NPV saving, {code}",
        f"#One-off, {code}",
        "Why it won or lost",
    )
    return table(f"Short list for {function.name}: {KIND[option.option].lower()}", heads, rows)


def appraisal(context: Context) -> dict[str, Any]:
    """Weights, scores on the seven criteria, and what speaks for, against, and would change each verdict."""
    portfolio, show = context.assessment.portfolio, context.figures
    rows = [
        [f"{line.criterion} {line.title}", show.percent(line.weight, 1), str(line.rank), line.because]
        for line in portfolio.weights
    ]
    return {
        "weights": table("Weights of the criteria", ("Criterion", "#Weight", "#Rank", "Because"), rows),
        "functions": tuple(_appraised(context, item) for item in context.assessment.functions),
    }


def _appraised(context: Context, function: FunctionResult) -> dict[str, Any]:
    item, show = function.recommendation, context.figures
    chosen = judged(function)
    verdict = INSUFFICIENT if item.insufficient_evidence else option_name(chosen) if chosen else KIND[item.verdict]
    return {
        "id": function.id,
        "name": function.name,
        "verdict": verdict,
        "insufficient": item.insufficient_evidence.rstrip(". "),
        "path": PATH[item.path],
        "firmness": firmness(context, function),
        "drawn": context.drawn,
        "indicative": item.indicative,
        "both": ", or ".join(decapitalised(option_name(one)) for one in (chosen, runner_up(function)) if one),
        "settles": settled_by(function) if item.robustness == "contested" else "",
        "odds": function_odds(context, function),
        "runner_up": KIND[item.runner_up] if item.runner_up else "",
        "margin": show.number(item.margin, 1),
        "why": tuple(statement(reason) for reason in item.why),
        "against": tuple(statement(reason) for reason in item.against),
        "conditions": item.conditions,
        "flips": item.flips,
        "decision": item.decision,
        "scores": _scores(context, function, chosen),
        "terms": _terms(context, function, chosen),
        "traits": _traits(context, function),
    }


def _scores(context: Context, function: FunctionResult, chosen: OptionResult | None) -> Table | None:
    show = context.figures
    scored = [option for option in function.options if option.criteria]
    if not scored:
        return None
    rows = []
    for option in scored:
        points = [
            show.number(option.criteria[criterion].score) if criterion in option.criteria else NONE
            for criterion in Criterion
        ]
        total = show.number(option.score, 1) if option.score is not None else NONE
        rows.append([option_name(option), *points, total, context.chance(option.acceptability)])
    heads: tuple[str, ...] = ("Option", *(f"#{criterion}" for criterion in Criterion), "#Total", "#Ranks first in")
    if not context.drawn:
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    strong = [index for index, option in enumerate(scored) if option is chosen]
    return table(f"Scores for {function.name}, 0 worst to 100 best", heads, rows, strong=strong)


def _terms(context: Context, function: FunctionResult, chosen: OptionResult | None) -> Table | None:
    if chosen is None or not chosen.criteria:
        return None
    show = context.figures
    rows = []
    for criterion, scored in chosen.criteria.items():
        parts = " + ".join(
            f"{show.number(points, 1)} × {show.percent(share)} ({words_of(attribute)})"
            for attribute, points, share in scored.terms
        )
        if criterion is Criterion.C1 and chosen.cost:
            parts = economic_sum(context, chosen.cost)
        rows.append([str(criterion), parts or NONE, show.number(scored.score, 1)])
    return table(f"How the scores of the leading option add up: {function.name}", ("Criterion", "Sum", "#Score"), rows)


def economic_sum(context: Context, cost: Cost) -> str:
    """The formula of C1 with its three numbers, in the company's currency."""
    show = context.figures
    saving, loss, today = (
        show.number(value) for value in (cost.npv_saving.likely, cost.expected_loss_npv, cost.baseline_npv)
    )
    return (
        "50 + 100 × (NPV saving − expected loss) ÷ NPV of today's cost, kept inside 0 to 100: "
        f"50 + 100 × ({saving} − {loss}) ÷ {today}"
    )


def words_of(identifier: str) -> str:
    """An attribute's id in running text."""
    return identifier.replace("_", " ")


def _traits(context: Context, function: FunctionResult) -> Table:
    show = context.figures
    rows = []
    for trait in function.traits:
        spread = NONE
        if trait.low is not None and trait.high is not None:
            spread = f"{show.number(trait.low)} to {show.number(trait.high)}"
        points = show.number(trait.points) if trait.points is not None else NONE
        rows.append(
            [
                Cell(trait.label, sources=trait.source),
                trait.level.replace("_", " "),
                points,
                spread,
                Cell("", standing=trait.standing.value),
            ]
        )
    heads = ("Attribute", "Level", "#Points", "#Range", "Standing")
    return table(f"The work as the choice reads it: {function.name}", heads, rows)
