"""What a profile says of money that contradicts itself: quantities in the wrong unit, costs that stay but not paid."""

from collections.abc import Iterator, Mapping
from typing import Any

from officesplit.errors import Problem
from officesplit.load.overrides import Edited
from officesplit.load.plain import as_list, as_map
from officesplit.model.rulebook import Rulebook

_FAR_MORE = 5.0
"""Times its own quantity above which a least billed quantity must be in another unit."""


def money_problems(edited: Edited, functions: list[Mapping[str, Any]], rulebook: Rulebook) -> Iterator[Problem]:
    """Problems of quotes and cost lines that need more than one field to be seen."""
    for index, function in enumerate(functions):
        for place, quote in enumerate(as_list(function.get("quotes"))):
            loc = ("functions", index, "quotes", place)
            yield from _quote(edited, loc, as_map(quote), function, rulebook)
        paid, stays = as_map(function.get("costs")), as_map(function.get("costs_that_stay"))
        for line in stays:
            if line in paid:
                yield from _more_than_paid(
                    edited, ("functions", index, "costs_that_stay", line), stays[line], paid[line]
                )
            else:
                yield edited.problem(
                    ("functions", index, "costs_that_stay", line),
                    f"'{line}' stays, but costs has no such line",
                    f"give costs.{line} in full, or leave the line out on both sides",
                )


def _more_than_paid(edited: Edited, loc: tuple[str | int, ...], stays: Any, paid: Any) -> Iterator[Problem]:
    """No more of a line may stay than is paid, in any year; a list holds its last amount."""
    mine = [_number(one) for one in (stays if isinstance(stays, list) else [stays])]
    theirs = [_number(one) for one in (paid if isinstance(paid, list) else [paid])]
    if not mine or not theirs:
        return
    for year in range(max(len(mine), len(theirs))):
        stay, pay = mine[min(year, len(mine) - 1)], theirs[min(year, len(theirs) - 1)]
        if stay is not None and pay is not None and stay > pay:
            yield edited.problem(
                loc, f"{stay:,g} stays of {pay:,g} in year {year + 1}", "write at most what costs says"
            )
            return


def _quote(
    edited: Edited, loc: tuple[str | int, ...], quote: Mapping[str, Any], function: Mapping[str, Any],
    rulebook: Rulebook,
) -> Iterator[Problem]:  # fmt: skip
    if "hours_per_year" in quote and "per_hour" not in quote:
        yield edited.problem((*loc, "hours_per_year"), "needs a price per_hour", "give per_hour, or leave it out")
    if "productivity" in quote and isinstance(quote.get("annual_fee"), list):
        remedy = "write the lower fees into the list, or give one fee with productivity"
        yield edited.problem((*loc, "productivity"), "has no effect on a list of fees by year", remedy)
    if "minimum_volume" in quote and "annual_fee" in quote:
        yield edited.problem(
            (*loc, "minimum_volume"), "has no effect on a yearly fee", "leave it out, or quote per_unit"
        )
    people = {"per_fte_year", "per_hour"} & set(quote)
    if "fte" in quote and ("hours_per_year" in quote or not people):
        yield edited.problem(
            (*loc, "fte"), "has no effect on this price", "leave it out; it is for per_fte_year and per_hour"
        )
    least, fte = _number(quote.get("minimum_volume")), _number(quote.get("fte")) or _number(function.get("fte"))
    if least is None or not fte or not people:
        return
    hours = rulebook.number("hours_per_fte_year") if "per_hour" in quote else 1.0
    own = _number(quote.get("hours_per_year")) or fte * hours
    if least > _FAR_MORE * own:
        unit = "hours" if "per_hour" in quote else "FTE"
        yield edited.problem(
            (*loc, "minimum_volume"),
            f"{least:,g} {unit} against {own:,g} of this work: it counts in the unit of the price",
            f"write the least number of {unit} billed a year, or quote per_unit",
        )  # fmt: skip


def _number(value: Any) -> float | None:
    """A number, or the likely one of a range; anything else is left to the model."""
    likely = as_map(value).get("likely") if isinstance(value, Mapping) else value
    return float(likely) if isinstance(likely, (int, float)) and not isinstance(likely, bool) else None
