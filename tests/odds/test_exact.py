"""The odds against answers that can be worked out by hand: lengths, moments, quantiles, and a closed formula."""

import math
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import Any

import numpy as np
import pytest

from officesplit import pipeline
from officesplit.assess.acceptability import acceptability
from officesplit.assess.baseline import frame_inputs
from officesplit.assess.case import World, timeline
from officesplit.assess.cells import contest_of, work_out
from officesplit.assess.chances import Chances, Found
from officesplit.assess.contest import Contest
from officesplit.assess.desk import Gatekeeper
from officesplit.assess.draws import Array, Draws, triangular
from officesplit.assess.information import worth_knowing
from officesplit.assess.inputs import Inputs
from officesplit.assess.readiness import assess_readiness
from officesplit.assess.setting import lot_of
from officesplit.assess.simplex import free_weights, rank_order_centroid, ranked_weights
from officesplit.assess.swings import ends_of, swings_of
from officesplit.model.quantity import Quantity, Range
from officesplit.model.vocabulary import FAMILY_OF, UNCHANGED, Kind
from officesplit.pipeline.prepared import prepare
from officesplit.recommend import gates
from officesplit.recommend.choice import default_goals, total, weights
from tests.conftest import assess_text, cost_of, profile_text

SEED, COUNT = 0, 10_000
WIDE = 4.0
"""Standard errors by which a sampled number may miss; one in 16,000 misses by more."""

FTE, RATE, YEARS = 10.0, 0.1, 3
ANNUITY = sum((1 + RATE) ** -year for year in range(1, YEARS + 1))
SALARIES, PRICE, TRANSITION = (400_000, 500_000, 660_000), (28_000, 30_000, 41_000), (60_000, 100_000, 180_000)


def ranged(three: Sequence[float]) -> dict[str, float]:
    return dict(zip(("low", "likely", "high"), three, strict=True))


def quoted(salaries: Any, price: Any, transition: Any) -> str:
    """A function with one quote, where nothing counts but the numbers given here."""
    quote = {"vendor": "V", "per_fte_year": price, "transition": transition}
    function = {"name": "Accounts payable", "fte": FTE, "costs": {"salaries": salaries}, "quotes": [quote]}
    assumptions = {"lines": "only_given", "horizon_years": YEARS, "discount_rate": RATE}
    return profile_text([function], assumptions=assumptions)


def contest_in(text: str) -> tuple[Contest, Chances]:
    """The contest of the only function of a profile, and draws for it."""
    book = pipeline.rulebook()
    profile = pipeline.read_profile("-", stdin=text.encode()).profile
    setting, (facts,) = prepare(profile, book, book.released)
    weighting = weights(default_goals(book), book)
    known: dict[str, Quantity] = {}
    inputs = Inputs(book, known)
    frame = frame_inputs(setting, inputs)
    keeper = Gatekeeper(hits=gates.hits, constraint=gates.constraint, behind=gates.conditional_gates)
    readiness = assess_readiness(facts.function, profile, book, setting.fx)
    weigh = partial(total, weighting=weighting)
    lot = lot_of(facts.function, profile)
    cells = work_out(facts, setting, keeper, weigh, readiness, lot, inputs, frame, World.likely(frame, known))
    return contest_of(cells, facts, setting), Chances(known, frame, weighting, book, seed=SEED, count=COUNT)


def onshore_savings(text: str) -> Array:
    contest, chances = contest_in(text)
    found: Found = chances.judge(contest)
    return found.savings[Kind.ONSHORE]


def mean_of(three: Sequence[float]) -> float:
    return sum(three) / 3


def variance_of(three: Sequence[float]) -> float:
    a, c, b = three
    return (a * a + b * b + c * c - a * b - a * c - b * c) / 18


def test_two_options_on_two_criteria_share_a_line() -> None:
    """A scores 100 and 0, B 40 and 80: they tie at w = 4/7, so A has 3/7 of [0, 1] and 6/7 of [1/2, 1]."""
    points = {"A": np.array([[100.0], [0.0]]), "B": np.array([[40.0], [80.0]])}
    draws = Draws(SEED, COUNT)
    for drawn, share in ((free_weights(draws, 2), 3 / 7), (ranked_weights(draws, (0, 1)), 6 / 7)):
        found = acceptability(points, drawn, {"A": "a", "B": "b"}, ("A", "B"), 0.0, {})
        assert found.kinds["A"] == pytest.approx(share, abs=WIDE * math.sqrt(share * (1 - share) / COUNT))


def share_above(means: Sequence[float], bound: float) -> float:
    """Chance that a mean of ``means`` under weights uniform on the simplex passes ``bound``; all of them differ.

    The volume of a simplex above a plane is a sum over its corners above it.
    """
    return sum(
        (one - bound) ** (len(means) - 1) / math.prod(one - other for other in means if other != one)
        for one in means
        if one > bound
    )


def test_a_profile_without_doubt_has_a_closed_answer() -> None:
    """Ranked weights are uniform mixtures of 1, (1/2, 1/2), ...: the lead of a kind is a mixture of running means."""
    contest, chances = contest_in(quoted(500_000, 43_000, 40_000))
    contest = Contest(contest.facts, contest.rulebook, {k: contest.entrants[k] for k in (Kind.RETAIN, Kind.ONSHORE)})
    traits = {name: np.array([quantity.value.likely]) for name, quantity in contest.traits().items()}
    points = contest.points(contest.money(chances.time()), traits)
    assert all(table.shape[1] == 1 for table in points.values())
    ranked = chances.weights("ranked", contest.criteria)
    order = [int(row) for row in np.argsort(-ranked.mean(axis=0))]
    lead = (points[Kind.ONSHORE] - points[Kind.RETAIN])[order, 0]
    means = [running / (index + 1) for index, running in enumerate(accumulate(lead.tolist()))]
    hurdle = contest.rulebook.number("change_hurdle_points")
    exact = share_above(means, hurdle)
    assert 0.02 < exact < 0.98
    found = acceptability(points, ranked, FAMILY_OF, UNCHANGED, hurdle, {})
    assert found.kinds[Kind.ONSHORE] == pytest.approx(exact, abs=WIDE * math.sqrt(exact * (1 - exact) / COUNT))


@pytest.mark.parametrize(
    "function",
    [
        {"name": "Accounts payable", "fte": 12},
        {"name": "Customer service", "fte": 80, "codifiability": "high", "customer_contact": "low"},
        {"name": "Strategic planning", "fte": 4},
        {"name": "Payroll", "fte": 6, "currently": {"vendor": "V", "annual_price": 400_000}},
    ],
    ids=lambda function: str(function["name"]),
)
def test_points_in_columns_are_the_points_of_the_options(function: dict[str, Any]) -> None:
    """The draws score by columns, the options one by one with listed terms: at likely values both say the same."""
    text = profile_text([function])
    contest, _ = contest_in(text)
    likely = {name: np.array([one.value.likely]) for name, one in contest.inputs().items()}
    frame = next(entrant.case.frame for entrant in contest.entrants.values() if entrant.case)
    traits = {name: np.array([one.value.likely]) for name, one in contest.traits().items()}
    points = contest.points(contest.money(timeline(frame, likely)), traits)
    (result,) = assess_text(text).functions
    scored = {one.option: one.criteria for one in result.options if one.score is not None}
    assert points.keys() == scored.keys()
    for kind, table in points.items():
        alone = [scored[kind][criterion].score for criterion in contest.criteria]
        assert table[:, 0] == pytest.approx(alone, abs=1e-6), kind


def test_the_closed_answer_itself() -> None:
    assert share_above([1.0, 0.0], 0.25) == pytest.approx(0.75)
    assert share_above([2.0, 1.0, 0.0], 1.0) == pytest.approx(0.5)


def test_moments_of_a_sum_of_triangles() -> None:
    """NPV saving = annuity x (salaries - FTE x price) - transition, each input a triangle of its own."""
    savings = onshore_savings(quoted(ranged(SALARIES), ranged(PRICE), ranged(TRANSITION)))
    mean = ANNUITY * (mean_of(SALARIES) - FTE * mean_of(PRICE)) - mean_of(TRANSITION)
    variance = ANNUITY**2 * (variance_of(SALARIES) + FTE**2 * variance_of(PRICE)) + variance_of(TRANSITION)
    spread = math.sqrt(variance)
    assert float(savings.mean()) == pytest.approx(mean, abs=WIDE * spread / math.sqrt(COUNT))
    # No sum of triangles has longer tails than the normal distribution: its variance errs by sqrt(2 / n) at most.
    assert float(savings.var()) == pytest.approx(variance, rel=WIDE * math.sqrt(2 / COUNT))


@pytest.mark.parametrize(
    ("which", "three", "slope"), [(0, SALARIES, ANNUITY), (1, PRICE, -ANNUITY * FTE), (2, TRANSITION, -1.0)]
)
def test_quantiles_of_one_triangle(which: int, three: tuple[float, ...], slope: float) -> None:
    """With one input in doubt the saving is a straight line in it, so its quantiles are those of the triangle."""
    said: list[Any] = [500_000, 30_000, 100_000]
    said[which] = ranged(three)
    text = quoted(*said)
    likely = [500_000.0, 30_000.0, 100_000.0]
    likely[which] = three[1]
    middle = ANNUITY * (likely[0] - FTE * likely[1]) - likely[2]
    ends = triangular(np.array([0.1, 0.5, 0.9]), Range(**ranged(three)))
    exact = sorted((middle + slope * (ends - three[1])).tolist())
    contest, _ = contest_in(text)
    case = contest.entrants[Kind.ONSHORE].case
    assert case is not None
    assert len(ends_of(case)) == 1
    around = swings_of(case)
    assert around.middle == pytest.approx(middle)
    assert sorted(around.pairs[0]) == pytest.approx([exact[0], exact[2]])
    band = cost_of(assess_text(text).functions[0], "onshore").npv_saving
    width = abs(slope) * (three[2] - three[0])
    for quantile, share, found in zip(exact, (0.1, 0.5, 0.9), (band.p10, band.p50, band.p90), strict=True):
        near = (quantile - middle) / slope + three[1]
        end = three[0] if near < three[1] else three[2]
        density = 2 * (near - end) / (three[1] - end) / width
        assert found == pytest.approx(quantile, abs=WIDE * math.sqrt(share * (1 - share) / COUNT) / density)


def test_knowing_which_branch_is_worth_thirty() -> None:
    """Keep for 0, or change for 100 in one half of the cases and -60 in the other: 1/2 x 100 - 20 = 30."""
    first = np.arange(COUNT) < COUNT // 2
    npv = np.stack([np.zeros(COUNT), np.where(first, 100.0, -60.0)])
    found = worth_knowing(npv, {"branch": first.astype(float)}, 10, 50, 0.95, SEED)
    assert found["branch"] == pytest.approx(30.0)


@pytest.mark.parametrize("count", [2, 5, 7])
def test_centroid_is_the_mean_of_drawn_weights(count: int) -> None:
    drawn = ranked_weights(Draws(SEED, COUNT), range(count))
    error = drawn.std(axis=0) / math.sqrt(COUNT)
    assert (np.abs(drawn.mean(axis=0) - rank_order_centroid(count)) < WIDE * error).all()


def test_error_of_a_profile_falls_with_the_root_of_the_draws() -> None:
    """Four times the draws halve the spread over seeds, through the whole contest."""
    contest, _ = contest_in(quoted(ranged(SALARIES), ranged((36_000, 46_000, 60_000)), ranged(TRANSITION)))
    spreads = []
    for count in (100, 1_600):
        shares = []
        for seed in range(40):
            chances = Chances(contest.inputs(), *_frame_of(contest), seed=seed, count=count)
            shares.append(chances.judge(contest).result.kinds[Kind.ONSHORE])
        spreads.append(float(np.std(shares, ddof=1)))
    assert spreads[0] / spreads[1] == pytest.approx(4.0, rel=0.5)


def _frame_of(contest: Contest) -> tuple[Any, ...]:
    case = contest.entrants[Kind.ONSHORE].case
    assert case is not None
    book = contest.rulebook
    return case.frame, weights(default_goals(book), book), book
