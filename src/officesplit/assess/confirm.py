"""Who leads by acceptability with one input held at a value and everything else drawn."""

from collections.abc import Sequence

import numpy as np

from officesplit.assess.acceptability import leader
from officesplit.assess.case import timeline
from officesplit.assess.chances import Chances
from officesplit.assess.contest import Contest
from officesplit.assess.inputs import Array
from officesplit.model.vocabulary import FAMILY_OF, UNCHANGED, Kind


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
    points = contest.points(money, traits)
    weights = chances.weights("ranked", contest.criteria)[:count]
    hurdle = contest.rulebook.number("change_hurdle_points")
    found = []
    for start in range(0, len(held), count):
        there = {
            kind: table if table.shape[1] == 1 else table[:, start : start + count] for kind, table in points.items()
        }
        found.append(leader(there, weights, FAMILY_OF, UNCHANGED, hurdle))
    return found
