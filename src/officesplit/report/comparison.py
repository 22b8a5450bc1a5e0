"""A comparison for the terminal, as Markdown and as JSON."""

from collections.abc import Callable

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from officesplit.errors import UsageError
from officesplit.model.comparison import Compared, ComparedVerdict, Comparison
from officesplit.model.vocabulary import UNCHANGED, Office
from officesplit.report.machine import written
from officesplit.report.money import UNKNOWN, Figures, figures
from officesplit.report.pages import markdown_text
from officesplit.report.plain import clean
from officesplit.report.rendered import Rendered
from officesplit.report.terminal import WIDTH, Page
from officesplit.report.view_words import BAND, INSUFFICIENT, KIND, NONE, OFFICE, SAVES, counted

FORMATS = ("terminal", "markdown", "json")
"""The formats that a comparison has."""

_Row = tuple[str, list[str]]
_CORNER, _COLUMN = 28, 26
_SHOWN = 0.99
"""The largest share that a cell shows: a count of draws is never told as certain."""


def render_comparison(
    comparison: Comparison, name: str, *, locale: str = "en", width: int | None = None, colour: bool = False
) -> Rendered:
    """The comparison as terminal, markdown or json; raises UsageError for any other format or an unknown locale."""
    if name == "json":
        return Rendered(written(comparison))
    if name == "markdown":
        return Rendered(_markdown(comparison, locale))
    if name == "terminal":
        return Rendered(_terminal(comparison, locale, width or WIDTH, colour))
    raise UsageError(f"a comparison has no format '{name}'", f"use one of: {', '.join(FORMATS)}")


def figure_rows(comparison: Comparison, locale: str) -> list[_Row]:
    """The rows of the upper table: what is compared, and its text in each column."""
    columns = [(column, figures(column.currency, locale)) for column in comparison.columns]
    return [(title, [pick(column, show) for column, show in columns]) for title, pick in _FIGURES]


def verdict_rows(comparison: Comparison, locale: str) -> list[_Row]:
    """The rows of the lower table: a function, and its verdict in each column."""
    show = figures("", locale)
    return [
        (("" if match.agree else "≠ ") + match.name, [_verdict(entry, show) for entry in match.verdicts])
        for match in comparison.matches
    ]


def _split(column: Compared, show: Figures) -> str:
    total = sum(column.by_office.values())
    if not total:
        return NONE
    shares = (
        f"{OFFICE[office].lower()} {show.percent(column.by_office.get(office, 0.0) / total)}" for office in Office
    )
    return ", ".join(shares)


def _payback(column: Compared, show: Figures) -> str:
    return "not within the horizon" if column.payback_months is None else show.months(column.payback_months)


def _readiness(column: Compared, show: Figures) -> str:
    if column.readiness is None:
        return UNKNOWN
    return f"{show.number(column.readiness, 1)} of 4 ({show.percent(column.readiness_fte_share)} of FTE scored)"


_UNDRAWN = "nothing drawn"


def _firm(column: Compared) -> str:
    """How many verdicts are how firm."""
    parts = (f"{count} {word}" for word, count in column.robustness.items() if count)
    return ", ".join(parts) or NONE


_FIGURES: tuple[tuple[str, Callable[[Compared, Figures], str]], ...] = (
    ("Industry", lambda c, _s: f"{c.industry}, {c.country}"),
    ("FTE", lambda c, s: f"{s.fte(c.fte)} in {counted(c.functions, 'function')}"),
    ("Office split", _split),
    ("Cost a year today", lambda c, s: s.money(c.baseline_cost)),
    ("NPV saving, likely", lambda c, s: s.money(c.npv_saving.likely)),
    (BAND, lambda c, s: s.money_range(c.npv_saving.p10, c.npv_saving.p90) if c.draws else _UNDRAWN),
    (SAVES, lambda c, s: s.chance(c.probability_saving) if c.draws else _UNDRAWN),
    ("How firm", lambda c, _s: _firm(c) if c.draws else _UNDRAWN),
    ("Share of staying", lambda c, s: s.percent(c.npv_saving_share, 1)),
    ("One-off", lambda c, s: s.money(c.one_off)),
    ("Payback", _payback),
    ("Outsourced", lambda c, s: f"{s.percent(c.outsourced_share)} of head-count"),
    ("Readiness", _readiness),
    ("Expected loss a year", lambda c, s: s.money(c.expected_loss)),
    ("No money verdict", lambda c, s: f"{s.number(c.no_verdict)} of {counted(c.functions, 'function')}"),
    ("Frame", lambda c, s: f"{counted(c.horizon_years, 'year')} at {s.percent(c.discount_rate, 1)}, as of {c.as_of}"),
)


def _verdict(entry: ComparedVerdict | None, show: Figures) -> str:
    if entry is None:
        return NONE
    if entry.verdict is None:
        return INSUFFICIENT.lower()
    text = KIND[entry.verdict] + (f", {entry.country}" if entry.country else "")
    firm = ""
    if entry.robustness and entry.acceptability is not None:
        firm = f"{entry.robustness} {show.percent(min(entry.acceptability, _SHOWN))}"
    saving = ""
    if entry.verdict not in UNCHANGED and entry.saving_share is not None:
        saving = f"saves {show.percent(entry.saving_share)}"
    behind = ", ".join(filter(None, (firm, saving)))
    return f"{text} ({behind})" if behind else text


def _risks(comparison: Comparison, locale: str) -> list[_Row]:
    rows = []
    for column in comparison.columns:
        show = figures(column.currency, locale)
        lines = [
            f"{risk.title}, {risk.function}: {show.percent(risk.chance)}, {show.money(risk.expected_loss)} a year"
            for risk in column.top_risks
        ]
        rows.append((column.label, lines or ["no risk in money"]))
    return rows


_RISKS = "Top risks: chance over the horizon and expected loss, after mitigation"
_LEGEND = (
    "≠ the verdicts differ. In brackets: how firm, with the share of draws in which the verdict ranks first, and the "
    "saving as a share of staying as it is."
)


def _terminal(comparison: Comparison, locale: str, width: int, colour: bool) -> str:
    page = Page(width, colour)
    heads = [column.label for column in comparison.columns]
    page.line("Side by side", "bold")
    for note in comparison.notes:
        page.line(note)
    # More columns than fit beside each other stand under each other, a few at a time.
    fit = max((page.width - _CORNER) // _COLUMN, 1)
    for corner, rows in (("", figure_rows(comparison, locale)), ("Function", verdict_rows(comparison, locale))):
        for first in range(0, len(heads), fit):
            page.line()
            part = [(title, cells[first : first + fit]) for title, cells in rows]
            page.show(_grid(corner, heads[first : first + fit], part))
    page.line(_LEGEND, "dim")
    page.heading(_RISKS)
    for label, lines in _risks(comparison, locale):
        page.line(label)
        for line in lines:
            page.line(line, indent=2)
    return page.text()


def _grid(corner: str, heads: list[str], rows: list[_Row]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(corner, overflow="fold", max_width=_CORNER - 2)
    for head in heads:
        table.add_column(Text(clean(head)), overflow="fold")
    for title, cells in rows:
        table.add_row(Text(clean(title)), *(Text(clean(cell)) for cell in cells))
    return table


def _markdown(comparison: Comparison, locale: str) -> str:
    heads = [column.label for column in comparison.columns]
    parts = ["# Side by side", *(f"> {_escaped(note)}" for note in comparison.notes)]
    parts.append(_pipes("Measure", heads, figure_rows(comparison, locale)))
    parts += ["## Verdict by function", _pipes("Function", heads, verdict_rows(comparison, locale)), _LEGEND]
    parts.append(f"## {_RISKS}")
    for label, lines in _risks(comparison, locale):
        parts += [f"**{_escaped(label)}**", "\n".join(f"- {_escaped(line)}" for line in lines)]
    return "\n\n".join(parts) + "\n"


def _pipes(corner: str, heads: list[str], rows: list[_Row]) -> str:
    lines = [[corner, *map(_escaped, heads)], ["---"] * (len(heads) + 1)]
    lines += [[_escaped(title), *map(_escaped, cells)] for title, cells in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _escaped(text: str) -> str:
    return str(markdown_text(clean(text)))
