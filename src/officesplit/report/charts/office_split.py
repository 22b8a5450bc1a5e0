"""How the head-count splits over front, middle and back office."""

from typing import Any

from officesplit.model.result import FunctionResult
from officesplit.model.vocabulary import Office
from officesplit.report.charts.chart import SMALL, Chart, draw
from officesplit.report.charts.scale import px
from officesplit.report.charts.shapes import OFFICE_FILL
from officesplit.report.charts.text import fit, width
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context
from officesplit.report.view_words import OFFICE

_LEFT, _RIGHT, _ROW = 124.0, 744.0, 70.0
_LINES = 2


def office_split(context: Context) -> Chart | None:
    """Stacked bars of FTE by office, one segment a function, the largest first; None without head-count."""
    figures = context.figures
    rows: dict[Office, list[FunctionResult]] = {office: [] for office in Office}
    for function in context.assessment.functions:
        rows[function.classification.office].append(function)
    totals = {office: sum(function.fte for function in members) for office, members in rows.items()}
    whole, widest = sum(totals.values()), max(totals.values())
    if widest <= 0:
        return None
    scale = (_RIGHT - _LEFT) / widest
    drawn: list[dict[str, Any]] = []
    for index, (office, members) in enumerate(rows.items()):
        members.sort(key=lambda function: -function.fte)
        tone, pattern = OFFICE_FILL[office]
        drawn.append(
            {
                "y": px(12 + index * _ROW),
                "name": OFFICE[office],
                "total": f"{figures.fte(totals[office])} FTE, {figures.percent(totals[office] / whole)}",
                "tone": tone,
                "pattern": pattern,
                "parts": _segments(members, scale, context),
                "names": _names(members, 12 + index * _ROW + 41, context),
            }
        )
    notes = []
    if any(function.classification.office_contested for function in context.assessment.functions):
        notes = [{"y": px(12 + 3 * _ROW + 12), "text": "~ the office is contested: another one is about as likely"}]
    split = ", ".join(f"{row['name'].lower()} {row['total']}" for row in drawn)
    return draw(
        "office_split",
        "Front, middle and back office",
        f"Head-count by office: {split}.",
        12 + 3 * _ROW + 20 * len(notes),
        [
            ["Office", "Function", "FTE", "Contested"],
            *(
                [
                    OFFICE[office],
                    clean(function.name),
                    figures.fte(function.fte),
                    "yes" if function.classification.office_contested else "no",
                ]
                for office, members in rows.items()
                for function in members
            ),
        ],
        rows=drawn,
        notes=notes,
    )


def _segments(members: list[FunctionResult], scale: float, context: Context) -> list[dict[str, Any]]:
    """Bars of one office side by side."""
    at, parts = _LEFT, []
    for function in members:
        wide = function.fte * scale
        # A gap parts neighbours that share a colour; in a crowd it gives way to the bars.
        parts.append(
            {
                "x": px(at),
                "width": px(max(wide - min(1.5, wide / 4), 0.1)),
                "hint": f"{clean(function.name)}: {context.figures.fte(function.fte)} FTE",
            }
        )
        at += wide
    return parts


def _names(members: list[FunctionResult], y: float, context: Context) -> list[dict[str, Any]]:
    """The names in the order of the bars on a few lines; those that do not fit are counted."""
    room = _RIGHT - _LEFT
    lines: list[str] = [""]
    for index, function in enumerate(members):
        mark = "~" if function.classification.office_contested else ""
        entry = f"{fit(mark + function.name, room / 2, SMALL)} ({context.figures.fte(function.fte)})"
        joined = f"{lines[-1]}, {entry}" if lines[-1] else entry
        more = f", and {len(members) - index} more"
        if width(joined + (more if len(lines) == _LINES else ""), SMALL) <= room:
            lines[-1] = joined
        elif len(lines) < _LINES:
            lines[-1] += ","
            lines.append(entry)
        else:
            lines[-1] += more
            break
    return [{"x": px(_LEFT), "y": px(y + 14 * number), "text": line} for number, line in enumerate(lines) if line]
