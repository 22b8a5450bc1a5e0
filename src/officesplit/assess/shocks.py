"""Shocked inputs as columns, and one case under all shocks at once: column 0 is the plan, the others a shock each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate

import numpy as np

from officesplit.assess.case import Case
from officesplit.assess.inputs import Array
from officesplit.assess.losses import Loss
from officesplit.assess.sheet import Sheet
from officesplit.assess.timeline import MONTHS, Timeline
from officesplit.model.facts import Setting
from officesplit.model.quantity import Quantity
from officesplit.model.reference import CountryRow
from officesplit.model.rulebook import Shift, Stress
from officesplit.model.vocabulary import EXTERNAL, UNCHANGED

_PLACE = re.compile(r"wage\.([A-Z]{2})\.")
_NEW_PROVIDER = EXTERNAL - set(UNCHANGED)


class ShockedColumns(dict[str, Array]):
    """One column a known input at its likely value, and where a shock moves it one column more a shock."""

    def __init__(self, known: Mapping[str, Quantity], shocks: Sequence[Stress], setting: Setting) -> None:
        super().__init__()
        self._known, self._setting = known, setting
        self._moves = [[(_pattern(shift), shift) for shift in shock.shifts] for shock in shocks]
        self._quoted = {
            f"{function.id}.quotes[{index}].": quote.currency
            for function in setting.profile.functions
            for index, quote in enumerate(function.quotes)
        }

    def __missing__(self, name: str) -> Array:
        likely = self._known[name].value.likely
        column = [likely, *(self._moved(name, likely, moves) for moves in self._moves)]
        self[name] = np.array(column if any(value != likely for value in column) else [likely])
        return self[name]

    def _moved(self, name: str, value: float, moves: Sequence[tuple[re.Pattern[str], Shift]]) -> float:
        for pattern, shift in moves:
            if pattern.fullmatch(name):
                gain = 1 + shift.volatility * self._volatility(name) if shift.volatility else 1.0
                value = value * shift.times * gain + shift.plus
        return value

    def _volatility(self, name: str) -> float:
        """Yearly volatility of the currency of an input against the company's; 0 for an amount in the company's own.

        The tables hold volatility against the USD: between two other currencies the larger of both stands in.
        """
        setting = self._setting
        place = _PLACE.match(name)
        row: CountryRow | None
        if place:
            row = setting.rulebook.countries[place[1]]
        elif self._known[name].unit == setting.currency:
            prefix = name[: name.rindex("].") + 2] if "]." in name else ""
            row = _row_of(self._quoted.get(prefix), setting)
        else:
            return 0.0
        if row is None or row.currency == setting.currency:
            return 0.0
        own = _row_of(setting.currency, setting)
        return max(row.fx_vol or 0.0, (own.fx_vol or 0.0) if own else 0.0)


def _pattern(shift: Shift) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in shift.inputs))


def _row_of(currency: str | None, setting: Setting) -> CountryRow | None:
    """The row of a currency: the first country that uses it, as for the exchange rate."""
    rows = [row for row in setting.rulebook.countries.values() if row.currency == currency]
    return min(rows, key=lambda row: row.iso2) if rows else None


@dataclass(frozen=True, slots=True)
class Shocked:
    """Under every shock, by column: NPV saving before losses, NPV of losses and of today's cost, run-rate saving."""

    saving: Array
    loss: Array
    baseline: Array
    run_rate: Array


def shocked(case: Case, time: Timeline, shocks: Sequence[Stress], gates: frozenset[str], loss: Loss) -> Shocked:
    """A case under the shocks; ``gates`` are the conditional gates on it. Column 0 is the case without a shock.

    Losses follow the amounts that they are shares of, and end with the provider.
    """
    sheet, width = case.sheet(time), 1 + len(shocks)
    shape = (len(time.begin) + 1, width)
    today = np.broadcast_to(sheet.total("baseline"), shape)
    one_off = np.broadcast_to(sheet.total("one_off"), shape)
    saving = today - sheet.total("option") - one_off
    losses = np.broadcast_to(loss.columns(sheet), (width,)).copy()
    once: Array = np.zeros(shape)
    for column, shock in enumerate(shocks, start=1):
        net = 1 - _at(case.tax(time), column)
        once[:, column] -= shock.overrun * one_off[:, column]
        if shock.fails_in_month and case.kind in _NEW_PROVIDER:
            month = shock.fails_in_month
            before = np.concatenate((np.ones(1), time.before(month)[:, 0] * MONTHS / time.step))
            saving[:, column] *= before
            once[:, column] *= before
            weights = time.discount[1:, _place(time.discount[0], column)]
            losses[column] *= (before[1:] * weights).sum() / weights.sum()
            once[:, column] -= time.at(month + time.start)[:, 0] * _rebuilding(case, sheet, month, column) * net
        if not gates.isdisjoint(shock.approval_gates):
            saving[:, column] = once[:, column] = losses[column] = 0.0
            for line in sheet.lines:
                if line.id == "one_off.selection_and_legal":
                    once[:, column] -= np.broadcast_to(sheet.amounts(line), shape)[:, column] * net
    return Shocked(
        np.asarray(((saving + once) * time.discount).sum(axis=0)),
        losses,
        np.asarray((today * time.discount).sum(axis=0)),
        saving[case.run_rate_year],
    )


def _rebuilding(case: Case, sheet: Sheet, month: int, column: int) -> float:
    """What it costs to rebuild the part that had moved, before tax: a share of a year's cost at home at that time."""
    time = sheet.time
    row = min((month + time.start) // time.step + 1, len(time.begin))
    yearly = _at(sheet.running().total("baseline")[row], column)
    kept = case.give_out.kept if case.give_out else None
    moved = 1 - (_at(time.values[kept], column) if kept else 0.0)
    return yearly * MONTHS / time.step * moved * case.setting.rulebook.number("bring_back_cost")


def _at(columns: Array, column: int) -> float:
    """The value in a column; one value stands for all columns."""
    return float(columns[_place(columns, column)])


def _place(columns: Array, column: int) -> int:
    return column if len(columns) > 1 else 0
