"""Every printed working can be done again from its own operands, and the lines add up to the years."""

import math
from collections.abc import Callable, Iterator

import pytest

from officesplit.model.result import Assessment, Cost, OptionResult, Working
from tests.conftest import assess_functions, assess_one, book, cost_of

EXACT = {"rel": 1e-9, "abs": 1e-6}


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
    }


def priced(assessment: Assessment) -> Iterator[tuple[str, OptionResult, Cost]]:
    for function in assessment.functions:
        for option in function.options:
            if option.cost:
                yield function.id, option, option.cost


class Operands:
    """The operands of a working, found by the input behind them or by the words of their label."""

    def __init__(self, working: Working) -> None:
        self.all = [operand.value for operand in working.operands]
        self.by_input = {operand.input: operand.value for operand in working.operands if operand.input}
        self.by_label = {operand.label: operand.value for operand in working.operands}

    def input(self, part: str, default: float | None = None) -> float:
        found = [value for name, value in self.by_input.items() if part in name]
        if not found and default is not None:
            return default
        assert len(found) == 1, (part, self.by_input)
        return found[0]

    def said(self, label: str) -> float:
        found = [value for name, value in self.by_label.items() if name.startswith(label)]
        assert len(found) == 1, (label, self.by_label)
        return found[0]

    @property
    def product(self) -> float:
        return math.prod(self.all)


def staff(o: Operands) -> float:
    load = o.input("load.", 0.0)
    return o.product / (load or 1.0) * (1 + load)


def supervision(o: Operands) -> float:
    return o.input(".fte") / o.input("supervision_span") * o.input("supervisor_cost") * o.said("growth")


def hourly(o: Operands) -> float:
    fixed = o.input("price_intercept") * o.input("on_site_intercept_share", 1.0)
    loaded = o.input("wage.") * o.said("load on the provider")
    uplift = o.input("lot_size_uplift", 0.0) or o.input("pooled_lot_uplift")
    return (fixed + o.input("price_slope") * loaded * (1 + o.input("shift_premium", 0.0))) * uplift


def charges(o: Operands) -> float:
    work = o.input("hours_per_fte_year") * o.input(".fte") * o.said("share moved")
    work /= o.input("provider_scale") * o.input("productivity_end")
    return hourly(o) * work * (o.said("served") + o.said("learning")) * o.said("growth")


def retained(o: Operands) -> float:
    return o.said("today's cost") * (1 - o.said("share moved"))


def stranded(o: Operands) -> float:
    seat, boss = (o.by_label.get(f"{name} a year", 0.0) for name in ("seat", "supervision"))
    kept_seat, kept_boss = (o.by_label.get(f"{name} not yet shed", 0.0) for name in ("seat", "supervision"))
    return o.said("share moved") * o.said("after hand-over") * (seat * kept_seat + boss * kept_boss)


def governance(o: Operands) -> float:
    floor = o.input("governance_floor") * o.input("vendor_manager_cost") * o.said("share of the bundle")
    return max(o.said("charges") * o.by_input["parameter.governance"], floor * o.said("growth") * o.said("served"))


def severance(o: Operands) -> float:
    weeks = o.input("weeks_per_year")
    return o.product / weeks / weeks


def compliance(o: Operands) -> float:
    shares = sum(value for name, value in o.by_input.items() if name.startswith("gate."))
    return shares * o.said("one-off lines above")


def product(o: Operands) -> float:
    return o.product


def minus(o: Operands) -> float:
    return -o.product


BY_FORMULA: dict[str, Callable[[Operands], float]] = {
    "staff": staff,
    "supervision": supervision,
    "charges": charges,
    "retained_staff": retained,
    "stranded_overhead": stranded,
    "governance": governance,
    "severance": severance,
    "compliance": compliance,
    "improvement": minus,
    "automation_saving": minus,
    "scale_saving": minus,
}
"""How to redo a line by the id of its rule; every other rule is the product of its operands."""
COPIED = {"as_today", "in_house_again"}
"""Rules that repeat another line, whose own working is checked."""


def redo(working: Working) -> float:
    rules = [rule for rule in book().cost_lines.values() if rule.formula == working.formula]
    name = working.line.split(".", 1)[1]
    rule = next((rule for rule in rules if rule.line == working.line), rules[0])
    if rule.id == "in_house_again":
        return {"staff": staff, "supervision": supervision}.get(name, product)(Operands(working))
    return BY_FORMULA.get(rule.id, product)(Operands(working))


@pytest.mark.parametrize("where", companies())
def test_every_working_can_be_redone_from_its_operands(where: str) -> None:
    wrong, seen = [], set()
    for function, option, cost in priced(companies()[where]):
        for working in cost.workings:
            seen.add(working.line)
            if redo(working) != pytest.approx(working.result, **EXACT):
                wrong.append((function, option.option.value, working.line, redo(working), working.result))
    assert not wrong
    needed = {
        "option.charges",
        "option.retained_staff",
        "option.run_on",
        "option.stranded_overhead",
        "option.governance",
        "one_off.selection_and_legal",
        "one_off.transition_fixed",
        "one_off.transition_staff",
        "one_off.severance",
        "one_off.stay_bonus",
        "one_off.tooling",
        "one_off.contingency",
    }
    assert needed <= seen
    if where in ("hospital", "Germany"):
        assert "one_off.compliance" in seen


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
        for year in cost.annual:
            assert year.discount_factor == pytest.approx((1 + rate) ** -year.year)


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
