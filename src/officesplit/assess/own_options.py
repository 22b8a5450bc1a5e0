"""Options that leave the work in the company: retain, improve, automate, share, and bringing outsourced work back."""

import numpy as np

from officesplit.assess.baseline import Baseline, Frame, book_baseline
from officesplit.assess.inputs import Array, Inputs
from officesplit.assess.sheet import Sheet, Term
from officesplit.model.facts import Facts, Setting
from officesplit.model.quantity import Range
from officesplit.model.vocabulary import Kind, Standing

_PARAMETERS: dict[Kind, tuple[str, ...]] = {
    Kind.IMPROVE: ("improve_saving", "improve_cost", "improve_months"),
    Kind.AUTOMATE: (
        "automation_realised_share",
        "automation_build_cost",
        "automation_run_cost",
        "automation_months_to_live",
        "contingency",
    ),
    Kind.SHARED_SERVICE: (
        "shared_service_saving",
        "shared_service_setup",
        "shared_service_months_to_cutover",
        "contingency",
    ),
    Kind.BRING_BACK: ("bring_back_cost",),
}
_STAFF_LINES = frozenset({"staff", "benefits", "supervision", "replacement", "training"})
"""Lines of today's cost that follow head-count."""


def exposure(facts: Facts, setting: Setting) -> tuple[Range, Standing, tuple[str, ...], str]:
    """Share of the work's tasks that software could shorten: by occupation where read, else by archetype."""
    row = setting.rulebook.exposures.get(facts.soc)
    if row:
        value = Range(low=row.low, likely=row.likely, high=row.high)
        return value, Standing.BENCHMARK, row.source, f"task exposure of SOC {facts.soc}: exposure is not a saving"
    kind = facts.archetype
    return kind.automation_exposure, kind.standing, kind.source, f"judged for the kind of work: {kind.title}"


def own_inputs(facts: Facts, setting: Setting, kind: Kind, inputs: Inputs) -> dict[str, str]:
    """Register what an option inside the company depends on; returns the ids of its inputs by name."""
    ids = {name: inputs.parameter(name) for name in _PARAMETERS.get(kind, ())}
    if kind is Kind.AUTOMATE:
        value, standing, source, note = exposure(facts, setting)
        known = facts.soc in setting.rulebook.exposures
        name = f"exposure.{facts.soc if known else facts.archetype.id}"
        label = "Tasks that software could shorten"
        ids["exposure"] = inputs.number(name, label, value, "share of tasks", standing, source=source, note=note)
    return ids


def book_own(sheet: Sheet, kind: Kind, b: Baseline, ids: dict[str, str], today: dict[str, Array]) -> None:
    """Book the option's lines: today's lines, less what is saved, plus what it costs."""
    for line in list(sheet.lines):
        name = line.id.removeprefix("baseline.")
        term = Term("today", line.amount, "money")
        sheet.book("as_today", line.amount, term, name=f"option.{name}", label=line.label)
    if kind is Kind.IMPROVE:
        _improve(sheet, ids, _sum(today))
    elif kind is Kind.AUTOMATE:
        _automate(sheet, ids, _sum(today, _STAFF_LINES))
    elif kind is Kind.SHARED_SERVICE:
        _share(sheet, ids, b, _sum(today, _STAFF_LINES))


def _sum(today: dict[str, Array], names: frozenset[str] | None = None) -> Array:
    total = np.zeros((1, 1))
    for name in sorted(today):
        if names is None or name in names:
            total = total + today[name]
    return total


def _live(sheet: Sheet, months: str) -> Term:
    """The share of each period after ``months``."""
    return Term("in effect", sheet.clock.after(sheet[months]) / sheet.clock.length, "share of the period", months)


def _contingency(sheet: Sheet, share: str) -> None:
    before = sheet.total("one_off")
    sheet.book("contingency", sheet[share] * before, share, Term("one-off lines above", before, "money"))


def _improve(sheet: Sheet, ids: dict[str, str], total: Array) -> None:
    live, cost = _live(sheet, ids["improve_months"]), Term("today's cost", total, "money")
    saved = -sheet[ids["improve_saving"]] * total * live.value
    sheet.book("improvement", saved, ids["improve_saving"], cost, live)
    first = Term("today's cost in year 1", sheet.first_year(total), "money")
    sheet.book("improvement_work", sheet[ids["improve_cost"]] * first.value, ids["improve_cost"], first)


def _automate(sheet: Sheet, ids: dict[str, str], staff: Array) -> None:
    share, live = ids["automation_realised_share"], _live(sheet, ids["automation_months_to_live"])
    realised = sheet[ids["exposure"]] * sheet[share]
    gross = realised * staff * live.value
    sheet.book("automation_saving", -gross, ids["exposure"], share, Term("staff cost today", staff, "money"), live)
    run = ids["automation_run_cost"]
    sheet.book("automation_run", sheet[run] * gross, run, Term("working time saved", gross, "money"))
    yearly = Term("yearly saving in full", realised * sheet.first_year(staff), "money per year")
    build = ids["automation_build_cost"]
    sheet.book("automation_build", sheet[build] * yearly.value, build, yearly)
    _contingency(sheet, ids["contingency"])


def _share(sheet: Sheet, ids: dict[str, str], b: Baseline, staff: Array) -> None:
    share, live = ids["shared_service_saving"], _live(sheet, ids["shared_service_months_to_cutover"])
    sheet.book(
        "scale_saving", -sheet[share] * staff * live.value, share, Term("staff cost today", staff, "money"), live
    )
    setup = ids["shared_service_setup"]
    sheet.book("shared_service_setup", sheet.usd(setup) * sheet[b.fte], setup, b.fte)
    _contingency(sheet, ids["contingency"])


def book_bring_back(sheet: Sheet, b: Baseline, frame: Frame, ids: dict[str, str]) -> None:
    """Book in-house lines in place of today's provider, and the one-off cost of rebuilding."""
    inside = Sheet(sheet.clock, sheet.rules, sheet.quantities, sheet.values, sheet.fx, sheet.explain)
    at_home = book_baseline(inside, b, frame)
    for line in inside.lines:
        name = line.id.removeprefix("baseline.")
        sheet.book("in_house_again", line.amount, *line.terms, name=f"option.{name}", label=line.label)
    if frame.only_given:
        return
    first = Term("in-house cost in year 1", sheet.first_year(_sum(at_home)), "money")
    share = ids["bring_back_cost"]
    sheet.book("rebuild", sheet[share] * first.value, share, first)
