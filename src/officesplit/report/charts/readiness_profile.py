"""How ready the functions are to be handed over, by dimension."""

from typing import Any

from officesplit.report.charts.chart import SMALL, TEXT, WIDTH, Chart, draw
from officesplit.report.charts.scale import linear, px
from officesplit.report.charts.text import fit
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context
from officesplit.report.view_words import counted, words

_LEFT, _RIGHT, _TOP, _ROW = 176.0, 500.0, 12.0, 28.0
_BEST = 4.0
_ENOUGH = 2.0


def readiness_profile(context: Context) -> Chart | None:
    """Mean answer (0-4) by dimension over the functions, with the lowest and highest; None without answers."""
    figures = context.figures
    found: dict[str, list[tuple[float, str]]] = {}
    for function in context.assessment.functions:
        for dimension, value in function.readiness.dimensions.items():
            found.setdefault(dimension, []).append((value, function.name))
    if not found:
        return None
    axis = linear(0, _BEST, _LEFT, _RIGHT, 4)
    rows: list[dict[str, Any]] = []
    table = [["Dimension", "Mean (0–4)", "Lowest", "Function with the lowest", "Functions answered"]]
    for dimension, values in found.items():
        mean = sum(value for value, _ in values) / len(values)
        low, who = min(values, key=lambda item: item[0])
        high = max(value for value, _ in values)
        enough = mean >= _ENOUGH
        lowest = f"; lowest {figures.number(low, 1)} {who}" if low < high else ""
        label = figures.number(mean, 1) + lowest
        rows.append(
            {
                "y": px(_TOP + 5 + len(rows) * _ROW),
                "middle": px(_TOP + 14 + len(rows) * _ROW),
                "name": fit(words(dimension), _LEFT - 30, TEXT),
                "width": px(max(axis.place(mean) - _LEFT, 1.0)),
                "low": px(axis.place(low)),
                "high": px(axis.place(high)),
                "tone": "c" if enough else "b",
                "pattern": "" if enough else "hatch",
                "value": fit(label, WIDTH - _RIGHT - 24, TEXT),
                "hint": f"{words(dimension)}: {figures.number(mean, 1)} of 4",
            }
        )
        table.append([words(dimension), figures.number(mean, 1), figures.number(low, 1), clean(who), str(len(values))])
    bottom = _TOP + len(rows) * _ROW
    silent = sum(1 for function in context.assessment.functions if not function.readiness.dimensions)
    texts = ["Bar: mean of the functions, hatched below 2. Thin line: lowest to highest function."]
    if silent:
        texts.append(f"Too few answers to count: {silent} of {counted(len(context.assessment.functions), 'function')}.")
    weakest = min(found, key=lambda key: sum(value for value, _ in found[key]) / len(found[key]))
    return draw(
        "readiness_profile",
        "How ready the functions are",
        f"Readiness by dimension on a scale from 0 to 4. The weakest is {words(weakest).lower()}.",
        bottom + 48 + 16 * len(texts),
        table,
        left=px(_LEFT),
        right=px(_RIGHT),
        centre=px((_LEFT + _RIGHT) / 2),
        top=px(_TOP),
        bottom=px(bottom),
        gate=px(axis.place(_ENOUGH)),
        ticks=[{"at": px(axis.place(tick)), "text": figures.number(tick)} for tick in axis.ticks],
        rows=rows,
        axis_title="0 = nothing in place, 2 = the least for a hand-over, 4 = proven",
        notes=[{"y": px(bottom + 54 + 16 * i), "text": fit(text, WIDTH - 32, SMALL)} for i, text in enumerate(texts)],
    )
