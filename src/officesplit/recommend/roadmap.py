"""Waves with the reason why nothing comes earlier (method.md section 9)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from officesplit.model.facts import Setting
from officesplit.model.profile import Function
from officesplit.model.result import FunctionResult, OptionResult, Reason, Roadmap, Wave
from officesplit.model.vocabulary import EXTERNAL, UNCHANGED, Kind, Path

_WEEKS_A_MONTH = 52 / 12


@dataclass(slots=True)
class _Item:
    """A function or bundle that changes in one step."""

    ids: tuple[str, ...]
    value: float
    one_off: float
    rank: int
    earliest: int
    because: str
    critical: bool
    light: bool
    needs: frozenset[str]


def leading(result: FunctionResult) -> OptionResult:
    """The option that the plan carries out: the verdict, unless the decisions register says otherwise."""
    return next(option for option in result.options if option.option is result.recommendation.planned)


def plan(results: Sequence[FunctionResult], setting: Setting) -> Roadmap:
    """Put every function that changes into a wave; functions that stay as they are have wave 0."""
    functions = {function.id: function for function in setting.profile.functions}
    changing = [result for result in results if result.recommendation.planned not in UNCHANGED]
    waiting = sorted(_items(changing, functions, setting), key=lambda item: (item.rank, -item.value, item.ids))
    within, beyond = _inside_budget(waiting, setting)
    reasons: dict[str, str] = {}
    waves: list[list[_Item]] = []
    placed: dict[str, int] = {}
    everyone = {name for item in within for name in item.ids}
    while within:
        number = len(waves) + 1
        wave: list[_Item] = []
        for item in list(within):
            hold = _hold(item, number, wave, placed, everyone, setting)
            if hold:
                for name in item.ids:
                    reasons[name] = hold
            else:
                wave.append(item)
                within.remove(item)
        placed |= {name: number for item in wave for name in item.ids}
        waves.append(wave)
    if beyond:
        for item in beyond:
            reasons |= dict.fromkeys(item.ids, item.because)
        waves.append(beyond)
    return _roadmap([wave for wave in waves if wave], bool(beyond), reasons, results, functions, setting)


def _items(changing: Sequence[FunctionResult], functions: Mapping[str, Function], setting: Setting) -> list[_Item]:
    """One item for each function, or for each bundle whose members get the same verdict."""
    groups: dict[tuple[str, str], list[FunctionResult]] = {}
    for result in changing:
        bundle = functions[result.id].bundle
        key = (bundle, result.recommendation.planned.value) if bundle else (result.id, "")
        groups.setdefault(key, []).append(result)
    return [_item(members, functions, setting) for members in groups.values()]


def _item(members: list[FunctionResult], functions: Mapping[str, Function], setting: Setting) -> _Item:
    rulebook = setting.rulebook
    ids = tuple(member.id for member in members)
    costs = [option.cost for member in members if (option := leading(member)).cost]
    ready = min(member.readiness.score if member.readiness.score is not None else 2.0 for member in members)
    prepare = any(member.recommendation.path is Path.PREPARE for member in members)
    blocking = sorted({name for member in members for name in member.readiness.blocking})
    lead_weeks = max((hit.lead_time_weeks or 0.0 for member in members for hit in leading(member).gates), default=0.0)
    length = rulebook.number("wave_length_months")
    lead_wave = 1 + int(lead_weeks / _WEEKS_A_MONTH // length)
    earliest, because = 1, ""
    if lead_wave > 1:
        earliest, because = lead_wave, f"{lead_weeks:.0f} weeks of regulatory lead time come first"
    if prepare and rulebook.number("prepare_earliest_wave") > earliest:
        earliest = int(rulebook.number("prepare_earliest_wave"))
        because = f"{', '.join(blocking)} must be closed first"
    return _Item(
        ids=ids,
        value=sum(cost.npv_saving.likely for cost in costs) * ready,
        one_off=sum(cost.one_off for cost in costs),
        rank=min(_rank(member, setting) for member in members) + any(functions[name].critical is True for name in ids),
        earliest=earliest,
        because=because,
        critical=any(functions[name].critical is True for name in ids),
        light=all(leading(member).option is Kind.IMPROVE for member in members),
        needs=frozenset(need for name in ids for need in functions[name].depends_on) - set(ids),
    )


def _front_first(setting: Setting) -> bool:
    goals = setting.profile.goals
    return bool(goals) and goals[0].value in setting.rulebook.text("front_first_goals").split(";")


def _rank(result: FunctionResult, setting: Setting) -> int:
    """Back office first, unless the first goal is service or sales (claims C15, C16)."""
    order = setting.rulebook.text("office_start_order").split(";")
    position = order.index(result.classification.office.value)
    return len(order) - 1 - position if _front_first(setting) else position


def _inside_budget(waiting: list[_Item], setting: Setting) -> tuple[list[_Item], list[_Item]]:
    """Split the steps into those that the one-off budget pays for and the rest, each in their order."""
    budget = setting.profile.constraints.one_off_budget
    if budget is None:
        return list(waiting), []
    paid = _most_value(waiting, budget.likely)
    within = [item for item in waiting if item.ids in paid]
    beyond = [item for item in waiting if item.ids not in paid]
    text = f"the one-off budget of {setting.currency} {budget.likely:,.0f} goes to steps that together return more"
    for item in beyond:
        item.because = text
    return within, beyond


_STEPS = 2_000
"""Steps in which a budget is counted when it is divided; one step is 0.05 % of it, rounded against the spender."""


def _most_value(items: Sequence[_Item], budget: float) -> set[tuple[str, ...]]:
    """Ids of the items whose one-off costs fit the budget together and whose value is the largest: a 0-1 knapsack."""
    best: list[tuple[float, frozenset[tuple[str, ...]]]] = [(0.0, frozenset())] * (_STEPS + 1)
    for item in sorted(items, key=lambda item: item.ids):
        need = _STEPS + 1 if budget <= 0 else math.ceil(item.one_off / budget * _STEPS - 1e-9)
        if item.one_off <= 0:
            need = 0
        if item.value <= 0 or need > _STEPS:
            continue
        for room in range(_STEPS, need - 1, -1):
            value, chosen = best[room - need]
            if value + item.value > best[room][0]:
                best[room] = (value + item.value, chosen | {item.ids})
    return set(best[_STEPS][1])


def _hold(
    item: _Item, number: int, wave: list[_Item], placed: Mapping[str, int], everyone: set[str], setting: Setting
) -> str:
    """Why ``item`` cannot start in wave ``number``; empty where it can."""
    rulebook = setting.rulebook
    if number < item.earliest:
        return item.because
    open_needs = sorted(need for need in item.needs & everyone if placed.get(need, number) >= number)
    if open_needs:
        return f"it depends on {', '.join(open_needs)}, which moves first"
    if item.critical and sum(other.critical for other in wave) >= rulebook.number("max_critical_per_wave"):
        return "one critical function a wave"
    capacity = setting.profile.constraints.max_parallel_transitions or rulebook.number("max_parallel_transitions")
    if not item.light and sum(not other.light for other in wave) >= capacity:
        return f"{capacity:.0f} transitions at a time; earlier steps are worth more or come first by office"
    return ""


def _roadmap(
    waves: list[list[_Item]], unfunded: bool, reasons: Mapping[str, str], results: Sequence[FunctionResult],
    functions: Mapping[str, Function], setting: Setting,
) -> Roadmap:  # fmt: skip
    length = int(setting.rulebook.number("wave_length_months"))
    by_id = {result.id: result for result in results}
    listed = []
    for number, wave in enumerate(waves, start=1):
        ids = tuple(name for item in wave for name in item.ids)
        funded = not (unfunded and number == len(waves))
        listed.append(
            Wave(
                number=number,
                title=_title(number, [by_id[name] for name in ids]) if funded else "Later: beyond the one-off budget",
                funded=funded,
                starts_month=(number - 1) * length,
                functions=ids,
                one_off=sum(item.one_off for item in wave),
                reasons={name: reasons.get(name) or _first_reason(by_id[name], setting) for name in ids},
            )
        )
    rules = setting.rulebook.roadmap.values()
    return Roadmap(
        waves=tuple(listed),
        first_90_days=_first_days(listed, by_id, setting),
        interfaces=_interfaces(results, functions),
        rules=tuple(Reason(rule=f"rule:{r.id}", text=r.reason, source=r.source, standing=r.standing) for r in rules),
    )


def _title(number: int, members: Sequence[FunctionResult]) -> str:
    paths = {member.recommendation.path for member in members}
    if paths == {Path.PILOT}:
        return f"Wave {number}: pilot"
    return f"Wave {number}" + (": pilots and moves" if Path.PILOT in paths else "")


def _first_reason(result: FunctionResult, setting: Setting) -> str:
    office = result.classification.office
    if _front_first(setting):
        return f"{office} office, and the first goal is {setting.profile.goals[0].value.replace('_', ' ')}"
    return f"{office} office; nothing has to come before it"


def _interfaces(results: Sequence[FunctionResult], functions: Mapping[str, Function]) -> tuple[str, ...]:
    """Pairs that depend on one another and would be run by different hands (claims C19, D8)."""
    by_id = {result.id: result for result in results}
    found = []
    for result in results:
        for need in functions[result.id].depends_on:
            ours, theirs = leading(result), leading(by_id[need])
            if (ours.option in EXTERNAL) != (theirs.option in EXTERNAL) or ours.country != theirs.country:
                found.append(
                    f"{result.name} depends on {by_id[need].name}: different hands would run them, so agree data, "
                    "hours and error handling between them before either moves"
                )
    return tuple(found)


def _first_days(waves: Sequence[Wave], by_id: Mapping[str, FunctionResult], setting: Setting) -> tuple[str, ...]:
    """What to do in the first ninety days, from what wave 1 still lacks."""
    if not waves or not waves[0].funded:
        return ("No function changes hands: review again when a quote, a readiness answer or a goal changes.",)
    first = [by_id[name] for name in waves[0].functions]
    names = ", ".join(result.name for result in first)
    steps = [f"Decide on wave 1 ({names}) and name a sponsor with budget for it."]
    steps.append("Tell the staff concerned what is looked at and why, and hear them, before any request to vendors.")
    unknown = sorted({name for result in first for name in result.readiness.unknown_gates})
    questions = setting.rulebook.questions
    steps += [f"Answer {name} for wave 1: {questions[name].title}" for name in unknown]
    blocked = [(result, name) for result in by_id.values() for name in result.readiness.blocking]
    for name in sorted({name for _, name in blocked}):
        where = [result.name for result, blocking in blocked if blocking == name]
        shown = ", ".join(where[:3]) + (f" and {len(where) - 3} more" if len(where) > 3 else "")
        steps.append(f"Close {name} ({shown}): {questions[name].fix.what}")
    if any(leading(result).option in EXTERNAL for result in first):
        steps.append(
            "Ask three suppliers or more for quotes on wave 1 and put them into the profile: a quote beats a benchmark."
        )
    return tuple(steps)


def with_waves(results: Sequence[FunctionResult], route: Roadmap) -> list[FunctionResult]:
    """The results with the wave of each function written into its recommendation."""
    waves = {name: wave.number for wave in route.waves for name in wave.functions}
    return [
        result.model_copy(
            update={"recommendation": result.recommendation.model_copy(update={"wave": waves.get(result.id, 0)})}
        )
        for result in results
    ]
