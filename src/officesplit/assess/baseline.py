"""Today's cost of a function, line by line (method.md section 4, first formula)."""

from dataclasses import dataclass

import numpy as np

from officesplit.assess.inputs import Array, Inputs
from officesplit.assess.sheet import Sheet, Term
from officesplit.assess.wages import home_load, salary_input, us_wage, wage_ratio
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import CostLines, Outsourced
from officesplit.model.quantity import Range
from officesplit.model.vocabulary import Standing, Work

GROWS_WITH_WAGES = frozenset({"staff", "benefits", "supervision", "replacement", "training"})
"""Lines given in money that grow with wages; the others grow with consumer prices at home."""

_GIVEN_LINES = {
    "facilities": ("seat", "Workplaces, as given"),
    "management": ("supervision", "Management, as given"),
    "technology": ("technology", "Technology, as given"),
    "training": ("training", "Training, as given"),
    "other": ("other", "Other costs, as given"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Ids of the inputs that all functions share."""

    wage_growth: str
    price_growth: str
    discount_rate: str
    indexation: str
    years: int
    only_given: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """Ids of the inputs of one function's cost today; None where a line is replaced, absent or unknown."""

    fte: str
    salary: str | None
    load: str | None
    supervisor: str | None
    span: str | None
    seat: str | None
    on_site: str | None
    attrition: str | None
    replacement: str | None
    given: dict[str, tuple[str, ...]]
    outsourced: tuple[str, ...]


def frame_inputs(setting: Setting, inputs: Inputs) -> Frame:
    """Register growth, discounting and indexation: the profile's own, else the rulebook's."""
    own = setting.profile.assumptions
    only_given = own.lines == "only_given"

    def rate(field: str, parameter: str, label: str) -> str:
        given: Range | None = getattr(own, field)
        if given is not None:
            return inputs.number(f"company.{field}", label, given, "share per year", Standing.GIVEN, exact=only_given)
        if only_given:
            zero = Range.exact(0.0)
            note = "absent, and only the given lines count"
            return inputs.number(f"company.{field}", label, zero, "share per year", Standing.GIVEN, note=note)
        return inputs.parameter(parameter)

    discount = own.discount_rate
    return Frame(
        wage_growth=rate("wage_growth", "wage_growth", "Wage growth"),
        price_growth=rate("price_growth", "price_growth_home", "Growth of other prices at home"),
        indexation=rate("price_indexation", "price_indexation", "Indexation of provider prices"),
        discount_rate=inputs.parameter("discount_rate")
        if discount is None
        else inputs.number(
            "company.discount_rate", "Discount rate", discount, "share per year", Standing.GIVEN, exact=True
        ),
        years=own.horizon_years or int(setting.rulebook.number("horizon_years")),
        only_given=only_given,
    )


def baseline_inputs(facts: Facts, setting: Setting, inputs: Inputs) -> Baseline | None:
    """Register what a function costs today; None where neither profile nor tables support an amount."""
    function = facts.function
    only_given = setting.profile.assumptions.lines == "only_given"
    fte = inputs.number(f"{function.id}.fte", f"FTE, {function.name}", function.fte, "FTE", Standing.GIVEN, exact=True)
    given = _given_lines(facts, setting, inputs)
    price = _outsourced_price(facts, setting, inputs)
    salary = None if "staff" in given else salary_input(facts, setting, inputs)
    if only_given and function.salary is None:
        salary = None
    if (salary is None and not given and not price) or not (setting.fx_known or only_given):
        return None
    modelled = not only_given
    load = supervisor = span = seat = on_site = attrition = replacement = None
    if modelled and salary and "benefits" not in given:
        value, standing, source = home_load(facts.soc, setting)
        load = inputs.number(
            f"load.{setting.territory.iso2}.{facts.soc[:2]}", f"Employer cost beyond salary, SOC group {facts.soc[:2]}",
            value, "share of salary", standing, source=source,
        )  # fmt: skip
    if modelled and setting.home is not None:
        voice = facts.work is Work.VOICE
        if "supervision" not in given:
            supervisor = staff_cost(setting, inputs, "supervisor_soc", "Supervisor")
            span = inputs.parameter("supervision_span", "voice" if voice else "other")
        if "seat" not in given:
            seat = inputs.parameter("seat_cost")
            on_site = inputs.parameter("on_site_seat_share") if facts.on_site else None
        if "replacement" not in given:
            attrition = inputs.parameter("attrition_rate", facts.work.value)
            replacement = inputs.parameter("replacement_cost", "voice" if voice else "other")
    return Baseline(fte, salary, load, supervisor, span, seat, on_site, attrition, replacement, given, price)


def staff_cost(setting: Setting, inputs: Inputs, parameter: str, label: str) -> str | None:
    """Register the loaded yearly cost of the occupation that ``parameter`` names, in company currency."""
    soc = setting.rulebook.text(parameter)
    usd = us_wage(soc, setting.rulebook)
    if setting.home is None or usd is None:
        return None
    ratio = wage_ratio(setting.home, setting.rulebook)
    load, _, _ = home_load(soc, setting)
    factor = usd * (1 + load.likely) * setting.fx
    return inputs.number(
        f"company.{parameter.removesuffix('_soc')}_cost", f"{label}, loaded cost a year",
        ratio.ratio.scaled(factor), f"{setting.currency} a year", ratio.standing,
        source=tuple(dict.fromkeys(("bls_oews_2024", "bls_ecec_2026q1", *ratio.source))),
        note=f"mean wage of SOC {soc} with employer cost of {load.likely:.1%}",
    )  # fmt: skip


def _series(name: str, label: str, amounts: tuple[Range, ...], setting: Setting, inputs: Inputs) -> tuple[str, ...]:
    """Register one amount a year, or one a listed year; exact where only given lines count."""
    exact = setting.profile.assumptions.lines == "only_given"
    return tuple(
        inputs.number(
            f"{name}.{index + 1}" if len(amounts) > 1 else name, label, amount,
            f"{setting.currency} a year", Standing.GIVEN, exact=exact,
        )
        for index, amount in enumerate(amounts)
    )  # fmt: skip


def _given_lines(facts: Facts, setting: Setting, inputs: Inputs) -> dict[str, tuple[str, ...]]:
    costs: CostLines | None = facts.function.costs
    if costs is None:
        return {}
    lines: dict[str, tuple[str, ...]] = {}
    name = facts.function.id
    if costs.salaries:
        lines["staff"] = _series(f"{name}.costs.salaries", "Salaries, as given", costs.salaries, setting, inputs)
    if costs.benefits:
        lines["benefits"] = _series(f"{name}.costs.benefits", "Benefits, as given", costs.benefits, setting, inputs)
    for field, (line, label) in _GIVEN_LINES.items():
        amounts = getattr(costs, field)
        if amounts:
            lines[line] = _series(f"{name}.costs.{field}", label, amounts, setting, inputs)
    return lines


def _outsourced_price(facts: Facts, setting: Setting, inputs: Inputs) -> tuple[str, ...]:
    current = facts.function.currently
    if not isinstance(current, Outsourced):
        return ()
    return _series(
        f"{facts.function.id}.currently.annual_price",
        "Price paid to the provider today",
        current.annual_price,
        setting,
        inputs,
    )


def book_baseline(sheet: Sheet, b: Baseline, frame: Frame) -> dict[str, Array]:
    """Book today's lines on the sheet and return their amounts by line."""
    length = sheet.clock.length
    wages, prices = sheet.growth(frame.wage_growth), sheet.growth(frame.price_growth)
    lines: dict[str, Array] = {}
    if b.outsourced:
        lines["provider"] = _book_series(
            sheet, "provider_today", "provider", b.outsourced, sheet.growth(frame.indexation)
        )
        return lines
    fte = sheet[b.fte]
    if b.salary:
        load = sheet[b.load] if b.load else np.zeros(1)
        terms = [name for name in (b.fte, b.salary, b.load) if name]
        lines["staff"] = sheet.book("staff", fte * sheet[b.salary] * (1 + load) * wages.value * length, *terms, wages)
    if b.supervisor and b.span:
        amount = fte / sheet[b.span] * sheet[b.supervisor] * wages.value * length
        lines["supervision"] = sheet.book("supervision", amount, b.fte, b.span, b.supervisor, wages)
    if b.attrition and b.replacement:
        amount = fte * sheet[b.attrition] * sheet.usd(b.replacement) * wages.value * length
        lines["replacement"] = sheet.book("replacement", amount, b.fte, b.attrition, b.replacement, wages)
    if b.seat:
        on_site = sheet[b.on_site] if b.on_site else np.ones(1)
        terms = [name for name in (b.fte, b.seat, b.on_site) if name]
        lines["seat"] = sheet.book("seat", fte * sheet.usd(b.seat) * on_site * prices.value * length, *terms, prices)
    for name, ids in b.given.items():
        growth = wages if name in GROWS_WITH_WAGES else prices
        lines[name] = _book_series(sheet, "given" if len(ids) == 1 else "given_by_year", name, ids, growth)
    return lines


def _book_series(sheet: Sheet, rule: str, name: str, ids: tuple[str, ...], growth: Term) -> Array:
    """Book a line given in money: a list holds its last value, a single amount grows."""
    label = sheet.quantities[ids[0]].label
    length = sheet.clock.length
    if len(ids) == 1:
        return sheet.book(
            rule, sheet[ids[0]] * growth.value * length, ids[0], growth, name=f"baseline.{name}", label=label
        )
    rows = sheet.clock.by_year([sheet[one] for one in ids])
    term = Term("amount of the year", rows, sheet.quantities[ids[0]].unit, ids[0])
    return sheet.book(rule, rows * length, term, name=f"baseline.{name}", label=label)
