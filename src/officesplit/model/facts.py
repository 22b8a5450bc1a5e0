"""What the steps hand to one another about a company and a function, beside the profile and the rulebook."""

from dataclasses import dataclass

from officesplit.model.profile import Function, Profile
from officesplit.model.reference import CountryRow, Territory
from officesplit.model.result import Classification, Trait
from officesplit.model.rulebook import Archetype, CatalogueFunction, Rulebook
from officesplit.model.vocabulary import DataCategory, Demand, Hours, Scale, Suppliers, Work


@dataclass(frozen=True, slots=True)
class Setting:
    """The company-wide frame of an assessment.

    ``fx`` is company-currency units per USD, 1 and not ``fx_known`` where the tables hold no rate; ``home`` is None
    where they hold no wage data for the country, and then the money needs salaries or cost lines from the profile.
    """

    profile: Profile
    rulebook: Rulebook
    currency: str
    fx: float
    fx_known: bool
    home: CountryRow | None
    territory: Territory
    regulated_as: frozenset[str]
    inferred: tuple[str, ...]
    languages: tuple[str, ...]
    first_outsourcing: bool | None
    front_outsourced_before: bool
    shareable_fte: float
    as_of: str


@dataclass(frozen=True, slots=True)
class Lot:
    """The lot in which a function would be let: FTE of its bundle, and the function's share of it."""

    fte: float
    share: float


@dataclass(frozen=True, slots=True)
class Facts:
    """One function with everything that the later steps read of it; unknown stays None."""

    function: Function
    classification: Classification
    entry: CatalogueFunction | None
    archetype: Archetype
    parent: str
    soc: str
    work: Work
    scale: Scale
    traits: dict[str, Trait]
    data: tuple[DataCategory, ...]
    control_duty: bool
    demand: Demand
    suppliers: Suppliers
    hours: Hours

    @property
    def on_site(self) -> bool:
        """Whether the work is bound to a place, so that desks and delivery centres play no part in its cost."""
        return self.traits["presence"].level == "high"

    def points(self, trait: str) -> float:
        """The 0-100 points of a graded trait."""
        value = self.traits[trait].points
        assert value is not None, trait
        return value

    def level(self, trait: str) -> str:
        """The written level nearest to a trait, or its word."""
        return self.traits[trait].level
