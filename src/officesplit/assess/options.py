"""The cost of each kind of option, line by line (method.md section 4, second and third formula)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from officesplit.assess.baseline import Baseline, Frame, staff_cost
from officesplit.assess.inputs import Array, Inputs
from officesplit.assess.sheet import MONTHS, Clock, Sheet
from officesplit.assess.wages import PriceInputs
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Quote
from officesplit.model.quantity import Range
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import Kind, Office, Standing

_PER_PROVIDER = ("selection_and_legal", "transition_fixed", "tooling_one_off")
_ONE_OFF_LABELS = {
    "selection_and_legal": "Selection and legal work",
    "transition_fixed": "Transition, fixed part with knowledge transfer",
    "tooling_one_off": "Access, integration and tools",
}


@dataclass(frozen=True, slots=True)
class Lot:
    """The lot in which a function would be let: FTE of its bundle, and the function's share of it."""

    fte: float
    share: float


@dataclass(frozen=True, slots=True)
class GiveOut:
    """Ids of the inputs of giving work out; None where a quote or the profile leaves a line out."""

    moved: str | None
    price: PriceInputs | None
    quote: Quote | None
    quote_ids: dict[str, tuple[str, ...]]
    months: str | None
    parallel: str | None
    one_off: dict[str, str]
    compliance: tuple[str, ...] = ()


def lot_key(fte: float, inputs: Inputs) -> str:
    """The row of the lot-size parameters for a lot of ``fte``."""
    rows = inputs.rulebook.parameters["lot_size_from"].values
    return max((row for row in rows if fte >= row.likely), key=lambda row: row.likely).key


def give_out_inputs(
    facts: Facts, setting: Setting, kind: Kind, place: Kind, price: PriceInputs | None, quote: Quote | None,
    gates: tuple[Gate, ...], inputs: Inputs,
) -> GiveOut:  # fmt: skip
    """Register what giving a function out depends on; ``place`` says how far away a hybrid's provider is.

    ``gates`` are the conditional gates on the option: satisfying them may add to the one-off cost.
    """
    only_given = setting.profile.assumptions.lines == "only_given"
    ids = _quote_inputs(facts, setting, quote, inputs) if quote else {}
    if only_given:
        return GiveOut(None, None, quote, ids, None, None, {})
    moved = inputs.parameter("hybrid_moved_share") if kind is Kind.HYBRID else inputs.parameter("retained_share")
    work = facts.work.value
    one_off = {name: inputs.parameter(name) for name in _PER_PROVIDER}
    one_off["transition_per_fte"] = inputs.parameter("transition_per_fte", work)
    for name in ("severed_share", "tenure_years", "stay_bonus", "contingency", "governance", "governance_floor"):
        one_off[name] = inputs.parameter(name)
    row = setting.rulebook.severance.get(setting.territory.iso2, setting.rulebook.severance["default"])
    one_off["severance_weeks"] = inputs.number(
        f"severance.{row.iso2}", "Severance", Range(low=row.low, likely=row.likely, high=row.high),
        "weeks of pay per year of service", row.standing, source=row.source,
    )  # fmt: skip
    manager = staff_cost(setting, inputs, "vendor_manager_soc", "Vendor manager")
    if manager:
        one_off["vendor_manager"] = manager
    if price:
        one_off["scale"] = inputs.parameter("provider_scale_productivity", facts.scale.value)
        one_off["productivity_end"] = inputs.parameter("productivity_end", place.value)
        one_off["productivity_start"] = inputs.parameter("productivity_start")
        one_off["ramp"] = inputs.parameter("productivity_ramp_months", work)
    if facts.classification.office is Office.FRONT:
        one_off["quality_uplift"] = inputs.parameter("quality_uplift")
    if facts.data:
        one_off["control_cost"] = inputs.parameter("control_cost")
    for name in ("seat_avoidable", "supervision_avoidable"):
        for year in ("year_1", "year_2", "year_3"):
            one_off[f"{name}.{year}"] = inputs.parameter(name, year)
    months = inputs.parameter("transition_months_to_cutover", work)
    compliance = tuple(
        inputs.number(f"gate.{gate.id}.one_off", f"Work to satisfy: {gate.title}", gate.adds.one_off_share,
                      "share of one-off cost", Standing.DEFAULT, source=("officesplit",), exact=True)
        for gate in gates if gate.adds.one_off_share
    )  # fmt: skip
    return GiveOut(moved, price, quote, ids, months, inputs.parameter("parallel_run_months"), one_off, compliance)


def _quote_inputs(facts: Facts, setting: Setting, quote: Quote, inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Register the amounts of a quote; quotes are exact, and their currency is the company's unless they say otherwise."""
    index = facts.function.quotes.index(quote)
    fields = (
        "per_fte_year",
        "per_hour",
        "per_unit",
        "transition",
        "oversight",
        "qa",
        "tooling",
        "change_requests",
        "indexation",
    )
    found: dict[str, tuple[str, ...]] = {}
    for field in (*fields, "annual_fee"):
        value = getattr(quote, field)
        if value is None:
            continue
        amounts: Iterable[Range] = value if isinstance(value, tuple) else (value,)
        unit = "share per year" if field == "indexation" else setting.currency
        found[field] = tuple(
            inputs.number(f"{facts.function.id}.quotes[{index}].{field}" + (f".{n + 1}" if n else ""),
                          f"{quote.vendor}: {field.replace('_', ' ')}", amount, unit, Standing.GIVEN, exact=True)
            for n, amount in enumerate(amounts)
        )  # fmt: skip
    if "per_unit" in found and facts.function.volume:
        volume = facts.function.volume
        found["volume"] = (
            inputs.number(
                f"{facts.function.id}.volume", f"{volume.unit} a year", volume.per_year, "a year", Standing.GIVEN
            ),
        )
    return found


def _ramp_extra(clock: Clock, cutover: Array, start: Array, months: Array) -> Array:
    """Extra hours of the learning curve, in full-work years by period.

    Hours per unit of work fall in a straight line from 1/start at cut-over to 1 after ``months``.
    """

    def area(month: Array) -> Array:
        t = np.clip(month - cutover, 0.0, months)
        return np.asarray((1 / start - 1) * (t - t * t / (2 * months)))

    return (area(clock.end) - area(clock.start)) / MONTHS


def _avoidable(clock: Clock, values: dict[str, Array], ids: dict[str, str], name: str) -> Array:
    rows = [values[ids[f"{name}.year_{min(int(year), 3)}"]] for year in clock.year[:, 0]]
    return np.stack(rows)


def price_per_hour(values: dict[str, Array], price: PriceInputs, fx: float) -> Array:
    """Provider's price an hour in company currency before the lot-size uplift: intercept + slope x loaded wage."""
    premium = 1 + values[price.premium] if price.premium else 1.0
    return np.asarray((values[price.intercept] + values[price.slope] * values[price.wage] * price.load * premium) * fx)


def book_give_out(
    sheet: Sheet, values: dict[str, Array], facts: Facts, setting: Setting, kind: Kind, b: Baseline, frame: Frame,
    g: GiveOut, lot: Lot, lot_id: str | None, today: dict[str, Array],
) -> None:  # fmt: skip
    """Book charges, retained staff, governance, uplifts, stranded overhead and the one-off lines."""
    clock, fx = sheet.clock, setting.fx
    zero = np.zeros(1)
    if g.moved is None:
        moved = np.ones(1)
    else:
        moved = values[g.moved] if kind is Kind.HYBRID else 1 - values[g.moved]
    moved_operand = ("share moved", moved, "share", g.moved)
    cutover = values[g.months] if g.months else zero
    parallel = values[g.parallel] if g.parallel else zero
    served, in_house = clock.after(cutover), clock.before(cutover + parallel)
    left = clock.length - in_house
    charges = _book_charges(sheet, values, facts, setting, b, frame, g, lot_id, moved, moved_operand, served, cutover)
    _book_kept(sheet, b, today, moved, moved_operand, in_house, left, values, g)
    o = g.one_off
    quote = g.quote_ids
    index = clock.grown(values[frame.indexation])
    for name, label in (
        ("oversight", "Oversight, as quoted"),
        ("qa", "Quality assurance, as quoted"),
        ("change_requests", "Change requests, as quoted"),
    ):
        if name in quote:
            amount = values[quote[name][0]] * index * served
            sheet.add("option", f"option.{name}", label, "amount a year x growth x share of the year served",
                      (("amount", values[quote[name][0]], "money a year", quote[name][0]), ("served", served, "share of year", None)), amount)  # fmt: skip
    if not o:
        _book_quote_one_offs(sheet, values, quote)
        return
    if "oversight" not in quote and "vendor_manager" in o:
        wages = clock.grown(values[frame.wage_growth])
        by_share = values[o["governance"]] * charges
        floor = values[o["governance_floor"]] * values[o["vendor_manager"]] * lot.share * wages * served
        sheet.add("option", "option.governance", "Governance of the provider",
                  "larger of share x charges and floor FTE x vendor manager x share of the bundle x growth x served",
                  (("share of charges", values[o["governance"]], "share", o["governance"]), ("charges", charges, "money", None),
                   ("floor", values[o["governance_floor"]], "FTE", o["governance_floor"]),
                   ("vendor manager", values[o["vendor_manager"]], "money a year", o["vendor_manager"]),
                   ("share of the bundle", lot.share, "share", None), ("growth since year 1", wages, "x", frame.wage_growth),
                   ("served", served, "share of year", None)),
                  np.maximum(by_share, floor))  # fmt: skip
    for name, label in (
        ("quality_uplift", "Quality monitoring and training of front-office work"),
        ("control_cost", "Data-protection controls"),
    ):
        if name in o and not (name == "quality_uplift" and "qa" in quote):
            sheet.add("option", f"option.{name}", label, "share x charges",
                      (("share", values[o[name]], "share", o[name]), ("charges", charges, "money", None)), values[o[name]] * charges)  # fmt: skip
    _book_one_offs(sheet, values, setting, b, g, lot, moved, moved_operand, fx)


def _book_charges(
    sheet: Sheet, values: dict[str, Array], facts: Facts, setting: Setting, b: Baseline, frame: Frame, g: GiveOut,
    lot_id: str | None, moved: Array, moved_operand: tuple[str, Array | float, str, str | None], served: Array, cutover: Array,
) -> Array:  # fmt: skip
    clock, fte, quote = sheet.clock, values[b.fte], g.quote_ids
    rate = quote["indexation"][0] if "indexation" in quote else frame.indexation
    index = clock.grown(values[rate])
    growth = ("indexation since year 1", index, "x", rate)
    share = ("served", served, "share of year", None)
    staff = ("FTE", fte, "FTE", b.fte)
    hours = setting.rulebook.number("hours_per_fte_year")
    if g.quote:
        if "annual_fee" in quote:
            ids = quote["annual_fee"]
            rows = [values[ids[min(int(year), len(ids)) - 1]] for year in clock.year[:, 0]]
            fee = np.stack(rows)
            amount = fee * served * (index if len(ids) == 1 else 1.0)
            return sheet.add("option", "option.charges", f"Charges of {g.quote.vendor}", "fee x indexation x served" if len(ids) == 1 else "fee of the year x served",
                             (("fee", fee, "money a year", ids[0]), *((growth,) if len(ids) == 1 else ()), share), amount)  # fmt: skip
        if "per_unit" in quote and "volume" in quote:
            price, volume = values[quote["per_unit"][0]], values[quote["volume"][0]]
            return sheet.add("option", "option.charges", f"Charges of {g.quote.vendor}", "price per unit x volume x share moved x indexation x served",
                             (("price per unit", price, "money", quote["per_unit"][0]), ("volume", volume, "a year", quote["volume"][0]), moved_operand, growth, share),
                             price * volume * moved * index * served)  # fmt: skip
        if "per_hour" in quote:
            price = values[quote["per_hour"][0]]
            return sheet.add("option", "option.charges", f"Charges of {g.quote.vendor}", "price per hour x hours x FTE x share moved x indexation x served",
                             (("price per hour", price, "money", quote["per_hour"][0]), ("hours", hours, "hours a year", "parameter.hours_per_fte_year"), staff, moved_operand, growth, share),
                             price * hours * fte * moved * index * served)  # fmt: skip
        price = values[quote["per_fte_year"][0]]
        return sheet.add("option", "option.charges", f"Charges of {g.quote.vendor}", "price per FTE x FTE x share moved x indexation x served",
                         (("price per FTE", price, "money a year", quote["per_fte_year"][0]), staff, moved_operand, growth, share),
                         price * fte * moved * index * served)  # fmt: skip
    assert g.price is not None
    assert lot_id is not None
    o = g.one_off
    hourly = price_per_hour(values, g.price, setting.fx) * values[lot_id]
    productivity = values[o["scale"]] * values[o["productivity_end"]]
    extra = _ramp_extra(clock, cutover, values[o["productivity_start"]], values[o["ramp"]])
    return sheet.add("option", "option.charges", "Provider charges",
                     "price per hour x hours x FTE x share moved / productivity x (served + learning) x indexation",
                     (("price per hour", hourly, "money", None), ("intercept", values[g.price.intercept] * setting.fx, "money an hour", g.price.intercept),
                      ("slope", values[g.price.slope], "x loaded wage", g.price.slope), ("provider's wage", values[g.price.wage] * setting.fx, "money an hour", g.price.wage),
                      ("load", g.price.load, "x wage", None), *((("shift premium", values[g.price.premium], "share of wage", g.price.premium),) if g.price.premium else ()),
                      ("lot-size uplift", values[lot_id], "x price", lot_id), ("hours", hours, "hours a year", "parameter.hours_per_fte_year"), staff, moved_operand,
                      ("scale productivity", values[o["scale"]], "x", o["scale"]), ("productivity after the ramp", values[o["productivity_end"]], "x", o["productivity_end"]),
                      share, ("learning", extra, "full-work years", o["ramp"]), growth),
                     hourly * hours * fte * moved / productivity * (served + extra) * index,
                     "price per hour = (intercept + slope x provider's wage x load" + (" x (1 + shift premium)" if g.price.premium else "") + ") x lot-size uplift")  # fmt: skip


def _book_kept(
    sheet: Sheet, b: Baseline, today: dict[str, Array], moved: Array, moved_operand: tuple[str, Array | float, str, str | None],
    in_house: Array, left: Array, values: dict[str, Array], g: GiveOut,
) -> None:  # fmt: skip
    """What stays on the books: retained staff, the in-house run until hand-over, and overhead that cannot be shed yet."""
    length = sheet.clock.length
    every = np.zeros((len(length), 1))
    for name in sorted(today):
        every = every + today[name]
    yearly = every / length
    total = ("today's cost a year", yearly, "money a year", None)
    if g.moved is not None:
        sheet.add("option", "option.retained_staff", "Retained organisation", "today's cost x (1 - share moved)",
                  (total, moved_operand), every * (1 - moved))  # fmt: skip
    if g.months:
        sheet.add("option", "option.run_on", "In-house run until hand-over", "today's cost x share moved x in-house share of the year",
                  (total, moved_operand, ("in house", in_house, "share of year", g.months)), yearly * moved * in_house)  # fmt: skip
    if not g.one_off:
        return
    stranded = np.zeros((len(length), 1))
    operands: list[tuple[str, Array | float, str, str | None]] = [
        moved_operand,
        ("after hand-over", left, "share of year", g.months),
    ]
    for name, parameter in (("seat", "seat_avoidable"), ("supervision", "supervision_avoidable")):
        if name in today:
            keep = 1 - _avoidable(sheet.clock, values, g.one_off, parameter)
            stranded = stranded + today[name] / length * moved * left * keep
            operands += [(f"{name} a year", today[name] / length, "money a year", None),
                         (f"{name} not yet shed", keep, "share", f"parameter.{parameter}.year_3")]  # fmt: skip
    sheet.add("option", "option.stranded_overhead", "Stranded overhead", "share moved x after hand-over x (workplaces x not shed + supervision x not shed)",
              tuple(operands), stranded)  # fmt: skip


def _book_quote_one_offs(sheet: Sheet, values: dict[str, Array], quote: dict[str, tuple[str, ...]]) -> None:
    for name, label in (("transition", "Transition, as quoted"), ("tooling", "Tooling, as quoted")):
        if name in quote:
            sheet.add("one_off", f"one_off.{name}", label, "amount as quoted", (("amount", values[quote[name][0]], "money", quote[name][0]),),
                      values[quote[name][0]].reshape(1, -1))  # fmt: skip


def _book_one_offs(
    sheet: Sheet, values: dict[str, Array], setting: Setting, b: Baseline, g: GiveOut, lot: Lot, moved: Array,
    moved_operand: tuple[str, Array | float, str, str | None], fx: float,
) -> None:  # fmt: skip
    o, quote, fte = g.one_off, g.quote_ids, values[b.fte]
    parts: list[Array] = []

    def book(
        name: str,
        label: str,
        formula: str,
        operands: tuple[tuple[str, Array | float, str, str | None], ...],
        amount: Array,
    ) -> None:
        parts.append(
            sheet.add("one_off", f"one_off.{name}", label, formula, operands, np.asarray(amount).reshape(1, -1))
        )

    for name in _PER_PROVIDER:
        quoted = {"transition_fixed": "transition", "tooling_one_off": "tooling"}.get(name, "")
        if quoted in quote:
            book(quoted, f"{quoted.capitalize()}, as quoted", "amount as quoted",
                 (("amount", values[quote[quoted][0]], "money", quote[quoted][0]),), values[quote[quoted][0]] * np.ones(1))  # fmt: skip
            continue
        book(name, _ONE_OFF_LABELS[name], "amount per provider x share of the bundle",
             (("per provider", values[o[name]] * fx, "money", o[name]), ("share of the bundle", lot.share, "share", None)), values[o[name]] * fx * lot.share)  # fmt: skip
    if "transition" not in quote:
        book("transition_staff", "Transition, per person moved", "per FTE x FTE x share moved",
             (("per FTE", values[o["transition_per_fte"]] * fx, "money", o["transition_per_fte"]), ("FTE", fte, "FTE", b.fte), moved_operand),
             values[o["transition_per_fte"]] * fx * fte * moved)  # fmt: skip
    salary, salary_id = _salary(values, b)
    if salary is not None:
        weeks = setting.rulebook.number("weeks_per_year")
        book("severance", "Severance", "FTE x share moved x share severed x salary / 52 x weeks per year of service x years of service",
             (("FTE", fte, "FTE", b.fte), moved_operand, ("share severed", values[o["severed_share"]], "share", o["severed_share"]),
              ("salary", salary, "money a year", salary_id), ("weeks in a year", weeks, "weeks", "parameter.weeks_per_year"),
              ("weeks per year of service", values[o["severance_weeks"]], "weeks", o["severance_weeks"]),
              ("years of service", values[o["tenure_years"]], "years", o["tenure_years"])),
             fte * moved * values[o["severed_share"]] * salary / weeks * values[o["severance_weeks"]] * values[o["tenure_years"]])  # fmt: skip
        book("stay_bonus", "Stay bonus until hand-over", "FTE x share moved x salary x share of salary",
             (("FTE", fte, "FTE", b.fte), moved_operand, ("salary", salary, "money a year", salary_id),
              ("share of salary", values[o["stay_bonus"]], "share", o["stay_bonus"])), fte * moved * salary * values[o["stay_bonus"]])  # fmt: skip
    before = np.zeros((1, 1))
    for part in parts:
        before = before + part
    if g.compliance:
        shares = tuple((sheet.quantities[name].label, values[name], "share", name) for name in g.compliance)
        book("compliance", "Work to satisfy the gates", "sum of shares x one-off lines above",
             (*shares, ("one-off lines above", before, "money", None)), sum(values[name] for name in g.compliance) * before)  # fmt: skip
        before = before + parts[-1]
    book("contingency", "Contingency", "share x one-off lines above",
         (("share", values[o["contingency"]], "share", o["contingency"]), ("one-off lines above", before, "money", None)), values[o["contingency"]] * before)  # fmt: skip


def _salary(values: dict[str, Array], b: Baseline) -> tuple[Array | None, str | None]:
    """Salary of one FTE: given or benchmark, else the given salaries divided by the FTE."""
    if b.salary:
        return values[b.salary], b.salary
    if "staff" in b.given:
        identity = b.given["staff"][0]
        return np.asarray(values[identity] / np.maximum(values[b.fte], 1e-9)), identity
    return None, None
