"""Which functions lean on each other across the waves, and what each such seam needs."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from officesplit.model.result import FunctionResult
from officesplit.report.charts.chart import CAP, SMALL, WIDTH, Chart, draw
from officesplit.report.charts.scale import px
from officesplit.report.charts.shapes import outline
from officesplit.report.charts.text import fit, wrap
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context
from officesplit.report.view_words import counted

_TOP, _STEP, _TALL = 40.0, 56.0, 36.0
_WIDEST = 150.0
_KEY = 17.0
_BULGE, _BADGE = 24.0, 18.0
_ASIDE = (0.0, -6.0, 6.0)


@dataclass(frozen=True)
class _Seam:
    one: str
    other: str
    text: str


def dependency_map(context: Context) -> Chart | None:
    """Functions in columns by wave, joined by numbered seams; None where no interface joins two functions."""
    seams = _seams(context)
    if not seams:
        return None
    drawn, members = _capped(seams)
    columns = _columns(members, drawn, context)
    gap = WIDTH / len(columns)
    wide = min(_WIDEST, gap - 56)
    rows = max(len(column) for _, column in columns)
    places: dict[str, tuple[float, float]] = {}
    nodes, heads = [], []
    for index, (title, column) in enumerate(columns):
        x = gap * (index + 0.5)
        heads.append({"x": px(x), "text": fit(title, gap - 12, SMALL)})
        for row, ident in enumerate(column):
            y = _TOP + _STEP * row
            places[ident] = (x, y + _TALL / 2)
            nodes.append(_node(context.name(ident), x, y, wide))
    bottom = _TOP + rows * _STEP + 12
    keys = [
        (str(index) if part == 0 else "", text)
        for index, seam in enumerate(drawn, start=1)
        for part, text in enumerate(wrap(seam.text, WIDTH - 56, SMALL, 2))
    ]
    notes = []
    if len(seams) > len(drawn):
        text = f"Drawn: {counted(len(drawn), 'seam')}; {len(seams) - len(drawn)} more in the table."
        notes = [{"y": px(bottom + 16 + len(keys) * _KEY), "text": text}]
    return draw(
        "dependency_map",
        "Where the work is cut",
        "Where functions meet that move in different waves or ways: " + counted(len(seams), "interface") + ".",
        bottom + 16 + len(keys) * _KEY + 18 * len(notes),
        [
            ["No.", "Function", "Function", "Interface"],
            *(
                [str(index), clean(context.name(seam.one)), clean(context.name(seam.other)), clean(seam.text)]
                for index, seam in enumerate(seams, start=1)
            ),
        ],
        columns=heads,
        nodes=nodes,
        edges=_edges(drawn, places, wide, gap),
        keys=[
            {"y": px(bottom + 8 + i * _KEY), "number": number, "text": text} for i, (number, text) in enumerate(keys)
        ],
        notes=notes,
    )


def _seams(context: Context) -> list[_Seam]:
    """Interfaces that name two functions, by name or by id; the longest name wins where one holds another."""
    functions = sorted(context.assessment.functions, key=lambda function: -len(function.name))
    patterns = [(function.id, re.compile(_either(function), re.IGNORECASE)) for function in functions]
    seams = []
    for text in context.assessment.roadmap.interfaces:
        rest, found = text, []
        for ident, pattern in patterns:
            match = pattern.search(rest)
            if match:
                found.append((match.start(), ident))
                rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
        found.sort()
        if len(found) >= 2:
            seams.append(_Seam(found[0][1], found[1][1], text))
    return seams


def _either(function: FunctionResult) -> str:
    return rf"(?<!\w)(?:{re.escape(function.name)}|{re.escape(function.id)})(?!\w)"


def _capped(seams: list[_Seam]) -> tuple[list[_Seam], list[str]]:
    """The first seams whose functions fit on the map, and these functions."""
    members: dict[str, None] = {}
    drawn: list[_Seam] = []
    for seam in seams:
        joined = {**members, seam.one: None, seam.other: None}
        if len(joined) <= CAP and len(drawn) < CAP:
            members = joined
            drawn.append(seam)
    return drawn, list(members)


def _columns(members: list[str], seams: list[_Seam], context: Context) -> list[tuple[str, list[str]]]:
    """Functions by wave, those that stay first; each column ordered by where its neighbours stand in the one before."""
    titles = {wave.number: wave.title for wave in context.assessment.roadmap.waves}
    number = {ident: context.functions[ident].recommendation.wave for ident in members}
    columns: list[tuple[str, list[str]]] = []
    rank: dict[str, float] = {}
    for wave in sorted(set(number.values())):
        column = [ident for ident in members if number[ident] == wave]
        position = {ident: index for index, ident in enumerate(column)}

        def pull(ident: str, position: dict[str, int] = position) -> tuple[float, int]:
            near = [rank[other] for seam in seams for other in _others(seam, ident) if other in rank]
            return (sum(near) / len(near) if near else float(position[ident]), position[ident])

        column.sort(key=pull)
        rank.update({ident: float(index) for index, ident in enumerate(column)})
        columns.append((titles.get(wave, f"Wave {wave}" if wave else "Stays"), column))
    return columns


def _others(seam: _Seam, ident: str) -> list[str]:
    return [seam.other] if seam.one == ident else [seam.one] if seam.other == ident else []


def _node(name: str, x: float, y: float, wide: float) -> dict[str, Any]:
    lines = wrap(name, wide - 12, SMALL, 2)
    first = y + _TALL / 2 + 4 - 6.5 * (len(lines) - 1)
    return {
        "x": px(x - wide / 2),
        "y": px(y),
        "width": px(wide),
        "height": px(_TALL),
        "hint": clean(name),
        "lines": [{"x": px(x), "y": px(first + 13 * index), "text": line} for index, line in enumerate(lines)],
    }


def _edges(seams: list[_Seam], places: dict[str, tuple[float, float]], wide: float, gap: float) -> list[dict[str, Any]]:
    """Lines between the sides of two boxes that cross no third box.

    Neighbours are joined by a curve in the space between their columns, two of one column by a curve beside it. A line
    that passes other columns runs along the free lane under the row it comes from.
    """
    half, edges = wide / 2, []
    badges: list[tuple[float, float]] = []
    used = Counter[float]()
    for index, seam in enumerate(seams, start=1):
        (x1, y1), (x2, y2) = sorted((places[seam.one], places[seam.other]))
        if x1 == x2:
            side = 1 if x1 + gap < WIDTH else -1
            start, bend = x1 + side * half, x1 + side * (half + _BULGE)
            path = f"M{px(start)} {px(y1)}C{px(bend)} {px(y1)} {px(bend)} {px(y2)} {px(start)} {px(y2)}"
            x, y = start + side * _BULGE * 0.75, (y1 + y2) / 2
        elif x2 - x1 <= gap * 1.5:
            x, y = (x1 + x2) / 2, (y1 + y2) / 2
            path = f"M{px(x1 + half)} {px(y1)}C{px(x)} {px(y1)} {px(x)} {px(y2)} {px(x2 - half)} {px(y2)}"
        else:
            # Lines that share a lane run beside each other.
            aside = _ASIDE[used[y1] % len(_ASIDE)]
            used[y1] += 1
            x, y = x1 + gap / 2 + aside, y1 + _STEP / 2 + aside
            path = f"M{px(x1 + half)} {px(y1)}H{px(x)}V{px(y)}H{px(x2 - gap / 2 - aside)}V{px(y2)}H{px(x2 - half)}"
        # Two seams that cross would share a badge: the later one moves down.
        while any(abs(x - bx) < _BADGE and abs(y - by) < _BADGE for bx, by in badges):
            y += _BADGE
        badges.append((x, y))
        badge = outline("circle", x, y, _BADGE / 2)
        edges.append({"path": path, "badge": badge, "x": px(x), "y": px(y), "number": str(index)})
    return edges
