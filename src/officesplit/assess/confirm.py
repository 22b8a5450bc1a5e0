"""Who leads by acceptability with one input held at a value and everything else drawn."""

from collections.abc import Mapping, Sequence

import numpy as np

from officesplit.assess.case import timeline
from officesplit.assess.chances import Chances
from officesplit.assess.contest import Contest
from officesplit.assess.inputs import Array
from officesplit.model.vocabulary import FAMILY_OF, UNCHANGED, Family, Kind


def leads_on_draws(
    contest: Contest, chances: Chances, identity: str, trait: str | None, values: Sequence[float]
) -> list[Kind]:
    """The leading kind at each value of the input ``identity``, on the same draws of everything else.

    ``trait`` names the attribute where the input is one. Losses stay as they are, as in the acceptabilities.
    """
    count = min(int(contest.rulebook.number("switch_draws")), chances.count)
    held = np.repeat(np.asarray(values, dtype=float), count)

    def tiled(column: Array) -> Array:
        return column if len(column) == 1 else np.tile(column[:count], len(values))

    columns = {name: held if name == identity and trait is None else tiled(chances.values[name])
               for name in contest.inputs()}  # fmt: skip
    money = {}
    if contest.priced:
        frame = next(one.case.frame for one in contest.entrants.values() if one.case)
        money = contest.money(timeline(frame, columns))
    traits = {
        name: held if name == trait else tiled(chances.draws.column(quantity))
        for name, quantity in contest.traits().items()
    }
    criteria = contest.criteria
    weights = np.tile(chances.weights("ranked", criteria)[:count], (len(values), 1)).T
    hurdle = contest.rulebook.number("change_hurdle_points")
    rows = []
    for kind, points in contest.points(money, traits).items():
        total: Array = np.zeros(len(held)) - (0.0 if kind in UNCHANGED else hurdle)
        for row, weight in zip(points, weights, strict=True):
            total = total + row * weight
        rows.append(total)
    first = np.argmax(np.stack(rows), axis=0).reshape(len(values), count)
    kinds = list(contest.entrants)
    shares = [{kind: int(np.count_nonzero(won == row)) for row, kind in enumerate(kinds)} for won in first]
    return [_leader(one) for one in shares]


def _leader(shares: Mapping[Kind, int]) -> Kind:
    """The family that ranks first most often, and the kind in it that does."""
    families: dict[Family, int] = {}
    for kind, share in shares.items():
        families[FAMILY_OF[kind]] = families.get(FAMILY_OF[kind], 0) + share
    family = max(families, key=lambda one: families[one])
    return max((kind for kind in shares if FAMILY_OF[kind] is family), key=lambda kind: shares[kind])
