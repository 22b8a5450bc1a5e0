"""From a booked sheet to what a reader asks of money: years, NPV, rate of return, payback, peak cash."""

from dataclasses import dataclass, replace

import numpy as np

from officesplit.assess.break_even import break_even
from officesplit.assess.case import Case, World, npv_saving, timeline
from officesplit.assess.finance import equal_yearly_amount, internal_rates
from officesplit.assess.inputs import Array, corners, movable, one_at_a_time
from officesplit.assess.options import price_per_hour
from officesplit.assess.sheet import Sheet, at
from officesplit.model.cash import payback_months, peak_cash
from officesplit.model.result import Cost, Interval, Swing, Year
from officesplit.model.vocabulary import EXTERNAL, Kind, Standing

_CAPACITY = frozenset({Kind.IMPROVE, Kind.AUTOMATE})


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around the likely point: NPV saving with each input at its ends, and the two corners' columns."""

    swings: Array
    ends: dict[str, Array]
    low: float
    high: float


def look_around(case: Case) -> Around:
    """Evaluate every input at its ends, and all of them at the ends that hurt and that help."""

    def outcome(columns: dict[str, Array]) -> Array:
        return npv_saving(case.sheet(timeline(case.frame, columns)))

    swings = outcome(one_at_a_time(case.quantities))
    ends = corners(case.quantities, outcome, swings)
    low, high = np.broadcast_to(outcome(ends), (2,))
    return Around(swings, ends, float(low), float(high))


def evaluate(case: Case, around: Around, world: World) -> Cost:
    """Everything about the money of a case, before any loss from risks."""
    sheet = case.sheet(world.years)
    saving = float(npv_saving(sheet)[0])
    swings = _swings(case, around)
    ranked = sorted(swings, key=lambda swing: (-abs(swing.at_high - swing.at_low), swing.input))
    baseline_npv = float(sheet.present("baseline")[0])
    years = _years(sheet)
    run_row = min(int(case.setting.rulebook.number("run_rate_year")), case.frame.years)
    run_rate = _run_rate(case, sheet, run_row)
    rates = internal_rates([year.baseline - year.option for year in years])
    path, discounted = _cumulative(case, world)
    price = _price(case, sheet)
    factors = [year.discount_factor for year in years[1:]]
    even = break_even(case, sheet, saving)
    return Cost(
        annual=years,
        workings=sheet.workings(run_row),
        baseline_npv=baseline_npv,
        option_npv=baseline_npv - saving,
        npv_saving=Interval(likely=saving, low=min(around.low, saving), high=max(around.high, saving)),
        npv_saving_share=saving / baseline_npv if baseline_npv else 0.0,
        npv_saving_before_tax=_before_tax(sheet),
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
        firm_share=_firm_share(swings),
        drivers=tuple(ranked[: int(case.setting.rulebook.number("tornado_size"))]),
        cashable=0.0 if case.kind in _CAPACITY else run_rate,
        capacity=run_rate if case.kind in _CAPACITY else 0.0,
    )


def with_loss(cost: Cost, yearly: float) -> Cost:
    """The cost with an expected yearly loss, discounted like every other flow."""
    annuity = sum(year.discount_factor for year in cost.annual if year.year > 0)
    return cost.model_copy(update={"expected_loss_npv": yearly * annuity})


def _run_rate(case: Case, sheet: Sheet, row: int) -> float:
    """The saving of a year without what is paid once, after tax."""
    running = replace(sheet, lines=[line for line in sheet.lines if not (line.rule.once or line.rule.tax)])
    tax = float(sheet.time.values[case.frame.tax_rate][0]) if case.frame.tax_rate else 0.0
    return at(running.total("baseline") - running.total("option"), row) * (1 - tax)


def _before_tax(sheet: Sheet) -> float:
    """NPV saving without the tax lines: what it is where no tax is paid."""
    plain = replace(sheet, lines=[line for line in sheet.lines if not line.rule.tax])
    return float(npv_saving(plain)[0])


def _swings(case: Case, around: Around) -> list[Swing]:
    """What each input does to the NPV saving between its ends."""
    return [
        Swing(
            input=name,
            label=case.quantities[name].label,
            at_low=float(around.swings[1 + 2 * index]),
            at_high=float(around.swings[2 + 2 * index]),
            standing=case.quantities[name].standing,
        )
        for index, name in enumerate(movable(case.quantities))
    ]


def _firm_share(swings: list[Swing]) -> float | None:
    """Share of the squared swings that comes from inputs that are given or benchmark; None where nothing moves."""
    squares = [((swing.at_high - swing.at_low) ** 2, swing.standing) for swing in swings]
    whole = sum(square for square, _ in squares)
    firm = sum(square for square, standing in squares if standing in (Standing.GIVEN, Standing.BENCHMARK))
    return firm / whole if whole > 0 else None


@dataclass(frozen=True, slots=True)
class CashPath:
    """Monthly saving of an option: row 0 is approval with the one-off cost; columns likely, low corner, high corner."""

    saving: Array
    rate: Array


def cash_path(case: Case, ends: dict[str, Array]) -> CashPath:
    """The monthly flows that the roadmap shifts by a wave; shape (12 x years + 1, 3); ``ends`` are the corners."""
    three = {name: np.concatenate(([case.quantities[name].value.likely], ends[name])) for name in ends}
    sheet = case.sheet(timeline(case.frame, three, step=1))
    saving = sheet.total("baseline") - sheet.total("option", "one_off")
    return CashPath(np.broadcast_to(saving, (len(saving), 3)), three[case.frame.discount_rate])


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


def _cumulative(case: Case, world: World) -> tuple[list[float], list[float]]:
    """Cumulative saving by month from approval at likely values: as paid, and discounted as its year is."""
    sheet = case.sheet(world.months)
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
