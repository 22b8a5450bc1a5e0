"""The plan and every choice under the built-in shocks, at likely values and point weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from officesplit.assess.case import Case, timeline
from officesplit.assess.contest import Money, economic
from officesplit.assess.inputs import Array
from officesplit.assess.leading import leading
from officesplit.assess.losses import Loss
from officesplit.assess.shocks import Shocked, ShockedColumns, shocked
from officesplit.assess.timeline import Timeline
from officesplit.model.facts import Setting
from officesplit.model.quantity import Quantity
from officesplit.model.result import StressLine, WeightLine
from officesplit.model.rulebook import Rulebook, Stress
from officesplit.model.vocabulary import UNCHANGED, Criterion, Kind


@dataclass(frozen=True, slots=True)
class Rival:
    """An open option with money: its expected loss, its points by criterion, and the conditional gates on it."""

    case: Case
    loss: Loss
    scores: Mapping[Criterion, float]
    gates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Member:
    """One function of the plan: its open options in the order of the kinds, and which of them is planned.

    It begins in month ``start`` and is carried out or not (``done``).
    """

    name: str
    planned: Kind
    start: int
    done: bool
    rivals: Mapping[Kind, Rival]


def stress(
    members: Mapping[str, Member], setting: Setting, known: Mapping[str, Quantity], weighting: Sequence[WeightLine]
) -> tuple[StressLine, ...]:
    """One line a shock of the rulebook; none without functions that have money.

    Functions are added in the order of their ids. All shocks are columns of one evaluation of each option.
    """
    shocks = tuple(setting.rulebook.stress.values())
    if not members or not shocks:
        return ()
    values = ShockedColumns(known, shocks, setting)
    times: dict[int, Timeline] = {}
    saving, run_rate = np.zeros(1 + len(shocks)), np.zeros(1 + len(shocks))
    flips: list[list[str]] = [[] for _ in shocks]
    for name in sorted(members):
        member = members[name]
        planned = member.rivals[member.planned]
        for start in {0, member.start} - set(times):
            times[start] = timeline(planned.case.frame, values, start=start)
        found = {kind: _under(rival, times[0], shocks) for kind, rival in member.rivals.items()}
        if member.done:
            later = _under(planned, times[member.start], shocks) if member.start else found[member.planned]
            saving += later.saving
            run_rate += found[member.planned].run_rate
        leaders = _leaders(member, found, shocks, weighting, setting.rulebook)
        for said, leader in zip(flips, leaders[1:], strict=True):
            if leader is not leaders[0]:
                said.append(f"{member.name}: {_word(leaders[0])} to {_word(leader)}")
    return tuple(
        StressLine(
            id=shock.id,
            title=shock.title,
            npv_saving=float(saving[column]),
            change=float(saving[column] - saving[0]),
            run_rate_saving=float(run_rate[column]),
            flips=tuple(flips[column - 1]),
            reason=shock.reason,
            standing=shock.standing,
            source=shock.source,
        )
        for column, shock in enumerate(shocks, start=1)
    )


def _under(rival: Rival, time: Timeline, shocks: Sequence[Stress]) -> Shocked:
    return shocked(rival.case, time, shocks, rival.gates, rival.loss)


def _leaders(
    member: Member, found: Mapping[Kind, Shocked], shocks: Sequence[Stress], weighting: Sequence[WeightLine],
    rulebook: Rulebook,
) -> list[Kind]:  # fmt: skip
    """The leading kind by points in every column; what finds no approval is out of its column."""
    weights = np.array([line.weight for line in weighting])
    points = {kind: _points(member.rivals[kind], one, weighting, rulebook) for kind, one in found.items()}
    hurdle = rulebook.number("change_hurdle_points")
    leaders = leading(points, weights, UNCHANGED, hurdle)
    for column, shock in enumerate(shocks, start=1):
        refused = {kind for kind, rival in member.rivals.items() if not rival.gates.isdisjoint(shock.approval_gates)}
        left = {kind: table[:, column : column + 1] for kind, table in points.items() if kind not in refused}
        if refused and left:
            leaders[column] = leading(left, weights, UNCHANGED, hurdle)[0]
    return leaders


def _points(rival: Rival, found: Shocked, weighting: Sequence[WeightLine], rulebook: Rulebook) -> Array:
    """Points on the criteria in the order of the weights, Array(criteria, columns); only money moves."""
    money = economic(Money(found.saving - found.loss, found.baseline), 0.0, rulebook)
    rows = [
        money if line.criterion is Criterion.C1 else np.full_like(money, rival.scores[line.criterion])
        for line in weighting
    ]
    return np.stack(rows)


def _word(kind: Kind) -> str:
    return kind.value.replace("_", " ")
