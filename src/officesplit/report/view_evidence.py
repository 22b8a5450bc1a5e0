"""Sections 15 and 17: the evidence log, sources and founding claims."""

from typing import Any

from officesplit.model.quantity import Quantity
from officesplit.model.vocabulary import Standing
from officesplit.report.view_caveats import coverage
from officesplit.report.view_parts import Cell, Context, Table, anchor, table
from officesplit.report.view_words import NONE, VERIFIED


def evidence(context: Context) -> dict[str, Any]:
    """Every input of the calculation with its range, standing and source."""
    return {"log": log(context), "coverage": coverage(context)}


def log(context: Context) -> Table:
    """The evidence log; each row can be linked to by the id of the input."""
    show = context.figures
    rows = [
        [
            Cell(quantity.label, anchor=anchor("e", quantity.id), note=quantity.note),
            quantity.id,
            show.short(quantity.value.low),
            show.short(quantity.value.likely),
            show.short(quantity.value.high),
            quantity.unit,
            Cell("", standing=quantity.standing.value),
            _origin(quantity),
        ]
        for quantity in context.assessment.evidence
    ]
    heads = ("Input", "Id", "#Low", "#Likely", "#High", "Unit", "Standing", "Source")
    return table("Evidence log", heads, rows)


def _origin(quantity: Quantity) -> Cell:
    """Where a number comes from: its sources, the profile, or our own judgement."""
    if quantity.source:
        return Cell("", sources=quantity.source)
    return Cell("the profile" if quantity.standing is Standing.GIVEN else "no source")


def sources(context: Context) -> dict[str, Any]:
    """The list of sources and the founding claims."""
    claims = context.assessment.claims
    return {
        "list": source_list(context),
        "adopted": tuple(
            {"id": item.id, "claim": item.claim, "by": ", ".join(item.carried_by), "reason": item.reason}
            for item in claims
            if item.adopted
        ),
        "refused": tuple(
            {"id": item.id, "claim": item.claim, "reason": item.reason or "no reason recorded"}
            for item in claims
            if not item.adopted
        ),
    }


def source_list(context: Context) -> Table:
    """Each source with its trust and with how much of it was seen."""
    rows = [
        [
            Cell(source.id, anchor=anchor("src", source.id)),
            source.publisher,
            Cell(source.title, link=source.url if source.url.startswith(("https://", "http://")) else ""),
            source.year or NONE,
            source.trust,
            f"{source.verified.replace('_', ' ')}: {VERIFIED.get(source.verified, '')}".rstrip(": "),
        ]
        for source in context.assessment.sources
    ]
    heads = ("Id", "Publisher", "Title", "Year", "Trust", "Verified")
    return table("Sources", heads, rows)
