"""What ``assess`` prints: a summary that a person can act on."""

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from officesplit.model.result import Assessment, FunctionResult
from officesplit.model.vocabulary import Family, Kind
from officesplit.report.collect import worth_collecting
from officesplit.report.plain import clean
from officesplit.report.rendered import Rendered
from officesplit.report.view_parts import Context, changes, leading
from officesplit.report.view_summary import firmness, first_gaps, top_risks
from officesplit.report.view_words import GOAL, NONE, OFFICE

WIDTH = 80
_ROOMY = 100
_WANTED = 5
_SHORT: dict[Kind, str] = {
    Kind.RETAIN: "keep",
    Kind.IMPROVE: "improve",
    Kind.AUTOMATE: "automate",
    Kind.SHARED_SERVICE: "shared service",
    Kind.ONSHORE: "onshore",
    Kind.NEARSHORE: "nearshore",
    Kind.OFFSHORE: "offshore",
    Kind.HYBRID: "hybrid",
    Kind.KEEP_OUTSOURCED: "stay out",
    Kind.BRING_BACK: "bring back",
}
_STYLE: dict[Family, str] = {
    Family.KEEP: "",
    Family.AUTOMATE: "yellow",
    Family.SHARE: "magenta",
    Family.GIVE_OUT: "cyan",
    Family.HYBRID: "green",
    Family.BRING_BACK: "magenta",
}
_SCALES = ((1e6, "million"), (1e3, "thousand"), (1.0, ""))
_FROM = 20.0
_NAME, _ROWS, _NOTES = 12, 40, 8
_NUMERIC = frozenset({"FTE", "Likely", "Low to high", "Wave"})


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
    count = len(context.assessment.functions)
    scenario = f", scenario {company.scenario}" if company.scenario else ""
    page.line(f"{company.industry_name}, {company.country_name}{scenario}", cut=True)
    page.line(
        f"{show.fte(portfolio.fte)} FTE in {count} function{'s' if count != 1 else ''}; money in {company.currency}, "
        f"{company.horizon_years} years at {rate}; as of {context.assessment.manifest.as_of}"
    )
    goals = ", ".join(GOAL.get(goal, goal) for goal in portfolio.goals)
    stated = "" if portfolio.goals_standing.value == "given" else f" ({portfolio.goals_standing.value})"
    page.line(f"Goals, first to last: {goals}{stated}")


def _verdicts(page: Page, context: Context) -> None:
    factor, unit = _scale(context)
    functions = _shown(context.assessment.functions)
    roomy = page.width >= _ROOMY
    heads = ["Function", "Office", "FTE", "Verdict", "Path", "Likely", "Low to high", "Wave"]
    rows = [_row(function, context, factor) for function in functions]
    if roomy:
        heads.append("How firm")
        for row, function in zip(rows, functions, strict=True):
            row.append(Text(firmness(context, function) if changes(function) else NONE))
    gap = 2 if roomy else 1
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, gap, 0, 0))
    taken = sum(max(row[i].cell_len for row in [*rows, list(map(Text, heads))]) for i in range(1, len(heads)))
    room = max(page.width - taken - (gap + 1) * (len(heads) - 1), _NAME)
    for index, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if head in _NUMERIC else "left",
            no_wrap=True,
            overflow="ellipsis",
            max_width=room if index == 0 else None,
        )
    for row in rows:
        table.add_row(*row)
    currency = context.assessment.company.currency
    page.heading(f"What to do (saving in {currency} {unit})" if unit else f"What to do (saving in {currency})")
    page.show(table)
    if len(functions) < len(context.assessment.functions):
        left = len(context.assessment.functions) - len(functions)
        page.line(f"The {len(functions)} largest, and {left} more in the full report.", "dim")
    if any(function.classification.office_contested for function in functions):
        page.line("~ the office is contested: another one is about as likely", "dim")
    notes = [note for function in functions for note in _notes(function)]
    for note in notes[:_NOTES]:
        page.line(note, "dim")
    if len(notes) > _NOTES:
        page.line(f"and {len(notes) - _NOTES} more notes in the full report", "dim")


def _shown(functions: tuple[FunctionResult, ...]) -> list[FunctionResult]:
    """The largest functions in the order of the profile."""
    largest = sorted(range(len(functions)), key=lambda index: (-functions[index].fte, index))[:_ROWS]
    return [functions[index] for index in sorted(largest)]


def _notes(function: FunctionResult) -> Iterator[str]:
    """What the row of a function cannot say."""
    advice, name = function.recommendation, _short_name(function)
    if advice.insufficient_evidence:
        yield f"{name}: no verdict, {advice.insufficient_evidence}"
    elif advice.robustness == "contested":
        other = f"; the runner-up is {_SHORT[advice.runner_up]}" if advice.runner_up else ""
        settles = f". {advice.flips[0]}" if advice.flips else ""
        yield f"? {name}: contested{other}{settles}"
    if advice.decision:
        yield f"{name}: by decision, {advice.decision}"


def _row(function: FunctionResult, context: Context, factor: float) -> list[Text]:
    advice, show = function.recommendation, context.figures
    mark = "~" if function.classification.office_contested else ""
    start = [clean(function.name), mark + OFFICE[function.classification.office].lower(), show.fte(function.fte)]
    if advice.insufficient_evidence:
        return [*map(Text, [*start, "no verdict", NONE, NONE, NONE, NONE])]
    option = leading(function)
    place = option.country if option and option.country else advice.country
    doubt = "?" if advice.robustness == "contested" else ""
    verdict = Text(" ".join(filter(None, (_SHORT[advice.verdict], place))) + doubt, style=_STYLE[advice.family])
    if not changes(function):
        return [*map(Text, start), verdict, *map(Text, (NONE, NONE, NONE, NONE))]
    likely, spread = NONE, NONE
    if option and option.cost:
        saving = option.cost.npv_saving
        digits = 0 if factor <= 1e3 else 1
        likely = show.number(saving.likely / factor, digits)
        spread = f"{show.number(saving.low / factor, digits)} to {show.number(saving.high / factor, digits)}"
    wave = str(advice.wave) if advice.wave else NONE
    return [*map(Text, start), verdict, *map(Text, (advice.path.value, likely, spread, wave))]


def _scale(context: Context) -> tuple[float, str]:
    """The largest unit in which the middle saving still shows two digits, so that the columns stay narrow."""
    sizes = sorted(
        abs(option.cost.npv_saving.likely)
        for function in context.assessment.functions
        if changes(function) and (option := leading(function)) and option.cost
    )
    middle = sizes[len(sizes) // 2] if sizes else 0.0
    return next(((factor, unit) for factor, unit in _SCALES if middle >= _FROM * factor), _SCALES[-1])


def _short_name(function: FunctionResult) -> str:
    name = clean(function.name)
    return name if len(name) <= 40 else name[:39].rstrip() + "…"


def _value(page: Page, context: Context) -> None:
    portfolio, show = context.assessment.portfolio, context.figures
    saving = portfolio.npv_saving
    years = context.assessment.company.horizon_years
    page.heading("What the plan is worth")
    word = "saves" if saving.likely >= 0 else "costs more by"
    page.line(
        f"It {word} {show.money(abs(saving.likely))} over {years} years in present value, "
        f"{show.percent(abs(portfolio.npv_saving_share))} of staying as it is."
    )
    band = f"P10 to P90 {show.money_range(saving.p10, saving.p90)}; " if saving.p10 is not None else ""
    page.line(f"{band}{'w' if band else 'W'}orst to best inputs {show.money_range(saving.low, saving.high)}.")
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
    if portfolio.excluded:
        count = len(portfolio.excluded)
        page.line(f"{count} function{'s' if count != 1 else ''} without a money verdict: in none of these sums.", "dim")


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
        weeks = f"{gap['weeks']} weeks" if gap["weeks"] else ""
        effort = "; ".join(filter(None, (gap["kind"], gap["who"], weeks, gap["cost"])))
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
    warnings = [item for item in result.findings if item.severity == "warning"]
    if result.findings:
        first = (warnings or list(result.findings))[0]
        about = f"{context.name(first.function)}: " if first.function else ""
        page.line(f"Findings ({len(result.findings)}, warnings {len(warnings)}): {about}{first.text}", cut=True)
    if result.limits:
        limit = result.limits[0]
        page.line(f"Limits ({len(result.limits)}): {limit.text} Leans {limit.leans}.", cut=True)
    name = result.manifest.profile_name
    profile = name if name.endswith((".yaml", ".yml", ".json")) and " " not in name else "PROFILE"
    page.line(f"Full report: officesplit assess {profile} -o report.html", cut=True)
