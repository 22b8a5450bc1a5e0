"""The company-wide frame: currency, home, regulation that can be inferred, languages."""

from dataclasses import replace

from officesplit.model.conditions import in_region
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.profile import Function, Profile
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Office


def frame(profile: Profile, rulebook: Rulebook, as_of: str) -> Setting:
    """The setting of an assessment; ``as_of`` is an ISO day."""
    company = profile.company
    territory = rulebook.territories[company.country]
    home = rulebook.countries.get(company.country)
    currency = company.currency or territory.currency
    own = profile.assumptions.exchange_rates.get("USD")
    rate = own if own and currency != "USD" else rulebook.exchange_rate(currency)
    inferred = _inferred(profile, rulebook)
    outsourced = any(function.currently != "in_house" for function in profile.functions)
    before = True if outsourced else company.outsourced_before
    return Setting(
        profile=profile,
        rulebook=rulebook,
        currency=currency,
        fx=rate or 1.0,
        fx_known=rate is not None,
        home=home,
        territory=territory,
        regulated_as=frozenset({*company.regulated_as, *inferred}),
        inferred=inferred,
        languages=profile.constraints.languages or tuple(dict.fromkeys((*territory.languages, "en"))),
        first_outsourcing=None if before is None else not before,
        front_outsourced_before=False,
        shareable_fte=0.0,
        as_of=as_of,
    )


def _inferred(profile: Profile, rulebook: Rulebook) -> tuple[str, ...]:
    """Regulatory flags that the industry implies in the company's country and the profile does not state."""
    found: list[str] = []
    key = profile.company.industry
    while key in rulebook.industries:
        industry = rulebook.industries[key]
        for flag in industry.regulated_as:
            everywhere = "any" in flag.countries
            if everywhere or in_region(profile.company.country, flag.countries, rulebook):
                found.append(flag.flag)
        key = industry.group
    return tuple(flag for flag in dict.fromkeys(found) if flag not in profile.company.regulated_as)


def complete(setting: Setting, everyone: list[Facts]) -> Setting:
    """The setting with what only the classified functions tell."""
    front = any(f.function.currently != "in_house" and f.classification.office is Office.FRONT for f in everyone)
    return replace(
        setting,
        shareable_fte=_shareable_fte(everyone),
        front_outsourced_before=front,
    )


def _shareable_fte(everyone: list[Facts]) -> float:
    """FTE of the company that a shared-service centre could take over."""
    return sum(facts.function.fte.likely for facts in everyone if facts.archetype.shareable)


def lot_of(function: Function, profile: Profile) -> Lot:
    """The lot of a function: its bundle's FTE, whichever of its members move, so that no verdict changes a price."""
    fte = function.fte.likely
    if function.bundle is None:
        return Lot(fte, 1.0)
    members = [other for other in profile.functions if other.bundle == function.bundle]
    whole = sum(other.fte.likely for other in members)
    return Lot(whole, fte / whole if whole else 1 / len(members))
