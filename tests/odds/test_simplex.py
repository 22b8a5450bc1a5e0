"""Weights: fixed ones by their formulas, drawn ones by their mean, their sum and their order."""

import math
from fractions import Fraction

import numpy as np
import pytest

from officesplit.assess.draws import Draws
from officesplit.assess.simplex import (
    equal_weights,
    free_weights,
    placed,
    rank_order_centroid,
    rank_sum,
    ranked_weights,
)

COUNT = 20_000
DRAWS = Draws(5, COUNT)


@pytest.mark.parametrize("count", range(1, 10))
def test_fixed_weights_follow_their_formulas(count: int) -> None:
    centroid = [
        sum((Fraction(1, k) for k in range(rank, count + 1)), Fraction()) / count for rank in range(1, count + 1)
    ]
    steps = [Fraction(2 * (count + 1 - rank), count * (count + 1)) for rank in range(1, count + 1)]
    assert rank_order_centroid(count) == pytest.approx([float(weight) for weight in centroid], rel=1e-14)
    assert rank_sum(count) == pytest.approx([float(weight) for weight in steps], rel=1e-14)
    assert equal_weights(count).tolist() == [1 / count] * count


def test_seven_criteria_as_published() -> None:
    assert rank_order_centroid(7).round(3).tolist() == [0.370, 0.228, 0.156, 0.109, 0.073, 0.044, 0.020]
    assert rank_sum(7).round(3).tolist() == [0.250, 0.214, 0.179, 0.143, 0.107, 0.071, 0.036]


def test_placing() -> None:
    assert placed(np.array([0.5, 0.3, 0.2]), [2, 0, 1]).tolist() == [0.3, 0.2, 0.5]
    assert placed(np.array([[0.5, 0.3, 0.2]]), [2, 0, 1]).tolist() == [[0.3, 0.2, 0.5]]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_weighting_sums_to_exactly_one(count: int) -> None:
    for weights in (free_weights(DRAWS, count), ranked_weights(DRAWS, range(count))):
        assert weights.shape == (COUNT, count)
        assert weights.min() >= 0.0
        assert (weights.sum(axis=1) == 1.0).all()


@pytest.mark.parametrize("count", [2, 5, 7])
def test_mean_of_ranked_draws_is_the_centroid(count: int) -> None:
    order = list(range(count))[::-1]
    weights = ranked_weights(DRAWS, order)
    ranked = weights[:, order]
    assert (np.diff(ranked, axis=1) <= 0).all()
    error = ranked.std(axis=0) / math.sqrt(COUNT)
    assert (np.abs(ranked.mean(axis=0) - rank_order_centroid(count)) < 4 * error).all()


def test_ranked_draws_are_the_free_ones_sorted() -> None:
    free, ranked = free_weights(DRAWS, 6), ranked_weights(DRAWS, range(6))
    assert (np.sort(free, axis=1)[:, ::-1] == ranked).all()


def test_free_draws_are_uniform_on_the_simplex() -> None:
    """A flat Dirichlet: mean 1/n, variance (n - 1)/(n²(n + 1)), and P(w > t) = (1 - t)^(n - 1)."""
    count = 4
    weights = free_weights(DRAWS, count)
    assert weights.mean(axis=0) == pytest.approx([1 / count] * count, abs=0.006)
    assert weights.var(axis=0) == pytest.approx([(count - 1) / (count**2 * (count + 1))] * count, rel=0.05)
    for threshold in (0.1, 0.3, 0.6):
        share = (1 - threshold) ** (count - 1)
        assert (weights > threshold).mean(axis=0) == pytest.approx([share] * count, abs=4 * 0.5 / math.sqrt(COUNT))


def test_two_rankings_see_the_same_draws() -> None:
    one, other = ranked_weights(DRAWS, [0, 1, 2]), ranked_weights(DRAWS, [2, 0, 1])
    assert (one[:, [0, 1, 2]] == other[:, [2, 0, 1]]).all()
