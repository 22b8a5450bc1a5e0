"""Acceptability: cases that can be worked out by hand, and the rate at which draws approach them."""

import math

import numpy as np
import pytest

from officesplit.assess.acceptability import Acceptability, Array, acceptability
from officesplit.assess.draws import Draws
from officesplit.assess.simplex import (
    equal_weights,
    free_weights,
    placed,
    rank_order_centroid,
    rank_sum,
    ranked_weights,
)

GRID = (np.arange(1000) + 0.5) / 1000
LINE = np.stack([GRID, 1 - GRID], axis=1)
"""Weightings of two criteria, evenly along the whole line."""
FAMILY = {"stay": "keep", "improve": "keep", "near": "give", "far": "give", "share": "share"}


def points(*values: float) -> Array:
    return np.array(values, dtype=float)[:, None]


def judge(scores: dict[str, Array], weights: Array = LINE, **rest: object) -> Acceptability[str, str]:
    settings: dict[str, object] = {"family": FAMILY, "unchanged": {"stay"}, "hurdle": 0.0, "others": {}}
    return acceptability(scores, weights, **(settings | rest))  # type: ignore[arg-type]


def test_acceptability_is_a_ratio_of_lengths() -> None:
    """100·w against 60·(1 - w): the first wins where w > 0.375; the means of the two pieces are their middles."""
    result = judge({"stay": points(100, 0), "far": points(0, 60)})
    assert result.kinds == {"stay": 0.625, "far": 0.375}
    assert (result.family, result.kind) == ("keep", "stay")
    assert result.ranks.tolist() == [[0.625, 0.375], [0.375, 0.625]]
    assert result.central["stay"] == pytest.approx([0.6875, 0.3125])
    assert result.central["far"] == pytest.approx([0.1875, 0.8125])
    assert result.confidence == {"stay": 1.0, "far": 1.0}


def test_under_a_ranking_only_its_half_counts() -> None:
    """With the second criterion first, w runs from 0 to 0.5, and 0.375 of it divides it three to one."""
    result = judge({"stay": points(100, 0), "far": points(0, 60)}, LINE[:500])
    assert result.kinds == {"stay": 0.25, "far": 0.75}
    assert result.kind == "far"


def test_a_change_must_beat_what_changes_nothing_by_the_hurdle() -> None:
    """60·(1 - w) - 12 > 100·w where w < 0.3."""
    result = judge({"stay": points(100, 0), "far": points(0, 60)}, hurdle=12.0)
    assert result.kinds == {"stay": 0.7, "far": 0.3}
    alone = judge({"near": points(100, 0), "far": points(0, 60)}, hurdle=12.0)
    assert alone.kinds == {"near": 0.625, "far": 0.375}


def test_exactly_the_hurdle_is_a_tie_and_ties_go_to_the_earlier() -> None:
    assert judge({"stay": points(50, 50), "far": points(52, 52)}, hurdle=2.0).kinds == {"stay": 1.0, "far": 0.0}
    same = judge({name: points(50, 50) for name in ("near", "far", "share")})
    assert same.kinds == {"near": 1.0, "far": 0.0, "share": 0.0}
    assert same.ranks.tolist() == np.eye(3).tolist()
    assert same.central["far"] is None
    assert same.confidence["far"] is None


def test_a_family_leads_by_the_sum_of_its_kinds() -> None:
    """near 0.3, far 0.3, stay 0.4: giving out leads, and inside it the earlier of two equals."""
    scores = {"stay": np.zeros((1, 1000)), "near": np.zeros((1, 1000)), "far": np.zeros((1, 1000))}
    scores["stay"][0, :400], scores["near"][0, 400:700], scores["far"][0, 700:] = 9, 9, 9
    result = judge(scores, np.ones((1000, 1)))
    assert result.families == pytest.approx({"keep": 0.4, "give": 0.6})
    assert (result.family, result.kind) == ("give", "near")


def test_every_rank_is_taken_once() -> None:
    draws = Draws(9, 2000)
    scores = {
        name: np.stack([100 * draws.uniforms(f"{name}.{criterion}") for criterion in range(3)])
        for name in ("stay", "improve", "near", "far", "share")
    }
    result = judge(scores, free_weights(draws, 3), hurdle=3.0)
    assert result.ranks.sum(axis=0) == pytest.approx(np.ones(5))
    assert result.ranks.sum(axis=1) == pytest.approx(np.ones(5))
    assert list(result.kinds.values()) == result.ranks[:, 0].tolist()
    assert sum(result.families.values()) == pytest.approx(1.0)


def test_ranks_against_a_slow_judge() -> None:
    draws = Draws(4, 300)
    names = ["stay", "near", "far"]
    scores = {n: np.stack([(10 * draws.uniforms(f"{n}.{c}")).round() for c in range(2)]) for n in names}
    weights = np.full((300, 2), 0.5)
    result = judge(scores, weights, hurdle=1.0)
    counts = np.zeros((3, 3))
    for draw in range(300):
        value = [float(scores[n][:, draw] @ weights[draw]) - (n != "stay") for n in names]
        for rank, index in enumerate(sorted(range(3), key=lambda i: (-value[i], i))):
            counts[index, rank] += 1
    assert (result.ranks == counts / 300).all()


def test_confidence_is_under_the_kinds_own_central_weights() -> None:
    """far scores 100 or 0 on the second criterion in turn: under its central weights it wins half the draws."""
    turn = np.tile([100.0, 0.0], 500)
    result = judge({"stay": points(60, 20), "far": np.stack([np.zeros(1000), turn])})
    assert result.confidence["far"] == 0.5
    assert result.central["far"] is not None
    assert result.kinds["far"] < 0.5


def test_agreement_with_other_weights() -> None:
    """Weights by rank with the first criterion first: 3/4 (centroid), 2/3 (rank-sum), 1/2 (equal)."""
    scores = {"stay": points(40, 100), "far": points(80, 0)}
    others = {
        "centroid": rank_order_centroid(2),
        "rank_sum": rank_sum(2),
        "equal": equal_weights(2),
        "free": LINE,
    }
    result = judge(scores, np.repeat(LINE[500:], 2, axis=0), others=others)
    # 40·w + 100·(1 - w) < 80·w where w > 5/7: centroid alone; from 1/2 to 1 that is 4/7.
    assert result.kind == "far"
    assert result.kinds["far"] == pytest.approx(4 / 7, abs=0.002)
    assert {name: each.share for name, each in result.others.items()} == pytest.approx(
        {"centroid": 1.0, "rank_sum": 0.0, "equal": 0.0, "free": 2 / 7}, abs=0.002
    )
    assert {name: each.same for name, each in result.others.items()} == {
        "centroid": True,
        "rank_sum": False,
        "equal": False,
        "free": False,
    }
    assert (result.others["free"].family, result.others["free"].kind) == ("keep", "stay")


def test_error_falls_with_the_root_of_the_draws() -> None:
    """Two criteria, free weights: the exact share is 0.625, and the error about sqrt(p(1 - p)/n)."""
    scores = {"stay": points(100, 0), "far": points(0, 60)}
    for count in (400, 1600, 6400):
        errors = [judge(scores, free_weights(Draws(seed, count), 2)).kinds["stay"] - 0.625 for seed in range(60)]
        expected = math.sqrt(0.625 * 0.375 / count)
        assert 0.75 < math.sqrt(float(np.mean(np.square(errors)))) / expected < 1.25


def test_the_order_of_kinds_changes_no_count() -> None:
    draws = Draws(2, 3000)
    scores = {
        name: np.stack([100 * draws.uniforms(f"{name}.{criterion}") for criterion in range(4)])
        for name in ("stay", "near", "far", "share")
    }
    weights = ranked_weights(draws, [2, 0, 3, 1])
    others = {"centroid": placed(rank_order_centroid(4), [2, 0, 3, 1])}
    one = judge(scores, weights, others=others)
    other = judge(dict(reversed(scores.items())), weights, others=others)
    assert one.kinds == other.kinds
    assert one.confidence == other.confidence
    assert one.others["centroid"].shares == other.others["centroid"].shares


def test_a_dominated_newcomer_changes_nothing() -> None:
    scores = {"stay": points(100, 0), "far": points(0, 60)}
    result = judge({**scores, "near": points(-1, -1)})
    assert result.kinds == {"stay": 0.625, "far": 0.375, "near": 0.0}


def test_nothing_to_judge_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        judge({})
    with pytest.raises(ValueError, match="at least one"):
        judge({"stay": points(1, 2)}, LINE[:0])
