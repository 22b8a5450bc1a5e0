"""How likely and how dear the risks of the plan are, with lines of equal risk."""

import math
from collections.abc import Callable
from typing import Any

from officesplit.model.result import FunctionResult, RiskLine
from officesplit.report.charts.chart import SMALL, WIDTH, Chart, draw
from officesplit.report.charts.scale import ladder, logarithmic, px
from officesplit.report.charts.shapes import outline
from officesplit.report.charts.text import fit
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context
from officesplit.report.view_words import counted

_LEFT, _RIGHT, _TOP, _BOTTOM = 104.0, 452.0, 12.0, 372.0
_NUMBERED = 18
_RADIUS, _SMALL_RADIUS = 9.5, 3.5
_KEYS = 486.0
_PER_DECADE = 10.0


def risk_picture(context: Context) -> Chart | None:
    """Chance over the horizon against likely loss, before mitigation; None where no risk has both."""
    figures = context.figures
    everything = [(f, line) for f in context.assessment.functions for line in f.risk.lines]
    rows = [(f, line) for f, line in everything if line.chance > 0 and line.loss > 0]
    if not rows:
        return None
    rows.sort(key=lambda row: -row[1].chance * row[1].loss)
    chances, losses = [line.chance for _, line in rows], [line.loss for _, line in rows]
    across = ladder(min(chances), max(chances), _LEFT + 12, _RIGHT - 12)
    up = logarithmic(min(losses), max(losses), _BOTTOM - 12, _TOP + 12)
    currency, years = context.assessment.company.currency, counted(context.assessment.company.horizon_years, "year")
    numbered = rows[:_NUMBERED]
    keys = [
        {
            "y": px(_TOP + 12 + index * 20),
            "number": str(index + 1),
            "text": fit(f"{line.title}, {function.name}", WIDTH - _KEYS - 12, SMALL),
        }
        for index, (function, line) in enumerate(numbered)
    ]
    texts = ["Dashed: equal expected loss (chance times loss). Before mitigation; the table has both."]
    if len(rows) > len(numbered):
        texts.append(f"{len(numbered)} risks are numbered, and {len(rows) - len(numbered)} more are small dots.")
    worst_function, worst = rows[0]
    return draw(
        "risk_picture",
        "What can go wrong",
        f"Risks by chance over {years} and likely loss. The largest is: {worst.title}, {worst_function.name}, "
        f"chance {figures.percent(worst.chance)}, loss {figures.money(worst.loss)}.",
        _BOTTOM + 48 + 16 * len(texts),
        [
            ["Risk", "Function", "Chance", "Chance after mitigation", f"Loss if it happens ({currency})",
             f"Expected loss a year after mitigation ({currency})"],
            *(
                [clean(line.title), clean(function.name), figures.percent(line.chance, 1),
                 figures.percent(line.chance_after, 1), figures.bare(line.loss), figures.bare(line.expected_loss_after)]
                for function, line in rows
            ),
        ],
        left=px(_LEFT), right=px(_RIGHT), top=px(_TOP), bottom=px(_BOTTOM),
        centre=px((_LEFT + _RIGHT) / 2), halfway=px((_TOP + _BOTTOM) / 2),
        across=_thinned(across.ticks, across.place, lambda tick: figures.percent(tick, 1 if tick < 0.01 else 0)),
        up=[{"at": px(up.place(tick)), "text": figures.bare(tick)} for tick in up.ticks],
        contours=_contours(rows, across.place, up.place, context),
        spots=_spots(rows, across.place, up.place, context),
        keys=keys, key_number=px(_KEYS - 8), key_text=px(_KEYS),
        x_title=f"Chance over {years}", y_title=f"Likely loss if it happens, {currency}",
        notes=[{"y": px(_BOTTOM + 54 + 16 * i), "text": text} for i, text in enumerate(texts)],
    )  # fmt: skip


def _thinned(
    ticks: tuple[float, ...], place: Callable[[float], float], text: Callable[[float], str]
) -> list[dict[str, Any]]:
    """Ticks with a text where there is room for it."""
    done: list[dict[str, Any]] = []
    last = -math.inf
    for tick in ticks:
        at = place(tick)
        roomy = at - last >= 38
        last = at if roomy else last
        done.append({"at": px(at), "text": text(tick) if roomy else ""})
    return done


def _contours(
    rows: list[tuple[FunctionResult, RiskLine]],
    across: Callable[[float], float],
    up: Callable[[float], float],
    context: Context,
) -> list[dict[str, Any]]:
    """Lines of equal chance x loss, one a power of ten, cut to the frame of the plot."""
    risks = [line.chance * line.loss for _, line in rows]
    # Both scales are logarithmic, so a line of equal risk is straight: two points of it are enough.
    slope_x = across(_PER_DECADE) - across(1.0)
    slope_y = up(_PER_DECADE) - up(1.0)
    done = []
    for power in range(math.floor(math.log10(min(risks))), math.ceil(math.log10(max(risks))) + 1):
        ends = []
        for x in (_LEFT, _RIGHT):
            chance = (x - across(1.0)) / slope_x
            ends.append((x, up(1.0) + slope_y * (power - chance)))
        clipped = _clip(ends[0], ends[1])
        if clipped is None:
            continue
        (x1, y1), (x2, y2) = clipped
        if math.hypot(x2 - x1, y2 - y1) < 60:
            continue
        done.append(
            {
                "x1": px(x1), "y1": px(y1), "x2": px(x2), "y2": px(y2),
                "x": px(x2 - 6), "y": px(min(y2 + 10, _BOTTOM - 4)),
                "text": context.figures.bare(10.0**power), "anchor": "end",
            }
        )  # fmt: skip
    return done


def _clip(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a line that falls from left to right inside the plot (y grows downward)."""
    (x1, y1), (x2, y2) = start, end
    if y1 == y2:
        return None
    low, high = sorted((y1, y2))
    if high < _TOP or low > _BOTTOM:
        return None

    def inside(x: float, y: float) -> tuple[float, float]:
        edge = min(max(y, _TOP), _BOTTOM)
        return (x, y) if edge == y else (x1 + (edge - y1) / (y2 - y1) * (x2 - x1), edge)

    return inside(x1, y1), inside(x2, y2)


def _spots(
    rows: list[tuple[FunctionResult, RiskLine]],
    across: Callable[[float], float],
    up: Callable[[float], float],
    context: Context,
) -> list[dict[str, Any]]:
    """Numbered marks, moved apart where they would cover each other, over small dots for the rest."""
    placed: list[tuple[float, float]] = []
    numbered, dots = [], []
    for index, (function, line) in enumerate(rows):
        x, y = across(line.chance), up(line.loss)
        hint = (
            f"{clean(line.title)}, {clean(function.name)}: {context.figures.percent(line.chance)}, "
            f"{context.figures.money(line.loss)}"
        )
        if index < _NUMBERED:
            x, y = _free(x, y, placed)
            placed.append((x, y))
            shape, tone = ("square", "d") if line.breach else ("circle", "a")
            mark = {"path": outline(shape, x, y, _RADIUS), "tone": tone, "number": str(index + 1)}
            numbered.append({**mark, "x": px(x), "y": px(y), "hint": hint})
        else:
            mark = {"path": outline("circle", x, y, _SMALL_RADIUS), "tone": "n", "number": ""}
            dots.append({**mark, "x": px(x), "y": px(y), "hint": hint})
    return [*dots, *numbered]


def _free(x: float, y: float, placed: list[tuple[float, float]]) -> tuple[float, float]:
    """The nearest point to (x, y), on growing rings, where a numbered mark covers no earlier one."""
    apart = 2 * _RADIUS
    for ring in range(12):
        for turn in range(max(1, 8 * ring)):
            angle = 2 * math.pi * turn / max(1, 8 * ring)
            spot = (x + ring * 8 * math.cos(angle), y + ring * 8 * math.sin(angle))
            inside = _LEFT + _RADIUS <= spot[0] <= _RIGHT - _RADIUS and _TOP + _RADIUS <= spot[1] <= _BOTTOM - _RADIUS
            if (inside or ring == 0) and all(math.dist(spot, other) >= apart for other in placed):
                return spot
    return x, y
