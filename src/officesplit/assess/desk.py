"""What every option of a function is worked out from, in one place."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from officesplit.assess.baseline import Baseline, Frame
from officesplit.assess.case import World
from officesplit.assess.inputs import Inputs
from officesplit.assess.items import Item
from officesplit.assess.places import Candidate, language_fit
from officesplit.assess.readiness import readiness_points
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.result import CriterionScore, GateHit, ReadinessView
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import Criterion, Kind

Hits = dict[str, tuple[GateHit, ...]]
"""Gates that touch an option, by country."""


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """The gates as functions, passed in by the pipeline: this layer does not know how they decide."""

    hits: Callable[[Facts, Setting, Kind, str | None], tuple[GateHit, ...]]
    constraint: Callable[[str, Setting, str], GateHit]
    behind: Callable[[tuple[GateHit, ...], Setting], tuple[Gate, ...]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every cell of a function is worked out from."""

    facts: Facts
    setting: Setting
    gates: Gatekeeper
    weigh: Callable[[dict[Criterion, CriterionScore]], float]
    readiness: ReadinessView
    lot: Lot
    frame: Frame
    inputs: Inputs
    baseline: Baseline | None
    items: tuple[Item, ...]
    world: World
    no_cost: str
    from_provider: bool = False

    def outside(self, place: Candidate | None) -> dict[str, float]:
        """Points of the attributes that come from the company's readiness and from the place."""
        found = {"readiness": readiness_points(self.readiness, self.setting.rulebook)}
        country = place.country if place else self.setting.home
        if country:
            found["place_stability"] = country.stability_pct
            found["language_fit"] = 100 * language_fit(self.facts, country, self.setting)
        return found


def switching(desk: Desk) -> Desk:
    """The desk for a change of provider: no staff of the company's own is let go, and none is retained anew."""
    if desk.baseline is None:
        return replace(desk, from_provider=True)
    return replace(desk, baseline=replace(desk.baseline, salary=None, given={}, staying={}), from_provider=True)
