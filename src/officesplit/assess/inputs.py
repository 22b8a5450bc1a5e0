"""The inputs of a calculation: every number with its range and standing, and the columns in which it is evaluated."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from officesplit.model.quantity import Quantity, Range
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Standing

Array = NDArray[np.float64]


class Inputs:
    """Collects the inputs that a calculation reads, by id; the same id is the same input everywhere.

    ``known`` holds the inputs of the whole assessment, so that each is made once and can be listed at the end.
    """

    def __init__(self, rulebook: Rulebook, known: dict[str, Quantity] | None = None) -> None:
        self.rulebook = rulebook
        self.known = {} if known is None else known
        self.quantities: dict[str, Quantity] = {}

    def fork(self) -> "Inputs":
        """A copy that shares what is known and goes on by itself."""
        other = Inputs(self.rulebook, self.known)
        other.quantities = dict(self.quantities)
        return other

    def _take(self, identity: str) -> bool:
        """Whether an input is known already; if so it is registered."""
        if identity in self.known:
            self.quantities[identity] = self.known[identity]
            return True
        return False

    def put(self, quantity: Quantity) -> str:
        """Register an input and return its id."""
        self.quantities[quantity.id] = self.known.setdefault(quantity.id, quantity)
        return quantity.id

    def parameter(self, name: str, key: str | None = None) -> str:
        """Register a rulebook parameter, or the row ``key`` of it."""
        identity = f"parameter.{name}" + (f".{key}" if key else "")
        if self._take(identity):
            return identity
        rule = self.rulebook.parameters[name]
        row = next((row for row in rule.values if row.key == key), None)
        return self.put(
            Quantity(
                id=identity,
                label=rule.title + (f" ({key.replace('_', ' ')})" if key else ""),
                value=self.rulebook.parameter(name, key),
                unit=rule.unit,
                standing=(row.standing if row and row.standing else rule.standing),
                source=(row.source if row and row.source else rule.source),
                note=rule.reason,
            )
        )

    def number(
        self,
        identity: str,
        label: str,
        value: Range,
        unit: str,
        standing: Standing,
        *,
        source: tuple[str, ...] = (),
        note: str = "",
        exact: bool = False,
    ) -> str:
        """Register a number; a point becomes a range by the width of its standing, unless it is ``exact``."""
        if self._take(identity):
            return identity
        if not exact and value.low == value.high:
            value = widened(value, standing, self.rulebook)
        return self.put(
            Quantity(id=identity, label=label, value=value, unit=unit, standing=standing, source=source, note=note)
        )


def widened(value: Range, standing: Standing, rulebook: Rulebook) -> Range:
    """A point as a range: given 5 %, benchmark 20 %, default 40 %, recall 50 % to each side (method.md section 5)."""
    if standing is Standing.UNKNOWN or value.likely == 0:
        return value
    half = abs(value.likely) * rulebook.number("range_width", standing.value)
    return Range(low=value.likely - half, likely=value.likely, high=value.likely + half)


class LikelyColumns(dict[str, Array]):
    """One column a known input, at its likely value; inputs that become known later are found too."""

    def __init__(self, known: Mapping[str, Quantity]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, name: str) -> Array:
        self[name] = np.array([self._known[name].value.likely])
        return self[name]
