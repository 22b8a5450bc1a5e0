"""The attributes of a function: the profile's own, else the catalogue's, else those of its kind of work."""

from officesplit.classify.offices import contact_share
from officesplit.model.facts import Facts
from officesplit.model.profile import Function
from officesplit.model.result import Classification, Trait
from officesplit.model.rulebook import Archetype, CatalogueFunction, Rulebook
from officesplit.model.vocabulary import DataCategory, Demand, Hours, Level, Office, Scale, Standing, Suppliers, Work

_GRADED = {
    "importance": ("strategic_importance", "strategic importance"),
    "specificity": ("asset_specificity", "asset specificity"),
    "codifiability": ("codifiability", "codifiability"),
    "measurability": ("measurability", "measurability"),
    "presence": ("physical_presence", "physical presence"),
    "complexity": ("complexity", "complexity"),
    "collaboration": ("collaboration", "live work with colleagues"),
}
_WORDED = {
    "demand": ("demand", "demand"),
    "suppliers": ("supplier_count", "suppliers in the market"),
    "hours": ("hours", "hours"),
}
_FALLBACK = {Office.FRONT: "voice_support", Office.MIDDLE: "expert_judgement", Office.BACK: "admin_support"}


def nearest_level(points: float, rulebook: Rulebook) -> str:
    """The written level nearest to 0-100 points."""
    return min(Level, key=lambda level: abs(rulebook.number("level_points", level.value) - points)).value


def gather(
    function: Function, classification: Classification, entry: CatalogueFunction | None, rulebook: Rulebook
) -> Facts:
    """Join profile, catalogue entry and archetype into the facts of one function."""
    archetype = rulebook.archetypes[entry.archetype if entry else _FALLBACK[classification.office]]
    traits = {
        name: _graded(name, label, getattr(function, field), entry, archetype, rulebook)
        for name, (field, label) in _GRADED.items()
    }
    traits["contact"] = _contact(function, entry, archetype, rulebook)
    worded = {
        name: _worded(name, label, getattr(function, field), entry, archetype)
        for name, (field, label) in _WORDED.items()
    }
    traits |= worded
    control = function.control_duty if function.control_duty is not None else archetype.control_duty
    traits["control_duty"] = _flag(
        "control_duty", "independent control duty", function.control_duty, control, archetype
    )
    attributes = {name: worded[name].level for name in _WORDED}
    soc = entry.soc if entry else archetype.soc
    return Facts(
        function=function,
        classification=classification,
        entry=entry,
        archetype=archetype,
        parent=entry.parent if entry else "administration",
        soc=soc,
        work=_work(archetype, soc, rulebook),
        scale=entry.scale if entry else Scale.NONE,
        traits=traits,
        data=_data(function, entry, archetype),
        control_duty=control,
        demand=Demand(attributes["demand"]),
        suppliers=Suppliers(attributes["suppliers"]),
        hours=Hours(attributes["hours"]),
    )


def _data(function: Function, entry: CatalogueFunction | None, archetype: Archetype) -> tuple[DataCategory, ...]:
    """Data the function handles: as the profile says, else the catalogue's entry, else the kind of work."""
    if function.data is not None:
        return function.data
    return (entry.data if entry else ()) or archetype.data


def _work(archetype: Archetype, soc: str, rulebook: Rulebook) -> Work:
    """The cost class: voice by archetype, skilled by the occupation's major group, else clerical."""
    if archetype.work is Work.VOICE:
        return Work.VOICE
    majors = rulebook.text("skilled_soc_majors").split(";")
    return Work.SKILLED if soc[:2] in majors else Work.CLERICAL


def _default(name: str, entry: CatalogueFunction | None, archetype: Archetype) -> tuple[str, tuple[str, ...]]:
    """The catalogue's value and its sources, else the archetype's."""
    if entry and (own := getattr(entry.attributes, name)) is not None:
        return own.value, (f"function:{entry.id}",)
    value: str = getattr(archetype.attributes, name).value
    return value, (f"archetype:{archetype.id}",)


def _graded(
    name: str,
    label: str,
    given: Level | float | None,
    entry: CatalogueFunction | None,
    archetype: Archetype,
    rulebook: Rulebook,
) -> Trait:
    if isinstance(given, float):
        points, width = given, rulebook.number("range_width", "given") * given
        return _trait(name, label, nearest_level(points, rulebook), points, width, Standing.GIVEN, ())
    word, source = (given.value, ()) if given else _default(name, entry, archetype)
    points = rulebook.number("level_points", word)
    standing = Standing.GIVEN if given else Standing.DEFAULT
    return _trait(name, label, word, points, rulebook.number("level_half_width"), standing, source)


def _contact(function: Function, entry: CatalogueFunction | None, archetype: Archetype, rulebook: Rulebook) -> Trait:
    given = function.customer_contact
    label = "customer contact"
    if given is not None and not isinstance(given, Level):
        points = 100 * contact_share(given, rulebook)
        return _trait("contact", label, nearest_level(points, rulebook), points, 5.0, Standing.GIVEN, ())
    return _graded("contact", label, given, entry, archetype, rulebook)


def _trait(
    name: str, label: str, level: str, points: float, width: float, standing: Standing, source: tuple[str, ...]
) -> Trait:
    return Trait(
        id=name,
        label=label,
        level=level,
        points=points,
        low=max(0.0, points - width),
        high=min(100.0, points + width),
        standing=standing,
        source=source,
    )


def _worded(name: str, label: str, given: object, entry: CatalogueFunction | None, archetype: Archetype) -> Trait:
    word, source = (str(given), ()) if given else _default(name, entry, archetype)
    return Trait(
        id=name, label=label, level=word, standing=Standing.GIVEN if given else Standing.DEFAULT, source=source
    )


def _flag(name: str, label: str, given: bool | None, value: bool, archetype: Archetype) -> Trait:
    """A yes-or-no attribute as 75 or 0 points, the ends of the written levels."""
    return Trait(
        id=name,
        label=label,
        level="high" if value else "none",
        points=75.0 if value else 0.0,
        low=75.0 if value else 0.0,
        high=75.0 if value else 0.0,
        standing=Standing.DEFAULT if given is None else Standing.GIVEN,
        source=() if given is not None else (f"archetype:{archetype.id}",),
    )
