"""Whether the conditions of a gate or risk hold for a function at a place, and how far away a place is."""

from officesplit.model.facts import Facts, Setting
from officesplit.model.reference import CountryRow
from officesplit.model.rulebook import Rulebook, When
from officesplit.model.vocabulary import Kind, Level

_ORDER = list(Level)


def in_region(country: str, regions: tuple[str, ...], rulebook: Rulebook) -> bool:
    """Whether an ISO country is listed, by its code or as a member of EU or EEA."""
    territory = rulebook.territories.get(country)
    for region in regions:
        if region == country or (region == "UK" and country == "GB"):
            return True
        if territory and ((region == "EU" and territory.eu) or (region == "EEA" and (territory.eea or territory.eu))):
            return True
    return False


def _goes_there(when: When, country: str | None, setting: Setting) -> bool:
    """Whether the place of the option is among the destinations; an option without a place stays at home."""
    place = country or setting.territory.iso2
    home = setting.territory.iso2
    for destination in when.destination:
        if destination == "any":
            return True
        if destination == "foreign" and place != home:
            return True
        if destination == "outside_eea" and not in_region(place, ("EEA",), setting.rulebook):
            return True
        if destination in ("EU", "EEA") and in_region(place, (destination,), setting.rulebook):
            return True
        if destination == place:
            return True
    return False


def data_subjects(setting: Setting) -> tuple[str, ...]:
    """Where the people live whose data is handled: as the profile says, else the home country."""
    return setting.profile.company.data_subjects_in or (setting.territory.iso2,)


def _industries(setting: Setting) -> set[str]:
    chain, key = set(), setting.profile.company.industry
    while key in setting.rulebook.industries and key not in chain:
        chain.add(key)
        key = setting.rulebook.industries[key].group
    return chain


def holds(when: When, facts: Facts, setting: Setting, country: str | None) -> bool:
    """Whether every condition that is present holds; ``country`` is the place of the option, None for at home.

    A function whose criticality is unknown is treated as possibly critical: the condition holds, and the gate's
    text asks for the answer.
    """
    rulebook = setting.rulebook
    if when.company_country and not in_region(setting.territory.iso2, when.company_country, rulebook):
        return False
    if when.regulated_as and not setting.regulated_as & set(when.regulated_as):
        return False
    if when.industry and not _industries(setting) & set(when.industry):
        return False
    if when.data and not set(when.data) & set(facts.data):
        return False
    if when.data_subjects_in:
        subjects = data_subjects(setting)
        if not any(
            subject in when.data_subjects_in or in_region(subject, when.data_subjects_in, rulebook)
            for subject in subjects
        ):
            return False
    if when.critical is not None and facts.function.critical is not None and facts.function.critical != when.critical:
        return False
    if when.office and facts.classification.office not in when.office:
        return False
    if when.parent and facts.parent not in when.parent:
        return False
    if when.function and (facts.entry is None or facts.entry.id not in when.function):
        return False
    if when.archetype and facts.archetype.id not in when.archetype:
        return False
    if when.control_duty is not None and facts.control_duty != when.control_duty:
        return False
    for name, least in when.attribute.items():
        if _ORDER.index(Level(facts.level(name))) < _ORDER.index(least):
            return False
    return not when.destination or _goes_there(when, country, setting)


def hours_apart(country: CountryRow, setting: Setting) -> float | None:
    """The larger difference in UTC offset between January and July; None where home has no offset."""
    home = setting.territory
    if home.utc_jan is None or home.utc_jul is None:
        return None
    return max(abs(country.utc_jan - home.utc_jan), abs(country.utc_jul - home.utc_jul))


def kind_of(country: CountryRow, setting: Setting) -> Kind:
    """Onshore at home; nearshore within the hours of parameter nearshore_max_hours and with a shared language."""
    if country.iso2 == setting.territory.iso2:
        return Kind.ONSHORE
    apart = hours_apart(country, setting)
    near = apart is not None and apart <= setting.rulebook.number("nearshore_max_hours")
    return Kind.NEARSHORE if near and set(country.languages) & set(setting.languages) else Kind.OFFSHORE
