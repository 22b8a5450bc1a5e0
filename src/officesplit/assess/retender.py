"""Re-tender as a lever: what the market would charge today for work that a provider already does."""

from officesplit.assess.case import Case, World, give_out_case
from officesplit.assess.desk import Desk
from officesplit.assess.inputs import Array
from officesplit.assess.places import candidates, with_industry
from officesplit.assess.quotes import quotes_for
from officesplit.assess.sheet import at
from officesplit.assess.timeline import WHOLE
from officesplit.model.profile import Outsourced
from officesplit.model.reference import CountryRow
from officesplit.model.result import Retender
from officesplit.model.vocabulary import PLACED


def _against_market(case: Case, world: World, today: Case, basis: str) -> Retender:
    """Compare today's price with the market's: ``case`` prices the work, ``today`` is staying with the provider.

    Only the charges are compared, at full work in every year: the same service from the same kind of provider.
    """
    sheet, now = world.sheet(case), world.sheet(today)
    time = world.years
    # Today's price is what is paid, with any tax that is not recovered, and so is the market's.
    lines = [one for one in sheet.lines if one.id in ("option.charges", "option.vat")]
    market: Array = sum(
        (scale * time.table(*factors[:-1], WHOLE) for line in lines for scale, factors in line.parts),
        time.table(WHOLE) * 0.0,
    )
    price = now.amounts(now.line("baseline.provider"))
    only_given = case.frame.only_given
    tender = 0.0 if only_given else case.setting.rulebook.number("selection_and_legal") * case.setting.fx
    gap = float(((price - market) * time.discount).sum(axis=0)[0])
    return Retender(
        price_today=at(price, case.run_rate_year),
        market_price=at(market, case.run_rate_year),
        basis=basis,
        cost=tender,
        npv_saving=(gap - tender) * (1 - float(case.tax(time)[0])),
    )


def retender(desk: Desk, today: Case) -> Retender | None:
    """What the best quote, else the modelled price at the provider's place, says of today's price."""
    current = desk.facts.function.currently
    place = current.location if isinstance(current, Outsourced) and current.location else desk.setting.territory.iso2
    known = with_industry(desk.facts, desk.setting)
    found = candidates(
        known, desk.facts, desk.setting, lambda _, country: country.iso2 == place or _quotes_there(desk, country)
    )
    tried = []
    for item in (candidate for kind in PLACED for candidate in found.get(kind, [])):
        for quote in quotes_for(desk.facts, desk.setting, item.country.iso2) or (None,):
            case = give_out_case(
                desk.facts,
                desk.setting,
                item.kind,
                item,
                today.baseline,
                desk.frame,
                (),
                desk.lot,
                (),
                quote,
                desk.inputs,
                whole=True,
            )
            if case:
                name = f"quote of {quote.vendor}" if quote else f"modelled price in {item.country.name}"
                tried.append((quote is None, _against_market(case, desk.world, today, name)))
    # A quote says more of the market than a model, and of several the best is the lever.
    return min(tried, key=lambda row: (row[0], -row[1].npv_saving))[1] if tried else None


def _quotes_there(desk: Desk, country: CountryRow) -> bool:
    return bool(quotes_for(desk.facts, desk.setting, country.iso2))
