"""Contradictions between money fields of a profile are told where they stand."""

import pytest

from tests.load.conftest import Errors, Load

HEAD = "company: {name: A, industry: retail, country: US}\nfunctions:\n  - {name: Payroll, fte: 6, "


@pytest.mark.parametrize(
    ("function", "field", "said"),
    [
        (
            "quotes: [{vendor: V, per_fte_year: 9000, minimum_volume: 40000}]}",
            "minimum_volume",
            "40,000 FTE against 6 of this work",
        ),
        ("quotes: [{vendor: V, per_hour: 9, minimum_volume: 90000}]}", "minimum_volume", "90,000 hours"),
        ("quotes: [{vendor: V, annual_fee: 9000, hours_per_year: 40}]}", "hours_per_year", "per_hour"),
        ("quotes: [{vendor: V, annual_fee: 9000, fte: 4}]}", "fte", "no effect"),
        ("costs: {salaries: 9}, costs_that_stay: {other: 1}}", "other", "no such line"),
    ],
)
def test_contradiction_is_located(errors: Errors, function: str, field: str, said: str) -> None:
    (found,) = errors(HEAD + function)
    assert found.startswith("p.yaml:3:")
    assert f"{field}: " in found
    assert said in found


def test_least_quantities_in_their_own_unit_pass(load: Load) -> None:
    quotes = "[{vendor: V, per_fte_year: 9000, minimum_volume: 5}, {vendor: W, per_hour: 9, minimum_volume: 9000}]"
    assert len(load(HEAD + f"quotes: {quotes}}}").functions[0].quotes) == 2
