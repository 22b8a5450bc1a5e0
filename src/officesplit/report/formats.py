"""The one list of formats: name, suffixes, and how each is rendered."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from officesplit.errors import UsageError
from officesplit.model.result import Assessment
from officesplit.report.rendered import Rendered

Detail = Literal["full", "lean"]


@dataclass(frozen=True)
class Request:
    """What may be asked of a format; each takes what concerns it."""

    locale: str = "en"
    templates: Path | None = None
    stem: str = "report"
    detail: Detail = "full"
    width: int | None = None
    colour: bool = False


@dataclass(frozen=True)
class Format:
    """One format of the report."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    render: Callable[[Assessment, Request], Rendered]
    is_text: bool = True


# Each page is imported when it is asked for: JSON for a batch needs neither rich nor jinja2 nor babel's tables.
def _terminal(assessment: Assessment, request: Request) -> Rendered:
    from officesplit.report.terminal import render_terminal

    return render_terminal(assessment, locale=request.locale, width=request.width, colour=request.colour)


def _markdown(assessment: Assessment, request: Request) -> Rendered:
    from officesplit.report.markdown import render_markdown

    return render_markdown(assessment, locale=request.locale, templates=request.templates, stem=request.stem)


def _memo(assessment: Assessment, request: Request) -> Rendered:
    from officesplit.report.markdown import render_memo

    return render_memo(assessment, locale=request.locale, templates=request.templates)


def _html(assessment: Assessment, request: Request) -> Rendered:
    from officesplit.report.html import render_html

    return render_html(assessment, locale=request.locale, templates=request.templates)


def _json(assessment: Assessment, request: Request) -> Rendered:
    from officesplit.report.machine import render_json

    return render_json(assessment, detail=request.detail)


def _csv(assessment: Assessment, _request: Request) -> Rendered:
    from officesplit.report.machine import render_csv

    return render_csv(assessment)


def _excel(assessment: Assessment, _request: Request) -> Rendered:
    from officesplit.report.workbook import render_workbook

    return render_workbook(assessment)


FORMATS: tuple[Format, ...] = (
    Format("terminal", "a summary for the terminal", (".txt",), _terminal),
    Format("markdown", "the report in Markdown with SVG files beside it", (".md", ".markdown"), _markdown),
    Format("memo", "one page for approval, in Markdown", (), _memo),
    Format("html", "the report as one self-contained page", (".html", ".htm"), _html),
    Format("json", "the whole result", (".json",), _json),
    Format("csv", "one row a function", (".csv",), _csv),
    Format("excel", "a workbook with live formulas", (".xlsx",), _excel, is_text=False),
)
"""Every format. A suffix belongs to one format only."""


def by_name(name: str) -> Format:
    """The format called ``name``; raises UsageError with the names there are."""
    found = next((item for item in FORMATS if item.name == name.lower()), None)
    if found is None:
        known = ", ".join(item.name for item in FORMATS)
        raise UsageError(f"there is no format '{name}'", f"use one of: {known}")
    return found


def by_suffix(path: Path | str) -> Format:
    """The format of a file by its suffix; raises UsageError with the suffixes there are."""
    suffix = Path(path).suffix.lower()
    found = next((item for item in FORMATS if suffix in item.suffixes), None)
    if found is None:
        known = ", ".join(suffix for item in FORMATS for suffix in item.suffixes)
        what = f"the suffix '{suffix}' of {path} names no format" if suffix else f"{path} has no suffix"
        raise UsageError(what, f"use one of {known}, or name the format with -f")
    return found


def render(
    assessment: Assessment,
    name: str,
    *,
    locale: str = "en",
    templates: Path | None = None,
    stem: str = "report",
    detail: Detail = "full",
    width: int | None = None,
    colour: bool = False,
) -> Rendered:
    """The assessment in the format called ``name``; raises UsageError for an unknown format, locale or template."""
    return by_name(name).render(assessment, Request(locale, templates, stem, detail, width, colour))
