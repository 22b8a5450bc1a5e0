"""Axes: round ticks, and where a value stands."""

import math
from collections.abc import Callable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def px(value: float) -> float:
    """A coordinate to one decimal, so that the bytes do not hang on the last bit of a float; never minus zero."""
    return round(value, 1) + 0.0


@dataclass(frozen=True)
class Axis:
    """A scale from values to pixels with the values of its ticks."""

    place: Callable[[float], float]
    ticks: tuple[float, ...]


def linear(low: float, high: float, start: float, end: float, wanted: int = 5) -> Axis:
    """A linear axis whose ends are round numbers around ``low`` to ``high``, drawn from ``start`` to ``end`` pixels."""
    if high <= low:
        high = low + max(abs(low), 1.0)
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in _STEPS if power * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    bottom, top = first * step, last * step
    return Axis(
        place=lambda value: start + (value - bottom) / (top - bottom) * (end - start),
        ticks=tuple(index * step for index in range(first, last + 1)),
    )


def logarithmic(low: float, high: float, start: float, end: float) -> Axis:
    """A logarithmic axis over whole powers of ten around ``low`` to ``high`` (both above zero)."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    last = max(last, first + 1)
    return Axis(
        place=lambda value: start + (math.log10(value) - first) / (last - first) * (end - start),
        ticks=tuple(10.0**power for power in range(first, last + 1)),
    )


def ladder(low: float, high: float, start: float, end: float) -> Axis:
    """A logarithmic axis over steps of 1, 2 and 5, for ranges of a few powers of ten (both above zero)."""
    rungs = [
        factor * 10.0**power
        for power in range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
        for factor in (1.0, 2.0, 5.0)
    ]
    bottom = max(rung for rung in rungs if rung <= low * (1 + 1e-9))
    top = min((rung for rung in rungs if rung >= high * (1 - 1e-9) and rung > bottom), default=bottom * 10)
    span = math.log(top / bottom)
    return Axis(
        place=lambda value: start + math.log(value / bottom) / span * (end - start),
        ticks=tuple(rung for rung in rungs if bottom <= rung <= top),
    )
