"""Expected losses that follow the amounts they are shares of, so that an input moves them as a new assessment would."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from officesplit.assess.contest import Contest, Money
from officesplit.assess.inputs import Array
from officesplit.assess.risk import Bases
from officesplit.assess.sheet import Sheet
from officesplit.assess.timeline import Timeline
from officesplit.model.facts import Facts
from officesplit.model.result import Cost, RiskView
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Kind, Level


@dataclass(frozen=True, slots=True)
class Loss:
    """The expected loss of one option, present value at likely values, by what it is a share of.

    ``bases``: amounts at likely values by name; ``annuity``: discount factors of the years, added up; ``by_level``:
    by attribute, what the loss gains at each of the four written levels, because risks follow them.
    """

    fixed: float
    parts: Mapping[str, float]
    bases: Bases
    annuity: float
    run_rate_year: int
    by_level: Mapping[str, Array]

    def columns(self, sheet: Sheet) -> Array:
        """The loss in the columns of a sheet, which is booked by year."""
        total: Array | float = self.fixed
        for name, part in self.parts.items():
            likely = self.bases.amount(name)
            total = total + (part * self._base(name, sheet) / likely if likely else part)
        return np.asarray(total * (sheet.time.discount[1:].sum(axis=0) / self.annuity))

    def _base(self, name: str, sheet: Sheet) -> Array:
        if name == "annual_charges":
            return np.asarray(sheet.amounts(sheet.line("option.charges"))[self.run_rate_year])
        if name == "annual_baseline":
            return np.asarray(sheet.total("baseline")[1])
        return np.asarray(sheet.total("one_off").sum(axis=0))


def loss_of(view: RiskView, cost: Cost, rulebook: Rulebook, facts: Facts | None = None) -> Loss:
    """Split the expected loss of an option; a fee for ending early is the vendor's and moves with nothing.

    With ``facts`` it knows what other levels of the attributes would do; the ceiling on a chance, which few risks
    reach, is left out there.
    """
    bases = Bases.of(cost, 0.0)
    parts: dict[str, float] = {}
    gains: dict[str, Array] = {}
    fixed = 0.0
    for line in view.lines:
        rule = rulebook.risks[line.id]
        mean = (line.loss_low + line.loss + line.loss_high) / 3
        share = (rule.loss.low + rule.loss.likely + rule.loss.high) / 3 * bases.amount(rule.loss.of)
        moving = line.expected_loss_after * share / mean if mean else 0.0
        fixed += line.expected_loss_after - moving
        for name, amount in ((rule.loss.of, moving), (rule.mitigation.cost.of, line.mitigation_cost)):
            parts[name] = parts.get(name, 0.0) + amount
        for driver in rule.drivers:
            trait = facts.traits.get(driver.attribute) if facts else None
            here = driver.factors.get(trait.level, 1.0) if trait and trait.points is not None else 0.0
            if here:
                there = np.array([driver.factors.get(level.value, 1.0) for level in Level])
                gain = line.expected_loss_after * (there / here - 1.0)
                gains[driver.attribute] = gains.get(driver.attribute, 0.0) + gain
    yearly = fixed + sum(parts.values())
    scale = cost.expected_loss_npv / yearly if yearly else 0.0
    moved = {name: amount * scale for name, amount in parts.items() if amount}
    annuity = sum(year.discount_factor for year in cost.annual[1:])
    by_level = {name: gain * scale for name, gain in gains.items()}
    return Loss(fixed * scale, moved, bases, annuity, cost.run_rate_year, by_level)


def extra_loss(loss: Loss, traits: Mapping[str, Array], rulebook: Rulebook) -> Array:
    """What the loss gains where attributes fall into other levels than now; one attribute moves in a column."""
    steps = np.array([rulebook.number("level_points", level.value) for level in Level])
    total: Array = np.zeros(1)
    for name, points in traits.items():
        if name in loss.by_level:
            nearest = np.argmin(np.abs(points[:, None] - steps), axis=1)
            total = total + loss.by_level[name][nearest]
    return total


def money_after_losses(contest: Contest, losses: Mapping[Kind, Loss], time: Timeline) -> dict[Kind, Money]:
    """What every option with money saves after its expected loss, in the columns of ``time``."""
    return contest.money(time, lambda kind, sheet: losses[kind].columns(sheet))
