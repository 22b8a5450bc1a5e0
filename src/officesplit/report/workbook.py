"""The plan as a workbook: inputs, time, one sheet a function with live formulas, and a summary that follows them.

Every formula carries the value that officesplit computed, so that a viewer that does not calculate shows it too.
"""

from officesplit.model.result import Assessment, FunctionResult
from officesplit.report.rendered import Rendered
from officesplit.report.view_parts import Context, leading, option_name
from officesplit.report.view_words import INSUFFICIENT, KIND
from officesplit.report.workbook_function import FunctionSheet, Results, Shown, shown
from officesplit.report.workbook_grid import Book, Page, place
from officesplit.report.workbook_inputs import InputSheet
from officesplit.report.workbook_time import TimeSheet

_SUMMARY = (
    "Function", "Verdict", "Plan", "In the plan's sums (1 = yes)", "NPV of today", "NPV saving", "Run-rate saving",
    "One-off cost", "Payback, months (not live)", "Best priced rival", "NPV saving of the rival",
    "Difference to officesplit", "Note",
)  # fmt: skip
_COUNTED, _TODAY, _SAVING, _RUN_RATE, _ONE_OFF, _PAYBACK, _RIVAL, _OTHER, _CHECK, _NOTE = range(3, 13)
_TOP = 5
_LIVE = (
    "Amounts are formulas that follow the yellow cells of the sheet Inputs; verdicts, places and payback are those of "
    "the run that wrote this file."
)


def render_workbook(assessment: Assessment) -> Rendered:
    """The assessment as an XLSX file; the same assessment gives the same bytes.

    Raises:
        UsageError: xlsxwriter, an extra, is not installed.
    """
    company, manifest = assessment.company, assessment.manifest
    book = Book(f"{company.name}: outsourcing plan", f"officesplit {manifest.version}", manifest.as_of)
    context = Context(assessment)
    blocks = [(function, shown(function)) for function in assessment.functions]
    costs = [item.cost for _, items in blocks for item in items]
    summary = book.page("Summary")
    results: dict[str, tuple[Results, ...]] = {}
    if costs:
        inputs = InputSheet(book.page("Inputs"), assessment, costs)
        time = TimeSheet(book.page("Time"), inputs, costs[0].annual)
    # Sheets with a name of their own come first, so that no function can take it.
    _sources(book.page("Sources"), assessment)
    if costs:
        for function, items in blocks:
            if items:
                sheet = FunctionSheet(book.page(function.name), function, items, inputs, time)
                results[function.id] = sheet.results
    _summary(summary, context, blocks, results)
    return Rendered("", content=book.content())


def _sources(page: Page, assessment: Assessment) -> None:
    page.text(0, 0, "Sources", "title")
    page.headings(2, ("Id", "Publisher", "Title", "Year", "Address", "Trust", "How far it was checked"))
    for row, source in enumerate(assessment.sources, start=3):
        cells = (source.id, source.publisher, source.title, source.year, source.url, source.trust, source.verified)
        for col, text in enumerate(cells):
            page.text(row, col, text)
    page.widths(28, 34, 60, 10, 60, 14, 22)
    page.finish(3, 1)


def _summary(
    page: Page, context: Context, blocks: list[tuple[FunctionResult, tuple[Shown, ...]]],
    results: dict[str, tuple[Results, ...]],
) -> None:  # fmt: skip
    """One row a function, pointing to its sheet, and the plan's sums."""
    company, manifest = context.assessment.company, context.assessment.manifest
    page.text(0, 0, f"{company.name}: outsourcing plan", "title")
    run = (
        f"{company.industry_name}, {company.country_name}", company.currency, f"{company.horizon_years} years",
        f"as of {manifest.as_of}", f"officesplit {manifest.version}", f"rulebook {manifest.rulebook_version}",
        f"profile {manifest.profile_name}",
    )  # fmt: skip
    page.text(1, 0, "; ".join(run), "note")
    page.text(2, 0, _LIVE, "note")
    page.headings(_TOP - 1, _SUMMARY, high=True)
    row = _TOP
    for function, items in blocks:
        _row(page, row, context, function, items, results.get(function.id, ()))
        row += 1
    _sums(page, row, context, blocks)
    page.widths(34, 18, 36, 12, 16, 15, 15, 15, 12, 30, 15, 12, 60)
    page.finish(_TOP, 1, _CHECK)


def _row(
    page: Page, row: int, context: Context, function: FunctionResult, items: tuple[Shown, ...],
    results: tuple[Results, ...],
) -> None:  # fmt: skip
    advice, lead = function.recommendation, leading(function)
    page.text(row, 0, function.name)
    page.text(row, 1, INSUFFICIENT if advice.insufficient_evidence else KIND[advice.verdict])
    page.text(row, 2, option_name(lead) if lead else KIND[advice.planned])
    page.number(row, _COUNTED, _counted(context, function, items), "whole")
    page.text(row, _NOTE, advice.insufficient_evidence or (lead.no_cost_reason if lead and not lead.cost else ""))
    for item, found in zip(items, results, strict=True):
        if item.option is lead:
            page.formula(row, _TODAY, found.before, item.cost.baseline_npv)
            page.formula(row, _SAVING, found.saving, item.cost.npv_saving.likely)
            page.formula(row, _RUN_RATE, found.run_rate, item.cost.run_rate_saving)
            page.formula(row, _ONE_OFF, found.one_off, item.cost.one_off)
            if item.cost.payback_months is not None:
                page.number(row, _PAYBACK, item.cost.payback_months, "whole")
        else:
            page.text(row, _RIVAL, option_name(item.option))
            page.formula(row, _OTHER, found.saving, item.cost.npv_saving.likely)
    if results:
        page.formula(row, _CHECK, "+".join(found.difference for found in results), 0.0)


def _counted(context: Context, function: FunctionResult, items: tuple[Shown, ...]) -> int:
    """1 where the function changes under the plan, is paid for and has a price."""
    return int(context.moves(function) and any(item.option is leading(function) for item in items))


def _sums(
    page: Page, row: int, context: Context, blocks: list[tuple[FunctionResult, tuple[Shown, ...]]]
) -> None:  # fmt: skip
    """The live sum of the functions that change, beneath it the plan with its waves as it was computed."""
    last, whole = row - 1, context.assessment.portfolio
    counted = [
        next(item.cost for item in items if item.option is leading(function))
        for function, items in blocks
        if _counted(context, function, items)
    ]
    flags = f"{place(_TOP, _COUNTED, 'both')}:{place(last, _COUNTED, 'both')}"
    page.text(row, 0, "Sum of what changes, each from month 0", "total text")
    sums = (
        (_SAVING, sum(cost.npv_saving.likely for cost in counted)),
        (_RUN_RATE, sum(cost.run_rate_saving for cost in counted)),
        (_ONE_OFF, sum(cost.one_off for cost in counted)),
    )
    for col, value in sums:
        page.formula(row, col, f"SUMPRODUCT({flags},{place(_TOP, col)}:{place(last, col)})", value, "total")
    page.formula(row, _CHECK, f"SUM({place(_TOP, _CHECK)}:{place(last, _CHECK)})", 0.0, "total")
    page.text(row + 1, 0, "Plan with its waves (not live)", "total text")
    page.number(row + 1, _SAVING, whole.npv_saving.likely, "total")
    page.number(row + 1, _RUN_RATE, whole.run_rate_saving, "total")
    page.number(row + 1, _ONE_OFF, whole.one_off, "total")
    if whole.payback_months is not None:
        page.number(row + 1, _PAYBACK, whole.payback_months, "whole")
    page.text(row + 1, _NOTE, "Each function begins with its wave, so later savings count for less.")
