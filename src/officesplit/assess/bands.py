"""Bands of a result over its draws: quantiles and the share of draws above zero.

The quantile rule is written out so that no version of NumPy changes it: the draws are sorted, and the quantile at a
share q lies at position (n - 1)·q counted from 0, straight between its two neighbours (type 7 of Hyndman & Fan 1996,
"Sample quantiles in statistical packages", The American Statistician 50:361-365).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """One result over its draws: ``quantiles`` in the order of the shares asked for, and the share above zero."""

    quantiles: tuple[float, ...]
    positive: float


def quantiles(values: Array, shares: Sequence[float]) -> Array:
    """Quantiles over the last axis (draws): Array(shares,) for Array(draws,), Array(years, shares) for a table.

    ``shares`` lie between 0 and 1, e.g. 0.1 for P10. One draw is its own quantile. Raises ValueError where there is
    no draw or a share outside 0 to 1.
    """
    count = values.shape[-1]
    if count == 0 or not all(0.0 <= share <= 1.0 for share in shares):
        raise ValueError("quantiles need at least one draw and shares between 0 and 1")
    positions = [(count - 1) * share for share in shares]
    lower = [floor(position) for position in positions]
    upper = [min(index + 1, count - 1) for index in lower]
    # Sorting and not partitioning: NumPy sorts with the widest instructions that the processor has.
    ordered = np.sort(values, axis=-1)
    left, right = ordered[..., lower], ordered[..., upper]
    parts = np.array([position - index for position, index in zip(positions, lower, strict=True)])
    # Adding zero turns a minus zero, which would be printed with its sign, into zero.
    return np.asarray(left + (right - left) * parts + 0.0)


def probability_positive(values: Array) -> Array:
    """Share of draws (last axis) strictly above zero: Array() for Array(draws,), Array(years,) for a table."""
    return np.asarray(np.count_nonzero(values > 0.0, axis=-1) / values.shape[-1])


def band(values: Array, shares: Sequence[float]) -> Band:
    """Quantiles and share above zero of one result, Array(draws,)."""
    return Band(tuple(quantiles(values, shares).tolist()), float(probability_positive(values)))


def bands(table: Array, shares: Sequence[float]) -> tuple[Band, ...]:
    """Quantiles and share above zero of every row of a table, Array(years, draws)."""
    rows, positive = quantiles(table, shares).tolist(), probability_positive(table).tolist()
    return tuple(Band(tuple(row), share) for row, share in zip(rows, positive, strict=True))
