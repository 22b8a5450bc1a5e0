"""The whole plan in money: every planned option from the month in which its wave begins, added up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from officesplit.assess.case import Case, npv_saving, timeline
from officesplit.assess.chances import Chances
from officesplit.assess.inputs import Array, LikelyColumns
from officesplit.assess.swings import ends_of, swings_of
from officesplit.assess.timeline import Timeline
from officesplit.model.quantity import Quantity


@dataclass(slots=True)
class Plan:
    """Sums over functions: likely amounts by month and by year, draws by year, and swings by input.

    ``monthly``: saving by month, row 0 at approval; ``baseline`` and ``option``: by year, row 0 at approval;
    ``baseline_draws`` and ``option_draws``: the same on the draws; ``likely`` and ``draws``: NPV saving; ``swings``:
    NPV saving gained with an input at its P10 and at its P90, and that input; ``horizons``: likely NPV saving if other
    numbers of years were counted.
    """

    discount: Array
    monthly: Array
    baseline: Array
    option: Array
    likely: float = 0.0
    baseline_npv: float = 0.0
    draws: Array | None = None
    baseline_draws: Array | None = None
    option_draws: Array | None = None
    swings: dict[str, tuple[float, float, Quantity]] = field(default_factory=dict)
    horizons: dict[int, float] = field(default_factory=dict)


def add_up(
    cases: Mapping[str, tuple[Case, int, bool]], known: Mapping[str, Quantity], chances: Chances | None
) -> Plan | None:
    """The plan of some cases by function id, each with the month in which it begins and whether it is carried out.

    A case that is not carried out adds its baseline on both sides. None without cases. Functions are added in the
    order of their ids, so that no other order can change a bit.
    """
    plan: Plan | None = None
    values = LikelyColumns(known)
    times: dict[int, tuple[Timeline, Timeline]] = {}
    for name in sorted(cases):
        case, start, done = cases[name]
        if start not in times:
            times[start] = timeline(case.frame, values, start=start), timeline(case.frame, values, start=start, step=1)
        years = case.sheet(times[start][0])
        months = years.over(times[start][1])
        rows, steps = len(years.time.begin) + 1, len(months.time.begin) + 1
        if plan is None:
            plan = Plan(years.time.discount[:, 0], np.zeros(steps), np.zeros(rows), np.zeros(rows))
        today = np.broadcast_to(years.total("baseline"), (rows, 1))[:, 0]
        plan.baseline = plan.baseline + today
        plan.baseline_npv += float(years.present("baseline")[0])
        if not done:
            plan.option = plan.option + today
        else:
            plan.option = plan.option + years.total("option", "one_off")[:, 0]
            plan.monthly = plan.monthly + (months.total("baseline") - months.total("option", "one_off"))[:, 0]
            plan.likely += float(npv_saving(years)[0])
            _add_swings(plan, case, start)
            _add_horizons(plan, case, start, values)
        if chances:
            _add_draws(plan, case, start, done, chances)
            chances.forget(name)
    return plan


def _add_horizons(plan: Plan, case: Case, start: int, values: Mapping[str, Array]) -> None:
    """The saving over the horizons that the rulebook wants tried beside the one that is counted."""
    tried = case.setting.rulebook.parameter("structure_horizon_years")
    for years in (int(tried.low), int(tried.likely), int(tried.high)):
        if years != case.frame.years:
            other = timeline(replace(case.frame, years=years), values, start=start)
            plan.horizons[years] = plan.horizons.get(years, 0.0) + float(npv_saving(case.sheet(other))[0])


def _add_swings(plan: Plan, case: Case, start: int) -> None:
    around = swings_of(case, start=start)
    for swing, (low, high) in zip(ends_of(case), around.pairs, strict=True):
        before = plan.swings.get(swing, (0.0, 0.0, case.quantities[swing]))
        plan.swings[swing] = (before[0] + low - around.middle, before[1] + high - around.middle, before[2])


def _add_draws(plan: Plan, case: Case, start: int, done: bool, chances: Chances) -> None:
    sheet = case.sheet(chances.time(start))
    today = sheet.total("baseline")
    after = sheet.total("option", "one_off") if done else today
    width = (len(sheet.time.begin) + 1, chances.count)
    none = np.zeros(width)
    plan.baseline_draws = (none if plan.baseline_draws is None else plan.baseline_draws) + today
    plan.option_draws = (none if plan.option_draws is None else plan.option_draws) + after
    plan.draws = np.zeros(chances.count) if plan.draws is None else plan.draws
    if done:
        plan.draws = plan.draws + npv_saving(sheet)
