"""What a finance director asks of a row of yearly amounts: rate of return, equal yearly amount, discounted payback.

The definitions are those of any corporate-finance textbook: NPV = sum of flows x discount factors; the internal rate
of return is a rate at which the NPV of the flows is nought; the equivalent annual amount is the NPV over the annuity
factor.
"""

from collections.abc import Sequence

import numpy as np

_REAL = 1e-6
"""Imaginary parts below this are rounding."""
_SAME = 1e-6
"""Rates nearer to one another than this are one."""


def internal_rates(flows: Sequence[float]) -> tuple[float, ...]:
    """Every internal rate of return above -100 % of yearly flows, approval first; year-end convention.

    They are 1/x - 1 for the positive real roots x of the polynomial whose coefficients are the flows.
    """
    trimmed = np.trim_zeros(np.asarray(flows, dtype=float), "b")
    if not (np.any(trimmed > 0) and np.any(trimmed < 0)):
        return ()
    roots = np.polynomial.polynomial.polyroots(trimmed)
    rates = sorted(float(1 / root.real - 1) for root in roots if abs(root.imag) < _REAL and root.real > _REAL)
    # Rounding parts a root that is counted twice.
    return tuple(rate for index, rate in enumerate(rates) if index == 0 or rate - rates[index - 1] > _SAME)


def equal_yearly_amount(present: float, factors: Sequence[float]) -> float:
    """The equal amount a year, paid when the flows are, whose present value is ``present``."""
    return present / sum(factors)
