"""A cost line as text: its formula with the numbers put in, where each number comes from, and its result by year."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from officesplit.cli.text import one_line
from officesplit.model.quantity import Quantity
from officesplit.model.result import Cost, FactorUse, Operand, Working
from officesplit.model.working_words import FACTOR, beneath, numbered

WIDTH = 80
_DIGITS = 12
_ALL = ("baseline", "option", "one_off")
_SIDE = {"baseline": "staying as it is", "option": "the option", "one_off": "one-off"}


def workings(
    cost: Cost,
    known: Mapping[str, Quantity],
    sides: Sequence[str] = _ALL,
    shown: Mapping[str, Sequence[float]] | None = None,
) -> list[str]:
    """The lines of some sides, each with everything that it takes to do it again.

    ``known`` holds the inputs by id, ``shown`` the amounts by year that a table prints, where they must agree.
    """
    found = shown or {}
    return [
        text
        for one in cost.workings
        if one.side in sides
        for text in working(cost, one, known, found.get(one.line, ()))
    ]


def working(cost: Cost, one: Working, known: Mapping[str, Quantity], amounts: Sequence[float] = ()) -> Iterator[str]:
    """One line; ``known`` holds the inputs by id."""
    yield from folded(f"{one.label} [{one.line}], {_SIDE[one.side]}", 2)
    named = f"= {one.formula}"
    numbers = numbered(one, {operand.name: number(operand.value) for operand in one.operands})
    yield from folded(named, 4)
    if numbers != one.formula:
        yield from folded(f"= {numbers}", 4)
    for operand in one.operands:
        yield from folded(_operand(operand, known), 6, 8)
    for factor in one.factors:
        if factor.kind != "whole":
            yield from folded(_factor(factor, known), 6, 8)
    yield from folded(beneath(cost, one, {}), 6, 8)
    yield from folded(f"= {by_year(amounts or one.by_year) or f'{money(one.result)} in every year'}", 4, 8)
    if one.note:
        yield from folded(f"({one.note})", 6)


def _operand(operand: Operand, known: Mapping[str, Quantity]) -> str:
    quantity = known.get(operand.input or "")
    said = [str(operand.standing)] if operand.standing else []
    said += [operand.input] if operand.input else []
    said += quantity.source if quantity else ()
    behind = f" [{'; '.join(said)}]" if said else ""
    return f"{operand.name}: {operand.label}, {number(operand.value)} {operand.unit}{behind}"


def _factor(factor: FactorUse, known: Mapping[str, Quantity]) -> str:
    values = f"{number(factor.value)} in every year"
    if factor.by_year:
        first, *later = factor.by_year
        values = "; ".join(map(number, later)) + " (years 1 on)"
        if first:
            values = f"{number(first)} at approval" + (f"; {values}" if any(later) else "")
    behind = f" [{'; '.join(_input(name, known) for name in factor.inputs)}]" if factor.inputs else ""
    return f"x {factor.label or factor.kind}: {values}: {FACTOR.get(factor.kind, '')}{behind}"


def _input(name: str, known: Mapping[str, Quantity]) -> str:
    """An input of a factor with its value, what it stands on and its sources."""
    quantity = known.get(name)
    if quantity is None:
        return name
    return ", ".join([f"{name} {number(quantity.value.likely)}", str(quantity.standing), *quantity.source])


def by_year(values: Sequence[float]) -> str:
    """Amounts by year to the cent, empty where they do not vary; nought is left out where only approval has one."""
    if not values:
        return ""
    once = bool(values[0]) and not any(values[1:])
    return "; ".join(
        f"year {year} {money(value)}" if year else f"approval {money(value)}"
        for year, value in enumerate(values)
        if value or (year and not once)
    )


def folded(text: str, indent: int, rest: int | None = None) -> list[str]:
    """A text in lines of at most 80 characters where words allow it."""
    later = " " * (indent if rest is None else rest)
    return wrap(
        one_line(text), WIDTH, initial_indent=" " * indent, subsequent_indent=later, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def money(value: float) -> str:
    """An amount to the cent; nought has no sign."""
    return f"{round(value, 2) + 0.0:,.2f}"


def number(value: float) -> str:
    """A number with twelve significant digits, ungrouped and without an exponent, so that it can be typed in again."""
    text = f"{value:.{_DIGITS}g}"
    if "e" in text:
        text = f"{value:.{_DIGITS}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
