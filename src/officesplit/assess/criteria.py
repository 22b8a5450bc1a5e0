"""Points of an option on the seven criteria, each a sum whose terms are listed (method.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from officesplit.model.facts import Facts
from officesplit.model.result import CriterionScore
from officesplit.model.rulebook import Anchor, CriterionRule, Rulebook
from officesplit.model.vocabulary import Criterion, Kind

_OUTSIDE = frozenset({"readiness", "place_stability", "language_fit"})
"""Attributes that are not the function's own."""

_LADDERS = {
    "suppliers": ("none", "few", "some", "many"),
    "demand": ("steady", "", "seasonal", "peaky"),
    "hours": ("office", "", "extended", "round_the_clock"),
}
"""Words of the attributes that are no levels, in the order of the four anchors."""


@dataclass(frozen=True, slots=True)
class Money:
    """What the economic criterion reads: NPV saving after expected losses, and NPV of today's cost (baseline)."""

    net_saving: float
    baseline: float


def score_criteria(
    facts: Facts, kind: Kind, money: Money | None, outside: Mapping[str, float], rulebook: Rulebook
) -> dict[Criterion, CriterionScore]:
    """Points on every criterion; C1 is missing where there is no money verdict.

    ``outside`` holds the points (0-100) of attributes that are not the function's own: readiness, place_stability and
    language_fit of the place; a missing one counts as middling.
    """
    scores: dict[Criterion, CriterionScore] = {}
    steps = level_steps(rulebook)
    for rule in rulebook.criteria.values():
        if rule.criterion is Criterion.C1:
            if money is not None:
                scores[Criterion.C1] = _economic(money, rulebook)
        else:
            scores[rule.criterion] = _anchored(rule, facts, kind, outside, rulebook, steps)
    return scores


def _economic(money: Money, rulebook: Rulebook) -> CriterionScore:
    """50 + 100 x (NPV saving after expected losses) / NPV of today's cost, kept inside 0 to 100."""
    neutral, slope = rulebook.number("economic_neutral"), rulebook.number("economic_slope")
    if money.baseline:
        score = min(max(neutral + slope * money.net_saving / money.baseline, 0.0), 100.0)
    else:
        # Nothing is spent today: any loss is the worst there is, and any saving the best.
        score = neutral if money.net_saving == 0 else 100.0 if money.net_saving > 0 else 0.0
    return CriterionScore(score=score, terms=(("net saving share", score, 1.0),))


def _anchored(
    rule: CriterionRule, facts: Facts, kind: Kind, outside: Mapping[str, float], rulebook: Rulebook,
    steps: Sequence[float],
) -> CriterionScore:  # fmt: skip
    terms = []
    for scale in rule.scales:
        points = fixed_points(scale.attribute, facts, outside, rulebook)
        terms.append((scale.attribute, interpolate(scale.anchors[kind], points, steps), scale.share))
    score = sum(points * share for _, points, share in terms)
    return CriterionScore(score=min(max(score, 0.0), 100.0), terms=tuple(terms))


def is_fixed(attribute: str) -> bool:
    """Whether an attribute has no range of its own: a word on a ladder, or a fact from outside the function."""
    return attribute in _OUTSIDE or attribute in _LADDERS


def fixed_points(attribute: str, facts: Facts, outside: Mapping[str, float], rulebook: Rulebook) -> float:
    """Where an attribute stands between 0 and 100."""
    if attribute in _OUTSIDE:
        return outside.get(attribute, rulebook.number("level_points", "medium"))
    if attribute in _LADDERS:
        step = _LADDERS[attribute].index(facts.level(attribute))
        return rulebook.number("level_points", ("none", "low", "medium", "high")[step])
    return facts.points(attribute)


def level_steps(rulebook: Rulebook) -> list[float]:
    """Points of the four levels, at which the anchors stand."""
    return [rulebook.number("level_points", name) for name in ("none", "low", "medium", "high")]


def interpolate(anchor: Anchor, points: float, steps: Sequence[float]) -> float:
    """Score between the anchors at the four levels, straight between them and beyond the last one, inside 0 to 100."""
    scores = (anchor.none, anchor.low, anchor.medium, anchor.high)
    right = next((i for i in (1, 2) if points <= steps[i]), 3)
    left = right - 1
    slope = (scores[right] - scores[left]) / (steps[right] - steps[left])
    return min(max(scores[left] + slope * (points - steps[left]), 0.0), 100.0)
