"""Places and quotes against one another: which country stands for a kind of option, and at whose price."""

from dataclasses import dataclass

from officesplit.assess.case import Case, give_out_case, likely_saving, npv_saving
from officesplit.assess.criteria import Money, score_criteria
from officesplit.assess.desk import Desk, Hits
from officesplit.assess.places import Candidate
from officesplit.assess.quotes import quotes_for
from officesplit.assess.sheet import at
from officesplit.model.profile import Quote
from officesplit.model.result import QuoteLine
from officesplit.model.vocabulary import Kind

BASES = ("per_fte_year", "per_hour", "per_unit", "annual_fee")
"""What a quote may price."""


@dataclass(frozen=True, slots=True)
class Try:
    """A place with one of its quotes, or at the modelled price where it has none."""

    points: float
    saving: float
    place: Candidate
    case: Case | None
    quote: Quote | None


def tries(desk: Desk, kind: Kind, place: Candidate, hits: Hits) -> list[Try]:
    """Every way to pay for a place: each of its quotes, and only without any the modelled price."""
    found = []
    for quote in quotes_for(desk.facts, desk.setting, place.country.iso2) or (None,):
        case = _case(desk, kind, place, hits, quote)
        saving = likely_saving(case, desk.world)[0] if case else 0.0
        found.append(Try(_value(desk, kind, case, place), saving, place, case, quote))
    return found


def _case(desk: Desk, kind: Kind, place: Candidate, hits: Hits, quote: Quote | None) -> Case | None:
    if not desk.baseline:
        return None
    gates = desk.gates.behind(hits[place.country.iso2], desk.setting)
    return give_out_case(
        desk.facts,
        desk.setting,
        kind,
        place,
        desk.baseline,
        desk.frame,
        desk.items,
        desk.lot,
        gates,
        quote,
        desk.inputs,
        whole=desk.from_provider,
    )


def money_there(row: Try, desk: Desk) -> dict[str, float | None]:
    """NPV saving and one-off cost of a short-listed place, so that a reader sees why the others lost."""
    if row.case is None:
        return {}
    sheet = desk.world.sheet(row.case)
    return {"npv_saving": float(npv_saving(sheet)[0]), "one_off": float(sheet.total("one_off")[:, 0].sum())}


def quote_lines(desk: Desk, kind: Kind, tried: list[Try], chosen: Try, hits: Hits) -> tuple[QuoteLine, ...]:
    """Every quote beside the modelled price for its place."""
    lines = []
    for row in tried:
        if row.quote is None or row.case is None:
            continue
        charges = _charges(row.case, desk)
        model = _case(desk, kind, row.place, hits, None)
        benchmark = _charges(model, desk) if model else None
        lines.append(
            QuoteLine(
                vendor=row.quote.vendor,
                country=row.place.country.iso2,
                basis=next(name for name in BASES if getattr(row.quote, name) is not None),
                charges=charges,
                npv_saving=likely_saving(row.case, desk.world)[0],
                benchmark_charges=benchmark,
                against_benchmark=charges / benchmark - 1 if benchmark else None,
                chosen=row is chosen,
            )
        )
    return tuple(lines)


def _charges(case: Case, desk: Desk) -> float:
    """Charges in the run-rate year at likely values."""
    sheet = desk.world.sheet(case)
    return at(sheet.amounts(sheet.line("option.charges")), case.run_rate_year)


def best_place(tried: list[Try], desk: Desk) -> Try:
    """The best expected value; among places too close to tell apart the deepest delivery industry, then stability.

    A place with a quote is never passed over for one without, and of the quotes for one place the best is taken.
    """
    best = max(row.points for row in tried)
    tie = desk.setting.rulebook.number("place_tie_points")
    close = [row for row in tried if row.points >= best - tie]
    return min(
        close,
        key=lambda row: (
            row.quote is None,
            row.place.country.delivery_tier,
            -row.place.country.stability_pct,
            row.place.country.iso2,
            -row.points,
            -row.saving,
        ),
    )


def _value(desk: Desk, kind: Kind, case: Case | None, place: Candidate) -> float:
    """Points of a short-listed country at point weights, with the money at likely values and before losses."""
    money = Money(*likely_saving(case, desk.world)) if case else None
    scores = score_criteria(desk.facts, kind, money, desk.outside(place), desk.setting.rulebook)
    return desk.weigh(scores)


def why_there(worth: float, best: float, chosen: bool) -> str:
    """Why a short-listed place was taken or not, by its points and those of the chosen one."""
    if chosen:
        return f"chosen: {worth:.1f} points on expected value"
    if worth >= best:
        return f"{worth - best:.1f} points ahead, within the tie, but a thinner industry, less stable, or no quote"
    return f"{best - worth:.1f} points behind on expected value"
