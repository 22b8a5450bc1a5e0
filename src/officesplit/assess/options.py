"""The cost of giving work out, line by line (method.md section 4, second and third formula)."""

from dataclasses import dataclass

import numpy as np

from officesplit.assess.baseline import Baseline, Frame
from officesplit.assess.give_out import GiveOut
from officesplit.assess.inputs import Array
from officesplit.assess.sheet import MONTHS, Sheet, Term
from officesplit.assess.wages import PriceInputs
from officesplit.model.facts import Lot
from officesplit.model.vocabulary import Kind

_QUOTED_ONE_OFFS = {"transition_fixed": "transition", "transition_staff": "transition", "tooling_one_off": "tooling"}
"""Modelled one-off lines that an amount in a quote replaces."""


@dataclass(frozen=True, slots=True)
class Hand:
    """The hand-over of one function on a sheet: what moves, and when; shares of a year by period."""

    moved: Term
    served: Term
    in_house: Term
    gone: Term
    cutover: Array


def hand_over(sheet: Sheet, kind: Kind, g: GiveOut) -> Hand:
    """When the provider starts (cut-over), when the in-house run ends (after the parallel run), and how much moves."""
    zero = np.zeros(1)
    moved = np.ones(1)
    if g.moved:
        moved = sheet[g.moved] if kind is Kind.HYBRID else 1 - sheet[g.moved]
    cutover = sheet[g.months] if g.months else zero
    end = cutover + (sheet[g.parallel] if g.parallel else zero)
    clock = sheet.clock
    return Hand(
        moved=Term("share moved", moved, "share", g.moved),
        served=Term("served by the provider", clock.after(cutover), "share of a year", g.months),
        in_house=Term("still in house", clock.before(end), "share of a year", g.parallel),
        gone=Term("after hand-over", clock.length - clock.before(end), "share of a year", g.parallel),
        cutover=cutover,
    )


def price_per_hour(sheet: Sheet, price: PriceInputs) -> Array:
    """Provider's price an hour in company currency before the lot-size uplift: intercept + slope x loaded wage."""
    premium = 1 + sheet[price.premium] if price.premium else 1.0
    fixed = sheet.usd(price.intercept) * (sheet[price.on_site] if price.on_site else 1.0)
    return np.asarray(fixed + sheet[price.slope] * sheet.usd(price.wage) * price.load * premium)


def book_give_out(
    sheet: Sheet, kind: Kind, b: Baseline, frame: Frame, g: GiveOut, lot: Lot, today: dict[str, Array]
) -> None:
    """Book charges, what stays, governance and uplifts, stranded overhead, and the one-off lines."""
    hand = hand_over(sheet, kind, g)
    index = sheet.growth(g.quote_ids["indexation"][0] if "indexation" in g.quote_ids else frame.indexation)
    charges = _book_quoted(sheet, b, g, hand, index) if g.quote else _book_charges(sheet, b, g, hand, index)
    _book_kept(sheet, g, hand, today)
    for name in ("oversight", "qa", "change_requests"):
        if name in g.quote_ids:
            quoted = g.quote_ids[name][0]
            sheet.book(name, sheet[quoted] * index.value * hand.served.value, quoted, index, hand.served)
    if g.ids:
        _book_running(sheet, frame, g, lot, hand, charges)
        _book_one_offs(sheet, b, g, lot, hand)
    else:
        _book_quoted_one_offs(sheet, g)


def _learning(sheet: Sheet, g: GiveOut, cutover: Array) -> Array:
    """Extra hours of the learning curve, in full-work years by period.

    Hours per unit of work fall in a straight line from 1/start at cut-over to 1 after the ramp.
    """
    start, months = sheet[g.ids["productivity_start"]], sheet[g.ids["ramp"]]

    def area(month: Array) -> Array:
        t = np.clip(month - cutover, 0.0, months)
        return np.asarray((1 / start - 1) * (t - t * t / (2 * months)))

    return (area(sheet.clock.end) - area(sheet.clock.start)) / MONTHS


def _book_charges(sheet: Sheet, b: Baseline, g: GiveOut, hand: Hand, index: Term) -> Array:
    """Charges at the modelled price."""
    assert g.price is not None
    assert g.lot_uplift is not None
    price, ids = g.price, g.ids
    hourly = price_per_hour(sheet, price) * sheet[g.lot_uplift]
    scale, productivity = sheet[ids["scale"]], sheet[ids["productivity_end"]]
    learning = Term("learning", _learning(sheet, g, hand.cutover), "full-work years", ids["ramp"])
    hours = sheet[g.hours]
    work = hours * sheet[b.fte] * hand.moved.value / (scale * productivity)
    optional = [name for name in (price.on_site, price.premium) if name]
    return sheet.book(
        "charges",
        hourly * work * (hand.served.value + learning.value) * index.value,
        Term("price per hour", hourly, "money per hour"),
        price.intercept, price.slope, price.wage, Term("load on the provider's wage", price.load, "x wage"), *optional,
        g.lot_uplift, g.hours, b.fte, hand.moved, ids["scale"], ids["productivity_end"], hand.served, learning,
        index,
    )  # fmt: skip


def _book_quoted(sheet: Sheet, b: Baseline, g: GiveOut, hand: Hand, index: Term) -> Array:
    """Charges as the vendor quotes them."""
    assert g.quote is not None
    quote, served = g.quote_ids, hand.served
    label = f"Charges of {g.quote.vendor}"
    rate = np.asarray(index.value * served.value)
    if "annual_fee" in quote:
        fees = quote["annual_fee"]
        if len(fees) == 1:
            return sheet.book("charges_fee", sheet[fees[0]] * rate, fees[0], index, served, label=label)
        rows = sheet.clock.by_year([sheet[fee] for fee in fees])
        fee = Term("fee of the year", rows, sheet.quantities[fees[0]].unit, fees[0])
        return sheet.book("charges_fees", rows * served.value, fee, served, label=label)
    if "per_unit" in quote:
        unit, volume = quote["per_unit"][0], quote["volume"][0]
        amount = sheet[unit] * sheet[volume] * hand.moved.value * rate
        return sheet.book("charges_unit", amount, unit, volume, hand.moved, index, served, label=label)
    if "per_hour" in quote:
        hour, hours = quote["per_hour"][0], g.hours
        amount = sheet[hour] * sheet[hours] * sheet[b.fte] * hand.moved.value * rate
        return sheet.book("charges_hour", amount, hour, hours, b.fte, hand.moved, index, served, label=label)
    each = quote["per_fte_year"][0]
    amount = sheet[each] * sheet[b.fte] * hand.moved.value * rate
    return sheet.book("charges_fte", amount, each, b.fte, hand.moved, index, served, label=label)


def _book_kept(sheet: Sheet, g: GiveOut, hand: Hand, today: dict[str, Array]) -> None:
    """What stays on the books: the retained part, the in-house run until hand-over, overhead not yet shed."""
    length = sheet.clock.length
    every = np.zeros((len(length), 1))
    for name in sorted(today):
        every = every + today[name]
    cost = Term("today's cost a year", every / length, "money per year")
    if g.moved:
        sheet.book("retained_staff", every * (1 - hand.moved.value), cost, hand.moved)
    if g.months:
        sheet.book("run_on", every / length * hand.moved.value * hand.in_house.value, cost, hand.moved, hand.in_house)
    if not g.ids:
        return
    stranded = np.zeros((len(length), 1))
    terms = [hand.moved, hand.gone]
    for name in ("seat", "supervision"):
        if name in today:
            avoidable = sheet.clock.by_year([sheet[g.ids[f"{name}_avoidable.year_{year}"]] for year in (1, 2, 3)])
            yearly = today[name] / length
            stranded = stranded + yearly * hand.moved.value * hand.gone.value * (1 - avoidable)
            terms.append(Term(f"{name} a year", yearly, "money per year"))
            terms.append(Term(f"{name} not yet shed", 1 - avoidable, "share"))
    sheet.book("stranded_overhead", stranded, *terms)


def _book_running(sheet: Sheet, frame: Frame, g: GiveOut, lot: Lot, hand: Hand, charges: Array) -> None:
    """Governance, quality uplift and data-protection controls."""
    ids = g.ids
    bill = Term("charges", charges, "money")
    if "oversight" not in g.quote_ids and "vendor_manager" in ids:
        wages = sheet.growth(frame.wage_growth)
        share, floor, manager = ids["governance"], ids["governance_floor"], ids["vendor_manager"]
        least = sheet[floor] * sheet[manager] * lot.share * wages.value * hand.served.value
        bundle = Term("share of the bundle", lot.share, "share")
        amount = np.maximum(sheet[share] * charges, least)
        sheet.book("governance", amount, share, bill, floor, manager, bundle, wages, hand.served)
    for name in ("quality_uplift", "control_cost"):
        if name in ids and not (name == "quality_uplift" and "qa" in g.quote_ids):
            sheet.book(name, sheet[ids[name]] * charges, ids[name], bill)


def _book_quoted_one_offs(sheet: Sheet, g: GiveOut) -> None:
    for name in ("transition", "tooling"):
        if name in g.quote_ids:
            quoted = g.quote_ids[name][0]
            label = sheet.quantities[quoted].label
            sheet.book("quoted_one_off", sheet[quoted], quoted, name=f"one_off.quoted_{name}", label=label)


def _book_one_offs(sheet: Sheet, b: Baseline, g: GiveOut, lot: Lot, hand: Hand) -> None:
    """Selection, transition, tools, people, work to satisfy the gates, and the contingency on all of them."""
    ids, moved = g.ids, hand.moved
    bundle = Term("share of the bundle", lot.share, "share")
    for rule in ("selection_and_legal", "transition_fixed", "tooling_one_off"):
        if _QUOTED_ONE_OFFS.get(rule) not in g.quote_ids:
            sheet.book(rule, sheet.usd(ids[rule]) * lot.share, ids[rule], bundle)
    if "transition" not in g.quote_ids:
        per_fte = ids["transition_per_fte"]
        sheet.book("transition_staff", sheet.usd(per_fte) * sheet[b.fte] * moved.value, per_fte, b.fte, moved)
    _book_quoted_one_offs(sheet, g)
    salary = _salary(sheet, b)
    if salary:
        severed, weeks, years = ids["severed_share"], ids["severance_weeks"], ids["tenure_years"]
        people = sheet[b.fte] * moved.value * salary.value
        amount = people * sheet[severed] / sheet[ids["weeks"]] * sheet[weeks] * sheet[years]
        sheet.book("severance", amount, b.fte, moved, severed, salary, ids["weeks"], weeks, years)
        sheet.book("stay_bonus", people * sheet[ids["stay_bonus"]], b.fte, moved, salary, ids["stay_bonus"])
    before = sheet.total("one_off")
    if g.compliance:
        shares = sum((sheet[name] for name in g.compliance), np.zeros(1))
        above = Term("one-off lines above", before, "money")
        before = before + sheet.book("compliance", shares * before, *g.compliance, above)
    share = ids["contingency"]
    sheet.book("contingency", sheet[share] * before, share, Term("one-off lines above", before, "money"))


def _salary(sheet: Sheet, b: Baseline) -> Term | None:
    """Salary of one FTE: given or benchmark, else the given salaries divided by the FTE."""
    if b.salary:
        return sheet.term(b.salary)
    if "staff" in b.given:
        name = b.given["staff"][0]
        each = sheet[name] / np.where(sheet[b.fte] > 0, sheet[b.fte], 1.0)
        return Term("salary of one FTE, from the salaries given", each, sheet.quantities[name].unit, name)
    return None
