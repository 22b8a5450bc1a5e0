"""Companies side by side: matched by what they do, never added across currencies."""

import json

import pytest

from officesplit.errors import UsageError
from officesplit.model.comparison import Comparison
from officesplit.model.result import Assessment
from officesplit.model.vocabulary import Kind, Office
from officesplit.recommend.compare import compare
from officesplit.report.comparison import render_comparison
from tests.report.sample import NASTY, function_of, many_functions, sample_assessment, sample_functions, undrawn


def company(assessment: Assessment, **changes: object) -> Assessment:
    return assessment.model_copy(update={"company": assessment.company.model_copy(update=changes)})


@pytest.fixture(scope="module")
def two() -> Comparison:
    keeps = function_of("ap", "Accounts payable", 9, Office.BACK, Kind.RETAIN)
    keeps = keeps.model_copy(update={"name": "AP team"})
    other = sample_assessment((keeps, *sample_functions()[5:]), name="Polder Foods")
    return compare([sample_assessment(), company(other, currency="EUR", discount_rate=0.06)])


def test_columns_hold_the_numbers_of_each_company(two: Comparison) -> None:
    one = sample_assessment()
    first = two.columns[0]
    assert first.fte == one.portfolio.fte
    assert first.by_office == one.portfolio.by_office
    assert first.npv_saving == one.portfolio.npv_saving
    assert first.outsourced_share == one.portfolio.outsourced_share
    assert first.no_verdict == 1
    assert first.readiness == pytest.approx(2.1)
    assert first.readiness_fte_share == pytest.approx(76.5 / 79.5)
    assert len(first.top_risks) == 3
    assert first.top_risks[0].expected_loss >= first.top_risks[1].expected_loss


def test_functions_match_by_catalogue_id_whatever_their_name(two: Comparison) -> None:
    match = next(match for match in two.matches if match.key == "ap")
    assert match.matched_by == "catalogue"
    assert [entry.name if entry else None for entry in match.verdicts] == ["Accounts payable", "AP team"]
    assert [entry.verdict if entry else None for entry in match.verdicts] == [Kind.OFFSHORE, Kind.RETAIN]
    assert not match.agree


def test_functions_unknown_to_the_catalogue_match_by_folded_name() -> None:
    one, other = sample_functions()[5], sample_functions()[5]
    other = other.model_copy(update={"name": NASTY.upper().replace("\n", "  ")})
    matches = compare([sample_assessment((one,)), sample_assessment((other,), name="B")]).matches
    assert len(matches) == 1
    assert matches[0].matched_by == "name"
    assert matches[0].agree


def test_function_that_one_company_lacks_leaves_a_gap(two: Comparison) -> None:
    payroll = next(match for match in two.matches if match.key == "payroll")
    assert payroll.verdicts[1] is None
    assert payroll.agree


def test_no_verdict_is_said_and_never_a_kind(two: Comparison) -> None:
    desk = next(match for match in two.matches if match.key == "front_desk")
    assert all(entry is not None and entry.verdict is None and entry.saving_share is None for entry in desk.verdicts)


def test_the_same_function_twice_in_one_company_is_kept_twice() -> None:
    first = sample_functions()[1]
    second = first.model_copy(update={"id": "ap_2"})
    matches = compare([sample_assessment((first, second)), sample_assessment((first,), name="B")]).matches
    assert [match.key for match in matches] == ["ap", "ap#2"]
    assert matches[1].verdicts[1] is None


def test_different_currencies_and_frames_are_said(two: Comparison) -> None:
    notes = " ".join(two.notes)
    assert two.currencies == ("USD", "EUR")
    assert "neither converted nor added" in notes
    assert "discount rates: 8.00%, 6.00%" in notes
    assert compare([sample_assessment(), sample_assessment(name="B")]).notes == ()


def test_scenarios_of_one_company_have_their_own_label() -> None:
    base = sample_assessment()
    columns = compare([base, company(base, scenario="wage_shock"), base]).columns
    assert [column.label for column in columns] == [
        "Harbour Lane Hotels #1",
        "Harbour Lane Hotels (wage_shock)",
        "Harbour Lane Hotels #2",
    ]


def test_json_round_trips(two: Comparison) -> None:
    text = render_comparison(two, "json").text
    assert Comparison.model_validate_json(text) == two
    assert json.loads(text)["schema"] == "officesplit.comparison/1"


def test_terminal_stays_in_its_columns_with_many_companies() -> None:
    many = compare([sample_assessment(many_functions(3), name=f"会社 {index}") for index in range(9)])
    text = render_comparison(many, "terminal").text
    assert all(f"会社 {index}" in text for index in range(9))
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "\x1b" not in text


def test_markdown_escapes_names_and_keeps_its_tables_whole(two: Comparison) -> None:
    text = render_comparison(two, "markdown").text
    assert "<script>" not in text
    table = [line for line in text.splitlines() if line.startswith("| ") and "script" in line]
    assert len(table) == 1
    assert table[0].replace("\\|", "").count("|") == 4


def test_renderings_name_both_currencies(two: Comparison) -> None:
    for name in ("terminal", "markdown"):
        text = render_comparison(two, name).text
        assert "USD 3,020,000" in text
        assert "EUR" in text


def test_unknown_format_is_explained(two: Comparison) -> None:
    with pytest.raises(UsageError):
        render_comparison(two, "csv")


def test_odds_stand_beside_the_money(two: Comparison) -> None:
    assert two.columns[0].draws == 10_000
    assert two.columns[0].probability_saving == 0.94
    assert two.columns[0].robustness == {"robust": 0, "lean": 4, "contested": 1}
    payable = next(match for match in two.matches if match.key == "ap").verdicts[0]
    assert payable is not None
    assert payable.acceptability == 0.73
    text = render_comparison(two, "markdown").text
    assert "| P10 to P90 | USD" in text
    assert "| Saves in | 94%" in text
    assert "4 lean, 1 contested" in text
    assert "Give out offshore, PH (lean 73%, saves" in text


def test_without_draws_no_odds_are_compared() -> None:
    text = render_comparison(compare([undrawn(sample_assessment()), sample_assessment(name="B")]), "markdown").text
    assert "| P10 to P90 | nothing drawn | USD" in text
    assert "| How firm | nothing drawn | 4 lean" in text
