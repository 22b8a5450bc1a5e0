"""Goals become weights: the rank-order centroid of seven criteria."""

import pytest

from tests.conftest import assess_functions

ROC_7 = [0.370, 0.228, 0.156, 0.109, 0.073, 0.044, 0.020]
"""Barron and Barrett (1996), to three places."""
FUNCTION = [{"name": "Payroll", "fte": 5}]


def ranked(*goals: str) -> list[str]:
    weights = assess_functions(FUNCTION, goals=list(goals)).portfolio.weights
    return [line.criterion.value for line in sorted(weights, key=lambda line: line.rank)]


def test_weights_are_the_rank_order_centroid() -> None:
    weights = assess_functions(FUNCTION, goals=["comply"]).portfolio.weights
    assert [line.weight for line in weights] == [pytest.approx(weight, abs=5e-4) for weight in ROC_7]
    exact = [sum(1 / k for k in range(i, 8)) / 7 for i in range(1, 8)]
    assert [line.weight for line in weights] == pytest.approx(exact)
    assert [line.rank for line in weights] == list(range(1, 8))


@pytest.mark.parametrize(
    ("goals", "order"),
    [
        (["cut_cost"], "C1 C2 C3 C4 C6 C5 C7"),
        (["stay_in_control"], "C2 C3 C1 C4 C6 C5 C7"),
        (["comply", "stay_in_control"], "C2 C3 C1 C4 C6 C5 C7"),
        (["focus", "cut_cost"], "C3 C1 C2 C4 C6 C5 C7"),
        (["improve_service", "scale", "innovate", "grow_sales"], "C5 C2 C3 C1 C4 C6 C7"),
        (["grow_sales", "comply", "cut_cost"], "C5 C2 C1 C3 C4 C6 C7"),
    ],
)
def test_the_first_mention_in_the_goals_orders_the_criteria(goals: list[str], order: str) -> None:
    assert ranked(*goals) == order.split()


def test_each_weight_says_what_put_it_there() -> None:
    weights = assess_functions(FUNCTION, goals=["scale", "comply"]).portfolio.weights
    assert "scale" in weights[0].because
    assert "comply" in weights[1].because
    assert all("goal" not in line.because for line in weights[2:])


def test_goals_that_nobody_gave_are_named_as_assumed() -> None:
    plan = assess_functions(FUNCTION).portfolio
    assert list(plan.goals) == ["cut_cost", "improve_service", "stay_in_control"]
    assert plan.goals_standing.value == "default"
    given = assess_functions(FUNCTION, goals=["cut_cost", "improve_service", "stay_in_control"]).portfolio
    assert given.goals_standing.value == "given"
    assert given.weights == plan.weights
