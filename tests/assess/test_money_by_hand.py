"""Money to the cent: every expected amount is worked out here with plain arithmetic, from the profile's own numbers."""

import pytest

from officesplit.model.result import Cost
from tests.conftest import assess_functions, assess_one, cost_of, option_of

CENT = 0.005
ONLY = {"lines": "only_given"}


def cents(value: float) -> object:
    return pytest.approx(value, abs=CENT, rel=0)


def year_end(amounts: list[float], rate: float) -> float:
    """Present value of amounts that fall at the end of years 1, 2, ..."""
    return sum(amount / (1 + rate) ** (index + 1) for index, amount in enumerate(amounts))


def first_month_at_or_above(one_off: float, months: list[float]) -> int | None:
    """The first month after which the running balance never falls under zero again."""
    balance, path = -one_off, [-one_off]
    for saving in months:
        balance += saving
        path.append(balance)
    for month in range(len(path)):
        if all(value > -1e-6 for value in path[month:]):
            return month
    return None


def money(function: dict, kind: str, **assumptions: float) -> Cost:
    """The cost of a kind where only the given lines count."""
    return cost_of(assess_one(function, assumptions={**ONLY, **assumptions}), kind)


def yearly(cost: Cost) -> tuple[list[float], list[float]]:
    return [year.baseline for year in cost.annual[1:]], [year.option for year in cost.annual[1:]]


def test_price_per_fte_with_every_quoted_line() -> None:
    quote = {
        "vendor": "V",
        "per_fte_year": 30_000,
        "transition": 100_000,
        "oversight": 20_000,
        "qa": 5_000,
        "tooling": 15_000,
        "change_requests": 10_000,
    }
    function = {"name": "Accounts payable", "fte": 10, "salary": 50_000, "quotes": [quote]}
    cost = money(function, "onshore", horizon_years=3, discount_rate=0.10)
    baseline, option = yearly(cost)
    assert baseline == [cents(500_000)] * 3
    assert option == [cents(300_000 + 20_000 + 5_000 + 15_000 + 10_000)] * 3
    assert cost.one_off == cents(100_000)
    assert cost.annual[0].option == cents(100_000)
    annuity = 1 / 1.1 + 1 / 1.21 + 1 / 1.331
    assert cost.baseline_npv == cents(500_000 * annuity)
    assert cost.npv_saving.likely == cents(150_000 * annuity - 100_000)
    assert cost.option_npv == cents(350_000 * annuity + 100_000)
    assert cost.npv_saving_share == pytest.approx((150_000 * annuity - 100_000) / (500_000 * annuity))
    assert cost.run_rate_saving == cents(150_000)
    assert cost.peak_cash == cents(100_000)
    assert cost.payback_months == 8  # 12 500 a month: 100 000 after eight
    assert cost.discounted_payback_months == 9  # 11 363.64 a month in year 1: 90 909 after eight, 102 273 after nine
    even_per_fte = (500_000 - 50_000 - 100_000 / annuity) / 10
    assert cost.price_per_hour == cents(30_000 / 2_080)
    assert cost.break_even_price_per_hour == cents(even_per_fte / 2_080)
    assert cost.break_even.price == cents(even_per_fte)
    assert cost.break_even.price_unit == "a year per FTE"
    assert cost.break_even.one_off == cents(150_000 * annuity)
    # 50 000 - 30 000 saved per FTE against 50 000 a year and 100 000 at once that do not follow head-count
    assert cost.break_even.fte == cents((50_000 * annuity + 100_000) / (20_000 * annuity))
    assert cost.equivalent_annual_saving == cents(150_000 - 100_000 / annuity)
    assert cost.irr is not None
    assert sum(150_000 / (1 + cost.irr) ** year for year in (1, 2, 3)) == cents(100_000)
    assert (cost.cashable, cost.capacity) == (cents(150_000), 0.0)


def test_the_break_even_price_saves_nothing() -> None:
    quote = {"vendor": "V", "per_hour": 18.0, "transition": 60_000, "qa": 4_000}
    function = {"name": "Payroll", "fte": 6, "salary": 52_000, "quotes": [quote]}
    even = money(function, "onshore", horizon_years=4, discount_rate=0.07).break_even_price_per_hour
    assert even is not None
    at_even = {**function, "quotes": [{**quote, "per_hour": even}]}
    assert money(at_even, "onshore", horizon_years=4, discount_rate=0.07).npv_saving.likely == cents(0.0)


def test_price_per_hour_with_its_own_indexation_and_wage_growth() -> None:
    quote = {"vendor": "V", "location": "IN", "per_hour": 14.5, "indexation": 0.03, "transition": 80_000}
    function = {"name": "Data entry", "fte": 7.5, "salary": 41_000, "quotes": [quote]}
    cost = money(function, "offshore", horizon_years=5, discount_rate=0.08, wage_growth=0.04)
    baseline = [7.5 * 41_000 * 1.04**n for n in range(5)]
    charges = [14.5 * 2_080 * 7.5 * 1.03**n for n in range(5)]
    assert yearly(cost) == ([cents(x) for x in baseline], [cents(x) for x in charges])
    saving = [one - other for one, other in zip(baseline, charges, strict=True)]
    assert cost.npv_saving.likely == cents(year_end(saving, 0.08) - 80_000)
    assert cost.run_rate_saving == cents(saving[2])
    months = [value / 12 for value in saving for _ in range(12)]
    assert cost.payback_months == first_month_at_or_above(80_000, months)


def test_price_per_unit_of_volume() -> None:
    function = {
        "name": "Claims processing",
        "fte": 9,
        "salary": 48_000,
        "volume": {"unit": "claim", "per_year": 61_500},
        "quotes": [{"vendor": "V", "location": "MX", "per_unit": 4.37, "tooling": 22_000}],
    }
    cost = money(function, "nearshore", horizon_years=2, discount_rate=0.05, price_indexation=0.02)
    charges = [4.37 * 61_500 + 22_000, (4.37 * 61_500 + 22_000) * 1.02]
    assert yearly(cost)[1] == [cents(x) for x in charges]
    assert cost.npv_saving.likely == cents(year_end([432_000 - x for x in charges], 0.05))
    assert cost.run_rate_saving == cents(432_000 - charges[1])  # a horizon under three years: its last year
    assert cost.price_per_hour is None
    assert cost.break_even_price_per_hour is None


def test_yearly_fee_indexed_with_oversight_indexed_alike() -> None:
    quote = {"vendor": "V", "annual_fee": 240_000, "oversight": 12_000, "indexation": 0.025}
    function = {"name": "Payroll", "fte": 6, "salary": 55_000, "quotes": [quote]}
    cost = money(function, "onshore", horizon_years=4, discount_rate=0.06)
    option = [252_000 * 1.025**n for n in range(4)]
    assert yearly(cost)[1] == [cents(x) for x in option]
    assert cost.one_off == 0.0
    assert cost.payback_months == 0.0
    assert cost.peak_cash == 0.0
    assert cost.npv_saving.likely == cents(year_end([330_000 - x for x in option], 0.06))


def test_fees_year_by_year_hold_their_last_value_and_are_not_indexed() -> None:
    quote = {"vendor": "V", "annual_fee": [310_000, 250_000, 205_000], "transition": 90_000}
    function = {"name": "Payroll", "fte": 5, "salary": 60_000, "quotes": [quote]}
    cost = money(function, "onshore", horizon_years=5, discount_rate=0.09, price_indexation=0.03)
    assert yearly(cost)[1] == [cents(x) for x in (310_000, 250_000, 205_000, 205_000, 205_000)]
    saving = [-10_000, 50_000, 95_000, 95_000, 95_000]
    assert cost.npv_saving.likely == cents(year_end(saving, 0.09) - 90_000)
    assert cost.peak_cash == cents(100_000)  # the one-off cost and a first year that costs more than today
    months = [value / 12 for value in saving for _ in range(12)]
    assert cost.payback_months == first_month_at_or_above(90_000, months) == 31


def test_costs_given_as_lines_grow_with_wages_or_prices() -> None:
    costs = {
        "salaries": 400_000,
        "benefits": 90_000,
        "management": 60_000,
        "facilities": 50_000,
        "technology": 30_000,
        "other": 11_000,
    }
    function = {"name": "Payroll", "fte": 8, "costs": costs, "quotes": [{"vendor": "V", "annual_fee": 380_000}]}
    cost = money(function, "onshore", horizon_years=4, discount_rate=0.08, wage_growth=0.035, price_growth=0.02)
    baseline = [550_000 * 1.035**n + 91_000 * 1.02**n for n in range(4)]
    assert yearly(cost)[0] == [cents(x) for x in baseline]
    assert cost.baseline_npv == cents(year_end(baseline, 0.08))
    assert cost.npv_saving.likely == cents(year_end([x - 380_000 for x in baseline], 0.08))


def test_costs_given_as_lists_by_year_hold_their_last_value() -> None:
    costs = {"salaries": [300_000, 310_000], "technology": [20_000, 5_000, 0], "training": 8_000}
    function = {"name": "Payroll", "fte": 6, "costs": costs, "quotes": [{"vendor": "V", "annual_fee": 260_000}]}
    cost = money(function, "onshore", horizon_years=4, discount_rate=0.08)
    baseline = [328_000, 323_000, 318_000, 318_000]
    assert yearly(cost)[0] == [cents(x) for x in baseline]
    assert cost.npv_saving.likely == cents(year_end([x - 260_000 for x in baseline], 0.08))


def test_an_option_that_never_pays_back_says_so() -> None:
    quote = {"vendor": "V", "annual_fee": 620_000, "transition": 40_000}
    function = {"name": "Payroll", "fte": 10, "salary": 60_000, "quotes": [quote]}
    cost = money(function, "onshore", horizon_years=3, discount_rate=0.08)
    assert cost.payback_months is None
    assert cost.peak_cash == cents(40_000 + 3 * 20_000)
    assert cost.npv_saving.likely == cents(-year_end([20_000] * 3, 0.08) - 40_000)


def test_savings_that_turn_back_are_no_payback() -> None:
    """The balance passes zero in year 1 and falls under it again in year 3."""
    quote = {"vendor": "V", "annual_fee": [200_000, 300_000, 450_000], "transition": 50_000}
    function = {"name": "Payroll", "fte": 6, "salary": 50_000, "quotes": [quote]}
    cost = money(function, "onshore", horizon_years=3, discount_rate=0.08)
    assert cost.payback_months is None


def test_a_provider_today_against_own_people() -> None:
    function = {"name": "Payroll", "fte": 5, "salary": 44_000, "currently": {"annual_price": 300_000}}
    result = assess_one(function, assumptions={**ONLY, "horizon_years": 3, "discount_rate": 0.08, "wage_growth": 0.03})
    stay = cost_of(result, "keep_outsourced")
    assert stay.npv_saving.likely == 0.0
    assert yearly(stay) == ([cents(300_000)] * 3, [cents(300_000)] * 3)
    back = cost_of(result, "bring_back")
    assert yearly(back)[1] == [cents(220_000 * 1.03**n) for n in range(3)]


def test_bring_back_has_no_one_off_cost_that_nobody_gave() -> None:
    function = {"name": "Payroll", "fte": 5, "salary": 44_000, "currently": {"annual_price": 300_000}}
    back = cost_of(assess_one(function, assumptions={**ONLY, "horizon_years": 3, "discount_rate": 0.08}), "bring_back")
    assert back.one_off == 0.0
    assert back.npv_saving.likely == cents(year_end([80_000] * 3, 0.08))


def test_only_given_lets_no_default_of_ours_into_any_line() -> None:
    """Paid hours a year are the one convention that a price per hour cannot do without."""
    quotes = [{"vendor": "V", "per_hour": 20}, {"vendor": "W", "location": "IN", "annual_fee": 300_000}]
    function = {"name": "Accounts payable", "fte": 30, "salary": 50_000, "quotes": quotes, "readiness": {"R02": 1}}
    found = {
        (option.option.value, operand.input)
        for option in assess_one(function, assumptions=ONLY).options
        for working in (option.cost.workings if option.cost else ())
        for operand in working.operands
        if operand.standing and operand.standing.value != "given" and operand.input != "parameter.hours_per_fte_year"
    }
    assert not found


def test_with_ranges_off_nothing_is_in_doubt_but_salaries() -> None:
    """Quotes and counts are exact; a lone salary may be wrong by the width of a given number."""
    function = {
        "name": "Payroll",
        "fte": 5,
        "costs": {"salaries": 250_000},
        "quotes": [{"vendor": "V", "annual_fee": 200_000}],
    }
    interval = money(function, "onshore", horizon_years=3, discount_rate=0.08).npv_saving
    assert interval.p10 == interval.likely == interval.p90


def test_a_range_in_the_profile_reaches_the_interval() -> None:
    fee = {"low": 180_000, "likely": 200_000, "high": 240_000}
    function = {
        "name": "Payroll",
        "fte": 5,
        "costs": {"salaries": 250_000},
        "quotes": [{"vendor": "V", "annual_fee": fee}],
    }
    interval = money(function, "onshore", horizon_years=2, discount_rate=0.10).npv_saving
    assert interval.likely == cents(year_end([50_000] * 2, 0.10))
    # The fee's P90 and P10 by the inverse of the triangular distribution; a saving falls as the fee rises.
    dear = 240_000 - (0.1 * 60_000 * 40_000) ** 0.5
    cheap = 180_000 + (0.1 * 60_000 * 20_000) ** 0.5
    assert interval.p10 == pytest.approx(year_end([250_000 - dear] * 2, 0.10), rel=0.02)
    assert interval.p90 == pytest.approx(year_end([250_000 - cheap] * 2, 0.10), rel=0.02)


def test_each_quote_prices_its_own_place() -> None:
    quotes = [
        {"vendor": "Home", "annual_fee": 400_000},
        {"vendor": "Near", "location": "MX", "annual_fee": 300_000},
        {"vendor": "Far", "location": "IN", "annual_fee": 200_000},
    ]
    result = assess_one({"name": "Payroll", "fte": 9, "salary": 50_000, "quotes": quotes}, assumptions=ONLY)
    for kind, vendor, fee in (
        ("onshore", "Home", 400_000),
        ("nearshore", "Near", 300_000),
        ("offshore", "Far", 200_000),
    ):
        option = option_of(result, kind)
        assert option.vendor == vendor
        assert option.cost is not None
        assert option.cost.annual[1].option == cents(fee)


def test_the_plan_adds_up_its_functions() -> None:
    """One function in wave 1: the portfolio is that function."""
    quote = {"vendor": "V", "location": "IN", "annual_fee": 200_000, "transition": 30_000}
    functions = [{"name": "Data entry", "fte": 10, "salary": 50_000, "quotes": [quote]}]
    assessment = assess_functions(functions, assumptions={**ONLY, "horizon_years": 3, "discount_rate": 0.10})
    assert assessment.functions[0].recommendation.verdict.value == "offshore"
    plan = assessment.portfolio
    assert plan.npv_saving.likely == cents(year_end([300_000] * 3, 0.10) - 30_000)
    assert plan.one_off == cents(30_000)
    assert plan.run_rate_saving == cents(300_000)
    assert plan.payback_months == 2  # 25 000 a month
