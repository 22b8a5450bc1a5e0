"""The report as one self-contained HTML file."""

from pathlib import Path

from markupsafe import Markup

from officesplit.model.result import Assessment
from officesplit.report.charts import all_charts
from officesplit.report.pages import page, source
from officesplit.report.rendered import Rendered
from officesplit.report.view import view


def render_html(assessment: Assessment, *, locale: str = "en", templates: Path | None = None) -> Rendered:
    """The whole report as one page without scripts or outside requests.

    ``templates`` is a folder whose files replace ours; raises UsageError for a bad locale or template.
    """
    report = view(assessment, all_charts(assessment, locale), locale=locale)
    style = Markup(source("style.css", templates))
    return Rendered(page("report.html.j2", templates, report=report, style=style))
