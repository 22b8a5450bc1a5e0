"""What a seasoned advisor would say of ordinary functions: families of answers, not exact kinds."""

import pytest

from officesplit.model.result import Assessment, FunctionResult
from officesplit.model.vocabulary import EXTERNAL, Family, Kind
from tests.conftest import assess_functions, assess_one, book, option_of

US_600 = [
    ("Accounts payable", 12),
    ("Data entry", 20),
    ("Customer support", 60),
    ("IT service desk", 15),
    ("Strategy", 4),
    ("Executive management", 6),
    ("Product pricing", 5),
    ("Internal audit", 6),
    ("Nurses", 80),
    ("Fire fighters", 40),
    ("Store staff", 100),
    ("Software core development", 50),
    ("Software development", 40),
    ("Cleaning", 40),
    ("Security guards", 40),
    ("Payroll", 5),
    ("Recruitment", 8),
]
PLAIN = [{"name": name, "fte": fte} for name, fte in US_600]
GIVEN_OUT = {Family.GIVE_OUT, Family.HYBRID}
KEPT = {Family.KEEP, Family.AUTOMATE}


def found(name: str, assessment: Assessment | None = None) -> FunctionResult:
    whole = assessment or assess_functions(PLAIN)
    return next(function for function in whole.functions if function.name == name)


def outside(assessment: Assessment) -> float:
    return sum(f.fte for f in assessment.functions if f.recommendation.verdict in EXTERNAL)


@pytest.mark.parametrize("name", ["Accounts payable", "Data entry", "Customer support", "IT service desk"])
def test_codified_work_in_a_deep_market_is_given_out(name: str) -> None:
    assert found(name).recommendation.family in GIVEN_OUT


@pytest.mark.parametrize(
    "name",
    ["Strategy", "Executive management", "Product pricing", "Internal audit", "Nurses", "Fire fighters", "Store staff"],
)
def test_direction_judgement_and_presence_stay(name: str) -> None:
    assert found(name).recommendation.family in KEPT


@pytest.mark.parametrize("name", ["Software core development", "Software development"])
def test_development_of_the_product_stays_or_is_split(name: str) -> None:
    assert found(name).recommendation.family in {*KEPT, Family.HYBRID}


@pytest.mark.parametrize("name", ["Cleaning", "Security guards"])
def test_work_on_site_never_leaves_the_country(name: str) -> None:
    verdict = found(name).recommendation
    assert verdict.verdict in {Kind.ONSHORE, Kind.RETAIN, Kind.IMPROVE, Kind.HYBRID}
    assert verdict.country in (None, "US")
    for kind in ("nearshore", "offshore"):
        assert option_of(found(name), kind).struck


def test_a_mix_is_neither_all_kept_nor_all_sent_abroad() -> None:
    verdicts = [function.recommendation.verdict for function in assess_functions(PLAIN).functions]
    families = {function.recommendation.family for function in assess_functions(PLAIN).functions}
    assert len(families) >= 2
    assert 0.2 <= sum(verdict in EXTERNAL for verdict in verdicts) / len(verdicts) <= 0.8
    assert sum(verdict is Kind.OFFSHORE for verdict in verdicts) < len(verdicts) / 2


def test_no_offshore_where_the_profile_rules_it_out() -> None:
    """Neither as such nor as the outside part of a hybrid."""
    assessment = assess_functions(PLAIN, constraints={"offshore": False})
    for function in assessment.functions:
        assert function.recommendation.verdict is not Kind.OFFSHORE
        hybrid = option_of(function, "hybrid")
        near = {place.country for kind in ("onshore", "nearshore") for place in option_of(function, kind).places}
        assert hybrid.struck or hybrid.country in near
    assert outside(assessment) > 0


def test_comply_first_keeps_more_than_cost_first() -> None:
    comply = assess_functions(PLAIN, goals=["comply", "stay_in_control", "cut_cost"])
    cost = assess_functions(PLAIN, goals=["cut_cost", "scale", "comply"])
    assert outside(comply) < outside(cost)
    for one, other in zip(comply.functions, cost.functions, strict=True):
        if other.recommendation.family is Family.KEEP:
            assert one.recommendation.family is not Family.GIVE_OUT, one.name


def test_only_cost_and_nothing_saved_means_keep() -> None:
    quote = {"vendor": "V", "per_fte_year": 400_000}
    abroad = [code for code in book().countries if code != "US"]
    function = {"name": "Accounts payable", "fte": 12, "quotes": [quote]}
    result = assess_one(function, goals=["cut_cost"], constraints={"exclude_locations": abroad})
    assert result.recommendation.family is not Family.GIVE_OUT
    leading = option_of(result, result.recommendation.verdict)
    assert leading.cost is not None
    assert leading.cost.npv_saving.likely >= 0


@pytest.mark.parametrize("before", [None, False, True])
def test_first_outsourcing_of_front_office_work_is_a_pilot(before: bool | None) -> None:
    """That something was outsourced before does not say that work with customers was."""
    company = {} if before is None else {"outsourced_before": before}
    verdict = assess_one({"name": "Customer support", "fte": 60}, company=company).recommendation
    assert verdict.family in GIVEN_OUT
    assert verdict.path.value == "pilot"


def test_front_office_work_after_other_front_office_work_needs_no_pilot() -> None:
    outside = {"name": "Telesales", "fte": 10, "currently": {"annual_price": 400_000}}
    first = assess_functions([{"name": "Customer support", "fte": 60}, outside]).functions[0]
    assert first.recommendation.path.value == "go"


def test_back_office_work_needs_no_pilot() -> None:
    assert assess_one({"name": "Accounts payable", "fte": 12}).recommendation.path.value == "go"


def test_an_option_without_money_never_beats_one_with_it() -> None:
    """Two functions with a salary and no quote that prices giving them out."""
    for name in ("Accounts payable", "Data entry"):
        result = assess_one({"name": name, "fte": 12, "salary": 50_000}, assumptions={"lines": "only_given"})
        leading = option_of(result, result.recommendation.verdict)
        assert leading.cost is not None
        assert leading.option is Kind.RETAIN
        assert result.recommendation.insufficient_evidence, "there is nothing to compare today's cost with"
        assert result.recommendation.path.value == "prepare"


def test_one_good_quote_decides_where_only_given_lines_count() -> None:
    quote = {"vendor": "V", "location": "IN", "per_fte_year": 20_000}
    function = {"name": "Data entry", "fte": 12, "salary": 50_000, "quotes": [quote]}
    verdict = assess_one(function, assumptions={"lines": "only_given"}).recommendation
    assert (verdict.verdict, verdict.country) == (Kind.OFFSHORE, "IN")


def test_every_verdict_says_why_and_what_would_change_it() -> None:
    for function in assess_functions(PLAIN).functions:
        verdict = function.recommendation
        assert verdict.why, function.name
        assert all(reason.points is None or reason.points > 0 for reason in verdict.why)
        assert all(reason.points is None or reason.points < 0 for reason in verdict.against)
        assert verdict.runner_up is not verdict.verdict
        assert verdict.flips or verdict.verdict is Kind.RETAIN, function.name


def test_the_margin_is_the_distance_to_the_best_of_another_family() -> None:
    for function in assess_functions(PLAIN).functions:
        verdict = function.recommendation
        leading = option_of(function, verdict.verdict)
        assert leading.score is not None
        assert not leading.struck
        rivals = [
            o.score for o in function.options if o.family is not verdict.family and o.score is not None and not o.struck
        ]
        if rivals:
            rival = option_of(function, verdict.runner_up)
            assert rival.family is not verdict.family
            assert verdict.margin == pytest.approx(leading.score - rival.score, abs=1e-6)


def test_robust_is_never_said_where_the_price_is_a_default() -> None:
    for function in assess_functions(PLAIN).functions:
        leading = option_of(function, function.recommendation.verdict)
        if leading.cost and leading.cost.price_standing and leading.cost.price_standing.value == "default":
            assert function.recommendation.robustness != "robust"


def test_a_decision_stands_beside_the_verdict() -> None:
    decision = {
        "function": "payroll",
        "verdict": "retain",
        "reason": "Works council",
        "by": "Board",
        "until": "2099-01-01",
    }
    result = found("Payroll", assess_functions(PLAIN, decisions=[decision]))
    assert "Works council" in result.recommendation.decision
    assert result.recommendation.verdict is found("Payroll").recommendation.verdict
