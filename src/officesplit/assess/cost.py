"""From a booked sheet to what a reader asks of money: years, NPV with corners, payback, peak cash, break-even."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from officesplit.assess.baseline import Baseline, Frame, book_baseline
from officesplit.assess.inputs import Array, Inputs, corners, likely, one_at_a_time
from officesplit.assess.options import GiveOut, Lot, book_give_out, give_out_inputs, lot_key, price_per_hour
from officesplit.assess.own_options import Own, book_bring_back, book_own, own_inputs
from officesplit.assess.places import Candidate
from officesplit.assess.sheet import Clock, Sheet
from officesplit.assess.wages import price_inputs
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Quote
from officesplit.model.quantity import Quantity
from officesplit.model.result import Cost, Interval, Swing, Year
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import EXTERNAL, Kind, Standing

_CAPACITY = frozenset({Kind.IMPROVE, Kind.AUTOMATE})
_PRICED_LINES = ("option.charges", "option.quality_uplift", "option.control_cost")


@dataclass(frozen=True, slots=True)
class Case:
    """One option of one function, ready to be evaluated in any columns."""

    facts: Facts
    setting: Setting
    kind: Kind
    baseline: Baseline
    frame: Frame
    quantities: dict[str, Quantity]
    build: Callable[[dict[str, Array], Clock], Sheet]
    give_out: GiveOut | None = None
    lot_id: str | None = None

    def sheet(self, values: dict[str, Array], *, step: int = 12) -> Sheet:
        """The booked sheet in the given columns, by year (12) or month (1)."""
        return self.build(values, Clock.of(self.frame.years, step))


def quote_for(facts: Facts, setting: Setting, country: str) -> Quote | None:
    """The cheapest way to name it: the first quote for that place; one without a place counts at home."""
    for quote in facts.function.quotes:
        if (quote.location or setting.territory.iso2) == country:
            return quote
    return None


def own_case(facts: Facts, setting: Setting, kind: Kind, baseline: Baseline, frame: Frame, inputs: Inputs) -> Case:
    """The case of an option that leaves the work where it is, or brings it back."""
    inputs = inputs.fork()
    own: Own = own_inputs(facts, setting, kind, inputs)
    quantities = dict(inputs.quantities)

    def build(values: dict[str, Array], clock: Clock) -> Sheet:
        sheet = Sheet(clock, quantities)
        today = book_baseline(sheet, values, baseline, frame, setting.fx)
        if kind is Kind.BRING_BACK:
            inside = Sheet(clock, quantities)
            at_home = book_baseline(inside, values, _in_house(baseline), frame, setting.fx)
            book_bring_back(sheet, values, own, at_home)
        else:
            book_own(sheet, values, setting, kind, baseline, frame, own, today)
        return sheet

    return Case(facts, setting, kind, baseline, frame, quantities, build)


def _in_house(b: Baseline) -> Baseline:
    """The same function as it would cost inside the company."""
    return Baseline(b.fte, b.salary, b.load, b.supervisor, b.span, b.seat, b.attrition, b.replacement, b.given, ())


def give_out_case(
    facts: Facts, setting: Setting, kind: Kind, candidate: Candidate, baseline: Baseline, frame: Frame, lot: Lot,
    gates: tuple[Gate, ...], inputs: Inputs,
) -> Case | None:  # fmt: skip
    """The case of giving the function to a provider in the candidate's country; None where nothing prices it."""
    inputs = inputs.fork()
    quote = quote_for(facts, setting, candidate.country.iso2)
    price = None
    if quote is None and not frame.only_given:
        price = price_inputs(facts, setting, candidate.kind, candidate.country, inputs, night=candidate.night)
    if quote is None and price is None:
        return None
    if quote and quote.per_unit is not None and facts.function.volume is None:
        return None
    g = give_out_inputs(facts, setting, kind, candidate.kind, price, quote, gates, inputs)
    lot_id = None
    if price:
        lot_id = inputs.parameter("lot_size_uplift", lot_key(lot.fte, inputs))
        inputs.parameter("hours_per_fte_year")
    quantities = dict(inputs.quantities)

    def build(values: dict[str, Array], clock: Clock) -> Sheet:
        sheet = Sheet(clock, quantities)
        today = book_baseline(sheet, values, baseline, frame, setting.fx)
        book_give_out(sheet, values, facts, setting, kind, baseline, frame, g, lot, lot_id, today)
        return sheet

    return Case(facts, setting, kind, baseline, frame, quantities, build, g, lot_id)


def npv_saving(sheet: Sheet, rate: Array) -> Array:
    """Saving of every column: yearly differences discounted at year end, one-off costs at month 0."""
    factor = (1 + rate) ** -sheet.clock.year
    yearly = (sheet.total("baseline") - sheet.total("option")) * factor
    return np.asarray(yearly.sum(axis=0) - sheet.total("one_off")[0])


def likely_saving(case: Case) -> tuple[float, float]:
    """NPV saving and NPV of today's cost at likely values."""
    values = likely(case.quantities)
    sheet, rate = case.sheet(values), values[case.frame.discount_rate]
    today = (sheet.total("baseline") * (1 + rate) ** -sheet.clock.year).sum()
    return float(npv_saving(sheet, rate)[0]), float(today)


def evaluate(case: Case) -> Cost:
    """Everything about the money of a case, before any loss from risks."""
    values = likely(case.quantities)
    sheet = case.sheet(values)
    rate = case.frame.discount_rate
    factor = (1 + values[rate]) ** -sheet.clock.year
    saving = float(npv_saving(sheet, values[rate])[0])
    low, high, swings = _corner_savings(case)
    ranked = sorted(swings, key=lambda swing: (-abs(swing.at_high - swing.at_low), swing.input))
    baseline, option, one_off = sheet.total("baseline"), sheet.total("option"), float(sheet.total("one_off")[0, 0])
    baseline_npv = float((baseline * factor).sum())
    run_row = min(int(case.setting.rulebook.number("run_rate_year")), case.frame.years) - 1
    run_rate = float((baseline - option)[run_row, 0])
    payback, peak = _cash(case, values)
    price = _price(case, values)
    return Cost(
        annual=_years(sheet, factor),
        workings=sheet.workings(run_row + 1),
        baseline_npv=baseline_npv,
        option_npv=baseline_npv - saving,
        npv_saving=Interval(likely=saving, low=min(low, saving), high=max(high, saving)),
        npv_saving_share=saving / baseline_npv if baseline_npv else 0.0,
        expected_loss_npv=0.0,
        run_rate_saving=run_rate,
        one_off=one_off,
        peak_cash=peak,
        payback_months=payback,
        price_per_hour=price,
        break_even_price_per_hour=_break_even(sheet, factor, saving, price),
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


def _corner_savings(case: Case) -> tuple[float, float, list[Swing]]:
    """NPV saving with every input at the end that hurts, with every one at the end that helps, and each one's swing."""
    moving, columns = one_at_a_time(case.quantities)
    outcome = npv_saving(case.sheet(columns), columns[case.frame.discount_rate])
    both = corners(case.quantities, moving, outcome)
    low, high = npv_saving(case.sheet(both), both[case.frame.discount_rate])
    swings = [
        Swing(
            input=name,
            label=case.quantities[name].label,
            at_low=float(outcome[1 + 2 * index]),
            at_high=float(outcome[2 + 2 * index]),
            standing=case.quantities[name].standing,
        )
        for index, name in enumerate(moving)
    ]
    return float(low), float(high), swings


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


def cash_path(case: Case) -> CashPath:
    """The monthly flows that the roadmap shifts by a function's wave; shape (12 x years + 1, 3)."""
    moving, columns = one_at_a_time(case.quantities)
    outcome = npv_saving(case.sheet(columns), columns[case.frame.discount_rate])
    ends = corners(case.quantities, moving, outcome)
    three = {name: np.concatenate(([case.quantities[name].value.likely], ends[name])) for name in ends}
    sheet = case.sheet(three, step=1)
    monthly = sheet.total("baseline") - sheet.total("option")
    rows = np.broadcast_to(monthly, (len(sheet.clock.start), 3))
    one_off = np.broadcast_to(sheet.total("one_off"), (1, 3))
    return CashPath(np.concatenate((-one_off, rows)), three[case.frame.discount_rate])


def _years(sheet: Sheet, factor: Array) -> tuple[Year, ...]:
    """Year 0 with the one-off lines, then each year with both sides; the lines of a side add up to it exactly."""
    one_off = {line.id: float(line.amount[0, 0]) for line in sheet.lines if line.side == "one_off"}
    rows = [Year(year=0, baseline=0.0, option=float(sheet.total("one_off")[0, 0]), discount_factor=1.0, lines=one_off)]
    baseline, option = sheet.total("baseline"), sheet.total("option")
    for row in range(len(sheet.clock.start)):
        lines = {
            line.id: float(np.broadcast_to(line.amount, (len(sheet.clock.start), line.amount.shape[1]))[row, 0])
            for line in sheet.lines
            if line.side != "one_off"
        }
        rows.append(
            Year(
                year=row + 1,
                baseline=float(np.broadcast_to(baseline, (row + 1, 1))[row, 0])
                if len(baseline) == 1
                else float(baseline[row, 0]),
                option=float(option[row, 0]) if len(option) > 1 else float(option[0, 0]),
                discount_factor=float(factor[row, 0]),
                lines=lines,
            )
        )
    return tuple(rows)


def _cash(case: Case, values: dict[str, Array]) -> tuple[float | None, float]:
    """Payback and peak cash from monthly flows.

    Payback: first month after which the cumulative undiscounted saving stays at or above zero, None where there is none
    within the horizon or nothing is spent or saved.
    """
    sheet = case.sheet(values, step=1)
    monthly = (sheet.total("baseline") - sheet.total("option"))[:, 0]
    path = np.cumsum(np.concatenate(([-float(sheet.total("one_off")[0, 0])], monthly)))
    peak = max(0.0, -float(path.min()))
    if not np.any(np.abs(path) > 1e-6):
        return None, 0.0
    below = np.flatnonzero(path < -1e-6)
    if len(below) == 0:
        return 0.0, peak
    last = int(below[-1])
    return (float(last + 1) if last + 1 < len(path) else None), peak


def _price(case: Case, values: dict[str, Array]) -> float | None:
    """The provider's price per hour at likely values, with the lot-size uplift."""
    if case.give_out is None:
        return None
    if case.give_out.price and case.lot_id:
        return float((price_per_hour(values, case.give_out.price, case.setting.fx) * values[case.lot_id])[0])
    ids = case.give_out.quote_ids
    if "per_hour" in ids:
        return float(values[ids["per_hour"][0]][0])
    if "per_fte_year" in ids:
        return float(values[ids["per_fte_year"][0]][0]) / case.setting.rulebook.number("hours_per_fte_year")
    return None


def _break_even(sheet: Sheet, factor: Array, saving: float, price: float | None) -> float | None:
    """The price per hour at which the NPV saving is nought: linear, because charges and their uplifts are."""
    if price is None:
        return None
    proportional = [line.amount for line in sheet.lines if line.id in _PRICED_LINES]
    base = float(sum((amount * factor).sum() for amount in proportional))
    return price * (1 + saving / base) if base > 0 else None


def _price_standing(case: Case) -> Standing | None:
    if case.kind not in EXTERNAL:
        return None
    return Standing.GIVEN if case.give_out and case.give_out.quote else Standing.DEFAULT
