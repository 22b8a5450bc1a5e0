"""The charts of a report: drawn by hand as SVG, without a chart library, each with the table of what it shows."""

from collections.abc import Callable

from officesplit.model.result import Assessment
from officesplit.report.charts.chart import Chart
from officesplit.report.charts.cost_bridge import cost_bridge
from officesplit.report.charts.dependency_map import dependency_map
from officesplit.report.charts.office_split import office_split
from officesplit.report.charts.readiness_profile import readiness_profile
from officesplit.report.charts.risk_picture import risk_picture
from officesplit.report.charts.roadmap import roadmap
from officesplit.report.charts.suitability_matrix import suitability_matrix
from officesplit.report.charts.tornado import tornado, tornado_options
from officesplit.report.charts.value_range import value_range
from officesplit.report.view_parts import Context

__all__ = ["CHARTS", "Chart", "all_charts"]

CHARTS: tuple[Callable[[Context], Chart | None], ...] = (
    office_split,
    suitability_matrix,
    value_range,
    cost_bridge,
    risk_picture,
    readiness_profile,
    roadmap,
    dependency_map,
    tornado,
    tornado_options,
)
"""Every chart in the order of the report; one that has nothing to show gives None."""


def all_charts(assessment: Assessment, locale: str = "en") -> dict[str, Chart]:
    """The charts that have something to show, by id, in the order of the report."""
    context = Context(assessment, locale)
    drawn = (chart(context) for chart in CHARTS)
    return {chart.id: chart for chart in drawn if chart is not None}
