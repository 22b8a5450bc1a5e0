"""Bands: the quantile rule by hand, and tables row by row."""

import numpy as np
import pytest

from officesplit.assess.bands import Band, band, bands, probability_positive, quantiles
from officesplit.assess.draws import Draws


def test_quantiles_by_hand() -> None:
    """Position (5 - 1)·0.9 = 3.6: six tenths of the way from the fourth value to the fifth."""
    values = np.array([50.0, 10.0, 40.0, 20.0, 30.0])
    assert quantiles(values, [0.0, 0.5, 0.9, 1.0]) == pytest.approx([10.0, 30.0, 46.0, 50.0], rel=1e-15)
    assert values.tolist() == [50.0, 10.0, 40.0, 20.0, 30.0]


def test_the_rule_is_numpys_linear_one() -> None:
    values = Draws(3, 1237).uniforms("x")
    shares = [0.01, 0.1, 0.5, 0.9, 0.95, 0.99]
    assert quantiles(values, shares) == pytest.approx(np.quantile(values, shares, method="linear"), rel=1e-14)


def test_order_of_draws_does_not_matter() -> None:
    values = Draws(3, 1000).uniforms("x")
    assert band(values, [0.1, 0.9]) == band(values[::-1].copy(), [0.1, 0.9])


def test_tables_go_row_by_row() -> None:
    draws = Draws(3, 500)
    table = np.stack([draws.uniforms(f"year.{year}") - 0.5 for year in range(6)])
    assert bands(table, [0.1, 0.5]) == tuple(band(row, [0.1, 0.5]) for row in table)
    assert quantiles(table, [0.1, 0.5]).shape == (6, 2)


def test_one_draw_is_its_own_quantile() -> None:
    assert band(np.array([7.0]), [0.1, 0.99]) == Band((7.0, 7.0), 1.0)


def test_zero_is_not_positive_and_has_no_sign() -> None:
    assert float(probability_positive(np.array([-1.0, 0.0, 0.0, 2.0]))) == 0.25
    assert str(quantiles(np.array([-0.0, -0.0]), [0.5])[0]) == "0.0"


def test_known_quantiles_of_a_known_distribution() -> None:
    values = Draws(3, 40_000).uniforms("x")
    shares = [0.1, 0.5, 0.9, 0.95, 0.99]
    assert quantiles(values, shares) == pytest.approx(shares, abs=0.01)


@pytest.mark.parametrize(("count", "share"), [(0, 0.5), (3, 1.1), (3, -0.1)])
def test_what_has_no_quantile_is_refused(count: int, share: float) -> None:
    with pytest.raises(ValueError, match="quantiles"):
        quantiles(np.zeros(count), [share])
