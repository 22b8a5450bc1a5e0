"""How ready a function is to be handed over, from thirty questions (method.md section 7)."""

from typing import Literal

from officesplit.model.profile import Function, Profile
from officesplit.model.result import ReadinessItem, ReadinessView
from officesplit.model.rulebook import Question, Rulebook


def assess_readiness(function: Function, profile: Profile, rulebook: Rulebook, fx: float) -> ReadinessView:
    """Score, gaps and gate items of one function.

    Score = 0.7 x mean of the dimensions + 0.3 x weakest dimension, null while under 60 % is answered (parameters
    readiness_*). An unknown answer is an evidence gap, not a zero. ``fx`` turns the fixes' USD into company currency.
    """
    items = tuple(_item(question, function, profile, rulebook, fx) for question in rulebook.questions.values())
    answered = [item for item in items if item.answer is not None]
    dimensions: dict[str, list[int]] = {}
    for item in answered:
        dimensions.setdefault(item.dimension, []).append(item.answer or 0)
    means = {name: sum(values) / len(values) for name, values in dimensions.items()}
    enough = len(answered) >= rulebook.number("readiness_minimum_answered") * len(items)
    score = None
    if enough and means:
        mean = sum(means.values()) / len(means)
        score = rulebook.number("readiness_mean_weight") * mean + rulebook.number("readiness_weakest_weight") * min(
            means.values()
        )
    level = rulebook.number("readiness_gate_level")
    blocking = tuple(item.id for item in items if item.gate and item.answer is not None and item.answer < level)
    return ReadinessView(
        score=score,
        answered=len(answered),
        asked=len(items),
        dimensions=means,
        items=items,
        blocking=blocking,
        unknown_gates=tuple(item.id for item in items if item.gate and item.answer is None),
        verdict=_verdict(score, blocking, rulebook),
    )


def _verdict(
    score: float | None, blocking: tuple[str, ...], rulebook: Rulebook
) -> Literal["ready", "gaps", "not_ready", "no_verdict"]:
    if blocking:
        return "not_ready"
    if score is None:
        return "no_verdict"
    return "ready" if score >= rulebook.number("readiness_ready_from") else "gaps"


def _item(question: Question, function: Function, profile: Profile, rulebook: Rulebook, fx: float) -> ReadinessItem:
    answer, where = _answer(question.id, function, profile)
    gap = answer is not None and answer < rulebook.number("readiness_gate_level")
    return ReadinessItem(
        id=question.id,
        question=question.title,
        dimension=question.dimension,
        answer=answer,
        anchor="" if answer is None else question.anchors[answer],
        answered_at=where,
        gate=question.gate,
        gap=gap,
        fix=question.fix.what if gap or answer is None else "",
        who=question.fix.who,
        weeks=question.fix.weeks.likely,
        cost=float(question.fix.cost["likely"]) * fx,
    )


def _answer(
    identity: str, function: Function, profile: Profile
) -> tuple[int | None, Literal["function", "company", "nowhere"]]:
    """The function's own answer, else the company's."""
    if function.readiness.get(identity) is not None:
        return function.readiness[identity], "function"
    if profile.readiness.get(identity) is not None:
        return profile.readiness[identity], "company"
    return None, "nowhere"


def readiness_points(view: ReadinessView, rulebook: Rulebook) -> float:
    """Readiness as 0-100 for the choice: answered items count as they are, unanswered ones as middling."""
    top = rulebook.number("readiness_answer_maximum")
    middling = rulebook.number("level_points", "medium")
    if not view.dimensions:
        return middling
    mean = sum(view.dimensions.values()) / len(view.dimensions)
    weakest = min(view.dimensions.values())
    weights = rulebook.number("readiness_mean_weight"), rulebook.number("readiness_weakest_weight")
    known = 100 * (weights[0] * mean + weights[1] * weakest) / top
    share = view.answered / view.asked
    return share * known + (1 - share) * middling
