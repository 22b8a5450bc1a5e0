"""What each input does by itself: the NPV saving with it at its P10 and at its P90, everything else at likely."""

from dataclasses import dataclass

import numpy as np

from officesplit.assess.case import Case, npv_saving, timeline
from officesplit.assess.draws import triangular
from officesplit.assess.inputs import Array
from officesplit.model.result import Swing

_TAILS = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Around:
    """NPV saving at likely values, and with each movable input at its P10 and its P90, in the order of ``ends_of``."""

    middle: float
    pairs: tuple[tuple[float, float], ...]


def ends_of(case: Case) -> tuple[str, ...]:
    """The inputs of a case that have a range, in their order."""
    return tuple(name for name, quantity in case.quantities.items() if quantity.value.low < quantity.value.high)


def swings_of(case: Case, *, start: int = 0, tails: tuple[float, float] = _TAILS) -> Around:
    """Evaluate a case with one input at a time at the given quantiles of its range."""
    moving = ends_of(case)
    width = 1 + 2 * len(moving)
    columns: dict[str, Array] = {name: np.array([quantity.value.likely]) for name, quantity in case.quantities.items()}
    for index, name in enumerate(moving):
        value = case.quantities[name].value
        column = np.full(width, value.likely)
        column[1 + 2 * index : 3 + 2 * index] = triangular(np.array(tails), value)
        columns[name] = column
    found = np.broadcast_to(npv_saving(case.sheet(timeline(case.frame, columns, start=start))), (width,))
    pairs = tuple((float(found[1 + 2 * i]), float(found[2 + 2 * i])) for i in range(len(moving)))
    return Around(float(found[0]), pairs)


def all_swings(case: Case, around: Around) -> list[Swing]:
    """A swing for each movable input, in the order of ``ends_of``."""
    return [
        Swing(input=name, label=case.quantities[name].label, at_low=low, at_high=high,
              standing=case.quantities[name].standing)
        for name, (low, high) in zip(ends_of(case), around.pairs, strict=True)
    ]  # fmt: skip
