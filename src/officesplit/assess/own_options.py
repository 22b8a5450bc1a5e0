"""Options that leave the work in the company: retain, improve, automate, share, and bringing outsourced work back."""

from dataclasses import replace

from officesplit.assess.baseline import Baseline, Frame, book_baseline
from officesplit.assess.inputs import Inputs
from officesplit.assess.sheet import Fixed, Line, Operands, Sheet
from officesplit.assess.timeline import APPROVAL, WHOLE, Factor
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
STAFF_LINES = frozenset({"staff", "benefits", "supervision", "replacement", "training"})
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


def book_own(sheet: Sheet, kind: Kind, b: Baseline, ids: dict[str, str], today: list[Line]) -> None:
    """Book the option's lines: today's lines, less what is saved, plus what it costs."""
    for line in today:
        sheet.derive("as_today", [line], {}, name=f"option.{line.id.removeprefix('baseline.')}", label=line.label)
    staff = [line for line in today if line.id.removeprefix("baseline.") in STAFF_LINES]
    if kind is Kind.IMPROVE:
        sheet.derive("improvement", today, {"saved": ids["improve_saving"]}, during=_live(ids["improve_months"]))
        sheet.derive("improvement_work", today, {"share": ids["improve_cost"]}, during=APPROVAL)
    elif kind is Kind.AUTOMATE:
        _automate(sheet, ids, staff)
    elif kind is Kind.SHARED_SERVICE:
        live = _live(ids["shared_service_months_to_cutover"])
        sheet.derive("scale_saving", staff, {"saved": ids["shared_service_saving"]}, during=live)
        setup: Operands = {"per_fte": ids["shared_service_setup"], "fte": b.fte}
        _contingency(sheet, ids, sheet.book("shared_service_setup", setup, APPROVAL))


def _live(months: str) -> Factor:
    """The share of each year after ``months``."""
    return Factor("after", (months,), label="share of the year in effect")


def _contingency(sheet: Sheet, ids: dict[str, str], line: Line) -> None:
    sheet.derive("contingency", [line], {"share": ids["contingency"]})


def _automate(sheet: Sheet, ids: dict[str, str], staff: list[Line]) -> None:
    live = _live(ids["automation_months_to_live"])
    realised = {"exposure": ids["exposure"], "realised": ids["automation_realised_share"]}
    sheet.derive("automation_saving", staff, realised, during=live)
    sheet.derive("automation_run", staff, {**realised, "share": ids["automation_run_cost"]}, during=live)
    build = {**realised, "years_of_saving": ids["automation_build_cost"]}
    _contingency(sheet, ids, sheet.derive("automation_build", staff, build, during=APPROVAL))


def book_bring_back(sheet: Sheet, b: Baseline, frame: Frame, ids: dict[str, str], today: list[Line]) -> None:
    """Book in-house lines in place of today's provider, and the one-off cost of rebuilding."""
    inside = Sheet(sheet.time, sheet.rules, sheet.quantities, sheet.fx)
    at_home = book_baseline(inside, b, frame)
    here = Factor("after", label="share of the year in house again") if sheet.time.start else WHOLE
    again: list[Line] = []
    for line in at_home:
        name = f"option.{line.id.removeprefix('baseline.')}"
        parts = tuple((scale, tuple(here if one == WHOLE else one for one in shape)) for scale, shape in line.parts)
        rule = line.rule.model_copy(update={"side": "option", "mirror": "baseline.provider"})
        shown = tuple(here if one == WHOLE else one for one in line.factors)
        again.append(replace(line, id=name, rule=rule, parts=parts, factors=shown))
    sheet.lines += again
    if sheet.time.start:
        until = Factor("before", label="share of the year with the provider")
        sheet.derive("run_on", today, {"kept": Fixed("share that stays", 0.0, "share")}, during=until)
    if not frame.only_given:
        sheet.derive("rebuild", again, {"share": ids["bring_back_cost"]}, during=APPROVAL)
