"""The view: words, rounding, order, and totals that tie to their parts."""

import math
from typing import Any

import pytest

from officesplit.errors import UsageError
from officesplit.model.result import Assessment, FactorUse, Finding, Operand
from officesplit.model.rounding import tied
from officesplit.model.vocabulary import Kind, Standing
from officesplit.model.working_words import timing
from officesplit.report.charts import all_charts
from officesplit.report.money import figures, money, months, number, percent
from officesplit.report.view import SECTIONS, View, view
from officesplit.report.view_checks import outside, plausibility, symmetry
from officesplit.report.view_money import Book, business_case, side_of
from officesplit.report.view_options import appraisal
from officesplit.report.view_parts import Context, Table, anchor, weakest
from officesplit.report.view_quotes import sentence_on_quotes
from officesplit.report.view_risk import risks
from officesplit.report.view_sensitivity import sensitivity
from officesplit.report.view_summary import summary
from officesplit.report.view_words import counted
from tests.report.sample import many_functions, sample_assessment, undrawn


@pytest.fixture(scope="module")
def shown(sample: Assessment) -> View:
    return view(sample, all_charts(sample))


def whole(text: str) -> int:
    """The number that a cell prints."""
    return int(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))


def rows_of(table: Table) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


@pytest.mark.parametrize(
    ("amount", "locale", "text"),
    [
        (412_345.0, "en", "USD 412,000"),
        (-412_345.0, "en", "USD \N{MINUS SIGN}412,000"),
        (0.0, "en", "USD 0"),
        (-0.3, "en", "USD 0"),
        (999.6, "en", "USD 1,000"),
        (1_234_567.0, "de", "1.230.000 USD"),
        (12_345_678.0, "en_IN", "USD 1,23,00,000"),
        (math.nan, "en", "not known"),
        (math.inf, "en", "not known"),
        (None, "en", "not known"),
    ],
)
def test_money_is_written_as_the_locale_does(amount: float | None, locale: str, text: str) -> None:
    assert money(amount, "USD", locale) == text


def test_numbers_never_raise() -> None:
    assert percent(math.nan) == number(math.inf) == months(None) == "not known"
    assert months(14.2) == "15 months"
    assert months(1.0) == "1 month"
    assert percent(0.123, "de", 1).startswith("12,3")
    assert figures("USD").short(0.05) == "0.05"
    assert figures("USD").price(11.5) == "USD 11.50"


def test_a_locale_that_babel_does_not_know_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="not known"):
        money(1.0, "USD", "klingon")


@pytest.mark.parametrize("parts", [[0.5, 0.5, 0.5], [-1.5, 0.7, 3.49], [1 / 3] * 9, [], [1e9 + 0.5, -0.5]])
def test_tied_parts_add_up_and_stay_within_one(parts: list[float]) -> None:
    printed = tied(parts)
    assert sum(printed) == round(math.fsum(parts))
    assert all(abs(value - part) < 1 for value, part in zip(printed, parts, strict=True))


def test_the_seventeen_sections_come_in_order(shown: View) -> None:
    assert [section.number for section in shown.sections] == [str(index) for index in range(1, 18)]
    assert [section.id for section in shown.sections] == [ident for ident, *_ in SECTIONS]


def test_every_chart_has_a_place(sample: Assessment, shown: View) -> None:
    placed = {picture.id for section in shown.sections for picture in section.charts}
    assert placed == set(all_charts(sample))


def test_printed_years_tie_to_printed_totals() -> None:
    context = Context(sample_assessment(many_functions(12)))
    for case in business_case(context)["functions"]:
        if case["years"]:
            check_years(case["years"])


BANDS = ("P10 of that year", "P90 of that year")


def check_years(table: Table) -> None:
    rows = [row for row in table.rows if row[0].text not in BANDS]
    labels = [row[0].text for row in rows]
    values = [[cell.text for cell in row[1:]] for row in rows]
    start = 0
    sums = {}
    for title in ("Staying as it is", "Option"):
        end = labels.index(title)
        for column, printed in enumerate(values[end]):
            assert sum(whole(values[row][column]) for row in range(start, end)) == whole(printed)
        sums[title] = [whole(text) for text in values[end]]
        start = end + 1
    saving = [whole(text) for text in values[labels.index("Saving")]]
    assert saving == [a - b for a, b in zip(sums["Staying as it is"], sums["Option"], strict=True)]
    assert whole(values[labels.index("Cumulative saving")][-2]) == saving[-1]
    discounted = [whole(text) for text in values[labels.index("Discounted saving")]]
    assert sum(discounted[:-1]) == discounted[-1]


def test_the_bridge_adds_up_as_printed(sample: Assessment) -> None:
    for case in business_case(Context(sample))["functions"]:
        if case["bridge"]:
            amounts = [whole(row[1].text) for row in case["bridge"].rows]
            middle, last, saving = sorted(case["bridge"].strong)
            assert sum(amounts[:middle]) == amounts[middle]
            assert sum(amounts[middle + 1 : last]) == amounts[last]
            assert abs(amounts[middle] + amounts[last] - amounts[saving]) <= 1


def test_the_plan_is_the_sum_of_its_functions_and_of_what_the_start_changes(sample: Assessment) -> None:
    table = business_case(Context(sample))["reconciled"]
    amounts = [whole(row[2].text) for row in table.rows]
    assert sum(amounts[:-1]) == amounts[-1] == round(sample.portfolio.npv_saving.likely)


def test_page_one_holds_decision_value_odds_risks_days_and_gaps(sample: Assessment) -> None:
    page = summary(Context(sample))
    assert page["decision"]["asked"]
    assert page["decision"]["undecided"] == ("Front desk",)
    assert page["key_figures"][0]["value"].startswith("USD ")
    assert "P10 to P90" in page["key_figures"][0]["doubt"]
    assert len(page["risks"]) == 5
    assert page["days"]
    assert [gap["kind"] for gap in page["gaps"]] == ["stops the start", "gate question not answered"]
    verdicts = rows_of(page["verdicts"])
    assert verdicts["Accounts payable"][0] == "Give out offshore, Philippines"
    assert verdicts["Front desk"][0] == "No verdict: insufficient evidence"
    notes = {row[0].text: row[1].note for row in page["verdicts"].rows}
    assert notes["Front desk"].startswith("(no wage data")


def test_a_decision_changes_the_plan_and_not_the_verdict(sample: Assessment) -> None:
    page = summary(Context(recommended(sample, "ap", planned=Kind.RETAIN)))
    shown = rows_of(page["verdicts"])["Accounts payable"]
    assert shown[:3] == ["Keep as it is*", "–", "–"]
    note = next(row[1].note for row in page["verdicts"].rows if row[0].text == "Accounts payable")
    assert note == "(by decision; the verdict is give out offshore, Philippines)"
    assert "* The decisions register" in page["verdicts"].note
    assert page["decision"]["changing"] == "3"


def test_what_the_budget_does_not_pay_for_is_held(sample: Assessment) -> None:
    portfolio = sample.portfolio.model_copy(update={"held": ("ap",)})
    context = Context(sample.model_copy(update={"portfolio": portfolio}))
    page = summary(context)
    assert page["decision"]["held"] == ("Accounts payable",)
    assert rows_of(page["verdicts"])["Accounts payable"][2] == "held"
    assert "Accounts payable" not in rows_of(business_case(context)["reconciled"])


def recommended(sample: Assessment, ident: str, **changed: object) -> Assessment:
    """The sample with another recommendation for one function."""
    functions = tuple(
        item.model_copy(update={"recommendation": item.recommendation.model_copy(update=changed)})
        if item.id == ident
        else item
        for item in sample.functions
    )
    return sample.model_copy(update={"functions": functions})


def test_top_risks_come_by_expected_loss(sample: Assessment) -> None:
    shown = [risk["expected"] for risk in summary(Context(sample))["risks"]]
    amounts = [whole(text.removeprefix("USD ")) for text in shown]
    assert amounts == sorted(amounts, reverse=True)


def test_a_result_without_draws_says_so(sample: Assessment) -> None:
    page = summary(Context(undrawn(sample)))
    assert not page["odds"]["drawn"]
    assert "How firm" not in [column.label for column in page["verdicts"].columns]
    assert "How firm" in [column.label for column in summary(Context(sample))["verdicts"].columns]
    assert "nothing was drawn" in page["key_figures"][0]["doubt"]
    assert "Chance that anything is saved" not in [figure["label"] for figure in page["key_figures"]]


def test_decimals_in_the_drivers_of_a_risk_stay(sample: Assessment) -> None:
    function = sample.functions[1]
    driver = "suppliers many: x 0.65. A market disciplines the price."
    line = function.risk.lines[0].model_copy(update={"drivers": (driver, driver), "overlaps": "controls"})
    risk = function.risk.model_copy(update={"lines": (line,)})
    page = risks(Context(sample.model_copy(update={"functions": (function.model_copy(update={"risk": risk}),)})))
    note = page["functions"][0]["table"].rows[0][0].note
    assert "Driven by: suppliers many: x 0.65. A market disciplines the price; suppliers many: x 0.65." in note
    assert ".." not in note


def test_every_year_of_a_working_can_be_recomputed(sample: Assessment) -> None:
    function = sample.functions[1]
    option = next(item for item in function.options if item.country == "PH")
    assert option.cost is not None
    work = option.cost.workings[0]
    served = FactorUse(kind="after", label="served", value=1.0, by_year=(0.0, 0.58, 1.0, 1.0))
    changed = work.model_copy(update={"factors": (served,), "by_year": (0.0, 580.0, 1000.0, 1030.4)})
    cost = option.cost.model_copy(update={"workings": (changed,)})
    options = tuple(item.model_copy(update={"cost": cost}) if item is option else item for item in function.options)
    result = sample.model_copy(update={"functions": (function.model_copy(update={"options": options}),)})
    (shown,) = business_case(Context(result))["functions"][0]["workings"]
    assert [factor["by_year"] for factor in shown["factors"]] == ["0.58; 1; 1 (years 1 to 3)"]
    assert shown["results"] == "580.00; 1,000.00; 1,030.40 (years 1 to 3)"
    price, hours, fte = (operand["value"] for operand in shown["operands"])
    assert shown["numbers"] == f"{price} * {hours} * {fte}"
    assert hours == "2,080"


def test_what_is_paid_at_approval_says_so(sample: Assessment) -> None:
    shown = business_case(Context(sample))["functions"][1]["workings"]
    once = next(item for item in shown if item["line"] == "one_off.transition")
    assert once["results"] == "30,000.00 at approval"
    governance = next(item for item in shown if item["line"] == "option.governance")
    assert governance["of"] == "× the sum of Provider charges"


def test_the_business_case_names_rates_and_break_evens(sample: Assessment) -> None:
    shown = business_case(Context(sample))["functions"]
    figures_of = rows_of(shown[1]["figures"])
    assert figures_of["Internal rate of return a year"] == ["31.0%"]
    assert figures_of["Discounted payback"] == ["17 months"]
    assert figures_of["Break-even price an hour"] == ["USD 19.20, 67.0% above USD 11.50"]
    assert figures_of["Break-even head-count"] == ["1.4 FTE"]
    assert "NPV saving before tax" not in figures_of
    told = business_case(Context(sample))["convention"]
    assert told[0].endswith("from the end of the year; what is paid at approval is not discounted.")
    assert told[1] == "No tax rate is given, so no tax is counted."


def test_tax_is_said_where_it_is_counted(sample: Assessment) -> None:
    function = sample.functions[1]
    option = next(item for item in function.options if item.country == "PH")
    assert option.cost is not None
    rate = Operand(name="rate", label="Tax rate", value=0.25, unit="share")
    item = option.cost.workings[0].model_copy(
        update={
            "line": "baseline.item_1",
            "side": "baseline",
            "label": "servers",
            "formula": "amount",
            "operands": (Operand(name="amount", label="servers", value=90_000.0, unit="USD"),),
            "factors": (FactorUse(kind="item", label="paid in year 1", fixed=(1, 0), value=0.0),),
        }
    )
    relief = item.model_copy(
        update={
            "line": "baseline.depreciation_1",
            "factors": (FactorUse(kind="depreciation", label="written off", fixed=(1, 3, 0), value=0.0),),
            "by_year": (0.0, 0.0, -7_500.0, -7_500.0, -7_500.0),
        }
    )
    tax = item.model_copy(update={"line": "option.tax", "operands": (rate,), "formula": "0 - rate"})
    cost = option.cost.model_copy(
        update={"workings": (*option.cost.workings, item, relief, tax), "npv_saving_before_tax": 123_456.0}
    )
    options = tuple(one.model_copy(update={"cost": cost}) if one is option else one for one in function.options)
    result = sample.model_copy(update={"functions": (function.model_copy(update={"options": options}),)})
    page = business_case(Context(result))
    (case,) = page["functions"]
    assert page["convention"][1].startswith("Tax is counted at 25.0%")
    assert rows_of(case["figures"])["NPV saving before tax"] == ["USD 123,456"]
    assert rows_of(case["payments"]) == {"servers": ["Staying as it is", "1", "90,000", "3 years", "22,500"]}


@pytest.mark.parametrize(("early", "said"), [(0.0, "end"), (0.5, "middle"), (1.0, "start")])
def test_the_discounting_convention_is_read_off_the_factors(sample: Assessment, early: float, said: str) -> None:
    cost = next(option.cost for option in sample.functions[1].options if option.cost)
    annual = tuple(
        year.model_copy(update={"discount_factor": 1.08 ** (early - year.year) if year.year else 1.0})
        for year in cost.annual
    )
    assert f"from the {said} of the year" in timing(cost.model_copy(update={"annual": annual}), 0.08)
    assert timing(cost, 0.0) == ""
    assert timing(cost, 0.07) == ""


def test_short_listed_places_show_their_money(shown: View) -> None:
    entries = {item["id"]: item for item in section(shown, "options")["functions"]}
    table = entries["ap"]["places"][0]
    assert [column.label for column in table.columns][-3:] == ["NPV saving, USD", "One-off, USD", "Why it won or lost"]
    assert rows_of(table)["Mexico"][-3:-1] == ["86,000", "–"]


def test_quotes_stand_beside_the_modelled_price(sample: Assessment) -> None:
    case = business_case(Context(sample))["functions"][1]
    assert case["quoted"] == (
        "2 quotes: from 12% below (Acme) to 5% above (Beta <b>) the modelled price for their places."
    )
    assert rows_of(case["quotes"])["Acme"][5:] == ["12% below", "224,000", "yes"]
    assert case["retender"]["worth"]
    assert rows_of(case["retender"]["table"])["NPV saving of the tender, likely"] == ["USD 130,000"]


def test_one_quote_or_none_is_said_in_one_sentence(sample: Assessment) -> None:
    function = sample.functions[1]
    alone = [
        one.model_copy(update={"quotes": tuple(line.model_copy(update={"against_benchmark": 0.001}) for line in found)})
        for one in function.options
        for found in (one.quotes[:1],)
    ]
    context = Context(sample)
    said = sentence_on_quotes(context, function.model_copy(update={"options": tuple(alone)}))
    assert said == "The quote of Acme is level with the modelled price for its place."
    assert sentence_on_quotes(context, sample.functions[0]) == ""


def test_plausibility_is_shown_where_something_was_compared(sample: Assessment, shown: View) -> None:
    table = section(shown, "sensitivity")["plausibility"]
    (row,) = table.rows
    assert [cell.text for cell in row][2:4] == ["20% – 41% – 50%", "10% – 25% – 35%"]
    assert row[3].sources == ("chase_1981",)
    assert row[4].text == "outside. Provider charges make the difference."
    assert plausibility(Context(sample.model_copy(update={"plausibility": ()}))) is None
    (said,) = outside(Context(sample))
    assert said.startswith("Finance, give out offshore: our 41% lies outside the surveyed 10% to 35%.")


def test_the_symmetry_check_lists_its_findings(sample: Assessment) -> None:
    assert symmetry(Context(sample)) == {"findings": ()}
    one = Finding(id="cost_symmetry", severity="warning", text="vendor audit has no counterpart", function="ap")
    found = symmetry(Context(sample.model_copy(update={"findings": (one,)})))
    assert found == {"findings": ({"about": "Accounts payable", "text": "Vendor audit has no counterpart."},)}


def test_the_first_criterion_shows_its_three_numbers(sample: Assessment) -> None:
    item = appraisal(Context(sample))["functions"][1]
    formula = next(row[1].text for row in item["terms"].rows if row[0].text == "C1")
    option = next(one for one in sample.functions[1].options if one.country == "PH")
    assert option.cost is not None
    assert formula.startswith("50 + 100 × (NPV saving − expected loss) ÷ NPV of today's cost")
    for value in (option.cost.npv_saving.likely, option.cost.expected_loss_npv, option.cost.baseline_npv):
        assert figures("USD").number(value) in formula


@pytest.mark.parametrize(
    ("count", "noun", "text"),
    [(1, "function", "1 function"), (4, "function", "4 functions"), (0.5, "week", "0.5 weeks")],
)
def test_a_count_agrees_with_its_noun(count: float, noun: str, text: str) -> None:
    assert counted(count, noun) == text


def test_struck_options_name_gate_citation_and_what_reopens_them(shown: View) -> None:
    entries = {item["id"]: item for item in section(shown, "options")["functions"]}
    (hit,) = entries["nasty"]["struck"]
    assert hit["gate"] == "HIPAA business associate agreement"
    assert hit["cite"] == "45 CFR 164.504(e)"
    assert hit["reopen"]
    assert "Struck by" in rows_of(entries["nasty"]["table"])["Give out offshore"][0]


def test_every_input_in_the_log_has_a_standing_and_an_origin(shown: View) -> None:
    for row in section(shown, "evidence")["log"].rows:
        assert row[6].standing
        assert row[7].text or row[7].sources


def test_the_weakest_standing_wins() -> None:
    assert weakest([Standing.GIVEN, Standing.RECALL, None, Standing.DEFAULT]) == "recall"
    assert weakest([]) == ""


def test_anchors_hold_no_space() -> None:
    assert anchor("e", "functions[a b].fte") == "e-functions-a-b-.fte"


def section(shown: View, ident: str) -> dict[str, Any]:
    return next(item.content for item in shown.sections if item.id == ident)


@pytest.mark.parametrize(
    ("line", "sides", "side"),
    [
        ("baseline.salaries", {}, "baseline"),
        ("option.charges", {}, "option"),
        ("one_off.severance", {"one_off.severance": "one_off"}, "option"),
        ("server_refresh", {"server_refresh": "baseline"}, "baseline"),
    ],
)
def test_a_line_belongs_to_one_side(line: str, sides: dict[str, str], side: str) -> None:
    assert side_of(line, sides) == side


def test_a_one_off_line_says_that_it_is_one() -> None:
    assert Book({}, {"one_off.severance": "Severance"}).name("one_off.severance") == "Severance (one-off)"
    assert Book({}, {}).name("option.retained_staff") == "Retained staff"


def test_the_plan_has_its_odds_in_words(sample: Assessment) -> None:
    said = " ".join(summary(Context(sample))["odds"]["sentences"])
    assert "In eight of ten of 10,000 draws the plan saves USD 1,810,000 to 4,220,000 (P10 to P90)" in said
    assert "it saves anything at all in 94% of them" in said
    assert "30% of the doubt comes from the model's own assumptions" in said
    assert "Worst of 3 shocks, “Every new provider fails”" in said
    figures_shown = {item["label"]: item["value"] for item in summary(Context(sample))["key_figures"]}
    assert figures_shown["Chance that anything is saved"] == "94%"


@pytest.mark.parametrize(("share", "said"), [(1.0, "over 99%"), (0.991, "over 99%"), (0.99, "99%"), (0.0, "under 1%")])
def test_a_count_of_draws_is_never_certain(share: float, said: str) -> None:
    assert figures("USD").chance(share) == said


def test_a_verdict_shows_its_band_its_chance_and_how_firm_it_is(sample: Assessment) -> None:
    page = summary(Context(sample))
    heads = [column.label for column in page["verdicts"].columns]
    assert heads[-3:] == ["P10 to P90", "Saves in", "How firm"]
    shown = rows_of(page["verdicts"])
    assert shown["Accounts payable"][-2:] == ["86%", "Lean 73%"]
    assert shown["Guest reservations"][-1] == "Contested 55%, indicative"
    assert shown["Guest reservations"][0] == "Hybrid, Philippines, or keep as it is"
    assert "lean at most" in page["verdicts"].note
    note = next(row[1].note for row in page["verdicts"].rows if row[0].text == "Guest reservations")
    assert note == "(pilot first; contested; what settles it: ask two providers for a price)"


def test_a_mark_on_every_row_becomes_one_sentence(sample: Assessment) -> None:
    functions = tuple(
        item.model_copy(update={"recommendation": item.recommendation.model_copy(update={"indicative": True})})
        for item in sample.functions
    )
    page = summary(Context(sample.model_copy(update={"functions": functions})))
    assert "Every verdict is indicative" in page["verdicts"].note
    assert not any("indicative" in row[-1].text for row in page["verdicts"].rows)


def test_the_appraisal_tells_who_would_prefer_what(sample: Assessment) -> None:
    shown = appraisal(Context(sample))["functions"][1]
    assert [(bar["name"], bar["share"]) for bar in shown["odds"]["families"]] == (
        [("Give to a provider", "73%"), ("Keep", "27%")]
    )
    assert shown["odds"]["prefer"] == (
        "“Keep as it is” ranks first in 27%: you would prefer it if strategic control counted for more "
        "(25% of the weight instead of 14%) and economic value less (4% instead of 14%).",
    )
    assert shown["odds"]["agreements"] == (
        "The same family leads with ranked weights, with rank-order centroid, with rank sum; another leads with equal "
        "weights (keep as it is, 70%), with free weights (keep as it is, 70%)."
    )
    assert shown["odds"]["voters"][0]["word"] == "disagrees"
    contested = appraisal(Context(sample))["functions"][0]
    assert contested["settles"] == "ask two providers for a price"
    assert contested["both"] == "hybrid, Philippines, or keep as it is"
    assert appraisal(Context(undrawn(sample)))["functions"][1]["odds"] is None


def test_years_carry_their_bands_only_where_something_was_drawn(sample: Assessment) -> None:
    labels = [row[0].text for row in business_case(Context(sample))["plan"].rows]
    assert labels.count("P10 of that year") == labels.count("P90 of that year") == 2
    bare = business_case(Context(undrawn(sample)))
    assert not {"P10 of that year", "P90 of that year"} & {row[0].text for row in bare["plan"].rows}
    case = rows_of(business_case(Context(sample))["functions"][1]["figures"])
    assert case["Chance that it saves money"] == ["86%"]
    assert case["Share of the doubt that the model's own assumptions make"] == ["25%"]
    assert not any("P10" in label for label in rows_of(bare["functions"][1]["figures"]))


def test_the_annex_holds_every_table(sample: Assessment) -> None:
    page = sensitivity(Context(sample))
    assert "50% is known to within 1.0 points and one near 90% to within 0.6" in page["convergence"]
    assert page["structure"].startswith("30% of the variance")
    firm = rows_of(page["robustness"])
    assert firm["Guest reservations"][-1] == "Ask two providers for a price."
    assert firm["Accounts payable"][-1] == "–"
    assert rows_of(page["agreements"])["Accounts payable"][3] == "≠ Keep as it is, 70%"
    switched = [row for row in page["switches"].rows if row[0].text == "Accounts payable"]
    assert len(switched) == 5, "the JSON document has the rest"
    assert [cell.text for cell in switched[0][3:]] == ["10", "11", "+10%", "Keep as it is", "confirmed"]
    assert rows_of(page["worth"])["Retained staff share"][-1] == "21,000"
    assert rows_of(page["voters"])["Contact matrix"][:3] == ["0", "4", "1"]
    assert rows_of(page["stress"])["Every new provider fails"][1] == "\N{MINUS SIGN}900,000"
    first = rows_of(page["scenarios"])
    assert first["wage_shock"][2] == "+120,000"
    assert first["The profile as it is"][1] == figures("USD").bare(sample.portfolio.npv_saving.likely)


def test_the_annex_without_draws_keeps_what_likely_values_tell(sample: Assessment) -> None:
    page = sensitivity(Context(undrawn(sample)))
    assert page["undrawn"].startswith("No odds")
    assert [column.label for column in page["robustness"].columns][-1] == "Margin, points"
    for name in ("agreements", "voters", "switches", "worth"):
        assert page[name] is None
    assert page["stress"] is not None
    assert page["scenarios"] is not None
