"""Weights of criteria: fixed ones from a ranking, and draws from all weightings that a ranking allows.

Sources: rank-order centroid and rank-sum, Barron & Barrett 1996, "Decision quality using ranked attribute weights",
Management Science 42:1515-1523 (read through Roberts & Goodwin 2002 and Danielson & Ekenberg); weights uniform on the
simplex, Lahdelma & Salminen 2001, SMAA-2, Operations Research 49:444-454. A flat Dirichlet draw sorted from the
largest weight to the smallest is uniform over the weightings that the ranking allows, and its mean is the rank-order
centroid: point weights and drawn weights are one model.

The flat Dirichlet draw is made of the gaps between sorted uniforms (Devroye 1986, "Non-uniform random variate
generation", chapter V), which has the distribution of scaled exponentials and needs no logarithm: every gap is a
difference without rounding, and every weighting sums to exactly 1.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from officesplit.assess.draws import Draws

Array = NDArray[np.float64]


def rank_order_centroid(count: int) -> Array:
    """Array(count,): weight of rank i is (1/i + ... + 1/count) / count, the most important criterion first."""
    shares = 1.0 / np.arange(1, count + 1)
    return np.cumsum(shares[::-1])[::-1] / count


def rank_sum(count: int) -> Array:
    """Array(count,): weights that fall in equal steps, count, count - 1, ..., 1 over their sum."""
    return np.arange(count, 0, -1) / (count * (count + 1) / 2)


def equal_weights(count: int) -> Array:
    """Array(count,): the same weight for all (Dawes 1979: hard to beat)."""
    return np.full(count, 1.0 / count)


def placed(by_rank: Array, order: Sequence[int]) -> Array:
    """Weights by rank (last axis) moved to their criteria: ``order`` lists the criteria, the most important first."""
    weights = np.empty_like(by_rank)
    weights[..., list(order)] = by_rank
    return weights


def free_weights(draws: Draws, count: int) -> Array:
    """Array(draws, count): weightings uniform on the whole simplex."""
    return np.stack(_gaps(draws, count)).T


def ranked_weights(draws: Draws, order: Sequence[int]) -> Array:
    """Array(draws, criteria): weightings uniform on the simplex under a ranking.

    ``order`` lists the criteria (0, 1, ...), the most important first. The draws belong to the ranks, so two rankings
    see the same weights in another order. The array is a view whose criteria lie together in memory.
    """
    rows = _sorted_rows(_gaps(draws, len(order)))
    weights = np.empty((len(order), draws.count))
    for row, criterion in zip(reversed(rows), order, strict=True):
        weights[criterion] = row
    return weights.T


def _gaps(draws: Draws, count: int) -> list[Array]:
    """Lengths of the ``count`` pieces into which sorted uniforms cut the line from 0 to 1, a row of draws for each."""
    if count == 1:
        return [np.ones(draws.count)]
    cuts = _sorted_rows([draws.uniforms(f"weights.{index}") for index in range(count - 1)])
    inner = [right - left for left, right in pairwise(cuts)]
    return [cuts[0], *inner, 1.0 - cuts[-1]]


def _sorted_rows(rows: list[Array]) -> list[Array]:
    """Rows sorted draw by draw, the smallest first: exchanges of whole rows are faster than many short sorts."""
    rows = list(rows)
    for last in range(len(rows) - 1, 0, -1):
        for index in range(last):
            lower, upper = rows[index], rows[index + 1]
            rows[index], rows[index + 1] = np.minimum(lower, upper), np.maximum(lower, upper)
    return rows
