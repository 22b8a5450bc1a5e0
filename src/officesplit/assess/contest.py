"""All open options of one function, comparable in any columns: money, criteria, and the points of every kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from officesplit.assess.case import Case
from officesplit.assess.criteria import fixed_points, is_fixed, level_steps
from officesplit.assess.inputs import Array
from officesplit.assess.sheet import Sheet
from officesplit.assess.timeline import Timeline
from officesplit.model.facts import Facts
from officesplit.model.quantity import Quantity, Range
from officesplit.model.rulebook import Anchor, CriterionRule, Rulebook
from officesplit.model.vocabulary import Criterion, Kind

Hat = tuple[tuple[int, Array], ...]
"""How much of each of the four anchors counts, by column; anchors that count nowhere are left out."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """One option in the contest: its case where it has money, its expected loss in present value, what lies outside."""

    case: Case | None
    loss: float
    outside: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Money:
    """NPV saving and NPV of today's cost, by column."""

    saving: Array
    baseline: Array


@dataclass(frozen=True, slots=True)
class Contest:
    """The open options of one function with a score, in the order of the kinds."""

    facts: Facts
    rulebook: Rulebook
    entrants: dict[Kind, Entrant]

    @property
    def priced(self) -> bool:
        """Whether the options are compared with their money; all of them have it then."""
        return any(entrant.case for entrant in self.entrants.values())

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria in the rows of ``points``."""
        return tuple(one for one in Criterion if self.priced or one is not Criterion.C1)

    def traits(self) -> dict[str, Quantity]:
        """The attributes of the work as inputs, by attribute: 0 to 100, with the range of their level."""
        found = {}
        for name, trait in self.facts.traits.items():
            if trait.points is not None:
                low = trait.points if trait.low is None else trait.low
                high = trait.points if trait.high is None else trait.high
                value = Range(low=min(low, trait.points), likely=trait.points, high=max(high, trait.points))
                label = f"{trait.label}, {self.facts.function.name}"
                identity = f"{self.facts.function.id}.{name}"
                found[name] = Quantity(
                    id=identity, label=label, value=value, unit="points", standing=trait.standing, source=trait.source
                )
        return found

    def inputs(self) -> dict[str, Quantity]:
        """Every input of the money of any option, by id."""
        found: dict[str, Quantity] = {}
        for entrant in self.entrants.values():
            if entrant.case:
                found |= entrant.case.quantities
        return found

    def money(self, time: Timeline, lost: Callable[[Kind, Sheet], Array] | None = None) -> dict[Kind, Money]:
        """What every option with money saves, in the columns of ``time``, after what ``lost`` says that it loses."""
        found: dict[Kind, Money] = {}
        baseline: Array | None = None
        for kind, entrant in self.entrants.items():
            if entrant.case:
                sheet = entrant.case.sheet(time)
                # Staying as it is costs the same beside every option.
                baseline = sheet.present("baseline") if baseline is None else baseline
                after = sheet.present("option", "one_off")
                found[kind] = Money(baseline - (after + lost(kind, sheet) if lost else after), baseline)
        return found

    def points(self, money: Mapping[Kind, Money], traits: Mapping[str, Array]) -> dict[Kind, Array]:
        """Points on every criterion, by kind; shape (criteria, columns). ``traits`` holds columns by attribute."""
        hats = {name: hat(columns, level_steps(self.rulebook)) for name, columns in traits.items()}
        rules = {rule.criterion: rule for rule in self.rulebook.criteria.values()}
        fixed: dict[float, Hat] = {}
        found = {}
        for kind, entrant in self.entrants.items():
            rows = [
                economic(money[kind], entrant.loss, self.rulebook)
                if one is Criterion.C1
                else self._anchored(rules[one], kind, entrant, hats, fixed)
                for one in self.criteria
            ]
            width = max(len(row) for row in rows)
            found[kind] = np.stack([np.broadcast_to(row, (width,)) for row in rows])
        return found

    def _anchored(
        self, rule: CriterionRule, kind: Kind, entrant: Entrant, hats: Mapping[str, Hat], fixed: dict[float, Hat]
    ) -> Array:  # fmt: skip
        """Points on a criterion; ``fixed`` keeps the anchors of points that have no range."""
        total: Array = np.zeros(1)
        for scale in rule.scales:
            found = hats.get(scale.attribute)
            if found is None or is_fixed(scale.attribute):
                points = fixed_points(scale.attribute, self.facts, entrant.outside, self.rulebook)
                if points not in fixed:
                    fixed[points] = hat(np.array([points]), level_steps(self.rulebook))
                found = fixed[points]
            total = total + scale.share * anchored(scale.anchors[kind], found)
        return _inside(total)


def economic(money: Money, loss: float, rulebook: Rulebook) -> Array:
    """50 + 100 x (NPV saving after expected losses) / NPV of today's cost, kept inside 0 to 100, by column."""
    neutral, slope = rulebook.number("economic_neutral"), rulebook.number("economic_slope")
    net = money.saving - loss
    nothing = money.baseline == 0
    if not np.any(nothing):
        return _inside(neutral + slope * net / money.baseline)
    # Where nothing is spent today any loss is the worst there is, and any saving the best.
    share = np.where(nothing, np.sign(net), net / np.where(nothing, 1.0, money.baseline))
    return _inside(neutral + slope * share)


def hat(points: Array, steps: Sequence[float]) -> Hat:
    """The weights of the anchors at 0-100 points: straight between neighbours, and on beyond the last.

    ``steps``: the points at which the four anchors stand.
    """
    first, last = (1 + sum(bound > step for step in steps[1:-1]) for bound in (points.min(), points.max()))
    found: dict[int, Array] = {}
    for right in range(first, last + 1):
        rise = (points - steps[right - 1]) / (steps[right] - steps[right - 1])
        both = ((right - 1, 1.0 - rise), (right, rise))
        if first == last:
            found = dict(both)
            continue
        here = (points <= steps[right]) if right == first else (points > steps[right - 1])
        if first < right < last:
            here &= points <= steps[right]
        for index, weight in both:
            found[index] = np.where(here, weight, found.get(index, 0.0))
    return tuple((index, found[index]) for index in sorted(found) if np.any(found[index]))


def anchored(anchor: Anchor, weights: Hat) -> Array:
    """The score between anchors, inside 0 to 100."""
    scores = (anchor.none, anchor.low, anchor.medium, anchor.high)
    (first, weight), *others = weights
    total = scores[first] * weight
    for index, weight in others:
        total += scores[index] * weight
    return _inside(total)


def _inside(points: Array) -> Array:
    """Points kept inside 0 to 100; two steps are quicker on short columns than a clip."""
    return np.asarray(np.minimum(np.maximum(points, 0.0), 100.0))
