"""What knowing is worth: decisions that can be worked out by hand, and silence about what is only chance."""

import numpy as np
import pytest

from officesplit.assess.draws import Array, Draws
from officesplit.assess.information import worth_knowing

COUNT = 10_000
DRAWS = Draws(11, COUNT)


def worth(npv: Array, inputs: dict[str, Array], permutations: int = 100, seed: int = 11) -> dict[str, float | None]:
    return worth_knowing(npv, inputs, 10, permutations, 0.95, seed)


def test_two_branches_by_hand() -> None:
    """Keep earns 0; giving out earns 100 in three cases of ten and loses 20 else.

    Mean 0.3·100 - 0.7·20 = 16, so it is chosen; who knows the branch earns 0.3·100 = 30: knowing is worth 14.
    """
    branch = (DRAWS.uniforms("branch").argsort() < 3000).astype(float)
    found = worth(np.stack([np.zeros(COUNT), np.where(branch == 1, 100.0, -20.0)]), {"branch": branch})["branch"]
    assert found == pytest.approx(14.0, abs=1e-6)


def test_a_line_through_zero() -> None:
    """x uniform from -1 to 1 against 0: knowing x earns E[max(x, 0)] = 1/4, and ten bins see all of it.

    Chance is taken off: the mean of a random bin has the deviation sd·sqrt(bins/n), and its part above zero the mean
    sd·sqrt(bins/(2·pi·n)).
    """
    x = 2 * (np.arange(COUNT) + 0.5) / COUNT - 1
    found = worth(np.stack([np.zeros(COUNT), x]), {"x": x})["x"]
    assert found == pytest.approx(0.25 - (10 / (2 * np.pi * COUNT)) ** 0.5 / 3**0.5, abs=0.001)


def test_chance_is_taken_off() -> None:
    """Two options that differ by noise alone: every binning seems to gain, and the net of it is nearly nothing."""
    noise = DRAWS.uniforms("noise") - 0.5
    x = DRAWS.uniforms("x")
    npv = np.stack([np.zeros(COUNT), 100 * noise + 2 * (x - 0.5)])
    found = worth(npv, {"x": x})["x"]
    assert found is None or found == pytest.approx(0.25, abs=0.2)


def test_silence_about_unrelated_inputs() -> None:
    """At the 95th percentile about one unrelated input in twenty is still printed."""
    npv = np.stack([DRAWS.uniforms(f"option.{option}") for option in range(3)])
    found = worth(npv, {f"x.{index}": DRAWS.uniforms(f"x.{index}") for index in range(200)}, permutations=400)
    assert 1 <= sum(value is not None for value in found.values()) <= 22


def test_nothing_to_learn() -> None:
    x = DRAWS.uniforms("x")
    assert worth(x[None, :], {"x": x}) == {"x": None}
    assert worth(np.stack([x, x + 1.0]), {"x": x}) == {"x": None}
    assert worth(np.stack([x, 1 - x]), {"exact": np.array([3.0]), "still": np.full(COUNT, 2.0)}) == {
        "exact": None,
        "still": None,
    }
    assert worth(np.stack([x, 1 - x]), {}) == {}


def test_order_of_inputs_and_of_draws() -> None:
    inputs = {f"x.{index}": DRAWS.uniforms(f"x.{index}") for index in range(5)}
    npv = np.stack([inputs["x.0"], inputs["x.1"], 0.5 + 0.2 * (inputs["x.2"] - inputs["x.3"])])
    inputs["unrelated"] = DRAWS.uniforms("unrelated")
    one = worth(npv, inputs)
    other = worth(npv, dict(reversed(inputs.items())))
    assert one == other
    assert list(other) == list(reversed(inputs))
    assert one == worth(npv, inputs)
    assert all(worth(npv, {name: column})[name] == one[name] for name, column in inputs.items())
    assert one["x.0"] is not None
    assert one["unrelated"] is None


def test_money_scales_and_shifts_out() -> None:
    x, y = DRAWS.uniforms("x"), DRAWS.uniforms("y")
    npv = np.stack([x, y])
    one, scaled, shifted = (worth(each, {"x": x})["x"] for each in (npv, 4096.0 * npv, npv + 1e6))
    assert one is not None
    assert scaled == 4096.0 * one
    assert shifted == pytest.approx(one, rel=1e-6)


def test_the_seed_moves_the_chance_only() -> None:
    x, y = DRAWS.uniforms("x"), DRAWS.uniforms("y")
    one, other = (worth(np.stack([x, y]), {"x": x}, seed=seed)["x"] for seed in (1, 2))
    assert one is not None
    assert other == pytest.approx(one, rel=0.05)


@pytest.mark.parametrize(("bins", "permutations"), [(0, 10), (10, 0)])
def test_what_cannot_be_binned_is_refused(bins: int, permutations: int) -> None:
    x = DRAWS.uniforms("x")
    with pytest.raises(ValueError, match="at least one"):
        worth_knowing(np.stack([x, 1 - x]), {"x": x}, bins, permutations, 0.95, 1)
