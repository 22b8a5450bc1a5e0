"""From a booked sheet to what a reader asks of money: years, NPV with corners, payback, peak cash, break-even."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from officesplit.assess.baseline import Baseline, Frame, book_baseline
from officesplit.assess.give_out import GiveOut, give_out_inputs
from officesplit.assess.inputs import Array, Inputs, corners, likely, movable, one_at_a_time
from officesplit.assess.options import book_give_out, price_per_hour
from officesplit.assess.own_options import book_bring_back, book_own, own_inputs
from officesplit.assess.places import Candidate
from officesplit.assess.sheet import MONTHS, Clock, Sheet
from officesplit.model.cash import payback_months, peak_cash
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.quantity import Quantity
from officesplit.model.result import Cost, Interval, Swing, Year
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import EXTERNAL, Kind, Standing

_CAPACITY = frozenset({Kind.IMPROVE, Kind.AUTOMATE})
_PRICED_LINES = frozenset({"option.charges", "option.quality_uplift", "option.control_cost"})


@dataclass(frozen=True, slots=True)
class Case:
    """One option of one function, ready to be evaluated in any columns; ``book`` adds the option's lines to a sheet."""

    setting: Setting
    kind: Kind
    baseline: Baseline
    frame: Frame
    quantities: dict[str, Quantity]
    book: Callable[[Sheet, dict[str, Array]], None]
    give_out: GiveOut | None = None

    def sheet(self, values: dict[str, Array], *, step: int = MONTHS, explain: bool = False) -> Sheet:
        """The booked sheet in the given columns, by year (step 12) or month (step 1)."""
        clock, rules = Clock.of(self.frame.years, step), self.setting.rulebook.cost_lines
        sheet = Sheet(clock, rules, self.quantities, values, self.setting.fx, explain)
        self.book(sheet, book_baseline(sheet, self.baseline, self.frame))
        return sheet


def own_case(facts: Facts, setting: Setting, kind: Kind, baseline: Baseline, frame: Frame, inputs: Inputs) -> Case:
    """The case of an option that leaves the work where it is, or brings it back."""
    inputs = inputs.fork()
    ids = own_inputs(facts, setting, kind, inputs)

    def book(sheet: Sheet, today: dict[str, Array]) -> None:
        if kind is Kind.BRING_BACK:
            book_bring_back(sheet, replace(baseline, outsourced=()), frame, ids)
        else:
            book_own(sheet, kind, baseline, ids, today)

    return Case(setting, kind, baseline, frame, dict(inputs.quantities), book)


def give_out_case(
    facts: Facts, setting: Setting, kind: Kind, candidate: Candidate, baseline: Baseline, frame: Frame, lot: Lot,
    gates: tuple[Gate, ...], inputs: Inputs,
) -> Case | None:  # fmt: skip
    """The case of giving the function to a provider in the candidate's country; None where nothing prices it."""
    inputs = inputs.fork()
    g = give_out_inputs(facts, setting, kind, candidate, lot, gates, inputs)
    if g is None:
        return None

    def book(sheet: Sheet, today: dict[str, Array]) -> None:
        book_give_out(sheet, kind, baseline, frame, g, lot, today)

    return Case(setting, kind, baseline, frame, dict(inputs.quantities), book, g)


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
        return npv_saving(case.sheet(columns), columns[case.frame.discount_rate])

    swings = outcome(one_at_a_time(case.quantities))
    ends = corners(case.quantities, outcome, swings)
    low, high = outcome(ends)
    return Around(swings, ends, float(low), float(high))


def evaluate(case: Case, around: Around) -> Cost:
    """Everything about the money of a case, before any loss from risks."""
    values = likely(case.quantities)
    sheet = case.sheet(values, explain=True)
    rate = case.frame.discount_rate
    factor = (1 + values[rate]) ** -sheet.clock.year
    saving = float(npv_saving(sheet, values[rate])[0])
    swings = _swings(case, around)
    ranked = sorted(swings, key=lambda swing: (-abs(swing.at_high - swing.at_low), swing.input))
    baseline, option, one_off = sheet.total("baseline"), sheet.total("option"), float(sheet.total("one_off")[0, 0])
    baseline_npv = float((baseline * factor).sum())
    run_row = min(int(case.setting.rulebook.number("run_rate_year")), case.frame.years) - 1
    run_rate = float((baseline - option)[run_row, 0])
    path = _cumulative(case, values)
    price = _price(case, sheet)
    return Cost(
        annual=_years(sheet, factor),
        workings=sheet.workings(run_row + 1),
        baseline_npv=baseline_npv,
        option_npv=baseline_npv - saving,
        npv_saving=Interval(likely=saving, low=min(around.low, saving), high=max(around.high, saving)),
        npv_saving_share=saving / baseline_npv if baseline_npv else 0.0,
        expected_loss_npv=0.0,
        run_rate_saving=run_rate,
        run_rate_year=run_row + 1,
        one_off=one_off,
        peak_cash=peak_cash(path),
        payback_months=payback_months(path),
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
    sheet = case.sheet(three, step=1)
    monthly = sheet.total("baseline") - sheet.total("option")
    rows = np.broadcast_to(monthly, (len(sheet.clock.start), 3))
    one_off = np.broadcast_to(sheet.total("one_off"), (1, 3))
    return CashPath(np.concatenate((-one_off, rows)), three[case.frame.discount_rate])


def _years(sheet: Sheet, factor: Array) -> tuple[Year, ...]:
    """Year 0 with the one-off lines, then each year with both sides; the lines of a side add up to it."""
    count = len(sheet.clock.start)
    baseline, option = sheet.total("baseline"), sheet.total("option")
    amounts = {
        line.id: np.broadcast_to(line.amount, (count, line.amount.shape[1]))[:, 0]
        for line in sheet.lines
        if line.rule.side != "one_off"
    }
    one_off = {line.id: float(line.amount[0, 0]) for line in sheet.lines if line.rule.side == "one_off"}
    rows = [Year(year=0, baseline=0.0, option=float(sheet.total("one_off")[0, 0]), discount_factor=1.0, lines=one_off)]
    for row in range(count):
        rows.append(
            Year(
                year=row + 1,
                baseline=float(baseline[row, 0]),
                option=float(option[row, 0]),
                discount_factor=float(factor[row, 0]),
                lines={name: float(amount[row]) for name, amount in amounts.items()},
            )
        )
    return tuple(rows)


def _cumulative(case: Case, values: dict[str, Array]) -> list[float]:
    """Cumulative undiscounted saving at likely values, one value a month from approval."""
    sheet = case.sheet(values, step=1)
    monthly = (sheet.total("baseline") - sheet.total("option"))[:, 0]
    path: list[float] = np.cumsum(np.concatenate(([-float(sheet.total("one_off")[0, 0])], monthly))).tolist()
    return path


def _price(case: Case, sheet: Sheet) -> float | None:
    """The provider's price per hour at likely values, with the lot-size uplift; None where no hour is priced."""
    g = case.give_out
    if g is None:
        return None
    if g.price and g.lot_uplift:
        return float((price_per_hour(sheet, g.price) * sheet[g.lot_uplift])[0])
    if "per_hour" in g.quote_ids:
        return float(sheet[g.quote_ids["per_hour"][0]][0])
    if "per_fte_year" in g.quote_ids:
        return float((sheet[g.quote_ids["per_fte_year"][0]] / sheet[g.hours])[0])
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
