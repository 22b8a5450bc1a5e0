"""What ``assess`` prints: a summary that a person can act on."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from officesplit.model.result import Assessment
from officesplit.report.collect import worth_collecting
from officesplit.report.plain import clean
from officesplit.report.rendered import Rendered
from officesplit.report.terminal_table import INDICATIVE, grid, notes_on, row_of, scale, shown_functions, unjudged
from officesplit.report.view_caveats import grouped_warnings
from officesplit.report.view_checks import outside
from officesplit.report.view_figures import taxed_at
from officesplit.report.view_odds import UNDRAWN, skewed, worst_shock
from officesplit.report.view_parts import Context
from officesplit.report.view_quotes import sentence_on_quotes
from officesplit.report.view_summary import changes_nothing, first_gaps, key_figures, top_risks
from officesplit.report.view_verdicts import caveats_of_firmness
from officesplit.report.view_words import BAND, GOAL, NONE, SAVES, counted

WIDTH = 80
_ROOMY, _ROOMIEST, _NARROW = 100, 120, 60
_WANTED = 5
_NOTES, _WARNINGS, _CHECKS, _SCENARIOS = 8, 3, 3, 5


def render_terminal(
    assessment: Assessment, *, locale: str = "en", width: int | None = None, colour: bool = False
) -> Rendered:
    """The summary in ``width`` columns (80 where it is not given), with ANSI colour only where it is asked for.

    Raises UsageError for an unknown locale.
    """
    context = Context(assessment, locale)
    page = Page(max(width or WIDTH, 40), colour)
    _header(page, context)
    _verdicts(page, context)
    _value(page, context)
    _checks(page, context)
    _risks(page, context)
    _gaps(page, context)
    _collect(page, context)
    _closing(page, context)
    return Rendered(page.text())


class Page:
    """A console that writes into a string and takes every text as it is, never as markup."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self._file = StringIO()
        # The empty environment keeps NO_COLOR, COLUMNS and the like from reaching the bytes; the command line asks.
        self._console = Console(
            file=self._file,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )

    def line(self, text: str = "", style: str = "", indent: int = 0, cut: bool = False) -> None:
        """One paragraph, wrapped under its indent, or cut with an ellipsis at the edge."""
        content = Text(clean(text), style=style, no_wrap=cut, overflow="ellipsis" if cut else "fold")
        self._console.print(Padding(content, (0, 0, 0, indent)))

    def whole(self, text: str) -> None:
        """A line to copy: neither wrapped nor cut, even where it is wider than the page."""
        self._console.print(Text(text), soft_wrap=True)

    def heading(self, text: str) -> None:
        """A heading with an empty line above it."""
        self.line()
        self.line(text, "bold")

    def listed(self, items: Iterable[tuple[str, str]]) -> None:
        """Numbered entries: a first line that is cut at the edge, and a second, quieter one that wraps."""
        for number, (first, second) in enumerate(items, start=1):
            self.line(f"{number}. {first}", indent=1, cut=True)
            if second:
                self.line(second, "dim", indent=4)

    def show(self, table: Table) -> None:
        """A table."""
        self._console.print(table)

    def text(self) -> str:
        """Everything printed so far, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._file.getvalue().rstrip("\n").split("\n")) + "\n"


def _header(page: Page, context: Context) -> None:
    company, portfolio, show = context.assessment.company, context.assessment.portfolio, context.figures
    page.line(company.name, "bold", cut=True)
    rate = show.percent(company.discount_rate, 1)
    scenario = f", scenario {company.scenario}" if company.scenario else ""
    page.line(f"{company.industry_name}, {company.country_name}{scenario}", cut=True)
    page.line(
        f"{show.fte(portfolio.fte)} FTE in {counted(len(context.assessment.functions), 'function')}; "
        f"money in {company.currency}, {counted(company.horizon_years, 'year')} at {rate}; "
        f"as of {context.assessment.manifest.as_of}"
    )
    goals = ", ".join(GOAL.get(goal, goal) for goal in portfolio.goals)
    stated = "" if portfolio.goals_standing.value == "given" else f" ({portfolio.goals_standing.value})"
    page.line(f"Goals, first to last: {goals}{stated}")


def _verdicts(page: Page, context: Context) -> None:
    factor, unit = scale(context)
    functions = shown_functions(context.assessment.functions)
    heads = [
        head
        for head, least in (
            ("Function", 0),
            ("Office", _NARROW),
            ("FTE", 0),
            ("Verdict", 0),
            ("Likely", 0),
            (BAND, _ROOMY),
            (SAVES, _ROOMIEST),
            ("Wave", 0),
            ("How firm", WIDTH),
        )
        if page.width >= least
    ]
    if not context.drawn:
        heads = [head for head in heads if head not in (BAND, SAVES, "How firm")]
    rows = [row_of(function, context, factor) for function in functions]
    currency = context.assessment.company.currency
    page.heading(f"What to do (saving in {currency} {unit})" if unit else f"What to do (saving in {currency})")
    page.show(grid(heads, [[row[head] for head in heads] for row in rows], page.width))
    if len(functions) < len(context.assessment.functions):
        left = len(context.assessment.functions) - len(functions)
        page.line(f"The {len(functions)} largest, and {left} more in the full report.", "dim")
    if BAND not in heads and any(row[BAND].plain != NONE for row in rows):
        page.line(f"{BAND} by function: in the full report, or in {_ROOMY} columns", "dim")
    if "How firm" in heads:
        if any(INDICATIVE in row["How firm"].plain for row in rows):
            page.line(f"{INDICATIVE} indicative: most of the doubt comes from numbers nobody has found out yet", "dim")
        for text in caveats_of_firmness(context):
            page.line(text, "dim")
    if any(function.classification.office_contested for function in functions):
        page.line("~ the office is contested: another one is about as likely", "dim")
    if any(function.id in context.held for function in functions):
        page.line("held: beyond the one-off budget, in no sum", "dim")
    notes = [*unjudged(context), *(note for function in functions for note in notes_on(function))]
    for note in notes[:_NOTES]:
        page.line(note, "dim")
    if len(notes) > _NOTES:
        page.line(f"and {counted(len(notes) - _NOTES, 'more note')} in the full report", "dim")


def _value(page: Page, context: Context) -> None:
    portfolio, show = context.assessment.portfolio, context.figures
    saving = portfolio.npv_saving
    years = counted(context.assessment.company.horizon_years, "year")
    page.heading("What the plan is worth")
    if not key_figures(context):
        page.line("No function could be assessed in money; what is missing stands above.")
        return
    if changes_nothing(context):
        page.line("The plan changes nothing, so there is nothing to pay and nothing to save.")
        return
    middle = saving.p50 if context.drawn else saving.likely
    word = "saves" if middle >= 0 else "costs more by"
    share = f"{show.percent(portfolio.npv_saving_share)} of staying as it is"
    how = "in the middle of the draws (P50)" if context.drawn else f"with every input at its likely value, {share}"
    page.line(f"It {word} {show.money(abs(middle))} over {years} in present value, {how}.")
    if context.drawn:
        page.line(
            f"8 in 10 draws: {show.money_range(saving.p10, saving.p90)} (P10 to P90). "
            f"It saves anything at all in {show.chance(portfolio.probability_saving)} of draws."
        )
        page.line(f"With every input at its likely value: {show.money(saving.likely)}, {share}.")
        for text in skewed(context):
            page.line(text)
    else:
        page.line(UNDRAWN)
    back = (
        f"pays back in {show.months(portfolio.payback_months)}"
        if portfolio.payback_months is not None
        else "does not pay back within the horizon"
    )
    page.line(
        f"One-off {show.money(portfolio.one_off)}, deepest cash point {show.money(portfolio.peak_cash)}, {back}. "
        f"Then {show.money(portfolio.run_rate_saving)} a year. Outsourced: {show.percent(portfolio.outsourced_share)} "
        "of head-count."
    )
    rate = taxed_at(context)
    if rate:
        page.line(f"All of it after tax at {rate}.")
    worst = worst_shock(context)
    if worst:
        page.line(worst)
    scenarios = _scenarios(context)
    if scenarios:
        page.line("Scenarios, at likely values and against the profile as it is:")
    for text in scenarios:
        page.line(text, indent=1, cut=True)
    if portfolio.excluded:
        page.line(
            f"{counted(len(portfolio.excluded), 'function')} without a money verdict: in none of these sums.", "dim"
        )


def _scenarios(context: Context) -> list[str]:
    """One line a scenario of the profile: its saving, the change, and in how many places the plan changes."""
    show = context.figures
    lines = context.assessment.scenarios
    found = []
    for line in lines[:_SCENARIOS]:
        more = "more" if line.change >= 0 else "less"
        flips = f"; the plan changes in {counted(len(line.flips), 'place')}" if line.flips else ""
        found.append(f"{line.name}: {show.money(line.npv_saving)}, {show.bare(abs(line.change))} {more}{flips}")
    if len(lines) > _SCENARIOS:
        found.append(f"and {len(lines) - _SCENARIOS} more in the full report")
    return found


def _checks(page: Page, context: Context) -> None:
    """Quotes against the modelled price, and savings that fall outside what surveys report."""
    quoted = [
        f"{function.name}: {said}"
        for function in context.assessment.functions
        if (said := sentence_on_quotes(context, function))
    ]
    for heading, lines in (("Quotes", quoted), ("Plausibility", list(outside(context)))):
        if lines:
            page.heading(heading)
            for text in lines[:_CHECKS]:
                page.line(text, indent=1)
            if len(lines) > _CHECKS:
                page.line(f"and {len(lines) - _CHECKS} more in the full report", "dim", indent=1)


def _risks(page: Page, context: Context) -> None:
    risks = top_risks(context)
    if not risks:
        return
    page.heading("Top risks, after mitigation")
    page.listed(
        (
            f"{risk['title']}, {risk['function']}",
            f"chance {risk['chance']}, loss {risk['loss']}. {risk['mitigation']}",
        )
        for risk in risks
    )


def _gaps(page: Page, context: Context) -> None:
    gaps = first_gaps(context)
    if not gaps:
        return
    page.heading("Gaps to close first")
    entries = []
    for gap in gaps:
        effort = "; ".join(filter(None, (gap["kind"], gap["who"], gap["weeks"], gap["cost"])))
        entries.append((f"{gap['id']} {gap['fix'] or gap['question']}", f"{effort}: {_few(gap['functions'])}"))
    page.listed(entries)


def _few(names: str) -> str:
    """A list of names that does not run over the page."""
    text = clean(names)
    return text if len(text) <= 160 else text[:159].rstrip(" ,") + "…"


def _collect(page: Page, context: Context) -> None:
    wanted = worth_collecting(context, _WANTED)
    if not wanted:
        return
    page.heading("Numbers worth collecting next")
    page.listed((item.what, item.until_then) for item in wanted)


def _closing(page: Page, context: Context) -> None:
    result = context.assessment
    page.line()
    warnings = grouped_warnings(context)
    if warnings:
        page.line("Read before relying on the numbers", "bold")
        for text in warnings[:_WARNINGS]:
            page.line(text, indent=1)
        if len(warnings) > _WARNINGS:
            page.line(f"and {counted(len(warnings) - _WARNINGS, 'more warning')} in the full report", "dim", indent=1)
        page.line()
    quiet = [item for item in result.findings if item.severity != "warning"]
    if quiet:
        about = f"{context.name(quiet[0].function)}: " if quiet[0].function else ""
        page.line(f"Findings ({len(quiet)}): {about}{quiet[0].text}", cut=True)
    if result.limits:
        limit = result.limits[0]
        page.line(f"Limits ({len(result.limits)}): {limit.text} Leans {limit.leans}.", cut=True)
    name = result.manifest.profile_name
    profile = name if name.endswith((".yaml", ".yml", ".json")) and " " not in name else "PROFILE"
    command = f"officesplit assess {profile} -o report.html"
    page.line("Full report:")
    page.whole(f"  {clean(command)}")
