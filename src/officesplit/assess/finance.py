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


EARLY = {"year_end": 0.0, "mid_year": 0.5, "start": 1.0}
"""By how much of a year a year's flows are discounted less than at its end."""


def internal_rates(flows: Sequence[float], timing: str = "year_end") -> tuple[float, ...]:
    """Every internal rate of return above -100 % of yearly flows, approval first, discounted as ``timing`` says.

    They are 1/x^2 - 1 for the positive real roots x of the polynomial whose coefficients are the flows, each at twice
    the years after which it is discounted (half years occur), so that at the rate the NPV is nought.
    """
    early = EARLY[timing]
    coefficients = np.zeros(2 * len(flows) + 1)
    for year, flow in enumerate(flows):
        coefficients[round(2 * (year - early)) if year else 0] += flow
    trimmed = np.trim_zeros(coefficients, "b")
    if not (np.any(trimmed > 0) and np.any(trimmed < 0)):
        return ()
    if not np.any(trimmed[1::2]):
        # Whole years only: the half years would give every root twice, once with each sign.
        roots = np.sqrt(np.polynomial.polynomial.polyroots(trimmed[::2]).astype(complex))
    else:
        roots = np.polynomial.polynomial.polyroots(trimmed)
    rates = sorted(float(1 / root.real**2 - 1) for root in roots if abs(root.imag) < _REAL and root.real > _REAL)
    # Rounding parts a root that is counted twice.
    return tuple(rate for index, rate in enumerate(rates) if index == 0 or rate - rates[index - 1] > _SAME)


def equal_yearly_amount(present: float, factors: Sequence[float]) -> float:
    """The equal amount a year, paid when the flows are, whose present value is ``present``."""
    return present / sum(factors)
