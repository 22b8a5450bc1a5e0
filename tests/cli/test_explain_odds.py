"""``explain`` and the odds: shares, other weights, frameworks, switch values, and nothing of them without draws."""

import pytest

from officesplit.cli.explain_odds import odds_lines, switch_lines, worth_lines
from officesplit.cli.explain_text import explanation
from tests.report.sample import sample_assessment, undrawn


@pytest.fixture(scope="module")
def text() -> str:
    sample = sample_assessment()
    return explanation(sample, sample.functions[1])


def test_the_sections_of_the_odds_follow_the_criteria(text: str) -> None:
    places = [text.index(f"\n{head}\n") for head in ("CRITERIA", "ODDS", "SWITCH VALUES", "WORTH KNOWING", "RISKS")]
    assert places == sorted(places)


def test_the_verdict_says_how_firm_it_is_and_given_what() -> None:
    sample = sample_assessment()
    contested = explanation(sample, sample.functions[0])
    assert "contested (given these inputs)" in contested
    assert "what settles it at the least cost: Ask two providers for a price." in contested
    assert "ranks first in 55% of weightings and inputs" in contested


def test_options_stand_side_by_side_with_their_quantiles(text: str) -> None:
    head = next(line for line in text.splitlines() if line.split()[:2] == ["option", "place"])
    assert "P10" in head
    assert "P50" in head
    assert "P90" in head
    assert "saves in" in head
    row = next(
        line for line in text.splitlines() if line.startswith("  offshore ") and "PH" in line and "months" in line
    )
    assert "86%" in row


def test_odds_have_shares_weights_frameworks() -> None:
    sample = sample_assessment()
    said = "\n".join(odds_lines(sample, sample.functions[1]))
    assert "10,000 draws, seed 7" in said
    assert "first by family: give_out 73%, keep 27%" in said
    assert "retain ranks first with weights of C1 4% instead of 14%, C2 25% instead of 14%" in said
    assert "under equal weights: retain in 70%, differs" in said
    assert "under rank sum weights: offshore in 70%, agrees" in said
    assert "Contact matrix disagrees: keep it <b>" in said


def test_every_switch_value_is_there_not_only_the_nearest() -> None:
    function = sample_assessment().functions[1]
    said = switch_lines(function)[0]
    assert all(f"Switch {number}" in said for number in range(1, 8))
    assert "+10%" in said
    assert "confirmed" in said
    assert "USD 9,000" in worth_lines(function, "USD")[0]


def test_without_draws_it_is_said_and_nothing_breaks() -> None:
    bare = undrawn(sample_assessment())
    said = explanation(bare, bare.functions[1])
    assert "none: this result was made without draws" in said
    assert "P10" not in said
    assert "first in" not in said


def test_without_a_verdict_there_are_no_odds() -> None:
    sample = sample_assessment()
    assert odds_lines(sample, sample.functions[-1]) == []
