"""Where a case neither saves nor costs: its price, its head-count and its one-off cost at an NPV saving of nought."""

from collections.abc import Callable

import numpy as np

from officesplit.assess.case import MOVING, Case, npv_saving, timeline
from officesplit.assess.inputs import Array
from officesplit.assess.options import price_per_hour
from officesplit.assess.sheet import Sheet
from officesplit.model.result import BreakEven

_PROBES = np.array([0.5, 1.0, 2.0])
"""Where a break-even is tried for being a straight line: half, as it is, twice."""
_STRAIGHT = 1e-9
_SCAN = np.concatenate((np.linspace(0.0, 4.0, 241), np.geomspace(4.0, 4000.0, 161)[1:]))
"""Multiples of the number as it is among which a break-even that is no straight line is looked for."""
_PRICES = {
    "per_fte_year": "a year per FTE",
    "per_hour": "an hour",
    "per_unit": "a unit",
    "annual_fee": "a year",
}


def break_even(case: Case, sheet: Sheet, saving: float) -> BreakEven:
    """Price, head-count and one-off cost at which the NPV saving is nought, each by itself, at likely values.

    A straight line is solved in closed form. Where a floor or a least volume bends it, the nearest change of sign is
    found by scan and solved inside its step.
    """
    found: dict[str, object] = {}
    if case.kind in MOVING:
        found["one_off"] = max(0.0, _one_off_at_nought(case, sheet, saving))
    price = _priced_input(case, sheet)
    if price:
        now, unit, names = price
        found |= {"price_now": now, "price_unit": unit}
        even = _zero_of(case, sheet, names)
        found["price"] = None if even is None else now * even
    fte = _zero_of(case, sheet, (case.baseline.fte,))
    # Where everything follows head-count no number of people breaks even.
    if fte and case.give_out:
        found["fte"] = fte * float(sheet.time.values[case.baseline.fte][0])
    return BreakEven.model_validate(found)


def _one_off_at_nought(case: Case, sheet: Sheet, saving: float) -> float:
    """The one-off cost before tax that uses up the saving: today's lines in proportion, or a deductible one if none."""
    net = float(sheet.present("one_off")[0]) + _relief(sheet)
    if net:
        lines = [line for line in sheet.lines if line.rule.side == "one_off" and not line.rule.tax]
        return float(sum(sheet.amounts(line)[:, 0].sum() for line in lines)) * (net + saving) / net
    tax = float(sheet.time.values[case.frame.tax_rate][0]) if case.frame.tax_rate else 0.0
    return saving / (1 - tax) if tax < 1 else 0.0


def _relief(sheet: Sheet) -> float:
    """Present value of the depreciation of capital items paid at approval: it grows and falls with them."""
    at_once = {line.id.rpartition("_")[2] for line in sheet.lines if line.id.startswith("one_off.item_")}
    written = [line for line in sheet.lines if line.id.startswith("option.depreciation_")]
    lines = [line for line in written if line.id.rpartition("_")[2] in at_once]
    return float(sum((sheet.amounts(line) * sheet.time.discount).sum(axis=0)[0] for line in lines))


def _priced_input(case: Case, sheet: Sheet) -> tuple[float, str, tuple[str, ...]] | None:
    """The provider's price with its unit and the inputs that carry it; None where no provider is paid by a price."""
    g = case.give_out
    if g is None:
        return None
    if g.lot_uplift:
        # The uplift multiplies the whole modelled price, so it stands in for it.
        return float(price_per_hour(sheet, g)[0]), "an hour", (g.lot_uplift,)
    for field, unit in _PRICES.items():
        if field in g.quote_ids:
            names = g.quote_ids[field]
            return float(sheet.time.values[names[0]][0]), unit, names
    return None


def _zero_of(case: Case, sheet: Sheet, names: tuple[str, ...]) -> float | None:
    """The factor on some inputs, together, at which the NPV saving is nought; None where there is none."""

    def saving(factors: Array) -> Array:
        values = dict(sheet.time.values) | {name: sheet.time.values[name] * factors for name in names}
        for name in case.quantities:
            values.setdefault(name, sheet.time.values[name])
        return np.broadcast_to(npv_saving(case.sheet(timeline(case.frame, values))), factors.shape)

    half, now, twice = saving(_PROBES)
    size = _STRAIGHT * max(abs(half), abs(twice), 1.0)
    slope = (twice - half) / (_PROBES[2] - _PROBES[0])
    if max(abs(half), abs(twice)) <= size or abs(slope) <= size:
        return None
    even = float(1.0 - now / slope)
    # A line that looks straight near today may bend before it reaches nought.
    if abs(saving(np.array([even]))[0]) <= size:
        return even if even > _STRAIGHT else 0.0 if even > -_STRAIGHT else None
    return _nearest_crossing(saving)


def _nearest_crossing(saving: Callable[[Array], Array]) -> float | None:
    """The factor nearest to 1 at which a saving made of straight pieces changes sign."""
    values = saving(_SCAN)
    steps = [i for i in range(len(_SCAN) - 1) if (values[i] < 0) != (values[i + 1] < 0)]
    if not steps:
        return None
    first = min(steps, key=lambda i: abs(_SCAN[i] - 1.0))
    fine = np.linspace(_SCAN[first], _SCAN[first + 1], len(_SCAN))
    inside = saving(fine)
    i = next(i for i in range(len(fine) - 1) if (inside[i] < 0) != (inside[i + 1] < 0))
    return float(fine[i] - inside[i] * (fine[i + 1] - fine[i]) / (inside[i + 1] - inside[i]))
