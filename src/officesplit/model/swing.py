"""What swings say of the doubt: shared by the single option and the whole plan."""

from collections.abc import Callable, Iterable, Sequence

from officesplit.model.result import Swing


def largest_first(swings: Iterable[Swing]) -> list[Swing]:
    """The largest swings first; equal ones in the order of their ids."""
    return sorted(swings, key=lambda swing: (-abs(swing.at_high - swing.at_low), swing.input))


def variance_share(swings: Sequence[Swing], of: Callable[[Swing], bool]) -> float | None:
    """Share of the first-order variance (squared swings) that some inputs make, 0 to 1; None where nothing moves."""
    squares = [((swing.at_high - swing.at_low) ** 2, of(swing)) for swing in swings]
    whole = sum(square for square, _ in squares)
    return sum(square for square, counted in squares if counted) / whole if whole > 0 else None


def structural_share(swings: Sequence[Swing], beginnings: str) -> float | None:
    """Share of the first-order variance that the model's own assumptions make; the horizon is not among them.

    ``beginnings``: how their ids begin, parted by semicolons (parameter structural_inputs).
    """
    ours = tuple(beginnings.split(";"))
    return variance_share(swings, lambda swing: swing.input.startswith(ours))
