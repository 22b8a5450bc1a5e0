"""Switch values: how far one input may go before another kind leads, at likely values and point weights.

All inputs are tried at once: every input has a block of columns in which it alone moves and the others stay at likely.
A first grid finds the nearest change of leader on either side, a second one looks inside that interval, and the gap
between old and new leader is taken as straight in what is left. Place, quote and gates of every option stay as they
are; a leader that comes and goes between two points of the grid is missed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from officesplit.assess.case import timeline
from officesplit.assess.chances import Chances
from officesplit.assess.confirm import leads_on_draws
from officesplit.assess.contest import Contest, Money, economic
from officesplit.assess.inputs import Array
from officesplit.assess.leading import weighted
from officesplit.assess.losses import Loss, extra_loss, money_after_losses
from officesplit.model.quantity import Quantity
from officesplit.model.result import OptionResult, SwitchValue
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import UNCHANGED, Criterion, Kind

Leaders = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Mover:
    """An input that is moved between hard limits; ``trait`` names the attribute that it is, if it is one."""

    quantity: Quantity
    low: float
    high: float
    trait: str | None = None

    @property
    def likely(self) -> float:
        """What it is now."""
        return self.quantity.value.likely


@dataclass(frozen=True, slots=True)
class _Crossing:
    """An interval in which the leader changes, its ends at ``near`` (towards the likely value) and ``far``."""

    mover: Mover
    direction: Literal["up", "down"]
    near: float
    far: float


def limits_of(quantity: Quantity, rulebook: Rulebook) -> tuple[float, float] | None:
    """The hard limits of an input in its unit; None where it is not moved at all.

    A limit that belongs to a part of the id goes before the one that follows from the unit.
    """
    parts = set(quantity.id.replace("[", ".").split("."))
    if parts & set(rulebook.text("switch_not_tried").split(";")):
        return None
    for row in rulebook.parameters["switch_limits_of"].values:
        if row.key in parts:
            return row.low, row.high
    unit, sort, scale = quantity.unit, "multiple", 1.0
    if unit in ("months", "points"):
        sort = unit
    elif unit.startswith("share"):
        sort = "rate" if "per year" in unit else "share"
    else:
        scale = abs(quantity.value.likely)
    found = rulebook.parameter("switch_limits", sort)
    return found.low * scale, found.high * scale


def fte_limits(fte: float, lot: float, rulebook: Rulebook) -> tuple[float, float]:
    """How far the FTE of a function may go before its lot falls into another size, where other prices and rules hold.

    ``lot`` is the FTE of the whole lot.
    """
    rows = rulebook.parameters["lot_size_from"].values
    steps = sorted({row.likely for row in rows} | {rulebook.number("minimum_lot_abroad")})
    low = max((step for step in steps if step <= lot), default=0.0)
    most = lot + fte * rulebook.parameter("switch_limits", "multiple").high
    high = min((step for step in steps if step > lot), default=most)
    return max(fte + low - lot, 0.0), fte + high - lot


def movers(contest: Contest, bounds: Mapping[str, tuple[float, float]]) -> list[Mover]:
    """The inputs that are tried, in the order of their ids: those of the money of any option, and the attributes.

    ``bounds`` are the limits of inputs that have limits of their own, by id.
    """
    found = []
    tried = [(None, one) for one in contest.inputs().values()]
    for trait, quantity in [*tried, *contest.traits().items()]:
        limits = bounds.get(quantity.id) or limits_of(quantity, contest.rulebook)
        if limits and limits[0] <= quantity.value.likely <= limits[1] and limits[0] < limits[1]:
            found.append(Mover(quantity, *limits, trait))
    return sorted(found, key=lambda mover: (mover.quantity.id, mover.trait or ""))


class Field:
    """The points of every kind at likely values and point weights, less the hurdle of those that change something."""

    def __init__(
        self, contest: Contest, options: Mapping[Kind, OptionResult], weights: Mapping[Criterion, float],
        losses: Mapping[Kind, Loss],
    ) -> None:  # fmt: skip
        self._contest, self._losses, self._criteria = contest, losses, contest.criteria
        whole = sum(weights[one] for one in self._criteria)
        self._weights = {one: weights[one] / whole for one in self._criteria}
        # Options that change nothing stand last: at exactly the hurdle the change leads.
        self.kinds = sorted(contest.entrants, key=lambda kind: kind in UNCHANGED)
        hurdle = contest.rulebook.number("change_hurdle_points")
        self._handicap = {kind: 0.0 if kind in UNCHANGED else hurdle for kind in self.kinds}
        self._likely = {name: np.array([one.value.likely]) for name, one in contest.inputs().items()}
        self._traits = {name: np.array([one.value.likely]) for name, one in contest.traits().items()}
        self._money = {kind: _likely_money(options[kind]) for kind in self.kinds if options[kind].cost}
        self._rest = {
            kind: sum(
                share * options[kind].criteria[one].score
                for one, share in self._weights.items()
                if one is not Criterion.C1
            )
            for kind in self.kinds
        }
        now = {kind: Money(one.saving - contest.entrants[kind].loss, one.baseline) for kind, one in self._money.items()}
        self.leader = int(np.argmax(self._with_money(now)))

    def _saved(self, moved: Mapping[str, Array]) -> dict[Kind, Money]:
        case = next((one.case for one in self._contest.entrants.values() if one.case), None)
        if case is None:
            return {}
        time = timeline(case.frame, {**self._likely, **moved})
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return money_after_losses(self._contest, self._losses, time)

    def _with_money(self, money: Mapping[Kind, Money]) -> Array:
        """Points by kind (rows) and column of money, attributes at likely."""
        rows = []
        for kind in self.kinds:
            row = np.array([self._rest[kind]])
            if kind in money:
                share = self._weights[Criterion.C1]
                row = row + share * economic(money[kind], 0.0, self._contest.rulebook)
            rows.append(row - self._handicap[kind])
        return _table(rows)

    def _weighed(self, moved: Mapping[str, Array]) -> Array:
        """Points by kind (rows) and column of attributes, money at likely but for losses that follow the level."""
        book = self._contest.rulebook
        money = {
            kind: Money(one.saving - extra_loss(self._losses[kind], moved, book), one.baseline)
            for kind, one in self._money.items()
        }
        table = self._contest.points(money, {**self._traits, **moved})
        shares = np.array(list(self._weights.values()))
        return _table([weighted(table[kind], shares) - self._handicap[kind] for kind in self.kinds])

    def along(self, paths: Sequence[tuple[Mover, Array]]) -> list[tuple[Array, Leaders]]:
        """Points by kind (rows), and the leading row, where each input takes the values of its path (columns).

        One input moves at a time; the answers are in the order of the paths.
        """
        found: list[tuple[Array, Leaders]] = [(np.empty(0), np.empty(0, dtype=np.intp))] * len(paths)
        for attributes in (False, True):
            chosen = [index for index, (mover, _) in enumerate(paths) if (mover.trait is not None) is attributes]
            if not chosen:
                continue
            blocks = _blocks([paths[index] for index in chosen])
            if attributes:
                columns = {mover.trait or "": column for mover, column in blocks}
                whole = self._weighed(columns)
            else:
                whole = self._with_money(self._saved({mover.quantity.id: column for mover, column in blocks}))
            width = sum(len(paths[index][1]) for index in chosen)
            whole, start = np.broadcast_to(whole, (len(self.kinds), width)), 0
            leaders = _leaders(whole, self.leader)
            for index in chosen:
                end = start + len(paths[index][1])
                found[index] = whole[:, start:end], leaders[start:end]
                start = end
        return found


def _likely_money(option: OptionResult) -> Money:
    """Saving before losses, and today's cost, at likely values."""
    assert option.cost is not None
    return Money(np.array([option.cost.npv_saving.likely]), np.array([option.cost.baseline_npv]))


def _table(rows: Sequence[Array]) -> Array:
    """Rows by kind; where an input makes a number infinite nothing can be said, and no kind is ahead of another."""
    found = np.stack(np.broadcast_arrays(*rows))
    found[:, ~np.isfinite(found).all(axis=0)] = np.nan
    return found


def _leaders(table: Array, leader: int) -> Leaders:
    """The leading row of every column; ``leader`` where nothing can be worked out."""
    known = ~np.isnan(table[0])
    return np.where(known, np.argmax(np.where(known, table, 0.0), axis=0), leader)


def _blocks(paths: Sequence[tuple[Mover, Array]]) -> list[tuple[Mover, Array]]:
    """Each input as one column over all paths: its own path in its own block, its likely value elsewhere."""
    width = sum(len(values) for _, values in paths)
    columns: dict[str, tuple[Mover, Array]] = {}
    start = 0
    for mover, values in paths:
        _, column = columns.setdefault(mover.quantity.id, (mover, np.full(width, mover.likely)))
        column[start : start + len(values)] = values
        start += len(values)
    return list(columns.values())


def switch_values(
    contest: Contest, options: Mapping[Kind, OptionResult], weights: Mapping[Criterion, float],
    losses: Mapping[Kind, Loss], bounds: Mapping[str, tuple[float, float]], chances: Chances | None,
) -> tuple[SwitchValue, ...]:  # fmt: skip
    """The nearest value of every input, in either direction, at which another kind leads; nearest first.

    ``options`` are those of the contest at likely values, ``weights`` the point weights of all criteria, ``losses``
    the expected losses of the options with money, ``bounds`` the limits of inputs that have limits of their own. The
    first is confirmed on draws where there are any.
    """
    if len(contest.entrants) < 2:
        return ()
    rulebook = contest.rulebook
    field = Field(contest, options, weights, losses)
    crossings = _search(field, movers(contest, bounds), int(rulebook.number("switch_steps", "search")))
    found = _refine(field, crossings, int(rulebook.number("switch_steps", "refine")))
    found.sort(key=lambda one: (_distance(*one), one[1].input, one[1].direction))
    if found and chances:
        mover, nearest = found[0]
        confirmed = _confirmed(contest, mover, nearest, chances)
        found[0] = (mover, nearest.model_copy(update={"confirmed": confirmed}))
    return tuple(switch for _, switch in found)


def _search(field: Field, tried: Sequence[Mover], steps: int) -> list[_Crossing]:
    """The nearest interval on each side of every input in which the leader changes."""
    shape = (np.arange(1, steps + 1) / steps) ** 2
    sides: list[tuple[Mover, Literal["up", "down"], Array]] = []
    for mover in tried:
        if mover.high > mover.likely:
            sides.append((mover, "up", mover.likely + (mover.high - mover.likely) * shape))
        if mover.low < mover.likely:
            sides.append((mover, "down", mover.likely + (mover.low - mover.likely) * shape))
    found = []
    tables = field.along([(mover, path) for mover, _, path in sides])
    for (mover, direction, path), (_, leaders) in zip(sides, tables, strict=True):
        first = int(np.argmax(leaders != field.leader))
        if leaders[first] != field.leader:
            near = mover.likely if first == 0 else float(path[first - 1])
            found.append(_Crossing(mover, direction, near, float(path[first])))
    return found


def _refine(field: Field, crossings: Sequence[_Crossing], steps: int) -> list[tuple[Mover, SwitchValue]]:
    """Where inside its interval each leader changes, and who leads then."""
    paths = [np.linspace(one.near, one.far, steps + 1) for one in crossings]
    tables = field.along([(one.mover, path) for one, path in zip(crossings, paths, strict=True)])
    found = []
    for one, path, (table, leaders) in zip(crossings, paths, tables, strict=True):
        at = max(int(np.argmax(leaders != field.leader)), 1)
        new = int(leaders[at])
        before, after = (float(table[field.leader, i] - table[new, i]) for i in (at - 1, at))
        part = before / (before - after) if before > after else 1.0
        value = float(path[at - 1] + (path[at] - path[at - 1]) * min(max(part, 0.0), 1.0))
        quantity, now = one.mover.quantity, one.mover.likely
        switch = SwitchValue(
            input=quantity.id,
            label=quantity.label,
            unit=quantity.unit,
            current=now,
            value=value,
            direction=one.direction,
            change=value / now - 1 if now else None,
            to=field.kinds[new],
            confirmed=False,
            standing=quantity.standing,
        )
        found.append((one.mover, switch))
    return found


def _distance(mover: Mover, switch: SwitchValue) -> float:
    """Relative change; where nothing can be related to nought, the part of the way between the limits."""
    if switch.change is not None:
        return abs(switch.change)
    return abs(switch.value - mover.likely) / (mover.high - mover.low)


def _confirmed(contest: Contest, mover: Mover, switch: SwitchValue, chances: Chances) -> bool:
    """Whether the leader by acceptability differs a little before and a little beyond the value."""
    width = contest.rulebook.number("switch_confirm_width") * abs(switch.value)
    outward = 1.0 if switch.direction == "up" else -1.0
    near = switch.value - outward * min(width, abs(switch.value - mover.likely))
    far = min(max(switch.value + outward * width, mover.low), mover.high)
    before, beyond = leads_on_draws(contest, chances, mover.quantity.id, mover.trait, (near, far))
    return before is not beyond
