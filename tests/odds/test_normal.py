"""The normal distribution and its inverse, held against the standard library's."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from officesplit.assess.normal import inverse_normal, normal_share


def test_inverse_agrees_with_the_standard_library() -> None:
    near = np.linspace(0.0005, 0.9995, 1999)
    tails = np.array([2.0**-power for power in range(2, 54)])
    for shares in (near, tails):
        expected = np.array([NormalDist().inv_cdf(share) for share in shares.tolist()])
        assert inverse_normal(shares) == pytest.approx(expected, rel=1e-14, abs=1e-15)


def test_inverse_is_odd() -> None:
    shares = np.array([0.03125, 0.25, 0.5])
    assert (inverse_normal(shares) == -inverse_normal(1.0 - shares)).all()
    assert inverse_normal(np.array([0.5]))[0] == 0.0


def test_share_agrees_with_the_error_function() -> None:
    deviates = np.linspace(-8.0, 8.0, 3201)
    expected = np.array([0.5 * math.erfc(-deviate / math.sqrt(2.0)) for deviate in deviates.tolist()])
    assert np.abs(normal_share(deviates) - expected).max() < 1e-15


def test_share_never_reaches_its_ends() -> None:
    assert normal_share(np.array([-40.0, -9.0, 9.0, 40.0])).tolist() == [2.0**-53, 2.0**-53, 1 - 2.0**-53, 1 - 2.0**-53]


def test_there_and_back() -> None:
    shares = np.linspace(0.001, 0.999, 997)
    assert normal_share(inverse_normal(shares)) == pytest.approx(shares, abs=2e-15)
