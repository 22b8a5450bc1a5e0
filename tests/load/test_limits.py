"""What no company can mean: absurd numbers, a function that is decided twice, text that cannot be written."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from officesplit.load.marks import read
from officesplit.load.schema import profile_schema
from officesplit.model.profile import LARGEST_AMOUNT, LARGEST_FTE, LARGEST_REVENUE, Profile
from officesplit.model.rulebook import Rulebook
from tests.load.test_profile import HEAD, ONE

Load = Callable[..., Profile]
Errors = Callable[..., list[str]]

FTE = "must be at most 10,000,000 people; check the digits"
AMOUNT = "must lie within 10,000,000,000,000; check the digits and the currency"
TINY = "is too small to assess; write 0 or at least 0.01"
ABSURD = [
    ("fte: 1e308", "2:28: functions[0].fte", FTE),
    ("fte: 1_000_000_000", "2:28: functions[0].fte", FTE),
    ("fte: {low: 1, likely: 2, high: 1e8}", "2:28: functions[0].fte", FTE),
    ("fte: 0.001", "2:28: functions[0].fte", TINY),
    ("fte: {low: 1e-300, likely: 2, high: 3}", "2:28: functions[0].fte", TINY),
    ("fte: 6, salary: 1e308", "2:39: functions[0].salary", AMOUNT),
    ("fte: 6, costs: {salaries: [1, 1e14]}", "2:53: functions[0].costs.salaries[1]", AMOUNT),
    (
        "fte: 6, one_offs: [{side: option, what: x, year: 0, amount: -1e14}]",
        "2:83: functions[0].one_offs[0].amount",
        AMOUNT,
    ),
    (
        "fte: 6, quotes: [{vendor: V, per_unit: 1e300}]",
        "2:62: functions[0].quotes[0].per_unit",
        AMOUNT,
    ),
    ("fte: 6, volume: {unit: u, per_year: 1e300}", "2:59: functions[0].volume.per_year", AMOUNT),
]


@pytest.mark.parametrize(("function", "place", "what"), ABSURD)
def test_an_absurd_number_is_refused_at_its_place(
    errors: Errors, rulebook: Rulebook, function: str, place: str, what: str
) -> None:
    text = f"{HEAD}functions: [{{name: A, {function}}}]\n"
    assert errors(text) == [f"p.yaml:{place}: {what}"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read(text, "p.yaml").data, profile_schema(rulebook))


def test_headcount_and_revenue_have_limits_of_their_own(errors: Errors, load: Load) -> None:
    company = "company: {name: A, industry: hospitality, country: ID, %s}\n" + ONE
    assert errors(company % "headcount: 1e9") == [f"p.yaml:1:67: company.headcount: {FTE}"]
    assert errors(company % "revenue: 1e300")[0].startswith("p.yaml:1:65: company.revenue: must lie within 1,000,000,")
    revenue = load(company % "revenue: 1_200_000_000_000_000").company.revenue
    assert revenue is not None, "a large company counts its rupiah in quadrillions"


def test_the_limits_themselves_are_taken(load: Load, rulebook: Rulebook) -> None:
    assert LARGEST_AMOUNT < LARGEST_REVENUE
    for fte in ("0", "0.01", f"{LARGEST_FTE}", "{low: 0, likely: 0.01, high: 2}"):
        text = f"{HEAD}functions: [{{name: A, fte: {fte}, salary: {LARGEST_AMOUNT:.0f}}}]\n"
        assert load(text).functions[0].fte is not None
        jsonschema.validate(read(text, "p.yaml").data, profile_schema(rulebook))


def _decided(*entries: str) -> str:
    rows = [f"  - {{function: ap, reason: r, by: b, {entry}}}" for entry in entries]
    return "\n".join([HEAD + ONE + "decisions:", *rows, ""])


def test_a_function_decided_twice_is_refused_at_the_second(errors: Errors) -> None:
    text = _decided("verdict: retain, until: 2027-06-30", "verdict: automate, until: 2028-06-30")
    assert errors(text) == ["p.yaml:5:16: decisions[1].function: decided twice (first on line 4); keep one entry"]


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(["verdict: retain, until: 2020-06-30", "verdict: automate, until: 2027-06-30"], id="one expired"),
        pytest.param(["verdict: retain, until: 2027-06-30", "verdict: retain, until: 2028-06-30"], id="the same"),
    ],
)
def test_an_expired_decision_and_a_repeated_one_may_stay(load: Load, entries: list[str]) -> None:
    assert len(load(_decided(*entries)).decisions) == 2


def test_the_day_of_the_profile_says_what_has_expired(load: Load, errors: Errors) -> None:
    text = _decided("verdict: retain, until: 2027-06-30", "verdict: automate, until: 2028-06-30")
    assert len(load(text + "as_of: 2027-07-01\n").decisions) == 2
    assert len(errors(text + "as_of: 2027-06-30\n")) == 1


def test_a_decision_names_a_function_by_its_id(errors: Errors) -> None:
    text = _decided("verdict: retain, until: 2027-06-30").replace("function: ap", "function: Accounts payable")
    assert errors(text) == ["p.yaml:4:16: decisions[0].function: no function 'Accounts payable'; write its id 'ap'"]


@pytest.mark.parametrize("name", ["p.json", "p.yaml", "-"])
@pytest.mark.parametrize("key", ["company", "functions"])
def test_half_a_character_is_refused_at_its_place(errors: Errors, name: str, key: str) -> None:
    data: dict[str, Any] = {
        "company": {"name": "A", "industry": "hospitality", "country": "US"},
        "functions": [{"name": "B", "fte": 1}],
    }
    owner = data[key] if key == "company" else data[key][0]
    owner["name"] = "half \ud800"
    text = json.dumps(data)
    column = text.index('"half') + 1
    (found,) = errors(text, name)
    assert f":1:{column}: a character that cannot be shown (U+D800); remove it" in found


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("scenarios.a.assumptions=3", "scenarios.a.assumptions: must be a mapping of keys and values"),
        ("scenarios.a.assumptions.wage_growth=7", "must lie between -1 and 1 a year"),
        ("scenarios.a.asumptions=3", "scenarios.a.asumptions: unknown key 'asumptions'; did you mean 'assumptions'?"),
        ("scenarios.b={company.country: ZZ}", "unknown country 'ZZ'"),
        ("scenarios.a=3", "scenarios.a: must be a mapping"),
    ],
)
@pytest.mark.parametrize("scenario", [None, "a"])
def test_a_setting_inside_a_scenario_is_checked(
    errors: Errors, setting: str, expected: str, scenario: str | None
) -> None:
    text = HEAD + ONE + "scenarios: {a: {assumptions.price_growth: 0.01}}\n"
    found = errors(text, settings=[setting], scenario=scenario)
    assert len(found) == 1, found
    assert found[0].startswith(f"--set {setting}: ")
    assert expected in found[0]


def test_a_setting_heals_a_scenario(load: Load, errors: Errors) -> None:
    text = HEAD + ONE + "scenarios: {a: {assumptions: 3}}\n"
    assert len(errors(text)) == 1
    assert load(text, settings=["scenarios.a.assumptions={wage_growth: 0.02}"])


@pytest.mark.parametrize("scenario", [None, "a"])
def test_a_scenario_that_changes_the_scenarios_does_not_run_in_circles(errors: Errors, scenario: str | None) -> None:
    text = HEAD + ONE + "scenarios: {a: {scenarios: 3, company.country: ZZ}, b: {scenarios.a.company: 3}}\n"
    assert any("scenarios.a" in found for found in errors(text, scenario=scenario))
