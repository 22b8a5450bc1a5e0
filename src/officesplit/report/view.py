"""What a report shows: an assessment worded, rounded and ordered, so that templates only place it.

All arithmetic and formatting of the report happens in the ``view_*`` modules; HTML and Markdown show the same view.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from officesplit.model.result import Assessment
from officesplit.report.charts.chart import Chart
from officesplit.report.view_evidence import evidence, sources
from officesplit.report.view_money import business_case
from officesplit.report.view_options import appraisal, options
from officesplit.report.view_parts import Context, Table, table
from officesplit.report.view_plan import exit_plan, governance, people, roadmap, service_levels
from officesplit.report.view_risk import readiness, risks
from officesplit.report.view_scope import classification, company, scope
from officesplit.report.view_sensitivity import sensitivity
from officesplit.report.view_summary import summary
from officesplit.report.view_words import NONE

SECTIONS: tuple[tuple[str, str, Any, tuple[str, ...]], ...] = (
    ("summary", "Executive summary", summary, ()),
    ("scope", "Scope and method", scope, ()),
    ("company", "Company and baseline", company, ("office_split",)),
    ("classification", "Classification", classification, ()),
    ("options", "Options: long list to short list", options, ()),
    ("appraisal", "Option appraisal", appraisal, ("suitability_matrix",)),
    ("business_case", "Business case", business_case, ("value_range", "cost_bridge")),
    ("risks", "Risk and regulation register", risks, ("risk_picture",)),
    ("readiness", "Readiness", readiness, ("readiness_profile",)),
    ("roadmap", "Roadmap", roadmap, ("roadmap", "dependency_map")),
    ("governance", "Governance", governance, ()),
    ("service_levels", "Service levels and measures", service_levels, ()),
    ("people", "People and change", people, ()),
    ("exit_plan", "Exit plan", exit_plan, ()),
    ("evidence", "Assumptions and evidence log", evidence, ()),
    ("sensitivity", "Sensitivity and robustness", sensitivity, ("tornado", "tornado_options")),
    ("sources", "Sources and founding claims", sources, ()),
)
"""The sections in their order: id, title, what builds the content, ids of the charts shown in it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a page shows it, with its numbers as a table."""

    id: str
    title: str
    description: str
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its content is a mapping that the partial of the same id places."""

    id: str
    number: str
    title: str
    content: dict[str, Any]
    charts: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A whole report before it has a format."""

    company: str
    industry: str
    country: str
    as_of: str
    scenario: str
    version: str
    rulebook: str
    currency: str
    sections: tuple[Section, ...]
    known_sources: frozenset[str]
    known_inputs: frozenset[str]


def view(assessment: Assessment, charts: Mapping[str, Chart], *, locale: str = "en") -> View:
    """The report of ``assessment``; a chart that ``charts`` lacks is left out with its figure."""
    context = Context(assessment, locale)
    manifest, company_view = assessment.manifest, assessment.company
    sections = [
        Section(ident, str(number), title, build(context), _pictures(shown, charts))
        for number, (ident, title, build, shown) in enumerate(SECTIONS, start=1)
    ]
    return View(
        company=company_view.name,
        industry=company_view.industry_name,
        country=company_view.country_name,
        as_of=manifest.as_of,
        scenario=manifest.scenario or "",
        version=manifest.version,
        rulebook=manifest.rulebook_version,
        currency=company_view.currency,
        sections=tuple(sections),
        known_sources=context.known_sources,
        known_inputs=frozenset(quantity.id for quantity in assessment.evidence),
    )


def summary_view(assessment: Assessment, *, locale: str = "en") -> dict[str, Any]:
    """The content of page one alone, for the memo."""
    return summary(Context(assessment, locale))


def _pictures(shown: tuple[str, ...], charts: Mapping[str, Chart]) -> tuple[Picture, ...]:
    return tuple(_picture(charts[ident]) for ident in shown if ident in charts)


def _picture(chart: Chart) -> Picture:
    head, *rows = chart.table or [[]]
    numeric = [all(_looks_numeric(row[index]) for row in rows) and bool(rows) for index in range(len(head))]
    heads = [f"#{label}" if number else label for label, number in zip(head, numeric, strict=True)]
    return Picture(chart.id, chart.title, chart.description, chart.svg, table(f"{chart.title}: numbers", heads, rows))


def _looks_numeric(text: str) -> bool:
    """Digits without letters, or the dash of an empty cell."""
    return text in ("", NONE) or not any(character.isalpha() for character in text)
