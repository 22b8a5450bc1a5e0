"""Which functions are easy to give out, and which the company needs to hold."""

import math
from dataclasses import dataclass
from typing import Any

from officesplit.model.result import FunctionResult
from officesplit.model.vocabulary import EXTERNAL, Criterion, Family
from officesplit.report.charts.chart import CAP, SMALL, TEXT, Chart, draw
from officesplit.report.charts.labels import Box, Spot, place
from officesplit.report.charts.scale import linear, px
from officesplit.report.charts.shapes import FAMILY_MARK, NO_VERDICT_MARK, outline
from officesplit.report.charts.text import fit, width
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context
from officesplit.report.view_words import FAMILY, INSUFFICIENT, NONE, counted

_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 744.0, 12.0, 412.0
_BAND = 74.0
_STRIP = 20.0
"""Height of the strips at the top and the bottom that hold the names of the quadrants and no bubble."""
_LARGEST, _SMALLEST = 26.0, 4.5
_LABEL = 170.0
_EASE = (Criterion.C3, Criterion.C4)
_NEED = ("strategic_importance", "importance")


@dataclass(frozen=True)
class _Point:
    function: FunctionResult
    ease: float | None
    need: float


def ease_of_giving_out(function: FunctionResult) -> float | None:
    """Mean of operational fit and market dependence (0-100) of the best open external option; None where none is open.

    The best is the one with the highest score; one without a score counts by these two criteria alone.
    """
    best: tuple[float, float] | None = None
    for option in function.options:
        if option.option in EXTERNAL and not option.struck and all(key in option.criteria for key in _EASE):
            ease = sum(option.criteria[key].score for key in _EASE) / len(_EASE)
            rank = (option.score if option.score is not None else ease, ease)
            best = rank if best is None or rank > best else best
    return None if best is None else best[1]


def strategic_need(function: FunctionResult) -> float | None:
    """Points (0-100) of the importance trait, None where the result holds none."""
    return next((t.points for key in _NEED for t in function.traits if t.id == key and t.points is not None), None)


def suitability_matrix(context: Context) -> Chart | None:
    """Bubbles over ease and need; None where no function has a known importance."""
    figures = context.figures
    points = [
        _Point(function, ease_of_giving_out(function), need)
        for function in context.assessment.functions
        if (need := strategic_need(function)) is not None
    ]
    if not points:
        return None
    closed = any(point.ease is None for point in points)
    start = _LEFT + (_BAND if closed else 0.0)
    low, high = ease_limits([point.ease for point in points if point.ease is not None])
    across = linear(low, high, start, _RIGHT, 4)
    up = linear(0, 100, _BOTTOM - _STRIP, _TOP + _STRIP, 4)
    biggest = max(max(point.function.fte for point in points), 1e-9)
    # A crowd shares the area that CAP bubbles would take, so that there is room for names between them.
    crowd = math.sqrt(max(len(points) / CAP, 1.0))
    spots = []
    for point in points:
        radius = max(_LARGEST * math.sqrt(point.function.fte / biggest), _SMALLEST) / crowd
        x = (_LEFT + start) / 2 if point.ease is None else across.place(point.ease)
        # A bubble on the edge of the scale is moved inside by its radius at most, so that it is not cut.
        x = min(max(x, _LEFT + radius), _RIGHT - radius)
        y = min(max(up.place(point.need), _TOP + _STRIP + radius), _BOTTOM - _STRIP - radius)
        name = fit(point.function.name, _LABEL, TEXT)
        spots.append((point, name, Spot(x, y, radius, width(name, TEXT) + 2, 14.0)))
    order = sorted(range(len(spots)), key=lambda i: (-spots[i][2].radius, i))
    corners, corner_boxes = _corners(start)
    labels = _labels([spots[i] for i in order[:CAP]], [spots[i][2] for i in order[CAP:]], corner_boxes)
    legend = _legend(points)
    scale = ""
    if (low, high) != _FULL:
        scale = f"Ease is drawn from {figures.number(low)} to {figures.number(high)}, where these functions lie, and"
        scale += " the upright line is the middle of that range, not a threshold."
    notes = _notes(len(points), len(labels), len(context.assessment.functions), scale)
    middle_x, middle_y = (start + _RIGHT) / 2, (_TOP + _BOTTOM) / 2
    return draw(
        "suitability_matrix",
        "What suits being given out",
        "Each bubble is a function: further right is easier to give out, higher up matters more to the company, larger "
        "has more staff. The shape says what is recommended.",
        _BOTTOM + 72 + 18 * len(notes),
        [
            ["Function", "Ease of giving out (0–100)", "Strategic need (0–100)", "FTE", "Recommended"],
            *(
                [
                    clean(point.function.name),
                    "none open" if point.ease is None else figures.number(point.ease),
                    figures.number(point.need),
                    figures.fte(point.function.fte),
                    _recommended(point.function),
                ]
                for point in points
            ),
        ],
        left=px(_LEFT),
        right=px(_RIGHT),
        top=px(_TOP),
        bottom=px(_BOTTOM),
        tall=px(_BOTTOM - _TOP),
        middle_x=px(middle_x),
        middle_y=px(middle_y),
        closed={"x": px(_LEFT), "width": px(_BAND), "middle": px(_LEFT + _BAND / 2)} if closed else None,
        across=[{"at": px(across.place(tick)), "text": figures.number(tick)} for tick in across.ticks],
        up=[{"at": px(up.place(tick)), "text": figures.number(tick)} for tick in up.ticks],
        corners=corners,
        # The largest are drawn first, so that small ones stay visible on top of them.
        spots=[_bubble(*spots[i][::2], context) for i in order],
        labels=labels,
        x_title="Ease of giving out: operational fit and a market that can be left",
        y_title="Strategic need",
        legend=legend,
        notes=notes,
    )


_FULL = (0.0, 100.0)
_SPANS = ((40.0, 10), (80.0, 20))
"""Narrower axes that are tried first, each with the step of its lower end, so that four ticks stay round."""


def ease_limits(eases: list[float]) -> tuple[float, float]:
    """The narrowest round axis (points, inside 0 to 100) that holds all values, with the values near its middle."""
    if not eases:
        return _FULL
    centre = (min(eases) + max(eases)) / 2
    for span, step in _SPANS:
        starts = [float(low) for low in range(0, int(_FULL[1] - span) + 1, step)]
        holding = [low for low in starts if low <= min(eases) and max(eases) <= low + span]
        if holding:
            low = min(holding, key=lambda start: abs(start + span / 2 - centre))
            return low, low + span
    return _FULL


def _recommended(function: FunctionResult) -> str:
    advice = function.recommendation
    return INSUFFICIENT.lower() if advice.insufficient_evidence else FAMILY[advice.family]


def _bubble(point: _Point, spot: Spot, context: Context) -> dict[str, Any]:
    advice = point.function.recommendation
    shape, tone = NO_VERDICT_MARK if advice.insufficient_evidence else FAMILY_MARK[advice.family]
    ease = NONE if point.ease is None else context.figures.number(point.ease)
    hint = f"{clean(point.function.name)}: ease {ease}, need {context.figures.number(point.need)}, "
    return {
        "path": outline(shape, spot.x, spot.y, spot.radius),
        "tone": tone,
        "hint": f"{hint}{context.figures.fte(point.function.fte)} FTE",
    }


def _labels(named: list[tuple[_Point, str, Spot]], others: list[Spot], taken: list[Box]) -> list[dict[str, Any]]:
    """Labels of the largest bubbles, kept off all bubbles and off the names of the quadrants."""
    rest = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in others]
    placed = place([spot for _, _, spot in named], (_LEFT, _TOP, _RIGHT, _BOTTOM), [*taken, *rest])
    return [
        {
            "x": px(label.box[0] + 1),
            "y": px(label.box[3] - 3),
            "text": name,
            "leader": None if label.leader is None else [px(value) for value in label.leader],
        }
        for (_, name, _), label in zip(named, placed, strict=True)
        if label is not None
    ]


def _corners(start: float) -> tuple[list[dict[str, Any]], list[Box]]:
    """The names of the quadrants with the boxes that they take."""
    corners, boxes = [], []
    for text, right, low in (
        ("Keep and strengthen", False, False),
        ("Share, or split with care", True, False),
        ("Put in order first", False, True),
        ("Give out first", True, True),
    ):
        wide = width(text, SMALL)
        x = _RIGHT - 6 if right else start + 6
        y = _BOTTOM - 7 if low else _TOP + 14
        corners.append({"x": px(x), "y": px(y), "text": text, "anchor": "end" if right else "start"})
        left = x - wide if right else x
        boxes.append((left, y - 11, left + wide, y + 4))
    return corners, boxes


def _legend(points: list[_Point]) -> list[dict[str, Any]]:
    judged = {p.function.recommendation.family for p in points if not p.function.recommendation.insufficient_evidence}
    marks = [(FAMILY_MARK[family], FAMILY[family]) for family in Family if family in judged]
    if any(point.function.recommendation.insufficient_evidence for point in points):
        marks.append((NO_VERDICT_MARK, "no verdict"))
    at, keys = _LEFT, []
    for (shape, tone), text in marks:
        path = outline(shape, at + 6, _BOTTOM + 56, 6)
        keys.append({"path": path, "tone": tone, "x": px(at + 17), "y": px(_BOTTOM + 60), "text": text})
        at += 17 + width(text, SMALL) + 16
    return keys


def _notes(drawn: int, labelled: int, functions: int, scale: str) -> list[dict[str, Any]]:
    texts = []
    if drawn > labelled:
        texts.append(f"{counted(labelled, 'name')} fitted in, and {drawn - labelled} more are in the table.")
    if functions > drawn:
        texts.append(f"{functions - drawn} without a known importance not drawn.")
    lines = [" ".join(texts), scale]
    shown = [line for line in lines if line]
    return [{"y": px(_BOTTOM + 80 + 16 * index), "text": text} for index, text in enumerate(shown)]
