"""Built-in shocks: by hand where only the given lines count, and without any effect on the answer itself."""

from fnmatch import fnmatchcase
from math import ceil
from typing import Any

import numpy as np
import pytest

from officesplit import pipeline
from officesplit.assess.leading import leading
from officesplit.model.result import Assessment, StressLine
from officesplit.model.rulebook import Rulebook, Stress
from officesplit.model.vocabulary import UNCHANGED, Kind
from officesplit.pipeline.assessing import assess as assess_profile
from tests.conftest import profile_text

RATE = 0.1
YEARS = [1.1**-1, 1.1**-2, 1.1**-3]
ANNUITY = sum(YEARS)
TODAY = 500_000.0
CHARGES = 100_000.0
TRANSITION = 60_000.0
PLAN = (TODAY - CHARGES) * ANNUITY - TRANSITION


def assessed(quote: dict[str, Any], scheme: str = "only_given", **more: Any) -> Assessment:
    """Ten people at 50,000 given to a provider in the Philippines by decision, over three years at 10 %."""
    function = {"name": "Accounts payable", "id": "ap", "fte": 10, "salary": 50_000, **more.pop("function", {})}
    function["quotes"] = [{"vendor": "Acme", "location": "PH", "transition": TRANSITION, **quote}]
    decision = {"function": "ap", "verdict": "offshore", "reason": "Signed.", "by": "CFO", "until": "2099-01-01"}
    assumptions = {"lines": scheme, "horizon_years": 3, "discount_rate": RATE, **more.pop("assumptions", {})}
    text = profile_text([function], assumptions=assumptions, decisions=[decision], **more)
    return pipeline.assess(pipeline.read_profile("-", stdin=text.encode()), draws=0)


def line(result: Assessment, name: str) -> StressLine:
    """The line of a shock, which must fit the plan that it changes."""
    found = next(one for one in result.portfolio.stress if one.id == name)
    assert found.npv_saving - found.change == pytest.approx(result.portfolio.npv_saving.likely, abs=1e-6)
    return found


def test_the_plan_that_is_shocked() -> None:
    result = assessed({"per_fte_year": 10_000})
    assert result.functions[0].recommendation.planned is Kind.OFFSHORE
    assert result.roadmap.waves[0].starts_month == 0
    assert result.portfolio.npv_saving.likely == pytest.approx(PLAN)
    assert [one.id for one in result.portfolio.stress] == list(pipeline.rulebook().stress)
    assert all(one.reason and one.source for one in result.portfolio.stress)


def test_dearer_people_at_home_make_today_dearer() -> None:
    found = line(assessed({"per_fte_year": 10_000}), "wage_shock")
    assert found.change == pytest.approx(0.1 * TODAY * ANNUITY)
    assert found.run_rate_saving == pytest.approx(1.1 * TODAY - CHARGES)


def test_given_people_cost_follows_wages_and_rooms_do_not() -> None:
    costs = {"salaries": 400_000, "facilities": 100_000}
    found = line(assessed({"per_fte_year": 10_000}, function={"salary": None, "costs": costs}), "wage_shock")
    assert found.change == pytest.approx(0.1 * 400_000 * ANNUITY)


def test_a_foreign_quote_moves_with_its_currency(rulebook: Rulebook) -> None:
    row = rulebook.countries["PH"]
    assert row.fx_lcu_per_usd
    assert row.fx_vol
    pesos = row.fx_lcu_per_usd
    result = assessed({"per_fte_year": 10_000 * pesos, "transition": TRANSITION * pesos, "currency": "PHP"})
    assert result.portfolio.npv_saving.likely == pytest.approx(PLAN)
    found = line(result, "currency_shock")
    assert found.change == pytest.approx(-2 * row.fx_vol * (CHARGES * ANNUITY + TRANSITION))
    assert line(assessed({"per_fte_year": 10_000}), "currency_shock").change == 0


def test_between_two_foreign_currencies_the_larger_volatility_counts(rulebook: Rulebook) -> None:
    euro = min((row for row in rulebook.countries.values() if row.currency == "EUR"), key=lambda row: row.iso2)
    assert euro.fx_vol
    assert euro.fx_lcu_per_usd
    quote = {"per_fte_year": 10_000, "transition": 0, "currency": "USD"}
    result = assessed(quote, company={"country": "IE", "industry": "software"})
    found = line(result, "currency_shock")
    assert found.change == pytest.approx(-2 * euro.fx_vol * CHARGES * euro.fx_lcu_per_usd * ANNUITY)


def test_less_work_scales_people_and_what_is_priced_by_them() -> None:
    found = line(assessed({"per_fte_year": 10_000}), "volume_drop")
    assert found.npv_saving == pytest.approx(0.7 * (TODAY - CHARGES) * ANNUITY - TRANSITION)
    assert found.run_rate_saving == pytest.approx(0.7 * (TODAY - CHARGES))


@pytest.mark.parametrize(
    ("quote", "charges"),
    [
        ({"per_fte_year": 10_000, "minimum_volume": 9}, 90_000),
        ({"annual_fee": 100_000}, 100_000),
        ({"per_unit": 2}, 70_000),
        ({"per_unit": 2, "minimum_volume": 40_000}, 80_000),
        ({"per_hour": 5, "hours_per_year": 20_000}, 70_000),
    ],
)
def test_what_was_agreed_does_not_fall_with_the_work(quote: dict[str, Any], charges: float) -> None:
    result = assessed(quote, function={"volume": {"unit": "invoice", "per_year": 50_000}})
    assert result.portfolio.npv_saving.likely == pytest.approx(PLAN)
    found = line(result, "volume_drop")
    assert found.npv_saving == pytest.approx((0.7 * TODAY - charges) * ANNUITY - TRANSITION)


def test_an_overrun_costs_more_and_saves_later() -> None:
    result = assessed({"per_fte_year": 10_000, "transition_months": 6})
    before = (TODAY - CHARGES) * (ANNUITY - 0.5 * YEARS[0]) - TRANSITION
    assert result.portfolio.npv_saving.likely == pytest.approx(before)
    found = line(result, "transition_overrun")
    assert found.change == pytest.approx(-0.4 * TRANSITION - 0.25 * (TODAY - CHARGES) * YEARS[0])
    assert found.run_rate_saving == pytest.approx(TODAY - CHARGES)


def test_a_provider_that_fails_is_replaced_at_home(rulebook: Rulebook) -> None:
    found = line(assessed({"per_fte_year": 10_000}), "provider_failure")
    rebuilding = rulebook.number("bring_back_cost") * TODAY
    by_hand = (TODAY - CHARGES) * (YEARS[0] + YEARS[1]) - TRANSITION - rebuilding * YEARS[1]
    assert found.npv_saving == pytest.approx(by_hand)
    assert found.run_rate_saving == 0


def test_taxed_rebuilding_is_relieved(rulebook: Rulebook) -> None:
    found = line(assessed({"per_fte_year": 10_000}, assumptions={"tax_rate": 0.25}), "provider_failure")
    rebuilding = rulebook.number("bring_back_cost") * TODAY
    by_hand = (TODAY - CHARGES) * (YEARS[0] + YEARS[1]) - TRANSITION - rebuilding * YEARS[1]
    assert found.npv_saving == pytest.approx(0.75 * by_hand)


def test_wages_grow_until_the_work_comes_home(rulebook: Rulebook) -> None:
    found = line(assessed({"per_fte_year": 10_000}, assumptions={"wage_growth": 0.05}), "provider_failure")
    first, second, third = TODAY, TODAY * 1.05, TODAY * 1.05**2
    rebuilding = rulebook.number("bring_back_cost") * third
    by_hand = (first - CHARGES) * YEARS[0] + (second - CHARGES - rebuilding) * YEARS[1] - TRANSITION
    assert found.npv_saving == pytest.approx(by_hand)


def test_a_failure_after_the_horizon_changes_nothing() -> None:
    assert line(assessed({"per_fte_year": 10_000}, assumptions={"horizon_years": 1}), "provider_failure").change == 0


BANK = {"industry": "banking", "country": "DE", "regulated_as": ["eu_bank"]}


def test_without_approval_only_the_selection_is_paid() -> None:
    quote = {"per_fte_year": 10_000}
    result = assessed(quote, "complete", company=BANK, function={"critical": True})
    option = next(one for one in result.functions[0].options if one.option is Kind.OFFSHORE)
    assert option.cost is not None
    assert "eu_eba_cif" in {hit.gate for hit in option.gates}
    selection = next(one.result for one in option.cost.workings if one.line == "one_off.selection_and_legal")
    assert selection > 0
    found = line(result, "no_approval")
    starts = next(wave.starts_month for wave in result.roadmap.waves if "ap" in wave.functions)
    assert found.npv_saving == pytest.approx(-selection / (1 + RATE) ** ceil(starts / 12))
    assert found.run_rate_saving == 0


def test_where_nobody_is_asked_nothing_changes() -> None:
    found = line(assessed({"per_fte_year": 10_000}, "complete"), "no_approval")
    assert found.change == 0
    assert found.flips == ()


@pytest.mark.parametrize(
    ("shock", "changed", "fees"),
    [
        ("volume_drop", {"fte": 7}, (200_000, 315_000, 322_000, 329_000, 336_000, 440_000, 460_000)),
        ("wage_shock", {"salary": 55_000}, (200_000, 440_000, 450_000, 460_000, 470_000, 500_000)),
    ],
)
def test_the_choice_under_a_shock_is_that_of_the_shocked_profile(
    shock: str, changed: dict[str, float], fees: tuple[float, ...]
) -> None:
    """Where only given lines count, a shock is the same as another profile, down to its expected losses."""
    turned = 0
    for fee in fees:
        quote = {"annual_fee": fee, "transition": 0}
        now, then = assessed(quote), assessed(quote, function=changed)
        leaders = [one.functions[0].recommendation.verdict for one in (now, then)]
        flips = line(now, shock).flips
        assert bool(flips) == (leaders[0] is not leaders[1]), fee
        turned += len(flips)
        assert all(flip == f"Accounts payable: {leaders[0]} to {leaders[1]}" for flip in flips)
    assert 0 < turned < len(fees)


def test_shocks_change_no_verdict_and_no_number() -> None:
    functions = [
        {"name": "Accounts payable", "fte": 9},
        {"name": "Customer contact centre", "fte": 60},
        {"name": "Internal audit", "fte": 3},
    ]
    loaded = pipeline.read_profile("-", stdin=profile_text(functions, company={"country": "GB"}).encode())
    book = pipeline.rulebook()
    plain = assess_profile(loaded, book.model_copy(update={"stress": {}}), book.released, 200, 1)
    full = assess_profile(loaded, book, book.released, 200, 1)
    assert plain.portfolio.stress == ()
    assert len(full.portfolio.stress) == len(book.stress)
    assert full.functions == plain.functions
    assert full.portfolio.model_copy(update={"stress": ()}) == plain.portfolio
    assert full.evidence == plain.evidence
    cited = {name for one in full.portfolio.stress for name in one.source}
    assert cited <= {one.id for one in full.sources}


def test_a_portfolio_without_money_has_no_stress_table() -> None:
    text = profile_text([{"name": "Zzyzx qwerty", "fte": 3}], company={"country": "AQ"})
    assert pipeline.assess(pipeline.read_profile("-", stdin=text.encode()), draws=0).portfolio.stress == ()


def test_a_shock_must_do_something() -> None:
    rest = {"id": "x", "title": "x", "reason": "because it does", "source": ["officesplit"]}
    with pytest.raises(ValueError, match="shifts"):
        Stress.model_validate({**rest, "checked": "2026-11-22", "standing": "default"})


def test_every_pattern_finds_inputs(rulebook: Rulebook) -> None:
    """Patterns that match nothing would be shocks without effect; ids come from assessments of many kinds."""
    function = {"volume": {"unit": "invoice", "per_year": 50_000}}
    both = {"per_fte_year": 10_000, "transition_months": 4}
    by_year = {"unit": "invoice", "per_year": [50_000, 60_000, 70_000]}
    lines = {"salaries": 1e6, "benefits": 1e5, "management": 5e4, "training": 9e3}
    outsourced = {"currently": {"vendor": "Acme", "annual_price": 3e5}}
    improved = {"readiness": {"R01": 0}}
    results = [
        assessed(both, "complete", function={**function, **improved}),
        assessed({"per_unit": 2}, "complete", function={"volume": by_year}),
        assessed({"per_hour": 5, "hours_per_year": 20_000}, "complete", function={"salary": None, "costs": lines}),
        pipeline.assess(
            pipeline.read_profile(
                "-",
                stdin=profile_text(
                    [{"name": "Payroll", "fte": 9, **outsourced}, {"name": "Accounts payable", "fte": 40}]
                ).encode(),
            ),
            draws=0,
        ),
    ]
    known = {quantity.id for result in results for quantity in result.evidence}
    patterns = [pattern for shock in rulebook.stress.values() for shift in shock.shifts for pattern in shift.inputs]
    assert [one for one in patterns if not any(fnmatchcase(name, one) for name in known)] == []


def test_the_leader_by_points_in_every_column() -> None:
    weights = np.array([0.6, 0.4])
    points = {
        Kind.RETAIN: np.array([[50.0], [50.0]]),
        Kind.IMPROVE: np.array([[50.0, 51.0, 70.0], [50.0, 50.0, 40.0]]),
        Kind.OFFSHORE: np.array([[50.0, 52.0, 70.0], [50.0, 50.0, 40.0]]),
    }
    assert leading(points, weights, UNCHANGED, 0.0) == [Kind.RETAIN, Kind.OFFSHORE, Kind.IMPROVE]
    assert leading(points, weights, UNCHANGED, 1.2) == [Kind.RETAIN, Kind.OFFSHORE, Kind.IMPROVE]
    assert leading(points, weights, UNCHANGED, 1.3) == [Kind.RETAIN, Kind.RETAIN, Kind.IMPROVE]
    assert leading({Kind.OFFSHORE: points[Kind.OFFSHORE]}, weights, UNCHANGED, 99.0) == [Kind.OFFSHORE] * 3
