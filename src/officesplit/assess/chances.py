"""The draws that all functions of an assessment share, and what they say of one function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from officesplit.assess import simplex
from officesplit.assess.acceptability import Acceptability, acceptability
from officesplit.assess.bands import probability_positive, quantiles
from officesplit.assess.baseline import Frame
from officesplit.assess.case import Case, timeline
from officesplit.assess.contest import Contest
from officesplit.assess.draws import Draws, Link
from officesplit.assess.inputs import Array
from officesplit.assess.timeline import Timeline
from officesplit.model.quantity import Quantity
from officesplit.model.result import Agreement, Interval, Odds, WeightLine, Year
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import FAMILY_OF, UNCHANGED, Criterion, Family, Kind

_OTHERS = ("rank_order_centroid", "rank_sum", "equal", "free")


class DrawnColumns(dict[str, Array]):
    """The draws of every known input, made when first asked for."""

    def __init__(self, known: Mapping[str, Quantity], draws: Draws, links: Mapping[str, Link]) -> None:
        super().__init__()
        self._known, self._draws, self._links = known, draws, links

    def __missing__(self, name: str) -> Array:
        for prefix, link in self._links.items():
            if name.startswith(prefix):
                self._draws.links[name] = link
        self[name] = self._draws.column(self._known[name])
        return self[name]


def links_of(rulebook: Rulebook) -> dict[str, Link]:
    """Inputs that move together, by the beginning of their ids: ``prefix:factor:rho``, separated by ``;``."""
    found = {}
    for entry in rulebook.text("input_correlation").split(";"):
        prefix, factor, rho = entry.split(":")
        found[prefix] = Link(factor, float(rho))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What the draws say of one function; ``savings`` are before losses, ``values`` after them, by kind."""

    result: Acceptability[Kind, Family]
    savings: dict[Kind, Array]
    values: dict[Kind, Array]


class Chances:
    """``count`` draws under ``seed``, with the weights drawn along and time worked out once for all functions."""

    def __init__(
        self, known: Mapping[str, Quantity], frame: Frame, weighting: Sequence[WeightLine], rulebook: Rulebook,
        *, seed: int, count: int,
    ) -> None:  # fmt: skip
        self.frame, self.rulebook, self.count = frame, rulebook, count
        self.draws = Draws(seed, count)
        self.values = DrawnColumns(known, self.draws, links_of(rulebook))
        self._times: dict[int, Timeline] = {}
        order = [list(Criterion).index(line.criterion) for line in weighting]
        size = len(order)
        self._weights = {
            "ranked": simplex.ranked_weights(self.draws, order),
            "rank_order_centroid": simplex.placed(simplex.rank_order_centroid(size), order),
            "rank_sum": simplex.placed(simplex.rank_sum(size), order),
            "equal": simplex.equal_weights(size),
            "free": simplex.free_weights(self.draws, size),
        }

    def time(self, start: int = 0) -> Timeline:
        """The years in the columns of the draws, for a function approved in month ``start``."""
        if start not in self._times:
            self._times[start] = timeline(self.frame, self.values, start=start)
        return self._times[start]

    def weights(self, name: str, criteria: Sequence[Criterion]) -> Array:
        """Weights of the criteria by the rule ``name``; without money the others share the weight of C1."""
        found = self._weights[name]
        if len(criteria) == found.shape[-1]:
            return found
        kept = found[..., [list(Criterion).index(one) for one in criteria]]
        return np.asarray(kept / kept.sum(axis=-1, keepdims=True))

    def judge(self, contest: Contest) -> Found:
        """How often each kind and family of a function ranks first, over weightings and inputs together."""
        money = contest.money(self.time())
        traits = {name: self.draws.column(quantity) for name, quantity in contest.traits().items()}
        points = contest.points(money, traits)
        criteria = contest.criteria
        result = acceptability(
            points,
            self.weights("ranked", criteria),
            {kind: FAMILY_OF[kind] for kind in points},
            [kind for kind in points if kind in UNCHANGED],
            self.rulebook.number("change_hurdle_points"),
            {name: self.weights(name, criteria) for name in _OTHERS},
        )
        savings = {kind: np.broadcast_to(one.saving, (self.count,)) for kind, one in money.items()}
        values = {kind: savings[kind] - contest.entrants[kind].loss for kind in savings}
        return Found(result, savings, values)

    def yearly_bands(self, case: Case, years: Sequence[Year]) -> tuple[Year, ...]:
        """The years of a case with the low and high quantile of both sides."""
        sheet, width = case.sheet(self.time()), (len(years), self.count)
        low, _, high = band_shares(self.rulebook)
        ends = [
            quantiles(np.broadcast_to(table, width), (low, high))
            for table in (sheet.total("baseline"), sheet.total("option", "one_off"))
        ]
        return tuple(
            year.model_copy(
                update={
                    "baseline_p10": float(ends[0][row, 0]),
                    "baseline_p90": float(ends[0][row, 1]),
                    "option_p10": float(ends[1][row, 0]),
                    "option_p90": float(ends[1][row, 1]),
                }
            )
            for row, year in enumerate(years)
        )

    def forget(self, function: str) -> None:
        """Drop what belongs to one function alone, so that memory does not grow with their number."""
        for name in [name for name in self.values if name.startswith(f"{function}.")]:
            del self.values[name]
        self.draws.forget(f"{function}.")
        for time in self._times.values():
            time.forget(f"{function}.")


def interval(likely: float, draws: Array | None, rulebook: Rulebook) -> Interval:
    """An amount with the quantiles of its draws."""
    if draws is None:
        return Interval(likely=likely, p10=likely, p50=likely, p90=likely)
    low, middle, high = (float(value) for value in quantiles(draws, band_shares(rulebook)))
    return Interval(likely=likely, p10=low, p50=middle, p90=high)


def band_shares(rulebook: Rulebook) -> tuple[float, float, float]:
    """The quantiles that are printed: low, middle, high."""
    low, middle, high = (rulebook.number("band_quantile", key) for key in ("low", "middle", "high"))
    return low, middle, high


def chance_of_saving(draws: Array) -> float:
    """Share of the draws in which something is saved."""
    return float(probability_positive(draws))


def odds_of(found: Found, contest: Contest) -> Odds:
    """The part of a function's odds that follows from the acceptabilities."""
    result, criteria = found.result, contest.criteria
    kinds = list(contest.entrants)
    agreements = [
        Agreement(
            weighting="ranked", family=result.family, kind=result.kind, share=result.kinds[result.kind], same=True
        )
    ]
    agreements += [
        Agreement.model_validate(
            {
                "weighting": name,
                "family": other.family,
                "kind": other.kind,
                "share": other.shares[other.kind],
                "same": other.family is result.family,
            }
        )
        for name, other in result.others.items()
    ]
    return Odds(
        families={family: share for family, share in result.families.items() if share > 0},
        ranks={kind: tuple(float(x) for x in result.ranks[row]) for row, kind in enumerate(kinds)},
        central_weights={
            kind: {one: float(weight) for one, weight in zip(criteria, weights, strict=True)}
            for kind, weights in result.central.items()
            if weights is not None
        },
        agreements=tuple(agreements),
    )
