"""What each change is worth, with its doubt."""

from typing import Any

from officesplit.model.result import FunctionResult, Interval
from officesplit.report.charts.chart import CAP, SMALL, TEXT, WIDTH, Chart, draw
from officesplit.report.charts.scale import linear, px
from officesplit.report.charts.shapes import outline
from officesplit.report.charts.text import fit
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context, changes, leading
from officesplit.report.view_words import KIND, counted

_LEFT, _RIGHT, _TOP, _ROW = 196.0, 624.0, 12.0, 26.0


def value_range(context: Context) -> Chart | None:
    """P10, P50, P90 and likely saving of every change, the likely one alone without draws; None without any price."""
    assessment, figures = context.assessment, context.figures
    rows: list[tuple[FunctionResult, Interval]] = []
    for function in assessment.functions:
        option = leading(function)
        saving = option.cost.npv_saving if option and option.cost else None
        if saving is not None and changes(function):
            rows.append((function, saving))
    if not rows:
        return None
    rows.sort(key=lambda row: -row[1].likely)
    shown = rows if len(rows) <= CAP else rows[:CAP]
    ends = [amount for _, s in shown for amount in (s.p10, s.likely, s.p90)]
    axis = linear(min(0.0, *ends), max(0.0, *ends), _LEFT, _RIGHT)
    bottom = _TOP + len(shown) * _ROW
    texts = ["Diamond: every input at its likely value. Nothing was drawn, so there is no range."]
    if context.drawn:
        texts = ["Bar: eight draws in ten (P10 to P90). Stroke: P50. Diamond: every input at its likely value."]
    if len(rows) > len(shown):
        texts.append(f"The {len(shown)} largest, and {len(rows) - len(shown)} more in the table.")
    if len(assessment.functions) > len(rows):
        texts.append(
            f"{counted(len(assessment.functions) - len(rows), 'function')} not shown: nothing changes in money, "
            "or there is no money verdict."
        )
    best, saving = rows[0]
    currency, years = assessment.company.currency, counted(assessment.company.horizon_years, "year")
    return draw(
        "value_range",
        "What each change is worth",
        f"Present value of the saving over {years} by function, with its range. "
        f"The largest is {best.name}: likely {figures.money(saving.likely)}.",
        bottom + 48 + 16 * len(texts),
        [
            ["Function", "Verdict", f"Likely ({currency})", *(("P10", "P50", "P90") if context.drawn else ())],
            *(
                [
                    clean(function.name),
                    KIND[function.recommendation.planned],
                    figures.bare(s.likely),
                    *(figures.bare(amount) for amount in ((s.p10, s.p50, s.p90) if context.drawn else ())),
                ]
                for function, s in rows
            ),
        ],
        left=px(_LEFT),
        right=px(_RIGHT),
        centre=px((_LEFT + _RIGHT) / 2),
        edge=px(WIDTH - 16),
        top=px(_TOP),
        bottom=px(bottom),
        zero=px(axis.place(0.0)),
        ticks=[{"at": px(axis.place(tick)), "text": figures.bare(tick)} for tick in axis.ticks],
        rows=[_row(f, s, _TOP + (i + 0.5) * _ROW, context, axis.place) for i, (f, s) in enumerate(shown)],
        axis_title=f"Present value of the saving over {years}, {currency}",
        notes=[{"y": px(bottom + 54 + 16 * i), "text": fit(text, WIDTH - 32, SMALL)} for i, text in enumerate(texts)],
    )


def _row(function: FunctionResult, saving: Interval, y: float, context: Context, place: Any) -> dict[str, Any]:
    start, end, middle = place(saving.p10), place(saving.p90), px(place(saving.p50))
    bar = {"x": px(start), "width": px(max(end - start, 1.0)), "y": px(y - 6)}
    shown = context.figures.money_range(saving.p10, saving.p90)
    return {
        "y": px(y),
        "name": fit(function.name, _LEFT - 30, TEXT),
        "bar": bar if context.drawn else None,
        "median": {"x": middle, "top": px(y - 9), "bottom": px(y + 9)},
        "dot": outline("diamond", place(saving.likely), y, 5.5),
        "tone": "a",
        "value": context.figures.money(saving.likely),
        "hint": f"{clean(function.name)}: {shown if context.drawn else context.figures.money(saving.likely)}",
    }
