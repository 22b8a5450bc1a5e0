"""Rounding that keeps sums true, shared by every page that prints parts beside their total."""

import math


def tied(parts: list[float], total: int | None = None) -> list[int]:
    """Whole numbers for ``parts`` that add up to ``total`` (default: the rounded sum), each within one of its part.

    Printed totals must be the sum of the printed parts: every part is rounded, and the units that are then missing or
    too many go to the parts that rounding has moved the most, the earlier part first.
    """
    if not all(math.isfinite(part) for part in parts):
        return [round(part) if math.isfinite(part) else 0 for part in parts]
    printed = [round(part) for part in parts]
    missing = (round(math.fsum(parts)) if total is None else total) - sum(printed)
    unit = 1 if missing > 0 else -1
    order = sorted(range(len(parts)), key=lambda index: (unit * (printed[index] - parts[index]), index))
    for index in order[: abs(missing)]:
        printed[index] += unit
    return printed
