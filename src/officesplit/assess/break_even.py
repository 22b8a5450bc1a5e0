"""Where a case neither saves nor costs: its price, its head-count and its one-off cost at an NPV saving of nought."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from officesplit.assess.case import MOVING, Case, npv_saving
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
    wanted: dict[str, tuple[str, ...]] = {}
    if case.kind in MOVING:
        found["one_off"] = max(0.0, _one_off_at_nought(case, sheet, saving))
    price = _priced_input(case, sheet)
    if price:
        now, unit, names = price
        found |= {"price_now": now, "price_unit": unit}
        wanted["price"] = names
    if case.give_out:
        wanted["fte"] = (case.baseline.fte,)
    even = _zeros(case, sheet, wanted) if wanted else {}
    for name, multiple in even.items():
        now = float(price[0]) if price and name == "price" else float(sheet.time.values[case.baseline.fte][0])
        # Where everything follows head-count no number of people breaks even.
        if multiple or name != "fte":
            found[name] = None if multiple is None else now * multiple
    return BreakEven.model_validate(found)


def _one_off_at_nought(case: Case, sheet: Sheet, saving: float) -> float:
    """The one-off cost before tax that uses up the saving: today's lines in proportion, or a deductible one if none."""
    net = float(sheet.present("one_off")[0]) + _relief(sheet)
    if net:
        lines = [line for line in sheet.lines if line.rule.side == "one_off" and not line.rule.tax]
        return float(sum(sheet.amounts(line)[:, 0].sum() for line in lines)) * (net + saving) / net
    tax = float(case.tax(sheet.time)[0])
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
            unit = f"{unit} in year 1, all years in proportion" if len(names) > 1 else unit
            return float(sheet.time.values[names[0]][0]), unit, names
    return None


def _zeros(case: Case, sheet: Sheet, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, float | None]:
    """The factor on some inputs, together, at which the NPV saving is nought; None where there is none. By name."""
    trials = _savings(case, sheet, wanted, dict.fromkeys(wanted, np.concatenate((_PROBES, _SCAN))))
    found: dict[str, float | None] = {}
    bent: dict[str, Array] = {}
    far: dict[str, Array] = {}
    for name, tried in trials.items():
        half, now, twice = tried[: len(_PROBES)]
        scanned = tried[len(_PROBES) :]
        size = _STRAIGHT * max(abs(half), abs(twice), 1.0)
        slope = (twice - half) / (_PROBES[2] - _PROBES[0])
        found[name] = None
        if max(abs(half), abs(twice)) <= size or abs(slope) <= size:
            continue
        even = float(1.0 - now / slope)
        # A line that looks straight near today may bend before it reaches nought: the scan tells.
        even = 0.0 if abs(even) <= _STRAIGHT else even
        if 0 <= even < _SCAN[-1] and abs(float(np.interp(even, _SCAN, scanned))) <= size:
            found[name] = even
            continue
        crossings = _crossings(scanned)
        if not len(crossings) and even >= _SCAN[-1]:
            far[name] = even * _PROBES
        if len(crossings):
            first = crossings[np.argmin(np.abs(_SCAN[crossings] - 1.0))]
            bent[name] = np.linspace(_SCAN[first], _SCAN[first + 1], len(_SCAN))
    if far:
        for name, tried in _savings(case, sheet, {name: wanted[name] for name in far}, far).items():
            half, now, twice = tried
            if (half < 0) != (twice < 0):
                side = 0 if (half < 0) != (now < 0) else 1
                ends, values = far[name][side : side + 2], tried[side : side + 2]
                found[name] = float(ends[0] - values[0] * (ends[1] - ends[0]) / (values[1] - values[0]))
    if bent:
        for name, inside in _savings(case, sheet, {name: wanted[name] for name in bent}, bent).items():
            fine, i = bent[name], _crossings(inside)[0]
            found[name] = float(fine[i] - inside[i] * (fine[i + 1] - fine[i]) / (inside[i + 1] - inside[i]))
    return found


def _savings(
    case: Case, sheet: Sheet, wanted: Mapping[str, tuple[str, ...]], factors: Mapping[str, Array]
) -> dict[str, Array]:
    """NPV saving with the inputs of each name times its factors, all in the columns of one booking."""
    ends = np.cumsum([len(factors[name]) for name in wanted])
    parts = {name: slice(end - len(factors[name]), end) for name, end in zip(wanted, ends.tolist(), strict=True)}
    changed: dict[str, Array] = {}
    for name, part in parts.items():
        times = np.ones(ends[-1])
        times[part] = factors[name]
        changed |= {identity: sheet.time.values[identity] * times for identity in wanted[name]}
    saving = np.broadcast_to(npv_saving(case.sheet(sheet.time.varied(changed))), (ends[-1],))
    return {name: saving[part] for name, part in parts.items()}


def _crossings(values: Array) -> NDArray[np.intp]:
    """Where a row of numbers changes sign: the indices before."""
    return np.flatnonzero((values[:-1] < 0) != (values[1:] < 0))
