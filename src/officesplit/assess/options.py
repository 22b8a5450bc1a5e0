"""The cost of giving work out, line by line (method.md section 4, second and third formula)."""

from officesplit.assess.baseline import Baseline, Frame, book_staying, growth
from officesplit.assess.give_out import GiveOut
from officesplit.assess.inputs import Array
from officesplit.assess.sheet import Fixed, Line, Operands, Sheet
from officesplit.assess.timeline import APPROVAL, Factor
from officesplit.model.facts import Lot

_QUOTED_ONE_OFFS = {"transition_fixed": "transition", "transition_staff": "transition"}
"""Modelled one-off lines that an amount in a quote replaces."""
_QUOTED_YEARLY = ("oversight", "qa", "tooling", "change_requests")
_OVERHEAD = {"baseline.seat": "seat_avoidable", "baseline.supervision": "supervision_avoidable"}
_NOTHING = Fixed("share that stays", 0.0, "share")


def kept(g: GiveOut) -> str | Fixed:
    """The share of the work that stays in the company, as an operand."""
    return g.kept or _NOTHING


def book_give_out(sheet: Sheet, b: Baseline, frame: Frame, g: GiveOut, lot: Lot, today: list[Line]) -> None:
    """Book charges, what stays, governance and uplifts, stranded overhead, and the one-off lines."""
    index = _index(frame, g)
    served = Factor("after", (g.months,) if g.months else (), label="share of the year that the provider works")
    charges = _quoted_charges(sheet, b, g, index, served) if g.quote else _modelled_charges(sheet, b, g, index)
    _book_kept(sheet, g, b, today)
    book_staying(sheet, b, frame, {"kept": kept(g)}, _after_hand_over(g))
    if "oversight_share" in g.quote_ids:
        sheet.derive("oversight_share", [charges], {"share": g.quote_ids["oversight_share"][0]})
    for name in _QUOTED_YEARLY:
        if name in g.quote_ids:
            sheet.book(name, {"amount": g.quote_ids[name][0]}, *index, served)
    if g.vat:
        sheet.derive("irrecoverable_vat", [charges], {"share": g.vat})
    if g.ids:
        _book_running(sheet, frame, g, lot, charges, served)
        _book_one_offs(sheet, b, g, lot)
    else:
        _book_quoted_one_offs(sheet, g)


def _index(frame: Frame, g: GiveOut) -> tuple[Factor, ...]:
    """How what a provider asks moves: indexation, and the drift of its currency."""
    factors = [growth(g.indexation or frame.indexation, "indexation")]
    if g.drift:
        factors.append(growth(g.drift, "exchange rate"))
    return tuple(factors)


def _until(g: GiveOut) -> tuple[str, ...]:
    """The inputs that the month of hand-over adds up from: cut-over and parallel run."""
    return tuple(name for name in (g.months, g.parallel) if name)


def _after_hand_over(g: GiveOut) -> Factor:
    return Factor("after", _until(g), label="share of the year after hand-over")


def price_operands(g: GiveOut) -> Operands:
    """The operands of a modelled price per hour."""
    price = g.price
    assert price is not None
    assert g.lot_uplift is not None
    return {
        "intercept": price.intercept,
        "desk": price.on_site or Fixed("share of the fixed part", 1.0, "share"),
        "slope": price.slope,
        "wage": price.wage,
        "load": Fixed("load on the provider's wage", price.load, "x wage"),
        "shift_premium": price.premium or Fixed("shift premium, none", 0.0, "share"),
        "lot_uplift": g.lot_uplift,
    }


def price_per_hour(sheet: Sheet, g: GiveOut) -> Array:
    """Modelled price an hour in company currency: intercept + slope x loaded wage, x lot-size uplift."""
    v = {name: sheet.value(operand) for name, operand in price_operands(g).items()}
    hourly = v["intercept"] * v["desk"] + v["slope"] * v["wage"] * v["load"] * (1 + v["shift_premium"])
    return hourly * v["lot_uplift"]  # type: ignore[return-value]


def _modelled_charges(sheet: Sheet, b: Baseline, g: GiveOut, index: tuple[Factor, ...]) -> Line:
    ids = g.ids
    assert g.months is not None
    learning = Factor(
        "learning", (g.months, ids["ramp"], ids["productivity_start"]),
        label="share of the year that the provider works, with the extra hours of learning",
    )  # fmt: skip
    operands: Operands = {
        **price_operands(g), "hours": g.hours, "fte": b.fte, "kept": kept(g), "scale": ids["scale"],
        "productivity": ids["productivity_end"],
    }  # fmt: skip
    return sheet.book("charges", operands, *index, learning)


def _quoted_charges(sheet: Sheet, b: Baseline, g: GiveOut, index: tuple[Factor, ...], served: Factor) -> Line:
    """Charges as the vendor quotes them."""
    assert g.quote is not None
    quote = g.quote_ids
    if "productivity" in quote:
        months = (quote["productivity"][0], *((g.months,) if g.months else ()))
        index = (*index, Factor("shrinking", months, label="productivity that the provider commits to"))
    stays = kept(g) if g.partial else _NOTHING
    label = f"Charges of {g.quote.vendor}"
    least: str | Fixed = (
        quote["minimum_volume"][0] if "minimum_volume" in quote else Fixed("least billed", 0.0, "a year")
    )
    if "annual_fee" in quote:
        fees = quote["annual_fee"]
        if len(fees) == 1:
            return sheet.book("charges_fee", {"fee": fees[0], "kept": stays}, *index, served, label=label)
        rows = Factor("series", fees, label="fee of the year")
        return sheet.book("charges_fees", {"kept": stays}, rows, served, label=label)
    if "per_unit" in quote:
        volume = quote["volume"]
        if len(volume) > 1:
            rows = Factor("series", volume, label="units of the year")
            operands: Operands = {"price": quote["per_unit"][0], "kept": stays}
            if "minimum_volume" in quote:
                least_kept = (quote["minimum_volume"][0], *((g.kept,) if g.partial and g.kept else ()))
                kind = "billed" if len(least_kept) == 1 else "billed_part"
                rows = Factor(kind, (*least_kept, *volume), label="units billed in the year")
                operands = {"price": quote["per_unit"][0], "kept": _NOTHING}
            return sheet.book("charges_units", operands, rows, *index, served, label=label)
        operands = {"price": quote["per_unit"][0], "volume": volume[0], "kept": stays, "least": least}
        return sheet.book("charges_unit", operands, *index, served, label=label)
    if "per_hour" in quote and "hours_per_year" in quote:
        operands = {"price": quote["per_hour"][0], "hours": quote["hours_per_year"][0], "kept": stays, "least": least}
        return sheet.book("charges_hours_bought", operands, *index, served, label=label)
    # The vendor's own head-count is what it bills; without one it bills the people that move.
    people: Operands = {"fte": quote["fte"][0], "kept": stays} if "fte" in quote else {
        "fte": b.fte, "kept": kept(g)
    }  # fmt: skip
    if "per_hour" in quote:
        operands = {"price": quote["per_hour"][0], "hours": g.hours, **people, "least": least}
        return sheet.book("charges_hour", operands, *index, served, label=label)
    operands = {"price": quote["per_fte_year"][0], **people, "least": least}
    return sheet.book("charges_fte", operands, *index, served, label=label)


def _book_kept(sheet: Sheet, g: GiveOut, b: Baseline, today: list[Line]) -> None:
    """What stays on the books: the retained part, the in-house run until hand-over, overhead not yet shed."""
    stays = {"kept": kept(g)}
    if g.kept:
        sheet.derive("retained_staff", today, stays)
    if not g.months:
        if sheet.time.start:
            sheet.derive("run_on", today, stays, during=Factor("before", label="share of the year still in house"))
        return
    sheet.derive("run_on", today, stays, during=Factor("before", _until(g), label="share of the year still in house"))
    gone = _after_hand_over(g)
    for line in today:
        # Where the profile says which part stays, nothing is guessed.
        if line.id in _OVERHEAD and g.ids and line.id.removeprefix("baseline.") not in b.staying:
            name = _OVERHEAD[line.id]
            avoidable = tuple(g.ids[f"{name}.year_{year}"] for year in (1, 2, 3))
            shed = Factor("stranded", (*avoidable, *_until(g)), label="not yet shed")
            sheet.derive(
                "stranded_overhead", [line], stays, shed, during=gone,
                name=f"option.stranded_{line.id.removeprefix('baseline.')}", label=f"{line.label} not yet shed",
            )  # fmt: skip


def _book_running(sheet: Sheet, frame: Frame, g: GiveOut, lot: Lot, charges: Line, served: Factor) -> None:
    """Governance, quality uplift, data-protection controls, and the tender at the end of a shorter term."""
    ids = g.ids
    bundle = Fixed("share of the bundle", lot.share, "share")
    if not {"oversight", "oversight_share"} & set(g.quote_ids) and "vendor_manager" in ids:
        floor: Operands = {"floor": ids["governance_floor"], "manager": ids["vendor_manager"], "bundle": bundle}
        sheet.larger(
            "governance", charges, {"share": ids["governance"]}, floor, growth(frame.wage_growth, "wages"), served
        )
    for name in ("quality_uplift", "control_cost"):
        if name in ids and not (name == "quality_uplift" and "qa" in g.quote_ids):
            sheet.derive(name, [charges], {"share": ids[name]})
    for year in range(g.term or frame.years, frame.years, g.term or 1):
        when = Factor("item", fixed=(year, 1), label=f"paid in year {year}")
        operands: Operands = {"amount": ids["selection_and_legal"], "bundle": bundle}
        sheet.book("reprocurement", operands, when, name=f"option.reprocurement_{year}")


def _book_quoted_one_offs(sheet: Sheet, g: GiveOut) -> None:
    if "transition" in g.quote_ids:
        quoted = g.quote_ids["transition"][0]
        label = sheet.quantities[quoted].label
        sheet.book("quoted_one_off", {"amount": quoted}, APPROVAL, name="one_off.quoted_transition", label=label)


def _book_one_offs(sheet: Sheet, b: Baseline, g: GiveOut, lot: Lot) -> None:
    """Selection, transition, tools, people, work to satisfy the gates, and the contingency on all of them."""
    ids, stays = g.ids, kept(g)
    bundle = Fixed("share of the bundle", lot.share, "share")
    booked = [
        sheet.book(rule, {"amount": ids[rule], "bundle": bundle}, APPROVAL)
        for rule in ("selection_and_legal", "transition_fixed", "tooling_one_off")
        if _QUOTED_ONE_OFFS.get(rule) not in g.quote_ids
    ]
    if "transition" not in g.quote_ids:
        operands: Operands = {"per_fte": ids["transition_per_fte"], "fte": b.fte, "kept": stays}
        booked.append(sheet.book("transition_staff", operands, APPROVAL))
    before = len(sheet.lines)
    _book_quoted_one_offs(sheet, g)
    booked += sheet.lines[before:]
    booked += _book_people(sheet, b, g)
    if g.compliance:
        shares = sum(sheet.quantities[name].value.likely for name in g.compliance)
        operands = {"share": Fixed("sum of the shares of the gates", shares, "share of one-off cost")}
        booked.append(sheet.derive("compliance", booked, operands))
    sheet.derive("contingency", booked, {"share": ids["contingency"]})


def _book_people(sheet: Sheet, b: Baseline, g: GiveOut) -> list[Line]:
    """Severance and stay bonus, on the salary of one FTE or on the salaries given in money."""
    ids = g.ids
    rules: tuple[str, ...]
    if b.salary:
        pay: Operands = {"fte": b.fte, "salary": b.salary, "kept": kept(g)}
        rules = ("severance", "stay_bonus")
    elif "staff" in b.given:
        pay = {"salaries": b.given["staff"][0], "kept": kept(g)}
        rules = ("severance_given", "stay_bonus_given")
    else:
        return []
    leaving: Operands = {
        **pay, "severed": ids["severed_share"], "weeks_in_a_year": ids["weeks"],
        "weeks_per_year_of_service": ids["severance_weeks"], "years_of_service": ids["tenure_years"],
    }  # fmt: skip
    return [
        sheet.book(rules[0], leaving, APPROVAL),
        sheet.book(rules[1], {**pay, "share": ids["stay_bonus"]}, APPROVAL),
    ]
