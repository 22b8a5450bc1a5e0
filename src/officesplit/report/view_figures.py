"""The figures of a case: present values, tax, rates of return, paybacks, yearly amounts, break-evens, payments."""

import re
from collections.abc import Iterable

from officesplit.model.result import Cost, FunctionResult, Working
from officesplit.model.working_words import tax_rate, timing
from officesplit.report.view_parts import Cell, Context, Table, leading, option_name, priced, runner_up, table
from officesplit.report.view_words import NONE, counted

_ITEM = re.compile(r"\.item_(\d+)$")
_DEPRECIATION = re.compile(r"\.depreciation_(\d+)$")
_NO_RATE = {
    "none": "none: the yearly savings have no rate at which they are worth nought",
    "more than one": "more than one: the yearly savings change sign more than once",
}
_LATE = "not within the horizon"


def convention(context: Context) -> tuple[str, ...]:
    """How this report discounts and taxes, in sentences; empty where no case has a cost."""
    show, company = context.figures, context.assessment.company
    cost = _any_cost(context)
    if cost is None:
        return ()
    when = timing(cost, company.discount_rate)
    rate = tax_rate(cost)
    discounted = f"Discount rate {show.percent(company.discount_rate, 1)} a year"
    taxed = (
        f"Tax is counted at {show.percent(rate, 1)}: every deductible cost lowers the tax of its year, capital items "
        "do so as they are written off, and all present values are after tax unless a line says otherwise."
        if rate
        else "No tax rate is given, so no tax is counted."
    )
    return (
        f"{discounted}: {when}; what is paid at approval is not discounted." if when else f"{discounted}.",
        taxed,
    )


def _any_cost(context: Context) -> Cost | None:
    """A cost with its years, from which the conventions of all of them can be read."""
    options = (option for function in context.assessment.functions for option in (priced(function), leading(function)))
    return next((option.cost for option in options if option and option.cost and option.cost.annual), None)


def taxed_at(context: Context) -> str:
    """The tax rate as it is printed, empty where no tax is counted."""
    cost = _any_cost(context)
    rate = tax_rate(cost) if cost else 0.0
    return context.figures.percent(rate, 1) if rate else ""


def figures_table(context: Context, function: FunctionResult, name: str, cost: Cost) -> Table:
    """Everything that is said of a case in one number, to the unit."""
    show, rate = context.figures, tax_rate(cost)
    saving = cost.npv_saving
    taxed = ", after tax" if rate else ""
    price = Cell(show.price(cost.price_per_hour), standing=cost.price_standing.value if cost.price_standing else "")
    before: list[list[object]] = [["NPV saving before tax", show.exact(cost.npv_saving_before_tax)]] if rate else []
    rows: list[list[object]] = [
        [f"Present value of staying as it is{taxed}", show.exact(cost.baseline_npv)],
        [f"Present value of the option{taxed}", show.exact(cost.option_npv)],
        [f"NPV saving, likely{taxed}", show.exact(saving.likely)],
        *before,
        *(_odds(context, cost) if context.drawn else ()),
        ["NPV saving as a share", show.percent(cost.npv_saving_share, 1)],
        ["Equal yearly amount of staying as it is", show.exact(cost.equivalent_annual_baseline)],
        ["Equal yearly amount of the option", show.exact(cost.equivalent_annual_option)],
        ["Equal yearly amount of the saving", show.exact(cost.equivalent_annual_saving)],
        ["Internal rate of return a year", _rate(context, cost)],
        ["Payback", _months(context, cost.payback_months)],
        ["Discounted payback", _months(context, cost.discounted_payback_months)],
        ["Expected loss from risks, present value", show.exact(cost.expected_loss_npv)],
        [f"Run-rate saving a year (year {cost.run_rate_year}){taxed}", show.exact(cost.run_rate_saving)],
        ["of which leaves the books (cashable)", show.exact(cost.cashable)],
        ["of which frees time (capacity)", show.exact(cost.capacity)],
        [f"One-off cost{taxed}", show.exact(cost.one_off)],
        [f"Deepest cash point{taxed}", show.exact(cost.peak_cash)],
        ["Price an hour", price if cost.price_per_hour is not None else "no price by the hour"],
        *_break_evens(context, cost),
    ]
    second = runner_up(function)
    if second and second.cost and option_name(second) != name:
        rows.append([f"Runner-up: {option_name(second)}, NPV saving", show.exact(second.cost.npv_saving.likely)])
    return table(f"Figures for {function.name}: {name}", ("Figure", "#Value"), rows)


def _odds(context: Context, cost: Cost) -> Iterable[list[object]]:
    """The quantiles of the draws, the chance of a saving, and what the doubt comes from."""
    show, saving = context.figures, cost.npv_saving
    yield ["NPV saving, P10 (one draw in ten is below)", show.exact(saving.p10)]
    yield ["NPV saving, P50 (half the draws are below)", show.exact(saving.p50)]
    yield ["NPV saving, P90 (one draw in ten is above)", show.exact(saving.p90)]
    yield ["Chance that it saves money", context.chance(cost.probability_saving)]
    if cost.structural_share is not None:
        yield ["Share of the doubt that the model's own assumptions make", show.percent(cost.structural_share)]
    if cost.firm_share is not None:
        yield ["Share of the doubt that given and benchmark inputs make", show.percent(cost.firm_share)]


def _rate(context: Context, cost: Cost) -> str:
    return context.figures.percent(cost.irr, 1) if cost.irr is not None else _NO_RATE.get(cost.irr_note, NONE)


def _months(context: Context, months: float | None) -> str:
    return context.figures.months(months) if months is not None else _LATE


def _break_evens(context: Context, cost: Cost) -> Iterable[list[object]]:
    """Where the saving is nought, one number moved at a time."""
    show, even = context.figures, cost.break_even
    if even.price_now is not None:
        label = f"Break-even price {even.price_unit}".rstrip()
        if even.price is None:
            yield [label, f"none; today {show.price(even.price_now)}"]
        else:
            yield [label, f"{show.price(even.price)}, {away(context, even.price, even.price_now)}"]
    if even.fte is not None:
        yield ["Break-even head-count", f"{show.number(even.fte, 1)} FTE"]
    if even.one_off is not None:
        taxed = ", before tax" if tax_rate(cost) else ""
        yield [f"Break-even one-off cost{taxed}", show.exact(even.one_off)]


def away(context: Context, price: float, now: float) -> str:
    """How far a price is from today's: "67.0% above USD 11.50"."""
    show = context.figures
    if not now:
        return f"against {show.price(now)}"
    side = "above" if price >= now else "below"
    return f"{show.percent(abs(price / now - 1), 1)} {side} {show.price(now)}"


def payments(context: Context, function: FunctionResult, cost: Cost) -> Table | None:
    """The profile's one-off payments on either side, with what their depreciation saves in tax."""
    show = context.figures
    relief: dict[tuple[str, str], Working] = {
        (one.side, match[1]): one for one in cost.workings if (match := _DEPRECIATION.search(one.line))
    }
    rows = []
    for one in cost.workings:
        match = _ITEM.search(one.line)
        if not match:
            continue
        amount = next(operand.value for operand in one.operands)
        year = next((str(factor.fixed[0]) for factor in one.factors if factor.kind == "item"), str(one.year))
        running = "baseline" if one.side == "baseline" else "option"
        written = relief.get((running, match[1]))
        lives = [factor.fixed[1] for factor in (written.factors if written else ()) if factor.kind == "depreciation"]
        rows.append(
            [
                one.label,
                "Staying as it is" if one.side == "baseline" else "The option",
                year,
                show.number(amount),
                counted(lives[0], "year") if lives else NONE,
                show.number(-sum(written.by_year)) if written else NONE,
            ]
        )
    if not rows:
        return None
    currency = context.assessment.company.currency
    heads = (
        "Payment",
        "Who pays",
        "#Year",
        f"#Amount, {currency}",
        "#Written off over",
        "#Tax saved by that",
    )
    return table(f"One-off payments of the profile: {function.name}", heads, rows)
