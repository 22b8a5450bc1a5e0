"""Quotes in every way vendors write them: every expected amount is worked out here with plain arithmetic."""

from typing import Any

import pytest

from officesplit.errors import InputError
from officesplit.model.result import Cost, OptionResult
from tests.conftest import assess_functions, assess_one, book, cost_of, option_of

CENT = 0.005
FRAME = {"lines": "only_given", "horizon_years": 3, "discount_rate": 0.10}
ANNUITY = 1 / 1.1 + 1 / 1.21 + 1 / 1.331


def cents(value: float) -> object:
    return pytest.approx(value, abs=CENT, rel=0)


def payroll(*quotes: dict, **fields: object) -> dict:
    """Ten people at 60 000, with quotes: 600 000 a year today."""
    return {"name": "Payroll", "fte": 10, "salary": 60_000, "quotes": list(quotes), **fields}


def quoted(kind: str = "onshore", function: dict | None = None, frame: dict | None = None, **quote: object) -> Cost:
    """The cost of one quote, where only the given lines count."""
    whole = function or payroll()
    return cost_of(
        assess_one({**whole, "quotes": [{"vendor": "V", **quote}]}, assumptions={**FRAME, **(frame or {})}), kind
    )


def out(cost: Cost) -> list[float]:
    return [year.option for year in cost.annual[1:]]


def today(cost: Cost) -> list[float]:
    return [year.baseline for year in cost.annual[1:]]


# What is billed


@pytest.mark.parametrize(
    ("quote", "yearly"),
    [
        ({"per_fte_year": 31_000}, 31_000 * 10),
        ({"per_fte_year": 31_000, "fte": 8.5}, 31_000 * 8.5),
        ({"per_fte_year": 31_000, "minimum_volume": 12}, 31_000 * 12),
        ({"per_fte_year": 31_000, "minimum_volume": 9}, 31_000 * 10),
        ({"per_fte_year": 31_000, "fte": 8.5, "minimum_volume": 9}, 31_000 * 9),
        ({"per_hour": 17.25}, 17.25 * 2_080 * 10),
        ({"per_hour": 17.25, "fte": 7}, 17.25 * 2_080 * 7),
        ({"per_hour": 17.25, "minimum_volume": 24_000}, 17.25 * 24_000),
        ({"per_hour": 17.25, "hours_per_year": 15_400}, 17.25 * 15_400),
        ({"per_hour": 17.25, "hours_per_year": 15_400, "minimum_volume": 16_000}, 17.25 * 16_000),
        ({"per_unit": 3.85}, 3.85 * 52_000),
        ({"per_unit": 3.85, "minimum_volume": 60_000}, 3.85 * 60_000),
        ({"annual_fee": 244_000}, 244_000),
    ],
)
def test_what_a_price_bills_in_a_year(quote: dict, yearly: float) -> None:
    function = payroll(volume={"unit": "payslip", "per_year": 52_000})
    cost = quoted(function=function, frame={"price_indexation": 0.02}, **quote)
    assert out(cost) == [cents(yearly * 1.02**n) for n in range(3)]
    assert cost.npv_saving.likely == cents(sum((600_000 - yearly * 1.02**n) / 1.1 ** (n + 1) for n in range(3)))


def test_a_volume_by_year_is_billed_by_year_and_holds_its_last_value() -> None:
    function = payroll(volume={"unit": "payslip", "per_year": [40_000, 55_000]})
    cost = quoted(function=function, frame={"horizon_years": 4}, per_unit=3.85, indexation=0.03)
    assert out(cost) == [cents(3.85 * units * 1.03**n) for n, units in enumerate((40_000, 55_000, 55_000, 55_000))]


def test_a_volume_by_year_is_billed_at_no_less_than_the_minimum() -> None:
    function = payroll(volume={"unit": "payslip", "per_year": [40_000, 55_000, 48_000]})
    cost = quoted(function=function, per_unit=3.85, minimum_volume=50_000)
    assert out(cost) == [cents(3.85 * units) for units in (50_000, 55_000, 50_000)]


# What comes with the charges


def test_yearly_extras_and_a_transition_that_is_paid_once() -> None:
    cost = quoted(
        per_hour=12.5, oversight=30_000, qa=11_000, tooling=7_000, change_requests=9_500, transition=85_000,
        frame={"price_indexation": 0.025},
    )  # fmt: skip
    first = 12.5 * 2_080 * 10 + 30_000 + 11_000 + 7_000 + 9_500
    assert out(cost) == [cents(first * 1.025**n) for n in range(3)]
    assert cost.annual[0].option == cost.one_off == cents(85_000)
    assert {name: cost.annual[2].lines[f"option.{name}"] for name in ("oversight", "qa", "tooling")} == {
        "oversight": cents(30_750),
        "qa": cents(11_275),
        "tooling": cents(7_175),
    }


def test_oversight_as_a_share_follows_the_charges_it_rests_on() -> None:
    cost = quoted(annual_fee=[200_000, 180_000, 260_000], oversight_share=0.12, qa=5_000)
    assert out(cost) == [cents(fee * 1.12 + 5_000) for fee in (200_000, 180_000, 260_000)]


def test_oversight_as_a_share_of_what_is_billed_at_least() -> None:
    cost = quoted(per_fte_year=20_000, minimum_volume=15, oversight_share=0.2)
    assert out(cost) == [cents(20_000 * 15 * 1.2)] * 3


def test_committed_productivity_lowers_the_charges_against_indexation() -> None:
    cost = quoted(per_fte_year=31_000, productivity=0.04, indexation=0.03, frame={"horizon_years": 5})
    assert out(cost) == [cents(310_000 * (1.03 * 0.96) ** n) for n in range(5)]


def test_committed_productivity_lowers_nothing_but_the_charges() -> None:
    cost = quoted(per_fte_year=31_000, productivity=0.04, oversight=20_000, tooling=6_000)
    assert out(cost) == [cents(310_000 * 0.96**n + 26_000) for n in range(3)]


def test_committed_productivity_is_refused_beside_fees_by_year() -> None:
    with pytest.raises(InputError, match="productivity"):
        quoted(annual_fee=[310_000, 310_000, 310_000], productivity=0.04)


def test_committed_productivity_begins_with_the_providers_first_year() -> None:
    cost = quoted(annual_fee=300_000, productivity=0.1, transition_months=12, frame={"horizon_years": 4})
    assert out(cost) == [cents(x) for x in (600_000, 300_000, 270_000, 243_000)]


def test_a_least_volume_is_refused_beside_a_yearly_fee() -> None:
    with pytest.raises(InputError, match="minimum_volume"):
        quoted(annual_fee=310_000, minimum_volume=12)


def test_indexation_of_the_quote_goes_before_the_companys() -> None:
    cost = quoted(annual_fee=300_000, indexation=0.01, frame={"price_indexation": 0.05, "wage_growth": 0.04})
    assert out(cost) == [cents(300_000 * 1.01**n) for n in range(3)]
    assert today(cost) == [cents(600_000 * 1.04**n) for n in range(3)]


def test_a_falling_price_may_be_agreed() -> None:
    assert out(quoted(annual_fee=300_000, indexation=-0.1)) == [cents(300_000 * 0.9**n) for n in range(3)]


# Currency


def test_a_quote_in_another_currency_at_the_rate_that_the_profile_gives() -> None:
    cost = quoted(
        "offshore", location="IN", per_hour=600, currency="INR", transition=4_000_000, oversight=1_500_000,
        minimum_volume=21_000, frame={"exchange_rates": {"INR": 0.0125}},
    )  # fmt: skip
    assert out(cost) == [cents(600 * 0.0125 * 21_000 + 1_500_000 * 0.0125)] * 3
    assert cost.one_off == cents(50_000)
    assert cost.price_per_hour == cents(7.5)
    even = (600_000 - 18_750 - 50_000 / ANNUITY) / 21_000
    assert cost.break_even.price == cents(even)


def test_shares_months_and_people_of_a_quote_are_no_money() -> None:
    cost = quoted(
        per_fte_year=40_000, fte=8, currency="EUR", oversight_share=0.1, transition_months=3,
        frame={"exchange_rates": {"EUR": 1.5}},
    )  # fmt: skip
    assert out(cost) == [cents(600_000 * 0.25 + 528_000 * 0.75), cents(528_000), cents(528_000)]


def test_without_a_rate_of_its_own_the_table_holds() -> None:
    rate = book().exchange_rate("GBP")
    assert rate is not None
    assert out(quoted(annual_fee=200_000, currency="GBP")) == [cents(200_000 / rate)] * 3
    other = assess_one(
        payroll({"vendor": "V", "annual_fee": 200_000, "currency": "USD"}), assumptions=FRAME,
        company={"country": "GB"},
    )  # fmt: skip
    assert out(cost_of(other, "onshore")) == [cents(200_000 * rate)] * 3


def test_a_rate_for_the_companys_own_currency_changes_nothing() -> None:
    assert out(quoted(annual_fee=200_000, currency="USD", frame={"exchange_rates": {"USD": 3}})) == [cents(200_000)] * 3


@pytest.mark.parametrize("code", ["ZZZ", "BTN"])
def test_a_quote_in_a_currency_without_a_rate_is_refused(code: str) -> None:
    with pytest.raises(InputError, match=code):
        quoted(annual_fee=200_000, currency=code)


def test_a_currency_without_a_row_needs_no_more_than_its_rate() -> None:
    cost = quoted(annual_fee=200_000, currency="BTN", frame={"exchange_rates": {"BTN": 0.5}})
    assert out(cost) == [cents(100_000)] * 3


# Transition months


def test_until_cut_over_the_work_is_paid_at_home() -> None:
    cost = quoted(
        annual_fee=240_000, oversight=24_000, transition_months=18, transition=10_000, frame={"wage_growth": 0.04}
    )
    wages = [600_000 * 1.04**n for n in range(3)]
    assert out(cost) == [cents(wages[0]), cents(wages[1] / 2 + 132_000), cents(264_000)]
    assert cost.annual[0].option == cents(10_000)


def test_a_part_of_a_month_counts() -> None:
    cost = quoted(annual_fee=240_000, transition_months=2.5)
    assert out(cost)[0] == cents(600_000 * 2.5 / 12 + 240_000 * 9.5 / 12)


def test_a_transition_beyond_the_horizon_changes_nothing() -> None:
    cost = quoted(annual_fee=240_000, transition_months=40)
    assert out(cost) == today(cost)
    assert cost.npv_saving.likely == cents(0)


# What stays


def test_costs_that_stay_are_paid_on_both_sides() -> None:
    function = {
        "name": "Payroll",
        "fte": 10,
        "costs": {"salaries": 400_000, "facilities": 100_000, "technology": [50_000, 40_000, 30_000]},
        "costs_that_stay": {"facilities": 70_000, "technology": [50_000, 20_000, 0], "salaries": 40_000},
    }
    cost = quoted(function=function, annual_fee=200_000, frame={"wage_growth": 0.03, "price_growth": 0.02})
    technology, stays = (50_000, 40_000, 30_000), (50_000, 20_000, 0)
    assert today(cost) == [cents(400_000 * 1.03**n + 100_000 * 1.02**n + technology[n]) for n in range(3)]
    assert out(cost) == [cents(200_000 + 40_000 * 1.03**n + 70_000 * 1.02**n + stays[n]) for n in range(3)]


STAYING = {
    "name": "Payroll",
    "fte": 10,
    "costs": {"salaries": 400_000, "facilities": 100_000},
    "costs_that_stay": {"facilities": 100_000},
}


def test_costs_that_stay_are_paid_once_until_cut_over() -> None:
    cost = quoted(function=STAYING, annual_fee=200_000, transition_months=6)
    assert out(cost) == [cents(250_000 + 100_000 + 50_000), cents(300_000), cents(300_000)]


@pytest.mark.parametrize("kind", ["onshore", "hybrid"])
def test_no_more_stays_of_a_line_than_there_is(kind: str) -> None:
    """With all facilities staying, the option pays today's facilities, no more."""
    quotes = [{"vendor": "V", "annual_fee": 200_000}]
    free = {**STAYING, "quotes": quotes, "costs": {"salaries": 400_000, "facilities": 0}, "costs_that_stay": None}
    frame = {"horizon_years": 5, "price_growth": 0.0}
    without = cost_of(assess_one({key: value for key, value in free.items() if value}, assumptions=frame), kind)
    with_ = cost_of(assess_one({**STAYING, "quotes": quotes}, assumptions=frame), kind)
    assert out(with_)[4] - out(without)[4] == cents(100_000)


@pytest.mark.parametrize("stays", [100_001, [100_000, 120_000]])
def test_more_than_there_is_cannot_stay(stays: object) -> None:
    with pytest.raises(InputError, match="facilities"):
        quoted(function={**STAYING, "costs_that_stay": {"facilities": stays}}, annual_fee=200_000)


def test_salaries_that_stay_keep_their_employer_cost() -> None:
    """All salaries stay and the provider works for nothing: neither pay nor what an employer pays on it is saved."""
    costs = {"salaries": 400_000}
    function = {"name": "Payroll", "fte": 10, "costs": costs, "costs_that_stay": costs}
    frame = {"horizon_years": 3, "wage_growth": 0.0}
    cost = cost_of(assess_one({**function, "quotes": [{"vendor": "V", "annual_fee": 0}]}, assumptions=frame), "onshore")
    pay = ("baseline.staff", "baseline.benefits", "option.staying_staff", "option.staying_benefits")
    lines = cost.annual[3].lines
    kept = book().number("retained_share")
    today_paid = lines[pay[0]] + lines[pay[1]]
    assert today_paid > 400_000
    assert sum(lines.get(name, 0.0) for name in pay[2:]) == cents((1 - kept) * today_paid)


def test_costs_by_year_against_a_fee_by_year() -> None:
    costs = {"salaries": [300_000, 320_000, 350_000], "benefits": 30_000, "other": [9_000, 1_000]}
    function = {"name": "Payroll", "fte": 6, "costs": costs}
    cost = quoted(function=function, annual_fee=[250_000, 240_000], frame={"wage_growth": 0.05, "horizon_years": 4})
    assert today(cost) == [
        cents(300_000 + 30_000 + 9_000),
        cents(320_000 + 31_500 + 1_000),
        cents(350_000 + 33_075 + 1_000),
        cents(350_000 + 34_728.75 + 1_000),
    ]
    assert out(cost) == [cents(x) for x in (250_000, 240_000, 240_000, 240_000)]


# Break-even


QUOTES: dict[str, dict[str, Any]] = {
    "a year per FTE": {"per_fte_year": 31_000},
    "a year per FTE of the vendor": {"per_fte_year": 31_000, "fte": 12},
    "an hour": {"per_hour": 17.25},
    "an hour of those bought": {"per_hour": 17.25, "hours_per_year": 19_000},
    "a unit": {"per_unit": 3.85},
    "a unit of the least billed": {"per_unit": 3.85, "minimum_volume": 80_000},
    "a year": {"annual_fee": 244_000},
}
EXTRAS = {
    "oversight": 14_000,
    "oversight_share": 0.05,
    "transition": 60_000,
    "indexation": 0.02,
    "transition_months": 2,
}


@pytest.mark.parametrize("unit", QUOTES)
@pytest.mark.parametrize("tax", [0.0, 0.28])
def test_at_the_break_even_price_nothing_is_saved(unit: str, tax: float) -> None:
    field = next(iter(QUOTES[unit]))
    function = payroll(volume={"unit": "payslip", "per_year": 52_000})
    frame = {"tax_rate": tax, "wage_growth": 0.03, "irrecoverable_vat": 0.1}
    cost = quoted(function=function, frame=frame, **QUOTES[unit], **EXTRAS)
    even = cost.break_even
    assert even.price_unit in unit
    assert even.price_now == cents(QUOTES[unit][field])
    assert even.price is not None
    again = quoted(function=function, frame=frame, **{**QUOTES[unit], **EXTRAS, field: even.price})
    assert again.npv_saving.likely == cents(0)


@pytest.mark.parametrize(
    "quote",
    [{"annual_fee": 1}, {"annual_fee": 5_000_000}, {"per_hour": 0.01}, {"per_fte_year": 10, "minimum_volume": 40}],
)
@pytest.mark.parametrize("lines", ["only_given", "complete"])
def test_a_break_even_far_from_the_price_is_found(quote: dict, lines: str) -> None:
    """A fee of 1 breaks even at half a million times as much, past the floor of governance."""
    cost = quoted(frame={"lines": lines}, **quote)
    even = cost.break_even.price
    assert even is not None
    again = quoted(frame={"lines": lines}, **{**quote, next(iter(quote)): even})
    assert again.npv_saving.likely == cents(0)


def test_fees_by_year_break_even_together() -> None:
    cost = quoted(annual_fee=[300_000, 250_000, 200_000], transition=80_000)
    worth = 300_000 / 1.1 + 250_000 / 1.21 + 200_000 / 1.331
    factor = (600_000 * ANNUITY - 80_000) / worth
    assert cost.break_even.price == cents(300_000 * factor)
    assert cost.break_even.price_now == 300_000


def test_the_head_count_that_breaks_even_under_a_least_volume() -> None:
    """42 000 f - 40 000 max(f, 4) a year against 100 000 at once: the least volume does not bind at the answer."""
    cost = quoted(
        function=payroll(salary=42_000), per_fte_year=40_000, minimum_volume=4, transition=100_000,
    )  # fmt: skip
    assert cost.break_even.fte == cents(100_000 / ANNUITY / 2_000)
    again = quoted(
        function=payroll(salary=42_000, fte=cost.break_even.fte), per_fte_year=40_000, minimum_volume=4,
        transition=100_000,
    )  # fmt: skip
    assert again.npv_saving.likely == cents(0)


def test_the_head_count_that_breaks_even_where_the_least_volume_binds() -> None:
    """60 000 f against 30 000 x 8: nought at four people, twice of which is where the least volume ends."""
    cost = quoted(function=payroll(), per_fte_year=30_000, minimum_volume=8)
    assert cost.break_even.fte == pytest.approx(4.0, abs=1e-6)


def test_the_head_count_that_breaks_even_far_from_todays() -> None:
    """60 000 f against 10 000 x 4: nought at two thirds of a person."""
    cost = quoted(function=payroll(), per_fte_year=10_000, minimum_volume=4)
    assert cost.break_even.fte == pytest.approx(40_000 / 60_000, abs=1e-6)


@pytest.mark.parametrize(("fte", "fee"), [(20, 2_000_000), (20, 1_100_000), (2, 20_000), (2, 300_000)])
def test_the_break_even_fee_beside_the_least_governance(fte: float, fee: float) -> None:
    function = {"name": "Accounts payable", "fte": fte, "salary": 60_000}
    even = cost_of(assess_one({**function, "quotes": [{"vendor": "V", "annual_fee": fee}]}), "onshore").break_even
    assert even.price is not None
    again = assess_one({**function, "quotes": [{"vendor": "V", "annual_fee": even.price}]})
    assert cost_of(again, "onshore").npv_saving.likely == cents(0)


def test_the_break_even_fee_far_from_the_quoted_one() -> None:
    test_the_break_even_fee_beside_the_least_governance(20, 100_000)


@pytest.mark.parametrize(("fte", "fee"), [(20, 1_000_000), (4, 60_000), (12, 700_000)])
def test_the_head_count_that_breaks_even_beside_the_least_governance(fte: float, fee: float) -> None:
    quotes = [{"vendor": "V", "annual_fee": fee}]
    function = {"name": "Accounts payable", "fte": fte, "salary": 60_000, "quotes": quotes}
    even = cost_of(assess_one(function), "onshore").break_even
    assert even.fte is not None
    assert cost_of(assess_one({**function, "fte": even.fte}), "onshore").npv_saving.likely == cents(0)


def test_at_the_modelled_break_even_price_a_quote_of_it_saves_the_same() -> None:
    """The uplift stands in for the price: the saving is a line through today's price and the break-even."""
    cost = cost_of(assess_one({"name": "Data entry", "fte": 12}), "onshore")
    even = cost.break_even
    assert cost.price_per_hour == even.price_now
    assert cost.break_even_price_per_hour == pytest.approx(even.price)


# Several quotes


def lines_of(option: OptionResult) -> dict[str, tuple[str, float, float, bool]]:
    return {
        line.vendor: (line.country, line.charges, line.npv_saving, line.chosen) for line in option.quotes
    }  # fmt: skip


def test_of_several_quotes_for_one_place_the_best_is_taken() -> None:
    dear = {"vendor": "Dear", "location": "PH", "annual_fee": 480_000}
    cheap = {"vendor": "Cheap", "location": "PH", "per_fte_year": 40_000, "transition": 50_000}
    for quotes in ([dear, cheap], [cheap, dear]):
        option = option_of(assess_one(payroll(*quotes), assumptions=FRAME), "offshore")
        assert (option.vendor, option.country) == ("Cheap", "PH")
        assert lines_of(option) == {
            "Dear": ("PH", 480_000, cents(120_000 * ANNUITY), False),
            "Cheap": ("PH", 400_000, cents(200_000 * ANNUITY - 50_000), True),
        }
        assert {line.basis for line in option.quotes} == {"annual_fee", "per_fte_year"}
        assert option.cost is not None
        assert option.cost.npv_saving.likely == cents(200_000 * ANNUITY - 50_000)


def test_of_several_quotes_that_save_much_the_best_is_taken() -> None:
    quotes = [{"vendor": name, "location": "PH", "annual_fee": fee} for name, fee in (("A", 120_000), ("B", 60_000))]
    assert option_of(assess_one(payroll(*quotes), assumptions=FRAME), "offshore").vendor == "B"


def test_of_quotes_for_several_places_the_better_stands_for_its_kind() -> None:
    quotes = [
        {"vendor": "P", "location": "PH", "annual_fee": 500_000},
        {"vendor": "I", "location": "IN", "annual_fee": 400_000},
        {"vendor": "M", "location": "MX", "annual_fee": 450_000},
        {"vendor": "C", "location": "CA", "annual_fee": 550_000},
        {"vendor": "H", "annual_fee": 580_000},
    ]
    result = assess_one(payroll(*quotes), assumptions=FRAME)
    for kind, vendor, place, fee in (
        ("onshore", "H", "US", 580_000),
        ("nearshore", "M", "MX", 450_000),
        ("offshore", "I", "IN", 400_000),
    ):
        option = option_of(result, kind)
        assert (option.vendor, option.country) == (vendor, place)
        assert option.cost is not None
        assert option.cost.npv_saving.likely == cents((600_000 - fee) * ANNUITY)
    offered = {name for kind in ("onshore", "nearshore", "offshore") for name in lines_of(option_of(result, kind))}
    assert offered == {"P", "I", "M", "C", "H"}


def test_every_quote_is_priced() -> None:
    fees = {"IN": 300_000, "PH": 290_000, "VN": 280_000, "MY": 270_000, "EG": 50_000}
    quotes = [{"vendor": place, "location": place, "annual_fee": fee} for place, fee in fees.items()]
    option = option_of(assess_one(payroll(*quotes), assumptions=FRAME), "offshore")
    assert {line.vendor for line in option.quotes} == set(fees)


def test_a_hybrid_tries_every_quote() -> None:
    quotes = [{"vendor": "P", "location": "PH", "per_hour": 3}, {"vendor": "M", "location": "MX", "per_hour": 3.5}]
    option = option_of(assess_one({"name": "Accounts payable", "fte": 12, "quotes": quotes}), "hybrid")
    assert {line.vendor for line in option.quotes} == {"P", "M"}


def test_charges_against_the_benchmark_of_their_place() -> None:
    """In the run-rate year the modelled charges are price an hour x hours / (scale x productivity), indexed twice."""
    quotes = [{"vendor": "V", "location": "PH", "annual_fee": 150_000}]
    function = {"name": "Accounts payable", "fte": 12, "salary": 50_000}
    model = option_of(
        assess_one(function, constraints={"exclude_locations": ["IN", "PL"]}), "offshore"
    )  # fmt: skip
    with_quote = option_of(assess_one({**function, "quotes": quotes}), "offshore")
    (line,) = with_quote.quotes
    assert (model.country, line.country) == ("PH", "PH")
    assert model.cost is not None
    number = book().number
    priced = model.cost.price_per_hour
    assert priced is not None
    hours = 2_080 * 12 * (1 - number("retained_share"))
    output = number("provider_scale_productivity", "processing") * number("productivity_end", "offshore")
    benchmark = priced * hours / output * (1 + number("price_indexation")) ** 2
    assert line.benchmark_charges == cents(benchmark)
    assert line.charges == cents(150_000 * (1 + number("price_indexation")) ** 2)
    assert line.against_benchmark == pytest.approx(
        150_000 * (1 + number("price_indexation")) ** 2 / benchmark - 1, abs=1e-9
    )


def test_where_only_given_lines_count_there_is_no_benchmark() -> None:
    (line,) = option_of(
        assess_one(payroll({"vendor": "V", "annual_fee": 1_000}), assumptions=FRAME), "onshore"
    ).quotes  # fmt: skip
    assert (line.benchmark_charges, line.against_benchmark) == (None, None)


# Places that are closed


def test_a_barred_place_is_never_taken_however_cheap() -> None:
    quotes = [
        {"vendor": "P", "location": "PH", "annual_fee": 1_000},
        {"vendor": "I", "location": "IN", "annual_fee": 400_000},
    ]
    result = assess_one(payroll(*quotes), assumptions=FRAME, constraints={"exclude_locations": ["PH"]})
    option = option_of(result, "offshore")
    assert (option.vendor, option.country) == ("I", "IN")
    free = assess_one(payroll(quotes[1]), assumptions=FRAME)
    assert option.cost is not None
    assert option.cost.npv_saving == cost_of(free, "offshore").npv_saving


def test_a_quote_for_a_barred_place_is_not_passed_over_in_silence() -> None:
    quote = {"vendor": "Pasig Partners", "location": "PH", "annual_fee": 1_000}
    found = assess_functions([payroll(quote)], assumptions=FRAME, constraints={"exclude_locations": ["PH"]})
    assert "Pasig Partners" in found.model_dump_json(exclude={"evidence"})


def test_a_barred_quote_is_told_beside_another_of_the_same_vendor() -> None:
    quotes = [{"vendor": "V", "location": place, "annual_fee": 300_000} for place in ("PH", "IN")]
    found = assess_functions([payroll(*quotes)], assumptions=FRAME, constraints={"exclude_locations": ["PH"]})
    assert "quote_unused" in {finding.id for finding in found.findings}


@pytest.mark.parametrize("place", ["LI", "IS", "MC"])
def test_a_quote_for_a_place_that_nobody_knows_is_not_passed_over_in_silence(place: str) -> None:
    quote = {"vendor": "Far Partners", "location": place, "annual_fee": 100_000}
    try:
        found = assess_functions([payroll(quote)], assumptions=FRAME)
    except InputError:
        return
    assert "Far Partners" in found.model_dump_json(exclude={"evidence"})


def test_a_quote_at_home_can_be_priced_wherever_home_is() -> None:
    found = assess_one(
        payroll({"vendor": "V", "annual_fee": 100_000}), assumptions=FRAME, company={"country": "LI"}
    )  # fmt: skip
    assert option_of(found, "onshore").cost is not None


def test_a_price_per_unit_without_a_volume_is_not_passed_over_in_silence() -> None:
    quotes = [{"vendor": "Unit Partners", "per_unit": 3}, {"vendor": "W", "annual_fee": 400_000}]
    try:
        found = assess_functions([payroll(*quotes)], assumptions=FRAME)
    except InputError:
        return
    assert "Unit Partners" in found.model_dump_json(exclude={"evidence"})


def test_any_currency_with_a_rate_will_do() -> None:
    cost = quoted(annual_fee=200_000, currency="ZZZ", frame={"exchange_rates": {"ZZZ": 0.5}})
    assert out(cost) == [cents(100_000)] * 3


# A provider today


def outsourced(*quotes: dict, **fields: object) -> dict:
    current = {"annual_price": [600_000, 620_000], "vendor": "Old"}
    return {"name": "Payroll", "fte": 10, "currently": current, "quotes": list(quotes), **fields}


def test_back_from_a_provider_at_the_salaries_or_the_costs_of_the_profile() -> None:
    frame = {**FRAME, "wage_growth": 0.04, "price_growth": 0.02}
    costs = {"salaries": [380_000, 400_000], "benefits": 60_000, "technology": 25_000}
    for fields, inside in (
        ({"salary": 44_000}, [440_000 * 1.04**n for n in range(3)]),
        ({"costs": costs}, [s + 60_000 * 1.04**n + 25_000 * 1.02**n for n, s in enumerate((380e3, 400e3, 400e3))]),
    ):
        result = assess_one(outsourced(**fields), assumptions=frame)
        kept, back = (cost_of(result, kind) for kind in ("keep_outsourced", "bring_back"))
        price = [600_000, 620_000, 620_000]
        assert today(kept) == out(kept) == today(back) == [cents(x) for x in price]
        assert out(back) == [cents(x) for x in inside]
        assert back.one_off == 0.0
        saving = sum((p - i) / 1.1 ** (n + 1) for n, (p, i) in enumerate(zip(price, inside, strict=True)))
        assert back.npv_saving.likely == cents(saving)
        assert kept.npv_saving.likely == 0.0


def test_back_from_a_provider_with_payments_and_tax() -> None:
    one_offs = [
        {"side": "option", "what": "desks", "year": 0, "amount": 30_000, "depreciate_years": 3},
        {"side": "option", "what": "hiring", "year": 1, "amount": 20_000},
        {"side": "baseline", "what": "exit audit", "year": 2, "amount": 10_000},
    ]
    result = assess_one(outsourced(salary=44_000, one_offs=one_offs), assumptions={**FRAME, "tax_rate": 0.25})
    back = cost_of(result, "bring_back")
    assert [year.option for year in back.annual] == [
        cents(x) for x in (30_000, 0.75 * 460_000 - 2_500, 0.75 * 440_000 - 2_500, 0.75 * 440_000 - 2_500)
    ]
    assert today(back) == [cents(x) for x in (450_000, 465_000 + 7_500, 465_000)]


def test_a_new_tender_compares_charges_with_todays_price() -> None:
    quote = {"vendor": "New", "annual_fee": 500_000, "transition": 90_000}
    found = option_of(assess_one(outsourced(quote, salary=44_000), assumptions=FRAME), "keep_outsourced").retender
    assert found is not None
    assert (found.basis, found.price_today, found.market_price) == ("quote of New", cents(620_000), cents(500_000))
    gap = 100_000 / 1.1 + 120_000 / 1.21 + 120_000 / 1.331
    assert found.npv_saving + found.cost == cents(gap)


def test_a_new_tender_costs_what_the_profile_says() -> None:
    quote = {"vendor": "New", "annual_fee": 500_000}
    found = option_of(assess_one(outsourced(quote, salary=44_000), assumptions=FRAME), "keep_outsourced").retender
    assert found is not None
    assert found.cost == 0.0


def test_a_new_tender_is_after_tax_as_everything_else() -> None:
    function = outsourced({"vendor": "New", "annual_fee": 500_000}, salary=44_000)
    before, after = (
        option_of(assess_one(function, assumptions={**FRAME, "tax_rate": tax}), "keep_outsourced").retender
        for tax in (0, 0.25)
    )
    assert before is not None
    assert after is not None
    assert after.npv_saving == cents(0.75 * before.npv_saving)


def test_a_new_tender_is_for_the_whole_work() -> None:
    frame = {"horizon_years": 3, "discount_rate": 0.1, "price_indexation": 0.0}
    quote = {"vendor": "New", "per_fte_year": 40_000}
    found = option_of(assess_one(outsourced(quote), assumptions=frame), "keep_outsourced").retender
    assert found is not None
    assert found.market_price == cents(400_000)


# Value-added tax


def test_tax_on_charges_that_the_profile_says_is_lost() -> None:
    cost = quoted(annual_fee=300_000, oversight=20_000, transition=40_000, frame={"irrecoverable_vat": 0.15})
    assert out(cost) == [cents(300_000 * 1.15 + 20_000)] * 3
    assert cost.one_off == cents(40_000)
    assert out(quoted(annual_fee=300_000, frame={"irrecoverable_vat": 0})) == [cents(300_000)] * 3


@pytest.mark.parametrize(
    ("country", "industry", "lost"),
    [
        ("DE", "banking", 0.19 * 0.9),
        ("US", "banking", 0.0),  # the US has no value-added tax
        ("GB", "local_government", 0.0),  # refunded under section 33
        ("NL", "retail", 0.0),  # taxed sales: recovered in full
        ("DE", "insurance", 0.19 * 0.95),
        ("NL", "local_government", 0.0),  # repaid by the compensation fund
        ("FR", "local_government", 0.2),
        ("AU", "banking", 0.1 * 0.25),
    ],
)
def test_tax_on_charges_that_an_industry_loses(country: str, industry: str, lost: float) -> None:
    quotes = [{"vendor": "V", "annual_fee": 300_000, "indexation": 0.0}]
    function = {"name": "Payroll", "fte": 10, "salary": 60_000, "quotes": quotes}
    company = {"country": country, "industry": industry}
    cost = cost_of(assess_one(function, company=company), "onshore")
    lines = cost.annual[3].lines
    assert lines["option.charges"] == cents(300_000)
    assert lines.get("option.vat", 0.0) == cents(300_000 * lost)
    only = cost_of(assess_one(function, company=company, assumptions=FRAME), "onshore")
    assert "option.vat" not in only.annual[3].lines  # not in the profile


# The complete model beside quotes


def test_a_shorter_term_costs_a_tender() -> None:
    selection = book().number("selection_and_legal")
    quote = {"vendor": "V", "annual_fee": 300_000}
    plain = cost_of(assess_one(payroll(quote)), "onshore")
    for term, year in ((3, 3), (4, 4)):
        cost = cost_of(assess_one(payroll({**quote, "term_years": term})), "onshore")
        assert cost.annual[year].option - plain.annual[year].option == cents(selection)
        rate = cost.annual[1].discount_factor
        assert plain.npv_saving.likely - cost.npv_saving.likely == cents(selection * rate**year)
    same = cost_of(assess_one(payroll({**quote, "term_years": 5})), "onshore")
    assert same.npv_saving == plain.npv_saving
    given = assess_one(payroll({**quote, "term_years": 1}), assumptions=FRAME)
    assert out(cost_of(given, "onshore")) == [cents(300_000)] * 3  # only given lines


def test_a_term_of_two_years_costs_two_tenders_in_five() -> None:
    selection = book().number("selection_and_legal")
    quote = {"vendor": "V", "annual_fee": 300_000}
    plain, short = (
        cost_of(assess_one(payroll({**quote, **more})), "onshore") for more in ({}, {"term_years": 2})
    )  # fmt: skip
    assert [one - other for one, other in zip(out(short), out(plain), strict=True)] == [
        cents(x) for x in (0, selection, 0, selection, 0)
    ]


def test_the_least_volume_binds_alike_for_one_volume_and_for_volumes_by_year() -> None:
    quotes = [{"vendor": "V", "per_unit": 3, "minimum_volume": 95_000}]
    one, other = (
        cost_of(
            assess_one(
                {"name": "Claims processing", "fte": 10, "volume": {"unit": "claim", "per_year": per_year},
                 "quotes": quotes}
            ),
            "onshore",
        )
        for per_year in (100_000, [100_000] * 5)
    )  # fmt: skip
    assert out(one) == [cents(x) for x in out(other)]


def test_the_least_volume_binds_alike_in_a_hybrid() -> None:
    quotes = [{"vendor": "V", "location": "PH", "per_unit": 1, "minimum_volume": 95_000}]
    function = {"name": "Claims processing", "fte": 10, "quotes": quotes}
    one, other = (
        option_of(
            assess_one({**function, "volume": {"unit": "claim", "per_year": volume}}, constraints=ONLY_PH), "hybrid"
        )
        for volume in (100_000, [100_000] * 5)
    )
    assert one.vendor == other.vendor == "V"
    assert one.cost is not None
    assert other.cost is not None
    assert one.cost.annual[3].lines["option.charges"] == cents(other.cost.annual[3].lines["option.charges"])


ONLY_PH = {"exclude_locations": ["IN", "PL", "MX", "CR", "CO", "CA"]}


@pytest.mark.parametrize("weeks", [0, 6])
def test_weeks_of_severance_that_the_profile_gives(weeks: float) -> None:
    frame = {"severance_weeks": weeks}
    cost = cost_of(assess_one(payroll({"vendor": "V", "annual_fee": 300_000}), assumptions=frame), "onshore")
    number = book().number
    moved = 10 * (1 - number("retained_share"))
    expected = moved * number("severed_share") * 60_000 / number("weeks_per_year") * weeks * number("tenure_years")
    assert cost.annual[0].lines.get("one_off.severance", 0.0) == cents(expected)


def test_weeks_of_severance_by_country() -> None:
    number, rows = book().number, book().severance
    for country in ("US", "DE", "GB"):
        row = rows.get(country, rows["default"])
        found = assess_one(payroll({"vendor": "V", "annual_fee": 300_000}), company={"country": country})
        moved = 10 * (1 - number("retained_share"))
        pay = moved * number("severed_share") * 60_000 / number("weeks_per_year")
        paid = cost_of(found, "onshore").annual[0].lines["one_off.severance"]
        assert paid == cents(pay * row.likely * number("tenure_years")), country


def test_salaries_in_money_are_the_same_people_as_a_salary_per_head() -> None:
    one, other = (
        cost_of(assess_one({"name": "Payroll", "fte": 6, **pay}), "retain")
        for pay in ({"salary": 46_000}, {"costs": {"salaries": 276_000}})
    )
    assert today(one) == [cents(x) for x in today(other)]
