"""The whole plan in money: every function's leading option, shifted by its wave (method.md sections 4 and 9)."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from officesplit.model.cash import payback_months, peak_cash
from officesplit.model.facts import Setting
from officesplit.model.result import FunctionResult, Interval, Portfolio, WeightLine, Year
from officesplit.model.vocabulary import EXTERNAL, Office, Standing
from officesplit.recommend.choice import share_outside
from officesplit.recommend.roadmap import leading

Array = NDArray[np.float64]


Flows = tuple[Array, Array]
"""Monthly saving of a leading option from its own approval (row 0 = one-off cost; columns likely, low corner, high
corner) and the discount rate of each column."""


def shifted(path: Array, months: int) -> Array:
    """The flows as the calendar sees them: ``months`` of nothing first, cut at the same horizon."""
    if months <= 0:
        return path
    moved = np.zeros_like(path)
    kept = max(0, len(path) - months)
    moved[months:] = path[:kept]
    return moved


def summarise(
    results: Sequence[FunctionResult],
    paths: Mapping[str, Flows],
    starts: Mapping[str, int],
    setting: Setting,
    weights: Sequence[WeightLine],
    goals: Sequence[str],
    years: int,
    discount: float,
    held: Sequence[str] = (),
) -> Portfolio:
    """Add up the plan; functions without a money verdict, and those ``held`` back by the budget, save nothing in it.

    ``starts`` maps a function to the month in which its wave begins. Each function's corners keep their own discount
    rate, as every corner has every input at its own end; ``discount`` is the likely rate.
    """
    counted = [result for result in results if result.baseline_cost is not None]
    total = np.zeros((12 * years + 1, 3))
    npv = np.zeros(3)
    for result in sorted(counted, key=lambda item: item.id):
        if result.id in paths and result.id not in held:
            saving, rate = paths[result.id]
            moved = shifted(saving, starts.get(result.id, 0))
            total = total + moved
            npv = npv + _present(moved, rate, years)
    yearly = total[1:, 0].reshape(years, 12).sum(axis=1)
    factor = (1 + discount) ** -np.arange(1, years + 1, dtype=float)
    baseline = _baseline_by_year(counted, years)
    cumulative: list[float] = np.cumsum(total[:, 0]).tolist()
    fte = sum(result.fte for result in results)
    outside = sum(_outside(result, setting) for result in results if result.id not in held)
    baseline_npv = float((baseline * factor).sum())
    moving = [(result, cost) for result in counted if result.id not in held and (cost := leading(result).cost)]
    likely, low, high = (float(value) for value in npv)
    return Portfolio(
        fte=fte,
        by_office={office: sum(r.fte for r in results if r.classification.office is office) for office in Office},
        baseline_cost=sum(result.baseline_cost or 0.0 for result in counted),
        one_off=sum(cost.one_off for _, cost in moving),
        npv_saving=Interval(likely=likely, low=min(low, likely), high=max(high, likely)),
        npv_saving_share=likely / baseline_npv if baseline_npv else 0.0,
        run_rate_saving=sum(cost.run_rate_saving for _, cost in moving),
        peak_cash=peak_cash(cumulative),
        payback_months=payback_months(cumulative),
        expected_loss=sum(r.risk.expected_loss_after for r, _ in moving if leading(r).option in EXTERNAL),
        outsourced_share=outside / fte if fte else 0.0,
        weights=tuple(weights),
        goals=tuple(goals),
        goals_standing=Standing.GIVEN if setting.profile.goals else Standing.DEFAULT,
        annual=_annual(baseline, yearly, float(total[0, 0]), factor),
        held=tuple(held),
        excluded=tuple(result.id for result in results if result.baseline_cost is None),
    )


def _present(path: Array, rate: Array, years: int) -> Array:
    """Present value of monthly flows (row 0 at approval), summed to years and discounted at year end, by column."""
    yearly = path[1:].reshape(years, 12, 3).sum(axis=1)
    factor = (1 + rate) ** -np.arange(1, years + 1, dtype=float).reshape(-1, 1)
    return np.asarray((yearly * factor).sum(axis=0) + path[0])


def _outside(result: FunctionResult, setting: Setting) -> float:
    """FTE that a provider runs under the plan."""
    level = next(trait.level for trait in result.traits if trait.id == "codifiability")
    return result.fte * share_outside(leading(result).option, level, setting.rulebook)


def _baseline_by_year(results: Sequence[FunctionResult], years: int) -> Array:
    rows = np.zeros(years)
    for result in sorted(results, key=lambda item: item.id):
        cost = leading(result).cost
        if cost:
            rows = rows + np.array([year.baseline for year in cost.annual[1:]])
    return rows


def _annual(baseline: Array, saving: Array, at_approval: float, factor: Array) -> tuple[Year, ...]:
    """Both sides of the plan by calendar year; year 0 holds what wave 1 pays at approval."""
    rows = [Year(year=0, baseline=0.0, option=-at_approval, discount_factor=1.0, lines={"plan.one_off": -at_approval})]
    for index, (today, saved) in enumerate(zip(baseline, saving, strict=True)):
        rows.append(
            Year(
                year=index + 1,
                baseline=float(today),
                option=float(today - saved),
                discount_factor=float(factor[index]),
                lines={"baseline.today": float(today), "option.plan": float(today - saved)},
            )
        )
    return tuple(rows)
