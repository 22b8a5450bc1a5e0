"""What users of other people's worked examples write, and what they must get."""

import pytest

from tests.conftest import assess_functions, assess_one, cost_of, option_of

CENT = 0.005
ONLY = {"lines": "only_given"}


@pytest.mark.parametrize(("timing", "early"), [("year_end", 0.0), ("mid_year", 0.5), ("start", 1.0)])
def test_at_the_internal_rate_nothing_is_saved_whenever_flows_fall(timing: str, early: float) -> None:
    """245 out at once, 100 saved a year for three years; 12.37 %, and more where the years' flows come earlier."""
    quote = {"vendor": "V", "annual_fee": 0, "transition": 245}
    function = {"name": "Payroll", "fte": 1, "costs": {"other": 100}, "quotes": [quote]}
    frame = {**ONLY, "horizon_years": 3, "discount_rate": 0.12, "discounting": timing}
    cost = cost_of(assess_one(function, assumptions=frame), "onshore")
    assert cost.irr is not None
    assert -245 + sum(100 / (1 + cost.irr) ** (year - early) for year in (1, 2, 3)) == pytest.approx(0, abs=1e-6)
    assert (cost.irr > 0.12) is (cost.npv_saving.likely > 0)


def test_a_provider_can_be_changed_for_another() -> None:
    """385 000 paid today, 310 000 quoted with 40 000 for the move: 35 000 in one year."""
    function = {
        "name": "Accounts payable",
        "fte": 9,
        "currently": {"annual_price": 385_000, "vendor": "Old"},
        "quotes": [{"vendor": "New", "location": "MX", "annual_fee": 310_000, "transition": 40_000}],
    }
    result = assess_one(function, assumptions={**ONLY, "horizon_years": 1, "discount_rate": 0})
    cost = cost_of(result, "nearshore")
    assert cost.npv_saving.likely == pytest.approx(35_000, abs=CENT)
    assert option_of(result, "nearshore").vendor == "New"
    assert not any("severance" in working.line for working in cost.workings)


def test_a_change_of_provider_moves_no_staff_in_the_whole_model_either() -> None:
    function = {
        "name": "Accounts payable",
        "fte": 9,
        "currently": {"annual_price": 600_000},
        "quotes": [{"vendor": "New", "location": "IN", "per_fte_year": 16_000}],
    }
    lines = {working.line for working in cost_of(assess_one(function), "offshore").workings}
    assert "option.charges" in lines
    assert not lines & {"one_off.severance", "one_off.stay_bonus", "option.retained_staff", "option.stranded_seat"}


@pytest.mark.parametrize("country", ["IT", "SE", "JP", "CH", "KR", "LI"])
def test_a_quote_is_enough_to_price_any_country(country: str) -> None:
    quote = {"vendor": "V", "location": country, "annual_fee": 80_000}
    function = {"name": "Accounts payable", "fte": 5, "costs": {"salaries": 100_000}, "quotes": [quote]}
    result = assess_one(function, assumptions={**ONLY, "horizon_years": 1, "discount_rate": 0})
    priced = [o for o in result.options if o.country == country and o.cost]
    assert len(priced) == 1
    assert priced[0].cost.npv_saving.likely == pytest.approx(20_000, abs=CENT)


def findings(functions: list[dict], **sections: object) -> dict[str, str]:
    return {one.id: one.text for one in assess_functions(functions, **sections).findings}


def test_a_rate_the_wrong_way_round_is_asked_about() -> None:
    quote = {"vendor": "V", "location": "MX", "annual_fee": 900_000, "currency": "MXN"}
    function = {"name": "Payroll", "fte": 4, "costs": {"salaries": 200_000}, "quotes": [quote]}
    said = findings([function], assumptions={**ONLY, "exchange_rates": {"MXN": 18.78}})
    assert "wrong way round" in said["exchange_rate_far"]
    assert "exchange_rate_far" not in findings([function], assumptions={**ONLY, "exchange_rates": {"MXN": 0.0532}})


def test_relief_after_the_horizon_is_told() -> None:
    item = {"side": "option", "what": "machine", "year": 0, "amount": 50_000, "depreciate_years": 10}
    function = {"name": "Payroll", "fte": 4, "costs": {"salaries": 200_000}, "one_offs": [item],
                "quotes": [{"vendor": "V", "annual_fee": 100_000}]}  # fmt: skip
    said = findings([function], assumptions={**ONLY, "horizon_years": 5, "tax_rate": 0.3})
    assert "until year 10" in said["written_off_beyond_horizon"]
    assert "written_off_beyond_horizon" not in findings([function], assumptions={**ONLY, "horizon_years": 5})


def test_nobody_is_missed_where_costs_are_given() -> None:
    function = {"name": "Payroll", "fte": 0, "costs": {"other": 200_000}}
    assert "no_staff" not in findings([{**function, "quotes": [{"vendor": "V", "annual_fee": 100_000}]}])


def test_given_lines_are_no_riddle() -> None:
    function = {"name": "Payroll", "fte": 4, "costs": {"other": 200_000}, "quotes": [{"vendor": "V", "annual_fee": 9}]}
    assert "cost_symmetry" not in findings([function], assumptions=ONLY)
