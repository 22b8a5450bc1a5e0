"""Today's cost of a function, line by line (method.md section 4, first formula)."""

from dataclasses import dataclass

from officesplit.assess.inputs import Inputs
from officesplit.assess.sheet import Fixed, Line, Operands, Sheet
from officesplit.assess.timeline import WHOLE, Factor
from officesplit.assess.wages import home_load, salary_input, us_wage, wage_ratio
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import CostLines, Outsourced
from officesplit.model.quantity import Range
from officesplit.model.vocabulary import Standing, Work

GROWS_WITH_WAGES = frozenset({"staff", "benefits", "supervision", "replacement", "training"})
"""Lines given in money that grow with wages; the others grow with consumer prices at home."""

_GIVEN_LINES = {
    "salaries": ("staff", "Salaries"),
    "benefits": ("benefits", "Benefits"),
    "facilities": ("seat", "Workplaces"),
    "management": ("supervision", "Management"),
    "technology": ("technology", "Technology"),
    "training": ("training", "Training"),
    "materials": ("materials", "Materials"),
    "other": ("other", "Other costs"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Ids of the inputs that all functions share."""

    wage_growth: str
    price_growth: str
    discount_rate: str
    indexation: str
    tax_rate: str | None
    years: int
    timing: str
    only_given: bool


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Ids of the inputs of one function's cost today; None where a line is replaced, absent or unknown.

    Equal to itself only, so that booked lines can be kept by it.
    """

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
    staying: dict[str, tuple[str, ...]]
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
        tax_rate=None
        if own.tax_rate is None or own.tax_rate.high == 0
        else inputs.number("company.tax_rate", "Tax rate", own.tax_rate, "share of profit", Standing.GIVEN, exact=True),
        years=own.horizon_years or int(setting.rulebook.number("horizon_years")),
        timing=own.discounting,
        only_given=only_given,
    )


def baseline_inputs(facts: Facts, setting: Setting, inputs: Inputs) -> Baseline | None:
    """Register what a function costs today; None where neither profile nor tables support an amount."""
    function = facts.function
    only_given = setting.profile.assumptions.lines == "only_given"
    fte = inputs.number(f"{function.id}.fte", f"FTE, {function.name}", function.fte, "FTE", Standing.GIVEN, exact=True)
    given = _given_lines(facts, setting, inputs, "costs")
    staying = _given_lines(facts, setting, inputs, "costs_that_stay")
    price = _outsourced_price(facts, setting, inputs)
    salary = None if "staff" in given else salary_input(facts, setting, inputs)
    if only_given and function.salary is None:
        salary = None
    if (salary is None and not given and not price) or not (setting.fx_known or only_given):
        return None
    modelled = not only_given
    load = supervisor = span = seat = on_site = attrition = replacement = None
    if modelled and (salary or "staff" in given) and "benefits" not in given:
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
    return Baseline(fte, salary, load, supervisor, span, seat, on_site, attrition, replacement, given, staying, price)


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


def _given_lines(facts: Facts, setting: Setting, inputs: Inputs, field: str) -> dict[str, tuple[str, ...]]:
    """Register the cost lines that the profile gives in money: today's, or the part of them that stays."""
    costs: CostLines | None = getattr(facts.function, field)
    if costs is None:
        return {}
    stays = " (stays)" if field == "costs_that_stay" else ""
    lines: dict[str, tuple[str, ...]] = {}
    for key, (line, label) in _GIVEN_LINES.items():
        amounts = getattr(costs, key)
        if amounts:
            name = f"{facts.function.id}.{field}.{key}"
            lines[line] = _series(name, f"{label}, as given{stays}", amounts, setting, inputs)
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


def growth(rate: str, label: str) -> Factor:
    """Growth since year 1 at the rate of an input."""
    return Factor("growth", (rate,), label=f"growth since year 1 ({label})")


def book_baseline(sheet: Sheet, b: Baseline, frame: Frame) -> list[Line]:
    """Book today's lines on the sheet and return them."""
    wages, prices = growth(frame.wage_growth, "wages"), growth(frame.price_growth, "prices")
    if b.outsourced:
        index = growth(frame.indexation, "indexation")
        return [_series_line(sheet, "provider_today", "baseline.provider", b.outsourced, index)]
    lines = []
    if b.salary:
        load: str | Fixed = b.load or Fixed("employer cost beyond salary, absent", 0.0, "share of salary")
        lines.append(sheet.book("staff", {"fte": b.fte, "salary": b.salary, "load": load}, wages, WHOLE))
    if b.supervisor and b.span:
        operands = {"fte": b.fte, "span": b.span, "supervisor": b.supervisor}
        lines.append(sheet.book("supervision", operands, wages, WHOLE))
    if b.attrition and b.replacement:
        operands = {"fte": b.fte, "leavers": b.attrition, "cost_of_a_leaver": b.replacement}
        lines.append(sheet.book("replacement", operands, wages, WHOLE))
    if b.seat:
        on_site: str | Fixed = b.on_site or Fixed("share of a workplace", 1.0, "share")
        lines.append(sheet.book("seat", {"fte": b.fte, "workplace": b.seat, "used": on_site}, prices, WHOLE))
    for name, ids in b.given.items():
        if name == "staff" and b.load:
            staff = _series_line(sheet, "given", "baseline.staff", ids, wages)
            lines += [staff, sheet.derive("employer_cost", [staff], {"load": b.load})]
            continue
        lines.append(_series_line(sheet, "given", f"baseline.{name}", ids, _rate_of(name, frame)))
    return lines


def book_staying(sheet: Sheet, b: Baseline, frame: Frame, kept: Operands, gone: Factor) -> None:
    """Book the part of today's cost that the profile says giving the work out does not avoid.

    Until hand-over, and in the share that is kept, it is in today's cost already.
    """
    for name, ids in b.staying.items():
        label = sheet.quantities[ids[0]].label
        line = f"option.staying_{name}"
        if len(ids) == 1:
            operands = {"amount": ids[0], **kept}
            booked = sheet.book("staying", operands, _rate_of(name, frame), gone, name=line, label=label)
        else:
            rows = Factor("series", ids, label="amount of the year")
            booked = sheet.book("staying_by_year", kept, rows, gone, name=line, label=label)
        if name == "staff" and b.load:
            sheet.derive("staying_employer_cost", [booked], {"load": b.load})


def _rate_of(name: str, frame: Frame) -> Factor:
    """Growth of a line that the profile gives in money."""
    return growth(frame.wage_growth, "wages") if name in GROWS_WITH_WAGES else growth(frame.price_growth, "prices")


def _series_line(sheet: Sheet, rule: str, name: str, ids: tuple[str, ...], rate: Factor) -> Line:
    """Book a line given in money: a list holds its last value, a single amount grows."""
    label = sheet.quantities[ids[0]].label
    if len(ids) == 1:
        return sheet.book(rule, {"amount": ids[0]}, rate, WHOLE, name=name, label=label)
    amounts = Factor("series", ids, label="amount of the year")
    return sheet.book(f"{rule}_by_year", {}, amounts, WHOLE, name=name, label=label)
