"""Weights from ranked goals, and the leader: family before kind, kind before country (method.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from officesplit.model.result import CriterionScore, OptionResult, WeightLine
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import EXTERNAL, UNCHANGED, Criterion, Family, Goal, Kind


def default_goals(rulebook: Rulebook) -> tuple[Goal, ...]:
    """The goals that stand in where the profile ranks none."""
    return tuple(Goal(name) for name in rulebook.text("default_goals").split(";"))


def rank_criteria(goals: Sequence[Goal], rulebook: Rulebook) -> list[tuple[Criterion, str]]:
    """Criteria from the most to the least important with what put each there.

    The first mention in the ranked goals orders the criteria; the rest follow in the rulebook's order.
    """
    named = dict(pair.split(":") for pair in rulebook.text("goal_criterion").split(";"))
    ranked: dict[Criterion, str] = {}
    for goal in goals:
        ranked.setdefault(Criterion(named[goal.value]), f"goal {goal.value}")
    for name in rulebook.text("criterion_order").split(";"):
        ranked.setdefault(Criterion(name), "standing order")
    return list(ranked.items())


def rank_order_centroid(count: int) -> list[float]:
    """Centroid of all weight vectors that fall from first to last: w_i = 1/n x sum of 1/k for k from i to n.

    Barron and Barrett (1996); equal to the mean of sorted uniform Dirichlet draws.
    """
    return [sum(1 / k for k in range(i, count + 1)) / count for i in range(1, count + 1)]


def weights(goals: Sequence[Goal], rulebook: Rulebook) -> tuple[WeightLine, ...]:
    """Point weights of the criteria, from the first to the last."""
    ranked = rank_criteria(goals, rulebook)
    return tuple(
        WeightLine(
            criterion=criterion,
            title=rulebook.criteria[criterion.value].title,
            weight=weight,
            rank=rank,
            because=because,
        )
        for rank, ((criterion, because), weight) in enumerate(
            zip(ranked, rank_order_centroid(len(ranked)), strict=True), start=1
        )
    )


def total(scores: Mapping[Criterion, CriterionScore], weighting: Sequence[WeightLine]) -> float:
    """Weighted points; without a money verdict the other criteria share its weight."""
    present = [line for line in weighting if line.criterion in scores]
    mass = sum(line.weight for line in present)
    return sum(line.weight * scores[line.criterion].score for line in present) / mass


@dataclass(frozen=True, slots=True)
class Leader:
    """The leading option, the best of another family, and how far they are apart in points at likely values."""

    option: OptionResult
    runner_up: OptionResult | None
    margin: float


def lead(options: Sequence[OptionResult], rulebook: Rulebook) -> Leader:
    """The leader among the options that are not struck: family before kind, by acceptability where draws were made.

    The family with the highest summed share of first ranks leads, inside it the kind; without draws the points decide.
    """
    by_points = _open_by_points(options)
    if any(option.acceptability is None for option in by_points):
        return _by_points(by_points, rulebook)
    families: dict[Family, float] = {}
    for option in by_points:
        families[option.family] = families.get(option.family, 0.0) + (option.acceptability or 0.0)
    # Sorting is stable: families and kinds with equal shares stay in the order of their points.
    ranked = sorted(families, key=lambda family: -families[family])
    best = [_best_of(family, by_points) for family in ranked[:2]]
    return _leader(best[0], best[1] if len(best) > 1 else None)


def lead_by_points(options: Sequence[OptionResult], rulebook: Rulebook) -> Leader:
    """The leader at likely values and point weights, whatever the draws say: what switch values are told of."""
    return _by_points(_open_by_points(options), rulebook)


def _open_by_points(options: Sequence[OptionResult]) -> list[OptionResult]:
    """Options with a score that are not struck, by their points, the highest first; ties in the order of the kinds."""
    order = list(Kind)
    open_ = [option for option in options if not option.struck and option.score is not None]
    return sorted(open_, key=lambda option: (-(option.score or 0.0), order.index(option.option)))


def _best_of(family: Family, by_points: Sequence[OptionResult]) -> OptionResult:
    """The kind of a family that ranks first most often."""
    return max(
        (option for option in by_points if option.family is family), key=lambda option: option.acceptability or 0.0
    )


def _by_points(ranked: Sequence[OptionResult], rulebook: Rulebook) -> Leader:
    """A change must beat staying as it is by the hurdle of parameter change_hurdle_points."""
    first = ranked[0]
    stay = next((option for option in ranked if option.option in UNCHANGED), None)
    if stay and (first.score or 0.0) - (stay.score or 0.0) < rulebook.number("change_hurdle_points"):
        first = stay
    return _leader(first, next((option for option in ranked if option.family is not first.family), None))


def _leader(first: OptionResult, second: OptionResult | None) -> Leader:
    margin = (first.score or 0.0) - (second.score or 0.0) if second else first.score or 0.0
    return Leader(first, second, margin)


def share_outside(kind: Kind, codifiability: str, rulebook: Rulebook) -> float:
    """Share of a function's FTE that a provider runs: all, none, or what of a hybrid can be written down."""
    if kind is Kind.HYBRID:
        return rulebook.number("hybrid_moved_share", codifiability)
    return 1.0 if kind in EXTERNAL else 0.0
