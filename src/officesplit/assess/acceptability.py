"""How often each kind ranks first over weightings and inputs together, and which family and kind lead.

Method: SMAA-2, Lahdelma & Salminen 2001, Operations Research 49:444-454: rank acceptability, central weights and
confidence factor, for an additive value with weights and scores drawn together. Families and the hurdle are ours: a
kind that changes nothing keeps its place unless a change beats it by more than the hurdle in that draw (at exactly the
hurdle the earlier of the two goes first).

Only element-wise sums in the order of the criteria decide a draw, so the same draws give the same counts everywhere.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.uint8]

K = TypeVar("K", bound=Hashable)
F = TypeVar("F", bound=Hashable)

_ROUNDED = 1.5 * 2**22
"""Added to a sum of points, it leaves steps of 2^-30 points, so that rounding in the sums cannot break a tie."""


@dataclass(frozen=True, slots=True)
class Agreement(Generic[K, F]):
    """The same choice under other weights.

    ``shares``: share of draws in which each kind ranks first; ``family`` and ``kind`` lead there; ``share`` is that of
    the kind that leads under the main weights, and ``same`` whether it leads here too.
    """

    shares: dict[K, float]
    family: F
    kind: K
    share: float
    same: bool


@dataclass(frozen=True, slots=True)
class Acceptability(Generic[K, F]):
    """What the draws say about the kinds, in the order in which they were given; all shares are from 0 to 1.

    ``ranks``: Array(kinds, ranks), share of draws in which a kind takes a rank; ``central``: mean weights, Array
    (criteria,), of the draws a kind wins, None if it never does; ``confidence``: share of draws of the inputs in which
    it wins under its central weights, None likewise; ``others``: by name of the other weights.
    """

    kinds: dict[K, float]
    families: dict[F, float]
    family: F
    kind: K
    ranks: Array
    central: dict[K, Array | None]
    confidence: dict[K, float | None]
    others: dict[str, Agreement[K, F]]


def acceptability(
    scores: Mapping[K, Array],
    weights: Array,
    family: Mapping[K, F],
    unchanged: Collection[K],
    hurdle: float,
    others: Mapping[str, Array],
) -> Acceptability[K, F]:
    """Judge the kinds in ``scores``; ties go to the earlier one.

    ``scores``: points 0-100 by kind, Array(criteria, draws) or Array(criteria, 1); ``weights``: Array(draws,
    criteria); ``unchanged``: kinds that change nothing, which every other kind has to beat by ``hurdle`` points;
    ``others``: other weights by name, Array(criteria,) or Array(draws, criteria) with as many draws as ``weights``,
    e.g. rank-order centroid, rank-sum, equal and free. A family leads by the summed share of its kinds, the kind
    inside it by its own. Raises ValueError without kinds or draws.
    """
    kinds = list(scores)
    if not kinds or not len(weights):
        raise ValueError("acceptability needs at least one kind and one draw")
    tables = list(scores.values())
    handicaps = [0.0 if kind in unchanged else hurdle for kind in kinds]
    draws = len(weights)
    columns = np.ascontiguousarray(weights.T)
    places = _places([_values(*each, columns, draws) for each in zip(tables, handicaps, strict=True)])
    ranks = np.array([[np.count_nonzero(row == rank) / draws for rank in range(len(kinds))] for row in places])
    shares = dict(zip(kinds, ranks[:, 0].tolist(), strict=True))
    summed, leading, kind = _lead(shares, family)

    central: dict[K, Array | None] = {}
    confidence: dict[K, float | None] = {}
    for index, each in enumerate(kinds):
        won = np.flatnonzero(places[index] == 0)
        mean = columns.take(won, axis=1).sum(axis=1) / len(won) if len(won) else None
        central[each] = mean
        confidence[each] = None if mean is None else _wins(tables, handicaps, mean, draws)[index]

    agreements = {}
    for name, other in others.items():
        theirs = dict(zip(kinds, _wins(tables, handicaps, other, draws), strict=True))
        _, its_family, its_kind = _lead(theirs, family)
        agreements[name] = Agreement(theirs, its_family, its_kind, theirs[kind], its_kind == kind)
    return Acceptability(shares, summed, leading, kind, ranks, central, confidence, agreements)


def leader(
    scores: Mapping[K, Array], weights: Array, family: Mapping[K, F], unchanged: Collection[K], hurdle: float
) -> K:
    """The kind that leads, as in ``acceptability`` and of the same arguments, without the rest."""
    handicaps = [0.0 if kind in unchanged else hurdle for kind in scores]
    shares = _wins(list(scores.values()), handicaps, weights, len(weights))
    return _lead(dict(zip(scores, shares, strict=True)), family)[2]


def _lead(shares: Mapping[K, float], family: Mapping[K, F]) -> tuple[dict[F, float], F, K]:
    """Summed share of each family, the family with the largest sum, and the kind in it with the largest share."""
    summed: dict[F, float] = {}
    for kind, share in shares.items():
        summed[family[kind]] = summed.get(family[kind], 0.0) + share
    leading = max(summed, key=lambda each: summed[each])
    return summed, leading, max((kind for kind in shares if family[kind] == leading), key=lambda each: shares[each])


def _values(table: Array, handicap: float, columns: Array, draws: int) -> Array:
    """Weighted sum of the points of one kind less its handicap, Array(draws,), criterion after criterion.

    ``columns``: Array(criteria, draws), or Array(criteria, 1) for one weighting. The sums are moved by ``_ROUNDED``
    and can only be compared with each other.
    """
    total, product = np.zeros(draws), np.empty(draws)
    for points, weight in zip(table, columns, strict=True):
        np.multiply(points, weight, out=product)
        total += product
    total += _ROUNDED - handicap
    return total


def _wins(tables: list[Array], handicaps: list[float], weights: Array, draws: int) -> list[float]:
    """Share of draws in which each kind ranks first under Array(criteria,) or Array(draws, criteria)."""
    columns = weights[:, None] if weights.ndim == 1 else weights.T
    best = np.full(draws, -np.inf)
    winner = np.zeros(draws, dtype=np.uint8)
    for index, each in enumerate(zip(tables, handicaps, strict=True)):
        values = _values(*each, columns, draws)
        better = values > best
        np.maximum(best, values, out=best)
        # Indices rise, so the larger one is the later and better kind; a product is faster than a masked write.
        np.maximum(winner, better * np.uint8(index), out=winner)
    return [float(np.count_nonzero(winner == index)) / draws for index in range(len(tables))]


def _places(values: list[Array]) -> list[Places]:
    """Rank of every kind in every draw, 0 = first: the number of kinds that beat it."""
    places = [np.zeros(len(each), dtype=np.uint8) for each in values]
    for index, later in enumerate(values):
        for before in range(index):
            ahead = values[before] >= later
            places[index] += ahead
            places[before] += ~ahead
    return places
