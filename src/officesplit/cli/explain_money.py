"""The money of one option, as `officesplit explain` prints it."""

from collections.abc import Mapping

from officesplit.cli.explain_workings import workings
from officesplit.cli.text import columns
from officesplit.model.quantity import Quantity
from officesplit.model.result import Cost


def money_text(amount: float | None, currency: str) -> str:
    """An amount to the unit, with its currency."""
    return "unknown" if amount is None else f"{currency} {amount:,.0f}"


def percent(share: float | None) -> str:
    """A share as whole percent."""
    return "unknown" if share is None else f"{share:.0%}"


def chance(share: float | None) -> str:
    """A share of draws: a count is never told as certain."""
    if share is None or share <= 0:
        return percent(share)
    return ">99%" if share > 0.99 else "<1%" if share < 0.01 else percent(share)


def cost_lines(cost: Cost, known: Mapping[str, Quantity]) -> list[str]:
    """Every cost line as formula, operands and results, and the years."""
    lines = workings(cost, known)
    if cost.annual:
        rows = [["year", *(str(year.year) for year in cost.annual)]]
        rows.append(["baseline", *(f"{year.baseline:,.0f}" for year in cost.annual)])
        rows.append(["option", *(f"{year.option:,.0f}" for year in cost.annual)])
        for line in dict.fromkeys(line for year in cost.annual for line in year.lines):
            rows.append([f"  {line}", *(f"{year.lines.get(line, 0.0):,.0f}" for year in cost.annual)])
        rows.append(["discount factor", *(f"{year.discount_factor:.4f}" for year in cost.annual)])
        lines.append(columns(rows, "  ", frozenset(range(1, len(cost.annual) + 1))))
    return lines


def summary(cost: Cost, currency: str) -> list[str]:
    """What follows from the lines: years, present values, cash and prices."""
    rows = [
        ["baseline NPV", money_text(cost.baseline_npv, currency)],
        ["option NPV", money_text(cost.option_npv, currency)],
        ["NPV saving", f"{money_text(cost.npv_saving.likely, currency)} ({percent(cost.npv_saving_share)})"],
        ["expected loss, NPV", money_text(cost.expected_loss_npv, currency)],
        ["run-rate saving a year", money_text(cost.run_rate_saving, currency)],
        ["of it cashable", money_text(cost.cashable, currency)],
        ["peak cash", money_text(cost.peak_cash, currency)],
    ]
    if cost.probability_saving is not None:
        saving = cost.npv_saving
        amounts = ", ".join(f"{amount:,.0f}" for amount in (saving.p10, saving.p50, saving.p90))
        rows.insert(3, ["NPV saving, P10, P50, P90", f"{currency} {amounts}"])
        rows.insert(4, ["chance of a saving", chance(cost.probability_saving)])
    if cost.price_per_hour is not None:
        rows.append(["price an hour", f"{currency} {cost.price_per_hour:,.2f} ({cost.price_standing or 'unknown'})"])
    if cost.break_even_price_per_hour is not None:
        rows.append(["break-even price an hour", f"{currency} {cost.break_even_price_per_hour:,.2f}"])
    return [columns(rows, "  ")]
