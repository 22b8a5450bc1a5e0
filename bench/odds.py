"""How fast and how right the odds are: the value model on draws, and acceptability beside a published package.

    python -m bench.odds [--rounds 7] [--strict]

Every ratio is of medians that were measured in turns in one process, bytecode compiled first, so that a busy moment
hits both sides. ``--strict`` ends with 1 where a goal is missed. The comparison with a package needs the dependency
group ``bench``; without it that part says so and is left out.
"""

import argparse
import compileall
import gc
import importlib
import math
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from bench.plain import PlainCase
from bench.startup import FUNCTIONS, profile_text

import officesplit
from officesplit import pipeline
from officesplit.assess import simplex
from officesplit.assess.acceptability import Acceptability, acceptability
from officesplit.assess.baseline import Frame, frame_inputs
from officesplit.assess.case import Case, World
from officesplit.assess.cells import contest_of, work_out
from officesplit.assess.chances import Chances
from officesplit.assess.contest import Contest
from officesplit.assess.desk import Gatekeeper
from officesplit.assess.draws import Array, Draws
from officesplit.assess.inputs import Inputs
from officesplit.assess.readiness import assess_readiness
from officesplit.assess.setting import lot_of
from officesplit.model.quantity import Quantity
from officesplit.model.result import WeightLine
from officesplit.model.rulebook import Rulebook
from officesplit.pipeline.prepared import prepare
from officesplit.recommend import gates
from officesplit.recommend.choice import default_goals, total, weights

STRUCK = ("Field sales", "Legal", "Internal audit", "Cleaning")
"""Functions of the start-up benchmark for which gates leave fewer than six options; others stand in for them."""
IN_THEIR_PLACE = (("Tax compliance", 6), ("Software testing", 12), ("Benefits administration", 4), ("Master data", 5))
KINDS, YEARS, DRAWS, SEED = 6, 5, 10_000, 20261122
UNIFORMS = len(FUNCTIONS) * KINDS * YEARS * DRAWS
GOAL = 4.0
"""The value model may take this many times as long as drawing one uniform for each function, kind, year and draw."""
ALTERNATIVES, CRITERIA = 6, 7
SIZES = (100, 400, 1_600, 6_400, 25_600)
REPEATS = 40


@dataclass(frozen=True)
class Model:
    """Six options with money of each of twenty functions, and what is drawn for them."""

    contests: dict[str, Contest]
    known: dict[str, Quantity]
    frame: Frame
    weighting: tuple[WeightLine, ...]
    book: Rulebook

    def cases(self) -> dict[str, list[Case]]:
        """The options of each function."""
        return {
            name: [entrant.case for entrant in contest.entrants.values() if entrant.case]
            for name, contest in self.contests.items()
        }

    def chances(self) -> Chances:
        """Draws not made yet."""
        return Chances(self.known, self.frame, self.weighting, self.book, seed=SEED, count=DRAWS)


def build() -> Model:
    book = pipeline.rulebook()
    functions = (*(one for one in FUNCTIONS if one[0] not in STRUCK), *IN_THEIR_PLACE)
    loaded = pipeline.read_profile("-", stdin=profile_text(functions).encode())
    setting, everyone = prepare(loaded.profile, book, book.released)
    weighting = weights(default_goals(book), book)
    known: dict[str, Quantity] = {}
    inputs = Inputs(book, known)
    frame = frame_inputs(setting, inputs)
    world = World.likely(frame, known)
    keeper = Gatekeeper(hits=gates.hits, constraint=gates.constraint, behind=gates.conditional_gates)
    weigh = partial(total, weighting=weighting)
    contests = {}
    for facts in everyone:
        readiness = assess_readiness(facts.function, loaded.profile, book, setting.fx)
        lot = lot_of(facts.function, loaded.profile)
        cells = work_out(facts, setting, keeper, weigh, readiness, lot, inputs, frame, world)
        contest = contest_of(cells, facts, setting)
        priced = [(kind, entrant) for kind, entrant in contest.entrants.items() if entrant.case]
        assert len(priced) >= KINDS, facts.function.name
        contests[facts.function.id] = replace(contest, entrants=dict(priced[:KINDS]))
    assert frame.years == YEARS, frame.years
    return Model(contests, known, frame, weighting, book)


def bare() -> None:
    """One uniform for every function, kind, year and draw, by the generator of the draws."""
    draws = Draws(SEED, DRAWS)
    for index in range(UNIFORMS // DRAWS):
        draws.uniforms(f"bare.{index}")


def ours(model: Model, chances: Chances | None = None) -> dict[str, list[Array]]:
    """NPV saving of every option on the draws; the inputs are drawn here unless ``chances`` holds them."""
    made = chances or model.chances()
    found = {}
    for name, contest in model.contests.items():
        found[name] = [money.saving for money in contest.money(made.time()).values()]
        if chances is None:
            made.forget(name)
    return found


def plain(model: Model, values: Mapping[str, Array]) -> dict[str, list[Array]]:
    """The same by plain NumPy: line by line and year by year."""
    return {name: [PlainCase(case, values).npv_saving() for case in cases] for name, cases in model.cases().items()}


def in_turns(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each job; the first round warms up and is not kept."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            gc.collect()
            start = time.perf_counter()
            job()
            if turn:
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def value_model(rounds: int) -> bool:
    """Print the ratios of the value model; whether its goal is met."""
    model = build()
    drawn = model.chances()
    right, left = ours(model, drawn), plain(model, drawn.values)
    apart = max(
        max(float(np.max(np.abs(one - other))) for one, other in zip(right[name], left[name], strict=True))
        / max(float(np.max(np.abs(other))) for other in left[name])
        for name in right
    )
    assert apart < 1e-9, apart
    medians = in_turns(
        {
            "bare": bare,
            "drawn and valued": partial(ours, model),
            "valued": partial(ours_again, model, drawn),
            "plain": partial(plain, model, drawn.values),
        },
        rounds,
    )
    ratio = medians["drawn and valued"] / medians["bare"]
    print(f"value model: {len(model.contests)} functions x {KINDS} options x {YEARS} years x {DRAWS:,} draws")
    print(f"  drawing {UNIFORMS / 1e6:.0f} M uniforms                     1.00")
    late = "" if ratio <= GOAL else "  missed"
    print(f"  inputs drawn and options valued          {ratio:.2f}  goal {GOAL:.2f}{late}")
    print(f"  options valued, inputs drawn before      {medians['valued'] / medians['bare']:.2f}")
    print(f"  plain NumPy, inputs drawn before         {medians['plain'] / medians['bare']:.2f}")
    print(f"  plain / ours, inputs drawn before        {medians['plain'] / medians['valued']:.2f}")
    print(f"  largest difference between the two       {apart:.1e} of the function's largest saving")
    return ratio <= GOAL


def ours_again(model: Model, drawn: Chances) -> None:
    """Value the options from drawn inputs, with nothing kept but the inputs."""
    chances = model.chances()
    chances.values.update(drawn.values)
    ours(model, chances)


def judged(points: Array, columns: Array) -> Acceptability[int, int]:
    """Rank acceptabilities of alternatives by an additive value without hurdle, each a family of its own."""
    rows = {index: row[:, None] for index, row in enumerate(points)}
    return acceptability(rows, columns, {index: index for index in rows}, rows, 0.0, {})


def problem() -> Array:
    """Alternatives x criteria, 0 the worst and 100 the best on every criterion, so that scaling changes nothing."""
    points = np.stack([Draws(SEED, CRITERIA).uniforms(f"alternative.{index}") for index in range(ALTERNATIVES)])
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray(100 * (points - low) / (high - low))


def published(rounds: int) -> bool:
    """Print acceptabilities and times beside crispyn's SMAA; whether they agree and ours is faster."""
    try:
        theirs = importlib.import_module("crispyn.mcda_methods.vikor_smaa")
    except ImportError:
        print("acceptability beside a published package: left out, install the dependency group bench")
        return True
    # At v = 1 VIKOR ranks by the weighted sum of scaled distances, which is the additive value. Its SMAA ignores the v
    # that it is given, so the class that it makes inside is given ours.
    theirs.VIKOR = partial(theirs.VIKOR, v=1.0)
    points, types = problem(), np.ones(CRITERIA)
    method = theirs.VIKOR_SMAA()
    np.random.seed(SEED % 2**32)

    def their_run() -> Array:
        return np.asarray(method(points, method._generate_weights(CRITERIA, DRAWS), types)[0])

    def our_run() -> Array:
        return judged(points, simplex.free_weights(Draws(SEED, DRAWS), CRITERIA)).ranks

    one, other = our_run(), their_run()
    shared = np.asarray(method(points, simplex.free_weights(Draws(SEED, DRAWS), CRITERIA), types)[0])
    error = 4 * math.sqrt(2 * 0.25 / DRAWS)
    medians = in_turns({"ours": our_run, "theirs": their_run}, min(rounds, 3))
    print(f"acceptability of {ALTERNATIVES} alternatives on {CRITERIA} criteria, free weights, {DRAWS:,} draws")
    print("  first ranks, ours       " + " ".join(f"{share:.4f}" for share in one[:, 0]))
    print("  first ranks, crispyn    " + " ".join(f"{share:.4f}" for share in other[:, 0]))
    print("  crispyn on our weights  " + " ".join(f"{share:.4f}" for share in shared[:, 0]))
    print(f"  largest difference of any rank: own weights {np.max(np.abs(one - other)):.4f} (four standard errors")
    print(f"  {error:.4f}), same weights {np.max(np.abs(one - shared)):.4f}")
    print(f"  crispyn / ours          {medians['theirs'] / medians['ours']:.1f}")
    agree = bool(np.max(np.abs(one - other)) < error and np.max(np.abs(one - shared)) < 1e-3)
    return agree and medians["theirs"] > medians["ours"]


def convergence() -> bool:
    """Print how the spread of acceptabilities over seeds falls with the draws; whether as 1 over the square root."""
    points = problem()
    print(f"standard deviation of first-rank shares over {REPEATS} seeds")
    print(f"  {'draws':>8}{'measured':>10}{'binomial':>10}{'x sqrt(n)':>11}")
    scaled = []
    for size in SIZES:
        runs = np.stack(
            [judged(points, simplex.free_weights(Draws(seed, size), CRITERIA)).ranks[:, 0] for seed in range(REPEATS)]
        )
        mean = runs.mean(axis=0)
        spread = math.sqrt(float(runs.var(axis=0, ddof=1).mean()))
        expected = math.sqrt(float((mean * (1 - mean)).mean()) / size)
        scaled.append(spread * math.sqrt(size))
        print(f"  {size:>8,}{spread:>10.5f}{expected:>10.5f}{scaled[-1]:>11.3f}")
    return max(scaled) / min(scaled) < 1.35


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed and agreement of the odds.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--strict", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args()
    for package in officesplit.__path__:
        compileall.compile_dir(package, quiet=2)
    met = [value_model(options.rounds), published(options.rounds), convergence()]
    return 0 if all(met) or not options.strict else 1


if __name__ == "__main__":
    sys.exit(main())
