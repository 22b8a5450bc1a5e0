"""The inputs of giving work out: what moves, at which price, with which one-off lines."""

from dataclasses import dataclass, replace

from officesplit.assess.baseline import staff_cost
from officesplit.assess.inputs import Inputs
from officesplit.assess.places import Candidate
from officesplit.assess.wages import PriceInputs, price_inputs
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.profile import Quote
from officesplit.model.quantity import Range
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import Kind, Office, Scale, Standing

_SINGLE = (
    "per_fte_year",
    "per_hour",
    "per_unit",
    "transition",
    "oversight",
    "qa",
    "tooling",
    "change_requests",
    "indexation",
)
_ALWAYS = (
    "selection_and_legal", "transition_fixed", "tooling_one_off", "severed_share", "tenure_years", "stay_bonus",
    "contingency", "governance", "governance_floor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GiveOut:
    """Ids of the inputs of giving work out; None or absent where a quote or the profile leaves a line out.

    ``moved`` is the retained share, or the moved share of a hybrid; ``ids`` holds the modelled inputs by name.
    """

    moved: str | None
    months: str | None
    parallel: str | None
    price: PriceInputs | None
    lot_uplift: str | None
    quote: Quote | None
    quote_ids: dict[str, tuple[str, ...]]
    ids: dict[str, str]
    hours: str
    compliance: tuple[str, ...] = ()


def quote_for(facts: Facts, setting: Setting, country: str) -> Quote | None:
    """The first quote for that place; one without a place counts at home."""
    home = setting.territory.iso2
    return next((quote for quote in facts.function.quotes if (quote.location or home) == country), None)


def give_out_inputs(
    facts: Facts, setting: Setting, kind: Kind, candidate: Candidate, lot: Lot, gates: tuple[Gate, ...], inputs: Inputs
) -> GiveOut | None:
    """Register what giving a function out depends on; None where nothing prices it.

    ``gates`` are the conditional gates on the option: satisfying them may add to the one-off cost.
    """
    only_given = setting.profile.assumptions.lines == "only_given"
    quote = quote_for(facts, setting, candidate.country.iso2)
    price = None
    if quote is None and not only_given:
        price = price_inputs(facts, setting, candidate.kind, candidate.country, inputs, night=candidate.night)
    # No quote says what a hybrid keeps: with nothing but given lines its kept part would cost nothing.
    unpriced = (quote is None and price is None) or (only_given and kind is Kind.HYBRID)
    if unpriced or (quote and quote.per_unit is not None and facts.function.volume is None):
        return None
    quoted = _quote_inputs(facts, setting, quote, inputs) if quote else {}
    hours = inputs.parameter("hours_per_fte_year")
    bare = GiveOut(None, None, None, price, None, quote, quoted, {}, hours)
    if only_given:
        return bare
    ids = _modelled(facts, setting, inputs)
    uplift = None
    if price:
        uplift = inputs.parameter(*_lot_uplift(facts, lot, inputs))
        ids |= {
            "scale": inputs.parameter("provider_scale_productivity", facts.scale.value),
            "productivity_end": inputs.parameter("productivity_end", candidate.kind.value),
            "productivity_start": inputs.parameter("productivity_start"),
            "ramp": inputs.parameter("productivity_ramp_months", facts.work.value),
        }
    return replace(
        bare,
        moved=inputs.parameter("hybrid_moved_share", facts.level("codifiability"))
        if kind is Kind.HYBRID
        else inputs.parameter("retained_share"),
        months=inputs.parameter("transition_months_to_cutover", facts.work.value),
        parallel=inputs.parameter("parallel_run_months"),
        lot_uplift=uplift,
        ids=ids,
        compliance=_compliance(gates, inputs),
    )


def _lot_uplift(facts: Facts, lot: Lot, inputs: Inputs) -> tuple[str, str | None]:
    """The parameter of the lot-size uplift and its row."""
    if facts.on_site or facts.scale is Scale.BUREAU:
        return "pooled_lot_uplift", None
    rows = inputs.rulebook.parameters["lot_size_from"].values
    return "lot_size_uplift", max((row for row in rows if lot.fte >= row.likely), key=lambda row: row.likely).key


def _modelled(facts: Facts, setting: Setting, inputs: Inputs) -> dict[str, str]:
    """Transition, people, governance, uplifts and overhead, from the rulebook."""
    ids = {name: inputs.parameter(name) for name in _ALWAYS}
    ids["transition_per_fte"] = inputs.parameter("transition_per_fte", facts.work.value)
    ids["weeks"] = inputs.parameter("weeks_per_year")
    row = setting.rulebook.severance.get(setting.territory.iso2, setting.rulebook.severance["default"])
    weeks = Range(low=row.low, likely=row.likely, high=row.high)
    ids["severance_weeks"] = inputs.number(
        f"severance.{row.iso2}", "Weeks of pay per year of service", weeks, "weeks", row.standing, source=row.source
    )
    manager = staff_cost(setting, inputs, "vendor_manager_soc", "Vendor manager")
    if manager:
        ids["vendor_manager"] = manager
    if facts.classification.office is Office.FRONT:
        ids["quality_uplift"] = inputs.parameter("quality_uplift")
    if facts.data:
        ids["control_cost"] = inputs.parameter("control_cost")
    for name in ("seat_avoidable", "supervision_avoidable"):
        ids |= {f"{name}.{year}": inputs.parameter(name, year) for year in ("year_1", "year_2", "year_3")}
    return ids


def _compliance(gates: tuple[Gate, ...], inputs: Inputs) -> tuple[str, ...]:
    """Shares of the one-off cost that satisfying the gates adds."""
    return tuple(
        inputs.number(
            f"gate.{gate.id}.one_off",
            f"Work to satisfy: {gate.title}",
            gate.adds.one_off_share,
            "share of one-off cost",
            Standing.DEFAULT,
            source=("officesplit",),
            exact=True,
        )
        for gate in gates
        if gate.adds.one_off_share
    )


def _quote_inputs(facts: Facts, setting: Setting, quote: Quote, inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Register the amounts of a quote: exact, and turned into the company's currency at the reference rate."""
    rate, note = _quote_rate(quote, setting)
    prefix = f"{facts.function.id}.quotes[{facts.function.quotes.index(quote)}]"
    found: dict[str, tuple[str, ...]] = {}
    for field in (*_SINGLE, "annual_fee"):
        value: Range | tuple[Range, ...] | None = getattr(quote, field)
        if value is None:
            continue
        amounts = value if isinstance(value, tuple) else (value,)
        unit = "share per year" if field == "indexation" else setting.currency
        label = f"{quote.vendor}: {field.replace('_', ' ')}"
        found[field] = tuple(
            inputs.number(
                f"{prefix}.{field}" + (f".{n}" if n else ""),
                label,
                amount if field == "indexation" else amount.scaled(rate),
                unit,
                Standing.GIVEN,
                note="" if field == "indexation" else note,
                exact=True,
            )
            for n, amount in enumerate(amounts)
        )
    volume = facts.function.volume
    if "per_unit" in found and volume:
        name, label = f"{facts.function.id}.volume", f"{volume.unit} a year"
        found["volume"] = (inputs.number(name, label, volume.per_year, "a year", Standing.GIVEN, exact=True),)
    return found


def _quote_rate(quote: Quote, setting: Setting) -> tuple[float, str]:
    """Company currency for one unit of the quote's currency, and the note that says so; the loader saw to a rate."""
    theirs = setting.rulebook.exchange_rate(quote.currency or setting.currency)
    if quote.currency is None or quote.currency == setting.currency or theirs is None:
        return 1.0, ""
    rate = setting.fx / theirs
    return rate, f"quoted in {quote.currency}, at {rate:.4f} {setting.currency} (IMF WEO, implied rate)"
