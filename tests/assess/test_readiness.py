"""Readiness: thirty questions, where not knowing is a gap in the evidence and never a nought."""

import math
from typing import Any

import pytest

from officesplit.model.result import ReadinessView
from tests.conftest import assess_functions, assess_one, book

QUESTIONS = list(book().questions)
GATES = ["R01", "R07", "R08", "R13"]


def view(answers: dict[str, Any], **sections: Any) -> ReadinessView:
    return assess_one({"name": "Accounts payable", "fte": 20, "readiness": answers}, **sections).readiness


def answers(count: int, value: int) -> dict[str, int]:
    return dict.fromkeys(QUESTIONS[:count], value)


def test_thirty_questions_four_of_them_gates() -> None:
    assert len(QUESTIONS) == 30
    assert [name for name, question in book().questions.items() if question.gate] == GATES
    assert all(len(question.anchors) == 5 for question in book().questions.values())


def test_nothing_known_is_no_verdict_and_no_nought() -> None:
    seen = view({})
    assert (seen.answered, seen.asked, seen.score, seen.verdict) == (0, 30, None, "no_verdict")
    assert seen.blocking == ()
    assert list(seen.unknown_gates) == GATES


def test_an_unknown_answer_is_as_no_answer() -> None:
    said, silent = view({**answers(20, 3), "R25": "unknown"}), view(answers(20, 3))
    assert said == silent


@pytest.mark.parametrize(("count", "enough"), [(17, False), (18, True), (30, True)])
def test_no_verdict_under_sixty_percent_answered(count: int, enough: bool) -> None:
    seen = view(answers(count, 3))
    assert seen.answered == count
    assert (seen.score is not None) == enough
    assert seen.verdict == ("ready" if enough else "no_verdict")


def test_the_score_minds_the_weakest_dimension() -> None:
    """0.7 x mean of the dimensions + 0.3 x the weakest one, by hand."""
    given = {name: (index * 7 + 2) % 5 for index, name in enumerate(QUESTIONS)}
    seen = view(given)
    groups: dict[str, list[int]] = {}
    for name, question in book().questions.items():
        groups.setdefault(question.dimension, []).append(given[name])
    means = {name: math.fsum(values) / len(values) for name, values in groups.items()}
    assert seen.dimensions == pytest.approx(means)
    assert seen.score == pytest.approx(0.7 * math.fsum(means.values()) / len(means) + 0.3 * min(means.values()))


def test_a_known_weakness_lowers_the_score_and_an_unknown_one_does_not() -> None:
    full = view(answers(30, 3)).score
    weak = view({**answers(30, 3), "R30": 0}).score
    unknown = view(answers(29, 3)).score
    assert full is not None
    assert weak is not None
    assert weak < full
    assert unknown == pytest.approx(full)


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize(("answer", "blocks"), [(0, True), (1, True), (2, False), (4, False)])
def test_a_gate_question_below_two_blocks(gate: str, answer: int, blocks: bool) -> None:
    seen = view({gate: answer})
    assert seen.blocking == ((gate,) if blocks else ())
    assert gate not in seen.unknown_gates
    item = next(item for item in seen.items if item.id == gate)
    assert item.gap == blocks
    if blocks:
        assert seen.verdict == "not_ready"
        assert item.fix
        assert item.who
        assert item.weeks
        assert item.cost is not None


def test_the_answer_of_the_function_outranks_that_of_the_company() -> None:
    seen = view({"R01": 3}, readiness={"R01": 0, "R07": 4})
    where = {item.id: (item.answer, item.answered_at) for item in seen.items}
    assert where["R01"] == (3, "function")
    assert where["R07"] == (4, "company")
    assert where["R08"] == (None, "nowhere")


def test_an_unknown_gate_is_a_condition_of_giving_out_and_a_question_of_the_first_wave() -> None:
    assessment = assess_functions([{"name": "Accounts payable", "fte": 40}])
    verdict = assessment.functions[0].recommendation
    assert verdict.family.value in ("give_out", "hybrid")
    for gate in GATES:
        assert any(gate in condition for condition in verdict.conditions)
        assert any(gate in step for step in assessment.roadmap.first_90_days)


@pytest.mark.parametrize(("answer", "bound"), [(1, True), (3, False)])
def test_a_tested_exit_binds_critical_work_before_signature(answer: int, bound: bool) -> None:
    function = {"name": "Accounts payable", "fte": 40, "critical": True, "readiness": {"R27": answer}}
    verdict = assess_one(function).recommendation
    assert verdict.family.value in ("give_out", "hybrid")
    exit_ = book().questions["R27"].title
    assert any(exit_ in condition for condition in verdict.conditions) == bound


def test_better_readiness_never_lowers_the_case_for_giving_out() -> None:
    results = [assess_one({"name": "Accounts payable", "fte": 40, "readiness": answers(30, n)}) for n in range(5)]
    for kind in ("onshore", "nearshore", "offshore", "hybrid"):
        scores = [next(o.criteria["C6"].score for o in r.options if o.option == kind) for r in results]
        assert scores == sorted(scores)


def test_fixes_are_priced_in_the_currency_of_the_company() -> None:
    dollars = view({"R01": 0})
    euros = view({"R01": 0}, company={"currency": "EUR"})
    one, other = (next(i.cost for i in seen.items if i.id == "R01") for seen in (dollars, euros))
    assert one is not None
    assert other is not None
    assert other == pytest.approx(one * (book().countries["DE"].fx_lcu_per_usd))
