"""The table of verdicts in the terminal."""

from collections.abc import Iterator
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from officesplit.model.result import FunctionResult
from officesplit.model.vocabulary import FAMILY_OF, Family, Kind
from officesplit.report.plain import clean
from officesplit.report.view_caveats import few
from officesplit.report.view_parts import Context, changes, judged, leading
from officesplit.report.view_verdicts import all_indicative, settled_by
from officesplit.report.view_words import BAND, BY_DECISION, INSUFFICIENT, NONE, OFFICE, PATH_WORD, SAVES

_ROOMY = 100
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
_NAME, _LEAST_NAME, _LEAST_VERDICT, _ROWS = 24, 12, 15, 40
_NAME_LINES = 3
_SHOWN = 0.99
INDICATIVE = "°"
"""The mark of a share that rests mostly on numbers nobody has found out yet."""
_WIDEST_VERDICT = 26
_NUMERIC = frozenset({"FTE", "Likely", BAND, SAVES, "Wave"})
_MEASURE = Console(file=StringIO(), width=80, _environ={})
"""Wraps names; nothing is printed on it."""


def grid(heads: list[str], rows: list[list[Text]], width: int) -> Table:
    """The table inside ``width``: names take three lines, then the verdict, before a name is cut."""
    gap = 2 if width >= _ROOMY else 1
    natural = [max(cell.cell_len for cell in column) for column in zip(*rows, list(map(Text, heads)), strict=True)]
    verdict = heads.index("Verdict")
    natural[verdict] = min(natural[verdict], _WIDEST_VERDICT)
    spare = width - (gap + 1) * (len(heads) - 1) - sum(natural[1:])
    short = min(_NAME, natural[0]) - spare
    if short > 0:
        given = min(short, max(natural[verdict] - _LEAST_VERDICT, 0))
        natural[verdict] -= given
        spare += given
    room = max(min(spare, natural[0]), _LEAST_NAME)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, gap, 0, 0))
    for index, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if head in _NUMERIC else "left",
            no_wrap=index != verdict,
            overflow="ellipsis",
            max_width=room if index == 0 else natural[index] if index == verdict else None,
        )
    for name, *rest in rows:
        table.add_row(_on_lines(name, room), *rest)
    return table


def _on_lines(name: Text, room: int) -> Text:
    """A name on three lines of ``room`` columns at most; only what is longer still is cut."""
    lines = list(name.wrap(_MEASURE, room, overflow="fold"))
    for line in lines:
        line.rstrip()
    if len(lines) > _NAME_LINES:
        lines = lines[:_NAME_LINES]
        lines[-1].truncate(room - 1)
        lines[-1].append("…")
    return Text("\n").join(lines)


def shown_functions(functions: tuple[FunctionResult, ...]) -> list[FunctionResult]:
    """The largest functions in the order of the profile."""
    largest = sorted(range(len(functions)), key=lambda index: (-functions[index].fte, index))[:_ROWS]
    return [functions[index] for index in sorted(largest)]


def unjudged(context: Context) -> Iterator[str]:
    """Why functions have no verdict, each reason once."""
    found: dict[str, list[str]] = {}
    for function in context.assessment.functions:
        if function.recommendation.insufficient_evidence:
            found.setdefault(function.recommendation.insufficient_evidence, []).append(_short_name(function))
    for reason, names in found.items():
        yield f"{few(context, names)}: {INSUFFICIENT.lower()}: {reason}"


def notes_on(function: FunctionResult) -> Iterator[str]:
    """What the row of a function cannot say."""
    advice, name = function.recommendation, _short_name(function)
    if not advice.insufficient_evidence and advice.robustness == "contested":
        other = f"; the runner-up is {_SHORT[advice.runner_up]}" if advice.runner_up else ""
        yield f"? {name}: contested{other}. What settles it: {settled_by(function)}"
    if advice.planned is not advice.verdict:
        best = judged(function)
        place = f" {best.country}" if best and best.country else ""
        register = f" ({advice.decision})" if advice.decision else ""
        yield f"{BY_DECISION} {name}: by decision{register}; the verdict is {_SHORT[advice.verdict]}{place}"
    elif advice.decision:
        yield f"{name}: by decision, {advice.decision}"


def row_of(function: FunctionResult, context: Context, factor: float) -> dict[str, Text]:
    """Every cell of a function by its heading."""
    advice, show = function.recommendation, context.figures
    mark = "~" if function.classification.office_contested else ""
    cells = dict.fromkeys(("Likely", BAND, SAVES, "Wave", "How firm"), NONE) | {
        "Function": clean(function.name),
        "Office": mark + OFFICE[function.classification.office].lower(),
        "FTE": show.fte(function.fte),
        "Verdict": INSUFFICIENT.lower(),
    }
    style = ""
    if not advice.insufficient_evidence:
        cells["Verdict"], style = _course(function), _STYLE[FAMILY_OF[advice.planned]]
        cells["How firm"] = _firm(function, context)
    if changes(function):
        option = leading(function)
        cells["Wave"] = "held" if function.id in context.held else str(advice.wave) if advice.wave else NONE
        if option and option.cost:
            saving = option.cost.npv_saving
            digits = 0 if factor <= 1e3 else 1
            cells["Likely"] = show.number(saving.likely / factor, digits)
            if context.drawn:
                low, high = (show.number(value / factor, digits) for value in (saving.p10, saving.p90))
                cells |= {BAND: f"{low} to {high}", SAVES: context.chance(option.cost.probability_saving)}
    return {head: Text(text, style=style if head == "Verdict" else "") for head, text in cells.items()}


def _firm(function: FunctionResult, context: Context) -> str:
    """The robustness word with its share, and a mark where it is only indicative: "lean 73%i"."""
    advice = function.recommendation
    if advice.robustness is None or advice.acceptability is None or not context.drawn:
        return NONE
    # A column has no room for "over 99%".
    share = context.figures.percent(min(advice.acceptability, _SHOWN))
    return f"{advice.robustness} {share}" + (INDICATIVE if advice.indicative and not all_indicative(context) else "")


def _course(function: FunctionResult) -> str:
    """What the plan does with a function: the path, the kind, the place, and the marks of doubt and of a decision."""
    advice = function.recommendation
    option = leading(function)
    decided = advice.planned is not advice.verdict
    place = option.country if option and option.country else None if decided else advice.country
    doubt = "?" if advice.robustness == "contested" and not decided else ""
    path = f"{PATH_WORD[advice.path]}: " if changes(function) else ""
    course = " ".join(filter(None, (_SHORT[advice.planned], place)))
    return path + course + doubt + (BY_DECISION if decided else "")


def scale(context: Context) -> tuple[float, str]:
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
