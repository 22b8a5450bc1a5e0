"""Time as the cost lines see it: periods, discounting, and the factors that vary by period.

A line is a product of numbers that do not change (its scale) and of factors that do: growth, the share of a year that
a provider has served, what overhead is not yet shed. Factors hang on a few inputs that many lines and functions share,
so each is worked out once; the present value of a line is then its scale times the discounted sum of its factors.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from officesplit.assess.finance import EARLY
from officesplit.assess.inputs import Array
from officesplit.model.result import FactorUse, Operand

if TYPE_CHECKING:
    from officesplit.assess.baseline import Baseline
    from officesplit.assess.sheet import Line

MONTHS = 12


class Factor(NamedTuple):
    """A number a period: its kind (a key of ``KINDS``), the inputs it hangs on, and fixed numbers such as a year."""

    kind: str
    inputs: tuple[str, ...] = ()
    fixed: tuple[int, ...] = ()
    label: str = ""


APPROVAL = Factor("approval", label="at approval")
WHOLE = Factor("whole", label="share of the year")


class Timeline:
    """Periods of ``step`` months over ``years`` years, in the columns of ``values``.

    Row 0 of every table is approval, the rows after it are the periods; ``start`` is the month in which this function
    is approved, so that a later wave is the same sheet begun later. ``timing`` says when a year's flows are discounted.
    What many lines and options share is kept: ``converted`` amounts in company currency by input, ``booked`` the
    lines of what functions cost today, ``operands`` and ``uses`` what a reader sees of inputs and factors.
    """

    def __init__(
        self, values: Mapping[str, Array], rate: str, years: int, *, step: int = MONTHS, start: int = 0,
        timing: str = "year_end",
    ) -> None:  # fmt: skip
        self.values, self.step, self.start, self.years = values, step, start, years
        self.begin = np.arange(0, years * MONTHS, step, dtype=float).reshape(-1, 1)
        self.end = self.begin + step
        self.year = np.floor(self.begin / MONTHS) + 1
        self._rate, self._timing = rate, timing
        self._tables: dict[tuple[Factor, ...], Array] = {}
        self._sums: dict[tuple[Factor, ...], Array] = {}
        self._discount: Array | None = None
        self._origin: Timeline | None = None
        self._changed: frozenset[str] = frozenset()
        self.operands: dict[tuple[str, str], Operand] = {}
        self.uses: dict[tuple[Factor, int], FactorUse] = {}
        self.converted: dict[str, Array] = {}
        self.booked: dict[Baseline, list[Line]] = {}

    def varied(self, changed: Mapping[str, Array]) -> "Timeline":
        """The same periods with other columns for some inputs; what does not hang on these is not worked out again."""
        time = Timeline(
            {**self.values, **changed}, self._rate, self.years, step=self.step, start=self.start, timing=self._timing
        )
        time._origin, time._changed = self, frozenset(changed)
        time.converted = {name: columns for name, columns in self.converted.items() if name not in changed}
        return time

    def _as_before(self, factors: tuple[Factor, ...]) -> bool:
        """Whether factors hang on nothing that was changed."""
        return self._changed.isdisjoint(name for factor in factors for name in factor.inputs)

    @property
    def discount(self) -> Array:
        """Discount factor of every row; what falls at approval of the first wave is not discounted."""
        if self._discount is None:
            early = EARLY[self._timing]
            by_year = [(1 + self.values[self._rate]) ** -(year + 1 - early) for year in range(self.years)]
            rows = [by_year[int(year) - 1] for year in self.year[:, 0]]
            self._discount = np.stack([np.ones_like(by_year[0]), *rows])
        return self._discount

    def before(self, month: Array | float) -> Array:
        """Share of a year in each period that lies before ``month``, counted from the approval of this function."""
        return np.asarray(np.clip(month + self.start - self.begin, 0.0, self.step) / MONTHS)

    def after(self, month: Array | float) -> Array:
        """Share of a year in each period that lies after ``month``."""
        return self.step / MONTHS - self.before(month)

    def at(self, month: int) -> Array:
        """1 in the row in which a payment of that month falls, row 0 for month 0; else 0."""
        found = np.zeros((len(self.begin) + 1, 1))
        row = -(-month // self.step)
        if row < len(found):
            found[row] = 1.0
        return found

    def by_year(self, rows: list[Array]) -> Array:
        """One row a period from one row a year; the last year's row goes on."""
        # One year's row may move while another's stays.
        rows = list(np.broadcast_arrays(*rows))
        return np.stack([rows[min(int(year), len(rows)) - 1] for year in self.year[:, 0]])

    def table(self, *factors: Factor) -> Array:
        """The product of factors, one row for approval and one a period; shape (1 + periods, columns or 1)."""
        found = self._tables.get(factors)
        if found is None:
            if self._origin and self._as_before(factors):
                found = self._origin.table(*factors)
            elif len(factors) == 1:
                found = KINDS[factors[0].kind](self, factors[0])
                if len(found) == len(self.begin):
                    found = np.concatenate((np.zeros((1, found.shape[1])), found))
            else:
                found = self.table(*factors[:-1]) * self.table(factors[-1])
            self._tables[factors] = found
        return found

    def present(self, *factors: Factor) -> Array:
        """The discounted sum of a product of factors, by column."""
        found = self._sums.get(factors)
        if found is None:
            if self._origin and self._rate not in self._changed and self._as_before(factors):
                found = self._origin.present(*factors)
            else:
                found = np.asarray((self.table(*factors) * self.discount).sum(axis=0))
            self._sums[factors] = found
        return found

    def forget(self, prefix: str) -> None:
        """Drop what hangs on inputs whose ids begin with ``prefix``."""
        for kept in (self._tables, self._sums):
            for factors in [one for one in kept if any(name.startswith(prefix) for f in one for name in f.inputs)]:
                del kept[factors]
        for name in [name for name in self.converted if name.startswith(prefix)]:
            del self.converted[name]
        for baseline in [baseline for baseline in self.booked if baseline.fte.startswith(prefix)]:
            del self.booked[baseline]


def _growth(time: Timeline, factor: Factor) -> Array:
    rate = 1 + time.values[factor.inputs[0]]
    return time.by_year([rate**year for year in range(time.years)])


def _years_since(time: Timeline, months: Sequence[str]) -> Array:
    """Calendar years since the one in which the inputs of ``months`` run out, 0 in that year and before it."""
    end = _added(time, months) + time.start
    return np.asarray(np.maximum(0.0, time.year - 1 - np.floor(end / MONTHS)))


def _shrinking(time: Timeline, factor: Factor) -> Array:
    """A yearly reduction, the first one in the calendar year after cut-over."""
    rate, *months = factor.inputs
    return np.asarray((1 - time.values[rate]) ** _years_since(time, months))


def _stranded(time: Timeline, factor: Factor) -> Array:
    """The share of overhead not yet shed: by the first, second and later calendar years since hand-over."""
    first, second, later, *months = factor.inputs
    years = _years_since(time, months)
    shares = [1 - time.values[name] for name in (first, second, later)]
    return np.where(years < 1, shares[0], np.where(years < 2, shares[1], shares[2]))


def _series(time: Timeline, factor: Factor) -> Array:
    return time.by_year([time.values[name] for name in factor.inputs])


def _billed(time: Timeline, factor: Factor) -> Array:
    """Amounts by year that are billed at no less than the first input."""
    least, *rows = (time.values[name] for name in factor.inputs)
    return time.by_year([np.maximum(row, least) for row in rows])


def _billed_part(time: Timeline, factor: Factor) -> Array:
    """The same for the part that the second input, a kept share, leaves."""
    least, kept, *rows = (time.values[name] for name in factor.inputs)
    return time.by_year([np.maximum(row * (1 - kept), least) for row in rows])


def _added(time: Timeline, months: Sequence[str]) -> Array:
    """The month that inputs add up to."""
    return sum((time.values[name] for name in months), np.zeros(1))


def _whole(time: Timeline, _: Factor) -> Array:
    return np.full((len(time.begin), 1), time.step / MONTHS)


def _learning(time: Timeline, factor: Factor) -> Array:
    """Served time with the extra hours of the learning curve, in full-work years.

    Hours for the same work fall in a straight line from 1/start at cut-over to 1 after the ramp.
    """
    cutover, ramp, first = (time.values[name] for name in factor.inputs)

    def extra(month: Array) -> Array:
        t = np.clip(month - time.start - cutover, 0.0, ramp)
        return np.asarray((1 / first - 1) * (t - t * t / (2 * np.where(ramp > 0, ramp, 1.0))))

    edges = extra(np.concatenate((time.begin, time.end[-1:])))
    return np.asarray(time.after(cutover) + np.diff(edges, axis=0) / MONTHS)


def _item(time: Timeline, factor: Factor) -> Array:
    """1 in the row of a payment at the end of a year: counted from this function's approval, or by the calendar."""
    year, shifted = factor.fixed
    return time.at(MONTHS * year + (time.start if shifted else 0))


def _depreciation(time: Timeline, factor: Factor) -> Array:
    """The share of a capital item that is written off in each period: straight line over the years after purchase."""
    bought, years, shifted = factor.fixed
    first = MONTHS * bought - (0 if shifted else time.start)
    written = time.before(first + MONTHS * years) - time.before(first)
    return np.asarray(written / years)


KINDS: dict[str, Callable[[Timeline, Factor], Array]] = {
    "approval": lambda time, _: time.at(time.start),
    "whole": _whole,
    "growth": _growth,
    "shrinking": _shrinking,
    "series": _series,
    "billed": _billed,
    "billed_part": _billed_part,
    "after": lambda time, factor: time.after(_added(time, factor.inputs)),
    "before": lambda time, factor: time.before(_added(time, factor.inputs)),
    "learning": _learning,
    "stranded": _stranded,
    "item": _item,
    "depreciation": _depreciation,
}
"""How the rows of every kind of factor are worked out; rows after row 0 unless the kind gives row 0 too."""
