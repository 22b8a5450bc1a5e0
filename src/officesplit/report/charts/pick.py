"""What a year of an option is made of, as charts need it."""

from officesplit.model.result import Cost, Year
from officesplit.report.view_money import OPTION, side_of

_CENTS = 0.5
_TINY = 1e-6


def year_of(cost: Cost, number: int = 3) -> Year | None:
    """Year ``number``, or the last year of a shorter horizon; None where the years were left out."""
    later = [year for year in cost.annual if 0 < year.year <= number]
    return max(later, key=lambda year: year.year) if later else None


def option_lines(cost: Cost, year: Year) -> dict[str, float]:
    """The lines of the option in one year by id; empty where they do not add up to what it costs in that year."""
    sides: dict[str, str] = {working.line: working.side for working in cost.workings}
    found = {line: amount for line, amount in year.lines.items() if amount and side_of(line, sides) == OPTION}
    return found if abs(sum(found.values()) - year.option) <= max(_CENTS, abs(year.option) * _TINY) else {}
