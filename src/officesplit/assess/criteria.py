"""Points of an option on the seven criteria, each a sum whose terms are listed (method.md section 8)."""

from officesplit.model.facts import Facts
from officesplit.model.result import Cost, CriterionScore
from officesplit.model.rulebook import Anchor, CriterionRule, Rulebook
from officesplit.model.vocabulary import Criterion, Kind

_LADDERS = {
    "suppliers": ("none", "few", "some", "many"),
    "demand": ("steady", "", "seasonal", "peaky"),
    "hours": ("office", "", "extended", "round_the_clock"),
}
"""Words of the attributes that are no levels, in the order of the four anchors."""


def score_criteria(
    facts: Facts, kind: Kind, cost: Cost | None, stability: float | None, readiness: float, rulebook: Rulebook
) -> dict[Criterion, CriterionScore]:
    """Points on every criterion; C1 is missing where there is no money verdict.

    ``stability`` is the place's percentile rank of political stability, ``readiness`` 0-100 points.
    """
    scores: dict[Criterion, CriterionScore] = {}
    for rule in rulebook.criteria.values():
        if rule.criterion is Criterion.C1:
            if cost is not None:
                scores[Criterion.C1] = _economic(cost, rulebook)
        else:
            scores[rule.criterion] = _anchored(rule, facts, kind, stability, readiness, rulebook)
    return scores


def _economic(cost: Cost, rulebook: Rulebook) -> CriterionScore:
    """50 + 100 x (NPV saving after expected losses) / NPV of today's cost, kept inside 0 to 100."""
    neutral, slope = rulebook.number("economic_neutral"), rulebook.number("economic_slope")
    after = cost.npv_saving.likely - cost.expected_loss_npv
    share = after / cost.baseline_npv if cost.baseline_npv else 0.0
    score = min(max(neutral + slope * share, 0.0), 100.0)
    return CriterionScore(score=score, terms=(("net saving share", score, 1.0),))


def _anchored(
    rule: CriterionRule, facts: Facts, kind: Kind, stability: float | None, readiness: float, rulebook: Rulebook
) -> CriterionScore:
    terms = []
    for scale in rule.scales:
        points = _points(scale.attribute, facts, stability, readiness, rulebook)
        terms.append((scale.attribute, interpolate(scale.anchors[kind], points, rulebook), scale.share))
    score = sum(points * share for _, points, share in terms)
    return CriterionScore(score=min(max(score, 0.0), 100.0), terms=tuple(terms))


def _points(attribute: str, facts: Facts, stability: float | None, readiness: float, rulebook: Rulebook) -> float:
    """Where an attribute stands between 0 and 100."""
    if attribute == "readiness":
        return readiness
    if attribute == "place_stability":
        return rulebook.number("level_points", "medium") if stability is None else stability
    if attribute in _LADDERS:
        step = _LADDERS[attribute].index(facts.level(attribute))
        return rulebook.number("level_points", ("none", "low", "medium", "high")[step])
    return facts.points(attribute)


def interpolate(anchor: Anchor, points: float, rulebook: Rulebook) -> float:
    """Score between the anchors at the four levels, straight between them and beyond the last one, inside 0 to 100."""
    knots = [
        (rulebook.number("level_points", name), getattr(anchor, name)) for name in ("none", "low", "medium", "high")
    ]
    for (x0, y0), (x1, y1) in zip(knots, knots[1:], strict=False):
        if points <= x1 or (x1, y1) == knots[-1]:
            value = y0 + (y1 - y0) * (points - x0) / (x1 - x0)
            return float(min(max(value, 0.0), 100.0))
    raise AssertionError("the last pair of anchors always answers")
