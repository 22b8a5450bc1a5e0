"""JSON and CSV: whole, steady and safe to open."""

import csv
import json
from io import StringIO

import pytest

from officesplit.model.result import Assessment
from officesplit.report.machine import render_csv, render_json, safe
from tests.report.sample import NASTY, sample_assessment, sample_functions, undrawn


def rows(assessment: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render_csv(assessment).text)))


def test_json_round_trips(sample: Assessment) -> None:
    text = render_json(sample).text
    again = Assessment.model_validate_json(text)
    assert again == sample
    assert render_json(again).text == text
    assert text.endswith("}\n")
    assert list(json.loads(text))[:3] == ["schema", "manifest", "company"]
    assert json.loads(text)["schema"] == "officesplit.assessment/1"


def test_same_result_gives_the_same_bytes() -> None:
    assert render_json(sample_assessment()).text == render_json(sample_assessment()).text
    assert render_csv(sample_assessment()).text == render_csv(sample_assessment()).text


def test_lean_leaves_years_and_workings_out_and_nothing_else(sample: Assessment) -> None:
    full, lean = json.loads(render_json(sample).text), json.loads(render_json(sample, detail="lean").text)
    Assessment.model_validate(lean)
    assert lean["portfolio"]["annual"] == []
    for before, after in zip(full["functions"], lean["functions"], strict=True):
        for option, thin in zip(before["options"], after["options"], strict=True):
            if option["cost"]:
                assert thin["cost"]["annual"] == thin["cost"]["workings"] == []
                option["cost"].update(annual=[], workings=[])
            assert list(option) == list(thin)
            assert option == thin
    full["portfolio"]["annual"] = []
    assert full["portfolio"] == lean["portfolio"]
    assert list(full["portfolio"]) == list(lean["portfolio"])


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_cannot_hold_is_refused(sample: Assessment, bad: float) -> None:
    broken = sample.model_copy(update={"portfolio": sample.portfolio.model_copy(update={"peak_cash": bad})})
    with pytest.raises(ValueError, match="peak_cash"):
        render_json(broken)


def test_csv_has_one_row_a_function(sample: Assessment) -> None:
    table = rows(sample)
    assert [row["id"] for row in table] == [function.id for function in sample.functions]
    payable = table[1]
    assert payable["verdict"] == "offshore"
    assert payable["country"] == "PH"
    assert payable["currency"] == "USD"
    assert float(payable["npv_saving_p10"]) < float(payable["npv_saving_p50"]) < float(payable["npv_saving_p90"])
    assert [
        payable[name] for name in ("probability_saving", "acceptability", "family_acceptability", "robustness")
    ] == (["0.86", "0.73", "0.81", "lean"])
    assert payable["fte"] == "6"


def test_csv_shows_insufficient_evidence_as_no_verdict(sample: Assessment) -> None:
    desk = rows(sample)[6]
    assert desk["verdict"] == desk["planned"] == "no verdict: insufficient evidence"
    assert desk["npv_saving_likely"] == ""
    assert desk["insufficient_evidence"].startswith("no wage data")


def test_csv_says_what_is_planned_and_paid_for(sample: Assessment) -> None:
    held = sample.model_copy(update={"portfolio": sample.portfolio.model_copy(update={"held": ("ap",)})})
    desk, payable, payroll = rows(held)[0], rows(held)[1], rows(held)[2]
    assert payable["planned"] == payable["verdict"] == "offshore"
    assert (desk["funded"], payable["funded"], payroll["funded"]) == ("true", "false", "true")


def test_csv_without_draws_leaves_the_odds_empty(sample: Assessment) -> None:
    for row in rows(undrawn(sample)):
        for name in ("npv_saving_p10", "npv_saving_p50", "npv_saving_p90", "probability_saving", "acceptability"):
            assert row[name] == ""


def test_csv_keeps_negative_numbers_as_numbers(sample: Assessment) -> None:
    option = next(option for option in sample.functions[1].options if option.country == "PH")
    assert option.cost is not None
    saving = option.cost.npv_saving.model_copy(update={"p10": -1234.5})
    changed = option.model_copy(update={"cost": option.cost.model_copy(update={"npv_saving": saving})})
    options = tuple(changed if o is option else o for o in sample.functions[1].options)
    table = rows(sample_assessment((sample.functions[1].model_copy(update={"options": options}),)))
    assert table[0]["npv_saving_p10"] == "-1234.5"


@pytest.mark.parametrize(
    "name", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\x00=1", "＝1", "\u202e=1", "\n@x"]
)
def test_no_text_cell_can_run_as_a_formula(name: str) -> None:
    function = sample_functions()[1].model_copy(update={"name": name, "id": name})
    table = rows(sample_assessment((function,), name=name))
    for key in ("company", "id", "name"):
        assert table[0][key].startswith("'"), table[0][key]


def test_ordinary_text_is_left_alone() -> None:
    assert safe("Accounts payable, AP") == "Accounts payable, AP"
    assert safe(NASTY) == "<script>alert(1)</script> [bold]x[/] =cmd() | a b"


def test_csv_quotes_commas_and_quotes() -> None:
    function = sample_functions()[1].model_copy(update={"name": 'Pay, "all" | 支払い'})
    assert rows(sample_assessment((function,)))[0]["name"] == 'Pay, "all" | 支払い'
