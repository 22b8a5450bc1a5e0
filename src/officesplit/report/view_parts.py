"""The pieces that every section of the view is made of: cells, tables, and the context they are built in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from officesplit.model.result import Assessment, FunctionResult, Interval, OptionResult
from officesplit.model.vocabulary import Kind, Standing
from officesplit.report.money import Figures, figures
from officesplit.report.view_words import KIND, NONE


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: text, and what stands behind it."""

    text: str
    standing: str = ""
    sources: tuple[str, ...] = ()
    link: str = ""
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and whether it holds numbers."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first cell of each row names the row; ``strong`` holds the indexes of total rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the rule, the standing and the sources behind it."""

    text: str
    rule: str = ""
    standing: str = ""
    sources: tuple[str, ...] = ()
    about: str = ""


def anchor(prefix: str, identifier: str) -> str:
    """An id that can be linked to, from an id of the profile or the rulebook."""
    return f"{prefix}-{re.sub(r'[^A-Za-z0-9_.-]+', '-', identifier)}"


def columns(*labels: str) -> tuple[Column, ...]:
    """Columns from their labels; a leading ``#`` marks a column of numbers."""
    return tuple(Column(label.removeprefix("#"), label.startswith("#")) for label in labels)


def cell(value: object) -> Cell:
    """A cell from a text; an empty one shows a dash."""
    return value if isinstance(value, Cell) else Cell(str(value) or NONE)


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, strong: Iterable[int] = (), note: str = ""
) -> Table:
    """A table from headings (see :func:`columns`) and rows of texts or cells."""
    built = tuple(tuple(cell(value) for value in row) for row in rows)
    return Table(caption, columns(*heads), built, frozenset(strong), note)


@dataclass(frozen=True)
class Context:
    """An assessment with what the sections look up again and again."""

    assessment: Assessment
    locale: str = "en"

    @cached_property
    def figures(self) -> Figures:
        """The formatter of the company's currency."""
        return figures(self.assessment.company.currency, self.locale)

    @cached_property
    def functions(self) -> dict[str, FunctionResult]:
        """Functions by id, in the order of the profile."""
        return {function.id: function for function in self.assessment.functions}

    @cached_property
    def known_sources(self) -> frozenset[str]:
        """Ids that the list of sources holds, so that a link never points nowhere."""
        return frozenset(source.id for source in self.assessment.sources)

    @cached_property
    def held(self) -> frozenset[str]:
        """Functions that the one-off budget does not pay for."""
        return frozenset(self.assessment.portfolio.held)

    @cached_property
    def drawn(self) -> bool:
        """Whether anything was drawn: without draws every quantile only repeats the likely amount."""
        return self.assessment.manifest.draws > 0

    def band(self, saving: Interval) -> str:
        """P10 to P90 without the currency: "−40,000 to 310,000"; a dash where nothing was drawn."""
        return f"{self.figures.bare(saving.p10)} to {self.figures.bare(saving.p90)}" if self.drawn else NONE

    def chance(self, share: float | None) -> str:
        """A share of draws, a dash where nothing was drawn."""
        return self.figures.chance(share) if self.drawn and share is not None else NONE

    def moves(self, function: FunctionResult) -> bool:
        """Whether the function changes under the plan and is paid for, so that it is in the plan's sums."""
        return changes(function) and function.id not in self.held

    def name(self, function_id: str) -> str:
        """The name of a function, or the id where the function is not in the result."""
        function = self.functions.get(function_id)
        return function.name if function else function_id

    def names(self, ids: Iterable[str]) -> str:
        """Names of functions in one line."""
        return ", ".join(self.name(item) for item in ids) or NONE


UNCHANGED = frozenset({Kind.RETAIN, Kind.KEEP_OUTSOURCED})
"""Verdicts under which the work goes on as today."""


def changes(function: FunctionResult) -> bool:
    """Whether anything happens to the function under the plan."""
    item = function.recommendation
    return not item.insufficient_evidence and item.planned not in UNCHANGED


def leading(function: FunctionResult) -> OptionResult | None:
    """The option that the plan carries out: the verdict's, unless the decisions register says otherwise."""
    item = function.recommendation
    return _option(function, item.planned, item.country if item.planned is item.verdict else None)


def judged(function: FunctionResult) -> OptionResult | None:
    """The option that the verdict names, whatever the decisions register says."""
    return _option(function, function.recommendation.verdict, function.recommendation.country)


def runner_up(function: FunctionResult) -> OptionResult | None:
    """The best option of another family, where one is left."""
    kind = function.recommendation.runner_up
    return _option(function, kind, None) if kind else None


def priced(function: FunctionResult) -> OptionResult | None:
    """The option that the business case prints: the leading one, or the runner-up where nothing is to change."""
    lead = leading(function)
    if function.recommendation.planned in UNCHANGED:
        other = runner_up(function)
        return other if other and other.cost and not other.struck else None
    return lead if lead and lead.cost else None


def _option(function: FunctionResult, kind: Kind, country: str | None) -> OptionResult | None:
    matches = [option for option in function.options if option.option is kind]
    placed = [option for option in matches if country and option.country == country]
    found = placed or matches
    return found[0] if found else None


def option_name(option: OptionResult) -> str:
    """ "Offshore, Philippines"."""
    place = option.country_name or option.country
    parts = [KIND[option.option], place or "", option.vendor or ""]
    return ", ".join(part for part in parts if part)


def weakest(standings: Iterable[Standing | None]) -> str:
    """The weakest of several standings, empty where there is none."""
    order = list(Standing)
    present = [standing for standing in standings if standing is not None]
    return max(present, key=order.index).value if present else ""


def option_standing(option: OptionResult | None) -> str:
    """The weakest standing among the numbers behind an option's cost."""
    if option is None or option.cost is None:
        return ""
    operands = [operand.standing for working in option.cost.workings for operand in working.operands]
    return weakest([*operands, option.cost.price_standing])
