"""One option of one function as a case: its inputs, and the booking of its lines in any columns and any periods."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from officesplit.assess.baseline import Baseline, Frame, book_baseline
from officesplit.assess.give_out import GiveOut, give_out_inputs
from officesplit.assess.inputs import Array, Inputs, LikelyColumns
from officesplit.assess.items import Item, book_items_of_option, book_items_of_today, book_items_still_due
from officesplit.assess.options import book_give_out
from officesplit.assess.own_options import book_bring_back, book_own, own_inputs
from officesplit.assess.places import Candidate
from officesplit.assess.sheet import Line, Sheet
from officesplit.assess.timeline import MONTHS, Timeline
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.profile import Quote
from officesplit.model.quantity import Quantity
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import Kind

MOVING = frozenset({Kind.ONSHORE, Kind.NEARSHORE, Kind.OFFSHORE, Kind.HYBRID, Kind.BRING_BACK})
"""Options that a change of hands makes: they pay the profile's one-off items of the option."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One option of one function, ready to be evaluated in any columns; ``book`` adds the option's lines to a sheet.

    Equal to itself only, so that its sheet can be kept by it.
    """

    setting: Setting
    kind: Kind
    baseline: Baseline
    frame: Frame
    items: tuple[Item, ...]
    quantities: dict[str, Quantity]
    book: Callable[[Sheet, list[Line]], None]
    give_out: GiveOut | None = None

    @property
    def run_rate_year(self) -> int:
        """The year whose saving is the run rate: parameter run_rate_year, or the last year of a shorter horizon."""
        return min(int(self.setting.rulebook.number("run_rate_year")), self.frame.years)

    def tax(self, time: Timeline) -> Array:
        """The tax rate by column, as a share of profit; one column of 0 where no tax is paid."""
        return time.values[self.frame.tax_rate] if self.frame.tax_rate else np.zeros(1)

    def sheet(self, time: Timeline) -> Sheet:
        """The booked sheet of both sides."""
        setting, tax = self.setting, self.frame.tax_rate
        sheet = Sheet(time, setting.rulebook.cost_lines, self.quantities, setting.fx)
        if self.baseline not in time.booked:
            own = Sheet(time, sheet.rules, sheet.quantities, sheet.fx)
            time.booked[self.baseline] = book_baseline(own, self.baseline, self.frame)
        today = time.booked[self.baseline]
        sheet.lines.extend(today)
        book_items_of_today(sheet, self.items, tax)
        moving = self.kind in MOVING
        self.book(sheet, today)
        book_items_still_due(sheet, self.items, tax, all_of_them=not moving or self.kind is Kind.HYBRID)
        if moving:
            book_items_of_option(sheet, self.items, tax)
        if tax:
            sheet.tax(tax)
        return sheet


def timeline(frame: Frame, values: Mapping[str, Array], *, step: int = MONTHS, start: int = 0) -> Timeline:
    """The periods in which cases are evaluated: years (step 12) or months (step 1), begun in month ``start``."""
    return Timeline(values, frame.discount_rate, frame.years, step=step, start=start, timing=frame.timing)


@dataclass(frozen=True, slots=True)
class World:
    """All inputs at their likely values, by year and by month; shared by every case so that time is worked out once.

    In a ``brief`` world only sums are asked for: what explains them is left out.
    """

    years: Timeline
    months: Timeline
    brief: bool = False
    _sheets: dict[Case, Sheet] = field(default_factory=dict)

    def sheet(self, case: Case) -> Sheet:
        """The years of a case."""
        if case not in self._sheets:
            self._sheets[case] = case.sheet(self.years)
        return self._sheets[case]

    @classmethod
    def likely(cls, frame: Frame, known: Mapping[str, Quantity], *, brief: bool = False) -> "World":
        """The world of the likely values of all inputs that are known now or later."""
        values = LikelyColumns(known)
        return cls(timeline(frame, values), timeline(frame, values, step=1), brief)


def own_case(
    facts: Facts, setting: Setting, kind: Kind, baseline: Baseline, frame: Frame, items: tuple[Item, ...],
    inputs: Inputs,
) -> Case:  # fmt: skip
    """The case of an option that leaves the work where it is, or brings it back."""
    inputs = inputs.fork()
    ids = own_inputs(facts, setting, kind, inputs)

    def book(sheet: Sheet, today: list[Line]) -> None:
        if kind is Kind.BRING_BACK:
            book_bring_back(sheet, replace(baseline, outsourced=()), frame, ids, today)
        else:
            book_own(sheet, kind, baseline, ids, today)

    return Case(setting, kind, baseline, frame, items, dict(inputs.quantities), book)


def give_out_case(
    facts: Facts, setting: Setting, kind: Kind, candidate: Candidate, baseline: Baseline, frame: Frame,
    items: tuple[Item, ...], lot: Lot, gates: tuple[Gate, ...], quote: Quote | None, inputs: Inputs,
    *, whole: bool = False,
) -> Case | None:  # fmt: skip
    """The case of giving the function to a provider in the candidate's country, by a quote or at the modelled price.

    None where nothing prices it.
    """
    inputs = inputs.fork()
    g = give_out_inputs(facts, setting, kind, candidate, lot, gates, quote, inputs, whole=whole)
    if g is None:
        return None

    def book(sheet: Sheet, today: list[Line]) -> None:
        book_give_out(sheet, baseline, frame, g, lot, today)

    return Case(setting, kind, baseline, frame, items, dict(inputs.quantities), book, g)


def npv_saving(sheet: Sheet) -> Array:
    """NPV of staying as it is, less NPV of the option with its one-off cost, by column."""
    return sheet.present("baseline") - sheet.present("option", "one_off")


def likely_saving(case: Case, world: World) -> tuple[float, float]:
    """NPV saving and NPV of today's cost at likely values."""
    sheet = world.sheet(case)
    return float(npv_saving(sheet)[0]), float(sheet.present("baseline")[0])
