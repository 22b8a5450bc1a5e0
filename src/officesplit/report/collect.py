"""Which numbers are worth collecting next: by what knowing them is worth, else by a guess from their ranges."""

import math
from dataclasses import dataclass

from officesplit.model.result import FunctionResult, Worth
from officesplit.model.vocabulary import EXTERNAL, Standing
from officesplit.report.view_caveats import few
from officesplit.report.view_parts import Context, changes, leading, option_name
from officesplit.report.view_sensitivity import wanted_for

_WEAK = {
    Standing.BENCHMARK: "from a reference",
    Standing.DEFAULT: "a default",
    Standing.RECALL: "unchecked knowledge",
    Standing.UNKNOWN: "not known",
}
_STANDS = {**_WEAK, Standing.GIVEN: "as given, within its range"}
# A price without a quote is taken to be as doubtful as the method takes any default: 40 % either way.
_PRICE_DOUBT = 0.4


@dataclass(frozen=True)
class Wanted:
    """A number to ask for: what, what is used until then, and the money that knowing it is worth."""

    what: str
    until_then: str
    stake: float


def worth_collecting(context: Context, most: int) -> list[Wanted]:
    """The ``most`` numbers to ask for next: what keeps a function from any verdict, then what is worth most to know.

    Worth comes from the draws; where none passed its test against chance, or nothing was drawn, a guess stands in.
    """
    missing = [
        Wanted(f"What {function.name} lacks", function.recommendation.insufficient_evidence, math.inf)
        for function in context.assessment.functions
        if function.recommendation.insufficient_evidence
    ]
    known = [_worth(context, item) for item in context.assessment.portfolio.worth] if context.drawn else []
    return [*missing, *(known or _guessed(context))][:most]


def _worth(context: Context, item: Worth) -> Wanted:
    names = wanted_for(context, item)
    about = f", for {few(context, names)}" if names else ""
    worth = context.figures.money(item.value)
    until_then = f"knowing it is worth {worth}; now {_STANDS.get(item.standing, item.standing)}{about}"
    return Wanted(item.label, until_then, item.value)


def _guessed(context: Context) -> list[Wanted]:
    """Inputs not given that could move the largest saving, one line an input, the largest stake first.

    An approximation that needs no draws: half the width of the input, relative to its likely value, times the
    discounted cost of the function today (or of the option, for a price). Inputs that all functions share, and those of
    functions that clearly stay as they are, are left out.
    """
    wanted: list[Wanted] = []
    for function in context.assessment.functions:
        if function.recommendation.insufficient_evidence:
            continue
        if changes(function) or function.recommendation.robustness == "contested":
            wanted.extend(_inputs(function, context))
        quote = _quote(function, context)
        if quote is not None:
            wanted.append(quote)
    return sorted(wanted, key=lambda item: -item.stake)


def _inputs(function: FunctionResult, context: Context) -> list[Wanted]:
    at_stake = max((option.cost.baseline_npv for option in function.options if option.cost), default=0.0)
    found = []
    for quantity in context.assessment.evidence:
        if quantity.standing not in _WEAK or not quantity.id.startswith(f"{function.id}."):
            continue
        value = quantity.value
        doubt = (value.high - value.low) / 2 / abs(value.likely) if value.likely else 1.0
        if doubt > 0 and at_stake > 0:
            show = context.figures.short
            now = f"now {show(value.likely)} {quantity.unit} ({show(value.low)} to {show(value.high)})"
            text = f"{now}, {_WEAK[quantity.standing]}"
            found.append(Wanted(quantity.label, text, min(doubt, 1.0) * at_stake))
    return found


def _quote(function: FunctionResult, context: Context) -> Wanted | None:
    option = leading(function)
    if option is None or option.cost is None or option.option not in EXTERNAL:
        return None
    if option.cost.price_standing is Standing.GIVEN:
        return None
    price = option.cost.price_per_hour
    now = f"now {context.figures.price(price)} an hour, modelled" if price is not None else "now a modelled price"
    stake = _PRICE_DOUBT * abs(option.cost.option_npv)
    return Wanted(f"A quote for {function.name} ({option_name(option)})", now, stake)
