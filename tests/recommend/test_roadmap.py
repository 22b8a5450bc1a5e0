"""Waves: what moves when, and the reason why nothing comes earlier."""

from typing import Any

import pytest

from officesplit.model.result import Assessment, Roadmap
from tests.conftest import assess_functions, book, option_of

UNCHANGED = ("retain", "keep_outsourced")
NAMES = ["Accounts payable", "Data entry", "Payroll", "Customer support", "IT service desk", "Accounts receivable"]


def functions(count: int = 6, **extra: dict[str, Any]) -> list[dict[str, Any]]:
    """Functions that are worth giving out; ``extra`` adds fields by id."""
    made = []
    for name in NAMES[:count]:
        identity = name.lower().replace(" ", "_")
        made.append({"name": name, "id": identity, "fte": 40, **extra.get(identity, {})})
    return made


def waves(route: Roadmap) -> dict[str, int]:
    return {name: wave.number for wave in route.waves for name in wave.functions}


def moving(assessment: Assessment) -> set[str]:
    return {f.id for f in assessment.functions if waves(assessment.roadmap).get(f.id)}


@pytest.mark.parametrize("capacity", [1, 2, 3])
def test_no_wave_takes_on_more_than_the_company_can(capacity: int) -> None:
    assessment = assess_functions(functions(), constraints={"max_parallel_transitions": capacity})
    route = assessment.roadmap
    assert len(moving(assessment)) >= 4
    assert all(len(wave.functions) <= capacity for wave in route.waves)
    assert [wave.number for wave in route.waves] == list(range(1, len(route.waves) + 1))


def test_every_function_that_changes_is_in_exactly_one_wave_with_a_reason() -> None:
    assessment = assess_functions(functions())
    listed = [name for wave in assessment.roadmap.waves for name in wave.functions]
    assert len(listed) == len(set(listed))
    for function in assessment.functions:
        changes = function.recommendation.verdict.value not in UNCHANGED
        assert (function.id in listed) == changes
        assert function.recommendation.wave == waves(assessment.roadmap).get(function.id, 0)
    for wave in assessment.roadmap.waves:
        assert set(wave.reasons) == set(wave.functions)
        assert all(wave.reasons.values())


def test_a_function_moves_after_those_it_depends_on() -> None:
    extra = {"accounts_payable": {"depends_on": ["data_entry"]}, "data_entry": {"depends_on": ["it_service_desk"]}}
    assessment = assess_functions(functions(**extra), constraints={"max_parallel_transitions": 6})
    placed = waves(assessment.roadmap)
    assert placed["it_service_desk"] < placed["data_entry"] < placed["accounts_payable"]
    last = next(wave for wave in assessment.roadmap.waves if "accounts_payable" in wave.functions)
    assert "data_entry" in last.reasons["accounts_payable"]


def test_a_bundle_moves_together_even_where_its_members_depend_on_one_another() -> None:
    extra = {
        "accounts_payable": {"bundle": "b", "depends_on": ["accounts_receivable"]},
        "accounts_receivable": {"bundle": "b"},
    }
    assessment = assess_functions(functions(**extra), constraints={"max_parallel_transitions": 6})
    verdicts = {f.id: f.recommendation.verdict for f in assessment.functions}
    if verdicts["accounts_payable"] is verdicts["accounts_receivable"]:
        placed = waves(assessment.roadmap)
        assert placed["accounts_payable"] == placed["accounts_receivable"]


def test_one_critical_function_a_wave() -> None:
    extra = {name: {"critical": True} for name in ("accounts_payable", "data_entry", "payroll")}
    assessment = assess_functions(functions(**extra), constraints={"max_parallel_transitions": 6})
    critical = set(extra) & moving(assessment)
    assert len(critical) >= 2
    for wave in assessment.roadmap.waves:
        assert len(critical & set(wave.functions)) <= 1


def test_the_one_off_budget_holds_over_the_funded_plan() -> None:
    free = assess_functions(functions())
    costs = {f.id: cost.one_off for f in free.functions if (cost := option_of(f, f.recommendation.verdict).cost)}
    budget = sorted(costs.values())[-1] + 1.0
    bound = assess_functions(functions(), constraints={"one_off_budget": budget})
    spent = sum(
        costs[f.id] for f in bound.functions if "budget" not in reason_of(bound.roadmap, f.id) and f.id in costs
    )
    assert 0 < spent <= budget
    assert any("budget" in reason_of(bound.roadmap, f.id) for f in bound.functions)
    for one, other in zip(free.functions, bound.functions, strict=True):
        assert [o.score for o in one.options] == [o.score for o in other.options]


def reason_of(route: Roadmap, identity: str) -> str:
    """What the roadmap says of a function, in whichever wave it is; empty where it is in none."""
    return next((wave.reasons[identity] for wave in route.waves if identity in wave.functions), "")


@pytest.mark.parametrize("question", ["R01", "R07", "R08", "R13"])
def test_an_answered_gate_question_below_two_waits_and_prepares(question: str) -> None:
    extra = {"accounts_payable": {"readiness": {question: 1}}}
    assessment = assess_functions(functions(**extra), constraints={"max_parallel_transitions": 6})
    result = next(f for f in assessment.functions if f.id == "accounts_payable")
    assert result.readiness.blocking == (question,)
    if result.recommendation.verdict.value in (*UNCHANGED, "improve"):
        return
    assert result.recommendation.path.value == "prepare"
    assert result.recommendation.wave >= 2
    assert question in reason_of(assessment.roadmap, "accounts_payable")
    assert any(question in step for step in assessment.roadmap.first_90_days)
    others = {name: number for name, number in waves(assessment.roadmap).items() if name != "accounts_payable"}
    assert 1 in others.values()


def test_back_office_comes_first_unless_the_first_goal_is_service() -> None:
    extra = {"customer_support": {"customer_contact": 0.9}}
    both = [f for f in functions(**extra) if f["id"] in ("accounts_payable", "customer_support")]
    single = {"max_parallel_transitions": 1}
    back = waves(assess_functions(both, constraints=single, goals=["cut_cost", "improve_service"]).roadmap)
    front = waves(assess_functions(both, constraints=single, goals=["improve_service", "cut_cost"]).roadmap)
    assert back["accounts_payable"] < back["customer_support"]
    if "customer_support" in front and "accounts_payable" in front:
        assert front["customer_support"] < front["accounts_payable"]


def test_lead_time_of_the_law_delays_the_first_wave() -> None:
    """A European bank's critical work: the longest lead time of its gates decides the earliest wave."""
    made = functions(2, accounts_payable={"critical": True, "data": ["personal"]})
    assessment = assess_functions(
        made, company={"country": "DE", "industry": "banking"}, constraints={"max_parallel_transitions": 6}
    )
    months = book().number("wave_length_months")
    for function in assessment.functions:
        if function.recommendation.wave and function.recommendation.verdict.value not in UNCHANGED:
            leading = option_of(function, function.recommendation.verdict)
            weeks = max((hit.lead_time_weeks or 0.0 for hit in leading.gates), default=0.0)
            wave = next(w for w in assessment.roadmap.waves if function.id in w.functions)
            assert wave.starts_month + months >= weeks / (52 / 12), function.id


def test_split_pairs_need_an_interface() -> None:
    made = [
        {"name": "Data entry", "id": "entry", "fte": 40, "depends_on": ["strategy"]},
        {"name": "Strategy", "id": "strategy", "fte": 4},
    ]
    assessment = assess_functions(made)
    verdicts = [f.recommendation.family.value for f in assessment.functions]
    assert verdicts[0] != verdicts[1]
    assert any("Data entry" in text and "Strategy" in text for text in assessment.roadmap.interfaces)


def test_the_first_ninety_days_are_never_empty() -> None:
    for made in (functions(), [{"name": "Strategy", "fte": 4}]):
        assert assess_functions(made).roadmap.first_90_days


def test_waves_start_one_length_apart_and_shift_the_money() -> None:
    quote = {"vendor": "V", "location": "IN", "annual_fee": 900_000, "transition": 60_000}
    made = [{"name": name, "fte": 40, "salary": 50_000, "quotes": [quote]} for name in ("Data entry", "Payroll")]
    frame = {"lines": "only_given", "horizon_years": 3, "discount_rate": 0.10}
    plan = assess_functions(made, assumptions=frame, constraints={"max_parallel_transitions": 1})
    assert {f.recommendation.verdict.value for f in plan.functions} == {"offshore"}
    assert [wave.starts_month for wave in plan.roadmap.waves] == [0, 6]
    # the second function starts half a year later: 1.1 million saved a year, of which 0.55 million falls into year 1
    first = sum(1_100_000 / 1.1**n for n in (1, 2, 3)) - 60_000
    second = (550_000 - 60_000) / 1.1 + 1_100_000 / 1.1**2 + 1_100_000 / 1.1**3
    assert plan.portfolio.npv_saving.likely == pytest.approx(first + second, abs=0.01)
    assert plan.portfolio.run_rate_saving == pytest.approx(2_200_000)
    yearly = sum(y.discount_factor * (y.baseline - y.option) for y in plan.portfolio.annual)
    assert plan.portfolio.npv_saving.likely == pytest.approx(yearly)
