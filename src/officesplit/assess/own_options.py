"""Options that leave the work in the company: retain, improve, automate, share, and bringing outsourced work back."""

from dataclasses import dataclass

import numpy as np

from officesplit.assess.baseline import Baseline, Frame
from officesplit.assess.inputs import Array, Inputs
from officesplit.assess.sheet import Sheet
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
STAFF_LINES = ("staff", "benefits", "supervision", "replacement", "training")
"""Lines of today's cost that follow head-count."""


@dataclass(frozen=True, slots=True)
class Own:
    """Ids of the inputs of an option inside the company."""

    ids: dict[str, str]
    exposure: str | None


def exposure(facts: Facts, setting: Setting) -> tuple[Range, Standing, tuple[str, ...], str]:
    """Share of the work's tasks that software could shorten: by occupation where read, else by archetype."""
    row = setting.rulebook.exposures.get(facts.soc)
    if row:
        value = Range(low=row.low, likely=row.likely, high=row.high)
        return value, Standing.BENCHMARK, row.source, f"task exposure of SOC {facts.soc}: exposure is not a saving"
    kind = facts.archetype
    return kind.automation_exposure, kind.standing, kind.source, f"judged for the kind of work: {kind.title}"


def own_inputs(facts: Facts, setting: Setting, kind: Kind, inputs: Inputs) -> Own:
    """Register what an option inside the company depends on."""
    ids = {name: inputs.parameter(name) for name in _PARAMETERS.get(kind, ())}
    if kind is not Kind.AUTOMATE:
        return Own(ids, None)
    value, standing, source, note = exposure(facts, setting)
    name = f"exposure.{facts.soc}" if facts.soc in setting.rulebook.exposures else f"exposure.{facts.archetype.id}"
    return Own(
        ids,
        inputs.number(
            name, "Tasks that software could shorten", value, "share of tasks", standing, source=source, note=note
        ),
    )


def book_own(
    sheet: Sheet,
    values: dict[str, Array],
    setting: Setting,
    kind: Kind,
    b: Baseline,
    frame: Frame,
    own: Own,
    today: dict[str, Array],
) -> None:
    """Book the option's lines: today's lines, less what is saved, plus what it costs."""
    for name in sorted(today):
        line = next(line for line in sheet.lines if line.id == f"baseline.{name}")
        sheet.add(
            "option", f"option.{name}", line.label, "as today", (("today", today[name], "money", None),), today[name]
        )
    if kind is Kind.IMPROVE:
        _improve(sheet, values, own, today)
    elif kind is Kind.AUTOMATE:
        _automate(sheet, values, own, today)
    elif kind is Kind.SHARED_SERVICE:
        _share(sheet, values, setting, b, own, today)


def _sum(today: dict[str, Array], names: tuple[str, ...] | None = None) -> Array:
    total = np.zeros((1, 1))
    for name in sorted(today):
        if names is None or name in names:
            total = total + today[name]
    return total


def _one_off(
    sheet: Sheet,
    name: str,
    label: str,
    formula: str,
    operands: tuple[tuple[str, Array | float, str, str | None], ...],
    amount: Array,
) -> Array:
    return sheet.add("one_off", f"one_off.{name}", label, formula, operands, np.asarray(amount).reshape(1, -1))


def _contingency(sheet: Sheet, values: dict[str, Array], own: Own, base: Array) -> None:
    share = own.ids["contingency"]
    _one_off(sheet, "contingency", "Contingency", "share x one-off lines above",
             (("share", values[share], "share", share), ("one-off lines above", base, "money", None)), values[share] * base)  # fmt: skip


def _improve(sheet: Sheet, values: dict[str, Array], own: Own, today: dict[str, Array]) -> None:
    ids, clock = own.ids, sheet.clock
    total = _sum(today)
    live = clock.after(values[ids["improve_months"]]) / clock.length
    sheet.add("option", "option.improvement", "Saving from closing the gaps", "- share saved x today's cost x share of the year in effect",
              (("share saved", values[ids["improve_saving"]], "share", ids["improve_saving"]), ("today's cost", total, "money", None),
               ("in effect", live, "share of year", ids["improve_months"])), -values[ids["improve_saving"]] * total * live)  # fmt: skip
    first = _first_year(sheet, total)
    _one_off(sheet, "improvement", "Work to close the gaps", "share x today's cost in year 1",
             (("share", values[ids["improve_cost"]], "share", ids["improve_cost"]), ("today's cost in year 1", first, "money", None)),
             values[ids["improve_cost"]] * first)  # fmt: skip


def _automate(sheet: Sheet, values: dict[str, Array], own: Own, today: dict[str, Array]) -> None:
    ids, clock = own.ids, sheet.clock
    assert own.exposure is not None
    staff = _sum(today, STAFF_LINES)
    realised = values[own.exposure] * values[ids["automation_realised_share"]]
    live = clock.after(values[ids["automation_months_to_live"]]) / clock.length
    gross = realised * staff * live
    operands = (("task exposure", values[own.exposure], "share", own.exposure),
                ("realised share", values[ids["automation_realised_share"]], "share", ids["automation_realised_share"]),
                ("staff cost today", staff, "money", None), ("live", live, "share of year", ids["automation_months_to_live"]))  # fmt: skip
    sheet.add(
        "option",
        "option.automation_saving",
        "Working time saved by automation",
        "- task exposure x realised share x staff cost x live",
        operands,
        -gross,
    )
    sheet.add("option", "option.automation_run", "Running the automation", "share x working time saved",
              (("share", values[ids["automation_run_cost"]], "share", ids["automation_run_cost"]), ("working time saved", gross, "money", None)),
              values[ids["automation_run_cost"]] * gross)  # fmt: skip
    yearly = realised * _first_year(sheet, staff)
    built = _one_off(sheet, "automation_build", "Building the automation", "years of saving x yearly saving in full",
                     (("years of saving", values[ids["automation_build_cost"]], "x", ids["automation_build_cost"]), ("yearly saving in full", yearly, "money a year", None)),
                     values[ids["automation_build_cost"]] * yearly)  # fmt: skip
    _contingency(sheet, values, own, built)


def _share(
    sheet: Sheet, values: dict[str, Array], setting: Setting, b: Baseline, own: Own, today: dict[str, Array]
) -> None:
    ids, clock = own.ids, sheet.clock
    staff = _sum(today, STAFF_LINES)
    live = clock.after(values[ids["shared_service_months_to_cutover"]]) / clock.length
    sheet.add("option", "option.scale_saving", "Saving from scale", "- share x staff cost x live",
              (("share", values[ids["shared_service_saving"]], "share", ids["shared_service_saving"]), ("staff cost today", staff, "money", None),
               ("live", live, "share of year", ids["shared_service_months_to_cutover"])), -values[ids["shared_service_saving"]] * staff * live)  # fmt: skip
    fte = values[b.fte]
    setup = values[ids["shared_service_setup"]] * setting.fx
    built = _one_off(sheet, "shared_service_setup", "Setting up the shared service", "per FTE x FTE",
                     (("per FTE", setup, "money", ids["shared_service_setup"]), ("FTE", fte, "FTE", b.fte)), setup * fte)  # fmt: skip
    _contingency(sheet, values, own, built)


def book_bring_back(sheet: Sheet, values: dict[str, Array], own: Own, at_home: dict[str, Array]) -> None:
    """Book in-house lines in place of today's provider, and the one-off cost of rebuilding."""
    for name in sorted(at_home):
        sheet.add("option", f"option.{name}", name.replace("_", " ").capitalize(), "in-house cost at today's wages",
                  (("in-house cost", at_home[name], "money", None),), at_home[name])  # fmt: skip
    first = _first_year(sheet, _sum(at_home))
    share = own.ids["bring_back_cost"]
    _one_off(sheet, "rebuild", "Rebuilding the function", "share x in-house cost in year 1",
             (("share", values[share], "share", share), ("in-house cost in year 1", first, "money", None)), values[share] * first)  # fmt: skip


def _first_year(sheet: Sheet, amounts: Array) -> Array:
    """The amounts of year 1, whatever the length of the sheet's periods; shape (1, columns)."""
    periods = int(np.sum(sheet.clock.year[:, 0] == 1))
    rows = np.broadcast_to(amounts, (len(sheet.clock.start), amounts.shape[1]))[:periods]
    return np.asarray(rows.sum(axis=0, keepdims=True))
