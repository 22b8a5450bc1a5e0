"""Every printed working can be done again from its own operands, and the lines add up to the years."""

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import pytest

from officesplit.model.result import Assessment, Cost, OptionResult, Working
from tests.conftest import assess_functions, assess_one, book, cost_of

EXACT = {"rel": 1e-9, "abs": 1e-6}


@lru_cache(maxsize=1)
def companies() -> dict[str, Assessment]:
    """Functions of every kind of work, in first and later years, at home and in another currency."""
    functions = [
        {"name": "Accounts payable", "fte": 12, "data": ["personal"]},
        {"name": "Customer support", "fte": 60, "hours": "round_the_clock", "readiness": {"R02": 1}},
        {"name": "Cleaning", "fte": 40},
        {"name": "Payroll", "fte": 4, "bundle": "hr", "salary": 52_000},
        {
            "name": "Recruitment",
            "fte": 6,
            "bundle": "hr",
            "costs": {"salaries": [400_000, 420_000], "technology": 9_000},
        },
        {
            "name": "Claims processing",
            "fte": 9,
            "volume": {"unit": "claim", "per_year": 60_000},
            "quotes": [{"vendor": "V", "location": "IN", "per_unit": 4.2, "transition": 50_000, "indexation": 0.03}],
        },
        {"name": "IT service desk", "fte": 15, "currently": {"annual_price": [900_000, 950_000]}},
    ]
    return {
        "year 1": assess_functions(functions, assumptions={"horizon_years": 1}),
        "year 2": assess_functions(functions, assumptions={"horizon_years": 2}),
        "year 3": assess_functions(functions),
        "Germany": assess_functions(functions, company={"country": "DE", "industry": "banking"}),
        "hospital": assess_functions(
            [{"name": "Medical billing", "fte": 20, "data": ["health", "payment_card"]}],
            company={"industry": "healthcare"},
        ),
        "tax": assess_functions(
            [
                {"name": "IT service desk", "fte": 15, "one_offs": EQUIPMENT},
                {"name": "Payroll", "fte": 5, "costs": {"salaries": 300_000, "other": [10_000, 12_000]}},
                {"name": "Data entry", "fte": 8, "currently": {"annual_price": 400_000}, "one_offs": EQUIPMENT[:2]},
            ],
            assumptions={"tax_rate": 0.25, "discounting": "mid_year", "horizon_years": 4},
        ),
        "quotes": assess_functions(
            [
                {"name": name, "fte": 10, "volume": {"unit": "case", "per_year": 40_000}, "quotes": [quote]}
                for name, quote in zip(NAMES, QUOTES, strict=True)
            ],
            assumptions={"irrecoverable_vat": 0.1},
        ),
    }


EQUIPMENT = [
    {"side": "baseline", "what": "server refresh", "year": 1, "amount": 120_000, "depreciate_years": 3},
    {"side": "option", "what": "migration", "year": 2, "amount": 40_000},
    {"side": "option", "what": "network", "year": 0, "amount": 60_000, "depreciate_years": 2},
    {"side": "option", "what": "fine", "year": 0, "amount": 5_000, "deductible": False},
]
NAMES = ("Accounts payable", "Payroll", "Data entry", "Claims processing", "Billing", "Accounts receivable")
QUOTES: list[dict[str, object]] = [
    {"vendor": "A", "location": "IN", "per_fte_year": 21_000, "fte": 9, "transition": 50_000, "productivity": 0.03},
    {"vendor": "B", "location": "PH", "per_hour": 11.0, "oversight": 9_000, "qa": 4_000, "indexation": 0.02},
    {"vendor": "C", "location": "PH", "per_hour": 12.0, "hours_per_year": 18_000, "tooling": 5_000},
    {"vendor": "D", "location": "IN", "per_unit": 3.1, "minimum_volume": 45_000},
    {"vendor": "E", "location": "PH", "annual_fee": 210_000, "change_requests": 8_000},
    {"vendor": "F", "annual_fee": [400_000, 380_000, 360_000], "term_years": 3},
]


def priced(assessment: Assessment) -> Iterator[tuple[str, OptionResult, Cost]]:
    for function in assessment.functions:
        for option in function.options:
            if option.cost:
                yield function.id, option, option.cost


def arithmetic(formula: str, known: Mapping[str, float]) -> float:
    """The value of a formula, worked out on Python's own syntax tree and not by the program's evaluator."""

    def value(node: ast.AST) -> float:
        match node:
            case ast.Expression(body=body):
                return value(body)
            case ast.Constant(value=number):
                return float(number)  # type: ignore[arg-type]
            case ast.Name(id=name):
                return known[name]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -value(inner)
            case ast.BinOp(left=left, op=sign, right=right):
                return SIGNS[type(sign)](value(left), value(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return {"max": max, "min": min}[name](*map(value, arguments))
        raise AssertionError(ast.dump(node))

    return value(ast.parse(formula, mode="eval"))


SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def printed(values: Sequence[float], alike: float, year: int) -> float:
    """A printed number by year; without years it is alike in all of them and nought at approval."""
    return values[year] if values else alike if year else 0.0


def redo(working: Working, printed_lines: Mapping[str, Working], year: int) -> float:
    """A line in one year from nothing but what is printed: its operands, its factors and the lines it rests on."""
    known = {operand.name: operand.value for operand in working.operands}
    factors = math.prod(printed(factor.by_year, factor.value, year) for factor in working.factors)
    # Work that comes back rests on in-house lines that stand on the option's side of the sheet.
    names = [line if line in printed_lines else line.replace("baseline.", "option.") for line in working.of]
    bases = [printed_lines[name] for name in names]
    if working.of and working.line.endswith(".governance"):
        share, floor = working.formula.removeprefix("max(").removesuffix(")").split(", ")
        (charges,) = bases
        amount = printed(charges.by_year, charges.result, year)
        return max(arithmetic(share, {**known, "line": amount}), arithmetic(floor, known) * factors)
    scale = arithmetic(working.formula, known)
    if not working.of:
        return scale * factors
    # What is paid at approval for a yearly line is a share of its full, ungrown first year.
    first = any(factor.kind == "approval" for factor in working.factors)
    return scale * factors * math.fsum(printed(base.by_year, base.result, 1 if first else year) for base in bases)


@pytest.mark.parametrize("where", companies())
def test_every_working_can_be_redone_from_what_it_prints(where: str) -> None:
    wrong, seen = [], set()
    for function, option, cost in priced(companies()[where]):
        lines = {working.line: working for working in cost.workings}
        assert len(lines) == len(cost.workings), (function, option.option)
        for working in cost.workings:
            seen.add(working.line)
            for year in cost.annual:
                redone, amount = redo(working, lines, year.year), year.lines.get(working.line, 0.0)
                shown = printed(working.by_year, working.result, year.year)
                if redone != pytest.approx(amount, **EXACT) or shown != pytest.approx(amount, **EXACT):
                    wrong.append((function, option.option.value, working.line, year.year, redone, shown, amount))
    assert not wrong
    assert NEEDED.get(where, set()) <= seen


NEEDED: dict[str, set[str]] = {
    "year 3": {
        "option.charges",
        "option.retained_staff",
        "option.run_on",
        "option.stranded_seat",
        "option.stranded_supervision",
        "option.governance",
        "one_off.selection_and_legal",
        "one_off.transition_fixed",
        "one_off.transition_staff",
        "one_off.severance",
        "one_off.stay_bonus",
        "one_off.tooling",
        "one_off.contingency",
        "one_off.automation_build",
        "one_off.rebuild",
    },
    "Germany": {"one_off.compliance"},
    "hospital": {"one_off.compliance"},
    "tax": {
        "baseline.tax",
        "option.tax",
        "one_off.tax",
        "baseline.item_1",
        "baseline.depreciation_1",
        "option.item_2",
        "one_off.item_3",
        "option.depreciation_3",
    },
    "quotes": {"option.charges", "option.oversight", "option.qa", "option.vat", "one_off.quoted_transition"},
}
"""Lines that some profile must reach, so that the test cannot pass by looking at little."""


def test_every_basis_of_a_quote_is_redone() -> None:
    """The quotes of the profile reach every formula of quoted charges."""
    formulas = {
        working.formula
        for _, option, cost in priced(companies()["quotes"])
        if option.vendor
        for working in cost.workings
        if working.line == "option.charges"
    }
    rules = book().cost_lines
    bases = ("fee", "fees", "unit", "hour", "hours_bought", "fte")
    assert {rules[f"charges_{name}"].formula for name in bases} <= formulas


@pytest.mark.parametrize("where", ["tax", "quotes"])
def test_the_figures_of_a_case_follow_from_its_years(where: str) -> None:
    """Tax, equivalent annual amounts, internal rate of return: each done again from the printed years."""
    for function, option, cost in priced(companies()[where]):
        told = (function, option.option)
        relief = math.fsum(
            year.discount_factor * amount * (1 if name.startswith("baseline.") else -1)
            for year in cost.annual
            for name, amount in year.lines.items()
            if name.split(".")[1].startswith(("tax", "depreciation"))
        )
        assert cost.npv_saving_before_tax + relief == pytest.approx(cost.npv_saving.likely, rel=1e-9, abs=1e-4), told
        annuity = math.fsum(year.discount_factor for year in cost.annual if year.year)
        assert cost.equivalent_annual_saving * annuity == pytest.approx(cost.npv_saving.likely, abs=1e-4), told
        assert cost.equivalent_annual_baseline - cost.equivalent_annual_option == pytest.approx(
            cost.equivalent_annual_saving, abs=1e-4
        ), told
        assert cost.cashable + cost.capacity == pytest.approx(cost.run_rate_saving, abs=1e-6), told
        if cost.irr is not None:
            flows = [year.baseline - year.option for year in cost.annual]
            # The printed factors say when in its year a flow is discounted: by half a year less in the middle of it.
            rate = cost.annual[2].discount_factor / cost.annual[1].discount_factor
            early = 1 - math.log(cost.annual[1].discount_factor) / math.log(rate)
            worth = flows[0] + math.fsum(
                flow * (1 + cost.irr) ** -(number + 1 - early) for number, flow in enumerate(flows[1:])
            )
            assert worth == pytest.approx(0.0, abs=max(map(abs, flows)) * 1e-6), told


@pytest.mark.parametrize("where", companies())
def test_workings_are_the_lines_of_their_year(where: str) -> None:
    for function, option, cost in priced(companies()[where]):
        for working in cost.workings:
            amount = cost.annual[working.year].lines[working.line]
            assert working.result == pytest.approx(amount, **EXACT), (function, option.option, working.line)


@pytest.mark.parametrize("where", companies())
def test_lines_of_a_side_add_up_to_it_in_every_year(where: str) -> None:
    for function, option, cost in priced(companies()[where]):
        told = (function, option.option)
        for year in cost.annual[1:]:
            for side, amount in (("baseline", year.baseline), ("option", year.option)):
                lines = [value for name, value in year.lines.items() if name.startswith(f"{side}.")]
                assert math.fsum(lines) == pytest.approx(amount, **EXACT), (*told, year.year, side)
        first = cost.annual[0]
        assert math.fsum(first.lines.values()) == pytest.approx(cost.one_off, **EXACT), told
        assert first.option == pytest.approx(cost.one_off, **EXACT), told
        assert first.baseline == 0.0
        assert first.discount_factor == 1.0


@pytest.mark.parametrize("where", companies())
def test_npv_is_the_discounted_difference(where: str) -> None:
    assessment = companies()[where]
    for function, option, cost in priced(assessment):
        saving = math.fsum(year.discount_factor * (year.baseline - year.option) for year in cost.annual)
        assert cost.npv_saving.likely == pytest.approx(saving, rel=1e-9, abs=1e-4), (function, option.option)
        assert cost.baseline_npv == pytest.approx(
            math.fsum(year.discount_factor * year.baseline for year in cost.annual), rel=1e-9
        )
        assert cost.option_npv == pytest.approx(cost.baseline_npv - saving, rel=1e-9, abs=1e-4)
        rate = assessment.company.discount_rate
        early = 0.5 if where == "tax" else 0.0
        for year in cost.annual[1:]:
            assert year.discount_factor == pytest.approx((1 + rate) ** -(year.year - early))


@pytest.mark.parametrize("where", ["year 1", "year 2", "year 3"])
def test_an_operand_names_the_input_that_it_is_read_from(where: str) -> None:
    """A share that is an input of its own, or its complement, has the value that the evidence log prints."""
    assessment = companies()[where]
    evidence = {quantity.id: quantity.value.likely for quantity in assessment.evidence}
    wrong = [
        (option.option.value, working.line, operand.label, operand.input, operand.value)
        for _, option, cost in priced(assessment)
        for working in cost.workings
        for operand in working.operands
        if operand.input
        and operand.unit == "share"
        and "avoidable" in operand.input
        and not math.isclose(operand.value, 1 - evidence[operand.input])
    ]
    assert not wrong


def test_an_offshore_case_by_hand() -> None:
    """Accounts payable, 12 people in the US, two years; every number of the rulebook written out here."""
    result = assess_one(
        {"name": "Accounts payable", "fte": 12, "salary": 50_000, "data": []},
        assumptions={"horizon_years": 2, "discount_rate": 0.08, "wage_growth": 0.03, "price_growth": 0.02},
    )
    rules, number = book(), book().number
    cost = cost_of(result, "offshore")
    option = next(option for option in result.options if option.option == "offshore")
    country = rules.countries[option.country or ""]
    load = next(row.load for row in rules.benefit_loads if "43" in row.soc_majors)
    boss_load = next(row.load for row in rules.benefit_loads if rules.text("supervisor_soc")[:2] in row.soc_majors)
    manager_load = next(
        row.load for row in rules.benefit_loads if rules.text("vendor_manager_soc")[:2] in row.soc_majors
    )
    wages, prices = [1.0, 1.03], [1.0, 1.02]
    staff_ = [12 * 50_000 * (1 + load) * g for g in wages]
    boss = rules.wages[rules.text("supervisor_soc")].mean or 0.0
    bosses = [12 / number("supervision_span", "other") * boss * (1 + boss_load) * g for g in wages]
    leavers = [12 * number("attrition_rate", "clerical") * number("replacement_cost", "other") * g for g in wages]
    seats = [12 * number("seat_cost") * g for g in prices]
    today = [sum(rows) for rows in zip(staff_, bosses, leavers, seats, strict=True)]
    assert [year.baseline for year in cost.annual[1:]] == pytest.approx(today)

    moved = 1 - number("retained_share")
    cut, end = 5.0, 5.0 + number("parallel_run_months")
    served, in_house = [(12 - cut) / 12, 1.0], [end / 12, 0.0]
    start, ramp = number("productivity_start"), number("productivity_ramp_months", "clerical")
    learnt = [min(12 - cut, ramp), min(24 - cut, ramp)]
    areas = [(1 / start - 1) * (t - t * t / (2 * ramp)) / 12 for t in learnt]
    learning = [areas[0], areas[1] - areas[0]]
    k = (country.wage_usd_h_low + country.wage_usd_h_high) / 2 * 2_080 / number("local_wage_anchor_usd")
    wage = max(number("local_wage_floor"), k * (rules.wages["43-3031"].mean or 0.0) / 2_080)
    provider_load = max(1.25, 1 + (country.load_pct_low + country.load_pct_high) / 200)
    premium = 1 + (
        number("shift_premium")
        if any(t.id == "collaboration" and t.level in ("medium", "high") for t in result.traits)
        else 0
    )
    price = number("price_intercept") + number("price_slope", "clerical") * wage * provider_load * premium
    price *= number("lot_size_uplift", "5_19")
    assert cost.price_per_hour == pytest.approx(price)
    work = (
        2_080
        * 12
        * moved
        / (number("provider_scale_productivity", "processing") * number("productivity_end", "offshore"))
    )
    index = [1.0, 1 + number("price_indexation")]
    bill = [price * work * (s + x) * g for s, x, g in zip(served, learning, index, strict=True)]
    manager = (rules.wages[rules.text("vendor_manager_soc")].mean or 0.0) * (1 + manager_load)
    governance_ = [
        max(number("governance") * b, number("governance_floor") * manager * g * s)
        for b, g, s in zip(bill, wages, served, strict=True)
    ]
    overhead = [
        moved * (1 - h) * (seat * (1 - number("seat_avoidable", key)) + b * (1 - number("supervision_avoidable", key)))
        for h, seat, b, key in zip(in_house, seats, bosses, ("year_1", "year_2"), strict=True)
    ]
    retained_ = [t * (1 - moved) for t in today]
    run_on = [t * moved * h for t, h in zip(today, in_house, strict=True)]
    option_years = [sum(rows) for rows in zip(bill, governance_, overhead, retained_, run_on, strict=True)]
    assert [year.option for year in cost.annual[1:]] == pytest.approx(option_years)

    people = 12 * moved
    severance_ = people * number("severed_share") * 50_000 / 52 * rules.severance["US"].likely * number("tenure_years")
    one_off = (
        number("selection_and_legal")
        + number("transition_fixed")
        + number("tooling_one_off")
        + people * number("transition_per_fte", "clerical")
        + severance_
        + people * 50_000 * number("stay_bonus")
    )
    one_off *= 1 + number("contingency")
    assert cost.one_off == pytest.approx(one_off)
    saving = sum((t - o) / 1.08**n for n, (t, o) in enumerate(zip(today, option_years, strict=True), start=1)) - one_off
    assert cost.npv_saving.likely == pytest.approx(saving)


def test_payback_and_peak_follow_the_months() -> None:
    """Within the horizon the balance is below zero just before payback; peak cash is at least the one-off cost."""
    for assessment in companies().values():
        for function, option, cost in priced(assessment):
            told = (function, option.option)
            assert cost.peak_cash >= cost.one_off - 1e-6, told
            if cost.payback_months:
                undiscounted = -cost.one_off + sum(year.baseline - year.option for year in cost.annual[1:])
                assert undiscounted >= -1e-6, told
                assert cost.payback_months <= 12 * (len(cost.annual) - 1), told
