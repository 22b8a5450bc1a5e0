"""Rates of return and equal yearly amounts, against flows whose answer is known beforehand."""

import pytest

from officesplit.assess.finance import equal_yearly_amount, internal_rates


def flows_with(*rates: float, scale: float = 1.0) -> list[float]:
    """Flows whose NPV is nought at exactly these rates: the product of (x - 1 / (1 + rate)) by powers of x."""
    product = [scale]
    for rate in rates:
        root = 1 / (1 + rate)
        shifted, held = [0.0, *product], [-root * value for value in product] + [0.0]
        product = [one + other for one, other in zip(shifted, held, strict=True)]
    return product


def value_at(flows: list[float], rate: float) -> float:
    return sum(flow / (1 + rate) ** year for year, flow in enumerate(flows))


@pytest.mark.parametrize(
    "flows",
    [[], [0.0, 0.0], [100.0, 50.0, 20.0], [-100.0, -50.0], [0.0, 30.0, 40.0], [-100.0, 0.0, 0.0], [5.0]],
)
def test_no_rate_where_the_sign_never_changes(flows: list[float]) -> None:
    assert internal_rates(flows) == ()


def test_no_real_rate_although_the_sign_changes() -> None:
    """100, -150, 100 is above nought at every rate: the square has no real root."""
    assert internal_rates([100.0, -150.0, 100.0]) == ()


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100.0, 110.0], 0.10),
        ([-100.0, 10.0, 110.0], 0.10),
        ([-100.0, 60.0], -0.40),
        ([-100.0, 100.0], 0.0),
        ([0.0, -100.0, 120.0], 0.20),
        ([0.0, 0.0, -100.0, 120.0, 0.0], 0.20),
        ([100.0, -107.0], 0.07),
        ([-1.0, 1000.0], 999.0),
    ],
)
def test_one_rate(flows: list[float], rate: float) -> None:
    assert internal_rates(flows) == (pytest.approx(rate, abs=1e-8),)


@pytest.mark.parametrize("rates", [(0.1, 0.2), (0.0, 0.5), (-0.3, 0.4), (0.05, 0.25, 0.6)])
@pytest.mark.parametrize("scale", [-1.0, 250_000.0, 1e12])
def test_several_rates(rates: tuple[float, ...], scale: float) -> None:
    found = internal_rates(flows_with(*rates, scale=scale))
    assert found == tuple(pytest.approx(rate, abs=1e-7) for rate in rates)


def test_a_rate_at_which_the_value_only_touches_nought_is_one_rate() -> None:
    assert internal_rates([-1.0, 4.0, -4.0]) == (pytest.approx(1.0, abs=1e-6),)


@pytest.mark.parametrize("rate", [0.03, 0.2])
@pytest.mark.parametrize("scale", [1.0, -250_000.0])
def test_touching_nought_at_any_rate_is_one_rate(rate: float, scale: float) -> None:
    assert internal_rates(flows_with(rate, rate, scale=scale)) == (pytest.approx(rate, abs=1e-4),)


@pytest.mark.parametrize("years", [1, 5, 15, 30])
def test_a_level_saving_over_any_horizon(years: int) -> None:
    (rate,) = internal_rates([-400_000.0, *[150_000.0] * years])
    assert value_at([-400_000.0, *[150_000.0] * years], rate) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("growth", [-0.1, 0.0, 0.05])
def test_thirty_growing_years_have_one_rate(growth: float) -> None:
    flows = [-2_000_000.0, *[200_000.0 * (1 + growth) ** n for n in range(30)]]
    (rate,) = internal_rates(flows)
    assert value_at(flows, rate) == pytest.approx(0, abs=0.05)


def test_years_end_with_nought() -> None:
    assert internal_rates([-100.0, 110.0, 0.0, 0.0]) == (pytest.approx(0.1, abs=1e-8),)


def test_equal_yearly_amount() -> None:
    assert equal_yearly_amount(1_000.0, [1 / 1.1, 1 / 1.21]) == pytest.approx(1_000 / (1 / 1.1 + 1 / 1.21))
    assert equal_yearly_amount(900.0, [1.0, 1.0, 1.0]) == 300.0
    assert equal_yearly_amount(-50.0, [0.5]) == -100.0
