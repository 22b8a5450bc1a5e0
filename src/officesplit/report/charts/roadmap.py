"""What moves when: the waves of the plan in months."""

from itertools import pairwise
from typing import Any

from officesplit.model.result import Wave
from officesplit.model.vocabulary import Path
from officesplit.report.charts.chart import CAP, SMALL, TEXT, Chart, draw
from officesplit.report.charts.scale import linear, px
from officesplit.report.charts.text import fit, width
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context
from officesplit.report.view_words import KIND, PATH, counted

_LEFT, _RIGHT, _TOP = 236.0, 736.0, 8.0
_HEAD, _ROW = 26.0, 22.0
_LAST = 6
_TITLE = 480.0
_NOTE = "A bar runs to the start of the next wave; it is a window, not a plan of work."
_HELD_NOTE = " Held: beyond the one-off budget, no start is planned."
_PATH_FILL: dict[Path, tuple[str, str]] = {Path.GO: ("a", ""), Path.PREPARE: ("b", "hatch"), Path.PILOT: ("d", "dots")}


def roadmap(context: Context) -> Chart | None:
    """Bars by wave from its start to the start of the next; None where nothing moves."""
    waves = [wave for wave in context.assessment.roadmap.waves if wave.functions]
    if not waves:
        return None
    funded = [wave for wave in waves if wave.funded]
    ends = dict(zip([wave.number for wave in funded], _ends(funded), strict=True)) if funded else {}
    axis = linear(0, max(ends.values(), default=_LAST), _LEFT, _RIGHT, 6)
    y, left_to_name = _TOP, CAP
    bands, heads, rows = [], [], []
    used: set[Path] = set()
    for index, wave in enumerate([*funded, *(wave for wave in waves if not wave.funded)]):
        named = wave.functions[:left_to_name]
        left_to_name -= len(named)
        hidden = len(wave.functions) - len(named)
        tall = _HEAD + _ROW * len(named)
        if index % 2 == 0:
            bands.append({"y": px(y), "height": px(tall)})
        more = f" (and {hidden} more)" if hidden else ""
        heads.append({"y": px(y + 17), "text": fit(wave.title, _TITLE, TEXT) + more})
        for place, ident in enumerate(named):
            top = y + _HEAD + place * _ROW
            if not wave.funded:
                rows.append({"y": px(top), "name": fit(context.name(ident), _LEFT - 42, TEXT), "held": True})
                continue
            rows.append(_row(ident, wave, ends[wave.number], top, axis.place, context))
            function = context.functions.get(ident)
            used.add(function.recommendation.path if function else Path.GO)
        y += tall
    bottom = y + 4
    legend: list[dict[str, Any]] = []
    at = _LEFT
    for path in Path:
        if path in used:
            tone, pattern = _PATH_FILL[path]
            legend.append({"x": px(at), "y": px(bottom + 46), "tone": tone, "pattern": pattern, "text": PATH[path]})
            at += 28 + width(PATH[path], SMALL) + 18
    return draw(
        "roadmap",
        "What moves when",
        "; ".join(
            f"{wave.title}{f' from month {wave.starts_month}' if wave.funded else ', held,'} "
            f"with {counted(len(wave.functions), 'function')}"
            for wave in waves
        ),
        bottom + 92,
        [
            ["Wave", "Starts in month", "Function", "Verdict", "Path", "Why not earlier"],
            *(
                [
                    clean(wave.title),
                    str(wave.starts_month) if wave.funded else "held",
                    *_cells(ident, context, wave.funded),
                    clean(wave.reasons.get(ident, "")),
                ]
                for wave in waves
                for ident in wave.functions
            ),
        ],
        left=px(_LEFT),
        right=px(_RIGHT),
        centre=px((_LEFT + _RIGHT) / 2),
        top=px(_TOP),
        bottom=px(bottom),
        bands=bands,
        heads=heads,
        rows=rows,
        legend=legend,
        ticks=[{"at": px(axis.place(tick)), "text": context.figures.short(tick)} for tick in axis.ticks],
        axis_title="Months after approval",
        notes=[
            {
                "y": px(bottom + 80),
                "text": _NOTE + (_HELD_NOTE if len(funded) < len(waves) else ""),
            }
        ],
    )


def _ends(waves: list[Wave]) -> list[int]:
    """The month in which each wave makes room for the next; the last one takes as long as the one before it."""
    starts = [wave.starts_month for wave in waves]
    ends = [max(later, start + 1) for start, later in pairwise(starts)]
    length = ends[-1] - starts[-2] if len(starts) > 1 else _LAST
    return [*ends, starts[-1] + length]


def _cells(ident: str, context: Context, funded: bool) -> list[str]:
    function = context.functions.get(ident)
    if function is None:
        return [clean(ident), "", ""]
    path = PATH[function.recommendation.path] if funded else "held"
    return [clean(function.name), KIND[function.recommendation.planned], path]


def _row(ident: str, wave: Wave, end: int, y: float, place: Any, context: Context) -> dict[str, Any]:
    function = context.functions.get(ident)
    tone, pattern = _PATH_FILL[function.recommendation.path if function else Path.GO]
    name = context.name(ident)
    start = place(wave.starts_month)
    return {
        "y": px(y),
        "held": False,
        "name": fit(name, _LEFT - 42, TEXT),
        "x": px(start),
        "width": px(max(place(end) - start - 2, 2.0)),
        "tone": tone,
        "pattern": pattern,
        "hint": f"{clean(name)}: months {wave.starts_month} to {end}",
    }
