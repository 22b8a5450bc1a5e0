"""The explanation of one function as text: a section a step, in the order in which the steps ran."""

from collections.abc import Iterable, Sequence

from officesplit.cli.explain_money import chance, cost_lines, money_text, percent, summary
from officesplit.cli.explain_odds import odds_lines, switch_lines, worth_lines
from officesplit.cli.text import columns, counted, plain
from officesplit.model.result import (
    Assessment,
    Cost,
    FunctionResult,
    GateHit,
    OptionResult,
    Reason,
)
from officesplit.model.vocabulary import Criterion, Kind


def explanation(assessment: Assessment, function: FunctionResult) -> str:
    """The whole chain behind the verdict on ``function``."""
    company = assessment.company
    scenario = f", scenario {company.scenario}" if company.scenario else ""
    title = f"{function.name} ({function.id}), {plain(function.fte)} FTE at {company.name}{scenario}"
    sections = [
        ("", [title]),
        ("Verdict", _verdict(function, company.currency, function.id in assessment.portfolio.held)),
        ("Office", _office(function)),
        ("The work", _traits(function)),
        ("Options", _options(function, company.currency, assessment.manifest.draws > 0)),
        *_money(assessment, function),
        ("Criteria", _criteria(assessment, function)),
        ("Odds", odds_lines(assessment, function)),
        ("Switch values", switch_lines(function)),
        ("Worth knowing", worth_lines(function, company.currency)),
        ("Risks", _risks(function, company.currency)),
        ("Readiness", _readiness(function, company.currency)),
        ("To measure", [f"  - {kpi}" for kpi in function.kpis]),
        ("To note", _notes(assessment, function)),
        ("Sources", _sources(assessment, function)),
    ]
    return "\n\n".join(
        "\n".join([*([heading.upper()] if heading else []), *lines]) for heading, lines in sections if lines
    )


def _reason(reason: Reason) -> str:
    points = "" if reason.points is None else f"{reason.points:+.2f} "
    office = f"{reason.office.value} " if reason.office else ""
    return f"  - {points}{office}{reason.text} [{reason.rule}; {_standing(reason.standing, reason.source)}]"


def _standing(standing: object, source: Iterable[str]) -> str:
    return ", ".join([str(standing), *source])


def _verdict(function: FunctionResult, currency: str, held: bool) -> list[str]:
    found = function.recommendation
    if found.insufficient_evidence:
        return [
            f"  no verdict: insufficient evidence, {found.insufficient_evidence}",
            f"  cost today: {money_text(function.baseline_cost, currency)} a year",
            *_because(function),
        ]
    place = f" in {found.country}" if found.country else ""
    sure = f", {found.robustness} (given these inputs)" if found.robustness else ""
    when = "held: beyond the one-off budget, in no sum" if held else f"wave {found.wave}"
    lines = [f"  {found.verdict}{place} (family {found.family}), path {found.path}{sure}, {when}"]
    if found.planned is not found.verdict:
        lines.append(f"  planned by decision: {found.planned}")
    if found.indicative:
        lines.append("  indicative: most of the doubt comes from numbers that the profile does not give")
    if found.acceptability is not None:
        lines.append(f"  ranks first in {chance(found.acceptability)} of weightings and inputs")
    if found.family_acceptability is not None:
        lines.append(f"  its family ranks first in {chance(found.family_acceptability)}")
    if found.settles:
        lines.append(f"  what settles it at the least cost: {found.settles}")
    if found.runner_up:
        lines.append(next_best(found.runner_up, found.margin))
    if found.decision:
        lines.append(f"  decision on the register: {found.decision}")
    lines.append(f"  cost today: {money_text(function.baseline_cost, currency)} a year")
    return lines + _because(function)


def next_best(kind: Kind, margin: float) -> str:
    """How far the best option of another family is from the verdict."""
    if margin < 0:
        name = str(kind).replace("_", " ")
        return f"  {name} has {-margin:.1f} points more, but a change must win by the hurdle"
    return f"  next: {kind}, {margin:.1f} points behind"


def _because(function: FunctionResult) -> list[str]:
    """What speaks for and against, the conditions, and what would change the verdict."""
    found, lines = function.recommendation, []
    for heading, reasons in (("why", found.why), ("against", found.against)):
        if reasons:
            lines.extend([f"  {heading}:", *map(_reason, reasons)])
    for heading, texts in (("conditions", found.conditions), ("what would change it", found.flips)):
        if texts:
            lines.extend([f"  {heading}:", *(f"  - {text}" for text in texts)])
    if function.not_used_yet:
        lines.append(f"  given but without effect in this version: {', '.join(function.not_used_yet)}")
    return lines


def _office(function: FunctionResult) -> list[str]:
    found = function.classification
    contested = ", contested" if found.office_contested else ""
    lines = [
        f"  {found.office} (confidence {percent(found.confidence)}, {percent(found.margin)} ahead of "
        f"{found.runner_up}{contested}); matched by {found.matched_by}"
        + (f": {found.matched}" if found.matched else "")
    ]
    if found.mixed:
        lines.append("  mixed: " + ", ".join(f"{office} {percent(share)}" for office, share in found.mixed.items()))
    if found.operations_core:
        lines.append("  core operations: the split in front, middle and back office does not describe this work")
    if found.without_override:
        lines.append(f"  set by the profile; the classifier would have said {found.without_override}")
    lines.append("  points: " + ", ".join(f"{office} {points:.2f}" for office, points in found.points.items()))
    lines.extend(_reason(reason) for reason in found.reasons)
    if found.disputed:
        lines.append(f"  sources also call it: {', '.join(found.disputed)}")
    if found.settle:
        lines.append(f"  what would settle it: {found.settle}")
    return lines


def _traits(function: FunctionResult) -> list[str]:
    lines = [f"  kind of work: {function.archetype}, part of {function.parent}"]
    if function.occupation:
        lines[0] += f"; wage of {function.occupation}"
    rows = [
        [one.label, one.level, "" if one.points is None else plain(one.points), _standing(one.standing, one.source)]
        for one in function.traits
    ]
    return lines + ([columns(rows, "  ", frozenset({2}))] if rows else [])


def _options(function: FunctionResult, currency: str, drawn: bool) -> list[str]:
    """The options side by side; the columns of the odds only where something was drawn."""
    quantiles = ["P10", "P50", "P90", "saves in"] if drawn else []
    heads = [
        "option",
        "place",
        "points",
        "NPV saving",
        *quantiles,
        "one-off",
        "payback",
        *(["first in"] if drawn else []),
    ]
    rows = [heads, *(_option_row(one, currency, drawn) for one in function.options)]
    lines = [columns(rows, "  ", frozenset(range(2, len(rows[0]))))]
    lines.extend(_gates(function))
    for one in function.options:
        if one.no_cost_reason:
            lines.append(f"  {one.option}: no cost, {one.no_cost_reason}")
        for place in one.places:
            mark = "chosen" if place.chosen else "short-listed"
            lines.append(
                f"  {one.option}: {place.name} ({place.country}) {mark}, {place.score:.0f} points: {place.why}"
            )
    return lines


def _option_row(one: OptionResult, currency: str, drawn: bool) -> list[str]:
    row = [str(one.option), one.country or ""]
    cost, first = one.cost, [chance(one.acceptability) if one.acceptability is not None else ""] if drawn else []
    if one.struck:
        return [*row, "struck", *[""] * (7 if drawn else 3), *first]
    row.append("" if one.score is None else f"{one.score:.1f}")
    if cost is None:
        return [*row, *[""] * (7 if drawn else 3), *first]
    saving = cost.npv_saving
    bounds = [f"{amount:,.0f}" for amount in (saving.p10, saving.p50, saving.p90)] if drawn else []
    saves = [chance(cost.probability_saving) if cost.probability_saving is not None else ""] if drawn else []
    payback = "none" if cost.payback_months is None else counted(round(cost.payback_months), "month")
    return [*row, money_text(saving.likely, currency), *bounds, *saves, f"{cost.one_off:,.0f}", payback, *first]


def _gates(function: FunctionResult) -> list[str]:
    """Each gate once, with the options that it strikes or conditions."""
    touched: dict[tuple[str, GateHit], list[str]] = {}
    for one in function.options:
        for hit in one.struck:
            touched.setdefault(("struck", hit), []).append(str(one.option))
        for hit in one.gates:
            touched.setdefault((str(hit.effect), hit), []).append(str(one.option))
    lines = []
    for (effect, hit), kinds in touched.items():
        cite = f" ({hit.cite})" if hit.cite else ""
        sources = ", ".join([hit.verified, *hit.source])
        lines.append(f"  {effect}: {', '.join(kinds)}: {hit.title}{cite}: {hit.demand} [gate:{hit.gate}; {sources}]")
        if hit.controls:
            lines.append(f"      to meet it: {'; '.join(hit.controls)}")
        if hit.lead_time_weeks:
            lines.append(f"      takes about {counted(hit.lead_time_weeks, 'week')}")
        if hit.reopen:
            lines.append(f"      {'reopens with' if effect == 'struck' else 'settled by'}: {hit.reopen}")
    return lines


def _money(assessment: Assessment, function: FunctionResult) -> list[tuple[str, list[str]]]:
    """The workings and years of the leading option and of the runner-up."""
    currency = assessment.company.currency
    known = {quantity.id: quantity for quantity in assessment.evidence}
    wanted = (function.recommendation.verdict, function.recommendation.runner_up)
    sections = []
    for kind in dict.fromkeys(kind for kind in wanted if kind):
        for one in function.options:
            if one.option is kind and one.cost is not None:
                sections.append((f"Money: {kind}", [*cost_lines(one.cost, known), *summary(one.cost, currency)]))
    return sections


def _criteria(assessment: Assessment, function: FunctionResult) -> list[str]:
    weights = assessment.portfolio.weights
    if not weights:
        return []
    lines = [f"  {one.criterion} {one.title}: weight {one.weight:.3f}, because {one.because}" for one in weights]
    for option in function.options:
        if not option.criteria:
            continue
        points = "" if option.score is None else f" {option.score:.1f} points"
        lines.append(f"  {option.option}:{points}")
        for criterion, scored in option.criteria.items():
            terms = " + ".join(f"{name} {value:.1f} x {share:.2f}" for name, value, share in scored.terms)
            if criterion is Criterion.C1 and option.cost:
                terms = _economic(option.cost)
            lines.append(f"    {criterion} {scored.score:.1f}" + (f" = {terms}" if terms else ""))
    return lines


def _economic(cost: Cost) -> str:
    """The sum behind C1 with its three numbers."""
    return (
        f"50 + 100 x (NPV saving {plain(cost.npv_saving.likely)} - expected loss {plain(cost.expected_loss_npv)}) / "
        f"NPV of today's cost {plain(cost.baseline_npv)}, kept inside 0 to 100"
    )


def _risks(function: FunctionResult, currency: str) -> list[str]:
    view = function.risk
    if not view.lines and not view.watch:
        return []
    lines = [
        f"  of {view.option}: expected loss {money_text(view.expected_loss, currency)} a year, "
        f"{money_text(view.expected_loss_after, currency)} after mitigation that costs "
        f"{money_text(view.mitigation_cost, currency)} a year"
    ]
    for one in view.lines:
        lines.append(f"  - {one.title}: {one.statement} [risk:{one.id}; {_standing(one.standing, one.source)}]")
        lines.append(
            f"      chance {percent(one.chance)}, after mitigation {percent(one.chance_after)}; loss "
            f"{money_text(one.loss, currency)} ({one.loss_low:,.0f} to {one.loss_high:,.0f}); {one.mitigation}"
        )
        lines.extend(f"      driver: {driver}" for driver in one.drivers)
        if one.breach:
            lines.append(f"      passes the risk appetite: {one.breach}")
    lines.extend(f"  - watch: {one.title}, driven by {one.driver}; {one.remedy}" for one in view.watch)
    return lines


def _readiness(function: FunctionResult, currency: str) -> list[str]:
    view = function.readiness
    score = "no score" if view.score is None else f"{view.score:.1f} of 4"
    lines = [f"  {view.verdict}: {score}, {view.answered} of {view.asked} questions answered"]
    for one in view.items:
        if one.answer is None and not one.gate:
            continue
        answer = "unknown" if one.answer is None else f"{one.answer}" + (f" ({one.anchor})" if one.anchor else "")
        mark = " GATE" if one.gate else ""
        lines.append(f"  - {one.id}{mark} {one.question} {answer}")
        if one.gap and one.fix:
            weeks = f", {counted(one.weeks, 'week')}" if one.weeks is not None else ""
            cost = f", {money_text(one.cost, currency)}" if one.cost is not None else ""
            lines.append(f"      to close: {one.fix} ({one.who}{weeks}{cost})")
    return lines


def _notes(assessment: Assessment, function: FunctionResult) -> list[str]:
    return [f"  - {one.severity}: {one.text} [{one.id}]" for one in assessment.findings if one.function == function.id]


def _sources(assessment: Assessment, function: FunctionResult) -> list[str]:
    """The sources that this function's chain names."""
    named: set[str] = set()
    found = function.recommendation
    reasons: Sequence[Reason] = (*function.classification.reasons, *found.why, *found.against)
    for group in (reasons, function.traits, function.risk.lines, function.risk.watch):
        for one in group:
            named.update(one.source)
    for option in function.options:
        for hit in (*option.struck, *option.gates):
            named.update(hit.source)
    return [
        f"  {one.id}: {one.publisher}, {one.title}"
        + (f" ({one.year})" if one.year else "")
        + f"{' ' + one.url if one.url else ''} [{one.verified}]"
        for one in assessment.sources
        if one.id in named
    ]
