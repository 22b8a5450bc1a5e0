"""The terminal summary: what it says, and that it stays inside its columns whatever the names."""

import pytest
from rich.cells import cell_len

from officesplit.errors import UsageError
from officesplit.model.result import Assessment, Finding
from officesplit.model.vocabulary import Kind
from officesplit.report.collect import worth_collecting
from officesplit.report.terminal import render_terminal
from officesplit.report.view_parts import Context
from tests.conftest import assess_functions
from tests.report.sample import many_functions, sample_assessment, sample_functions, undrawn


@pytest.fixture(scope="module")
def text(sample: Assessment) -> str:
    return render_terminal(sample).text


def row(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(start))


def test_header_says_who_how_many_and_in_which_money(text: str) -> None:
    head = text[: text.index("What to do")]
    for part in ("Harbour Lane Hotels", "Hospitality, United States", "79.5 FTE", "USD", "cut cost, improve service"):
        assert part in head


def test_verdict_table_has_a_row_a_function(text: str) -> None:
    assert row(text, "Accounts payable").split() == (
        ["Accounts", "payable", "back", "6", "go:", "offshore", "PH", "616", "1", "lean", "73%"]
    )
    assert "~front" in row(text, "Guest reservations")
    assert row(text, "Guest reservations").split()[-2:] == ["contested", "55%°"]
    assert "no verdict:" in row(text, "Front desk")
    assert "Front desk: no verdict: insufficient evidence: no wage data" in text
    assert "P10 to P90 by function: in the full report, or in 100 columns" in text
    assert "the runner-up is keep. What settles it: ask two providers for a price" in " ".join(text.split())
    assert "A verdict whose provider's price is a default of ours is lean at most" in " ".join(text.split())


def test_what_the_budget_does_not_pay_for_is_held(sample: Assessment) -> None:
    held = sample.model_copy(update={"portfolio": sample.portfolio.model_copy(update={"held": ("ap",)})})
    text = render_terminal(held).text
    assert "held" in row(text, "Accounts payable").split()
    assert "held: beyond the one-off budget, in no sum" in text.splitlines()
    assert "held" not in render_terminal(sample).text


def test_a_course_set_by_decision_is_marked(sample: Assessment) -> None:
    advice = sample.functions[1].recommendation.model_copy(update={"planned": Kind.RETAIN, "decision": "CFO: wait"})
    changed = sample.functions[1].model_copy(update={"recommendation": advice})
    text = render_terminal(sample.model_copy(update={"functions": (changed, *sample.functions[2:])})).text
    shown = row(text, "Accounts payable").split()
    assert shown == ["Accounts", "payable", "back", "6", "keep*", "–", "–", "lean", "73%"]
    assert "* Accounts payable: by decision (CFO: wait); the verdict is offshore PH" in " ".join(text.split())


def test_names_take_three_lines_before_they_are_cut() -> None:
    name = "Accounts payable for shared group companies abroad"
    text = render_terminal(sample_assessment((sample_functions()[1].model_copy(update={"name": name}),))).text
    table = text[text.index("Function") : text.index("P10 to P90")]
    assert "…" not in table
    assert all(word in table for word in name.split())


def test_the_command_is_never_cut(sample: Assessment) -> None:
    long = "profiles/" + "x" * 100 + ".yaml"
    manifest = sample.manifest.model_copy(update={"profile_name": long})
    text = render_terminal(sample.model_copy(update={"manifest": manifest})).text
    assert f"  officesplit assess {long} -o report.html" in text.splitlines()


def test_three_warnings_are_whole_and_the_rest_is_counted(sample: Assessment) -> None:
    findings = tuple(
        Finding(id=f"w{number}", severity="warning", text=f"Warning {number} " + "goes on and on " * 9 + "to its end")
        for number in range(5)
    )
    text = " ".join(render_terminal(sample.model_copy(update={"findings": findings})).text.split())
    assert text.count("to its end.") == 3
    assert "and 2 more warnings in the full report" in text


def test_decision_on_the_register_is_said(text: str) -> None:
    assert "Regulatory reporting: by decision, CFO: retain until June" in text


def test_value_has_its_range_and_its_odds(text: str) -> None:
    value = " ".join(text[text.index("What the plan is worth") : text.index("Top risks")].split())
    for part in (
        "saves USD 2,960,000 over 5 years in present value, in the middle of the draws (P50)",
        "8 in 10 draws: USD 1,810,000 to 4,220,000 (P10 to P90)",
        "in 94% of draws",
        "With every input at its likely value: USD 3,020,000, 24% of staying as it is",
    ):
        assert part in value
    assert "pays back in 15 months" in value
    assert "1 function without a money verdict" in value


def test_without_draws_there_are_no_odds_and_that_is_said(sample: Assessment) -> None:
    bare = undrawn(sample)
    portfolio = bare.portfolio.model_copy(update={"payback_months": None})
    text = render_terminal(bare.model_copy(update={"portfolio": portfolio}), width=140).text
    for word in ("P10", "8 in 10", "How firm", "lean", "Saves in"):
        assert word not in text
    assert "No odds: this result was made without draws." in text
    assert "does not pay back" in text


def test_a_likely_saving_outside_its_band_is_explained(sample: Assessment) -> None:
    saving = sample.portfolio.npv_saving
    for likely, side in ((saving.p90 + 1, "lies above that range"), (saving.p10 - 1, "lies below that range")):
        band = saving.model_copy(update={"likely": likely})
        portfolio = sample.portfolio.model_copy(update={"npv_saving": band})
        text = " ".join(render_terminal(sample.model_copy(update={"portfolio": portfolio})).text.split())
        assert side in text
        assert "Plan with P50." in text
    assert "Plan with P50" not in render_terminal(sample).text


def test_the_worst_shock_and_the_scenarios_take_a_line_each(text: str) -> None:
    value = " ".join(text.split())
    assert "Worst of 3 shocks, “Every new provider fails”: the plan saves USD 2,120,000, and 1 verdict would" in value
    assert "wage_shock: USD 3,140,000, 120,000 more; the plan changes in 1 place" in text


def test_a_plan_that_loses_says_so(sample: Assessment) -> None:
    saving = sample.portfolio.npv_saving.model_copy(update={"p50": -120_000.0})
    portfolio = sample.portfolio.model_copy(update={"npv_saving": saving})
    assert "It costs more by USD 120,000" in render_terminal(sample.model_copy(update={"portfolio": portfolio})).text


def test_sections_follow_in_the_order_of_use(text: str) -> None:
    heads = (
        "What to do",
        "What the plan is worth",
        "Top risks",
        "Gaps to close first",
        "Numbers worth",
        "Full report:",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "officesplit assess harbour_lane.yaml -o report.html" in text


def test_numbers_worth_collecting_say_what_knowing_them_is_worth(text: str, sample: Assessment) -> None:
    wanted = worth_collecting(Context(sample), 20)
    assert [item.what for item in wanted] == (
        ["What Front desk lacks", "Retained staff share", "Realised automation, Data entry"]
    )
    assert "knowing it is worth USD 21,000; now unchecked knowledge" in " ".join(text.split())


def test_without_worth_numbers_to_collect_are_guessed_weak_and_ordered_by_money(sample: Assessment) -> None:
    wanted = worth_collecting(Context(undrawn(sample)), 20)
    assert [item.stake for item in wanted] == sorted((item.stake for item in wanted), reverse=True)
    labels = [item.what for item in wanted]
    assert "Salary, Guest reservations" in labels
    assert "Salary, Accounts payable" in labels, "a reference is not the company's own number"
    assert "Head-count, Accounts payable" not in labels, "a given number is not wanted"
    assert any(label.startswith("A quote for Payroll") for label in labels)
    assert labels[0] == "What Front desk lacks", "a missing verdict comes first"
    assert not any("Regulatory" in label for label in labels), "work that is kept needs no quote"


@pytest.mark.parametrize("width", [60, 80, 100, 132, 200])
def test_no_line_is_wider_than_asked(width: int, sample: Assessment) -> None:
    for line in render_terminal(sample, width=width).text.splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip()


@pytest.mark.parametrize(
    "name", ["日本語の部門名" * 40, "قسم الحسابات الدائنة " * 14, "e\u0301" * 150, "x" * 300, "🙂 team " * 37]
)
def test_long_names_in_any_script_are_cut(name: str) -> None:
    functions = (sample_functions()[1].model_copy(update={"name": name[:300]}), sample_functions()[0])
    text = render_terminal(sample_assessment(functions, name=name[:300])).text
    assert all(cell_len(line) <= 80 for line in text.splitlines())
    assert "…" in text
    assert "offshore PH" in text, "the verdict is never what gives way"


def test_names_are_never_markup_or_escape_codes(text: str) -> None:
    evil = sample_functions()[1].model_copy(update={"name": "\x1b[31mred\x07 [bold]b[/bold] :smile:"})
    out = render_terminal(sample_assessment((evil,)), width=140).text
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]b[/bold] :smile:" in out
    assert "<script>alert(1)" in text


def test_colour_only_where_it_is_asked_for(sample: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "44")
    plain = render_terminal(sample)
    assert "\x1b[" not in plain.text
    assert plain.text == render_terminal(sample, width=80).text
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in render_terminal(sample, colour=True).text


def test_many_functions_are_counted() -> None:
    text = render_terminal(sample_assessment(many_functions(200))).text
    assert "The 40 largest, and 160 more in the full report." in text


def test_small_money_is_not_shown_in_thousands() -> None:
    small = sample_functions()[1]
    option = next(option for option in small.options if option.country == "PH")
    assert option.cost is not None
    saving = option.cost.npv_saving.model_copy(update={"likely": 950.0, "p10": -120.0, "p90": 1800.0})
    cost = option.cost.model_copy(update={"npv_saving": saving})
    options = tuple(option.model_copy(update={"cost": cost}) if o is option else o for o in small.options)
    text = render_terminal(sample_assessment((small.model_copy(update={"options": options}),)), width=100).text
    assert "(saving in USD)" in text
    assert "−120 to 1,800" in text


def test_unknown_locale_is_a_usage_error(sample: Assessment) -> None:
    with pytest.raises(UsageError):
        render_terminal(sample, locale="xx_nowhere")
    assert "1.146 to 2.398" in render_terminal(sample, locale="de", width=100).text


def test_a_plan_without_change_says_so_instead_of_a_payback() -> None:
    text = render_terminal(assess_functions([{"name": "Executive management", "fte": 5}])).text
    assert "The plan changes nothing" in text
    assert "pay back" not in text


def test_quotes_and_savings_outside_the_surveys_are_said(sample: Assessment) -> None:
    text = " ".join(render_terminal(sample).text.split())
    assert "Quotes Accounts payable: 2 quotes: from 12% below (Acme) to 5% above (Beta <b>)" in text
    assert "Plausibility Finance, give out offshore: our 41% lies outside the surveyed 10% to 35%." in text
    assert "after tax" not in text
