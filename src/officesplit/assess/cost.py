"""From a booked sheet to what a reader asks of money: years, NPV, rate of return, payback, peak cash."""

import numpy as np

from officesplit.assess.break_even import break_even
from officesplit.assess.case import Case, World, npv_saving
from officesplit.assess.finance import equal_yearly_amount, internal_rates
from officesplit.assess.options import price_per_hour
from officesplit.assess.sheet import Sheet, at
from officesplit.model.cash import payback_months, peak_cash
from officesplit.model.result import BreakEven, Cost, Interval, Year
from officesplit.model.vocabulary import EXTERNAL, Kind, Standing

_CAPACITY = frozenset({Kind.IMPROVE, Kind.AUTOMATE})


def evaluate(case: Case, world: World) -> Cost:
    """Everything about the money of a case, before any loss from risks; without break-evens in a brief world."""
    sheet = world.sheet(case)
    saving = float(npv_saving(sheet)[0])
    baseline_npv = float(sheet.present("baseline")[0])
    years = _years(sheet)
    run_row = case.run_rate_year
    run_rate = _run_rate(case, sheet)
    rates = internal_rates([year.baseline - year.option for year in years], case.frame.timing)
    path, discounted = _cumulative(sheet.over(world.months))
    price = _price(case, sheet)
    factors = [year.discount_factor for year in years[1:]]
    even = BreakEven() if world.brief else break_even(case, sheet, saving)
    return Cost(
        annual=years,
        workings=() if world.brief else sheet.workings(run_row),
        baseline_npv=baseline_npv,
        option_npv=baseline_npv - saving,
        npv_saving=Interval(likely=saving, p10=saving, p50=saving, p90=saving),
        npv_saving_share=saving / baseline_npv if baseline_npv else 0.0,
        npv_saving_before_tax=float(npv_saving(sheet.before_tax())[0]),
        expected_loss_npv=0.0,
        run_rate_saving=run_rate,
        run_rate_year=run_row,
        one_off=float(sheet.total("one_off")[:, 0].sum()),
        peak_cash=peak_cash(path),
        payback_months=payback_months(path),
        discounted_payback_months=payback_months(discounted),
        irr=rates[0] if len(rates) == 1 else None,
        irr_note="" if len(rates) == 1 else "more than one" if rates else "none",
        equivalent_annual_saving=equal_yearly_amount(saving, factors),
        equivalent_annual_baseline=equal_yearly_amount(baseline_npv, factors),
        equivalent_annual_option=equal_yearly_amount(baseline_npv - saving, factors),
        price_per_hour=price,
        break_even_price_per_hour=price * even.price / even.price_now
        if price and even.price is not None and even.price_now
        else None,
        break_even=even,
        price_standing=_price_standing(case),
        cashable=0.0 if case.kind in _CAPACITY else run_rate,
        capacity=run_rate if case.kind in _CAPACITY else 0.0,
    )


def with_loss(cost: Cost, yearly: float) -> Cost:
    """The cost with an expected yearly loss, discounted like every other flow."""
    annuity = sum(year.discount_factor for year in cost.annual if year.year > 0)
    return cost.model_copy(update={"expected_loss_npv": yearly * annuity})


def _run_rate(case: Case, sheet: Sheet) -> float:
    """The saving of the run-rate year without what is paid once, after tax."""
    running = sheet.running()
    saving = at(running.total("baseline") - running.total("option"), case.run_rate_year)
    return saving * (1 - float(case.tax(sheet.time)[0]))


def _years(sheet: Sheet) -> tuple[Year, ...]:
    """Approval, then each year with both sides; the lines of a side add up to it."""
    sides = (sheet.total("baseline"), sheet.total("option", "one_off"))
    count = len(sheet.time.begin) + 1
    amounts = {line.id: np.broadcast_to(sheet.amounts(line), (count, 1))[:, 0] for line in sheet.lines}
    return tuple(
        Year(
            year=row,
            baseline=float(sides[0][row, 0]),
            option=float(sides[1][row, 0]),
            discount_factor=float(sheet.time.discount[row, 0]),
            lines={name: float(amount[row]) for name, amount in amounts.items() if row or amount[row]},
        )
        for row in range(count)
    )


def _cumulative(sheet: Sheet) -> tuple[list[float], list[float]]:
    """Cumulative saving by month from approval at likely values: as paid, and discounted as its year is."""
    saving = (sheet.total("baseline") - sheet.total("option", "one_off"))[:, :1]
    discounted = saving * sheet.time.discount[:, :1]
    return np.cumsum(saving[:, 0]).tolist(), np.cumsum(discounted[:, 0]).tolist()


def _price(case: Case, sheet: Sheet) -> float | None:
    """The provider's price per hour at likely values, with the lot-size uplift; None where no hour is priced."""
    g = case.give_out
    if g is None:
        return None
    if g.price:
        return float(price_per_hour(sheet, g)[0])
    if "per_hour" in g.quote_ids:
        return float(sheet.time.values[g.quote_ids["per_hour"][0]][0])
    if "per_fte_year" in g.quote_ids:
        return float((sheet.time.values[g.quote_ids["per_fte_year"][0]] / sheet.time.values[g.hours])[0])
    return None


def _price_standing(case: Case) -> Standing | None:
    if case.kind not in EXTERNAL:
        return None
    return Standing.GIVEN if case.give_out and case.give_out.quote else Standing.DEFAULT
