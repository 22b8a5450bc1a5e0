"""Value-added tax on a provider's charges that the buyer cannot recover."""

from officesplit.assess.inputs import Inputs
from officesplit.model.facts import Setting
from officesplit.model.quantity import Range
from officesplit.model.reference import VatBuyer
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Standing


def vat_input(setting: Setting, inputs: Inputs) -> str | None:
    """Register the share of charges lost as value-added tax; None where the buyer loses none.

    The profile's own share, else the standard rate at home x the share that the industry cannot recover; the row of
    the country before the one for any, the industry before its group. The buyer's rate counts for services from abroad
    too (reverse charge).
    """
    own = setting.profile.assumptions
    label = "Value-added tax on charges that is not recovered"
    if own.irrecoverable_vat is not None:
        if own.irrecoverable_vat.high == 0:
            return None
        exact = own.lines == "only_given"
        return inputs.number(
            "company.irrecoverable_vat",
            label,
            own.irrecoverable_vat,
            "share of the charges",
            Standing.GIVEN,
            exact=exact,
        )
    home = setting.territory.iso2
    rate = setting.rulebook.vat_rates.get(home)
    buyer = _vat_buyer(setting.profile.company.industry, home, setting.rulebook)
    if own.lines == "only_given" or rate is None or buyer is None or buyer.irrecoverable_high * rate.standard_rate == 0:
        return None
    shares = Range(low=buyer.irrecoverable_low, likely=buyer.irrecoverable_likely, high=buyer.irrecoverable_high)
    weaker = max((rate.standing, buyer.standing), key=list(Standing).index)
    return inputs.number(
        "company.irrecoverable_vat", label, shares.scaled(rate.standard_rate), "share of the charges", weaker,
        source=tuple(dict.fromkeys((*rate.source, *buyer.source))),
        note=f"standard rate {rate.standard_rate:.1%} x {shares.likely:.0%} not recovered. {buyer.note}", exact=True,
    )  # fmt: skip


def _vat_buyer(industry: str, country: str, rulebook: Rulebook) -> VatBuyer | None:
    """The row of the industry or the nearest of its groups, for the country before any."""
    while industry in rulebook.industries:
        rows = [row for row in rulebook.vat_buyers if row.industry == industry]
        for place in (country, "any"):
            found = next((row for row in rows if place in row.countries), None)
            if found:
                return found
        industry = rulebook.industries[industry].group
    return None
