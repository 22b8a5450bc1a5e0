"""From today's cost to the plan's, line by line, for the function that saves most."""

from typing import Any

from officesplit.report.charts.chart import TEXT, WIDTH, Chart, draw
from officesplit.report.charts.pick import option_lines, year_of
from officesplit.report.charts.scale import linear, px
from officesplit.report.charts.text import fit
from officesplit.report.plain import clean
from officesplit.report.view_parts import Context, changes, leading, option_name
from officesplit.report.view_words import line_name

_LEFT, _RIGHT, _TOP, _ROW = 196.0, 624.0, 40.0, 28.0
_LINES = 10
_NAME = 290.0


def cost_bridge(context: Context) -> Chart | None:
    """Today's cost, the lines of the recommended option, its cost and the saving in year 3; None where none saves."""
    figures = context.figures
    savers = [
        (option.cost.run_rate_saving, -index)
        for index, function in enumerate(context.assessment.functions)
        if changes(function) and (option := leading(function)) and option.cost and option.cost.annual
    ]
    if not savers:
        return None
    function = context.assessment.functions[-max(savers)[1]]
    option = leading(function)
    year = year_of(option.cost) if option and option.cost else None
    if option is None or option.cost is None or year is None:
        return None
    names = {working.line: working.label for working in option.cost.workings}
    lines = sorted(option_lines(option.cost, year).items(), key=lambda item: -item[1])
    if len(lines) > _LINES:
        rest = sum(amount for _, amount in lines[_LINES - 1 :])
        lines = [*lines[: _LINES - 1], (f"and {len(lines) - _LINES + 1} more lines", rest)]
    saving = year.baseline - year.option
    steps: list[tuple[str, float, float, str, str, bool]] = [("Today's cost", 0.0, year.baseline, "n", "", True)]
    reached = 0.0
    for line, amount in lines:
        label = names.get(line) or line_name(line)
        steps.append((label, reached, reached + amount, "b", "hatch" if amount < 0 else "", False))
        reached += amount
    steps.append(("Cost of the option", 0.0, year.option, "a", "", True))
    word = "Saving" if saving >= 0 else "Extra cost"
    steps.append((word, min(year.option, year.baseline), max(year.option, year.baseline), "c", "dots", True))
    axis = linear(min(min(s[1], s[2]) for s in steps), max(max(s[1], s[2]) for s in steps), _LEFT, _RIGHT, 4)
    amounts = [year.baseline, *(amount for _, amount in lines), year.option, abs(saving)]
    bottom = _TOP + len(steps) * _ROW
    heading = f"{fit(function.name, _NAME, TEXT)}: {fit(option_name(option), _NAME, TEXT)}, year {year.year}"
    return draw(
        "cost_bridge",
        "From today's cost to the plan's",
        f"{function.name} costs {figures.money(year.baseline)} in year {year.year} as it is run today and "
        f"{figures.money(year.option)} with the recommended option.",
        bottom + 44,
        [
            ["Step", f"Amount ({context.assessment.company.currency})"],
            *([clean(step[0]), figures.bare(amount)] for step, amount in zip(steps, amounts, strict=True)),
        ],
        heading=heading,
        left=px(_LEFT),
        right=px(_RIGHT),
        centre=px((_LEFT + _RIGHT) / 2),
        edge=px(WIDTH - 16),
        top=px(_TOP),
        bottom=px(bottom),
        zero=px(axis.place(0.0)),
        ticks=[{"at": px(axis.place(tick)), "text": figures.bare(tick)} for tick in axis.ticks],
        steps=[_step(i, steps, amounts[i], axis.place, context) for i in range(len(steps))],
        axis_title=f"Cost in year {year.year}, {context.assessment.company.currency}",
    )


def _step(
    index: int, steps: list[tuple[str, float, float, str, str, bool]], amount: float, place: Any, context: Context
) -> dict[str, Any]:
    name, start, end, tone, pattern, total = steps[index]
    y = _TOP + 4 + index * _ROW
    left, right = sorted((place(start), place(end)))
    follows = index + 1 < len(steps) - 1 and not (total and index == 0)
    return {
        "y": px(y),
        "foot": px(y + 20),
        "next": px(y + _ROW),
        "name": fit(name, _LEFT - 34, TEXT),
        "x": px(left),
        "width": px(max(right - left, 1.0)),
        "tone": tone,
        "pattern": pattern,
        "hint": f"{clean(name)}: {context.figures.money(amount)}",
        "value": context.figures.money(amount),
        "total": total,
        "join": px(place(end)) if follows else None,
    }
