"""`officesplit explain --cost`: the arithmetic of a function's options, so that every sum can be done again by hand."""

from collections.abc import Iterable, Mapping, Sequence

from officesplit.cli.explain_money import chance
from officesplit.cli.explain_workings import folded, money, number, workings
from officesplit.cli.text import columns, counted, plain
from officesplit.model.quantity import Quantity
from officesplit.model.result import Assessment, Cost, FunctionResult, OptionResult, QuoteLine, Year
from officesplit.model.rounding import tied
from officesplit.model.vocabulary import Kind
from officesplit.model.working_words import tax_rate, timing

_CENTS = 100
_SIDES = (("staying as it is", "baseline", ("baseline",)), ("the option", "option", ("option", "one_off")))
_NO_RATE = {
    "none": "none (no rate makes the yearly savings worth nought)",
    "more than one": "more than one (the yearly savings change sign more than once)",
}


def shown_options(function: FunctionResult, wanted: Kind | None) -> list[OptionResult]:
    """The options whose money is printed: the one asked for, else the verdict's and the runner-up's."""
    found = function.recommendation
    kinds = [wanted] if wanted else [found.verdict, *([found.runner_up] if found.runner_up else [])]
    return [one for kind in dict.fromkeys(kinds) for one in function.options if one.option is kind and one.cost]


def cost_explanation(assessment: Assessment, function: FunctionResult, wanted: Kind | None) -> str:
    """The money of some options line by line; says why where there is none."""
    company = assessment.company
    title = f"{function.name} ({function.id}), {plain(function.fte)} FTE at {company.name}: what it costs"
    options = shown_options(function, wanted)
    blocks = ["\n".join(folded(title, 0))]
    if not options:
        why = function.recommendation.insufficient_evidence or "the option is struck, or nothing prices it"
        return "\n\n".join([*blocks, f"No option has a cost: {why}"])
    known = {quantity.id: quantity for quantity in assessment.evidence}
    for option in options:
        assert option.cost is not None
        for heading, lines in _option(assessment, option, option.cost, known):
            blocks.append("\n".join([heading, *lines]))
    quoted = [(option.option, line) for option in function.options for line in option.quotes]
    if quoted:
        blocks.append("\n".join(["QUOTES", *_quotes(quoted)]))
    blocks += ["\n".join(["A NEW TENDER", *_retender(one)]) for one in function.options if one.retender]
    return "\n\n".join(blocks)


def _option(
    assessment: Assessment, option: OptionResult, cost: Cost, known: Mapping[str, Quantity]
) -> Iterable[tuple[str, list[str]]]:
    company = assessment.company
    place = f", {option.country_name}" if option.country_name else ""
    vendor = f", {option.vendor}" if option.vendor else ""
    when, rate = timing(cost, company.discount_rate), tax_rate(cost)
    said = f"money in {company.currency}; {counted(company.horizon_years, 'year')} at {company.discount_rate:.4%}"
    said += f"; {when}; approval is not discounted" if when else ""
    said += f"; tax at {rate:.4%}" if rate else "; no tax counted"
    yield f"OPTION {option.option}{place}{vendor}".upper(), folded(said, 2)
    printed = {name: _printed(cost, sides) for _, name, sides in _SIDES}
    for title, name, sides in _SIDES:
        yield f"Lines of {title}", workings(cost, known, sides, printed[name])
    tables = [[f"  {title}:", *_table(cost, name, printed[name])] for title, name, _ in _SIDES]
    yield "Totals by side, to the cent", [line for table in tables for line in table]
    yield "Net present value", _npv(cost, _totals(cost, printed["baseline"]), _totals(cost, printed["option"]))
    yield "From today's cost to the option's, in present value", _bridge(cost)
    yield "What follows", _figures(cost)


def _printed(cost: Cost, sides: Sequence[str]) -> dict[str, list[float]]:
    """Lines of a side by year, to the cent; they add up to the amount of the side in every year."""
    lines = [one.line for one in cost.workings if one.side in sides]
    by_year = [_cents([year.lines.get(line, 0.0) for line in lines]) for year in cost.annual]
    return {line: [column[index] for column in by_year] for index, line in enumerate(lines)}


def _totals(cost: Cost, printed: Mapping[str, Sequence[float]]) -> list[float]:
    return [round(sum(values[year] for values in printed.values()), 2) for year in range(len(cost.annual))]


def _table(cost: Cost, name: str, printed: Mapping[str, Sequence[float]]) -> list[str]:
    rows = [["year", *(str(year.year) for year in cost.annual)]]
    rows += [[line, *map(money, values)] for line, values in printed.items() if any(values)]
    rows.append([f"total {name}", *map(money, _totals(cost, printed))])
    return _in_blocks(rows)


def _in_blocks(rows: Sequence[Sequence[str]], most: int = 3) -> list[str]:
    """A table by year in pieces of a few years, so that it stays inside the page."""
    years = len(rows[0]) - 1
    found = []
    for start in range(1, years + 1, most):
        piece = [[row[0], *row[start : start + most]] for row in rows]
        found.append(columns(piece, "    ", frozenset(range(1, most + 1))))
    return found


def _cents(amounts: Sequence[float]) -> list[float]:
    """Amounts to the cent whose sum is the sum to the cent."""
    return [value / _CENTS for value in tied([amount * _CENTS for amount in amounts])]


def _npv(cost: Cost, baseline: Sequence[float], option: Sequence[float]) -> list[str]:
    """Saving x discount factor, year by year, added up."""
    present = _cents([(year.baseline - year.option) * year.discount_factor for year in cost.annual])
    rows = [["year", "saving", "discount factor", "present value"]]
    for year, value in zip(cost.annual, present, strict=True):
        saving = money(baseline[year.year] - option[year.year])
        rows.append([str(year.year), saving, number(year.discount_factor), money(value)])
    rows.append(["sum", "", "", money(round(sum(present), 2))])
    return [columns(rows, "    ", frozenset({1, 2, 3}))]


def _bridge(cost: Cost) -> list[str]:
    """Every line in present value: what is saved is positive, what is taken on is negative."""
    rows = []
    whole = 0.0
    for _, name, sides in _SIDES:
        lines = [one.line for one in cost.workings if one.side in sides]
        values = _cents([_present(cost.annual, line) for line in lines])
        sign = 1 if name == "baseline" else -1
        rows += [[line, money(sign * value)] for line, value in zip(lines, values, strict=True) if value]
        total = sign * round(sum(values), 2)
        rows.append([f"total {name}", money(total)])
        whole += total
    rows.append(["NPV saving", money(round(whole, 2))])
    return [columns(rows, "    ", frozenset({1}))]


def _present(annual: Sequence[Year], line: str) -> float:
    return sum(year.lines.get(line, 0.0) * year.discount_factor for year in annual)


def _figures(cost: Cost) -> list[str]:
    annuity = sum(year.discount_factor for year in cost.annual if year.year)
    rows = [
        ["NPV of staying as it is", money(cost.baseline_npv)],
        ["NPV of the option", money(cost.option_npv)],
        ["NPV saving", f"{money(cost.npv_saving.likely)} ({cost.npv_saving_share:.2%})"],
    ]
    if cost.probability_saving is not None:
        saving = cost.npv_saving
        rows += [
            ["NPV saving, P10", money(saving.p10)],
            ["NPV saving, P50", money(saving.p50)],
            ["NPV saving, P90", money(saving.p90)],
            ["chance of a saving", chance(cost.probability_saving)],
        ]
    taxed = " after tax" if tax_rate(cost) else ""
    if taxed:
        rows.append(["NPV saving before tax", money(cost.npv_saving_before_tax)])
    rows += [
        ["sum of the discount factors of the years", number(annuity)],
        ["equal yearly amount: staying as it is", money(cost.equivalent_annual_baseline)],
        ["equal yearly amount: the option", money(cost.equivalent_annual_option)],
        ["equal yearly amount: the saving", money(cost.equivalent_annual_saving)],
        ["internal rate of return", f"{cost.irr:.6%}" if cost.irr is not None else _NO_RATE[cost.irr_note]],
        ["payback", _months(cost.payback_months)],
        ["discounted payback", _months(cost.discounted_payback_months)],
        [f"one-off cost{taxed}", money(cost.one_off)],
        [f"deepest cash point{taxed}", money(cost.peak_cash)],
        [f"run-rate saving{taxed} (year {cost.run_rate_year})", money(cost.run_rate_saving)],
        ["of it cashable", money(cost.cashable)],
        ["of it capacity", money(cost.capacity)],
        ["expected loss from risks, NPV, in no sum above", money(cost.expected_loss_npv)],
        *_break_evens(cost),
    ]
    return [columns(rows, "    ")]


def _months(months: float | None) -> str:
    return "not within the horizon" if months is None else counted(months, "month")


def _break_evens(cost: Cost) -> Iterable[list[str]]:
    even = cost.break_even
    if even.price_now is not None:
        yield [f"price today {even.price_unit}", number(even.price_now)]
        moved = f" ({even.price / even.price_now - 1:+.2%})" if even.price is not None and even.price_now else ""
        yield ["break-even price", "none" if even.price is None else number(even.price) + moved]
    if even.fte is not None:
        yield ["break-even head-count", f"{number(even.fte)} FTE"]
    if even.one_off is not None:
        yield ["break-even one-off cost before tax", money(even.one_off)]


def _quotes(lines: Sequence[tuple[Kind, QuoteLine]]) -> list[str]:
    """Every quote with its charges in the run-rate year beside those at the modelled price."""
    found = []
    for kind, line in lines:
        taken = ", taken" if line.chosen else ""
        model = "" if line.benchmark_charges is None else f", at the modelled price {line.benchmark_charges:,.2f}"
        apart = "" if line.against_benchmark is None else f" ({line.against_benchmark:+.1%})"
        text = f"{line.vendor}, {kind} {line.country}, {line.basis}{taken}: charges a year {line.charges:,.2f}{model}"
        found += folded(f"- {text}{apart}; NPV saving {line.npv_saving:,.2f}", 2, 4)
    return found


def _retender(option: OptionResult) -> list[str]:
    lever = option.retender
    assert lever is not None
    rows = [
        ["paid today, a year", money(lever.price_today)],
        ["market price, a year", f"{money(lever.market_price)} ({lever.basis})"],
        ["cost of the tender", money(lever.cost)],
        ["NPV saving", money(lever.npv_saving)],
    ]
    return [columns(rows, "  ")]
