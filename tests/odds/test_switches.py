"""Switch values against the program itself: a profile edited to both sides of one must change its leader there."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from officesplit import pipeline
from officesplit.assess.switches import fte_limits, limits_of
from officesplit.model.quantity import Quantity, Range
from officesplit.model.result import Assessment, FunctionResult, SwitchValue
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Kind, Standing
from officesplit.recommend.choice import lead_by_points
from tests.conftest import book, profile_text

NEAR = 0.01
"""How near to the switch value, as a part of the way to it, the leader must have changed."""
GOALS = ["cut_cost", "improve_service", "stay_in_control"]
WORK = {"name": "Accounts payable", "id": "ap", "fte": 12, "salary": 46_000, "strategic_importance": 40}
QUOTE = {"vendor": "Acme", "location": "PH", "per_fte_year": 19_500, "fte": 10, "transition": 90_000}
PAYROLL = {"name": "Payroll", "id": "ap", "fte": 6, "salary": 48_000, "strategic_importance": 30}
MANAGERS = {"name": "Client relationship managers", "id": "ap", "fte": 18, "strategic_importance": 75}
PROFILES: dict[str, dict[str, Any]] = {
    "plain": {"functions": [WORK]},
    "quoted": {"functions": [{**WORK, "quotes": [QUOTE]}]},
    "euro": {"functions": [PAYROLL], "company": {"country": "DE", "currency": "EUR"}},
    "taxed": {"functions": [WORK], "assumptions": {"tax_rate": 0.25, "discount_rate": 0.09}},
    "kept": {"functions": [MANAGERS]},
    "provided": {"functions": [{**PAYROLL, "currently": {"annual_price": 300_000}}]},
}


def written(profile: dict[str, Any]) -> str:
    sections = json.loads(json.dumps({"goals": GOALS, **profile}))
    return profile_text(sections.pop("functions"), **sections)


@lru_cache(maxsize=40)
def assessed(text: str, draws: int) -> Assessment:
    return pipeline.assess(pipeline.read_profile("-", stdin=text.encode()), draws=draws)


def switched(name: str) -> FunctionResult:
    return assessed(written(PROFILES[name]), 400).functions[0]


def switches(result: FunctionResult) -> tuple[SwitchValue, ...]:
    assert result.odds is not None
    return result.odds.switches


def by_points(result: FunctionResult) -> Kind:
    return lead_by_points(result.options, book()).option.option


def at(path: list[Any]) -> Callable[[dict[str, Any], float], None]:
    """An edit that writes a value to a path of the first function."""

    def edit(profile: dict[str, Any], value: float) -> None:
        place = profile["functions"][0]
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return edit


def assume(name: str) -> Callable[[dict[str, Any], float], None]:
    def edit(profile: dict[str, Any], value: float) -> None:
        profile.setdefault("assumptions", {})[name] = value

    return edit


EDITS = {
    "ap.salary": at(["salary"]),
    "ap.importance": at(["strategic_importance"]),
    "ap.fte": at(["fte"]),
    "ap.quotes[0].per_fte_year": at(["quotes", 0, "per_fte_year"]),
    "ap.quotes[0].transition": at(["quotes", 0, "transition"]),
    "ap.currently.annual_price": at(["currently", "annual_price"]),
    "company.discount_rate": assume("discount_rate"),
}
EXPECTED = [
    ("plain", "ap.salary", "up"),
    ("plain", "ap.salary", "down"),
    ("plain", "ap.importance", "up"),
    ("quoted", "ap.quotes[0].per_fte_year", "up"),
    ("quoted", "ap.salary", "down"),
    ("quoted", "ap.fte", "down"),
    ("euro", "ap.salary", "down"),
    ("euro", "ap.salary", "up"),
    ("euro", "ap.importance", "up"),
    ("taxed", "ap.salary", "up"),
    ("taxed", "ap.importance", "up"),
    ("taxed", "company.discount_rate", "up"),
    ("kept", "ap.importance", "down"),
    ("provided", "ap.currently.annual_price", "up"),
    ("provided", "ap.salary", "down"),
]


@pytest.mark.parametrize(("profile", "identity", "direction"), EXPECTED)
def test_the_leader_changes_where_it_is_said_to(profile: str, identity: str, direction: str) -> None:
    """One per cent of the way before the value nothing has changed, one per cent beyond it the leader has."""
    result = switched(profile)
    switch = next(one for one in switches(result) if (one.input, one.direction) == (identity, direction))
    leaders = []
    for part in (1 - NEAR, 1 + NEAR):
        edited = json.loads(json.dumps(PROFILES[profile]))
        EDITS[identity](edited, switch.current + (switch.value - switch.current) * part)
        leaders.append(by_points(assessed(written(edited), 0).functions[0]))
    assert leaders == [by_points(result), switch.to]


@pytest.mark.parametrize("profile", PROFILES)
def test_values_lie_inside_their_limits_and_the_nearest_comes_first(profile: str, rulebook: Rulebook) -> None:
    result = switched(profile)
    known = {one.id: one for one in assessed(written(PROFILES[profile]), 400).evidence}
    found = switches(result)
    assert found
    for one in found:
        assert (one.value > one.current) is (one.direction == "up")
        assert one.to is not by_points(result)
        if one.input in known:
            assert (one.unit, one.current) == (known[one.input].unit, known[one.input].value.likely)
            low, high = limits_of(known[one.input], rulebook) or (0.0, 0.0)
            assert low <= one.value <= high
        else:
            assert one.unit == "points"
            assert 0 <= one.value <= 100
        assert one.change is None or one.change == pytest.approx(one.value / one.current - 1)
    changes = [abs(one.change) for one in found if one.change is not None]
    assert changes == sorted(changes)
    assert not any(one.confirmed for one in found[1:])


def test_a_confirmed_value_changes_the_verdict_on_draws_too(rulebook: Rulebook) -> None:
    nearest = switches(switched("provided"))[0]
    assert (nearest.input, nearest.confirmed) == ("ap.salary", True)
    width = rulebook.number("switch_confirm_width")
    verdicts = []
    for part in (1 + width, 1 - width):
        edited = json.loads(json.dumps(PROFILES["provided"]))
        EDITS["ap.salary"](edited, nearest.value * part)
        verdicts.append(assessed(written(edited), 1000).functions[0].recommendation.verdict)
    assert verdicts == [Kind.KEEP_OUTSOURCED, Kind.BRING_BACK]


def quantity(identity: str, unit: str, likely: float) -> Quantity:
    return Quantity(id=identity, label="", value=Range.exact(likely), unit=unit, standing=Standing.DEFAULT)


@pytest.mark.parametrize(
    ("identity", "unit", "likely", "limits"),
    [
        ("ap.salary", "USD a year", 50_000, (0, 500_000)),
        ("parameter.retained_share", "share of FTE", 0.08, (0, 1)),
        ("company.wage_growth", "share per year", 0.03, (-0.2, 0.5)),
        ("parameter.attrition_rate.clerical", "share per year", 0.19, (0, 1)),
        ("parameter.parallel_run_months", "months", 1.5, (0, 60)),
        ("ap.importance", "points", 25, (0, 100)),
        ("parameter.productivity_end.offshore", "x in-house output per FTE", 0.92, (0.05, 2)),
        ("parameter.weeks_per_year", "weeks", 52, None),
    ],
)
def test_limits_follow_unit_and_meaning(
    identity: str, unit: str, likely: float, limits: tuple[float, float] | None, rulebook: Rulebook
) -> None:
    assert limits_of(quantity(identity, unit, likely), rulebook) == limits


def test_head_count_stays_in_its_lot(rulebook: Rulebook) -> None:
    assert fte_limits(12, 12, rulebook) == (5, 20)
    assert fte_limits(4, 4, rulebook) == (3, 5)
    assert fte_limits(4, 16, rulebook) == (0, 8)


def test_the_order_of_functions_changes_nothing() -> None:
    several = [WORK, {"name": "Customer support", "id": "cs", "fte": 40}, {"name": "Payroll", "id": "pay", "fte": 5}]
    there, back = (
        {one.id: one for one in assessed(written({"functions": order}), 400).functions}
        for order in (several, several[::-1])
    )
    for name, one in there.items():
        assert switches(one) == switches(back[name])
        assert one.recommendation.flips == back[name].recommendation.flips


def test_where_nothing_flips_there_is_none() -> None:
    result = assessed(written({"functions": [{"name": "Fire fighters", "fte": 20}]}), 400).functions[0]
    assert switches(result) == ()
    assert not any("until" in flip for flip in result.recommendation.flips)


def test_flips_say_value_unit_and_certainty() -> None:
    result = switched("provided")
    salary, price = (flip for flip in result.recommendation.flips[:2])
    pay, bill = switches(result)[:2]
    assert f"salary falls below USD {pay.value:,.0f} a year" in salary
    assert f"{-(pay.change or 0):.0%} below USD 48,000 a year now" in salary
    assert f"passes USD {bill.value:,.0f} a year ({bill.change:.0%} above USD 300,000 a year now)" in price
    for told, one in ((salary, pay), (price, bill)):
        assert ("estimated" in told) is not one.confirmed


def test_attributes_are_told_in_points() -> None:
    flips = switched("kept").recommendation.flips
    assert any("strategic importance falls below" in flip and "(now 75 of 100)" in flip for flip in flips)


def test_a_company_that_counts_in_euro_reads_euro() -> None:
    flips = switched("euro").recommendation.flips
    assert any("EUR" in flip for flip in flips)
    assert not any("USD" in flip for flip in flips)
