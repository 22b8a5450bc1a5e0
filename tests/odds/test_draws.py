"""Draws: the same bits whatever the order, the part or the machine, and the distributions that were asked for."""

import hashlib
import math
from itertools import pairwise

import numpy as np
import pytest

from officesplit.assess.draws import Array, Draws, Link, triangular, uniform_words, words
from officesplit.errors import UsageError
from officesplit.model.quantity import Quantity, Range
from officesplit.model.vocabulary import Standing

SEED = 20261122
COUNT = 10_000


def quantity(identity: str, low: float, likely: float, high: float) -> Quantity:
    value = Range(low=low, likely=likely, high=high)
    return Quantity(id=identity, label=identity, value=value, unit="", standing=Standing.GIVEN)


def digest(values: Array) -> str:
    return hashlib.sha256(values.astype("<f8").tobytes()).hexdigest()[:16]


def share_under(value: Range, at: Array) -> Array:
    """Distribution function of the triangular distribution."""
    width, rise, fall = value.high - value.low, value.likely - value.low, value.high - value.likely
    left = (at - value.low) ** 2 / (width * rise) if rise else np.zeros_like(at)
    right = 1 - (value.high - at) ** 2 / (width * fall) if fall else np.ones_like(at)
    return np.where(at < value.likely, left, right)


def distance(shares: Array) -> float:
    """Kolmogorov distance of numbers from a uniform distribution."""
    ordered, steps = np.sort(shares), np.arange(len(shares) + 1) / len(shares)
    return float(max((steps[1:] - ordered).max(), (ordered - steps[:-1]).max()))


CLOSE = 1.63 / math.sqrt(COUNT)
"""Kolmogorov distance that one sample in a hundred exceeds."""


def test_generator_gives_the_published_answer() -> None:
    """Known answer of Random123 for counter 0 and key 0; NumPy steps the counter before it uses it."""
    stream = np.random.Philox(counter=2**256 - 1, key=0)
    known = [0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B]
    assert [int(word) for word in stream.random_raw(4)] == known


def test_known_bits() -> None:
    """Checked with NumPy 1.26 and 2.4, with and without the wide instructions of the processor."""
    salary = quantity("ap.salary", 30_000, 36_000, 50_000)
    draws = Draws(SEED, COUNT)
    linked = Draws(SEED, COUNT, {"ap.salary": Link("wages", 0.6)})
    assert draws.uniforms("ap.salary", 0, 2).tolist() == [0.1364431605826545, 0.5295826059148155]
    assert digest(draws.uniforms("ap.salary", 0, 8)) == "1124b5d6a42d2f4c"
    assert digest(draws.column(salary)) == "82b63f99800f2d52"
    assert digest(linked.column(salary)) == "9970c90355ba206e"


def test_extreme_words_stay_inside() -> None:
    ends = uniform_words(np.array([0, 2**64 - 1], dtype=np.uint64))
    assert ends.tolist() == [2.0**-53, 1 - 2.0**-53]


def test_order_does_not_matter() -> None:
    names = [f"input.{index}" for index in range(9)]
    inputs = {name: quantity(name, 1, 2, 4) for name in names}
    links = {names[2]: Link("wages", 0.5), names[5]: Link("wages", 0.5)}
    forward = Draws(SEED, COUNT, links).columns(inputs)
    backward = Draws(SEED, COUNT, links).columns({name: inputs[name] for name in reversed(names)})
    assert list(backward) == names[::-1]
    assert all((forward[name] == backward[name]).all() for name in names)


@pytest.mark.parametrize("links", [{}, {"x": Link("wages", 0.7)}, {"x": Link("wages", 1.0)}])
def test_parts_are_slices_of_the_whole(links: dict[str, Link]) -> None:
    draws = Draws(SEED, COUNT, links)
    whole = draws.uniforms("x")
    borders = [0, 1, 2, 3, 4, 5, 7, 1000, 1001, 4099, 9999, COUNT]
    parts = [draws.uniforms("x", start, stop) for start, stop in pairwise(borders)]
    assert (np.concatenate(parts) == whole).all()
    assert len(draws.uniforms("x", 5, 5)) == 0
    assert (Draws(SEED, 100, links).uniforms("x") == whole[:100]).all()


def test_seed_and_id_both_matter() -> None:
    first = Draws(1, 100).uniforms("x")
    assert not (first == Draws(2, 100).uniforms("x")).any()
    assert not (first == Draws(1, 100).uniforms("y")).any()


@pytest.mark.parametrize("identity", ["a", "b", "parameter.retained_share", "weights.0"])
def test_uniforms_are_uniform_and_unrelated(identity: str) -> None:
    draws = Draws(SEED, COUNT)
    one, other = draws.uniforms(identity), draws.uniforms(identity + ".other")
    assert distance(one) < CLOSE
    assert abs(float(np.corrcoef(one, other)[0, 1])) < 3 / math.sqrt(COUNT)
    assert abs(float(np.corrcoef(one[1:], one[:-1])[0, 1])) < 3 / math.sqrt(COUNT)


@pytest.mark.parametrize("value", [(1, 2, 5), (0, 0, 1), (0, 1, 1), (-4, -1, 0), (1e-9, 1e-9, 1e9), (-1e300, 0, 1e300)])
def test_triangular_has_its_distribution(value: tuple[float, float, float]) -> None:
    low, likely, high = value
    column = Draws(SEED, COUNT).column(quantity("x", low, likely, high))
    scale = max(abs(low), abs(high))
    small = Range(low=low / scale, likely=likely / scale, high=high / scale)
    assert low <= column.min() <= column.max() <= high
    assert distance(share_under(small, column / scale)) < CLOSE


def test_triangular_mean_and_variance() -> None:
    low, likely, high = 3.0, 4.0, 9.0
    column = Draws(SEED, 200_000).column(quantity("x", low, likely, high))
    variance = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    assert column.mean() == pytest.approx((low + likely + high) / 3, abs=4 * math.sqrt(variance / len(column)))
    assert column.var() == pytest.approx(variance, rel=0.015)


def test_triangular_at_known_shares() -> None:
    """Left of the mode low + sqrt(u·width·rise), right of it high - sqrt((1 - u)·width·fall)."""
    column = triangular(np.array([0.125, 0.5, 0.875]), Range(low=0, likely=2, high=4))
    assert column.tolist() == [1.0, 2.0, 3.0]
    one_sided = triangular(np.array([0.25]), Range(low=0, likely=1, high=1))
    assert one_sided.tolist() == [0.5]
    assert triangular(np.array([0.1, 0.9]), Range.exact(7)).tolist() == [7.0, 7.0]


def test_triangular_never_passes_its_limits() -> None:
    ends = uniform_words(np.array([0, 2**64 - 1], dtype=np.uint64))
    for low, likely, high in [(0.1, 0.1, 0.3), (0.1, 0.3, 0.3), (0.1, 0.2, 0.3), (-0.7, 0.1, 1.0)]:
        column = triangular(ends, Range(low=low, likely=likely, high=high))
        assert low <= column.min() <= column.max() <= high


def test_exact_quantities_are_one_number() -> None:
    assert Draws(SEED, COUNT).column(quantity("x", 7, 7, 7)).tolist() == [7.0]


def test_columns_are_kept_and_cannot_be_changed() -> None:
    draws = Draws(SEED, COUNT)
    column = draws.column(quantity("x", 1, 2, 3))
    assert draws.column(quantity("x", 1, 2, 3)) is column
    assert draws.column(quantity("x", 1, 2, 4)) is not column
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 0.0


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.8, 1.0])
def test_linked_inputs_keep_their_distribution_and_move_together(rho: float) -> None:
    draws = Draws(SEED, COUNT, {"a": Link("wages", rho), "b": Link("wages", rho)})
    one, other = draws.uniforms("a"), draws.uniforms("b")
    assert distance(one) < CLOSE
    assert distance(other) < CLOSE
    ranks = np.corrcoef(one, other)[0, 1]
    assert ranks == pytest.approx(rho, abs=3 / math.sqrt(COUNT))
    value = quantity("a", 10, 12, 20)
    assert distance(share_under(value.value, draws.column(value))) < CLOSE


def test_following_another_input() -> None:
    draws = Draws(SEED, COUNT, {"a": Link("b", 0.64)})
    assert (draws.uniforms("b") == Draws(SEED, COUNT).uniforms("b")).all()
    ranks = np.corrcoef(draws.uniforms("a"), draws.uniforms("b"))[0, 1]
    assert ranks == pytest.approx(0.8, abs=3 / math.sqrt(COUNT))


def test_what_cannot_be_drawn_is_refused() -> None:
    for seed, count in [(-1, 10), (2**64, 10), (1, 0)]:
        with pytest.raises(UsageError):
            Draws(seed, count)
    for rho in (-0.1, 1.1, math.nan):
        with pytest.raises(UsageError, match="rho"):
            Draws(1, 10, {"a": Link("wages", rho)})
    assert len(words(2**64 - 1, "x", 0, 3)) == 3
