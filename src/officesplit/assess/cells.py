"""Every option of one function: gates, then money, then risk, then criteria, cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass, field

from officesplit.assess.baseline import Baseline, Frame, baseline_inputs, frame_inputs
from officesplit.assess.cost import Case, evaluate, give_out_case, likely_saving, look_around, own_case, with_loss
from officesplit.assess.criteria import Money, score_criteria
from officesplit.assess.give_out import quote_for
from officesplit.assess.inputs import Array, Inputs
from officesplit.assess.own_options import exposure
from officesplit.assess.places import Candidate, candidates, language_fit
from officesplit.assess.readiness import readiness_points
from officesplit.assess.risk import assess_risk
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.quantity import Quantity
from officesplit.model.reference import CountryRow
from officesplit.model.result import CriterionScore, GateHit, OptionResult, Place, ReadinessView, RiskView
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import FAMILY_OF, PLACED, Criterion, Effect, Kind

_AT_HOME = (Kind.RETAIN, Kind.IMPROVE, Kind.AUTOMATE, Kind.SHARED_SERVICE)


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """The gates as functions, passed in by the pipeline: this layer does not know how they decide."""

    hits: Callable[[Facts, Setting, Kind, str | None], tuple[GateHit, ...]]
    constraint: Callable[[str, Setting, str], GateHit]
    behind: Callable[[tuple[GateHit, ...], Setting], tuple[Gate, ...]]


@dataclass(slots=True)
class Cells:
    """The options of one function with what later steps need of them, by kind."""

    options: list[OptionResult] = field(default_factory=list)
    cases: dict[Kind, Case] = field(default_factory=dict)
    ends: dict[Kind, dict[str, Array]] = field(default_factory=dict)
    risks: dict[Kind, RiskView] = field(default_factory=dict)
    baseline_cost: float | None = None


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
    no_cost: str

    def outside(self, place: Candidate | None) -> dict[str, float]:
        """Points of the attributes that come from the company's readiness and from the place."""
        found = {"readiness": readiness_points(self.readiness, self.setting.rulebook)}
        country = place.country if place else self.setting.home
        if country:
            found["place_stability"] = country.stability_pct
            found["language_fit"] = 100 * language_fit(self.facts, country, self.setting)
        return found


def work_out(
    facts: Facts, setting: Setting, gates: Gatekeeper, weigh: Callable[[dict[Criterion, CriterionScore]], float],
    readiness: ReadinessView, lot: Lot, known: dict[str, Quantity],
) -> Cells:  # fmt: skip
    """All options of one function, struck ones too, in the order of the kinds."""
    inputs = Inputs(setting.rulebook, known)
    base = baseline_inputs(facts, setting, inputs)
    missing = "unknown_work" if facts.entry is None and setting.home else "no_wage_data"
    if not setting.fx_known:
        missing = "no_exchange_rate"
    why = "" if base else gates.constraint(missing, setting, "").demand
    desk = Desk(facts, setting, gates, weigh, readiness, lot, frame_inputs(setting, inputs), inputs, base, why)
    cells = Cells()
    if facts.function.currently == "in_house":
        for kind in _AT_HOME:
            _own(desk, kind, cells)
        _placed(desk, cells)
        _hybrid(desk, cells)
    else:
        _own(desk, Kind.KEEP_OUTSOURCED, cells)
        _own(desk, Kind.BRING_BACK, cells)
    order = list(Kind)
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
        unpriced = desk.baseline.salary is None or not equipped
    if desk.baseline and not unpriced:
        case = own_case(desk.facts, desk.setting, kind, desk.baseline, desk.frame, desk.inputs)
    _book(desk, kind, case, None, hits, (), cells)


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


_Hits = dict[str, tuple[GateHit, ...]]


def _vetoes(hits: tuple[GateHit, ...]) -> int:
    return sum(hit.effect is Effect.VETO for hit in hits)


def _search(
    desk: Desk, kind: Kind | None
) -> tuple[dict[Kind, list[Candidate]], _Hits, dict[Kind, tuple[GateHit, ...]]]:
    """Candidates by distance, the gates of each country, and those of the least barred country at each distance.

    ``kind`` is the option that the gates are asked about, None for the one that the distance itself makes.
    """
    barred: dict[Kind, tuple[GateHit, ...]] = {}
    passed: _Hits = {}

    def allowed(distance: Kind, country: CountryRow) -> bool:
        hits = desk.gates.hits(desk.facts, desk.setting, kind or distance, country.iso2)
        passed[country.iso2] = hits
        veto = _vetoes(hits)
        if veto and (distance not in barred or veto < _vetoes(barred[distance])):
            barred[distance] = hits
        return not veto

    return candidates(desk.facts, desk.setting, allowed), passed, barred


def _placed(desk: Desk, cells: Cells) -> None:
    """Onshore, nearshore and offshore, each represented by the best of its short-list."""
    found, passed, barred = _search(desk, None)
    size = int(desk.setting.rulebook.number("shortlist_size"))
    least = desk.setting.rulebook.number("minimum_lot_abroad")
    for kind in PLACED:
        if kind is not Kind.ONSHORE and desk.lot.fte < least and not desk.facts.function.quotes:
            detail = f"The lot has {desk.lot.fte:g} FTE; needed: {least:g}."
            cells.options.append(_struck(kind, (desk.gates.constraint("lot_too_small", desk.setting, detail),)))
            continue
        shortlist = found.get(kind, [])
        quoted = [item for item in shortlist if quote_for(desk.facts, desk.setting, item.country.iso2)]
        picked = [*quoted, *(item for item in shortlist if item not in quoted)][:size]
        _represent(desk, kind, picked, passed, barred.get(kind, ()), cells)


def _hybrid(desk: Desk, cells: Cells) -> None:
    """Part of the work kept, the rest with the best provider: the first of the short-list at each distance competes."""
    found, passed, barred = _search(desk, Kind.HYBRID)
    picked = [found[kind][0] for kind in PLACED if found.get(kind)]
    first = next((barred[kind] for kind in PLACED if kind in barred), ())
    _represent(desk, Kind.HYBRID, picked, passed, first, cells)


def _represent(
    desk: Desk, kind: Kind, picked: list[Candidate], hits: _Hits, barred: tuple[GateHit, ...], cells: Cells
) -> None:  # fmt: skip
    """Book the kind with the best of the picked countries, or as struck where none is left."""
    if not picked:
        struck = barred if any(hit.effect is Effect.VETO for hit in barred) else ()
        found = struck or (desk.gates.constraint("no_candidate_place", desk.setting, ""),)
        cells.options.append(_struck(kind, found))
        return
    tried = []
    for item in picked:
        case = None
        if desk.baseline:
            gates = desk.gates.behind(hits[item.country.iso2], desk.setting)
            case = give_out_case(
                desk.facts, desk.setting, kind, item, desk.baseline, desk.frame, desk.lot, gates, desk.inputs
            )
        tried.append((_value(desk, kind, case, item), item, case))
    priced = [row for row in tried if row[2] is not None] or tried
    value, chosen, case = _best_place(priced, desk)
    places = tuple(
        item.place.model_copy(update={"chosen": item is chosen, "why": _why(worth, value, item is chosen)})
        for worth, item, _ in tried
    )
    _book(desk, kind, case, chosen, hits[chosen.country.iso2], places, cells)


_Tried = tuple[float, Candidate, Case | None]


def _best_place(tried: list[_Tried], desk: Desk) -> _Tried:
    """The best expected value; among places too close to tell apart the deepest delivery industry, then stability.

    A place with a quote is never passed over for one without.
    """
    best = max(row[0] for row in tried)
    tie = desk.setting.rulebook.number("place_tie_points")
    close = [row for row in tried if row[0] >= best - tie]
    return min(
        close,
        key=lambda row: (
            -_quoted(desk, row[1]),
            row[1].country.delivery_tier,
            -row[1].country.stability_pct,
            row[1].country.iso2,
        ),
    )


def _quoted(desk: Desk, place: Candidate) -> bool:
    return quote_for(desk.facts, desk.setting, place.country.iso2) is not None


def _value(desk: Desk, kind: Kind, case: Case | None, place: Candidate) -> float:
    """Points of a short-listed country at point weights, with the money at likely values and before losses."""
    money = Money(*likely_saving(case)) if case else None
    scores = score_criteria(desk.facts, kind, money, desk.outside(place), desk.setting.rulebook)
    return desk.weigh(scores)


def _why(worth: float, best: float, chosen: bool) -> str:
    if chosen:
        return f"chosen: {worth:.1f} points on expected value"
    if worth >= best:
        return f"{worth - best:.1f} points ahead, within the tie, but a thinner industry, less stable, or no quote"
    return f"{best - worth:.1f} points behind on expected value"


def _book(
    desk: Desk, kind: Kind, case: Case | None, place: Candidate | None, hits: tuple[GateHit, ...],
    places: tuple[Place, ...], cells: Cells,
) -> None:  # fmt: skip
    """Cost, risk and criteria of one open option."""
    facts, setting = desk.facts, desk.setting
    cost = None
    if case:
        around = look_around(case)
        cost = evaluate(case, around)
        cells.cases[kind], cells.ends[kind] = case, around.ends
    risk = RiskView(option=kind)
    if cost:
        cells.baseline_cost = cost.annual[1].baseline
        risk = assess_risk(facts, setting, kind, place, cost, desk.frame.years)
        cost = with_loss(cost, risk.expected_loss_after + risk.mitigation_cost)
    money = Money(cost.npv_saving.likely - cost.expected_loss_npv, cost.baseline_npv) if cost else None
    criteria = score_criteria(facts, kind, money, desk.outside(place), setting.rulebook)
    cells.risks[kind] = risk
    quote = quote_for(facts, setting, place.country.iso2) if place else None
    cells.options.append(
        OptionResult(
            option=kind,
            family=FAMILY_OF[kind],
            country=place.country.iso2 if place else None,
            country_name=place.country.name if place else None,
            vendor=quote.vendor if quote else None,
            gates=hits,
            cost=cost,
            no_cost_reason=""
            if cost
            else desk.no_cost or "nothing prices this option: it needs a quote, or a volume for a price per unit",
            criteria=criteria,
            # Without money an option may not be weighed against options that have it.
            score=desk.weigh(criteria) if cost or desk.baseline is None else None,
            expected_loss=risk.expected_loss_after if cost else None,
            places=places,
        )
    )
