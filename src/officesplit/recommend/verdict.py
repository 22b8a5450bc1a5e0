"""From scored options to a verdict: leader, path, reasons for and against, conditions, flips (method.md section 8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Decision
from officesplit.model.result import (
    Cost,
    GateHit,
    OptionResult,
    ReadinessView,
    Reason,
    Recommendation,
    RiskView,
    SwitchValue,
    WeightLine,
    Worth,
)
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import (
    EXTERNAL,
    UNCHANGED,
    Criterion,
    Effect,
    Family,
    Goal,
    Kind,
    Office,
    Path,
    Standing,
)
from officesplit.recommend.choice import Leader, lead, lead_by_points, share_outside
from officesplit.recommend.flips import flips, held_by_hurdle, named, settles
from officesplit.recommend.gates import constraint

_CAPPED = EXTERNAL - {Kind.KEEP_OUTSOURCED}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a verdict is made from; switch values nearest first, inputs worth knowing largest first."""

    facts: Facts
    setting: Setting
    options: Sequence[OptionResult]
    weighting: Sequence[WeightLine]
    goals: Sequence[Goal]
    readiness: ReadinessView
    switches: tuple[SwitchValue, ...] = ()
    worth: tuple[Worth, ...] = ()


def choose(judgement: Judgement) -> Leader:
    """The leader; where cost is the only goal and nothing is saved, the leader among the options that keep the work."""
    rulebook = judgement.setting.rulebook
    leader = lead(judgement.options, rulebook)
    cost = leader.option.cost
    only_cost = set(judgement.goals) == {Goal.CUT_COST}
    if only_cost and cost and leader.option.family is not Family.KEEP and _rather_loses(cost, rulebook):
        kept = [option for option in judgement.options if option.option in (*UNCHANGED, Kind.IMPROVE)]
        return (
            lead(kept, rulebook) if any(option.score is not None and not option.struck for option in kept) else leader
        )
    return leader


def _rather_loses(cost: Cost, rulebook: Rulebook) -> bool:
    """Whether too few draws save anything; without draws, whether the likely values do not."""
    if cost.probability_saving is None:
        return cost.npv_saving.likely <= 0
    return cost.probability_saving < rulebook.number("keep_under_saving_chance")


def conclude(judgement: Judgement, leader: Leader, risk: RiskView, decision: Decision | None) -> Recommendation:
    """The recommendation for the leading option; its wave is set by the roadmap."""
    option, rulebook = leader.option, judgement.setting.rulebook
    firm = _firm_share(option, leader.runner_up)
    why, against = _reasons(judgement, leader)
    missing = _missing(judgement, option)
    robustness = _robustness(option, rulebook)
    contested = robustness == "contested"
    facts, by_points = judgement.facts, lead_by_points(judgement.options, rulebook)
    return Recommendation(
        verdict=option.option,
        family=option.family,
        country=option.country,
        path=Path.PREPARE if missing else _path(judgement, option),
        robustness=robustness,
        acceptability=option.acceptability,
        family_acceptability=_family_share(option, judgement.options),
        indicative=firm is not None and firm < rulebook.number("indicative_under"),
        insufficient_evidence=missing,
        runner_up=leader.runner_up.option if leader.runner_up else None,
        margin=leader.margin,
        planned=_planned(judgement, option, decision),
        wave=0,
        why=tuple(why),
        against=tuple(against),
        conditions=tuple(_conditions(judgement, option, risk)),
        flips=tuple(
            flips(facts, judgement.setting, leader, judgement.switches, by_points.option.option, judgement.options)
        ),
        settles=settles(leader, judgement.worth, judgement.switches, facts, rulebook) if contested else "",
        decision=""
        if decision is None
        else f"{decision.verdict}, by {decision.by} until {decision.until}: {decision.reason}",
    )


def _robustness(option: OptionResult, rulebook: Rulebook) -> Literal["robust", "lean", "contested"] | None:
    """The word for how often the verdict ranks first; never robust where the provider's price is a default."""
    share = option.acceptability
    if share is None:
        return None
    if share >= rulebook.number("robust_from"):
        guessed = option.cost is not None and option.cost.price_standing is Standing.DEFAULT
        return "lean" if guessed else "robust"
    return "lean" if share >= rulebook.number("lean_from") else "contested"


def _family_share(option: OptionResult, options: Sequence[OptionResult]) -> float | None:
    """How often the verdict's family ranks first: the sum over its kinds."""
    if option.acceptability is None:
        return None
    return min(1.0, sum(other.acceptability or 0.0 for other in options if other.family is option.family))


def _missing(judgement: Judgement, option: OptionResult) -> str:
    """Why no money verdict can be given: no cost, or nothing that the cost could be compared with."""
    if option.no_cost_reason or option.option is not Kind.RETAIN:
        return option.no_cost_reason
    priced = [other for other in judgement.options if other.cost and other.option not in UNCHANGED]
    barred = all(other.struck for other in judgement.options if other.option not in UNCHANGED)
    if priced or barred:
        return ""
    return next((o.no_cost_reason for o in judgement.options if o.no_cost_reason), "")


def active_decision(setting: Setting, function: str) -> Decision | None:
    """The entry of the decisions register for a function that has not expired on the day of the assessment."""
    entries = [entry for entry in setting.profile.decisions if entry.function == function]
    return next((entry for entry in entries if entry.until.isoformat() >= setting.as_of), None)


def _planned(judgement: Judgement, option: OptionResult, decision: Decision | None) -> Kind:
    """What the plan does: the verdict, unless the register decides otherwise and its option is open and exists."""
    if decision is None:
        return option.option
    open_ = [o for o in judgement.options if not o.struck and decision.verdict in (o.option.value, o.family.value)]
    ranked = sorted(open_, key=lambda o: -(o.score or 0.0))
    return ranked[0].option if ranked else option.option


def _firm_share(option: OptionResult, runner_up: OptionResult | None) -> float | None:
    """How firm the evidence is: of the leader, or of its rival where the leader changes nothing."""
    for candidate in (option, runner_up):
        if candidate and candidate.cost and candidate.cost.firm_share is not None:
            return candidate.cost.firm_share
    return None


def _unsure_of_the_work(facts: Facts) -> bool:
    """Whether both the work and its pay are guessed: the name only resembles a known one and no salary is given."""
    return facts.classification.matched is None and facts.function.salary is None and facts.function.costs is None


def _path(judgement: Judgement, option: OptionResult) -> Path:
    if option.option in (*UNCHANGED, Kind.IMPROVE):
        return Path.GO
    if judgement.readiness.blocking or _unsure_of_the_work(judgement.facts):
        return Path.PREPARE
    front = judgement.facts.classification.office is Office.FRONT
    first = not judgement.setting.front_outsourced_before
    return Path.PILOT if option.option in EXTERNAL and front and first else Path.GO


def _reasons(judgement: Judgement, leader: Leader) -> tuple[list[Reason], list[Reason]]:
    """The criteria in which the leader beats the best of another family, and those in which it does not."""
    rival = leader.runner_up
    rulebook = judgement.setting.rulebook
    if rival is None:
        text = "Every other way to run this function is struck by a gate; see the options."
        return [Reason(rule="criterion:only_option", text=text, standing=Standing.DEFAULT)], []
    rows = []
    for line in judgement.weighting:
        ours, theirs = leader.option.criteria.get(line.criterion), rival.criteria.get(line.criterion)
        if ours and theirs:
            rows.append((line.weight * (ours.score - theirs.score), line, ours.score, theirs.score))
    rows.sort(key=lambda row: -abs(row[0]))
    said: tuple[list[Reason], list[Reason]] = ([], [])
    if leader.margin < 0:
        said[0].append(_despite_points(leader, rival, judgement))
    for points, line, mine, other in rows:
        if round(points, 1) == 0:
            continue
        rule = rulebook.criteria[line.criterion.value]
        text = (
            f"{line.title}: {mine:.0f} points against {other:.0f} for {named(rival.option)}, "
            f"weight {line.weight:.1%}, {points:+.1f} points. {_because(line.criterion, leader, rival)}"
        ).strip()
        reason = Reason(
            rule=f"criterion:{line.criterion}",
            text=text,
            source=rule.source,
            standing=rule.standing,
            points=round(points, 2),
        )
        said[0 if points > 0 else 1].append(reason)
    return said


def _despite_points(leader: Leader, rival: OptionResult, judgement: Judgement) -> Reason:
    """Why an option leads that has fewer points than its rival at likely values and point weights."""
    rulebook, option = judgement.setting.rulebook, leader.option
    start = f"{named(rival.option)} has {-leader.margin:.1f} points more"
    shares = [_family_share(one, judgement.options) for one in (option, rival)]
    if held_by_hurdle(leader, rulebook) or None in shares:
        rule = rulebook.parameters["change_hurdle_points"]
        text = f"{start}, but a change must win by {rulebook.number(rule.id):g} points. {rule.reason}"
    else:
        rule = rulebook.parameters["robust_from"]
        text = (
            f"{start} at likely values and point weights, but over all weightings and inputs its family ranks first in "
            f"{shares[1]:.0%} against {shares[0]:.0%}."
        )
    return Reason(rule=f"parameter:{rule.id}", text=text, source=rule.source, standing=rule.standing)


def _because(criterion: Criterion, leader: Leader, rival: OptionResult) -> str:
    """The attribute that makes most of the difference, in words."""
    ours, theirs = leader.option.criteria[criterion], rival.criteria[criterion]
    if criterion is Criterion.C1 or not ours.terms:
        return ""
    gaps = [(abs(mine[1] - other[1]) * mine[2], mine[0]) for mine, other in zip(ours.terms, theirs.terms, strict=True)]
    _, attribute = max(gaps)
    return f"Mostly by {attribute.replace('_', ' ')}."


def _conditions(judgement: Judgement, option: OptionResult, risk: RiskView) -> list[str]:
    """What must hold before signature: controls of the gates, open gate questions, breaches of the risk appetite."""
    if option.option in UNCHANGED:
        return []
    found = [_gate_condition(hit) for hit in option.gates if hit.effect is Effect.CONDITIONAL]
    if _unsure_of_the_work(judgement.facts):
        found.append("Say what the work is: a name that the catalogue knows, or its salary and attributes")
    if option.option in EXTERNAL:
        questions = judgement.setting.rulebook.questions
        unknown = judgement.readiness.unknown_gates
        found += [f"Answer {name}: {questions[name].title}" for name in unknown]
        found += [f"Close {name}: {questions[name].fix.what}" for name in judgement.readiness.blocking]
        if judgement.facts.function.critical:
            exits = [item for item in judgement.readiness.items if item.id == "R27"]
            found += [f"Before signature: {item.question}" for item in exits if (item.answer or 0) < 2]
    found += [
        f"Bring {line.title.lower()} inside the risk appetite: {line.breach}" for line in risk.lines if line.breach
    ]
    return found


def _gate_condition(hit: GateHit) -> str:
    controls = "; ".join(hit.controls)
    return f"{hit.title}: {controls or hit.demand}" + (f" ({hit.cite})" if hit.cite else "")


def within_cap(
    chosen: Sequence[tuple[Judgement, Leader]], setting: Setting, rejudge: Callable[[Judgement], Judgement]
) -> list[tuple[Judgement, Leader]]:
    """Keep the plan inside constraints.max_outsourced_share, giving the room to what leads most clearly.

    Functions that do not fit have their outside options struck with the cap as reason; no score changes. The share is
    of company.headcount where the profile gives it, else of the FTE listed; a hybrid counts the share that moves.
    """
    cap = setting.profile.constraints.max_outsourced_share
    held = list(chosen)
    headcount = setting.profile.company.headcount
    listed = sum(judgement.facts.function.fte.likely for judgement, _ in held)
    whole = max(headcount.likely, listed) if headcount else listed
    if cap is None or not whole:
        return held
    room = cap.likely * whole + 1e-9
    room -= sum(_outside_fte(j, leader) for j, leader in held if leader.option.option is Kind.KEEP_OUTSOURCED)
    wishes = [index for index, (_, leader) in enumerate(held) if leader.option.option in _CAPPED]
    wishes.sort(key=lambda index: (-held[index][1].margin, held[index][0].facts.function.id))
    for index in wishes:
        judgement, leader = held[index]
        need = _outside_fte(judgement, leader)
        if need <= room:
            room -= need
            continue
        detail = f"Cap: {cap.likely:.0%} of {whole:g} FTE; the room goes to functions that lead more clearly."
        hit = constraint("constraint_outsourced_share", setting, detail)
        options = tuple(
            option.model_copy(update={"struck": (*option.struck, hit)}) if option.option in _CAPPED else option
            for option in judgement.options
        )
        capped = rejudge(replace(judgement, options=options))
        held[index] = (capped, choose(capped))
    return held


def _outside_fte(judgement: Judgement, leader: Leader) -> float:
    """FTE that a provider would run under the leading option."""
    facts = judgement.facts
    share = share_outside(leader.option.option, facts.level("codifiability"), judgement.setting.rulebook)
    return facts.function.fte.likely * share
