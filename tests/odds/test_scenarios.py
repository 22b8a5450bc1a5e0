"""Scenarios of a profile side by side with it."""

import json
import pickle
from typing import Any

import pytest

from officesplit import pipeline
from officesplit.model.result import Assessment
from tests.conftest import profile_text

FUNCTIONS = [
    {"name": "Accounts payable", "id": "ap", "fte": 12},
    {"name": "Customer contact centre", "id": "contact", "fte": 60, "salary": 41_000},
    {"name": "Internal audit", "id": "audit", "fte": 3},
]
SCENARIOS = {
    "wage_shock": {"assumptions.wage_growth": 0.12},
    "no_offshore": {"constraints.offshore": False},
    "small": {"functions[ap].fte": 2, "functions[contact].salary": {"low": 30_000, "likely": 31_000, "high": 32_000}},
}


def loaded(settings: tuple[str, ...] = (), scenario: str | None = None, **sections: Any) -> pipeline.LoadedProfile:
    text = profile_text(sections.pop("functions", FUNCTIONS), **{"scenarios": SCENARIOS, **sections})
    return pipeline.read_profile("-", stdin=text.encode(), settings=settings, scenario=scenario)


def planned(result: Assessment) -> dict[str, str]:
    return {one.name: one.recommendation.planned.value for one in result.functions}


@pytest.mark.parametrize("settings", [(), ("functions[contact].fte=200", "scenarios.small={company.headcount: 5}")])
def test_side_by_side_equals_one_after_the_other(settings: tuple[str, ...]) -> None:
    result = pipeline.assess(loaded(settings), draws=0)
    assert [one.name for one in result.scenarios] == list(SCENARIOS)
    for one in result.scenarios:
        alone = pipeline.assess(loaded(settings, one.name), draws=0)
        assert one.npv_saving == alone.portfolio.npv_saving.likely
        assert one.change == alone.portfolio.npv_saving.likely - result.portfolio.npv_saving.likely
        assert one.run_rate_saving == alone.portfolio.run_rate_saving
        assert one.one_off == alone.portfolio.one_off
        before, after = planned(result), planned(alone)
        moved = {name for name in before if before[name] != after[name]}
        names = {function.id: function.name for function in result.functions}
        moved |= {names[held] for held in {*result.portfolio.held} ^ {*alone.portfolio.held}}
        assert {flip.split(":")[0] for flip in one.flips} == moved


def test_kinds_that_change_are_named() -> None:
    result = pipeline.assess(loaded(), draws=0)
    offshore = [name for name, kind in planned(result).items() if kind == "offshore"]
    flips = next(one.flips for one in result.scenarios if one.name == "no_offshore")
    assert offshore
    assert {flip.split(" to ")[0] for flip in flips} >= {f"{name}: offshore" for name in offshore}


def test_changes_are_shown_as_written() -> None:
    changes = {one.name: one.changes for one in pipeline.assess(loaded(), draws=0).scenarios}
    assert changes["wage_shock"] == ("assumptions.wage_growth = 0.12",)
    assert changes["no_offshore"] == ("constraints.offshore = false",)
    assert changes["small"] == (
        "functions[ap].fte = 2",
        "functions[contact].salary = low 30000, likely 31000, high 32000",
    )


def test_draws_change_no_line_and_lines_change_nothing_else() -> None:
    drawn, plain = pipeline.assess(loaded(), draws=200), pipeline.assess(loaded(), draws=0)
    assert drawn.scenarios == plain.scenarios
    alone = pipeline.assess(loaded(scenarios={}), draws=200)
    assert alone.scenarios == ()
    same = {"scenarios": (), "manifest": alone.manifest}
    assert drawn.model_copy(update=same) == alone


def test_an_applied_scenario_stands_alone() -> None:
    assert pipeline.assess(loaded(scenario="small"), draws=0).scenarios == ()


def test_a_scenario_may_move_the_day() -> None:
    scenarios = {"later": {"as_of": "2031-01-01"}}
    decision = {"function": "ap", "verdict": "retain", "reason": "ERP.", "by": "CFO", "until": "2030-01-01"}
    one = pipeline.assess(loaded(scenarios=scenarios, decisions=[decision]), draws=0).scenarios[0]
    alone = pipeline.assess(loaded(scenario="later", scenarios=scenarios, decisions=[decision]), draws=0)
    assert one.npv_saving == alone.portfolio.npv_saving.likely
    held = pipeline.assess(loaded(scenarios=scenarios, decisions=[decision]), draws=0, as_of="2029-01-01")
    assert held.scenarios[0].change == 0


def test_a_scenario_that_leaves_no_profile_is_a_finding() -> None:
    scenarios = {"closed": {"functions": FUNCTIONS[1:]}, "fine": SCENARIOS["small"]}
    decision = {"function": "ap", "verdict": "retain", "reason": "ERP.", "by": "CFO", "until": "2099-01-01"}
    result = pipeline.assess(loaded(scenarios=scenarios, decisions=[decision]), draws=0)
    assert [one.name for one in result.scenarios] == ["fine"]
    found = [one for one in result.findings if one.id == "scenario_invalid"]
    assert len(found) == 1
    assert found[0].severity == "warning"
    assert "closed" in found[0].text
    assert "decisions[0].function" in found[0].text


def test_what_the_budget_no_longer_pays_for_is_said() -> None:
    scenarios = {"poor": {"constraints.one_off_budget": 1}}
    one = pipeline.assess(loaded(scenarios=scenarios), draws=0).scenarios[0]
    assert one.npv_saving == 0
    assert one.one_off == 0
    assert "Accounts payable: held back by the budget" in one.flips


def test_functions_may_come_and_go() -> None:
    scenarios = {"merged": {"functions": [*FUNCTIONS[1:], {"name": "Payroll", "fte": 6}]}}
    one = pipeline.assess(loaded(scenarios=scenarios), draws=0).scenarios[0]
    assert {"Accounts payable: not in the scenario", "Payroll: only in the scenario"} <= set(one.flips)


def test_a_loaded_profile_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(loaded()))
    assert again == loaded()
    assert pipeline.assess(again, draws=0) == pipeline.assess(loaded(), draws=0)


def test_json_holds_the_lines() -> None:
    result = pipeline.assess(loaded(), draws=0)
    rendered = json.loads(result.model_dump_json(by_alias=True))
    assert [one["name"] for one in rendered["scenarios"]] == list(SCENARIOS)
    assert rendered["portfolio"]["stress"]
