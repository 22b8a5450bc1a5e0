"""Our savings stand beside those that surveys report: same kind of work, same kind of option, with the reason."""

import pytest

from officesplit.model.rulebook import Rulebook
from tests.conftest import assess_functions

FUNCTIONS = [
    {"name": "Accounts payable", "id": "ap", "fte": 30, "salary": 46_000},
    {"name": "Accounts receivable", "id": "ar", "fte": 20, "salary": 46_000},
    {"name": "Internal audit", "id": "audit", "fte": 5},
]


def lines(**quote: object) -> tuple:
    functions = FUNCTIONS
    if quote:
        functions = [{**FUNCTIONS[0], "quotes": [{"vendor": "V", "location": "PH", **quote}]}]
    result = assess_functions(functions)
    return result, result.plausibility


def test_only_what_is_planned_is_compared() -> None:
    result, found = lines()
    planned = {f.id: f.recommendation.planned for f in result.functions}
    assert found
    for line in found:
        assert all(planned[name] is line.kind for name in line.functions)
    assert "audit" not in {name for line in found for name in line.functions}


def test_the_spread_is_that_of_the_tested_surveys(rulebook: Rulebook) -> None:
    _, found = lines()
    line = next(one for one in found if one.kind == "offshore" and one.scope == "finance")
    rows = [row for row in rulebook.savings_surveys if row.use == "test" and row.scope == "finance"]
    rows = [row for row in rows if row.kind in ("offshore", "any")]
    numbers = [n for row in rows for n in (row.saving_low, row.saving_typical, row.saving_high) if n is not None]
    assert (line.surveyed_low, line.surveyed_high) == (min(numbers), max(numbers))
    assert set(line.surveys) == {name for row in rows for name in row.source}


def test_ours_is_the_saving_over_todays_cost_of_what_moves() -> None:
    result, found = lines()
    line = next(one for one in found if one.kind == "offshore")
    costs = [o.cost for f in result.functions if f.id in line.functions for o in f.options if o.option is line.kind]
    whole = sum(cost.baseline_npv for cost in costs)
    assert line.ours_likely == pytest.approx(sum(cost.npv_saving.likely for cost in costs) / whole)
    assert line.ours_low <= line.ours_high


def test_a_saving_outside_the_surveys_says_why() -> None:
    _, found = lines(per_hour=0.01)
    assert found
    for line in found:
        inside = line.surveyed_low <= line.ours_likely <= line.surveyed_high
        assert line.inside is inside
        assert bool(line.why) is not inside
