"""The report and the memo as Markdown that reads well on a code host."""

import re
from pathlib import Path

from officesplit.model.result import Assessment
from officesplit.report.charts import all_charts
from officesplit.report.pages import page
from officesplit.report.rendered import Rendered
from officesplit.report.view import summary_view, view

_BLANKS = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


def render_markdown(
    assessment: Assessment,
    *,
    locale: str = "en",
    templates: Path | None = None,
    stem: str = "report",
    with_charts: bool = True,
) -> Rendered:
    """The whole report; charts become companions ``{stem}-{chart}.svg`` that the text shows by relative links."""
    charts = all_charts(assessment, locale) if with_charts else {}
    report = view(assessment, charts, locale=locale)
    files = {f"{stem}-{picture.id}.svg": picture.svg for section in report.sections for picture in section.charts}
    return Rendered(_tidy(page("report.md.j2", templates, report=report, stem=stem)), files)


def render_memo(assessment: Assessment, *, locale: str = "en", templates: Path | None = None) -> Rendered:
    """One page for the approval of the plan, with places to sign."""
    text = page(
        "memo.md.j2",
        templates,
        company=assessment.company.name,
        as_of=assessment.manifest.as_of,
        profile=assessment.manifest.profile_name,
        digest=assessment.manifest.profile_digest,
        page=summary_view(assessment, locale=locale),
    )
    return Rendered(_tidy(text))


def _tidy(text: str) -> str:
    """``text`` with single blank lines and one line end, since partials are generous with blank lines."""
    return _BLANKS.sub("\n\n", text).strip() + "\n"
