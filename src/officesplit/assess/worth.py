"""Which inputs are worth knowing before the decision, by function and for the whole plan."""

from collections.abc import Iterable

import numpy as np

from officesplit.assess.chances import Chances, Found
from officesplit.assess.contest import Contest
from officesplit.assess.information import worth_knowing
from officesplit.assess.inputs import Array
from officesplit.model.result import Worth


def worth_of(contest: Contest, found: Found, chances: Chances) -> tuple[Worth, ...]:
    """The inputs whose knowledge would be worth money for one function, the largest first.

    Tried are the inputs that move the difference between the best two options most: the covariance with it for one
    standard deviation of the input.
    """
    rulebook = contest.rulebook
    if len(found.values) < 2:
        return ()
    count = min(int(rulebook.number("information_draws")), chances.count)
    npv = np.stack([values[:count] for values in found.values.values()])
    means = npv.sum(axis=1)
    first, second = np.argsort(-means, kind="stable")[:2]
    gap = npv[first] - npv[second]
    gap = gap - gap.sum() / count
    if not np.any(gap):
        return ()
    inputs = {name: one for name, one in contest.inputs().items() if one.value.low < one.value.high}
    columns = {name: chances.values[name][:count] for name in inputs}
    moves = {name: _move(column, gap) for name, column in columns.items()}
    most = sorted(moves, key=lambda name: (-moves[name], name))[: int(rulebook.number("information_inputs"))]
    worth = worth_knowing(
        npv,
        {name: columns[name] for name in most},
        int(rulebook.number("information_bins")),
        int(rulebook.number("information_permutations")),
        rulebook.number("information_null_quantile"),
        chances.draws.seed,
    )
    return _ranked(
        Worth(input=name, label=inputs[name].label, value=value, standing=inputs[name].standing)
        for name, value in worth.items()
        if value is not None
    )


def summed_worth(worths: Iterable[tuple[Worth, ...]], size: int) -> tuple[Worth, ...]:
    """What knowing an input is worth to all functions together: each function decides for itself, so values add up."""
    found: dict[str, Worth] = {}
    for worth in worths:
        for one in worth:
            before = found[one.input].value if one.input in found else 0.0
            found[one.input] = one.model_copy(update={"value": before + one.value})
    return _ranked(found.values())[:size]


def _move(column: Array, gap: Array) -> float:
    """How far one standard deviation of an input moves the gap, up to a factor that all inputs share."""
    centred = column - column.sum() / len(column)
    spread = float((centred * centred).sum())
    return abs(float((centred * gap).sum())) / spread**0.5 if spread else 0.0


def _ranked(worths: Iterable[Worth]) -> tuple[Worth, ...]:
    return tuple(sorted(worths, key=lambda one: (-one.value, one.input)))
