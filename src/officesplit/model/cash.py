"""What a path of cumulative money says: shared by the single option and the whole plan."""

from collections.abc import Sequence

_NOUGHT = 1e-6
"""Amounts smaller than this are rounding, not money."""


def payback_months(cumulative: Sequence[float]) -> float | None:
    """First month after which the cumulative undiscounted saving stays at or above zero.

    ``cumulative`` starts at approval, one value a month. None where it is never so within the horizon, and where
    nothing is spent or saved at all.
    """
    if all(abs(value) <= _NOUGHT for value in cumulative):
        return None
    below = [month for month, value in enumerate(cumulative) if value < -_NOUGHT]
    if not below:
        return 0.0
    return float(below[-1] + 1) if below[-1] + 1 < len(cumulative) else None


def peak_cash(cumulative: Sequence[float]) -> float:
    """The deepest point of the cumulative saving, as a positive amount."""
    return max(0.0, -min(cumulative))
