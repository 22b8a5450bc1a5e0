"""Every option of one function: gates, then money, then risk, then criteria, cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from officesplit.assess.baseline import Frame, baseline_inputs
from officesplit.assess.case import Case, World, own_case
from officesplit.assess.contest import Contest, Entrant
from officesplit.assess.cost import evaluate, with_loss
from officesplit.assess.criteria import Money, score_criteria
from officesplit.assess.desk import Desk, Gatekeeper, Hits, switching
from officesplit.assess.inputs import Inputs
from officesplit.assess.items import item_inputs
from officesplit.assess.own_options import exposure
from officesplit.assess.placed import best_place, money_there, quote_lines, tries, why_there
from officesplit.assess.places import Candidate, candidates, with_industry, with_quotes
from officesplit.assess.quotes import quote_rate, quotes_for
from officesplit.assess.retender import retender
from officesplit.assess.risk import assess_risk
from officesplit.assess.sheet import at
from officesplit.assess.symmetry import one_sided
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.reference import CountryRow
from officesplit.model.result import (
    CriterionScore,
    GateHit,
    OptionResult,
    Place,
    QuoteLine,
    ReadinessView,
    RiskView,
)
from officesplit.model.vocabulary import FAMILY_OF, PLACED, Criterion, Effect, Kind

_AT_HOME = (Kind.RETAIN, Kind.IMPROVE, Kind.AUTOMATE, Kind.SHARED_SERVICE)


@dataclass(slots=True)
class Cells:
    """The options of one function with what later steps need of them, by kind."""

    options: list[OptionResult] = field(default_factory=list)
    cases: dict[Kind, Case] = field(default_factory=dict)
    entrants: dict[Kind, Entrant] = field(default_factory=dict)
    risks: dict[Kind, RiskView] = field(default_factory=dict)
    one_sided: dict[Kind, tuple[str, ...]] = field(default_factory=dict)
    baseline_cost: float | None = None


def contest_of(cells: Cells, facts: Facts, setting: Setting) -> Contest:
    """The open options of a function with a score, for the draws and for switch values."""
    return Contest(facts, setting.rulebook, cells.entrants)


def work_out(
    facts: Facts, setting: Setting, gates: Gatekeeper, weigh: Callable[[dict[Criterion, CriterionScore]], float],
    readiness: ReadinessView, lot: Lot, inputs: Inputs, frame: Frame, world: World,
) -> Cells:  # fmt: skip
    """All options of one function, struck ones too, in the order of the kinds.

    ``inputs`` holds those of ``frame``; ``world`` follows the inputs that they know.
    """
    inputs = inputs.fork()
    base = baseline_inputs(facts, setting, inputs)
    missing = "unknown_work" if facts.entry is None and setting.home else "no_wage_data"
    if not setting.fx_known:
        missing = "no_exchange_rate"
    why = "" if base else gates.constraint(missing, setting, "").demand
    items = item_inputs(facts, setting, inputs) if base else ()
    desk = Desk(facts, setting, gates, weigh, readiness, lot, frame, inputs, base, items, world, why)
    cells = Cells()
    if facts.function.currently == "in_house":
        for kind in _AT_HOME:
            _own(desk, kind, cells)
        known = with_industry(facts, setting)
        _placed(desk, known, cells)
        _hybrid(desk, known, cells)
    else:
        _own(desk, Kind.KEEP_OUTSOURCED, cells)
        _own(desk, Kind.BRING_BACK, cells)
        if facts.function.quotes:
            # A quote for work that a provider does today: another provider, from today's price, with no staff to move.
            _placed(switching(desk), with_quotes(facts, setting), cells)
    order = list(Kind)
    cells.entrants = {kind: cells.entrants[kind] for kind in order if kind in cells.entrants}
    cells.options.sort(key=lambda option: order.index(option.option))
    return cells


def _own(desk: Desk, kind: Kind, cells: Cells) -> None:
    hits = (*desk.gates.hits(desk.facts, desk.setting, kind, None), *_limits(desk, kind))
    if any(hit.effect is Effect.VETO for hit in hits):
        cells.options.append(_struck(kind, hits))
        return
    case = None
    unpriced = desk.frame.only_given and kind in (Kind.IMPROVE, Kind.AUTOMATE, Kind.SHARED_SERVICE)
    if kind is Kind.BRING_BACK and desk.baseline:
        # Wages alone do not price work that needs vehicles, yards or plant: there the profile must give the costs.
        equipped = not desk.facts.on_site or desk.facts.function.costs is not None
        unpriced = (desk.baseline.salary is None and not desk.baseline.given) or not equipped
    if desk.baseline and not unpriced:
        case = own_case(desk.facts, desk.setting, kind, desk.baseline, desk.frame, desk.items, desk.inputs)
    _book(desk, kind, case, None, hits, (), cells)
    if kind is Kind.KEEP_OUTSOURCED and case:
        cells.options[-1] = cells.options[-1].model_copy(update={"retender": retender(desk, case)})


def _limits(desk: Desk, kind: Kind) -> tuple[GateHit, ...]:
    """Limits of the options inside the company that follow from the model itself."""
    setting, rulebook = desk.setting, desk.setting.rulebook
    if kind is Kind.IMPROVE and not any(item.gap and item.answered_at == "function" for item in desk.readiness.items):
        return (desk.gates.constraint("improve_no_gap", setting, ""),)
    if kind is Kind.SHARED_SERVICE and not desk.facts.archetype.shareable:
        return (desk.gates.constraint("shared_service_work", setting, f"Kind of work: {desk.facts.archetype.title}."),)
    if kind is Kind.SHARED_SERVICE and setting.shareable_fte < rulebook.number("shared_service_minimum"):
        detail = f"In scope: {setting.shareable_fte:g} FTE; needed: {rulebook.number('shared_service_minimum'):g}."
        return (desk.gates.constraint("shared_service_minimum", setting, detail),)
    if kind is Kind.AUTOMATE:
        share = exposure(desk.facts, setting)[0].likely
        least = rulebook.number("automation_minimum_exposure")
        if share < least:
            detail = f"Task exposure here: {share:.0%}; needed: {least:.0%}."
            return (desk.gates.constraint("automation_exposure_low", setting, detail),)
    return ()


def _struck(kind: Kind, hits: tuple[GateHit, ...]) -> OptionResult:
    veto = tuple(hit for hit in hits if hit.effect is Effect.VETO)
    rest = tuple(hit for hit in hits if hit.effect is not Effect.VETO)
    return OptionResult(option=kind, family=FAMILY_OF[kind], struck=veto, gates=rest)


def _vetoes(hits: tuple[GateHit, ...]) -> int:
    return sum(hit.effect is Effect.VETO for hit in hits)


def _search(
    desk: Desk, known: Sequence[Candidate], kind: Kind | None
) -> tuple[dict[Kind, list[Candidate]], Hits, dict[Kind, tuple[GateHit, ...]]]:
    """Candidates by distance, the gates of each country, and those of the least barred country at each distance.

    ``kind`` is the option that the gates are asked about, None for the one that the distance itself makes.
    """
    barred: dict[Kind, tuple[GateHit, ...]] = {}
    passed: Hits = {}

    def allowed(distance: Kind, country: CountryRow) -> bool:
        hits = desk.gates.hits(desk.facts, desk.setting, kind or distance, country.iso2)
        passed[country.iso2] = hits
        veto = _vetoes(hits)
        if veto and (distance not in barred or veto < _vetoes(barred[distance])):
            barred[distance] = hits
        return not veto

    return candidates(known, desk.facts, desk.setting, allowed), passed, barred


def _placed(desk: Desk, known: Sequence[Candidate], cells: Cells) -> None:
    """Onshore, nearshore and offshore, each represented by the best of its short-list."""
    found, passed, barred = _search(desk, known, None)
    size = int(desk.setting.rulebook.number("shortlist_size"))
    least = desk.setting.rulebook.number("minimum_lot_abroad")
    for kind in PLACED:
        if kind is not Kind.ONSHORE and desk.lot.fte < least and not desk.facts.function.quotes:
            detail = f"The lot has {desk.lot.fte:g} FTE; needed: {least:g}."
            cells.options.append(_struck(kind, (desk.gates.constraint("lot_too_small", desk.setting, detail),)))
            continue
        shortlist = found.get(kind, [])
        quoted = [item for item in shortlist if quotes_for(desk.facts, desk.setting, item.country.iso2)]
        # A place with a quote is never cut, however short the list.
        picked = [*quoted, *(item for item in shortlist if item not in quoted)][: max(size, len(quoted))]
        _represent(desk, kind, picked, passed, barred.get(kind, ()), cells)


def _hybrid(desk: Desk, known: Sequence[Candidate], cells: Cells) -> None:
    """Part of the work kept, the rest with the best provider: the first of the short-list at each distance competes."""
    found, passed, barred = _search(desk, known, Kind.HYBRID)
    picked = [found[kind][0] for kind in PLACED if found.get(kind)]
    picked += [
        item
        for kind in PLACED
        for item in found.get(kind, [])[1:]
        if quotes_for(desk.facts, desk.setting, item.country.iso2)
    ]
    first = next((barred[kind] for kind in PLACED if kind in barred), ())
    _represent(desk, Kind.HYBRID, picked, passed, first, cells)


def _represent(
    desk: Desk, kind: Kind, picked: list[Candidate], hits: Hits, barred: tuple[GateHit, ...], cells: Cells
) -> None:  # fmt: skip
    """Book the kind with the best of the picked countries, or as struck where none is left."""
    if not picked:
        struck = barred if any(hit.effect is Effect.VETO for hit in barred) else ()
        found = struck or (desk.gates.constraint("no_candidate_place", desk.setting, ""),)
        cells.options.append(_struck(kind, found))
        return
    tried = [row for item in picked for row in tries(desk, kind, item, hits)]
    priced = [row for row in tried if row.case is not None] or tried
    chosen = best_place(priced, desk)
    best = [max((row for row in tried if row.place is item), key=lambda row: row.points) for item in picked]
    places = tuple(
        item.place(desk.setting).model_copy(
            update={
                "chosen": item is chosen.place,
                "why": why_there(row.points, chosen.points, item is chosen.place),
                **money_there(row, desk),
            }
        )
        for item, row in zip(picked, best, strict=True)
    )
    lines = quote_lines(desk, kind, tried, chosen, hits)
    _book(desk, kind, chosen.case, chosen.place, hits[chosen.place.country.iso2], places, cells, lines)


def _book(
    desk: Desk, kind: Kind, case: Case | None, place: Candidate | None, hits: tuple[GateHit, ...],
    places: tuple[Place, ...], cells: Cells, quotes: tuple[QuoteLine, ...] = (),
) -> None:  # fmt: skip
    """Cost, risk and criteria of one open option."""
    facts, setting = desk.facts, desk.setting
    cost = None
    if case:
        cost = evaluate(case, desk.world)
        cells.cases[kind] = case
        cells.one_sided[kind] = one_sided(desk.world.sheet(case))
    risk = RiskView(option=kind)
    if case and cost:
        cells.baseline_cost = at(desk.world.sheet(case).running().total("baseline"), 1)
        risk = assess_risk(facts, setting, kind, place, cost, desk.frame.years, _exit_fee(case, setting))
        after_tax = 1 - float(case.tax(desk.world.years)[0])
        cost = with_loss(cost, (risk.expected_loss_after + risk.mitigation_cost) * after_tax)
    money = Money(cost.npv_saving.likely - cost.expected_loss_npv, cost.baseline_npv) if cost else None
    criteria = score_criteria(facts, kind, money, desk.outside(place), setting.rulebook)
    cells.risks[kind] = risk
    if cost or desk.baseline is None:
        loss = cost.expected_loss_npv if cost else 0.0
        cells.entrants[kind] = Entrant(case if cost else None, loss, desk.outside(place))
    taken = next((line for line in quotes if line.chosen), None)
    cells.options.append(
        OptionResult(
            option=kind,
            family=FAMILY_OF[kind],
            country=place.country.iso2 if place else None,
            country_name=place.country.name if place else None,
            vendor=taken.vendor if taken else None,
            gates=hits,
            cost=cost,
            no_cost_reason="" if cost else desk.no_cost or _unpriced(desk, kind),
            criteria=criteria,
            # Without money an option may not be weighed against options that have it.
            score=desk.weigh(criteria) if cost or desk.baseline is None else None,
            expected_loss=risk.expected_loss_after if cost else None,
            places=places,
            quotes=quotes,
        )
    )


def _unpriced(desk: Desk, kind: Kind) -> str:
    """Why nothing prices an option although today's cost is known."""
    if kind is Kind.HYBRID and desk.frame.only_given:
        return "no quote says what a hybrid keeps, and only given lines count"
    return "nothing prices this option: it needs a quote, or a volume for a price per unit"


def _exit_fee(case: Case | None, setting: Setting) -> float:
    """What the quote asks for an early end, in company currency."""
    quote = case.give_out.quote if case and case.give_out else None
    fee = quote.early_termination_fee if quote else None
    return fee.likely * quote_rate(quote, setting)[0] if quote and fee else 0.0
