"""The sheet of inputs: every number that the shown options rest on, the yellow ones open to change."""

from collections.abc import Iterable

from officesplit.model.quantity import Quantity
from officesplit.model.result import Assessment, Cost, Operand
from officesplit.report.workbook_grid import Page, place

VALUE, USED = 2, 3
_HEADS = ("Id", "Input", "Value", "As calculated", "Low", "High", "Unit", "Standing", "Sources", "Note")
_FIRST = 4
_LIVE = (
    "Change a yellow cell and every amount that rests on it changes. A change here chooses no other provider, place or "
    "lot size and leaves numbers alone that officesplit worked out before: for that, run officesplit again."
)
_USD = "USD"
_FIXED = "fixed"
_EARLY = {"at the end of its year": 0.0, "in the middle of its year": 0.5, "at the start of its year": 1.0}
_RATES = ("company.discount_rate", "parameter.discount_rate")


class InputSheet:
    """Rows of inputs; formulas of other sheets point to column D, which holds the value in company currency."""

    def __init__(self, page: Page, assessment: Assessment, costs: Iterable[Cost]) -> None:
        self._page = page
        self._currency = assessment.company.currency
        self._known = {quantity.id: quantity for quantity in assessment.evidence}
        self._titles = {source.id: source.title for source in assessment.sources}
        self._rows: dict[str, int] = {}
        self._next = _FIRST
        costs = tuple(costs)
        used = _used(costs)
        self.values: dict[str, float] = {}
        page.text(0, 0, "Inputs", "title")
        page.text(1, 0, _LIVE, "note")
        page.headings(_FIRST - 1, _HEADS)
        self._rate = self._exchange_rate(costs)
        rate = next((name for name in _RATES if name in self._known), None)
        for name, quantity in self._known.items():
            if name in used or name == rate:
                self._input(quantity)
        self.discount_rate = self.cell(rate) if rate else "0"
        self.early = self._timing(costs, self.values[rate] if rate else 0.0)
        page.widths(34, 46, 14, 14, 12, 12, 26, 12, 60)
        page.finish(_FIRST, 2, 8)

    def cell(self, name: str) -> str:
        """Where formulas find an input."""
        return self._page.ref(self._rows[name], USED)

    def operand(self, function: str, operand: Operand) -> str:
        """Where formulas find an operand; one that is no input gets a row of its own, with the standing ``fixed``."""
        if operand.input:
            return self.cell(operand.input)
        return self._fixed(f"fixed.{function}.{operand.label}={operand.value!r}", operand)

    def _fixed(self, key: str, operand: Operand) -> str:
        if key not in self._rows:
            name = key.partition("=")[0]
            self._row(key, name, operand.label, operand.value, operand.unit, _FIXED)
        return self.cell(key)

    def _row(
        self, key: str, name: str, label: str, value: float, unit: str, standing: str, style: str = "number"
    ) -> int:
        row = self._rows[key] = self._next
        self._next += 1
        self.values[key] = value
        page = self._page
        page.text(row, 0, name)
        page.text(row, 1, label)
        page.number(row, VALUE, value, style)
        page.formula(row, USED, place(row, VALUE), value, "number")
        page.text(row, 6, unit)
        page.text(row, 7, standing)
        return row

    def _input(self, quantity: Quantity) -> None:
        value, page = quantity.value, self._page
        row = self._row(
            quantity.id, quantity.id, quantity.label, value.likely, quantity.unit, quantity.standing.value, "input"
        )
        page.number(row, 4, value.low)
        page.number(row, 5, value.high)
        page.text(row, 8, "; ".join(self._titles.get(source, source) for source in quantity.source))
        page.text(row, 9, quantity.note)
        if self._rate and quantity.unit.startswith(_USD):
            rate, cell = self._rate
            self.values[quantity.id] = value.likely * rate
            page.formula(row, USED, f"{place(row, VALUE)}*{cell}", value.likely * rate, "number")

    def _exchange_rate(self, costs: tuple[Cost, ...]) -> tuple[float, str] | None:
        """The rate by which inputs in US dollars were turned into company currency, and its cell; None without any."""
        if self._currency == _USD:
            return None
        for operand in _operands(costs):
            quantity = self._known.get(operand.input or "")
            if quantity and quantity.unit.startswith(_USD) and quantity.value.likely:
                rate = operand.value / quantity.value.likely
                row = self._row(
                    "exchange rate", "exchange_rate", f"{self._currency} for one US dollar", rate,
                    f"{self._currency} for 1 USD", _FIXED, "input",
                )  # fmt: skip
                self._page.text(row, 9, "Moves the inputs below whose unit is USD; the others are in company currency.")
                return rate, self.cell("exchange rate")
        return None

    def _timing(self, costs: tuple[Cost, ...], rate: float) -> str:
        """The cell that says how long before the end of its year a flow is discounted to, read off the factors."""
        first = next((cost.annual[1].discount_factor for cost in costs if len(cost.annual) > 1), 1.0)
        said = min(_EARLY, key=lambda name: abs((1 + rate) ** (_EARLY[name] - 1) - first))
        row = self._row(
            "timing", "discounting", f"Years by which flows come before the end of their year: {said}", _EARLY[said],
            "years: 0, 0.5 or 1", _FIXED, "input",
        )  # fmt: skip
        return self._page.ref(row, USED)


def _operands(costs: Iterable[Cost]) -> Iterable[Operand]:
    return (operand for cost in costs for working in cost.workings for operand in working.operands)


def _used(costs: tuple[Cost, ...]) -> set[str]:
    """Ids of the inputs that operands and factors name."""
    factors = (factor for cost in costs for working in cost.workings for factor in working.factors)
    return {operand.input for operand in _operands(costs) if operand.input} | {
        name for factor in factors for name in factor.inputs
    }
