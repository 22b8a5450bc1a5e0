"""Tax, payments, discounting and rates of return: every expected amount is worked out here with plain arithmetic."""

import pytest

from officesplit.model.result import Cost
from tests.conftest import assess_one, cost_of

CENT = 0.005
ONLY = {"lines": "only_given"}


def cents(value: float) -> object:
    return pytest.approx(value, abs=CENT, rel=0)


def money(function: dict, kind: str = "onshore", **assumptions: object) -> Cost:
    """The cost of a kind where only the given lines count."""
    return cost_of(assess_one(function, assumptions={**ONLY, **assumptions}), kind)


def payroll(*one_offs: dict, **quote: object) -> dict:
    """Ten people at 50 000, quoted at 380 000 a year; 500 000 a year today."""
    quotes = [{"vendor": "V", "annual_fee": 380_000, **quote}]
    return {"name": "Payroll", "fte": 10, "salary": 50_000, "quotes": quotes, "one_offs": list(one_offs)}


def item(side: str, year: int, amount: float, **more: object) -> dict:
    return {"side": side, "what": f"{side} {year} {amount}", "year": year, "amount": amount, **more}


def rows(cost: Cost) -> tuple[list[float], list[float]]:
    return [year.baseline for year in cost.annual], [year.option for year in cost.annual]


def present(flows: list[float], rate: float, early: float = 0.0) -> float:
    """Present value of flows of years 0, 1, ...; year 0 is never discounted, later ones ``early`` years less."""
    return flows[0] + sum(flow / (1 + rate) ** (year - early) for year, flow in enumerate(flows) if year)


# Tax


def test_tax_takes_its_share_of_running_cost_and_of_every_deductible_payment() -> None:
    function = payroll(
        item("baseline", 0, 30_000),
        item("baseline", 2, 20_000, deductible=False),
        item("option", 0, 12_000, deductible=False),
        item("option", 1, 8_000),
        item("option", 3, 6_000, deductible=False),
        transition=40_000,
        oversight=10_000,
    )
    cost = money(function, horizon_years=3, discount_rate=0.08, tax_rate=0.25)
    today = [0.75 * 30_000, 0.75 * 500_000, 0.75 * 500_000 + 20_000, 0.75 * 500_000]
    out = [0.75 * 40_000 + 12_000, 0.75 * (390_000 + 8_000), 0.75 * 390_000, 0.75 * 390_000 + 6_000]
    assert rows(cost) == ([cents(x) for x in today], [cents(x) for x in out])
    assert cost.baseline_npv == cents(present(today, 0.08))
    assert cost.option_npv == cents(present(out, 0.08))
    assert cost.npv_saving.likely == cents(present(today, 0.08) - present(out, 0.08))
    before = [30_000 - 52_000, 110_000 - 8_000, 110_000 + 20_000, 110_000 - 6_000]
    assert cost.npv_saving_before_tax == cents(present(before, 0.08))


def test_without_tax_the_two_npvs_are_one() -> None:
    cost = money(payroll(transition=40_000), horizon_years=4, discount_rate=0.08)
    assert cost.npv_saving_before_tax == cost.npv_saving.likely == cents(present([-40_000, *[120_000] * 4], 0.08))


def test_capital_items_are_written_off_in_the_years_after_they_were_paid() -> None:
    function = payroll(
        item("baseline", 0, 90_000, depreciate_years=3),
        item("baseline", 2, 60_000, depreciate_years=2),
        item("option", 0, 50_000, depreciate_years=5),
        item("option", 1, 24_000, depreciate_years=3),
    )
    cost = money(function, horizon_years=5, discount_rate=0.10, tax_rate=0.3)
    today = [90_000.0, 350_000, 350_000 + 60_000, 350_000, 350_000, 350_000]
    for year in (1, 2, 3):
        today[year] -= 0.3 * 30_000
    for year in (3, 4):
        today[year] -= 0.3 * 30_000
    out = [50_000.0, 266_000 + 24_000, 266_000, 266_000, 266_000, 266_000]
    for year in (1, 2, 3, 4, 5):
        out[year] -= 0.3 * 10_000
    for year in (2, 3, 4):
        out[year] -= 0.3 * 8_000
    assert rows(cost) == ([cents(x) for x in today], [cents(x) for x in out])
    saving = [one - other for one, other in zip(today, out, strict=True)]
    assert cost.npv_saving.likely == cents(present(saving, 0.10))
    before = [40_000, 120_000 - 24_000, 120_000 + 60_000, 120_000, 120_000, 120_000]
    assert cost.npv_saving_before_tax == cents(present(before, 0.10))


def test_what_is_written_off_after_the_horizon_brings_nothing() -> None:
    function = payroll(item("option", 1, 100_000, depreciate_years=10), item("baseline", 3, 70_000, depreciate_years=7))
    cost = money(function, horizon_years=3, discount_rate=0.05, tax_rate=0.2)
    today = [0, 400_000, 400_000, 400_000 + 70_000]
    out = [0, 304_000 + 100_000, 304_000 - 2_000, 304_000 - 2_000]
    assert rows(cost) == ([cents(x) for x in today], [cents(x) for x in out])


def test_without_tax_depreciation_and_deductibility_say_nothing() -> None:
    plain, marked = (
        money(payroll(item("option", 1, 9_000, **more)), horizon_years=3, discount_rate=0.05)
        for more in ({}, {"depreciate_years": 2, "deductible": False})
    )
    assert rows(plain) == rows(marked)


def test_a_capital_item_that_is_not_deductible_is_only_paid() -> None:
    function = payroll(item("option", 0, 50_000, depreciate_years=5, deductible=False))
    cost = money(function, horizon_years=3, discount_rate=0.10, tax_rate=0.3)
    assert rows(cost)[1] == [cents(50_000), *[cents(266_000)] * 3]


def test_all_of_the_profit_taxed_leaves_what_is_not_deductible() -> None:
    function = payroll(item("option", 0, 9_000, deductible=False), transition=40_000)
    cost = money(function, horizon_years=3, discount_rate=0.10, tax_rate=1)
    assert rows(cost) == ([cents(0)] * 4, [cents(9_000), *[cents(0)] * 3])
    assert cost.npv_saving.likely == cents(-9_000)
    assert cost.npv_saving_before_tax == cents(present([-49_000, *[120_000] * 3], 0.10))
    assert cost.break_even.price is None  # no price helps where tax takes every saving


def test_payments_that_the_option_avoids_and_proceeds_that_it_brings() -> None:
    """Staff rooms are sold: 25 000 at once, 15 000 in year 2; today a licence of 60 000 is due in year 1."""
    function = payroll(item("option", 0, -25_000), item("option", 2, -15_000), item("baseline", 1, 60_000))
    cost = money(function, horizon_years=3, discount_rate=0.09)
    assert rows(cost) == (
        [cents(x) for x in (0, 560_000, 500_000, 500_000)],
        [cents(x) for x in (-25_000, 380_000, 365_000, 380_000)],
    )
    assert cost.one_off == cents(-25_000)
    assert cost.npv_saving.likely == cents(present([25_000, 180_000, 135_000, 120_000], 0.09))
    assert cost.peak_cash == 0.0
    assert cost.payback_months == 0.0
    assert (cost.irr, cost.irr_note) == (None, "none")


def test_proceeds_of_staying_count_against_giving_out() -> None:
    with_, without = (
        money(payroll(*items), horizon_years=2, discount_rate=0.10, tax_rate=0.4).npv_saving.likely
        for items in ((item("baseline", 2, -50_000),), ())
    )
    assert with_ - without == cents(-0.6 * 50_000 / 1.21)


def test_a_payment_of_staying_raises_the_saving_by_what_it_is_worth_today() -> None:
    assumptions = {"horizon_years": 4, "discount_rate": 0.07, "discounting": "mid_year"}
    plain = money(payroll(), **assumptions).npv_saving.likely
    for year, worth in ((0, 10_000), (1, 10_000 / 1.07**0.5), (4, 10_000 / 1.07**3.5)):
        moved = money(payroll(item("baseline", year, 10_000)), **assumptions).npv_saving.likely
        assert moved - plain == cents(worth), year


def test_the_options_that_stay_pay_what_staying_costs() -> None:
    function = payroll(item("baseline", 1, 60_000), item("option", 1, 99_000))
    retain = money(function, "retain", horizon_years=3, discount_rate=0.09, tax_rate=0.2)
    assert rows(retain)[0] == rows(retain)[1] == [cents(x) for x in (0, 448_000, 400_000, 400_000)]
    assert retain.npv_saving.likely == 0.0


def test_a_payment_after_the_horizon_counts_for_nothing() -> None:
    late, none = (
        money(payroll(*items), horizon_years=3, discount_rate=0.09)
        for items in ((item("baseline", 4, 60_000), item("option", 9, 99_000)), ())
    )
    assert rows(late) == rows(none)
    assert late.npv_saving.likely == none.npv_saving.likely


# Discounting


@pytest.mark.parametrize(("discounting", "early"), [("year_end", 0.0), ("mid_year", 0.5), ("start", 1.0)])
def test_discounting(discounting: str, early: float) -> None:
    function = payroll(item("option", 2, 30_000), transition=70_000)
    cost = money(
        function, horizon_years=4, discount_rate=0.11, discounting=discounting, wage_growth=0.03, tax_rate=0.21
    )
    saving = [-0.79 * 70_000] + [0.79 * (500_000 * 1.03 ** (year - 1) - 380_000) for year in (1, 2, 3, 4)]
    saving[2] -= 0.79 * 30_000
    assert cost.npv_saving.likely == cents(present(saving, 0.11, early))
    assert [year.discount_factor for year in cost.annual] == [
        pytest.approx(1 if year == 0 else 1.11 ** -(year - early)) for year in range(5)
    ]


@pytest.mark.parametrize(("discounting", "early"), [("year_end", 0.0), ("mid_year", 0.5), ("start", 1.0)])
def test_equal_yearly_amounts(discounting: str, early: float) -> None:
    """The equal amount a year, paid when the flows are: with equal flows it is the flow itself."""
    cost = money(payroll(transition=70_000), horizon_years=4, discount_rate=0.11, discounting=discounting)
    annuity = sum(1.11 ** -(year - early) for year in (1, 2, 3, 4))
    assert cost.equivalent_annual_baseline == cents(500_000)
    assert cost.equivalent_annual_option == cents(380_000 + 70_000 / annuity)
    assert cost.equivalent_annual_saving == cents(120_000 - 70_000 / annuity)


def test_at_a_rate_of_nought_an_npv_is_a_sum() -> None:
    cost = money(payroll(transition=70_000), horizon_years=3, discount_rate=0)
    assert cost.npv_saving.likely == cents(3 * 120_000 - 70_000)
    assert cost.equivalent_annual_saving == cents(120_000 - 70_000 / 3)
    assert cost.payback_months == cost.discounted_payback_months == 7  # 10 000 a month


@pytest.mark.parametrize("years", [1, 30])
def test_the_shortest_and_the_longest_horizon(years: int) -> None:
    cost = money(payroll(transition=70_000), horizon_years=years, discount_rate=0.09, wage_growth=0.02)
    saving = [-70_000] + [500_000 * 1.02**n - 380_000 for n in range(years)]
    assert len(cost.annual) == years + 1
    assert cost.npv_saving.likely == cents(present(saving, 0.09))
    assert cost.run_rate_saving == cents(saving[min(3, years)])
    assert cost.run_rate_year == min(3, years)
    assert cost.irr is not None
    assert sum(flow / (1 + cost.irr) ** year for year, flow in enumerate(saving)) == cents(0)


# Payback


def test_discounted_payback_is_later_than_payback_and_may_never_come() -> None:
    """240 000 at once, 10 000 a month: paid back after 24 months; discounted at 30 %, never within three years."""
    cost = money(payroll(transition=240_000), horizon_years=3, discount_rate=0.30)
    assert cost.payback_months == 24
    assert 120_000 / 1.3 + 120_000 / 1.69 + 120_000 / 2.197 < 240_000
    assert cost.discounted_payback_months is None


def test_discounted_payback_in_a_later_year() -> None:
    cost = money(payroll(transition=200_000), horizon_years=4, discount_rate=0.10, discounting="mid_year")
    balance, month = -200_000.0, 0
    while balance < 0:
        balance += 10_000 / 1.1 ** (month // 12 + 0.5)
        month += 1
    assert cost.discounted_payback_months == month == 22
    assert cost.payback_months == 20


def test_a_payment_in_a_later_year_can_undo_a_payback() -> None:
    """Paid back after seven months, overdrawn again by the payment at the end of year 2, and back eleven months on."""
    cost = money(payroll(item("option", 2, 280_000), transition=70_000), horizon_years=5, discount_rate=0.10)
    balance, path = -70_000, []
    for month in range(1, 61):
        balance += 10_000 - (280_000 if month == 24 else 0)
        path.append((month, balance))
    assert cost.payback_months == min(m for m, _ in path if all(b >= 0 for n, b in path if n >= m)) == 35
    assert cost.peak_cash == cents(280_000 + 70_000 - 240_000)


# Rate of return


def test_one_rate_of_return_after_tax() -> None:
    cost = money(payroll(transition=100_000), horizon_years=2, discount_rate=0.08, tax_rate=0.5)
    # -50 000, 60 000, 60 000: 60 x² + 60 x - 50 = 0 for x = 1 / (1 + r)
    root = (-60 + (60**2 + 4 * 60 * 50) ** 0.5) / (2 * 60)
    assert cost.irr == pytest.approx(1 / root - 1, abs=1e-8)
    assert cost.irr_note == ""


def test_a_negative_rate_of_return_is_a_rate() -> None:
    cost = money(payroll(transition=300_000), horizon_years=2, discount_rate=0.08)
    root = (-120 + (120**2 + 4 * 120 * 300) ** 0.5) / (2 * 120)  # -300, 120, 120
    assert cost.irr == pytest.approx(1 / root - 1, abs=1e-8)
    assert cost.irr < 0


def test_two_rates_of_return_are_none_that_can_be_told() -> None:
    """-100 000, +230 000, -132 000: nought at 10 % and at 20 %."""
    function = payroll(
        transition=100_000,
        annual_fee=[270_000, 632_000],
    )
    cost = money(function, horizon_years=2, discount_rate=0.15)
    assert [one - other for one, other in zip(*rows(cost), strict=True)] == [
        cents(x) for x in (-100_000, 230_000, -132_000)
    ]
    assert (cost.irr, cost.irr_note) == (None, "more than one")
    assert cost.npv_saving.likely == cents(-100_000 + 230_000 / 1.15 - 132_000 / 1.15**2)
    assert cost.npv_saving.likely > 0  # between the two rates it saves


def test_no_rate_of_return_where_nothing_is_paid_or_nothing_saved() -> None:
    free = money(payroll(), horizon_years=3, discount_rate=0.1)
    dear = money(payroll(annual_fee=900_000, transition=1_000), horizon_years=3, discount_rate=0.1)
    assert [(cost.irr, cost.irr_note) for cost in (free, dear)] == [(None, "none")] * 2


# Break-even of the one-off cost


def test_the_one_off_that_uses_up_the_saving() -> None:
    function = payroll(transition=40_000)
    cost = money(function, horizon_years=3, discount_rate=0.1, tax_rate=0.25)
    annuity = 1 / 1.1 + 1 / 1.21 + 1 / 1.331
    assert cost.break_even.one_off == cents(120_000 * annuity)  # relief counts alike on both
    again = money(payroll(transition=120_000 * annuity), horizon_years=3, discount_rate=0.1, tax_rate=0.25)
    assert again.npv_saving.likely == cents(0)


def test_the_one_off_that_uses_up_the_saving_where_there_is_none_today() -> None:
    cost = money(payroll(), horizon_years=3, discount_rate=0.1, tax_rate=0.25)
    assert cost.break_even.one_off is not None
    again = money(payroll(transition=cost.break_even.one_off), horizon_years=3, discount_rate=0.1, tax_rate=0.25)
    assert again.npv_saving.likely == cents(0)


def test_an_option_that_costs_more_has_no_one_off_to_spend() -> None:
    cost = money(payroll(annual_fee=600_000), horizon_years=3, discount_rate=0.1)
    assert cost.break_even.one_off == 0.0


def capital_case(factor: float) -> Cost:
    """A transition of 50 000 and a machine of 90 000 written off over three years, both times ``factor``."""
    function = payroll(item("option", 0, 90_000 * factor, depreciate_years=3), transition=50_000 * factor)
    return money(function, horizon_years=3, discount_rate=0.1, tax_rate=0.3)


def test_the_one_off_that_uses_up_the_saving_with_a_capital_item() -> None:
    even = capital_case(1).break_even.one_off
    assert even is not None
    assert capital_case(even / 140_000).npv_saving.likely == cents(0)


# Run rate


def test_a_payment_that_comes_once_is_in_the_years_and_the_npv() -> None:
    cost = money(payroll(item("baseline", 3, 300_000)), horizon_years=5, discount_rate=0.1)
    assert rows(cost)[0] == [cents(x) for x in (0, 500_000, 500_000, 800_000, 500_000, 500_000)]


def test_the_run_rate_leaves_out_what_comes_once() -> None:
    cost = money(payroll(item("baseline", 3, 300_000)), horizon_years=5, discount_rate=0.1)
    assert cost.run_rate_saving == cents(120_000)
    assert cost.cashable == cents(120_000)


# Amounts at the ends


def test_huge_amounts_stay_exact_to_a_part_in_a_trillion() -> None:
    function = {
        "name": "Payroll",
        "fte": 9_000_000,
        "salary": 1_100_000,
        "quotes": [{"vendor": "V", "annual_fee": 9e12, "transition": 1e12}],
    }
    cost = money(function, horizon_years=3, discount_rate=0.1)
    annuity = 1 / 1.1 + 1 / 1.21 + 1 / 1.331
    assert cost.npv_saving.likely == pytest.approx(0.9e12 * annuity - 1e12, rel=1e-12)
    assert cost.break_even.price == pytest.approx(9.9e12 - 1e12 / annuity, rel=1e-12)


def test_nobody_costs_nothing_and_saves_nothing() -> None:
    function = {"name": "Payroll", "fte": 0, "salary": 50_000, "quotes": [{"vendor": "V", "per_fte_year": 5_000}]}
    cost = money(function, horizon_years=3, discount_rate=0.1)
    assert rows(cost) == ([0.0] * 4, [0.0] * 4)
    assert (cost.npv_saving.likely, cost.npv_saving_share, cost.irr, cost.payback_months) == (0.0, 0.0, None, None)


def test_work_that_costs_nothing_today_only_gets_dearer() -> None:
    function = {
        "name": "Payroll",
        "fte": 10,
        "costs": {"salaries": 0},
        "quotes": [{"vendor": "V", "annual_fee": 5_000}],
    }
    cost = money(function, horizon_years=2, discount_rate=0.1)
    assert cost.npv_saving.likely == cents(-5_000 / 1.1 - 5_000 / 1.21)
    assert cost.npv_saving_share == 0.0
    assert cost.break_even.price == cents(0)


def test_a_provider_for_nothing() -> None:
    cost = money(payroll(annual_fee=0, transition=40_000), horizon_years=2, discount_rate=0.1)
    assert cost.npv_saving.likely == cents(500_000 / 1.1 + 500_000 / 1.21 - 40_000)
    assert cost.break_even.price_now == 0.0
