"""One assessment, step by step::

profile -> classify -> options & gates -> cost -> risk -> readiness -> criteria -> odds -> verdict -> roadmap -> result
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from officesplit import __version__
from officesplit.assess import plan as planning
from officesplit.assess.baseline import frame_inputs
from officesplit.assess.case import Case, World
from officesplit.assess.cells import Cells, contest_of, work_out
from officesplit.assess.chances import Chances, chance_of_saving, interval, odds_of
from officesplit.assess.contest import Contest
from officesplit.assess.desk import Gatekeeper
from officesplit.assess.inputs import Inputs
from officesplit.assess.losses import loss_of
from officesplit.assess.readiness import assess_readiness
from officesplit.assess.setting import lot_of
from officesplit.assess.stress import Member, Rival, stress
from officesplit.assess.swings import all_swings, swings_of
from officesplit.assess.switches import fte_limits, switch_values
from officesplit.assess.worth import summed_worth, worth_of
from officesplit.model.facts import Setting
from officesplit.model.quantity import Quantity
from officesplit.model.result import (
    SCHEMA,
    Assessment,
    CompanyView,
    FunctionResult,
    Manifest,
    Odds,
    OptionResult,
    Portfolio,
    ReadinessView,
    Roadmap,
    SwitchValue,
)
from officesplit.model.rulebook import Rulebook
from officesplit.model.swing import largest_first, structural_share, variance_share
from officesplit.model.vocabulary import UNCHANGED, Effect, Kind, Standing
from officesplit.pipeline.prepared import LoadedProfile, prepare
from officesplit.recommend import gates, notes, portfolio, roadmap
from officesplit.recommend.choice import Leader, default_goals, total, weights
from officesplit.recommend.plausibility import compare_with_surveys
from officesplit.recommend.verdict import Judgement, active_decision, choose, conclude, within_cap
from officesplit.recommend.voters import voters

_FIRM = frozenset({Standing.GIVEN, Standing.BENCHMARK})
"""Standings of inputs that somebody outside the model has measured."""


@dataclass(frozen=True, slots=True)
class _Function:
    """One function between its options and its result."""

    judgement: Judgement
    cells: Cells
    readiness: ReadinessView
    leader: Leader
    odds: Odds | None


def assess(
    loaded: LoadedProfile, book: Rulebook, day: str, count: int, seed: int, *, brief: bool = False
) -> Assessment:  # fmt: skip
    """Assess a profile on an ISO day with ``count`` draws (0 for none) under ``seed``.

    ``brief`` gives the plan and its money alone: no break-evens, workings, drivers, shocks or comparison with surveys.
    """
    profile = loaded.profile
    keeper = Gatekeeper(hits=gates.hits, constraint=gates.constraint, behind=gates.conditional_gates)
    setting, everyone = prepare(profile, book, day)
    goals = profile.goals or default_goals(book)
    weighting = weights(goals, book)
    known: dict[str, Quantity] = {}
    inputs = Inputs(book, known)
    time = frame_inputs(setting, inputs)
    world = World.likely(time, known, brief=brief)
    chances = Chances(known, time, weighting, book, seed=seed, count=count) if count else None
    cases = []
    for facts in everyone:
        readiness = assess_readiness(facts.function, profile, book, setting.fx)
        weigh = partial(total, weighting=weighting)
        lot = lot_of(facts.function, profile)
        cells = work_out(facts, setting, keeper, weigh, readiness, lot, inputs, time, world)
        judgement = Judgement(facts, setting, tuple(cells.options), weighting, goals, readiness)
        judgement, odds = _with_odds(judgement, cells, chances)
        cases.append(_Function(judgement, cells, readiness, choose(judgement), odds))
        if chances:
            chances.forget(facts.function.id)
    cases = _capped(cases, setting, chances)
    results = [_result(case if brief else _with_drivers(case, chances)) for case in cases]
    route = roadmap.plan(results, setting)
    results = roadmap.with_waves(results, route)
    whole = _plan(cases, results, route, setting, known, chances, brief=brief)
    sided = {case.judgement.facts.function.id: case.cells.one_sided for case in cases}
    findings = (
        *notes.from_profile(profile, everyone, setting),
        *notes.from_results(results, everyone, setting),
        *notes.from_symmetry(results, sided),
        *notes.from_quotes(results, profile, time.years),
    )
    beside = () if brief else compare_with_surveys(results, everyone, setting)
    evidence, texts = notes.evidence(known), notes.texts(book)
    return Assessment(
        schema=SCHEMA,
        manifest=_manifest(loaded, book, day, seed, count),
        company=_company(setting, loaded, time.years),
        functions=tuple(results),
        portfolio=whole,
        roadmap=route,
        evidence=evidence,
        sources=notes.sources((results, whole.stress, evidence, texts, route, beside), book),
        limits=notes.limits(setting),
        findings=findings,
        claims=notes.claims(book),
        plausibility=beside,
        texts=texts,
    )


def _with_odds(judgement: Judgement, cells: Cells, chances: Chances | None) -> tuple[Judgement, Odds | None]:
    """The options with their acceptability and the bands of their money, and the function's odds."""
    contest = contest_of(cells, judgement.facts, judgement.setting)
    open_ = {option.option for option in judgement.options if not option.struck}
    contest = replace(contest, entrants={kind: one for kind, one in contest.entrants.items() if kind in open_})
    if chances is None or not contest.entrants:
        return judgement, None
    found = chances.judge(contest)
    switches, worth = _switches(judgement, cells, contest, chances), worth_of(contest, found, chances)
    judgement = replace(judgement, switches=switches, worth=worth)
    options = []
    for option in judgement.options:
        kind, cost = option.option, option.cost
        if kind in found.result.kinds:
            if cost and kind in found.savings:
                drawn = found.savings[kind]
                band = interval(cost.npv_saving.likely, drawn, judgement.setting.rulebook)
                cost = cost.model_copy(update={"npv_saving": band, "probability_saving": chance_of_saving(drawn)})
            option = option.model_copy(update={"acceptability": found.result.kinds[kind], "cost": cost})
        options.append(option)
    odds = odds_of(found, contest).model_copy(update={"switches": judgement.switches, "worth": judgement.worth})
    return replace(judgement, options=tuple(options)), odds


def _switches(
    judgement: Judgement, cells: Cells, contest: Contest, chances: Chances
) -> tuple[SwitchValue, ...]:  # fmt: skip
    """The switch values of a function at the point weights of the goals."""
    book = judgement.setting.rulebook
    options = {one.option: one for one in judgement.options if one.option in contest.entrants}
    facts = judgement.facts
    losses = {kind: loss_of(cells.risks[kind], one.cost, book, facts) for kind, one in options.items() if one.cost}
    points = {line.criterion: line.weight for line in judgement.weighting}
    lot = lot_of(facts.function, judgement.setting.profile)
    bounds = {f"{facts.function.id}.fte": fte_limits(facts.function.fte.likely, lot.fte, book)}
    return switch_values(contest, options, points, losses, bounds, chances)


def _capped(cases: Sequence[_Function], setting: Setting, chances: Chances | None) -> list[_Function]:
    """The functions with the cap on the share outside applied; those that it holds back are judged again."""
    by_id = {case.judgement.facts.function.id: case for case in cases}
    odds = {name: case.odds for name, case in by_id.items()}

    def again(judgement: Judgement) -> Judgement:
        name = judgement.facts.function.id
        judgement, odds[name] = _with_odds(judgement, by_id[name].cells, chances)
        return judgement

    leaders = within_cap([(case.judgement, case.leader) for case in cases], setting, again)
    return [
        replace(case, judgement=judgement, leader=leader, odds=odds[judgement.facts.function.id])
        for case, (judgement, leader) in zip(cases, leaders, strict=True)
    ]


def _with_drivers(case: _Function, chances: Chances | None) -> _Function:
    """The leader and its rival with what moves their money, and how much of that rests on firm ground.

    A leader that changes something has the bands of its years too.
    """
    wanted = [case.leader.option, case.leader.runner_up]
    rulebook = case.judgement.setting.rulebook
    size, beginnings = int(rulebook.number("tornado_size")), rulebook.text("structural_inputs")
    shown: dict[str, OptionResult] = {}
    for option in wanted:
        money = case.cells.cases.get(option.option) if option else None
        if option is None or option.cost is None or money is None:
            continue
        swings = all_swings(money, swings_of(money))
        cost = option.cost.model_copy(
            update={
                "drivers": tuple(largest_first(swings)[:size]),
                "firm_share": variance_share(swings, lambda swing: swing.standing in _FIRM),
                "structural_share": structural_share(swings, beginnings),
            }
        )
        if chances and option is case.leader.option and option.option not in UNCHANGED:
            cost = cost.model_copy(update={"annual": chances.yearly_bands(money, cost.annual)})
            chances.forget(case.judgement.facts.function.id)
        shown[option.option] = option.model_copy(update={"cost": cost})
    options = tuple(shown.get(option.option, option) for option in case.judgement.options)
    rival = case.leader.runner_up
    leader = replace(
        case.leader,
        option=shown.get(case.leader.option.option, case.leader.option),
        runner_up=shown.get(rival.option, rival) if rival else None,
    )
    return replace(case, judgement=replace(case.judgement, options=options), leader=leader)


def _result(case: _Function) -> FunctionResult:
    facts, leader, setting = case.judgement.facts, case.leader, case.judgement.setting
    function = facts.function
    risk = case.cells.risks[leader.option.option]
    decision = active_decision(setting, function.id)
    beside = voters(facts, case.judgement.options, leader.option, setting.rulebook)
    odds = case.odds.model_copy(update={"voters": beside}) if case.odds else None
    wage = setting.rulebook.wages.get(facts.soc)
    return FunctionResult(
        id=function.id,
        name=function.name,
        fte=function.fte.likely,
        classification=facts.classification,
        parent=facts.parent,
        archetype=facts.archetype.id,
        occupation=f"{wage.title} (SOC {facts.soc})" if wage else "",
        traits=tuple(facts.traits.values()),
        baseline_cost=case.cells.baseline_cost,
        options=tuple(case.judgement.options),
        risk=risk,
        readiness=case.readiness,
        recommendation=conclude(case.judgement, leader, risk, decision),
        odds=odds,
        kpis=notes.kpis(facts, setting.rulebook),
        not_used_yet=notes.idle_fields(function),
    )


def _plan(
    cases: Sequence[_Function], results: Sequence[FunctionResult], route: Roadmap, setting: Setting,
    known: dict[str, Quantity], chances: Chances | None, *, brief: bool,
) -> Portfolio:  # fmt: skip
    """The planned options of all functions, each from the month in which its wave begins."""
    starts = {name: wave.starts_month for wave in route.waves if wave.funded for name in wave.functions}
    held = tuple(name for wave in route.waves if not wave.funded for name in wave.functions)
    members: dict[str, tuple[Case, int, bool]] = {}
    shaken: dict[str, Member] = {}
    for case, result in zip(cases, results, strict=True):
        kind = result.recommendation.planned
        if kind in case.cells.cases:
            done = result.id not in held and kind not in UNCHANGED
            members[result.id] = (case.cells.cases[kind], starts.get(result.id, 0), done)
            if not brief:
                rivals = _rivals(case, setting.rulebook)
                shaken[result.id] = Member(result.name, kind, starts.get(result.id, 0), done, rivals)
    summed = planning.add_up(members, known, chances)
    judgement = cases[0].judgement
    bands = partial(interval, rulebook=setting.rulebook)
    whole = portfolio.summarise(results, summed, bands, setting, judgement.weighting, judgement.goals, held)
    ordered = sorted(cases, key=lambda case: case.judgement.facts.function.id)
    size = int(setting.rulebook.number("worth_shown"))
    worth = summed_worth((case.judgement.worth for case in ordered), size)
    return whole.model_copy(update={"stress": stress(shaken, setting, known, judgement.weighting), "worth": worth})


def _rivals(case: _Function, book: Rulebook) -> dict[Kind, Rival]:
    """The open options of a function that have money, as the shocks meet them."""
    return {
        option.option: Rival(
            case.cells.cases[option.option],
            loss_of(case.cells.risks[option.option], option.cost, book),
            {criterion: points.score for criterion, points in option.criteria.items()},
            frozenset(hit.gate for hit in option.gates if hit.effect is Effect.CONDITIONAL),
        )
        for option in case.judgement.options
        if option.cost and not option.struck
    }


def _manifest(loaded: LoadedProfile, book: Rulebook, day: str, seed: int, count: int) -> Manifest:
    return Manifest(
        version=__version__,
        rulebook_version=book.version,
        rulebook_digest=book.digest,
        profile_name=Path(loaded.name).name,
        profile_digest=loaded.digest,
        as_of=day,
        overrides=loaded.settings,
        scenario=loaded.scenario,
        seed=seed if count else None,
        draws=count,
    )


def _company(setting: Setting, loaded: LoadedProfile, years: int) -> CompanyView:
    company, book = setting.profile.company, setting.rulebook
    rate = setting.profile.assumptions.discount_rate
    return CompanyView(
        name=company.name,
        industry=company.industry,
        industry_name=book.industries[company.industry].title,
        country=company.country,
        country_name=setting.territory.name,
        currency=setting.currency,
        regulated_as=tuple(sorted(setting.regulated_as)),
        regulated_inferred=setting.inferred,
        horizon_years=years,
        discount_rate=rate.likely if rate else book.number("discount_rate"),
        scenario=loaded.scenario,
    )
