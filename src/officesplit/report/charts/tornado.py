"""Which inputs move the saving most: a tornado of the plan, and a small one of each change."""

from typing import Any

from officesplit.model.result import FunctionResult, Interval, OptionResult, Swing
from officesplit.report.charts.chart import SMALL, WIDTH, Chart, draw
from officesplit.report.charts.scale import Axis, linear, px
from officesplit.report.charts.text import fit, wrap
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context, changes, leading, option_name
from officesplit.report.view_words import counted

_LEFT, _RIGHT, _TOP = 292.0, 600.0, 14.0
_ROW, _HEAD, _BAR = 32.0, 26.0, 9.0
_OPTIONS, _EACH = 10, 3
_KEY = "Upper bar: the input at its P10. Lower, hatched bar: at its P90. All other inputs at their likely values."


def tornado(context: Context) -> Chart | None:
    """The plan's saving with one input at its P10 and at its P90; None where nothing moves it."""
    portfolio, figures = context.assessment.portfolio, context.figures
    swings = _moving(portfolio.drivers)
    if not swings:
        return None
    saving = portfolio.npv_saving
    first = swings[0]
    return _chart(
        context,
        "tornado",
        "What moves the plan's saving most",
        f"The inputs with the widest effect on the likely saving of {figures.money(saving.likely)}, one at a time. The "
        f"widest is {_lower(first.label)}: from {figures.money(min(first.at_low, first.at_high))} to "
        f"{figures.money(max(first.at_low, first.at_high))}.",
        [("", saving, swings)],
        [
            ["Input", "At its P10", "At its P90", "Standing"],
            *([clean(s.label), figures.bare(s.at_low), figures.bare(s.at_high), s.standing.value] for s in swings),
        ],
        [_KEY, "An input that several functions share moves in all of them at once."],
    )


def tornado_options(context: Context) -> Chart | None:
    """The inputs that move each change most, the widest first; None where no change has any."""
    figures = context.figures
    found: list[tuple[FunctionResult, OptionResult, Interval, list[Swing]]] = []
    for function in context.assessment.functions:
        option = leading(function)
        if option and option.cost and changes(function) and (swings := _moving(option.cost.drivers)):
            found.append((function, option, option.cost.npv_saving, swings))
    if not found:
        return None
    found.sort(key=lambda item: -_width(item[3][0]))
    notes = [_KEY, f"The {_EACH} widest of each; the table has them all."]
    if len(found) > _OPTIONS:
        notes.append(f"The {_OPTIONS} changes with the widest bars, and {len(found) - _OPTIONS} more in the table.")
    head, option, _, swings = found[0]
    return _chart(
        context,
        "tornado_options",
        "What moves the saving of each change most",
        f"The widest single effect is on {head.name}: {_lower(swings[0].label)} moves its saving by "
        f"{figures.money(_width(swings[0]))} between its P10 and its P90.",
        [
            (f"{fit(function.name, 330, SMALL)}: {option_name(option)}", saving, swings[:_EACH])
            for function, option, saving, swings in found[:_OPTIONS]
        ],
        [
            ["Function", "Input", "At its P10", "At its P90", "Standing"],
            *(
                [clean(f.name), clean(s.label), figures.bare(s.at_low), figures.bare(s.at_high), s.standing.value]
                for f, _, _, swings in found
                for s in swings
            ),
        ],
        notes,
    )


def _moving(drivers: tuple[Swing, ...]) -> list[Swing]:
    return [swing for swing in drivers if swing.at_low != swing.at_high]


def _width(swing: Swing) -> float:
    return abs(swing.at_high - swing.at_low)


def _lower(label: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _chart(
    context: Context, ident: str, title: str, description: str, blocks: list[tuple[str, Interval, list[Swing]]],
    table: list[list[str]], texts: list[str],
) -> Chart:  # fmt: skip
    ends = [end - saving.likely for _, saving, swings in blocks for s in swings for end in (s.at_low, s.at_high)]
    axis = linear(min(0.0, *ends), max(0.0, *ends), _LEFT, _RIGHT, 4)
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    y = _TOP
    for heading, saving, swings in blocks:
        if heading:
            heads.append({"y": px(y + 16), "text": fit(heading, WIDTH - 200, SMALL)})
            y += _HEAD
        for swing in swings:
            rows.append(_row(context, swing, saving.likely, y, axis))
            y += _ROW
    currency, years = context.assessment.company.currency, counted(context.assessment.company.horizon_years, "year")
    return draw(
        ident,
        title,
        description,
        y + 48 + 16 * len(texts),
        table,
        top=px(_TOP),
        bottom=px(y),
        zero=px(axis.place(0.0)),
        centre=px((_LEFT + _RIGHT) / 2),
        edge=px(WIDTH - 12),
        bar=_BAR,
        ticks=[{"at": px(axis.place(tick)), "text": signed(context, tick)} for tick in axis.ticks],
        heads=heads,
        rows=rows,
        axis_title=f"Change of the likely saving over {years}, present value, {currency}",
        notes=[{"y": px(y + 54 + 16 * i), "text": fit(text, WIDTH - 32, SMALL)} for i, text in enumerate(texts)],
    )


def signed(context: Context, amount: float) -> str:
    """A change with its sign; nought has none."""
    text = context.figures.bare(amount)
    return f"+{text}" if round(amount) > 0 else text


def _row(context: Context, swing: Swing, likely: float, y: float, axis: Axis) -> dict[str, Any]:
    zero = axis.place(0.0)
    low, high = swing.at_low - likely, swing.at_high - likely
    lines = wrap(swing.label, _LEFT - 32, SMALL, 2)
    first = y + 19 - 6.5 * (len(lines) - 1)
    return {
        "names": [{"y": px(first + 13 * index), "text": text} for index, text in enumerate(lines)],
        "low": _bar(axis.place(low), zero, y + 5),
        "high": _bar(axis.place(high), zero, y + 5 + _BAR + 1),
        "y": px(y + 19),
        "value": f"{signed(context, low)}; {signed(context, high)}",
        "hint": f"{clean(swing.label)}: {context.figures.money_range(swing.at_low, swing.at_high)}",
    }


def _bar(end: float, zero: float, y: float) -> dict[str, float]:
    return {"x": px(min(end, zero)), "y": px(y), "width": px(max(abs(end - zero), 0.5))}
