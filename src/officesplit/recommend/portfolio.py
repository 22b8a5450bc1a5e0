"""The whole plan in money: every function's leading option, shifted by its wave (method.md sections 4 and 9)."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from officesplit.model.cash import payback_months, peak_cash
from officesplit.model.facts import Setting
from officesplit.model.quantity import Quantity
from officesplit.model.result import FunctionResult, Interval, Portfolio, Swing, WeightLine, Year
from officesplit.model.swing import largest_first, structural_share
from officesplit.model.vocabulary import EXTERNAL, Goal, Office, Standing
from officesplit.recommend.choice import share_outside
from officesplit.recommend.roadmap import leading

Array = NDArray[np.float64]
Bands = Callable[[float, Array | None], Interval]
"""An amount at likely values and its draws -> the amount with its quantiles."""


class Summed(Protocol):
    """The plan's money, added up over functions: likely amounts by month and year, draws, and swings by input."""

    discount: Array
    monthly: Array
    baseline: Array
    option: Array
    likely: float
    baseline_npv: float
    draws: Array | None
    baseline_draws: Array | None
    option_draws: Array | None
    swings: dict[str, tuple[float, float, Quantity]]
    horizons: dict[int, float]


def summarise(
    results: Sequence[FunctionResult], plan: Summed | None, bands: Bands, setting: Setting,
    weights: Sequence[WeightLine], goals: Sequence[Goal], held: Sequence[str],
) -> Portfolio:  # fmt: skip
    """Describe the plan; functions without a money verdict, and those ``held`` back by the budget, save nothing in it.

    ``bands`` turns the draws of an amount into its quantiles.
    """
    # Sums go by id, so that the order of the profile changes no bit of them.
    results = sorted(results, key=lambda result: result.id)
    counted = [result for result in results if result.baseline_cost is not None]
    fte = sum(result.fte for result in results)
    outside = sum(_outside(result, setting) for result in results if result.id not in held)
    moving = [(result, cost) for result in counted if result.id not in held and (cost := leading(result).cost)]
    cumulative: list[float] = [] if plan is None else np.cumsum(plan.monthly).tolist()
    likely = plan.likely if plan else 0.0
    swings = _swings(plan) if plan else []
    return Portfolio(
        fte=fte,
        by_office={office: sum(r.fte for r in results if r.classification.office is office) for office in Office},
        baseline_cost=sum(result.baseline_cost or 0.0 for result in counted),
        one_off=sum(cost.one_off for _, cost in moving),
        npv_saving=bands(likely, plan.draws if plan else None),
        npv_saving_share=likely / plan.baseline_npv if plan and plan.baseline_npv else 0.0,
        run_rate_saving=sum(cost.run_rate_saving for _, cost in moving),
        peak_cash=peak_cash(cumulative) if cumulative else 0.0,
        payback_months=payback_months(cumulative) if cumulative else None,
        probability_saving=None if plan is None or plan.draws is None else float(np.mean(plan.draws > 0)),
        drivers=tuple(swings[: int(setting.rulebook.number("tornado_size"))]),
        horizons=plan.horizons if plan else {},
        structural_share=structural_share(swings, setting.rulebook.text("structural_inputs")),
        expected_loss=sum(r.risk.expected_loss_after for r, _ in moving if leading(r).option in EXTERNAL),
        outsourced_share=outside / fte if fte else 0.0,
        weights=tuple(weights),
        goals=tuple(goal.value for goal in goals),
        goals_standing=Standing.GIVEN if setting.profile.goals else Standing.DEFAULT,
        annual=_annual(plan, bands) if plan else (),
        held=tuple(held),
        excluded=tuple(result.id for result in results if result.baseline_cost is None),
    )


def _swings(plan: Summed) -> list[Swing]:
    """What each input does to the whole plan, the largest first; a shared input moves in every function at once."""
    found = [
        Swing(input=name, label=quantity.label, at_low=plan.likely + low, at_high=plan.likely + high,
              standing=quantity.standing)
        for name, (low, high, quantity) in plan.swings.items()
    ]  # fmt: skip
    return largest_first(found)


def _outside(result: FunctionResult, setting: Setting) -> float:
    """FTE that a provider runs under the plan."""
    level = next(trait.level for trait in result.traits if trait.id == "codifiability")
    return result.fte * share_outside(leading(result).option, level, setting.rulebook)


def _annual(plan: Summed, bands: Bands) -> tuple[Year, ...]:
    """Both sides of the plan by calendar year; year 0 holds what is paid at approval of the first wave."""
    rows = []
    for row, (today, after) in enumerate(zip(plan.baseline, plan.option, strict=True)):
        drawn = [None if table is None else table[row] for table in (plan.baseline_draws, plan.option_draws)]
        ours, theirs = bands(float(today), drawn[0]), bands(float(after), drawn[1])
        rows.append(
            Year(
                year=row,
                baseline=float(today),
                option=float(after),
                discount_factor=float(plan.discount[row]),
                lines={"baseline.today": float(today), "option.plan": float(after)},
                baseline_p10=ours.p10,
                baseline_p90=ours.p90,
                option_p10=theirs.p10,
                option_p90=theirs.p90,
            )
        )
    return tuple(rows)
