"""The result for machines: the versioned JSON document, and a table with one row a function."""

import csv
import math
from collections.abc import Callable
from io import StringIO
from typing import Any, TypeGuard

from pydantic import BaseModel

from officesplit.model.result import Assessment, Cost, FunctionResult, OptionResult
from officesplit.model.vocabulary import Kind
from officesplit.report.formats import Detail
from officesplit.report.plain import clean
from officesplit.report.rendered import Rendered
from officesplit.report.view_parts import leading
from officesplit.report.view_words import INSUFFICIENT


def render_json(assessment: Assessment, *, detail: Detail = "full") -> Rendered:
    """The whole result as JSON in the order of the model, indented by 2, with a newline at the end.

    ``lean`` leaves the year lines and the workings out: empty lists stand in their place, so that the text is still a
    valid document of the same schema. Raises ValueError for a number that JSON cannot hold, which is a fault of ours.
    """
    return Rendered(written(_lean(assessment) if detail == "lean" else assessment))


def written(document: BaseModel) -> str:
    """A versioned document as indented JSON text; raises ValueError for a number that JSON cannot hold."""
    _require_finite(document)
    return document.model_dump_json(by_alias=True, indent=2) + "\n"


def _lean(assessment: Assessment) -> Assessment:
    return assessment.model_copy(
        update={
            "functions": tuple(
                function.model_copy(update={"options": tuple(map(_lean_option, function.options))})
                for function in assessment.functions
            ),
            "portfolio": assessment.portfolio.model_copy(update={"annual": ()}),
        }
    )


def _lean_option(option: OptionResult) -> OptionResult:
    if option.cost is None:
        return option
    return option.model_copy(update={"cost": option.cost.model_copy(update={"annual": (), "workings": ()})})


def _require_finite(root: BaseModel) -> None:
    """Raise ValueError, with the field, where a number is not finite: pydantic would silently write it as null."""
    left: list[tuple[str, Any]] = [("", root)]
    while left:
        field, value = left.pop()
        kind = type(value)
        if kind is float:
            if not math.isfinite(value):
                raise ValueError(f"the result holds {value} in '{field}'")
        elif kind is tuple or kind is list:
            left.extend((field, item) for item in value)
        elif kind is dict:
            left.extend((field, item) for item in value.values())
        elif isinstance(value, BaseModel):
            left.extend(value.__dict__.items())


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet run a cell instead of showing it."""

_Value = str | float | int | None


def _drawn(cost: Cost | None) -> TypeGuard[Cost]:
    """Whether the quantiles are those of draws: without draws they only repeat the likely amount."""
    return cost is not None and cost.probability_saving is not None


_Column = tuple[str, Callable[[FunctionResult, OptionResult | None, Cost | None], _Value]]

_COLUMNS: tuple[_Column, ...] = (
    ("id", lambda f, _o, _c: f.id),
    ("name", lambda f, _o, _c: f.name),
    ("fte", lambda f, _o, _c: f.fte),
    ("office", lambda f, _o, _c: f.classification.office.value),
    ("office_confidence", lambda f, _o, _c: f.classification.confidence),
    ("office_contested", lambda f, _o, _c: _yes(f.classification.office_contested)),
    ("verdict", lambda f, _o, _c: _judged(f, f.recommendation.verdict)),
    ("planned", lambda f, _o, _c: _judged(f, f.recommendation.planned)),
    ("family", lambda f, _o, _c: "" if f.recommendation.insufficient_evidence else f.recommendation.family.value),
    ("country", lambda f, o, _c: (o.country if o else None) or f.recommendation.country),
    ("vendor", lambda _f, o, _c: o.vendor if o else None),
    ("path", lambda f, _o, _c: f.recommendation.path.value),
    ("robustness", lambda f, _o, _c: f.recommendation.robustness),
    ("acceptability", lambda f, _o, _c: f.recommendation.acceptability),
    ("family_acceptability", lambda f, _o, _c: f.recommendation.family_acceptability),
    ("indicative", lambda f, _o, _c: _yes(f.recommendation.indicative)),
    ("runner_up", lambda f, _o, _c: f.recommendation.runner_up.value if f.recommendation.runner_up else None),
    ("wave", lambda f, _o, _c: f.recommendation.wave),
    ("baseline_cost", lambda f, _o, _c: f.baseline_cost),
    ("npv_saving_likely", lambda _f, _o, c: c.npv_saving.likely if c else None),
    ("npv_saving_p10", lambda _f, _o, c: c.npv_saving.p10 if _drawn(c) else None),
    ("npv_saving_p50", lambda _f, _o, c: c.npv_saving.p50 if _drawn(c) else None),
    ("npv_saving_p90", lambda _f, _o, c: c.npv_saving.p90 if _drawn(c) else None),
    ("npv_saving_share", lambda _f, _o, c: c.npv_saving_share if c else None),
    ("run_rate_saving", lambda _f, _o, c: c.run_rate_saving if c else None),
    ("one_off", lambda _f, _o, c: c.one_off if c else None),
    ("payback_months", lambda _f, _o, c: c.payback_months if c else None),
    ("probability_saving", lambda _f, _o, c: c.probability_saving if c else None),
    ("npv_saving_before_tax", lambda _f, _o, c: c.npv_saving_before_tax if c else None),
    ("discounted_payback_months", lambda _f, _o, c: c.discounted_payback_months if c else None),
    ("irr", lambda _f, _o, c: c.irr if c else None),
    ("irr_note", lambda _f, _o, c: c.irr_note if c else None),
    ("equivalent_annual_saving", lambda _f, _o, c: c.equivalent_annual_saving if c else None),
    ("break_even_price", lambda _f, _o, c: c.break_even.price if c else None),
    ("break_even_price_unit", lambda _f, _o, c: c.break_even.price_unit if c else None),
    ("price_per_hour", lambda _f, _o, c: c.price_per_hour if c else None),
    ("expected_loss_after", lambda f, _o, _c: f.risk.expected_loss_after),
    ("readiness_score", lambda f, _o, _c: f.readiness.score),
    ("readiness_verdict", lambda f, _o, _c: f.readiness.verdict),
    ("struck_options", lambda f, _o, _c: " ".join(o.option.value for o in f.options if o.struck)),
    ("insufficient_evidence", lambda f, _o, _c: f.recommendation.insufficient_evidence),
)
"""The columns of the table: the name of each, and its value from a function, its leading option and that one's cost."""


def render_csv(assessment: Assessment) -> Rendered:
    """One row a function with its main numbers, unrounded beyond cents and in the company's currency.

    Numbers use a point whatever the locale. A text that a spreadsheet would run as a formula gets an apostrophe.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["company", *(name for name, _ in _COLUMNS), "funded", "currency"])
    company = assessment.company
    for function in assessment.functions:
        option = leading(function)
        cost = option.cost if option else None
        values = (pick(function, option, cost) for _, pick in _COLUMNS)
        funded = "false" if function.id in assessment.portfolio.held else "true"
        writer.writerow([_cell(company.name), *map(_cell, values), funded, _cell(company.currency)])
    return Rendered(out.getvalue())


def _judged(function: FunctionResult, kind: Kind) -> str:
    return INSUFFICIENT.lower() if function.recommendation.insufficient_evidence else kind.value


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _cell(value: _Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    if not math.isfinite(value):
        return ""
    rounded = round(float(value), 4)
    return str(int(rounded)) if rounded.is_integer() else repr(rounded)


def safe(text: str) -> str:
    """``text`` on one line, and with an apostrophe before it where a spreadsheet would take it for a formula."""
    text = f"'{text}" if text.startswith(_FORMULA) else text
    line = clean(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
