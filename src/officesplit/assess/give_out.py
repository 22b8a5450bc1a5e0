"""The inputs of giving work out: what moves, at which price, with which one-off lines."""

from dataclasses import dataclass, replace

from officesplit.assess.baseline import staff_cost
from officesplit.assess.inputs import Inputs
from officesplit.assess.places import Candidate
from officesplit.assess.quotes import foreign_contract, quote_inputs
from officesplit.assess.vat import vat_input
from officesplit.assess.wages import PriceInputs, price_inputs
from officesplit.model.facts import Facts, Lot, Setting
from officesplit.model.profile import Quote
from officesplit.model.quantity import Range
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import Kind, Office, Scale, Standing

_ALWAYS = (
    "selection_and_legal", "transition_fixed", "tooling_one_off", "severed_share", "tenure_years", "stay_bonus",
    "contingency", "governance", "governance_floor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GiveOut:
    """Ids of the inputs of giving work out; None or absent where a quote or the profile leaves a line out.

    ``kept`` is the share that stays in the company, ``partial`` whether the option is a hybrid, ``ids`` the modelled
    inputs by name, ``term`` the years after which the contract must be let again.
    """

    kept: str | None
    months: str | None
    parallel: str | None
    price: PriceInputs | None
    lot_uplift: str | None
    quote: Quote | None
    quote_ids: dict[str, tuple[str, ...]]
    ids: dict[str, str]
    hours: str
    compliance: tuple[str, ...] = ()
    partial: bool = False
    indexation: str | None = None
    drift: str | None = None
    vat: str | None = None
    term: int | None = None


def give_out_inputs(
    facts: Facts, setting: Setting, kind: Kind, candidate: Candidate, lot: Lot, gates: tuple[Gate, ...],
    quote: Quote | None, inputs: Inputs, *, whole: bool = False,
) -> GiveOut | None:  # fmt: skip
    """Register what giving work out depends on, by a quote or at the modelled price; None where nothing prices it.

    ``gates`` are the conditional gates on the option: satisfying them may add to the one-off cost. ``whole`` keeps no
    retained organisation: it is there already where a provider does the work today.
    """
    only_given = setting.profile.assumptions.lines == "only_given"
    price = None
    if quote is None and not only_given:
        price = price_inputs(facts, setting, candidate.kind, candidate.country, inputs, night=candidate.night)
    # No quote says what a hybrid keeps: with nothing but given lines its kept part would cost nothing.
    unpriced = (quote is None and price is None) or (only_given and kind is Kind.HYBRID)
    if unpriced or (quote and quote.per_unit is not None and facts.function.volume is None):
        return None
    quoted = quote_inputs(facts, setting, quote, inputs) if quote else {}
    own_index = quoted["indexation"][0] if "indexation" in quoted else None
    bare = GiveOut(
        kept=None, parallel=None, price=price, lot_uplift=None, quote=quote, quote_ids=quoted, ids={},
        hours=inputs.parameter("hours_per_fte_year"),
        indexation=own_index, vat=vat_input(setting, inputs),
        months=quoted["transition_months"][0] if "transition_months" in quoted else None,
    )  # fmt: skip
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
    index, drift = foreign_contract(quote, setting, inputs) if quote else (None, None)
    return replace(
        bare,
        kept=None if whole else _kept(facts, kind, inputs),
        partial=kind is Kind.HYBRID,
        months=bare.months or inputs.parameter("transition_months_to_cutover", facts.work.value),
        parallel=inputs.parameter("parallel_run_months"),
        lot_uplift=uplift,
        ids=ids,
        compliance=_compliance(gates, inputs),
        indexation=own_index or index,
        drift=drift,
        term=round(quote.term_years.likely) if quote and quote.term_years else None,
    )


def _kept(facts: Facts, kind: Kind, inputs: Inputs) -> str:
    """Register the share that stays: the retained organisation, or what the moved share of a hybrid leaves."""
    if kind is not Kind.HYBRID:
        return inputs.parameter("retained_share")
    level = facts.level("codifiability")
    rule = inputs.rulebook.parameters["hybrid_moved_share"]
    moved = inputs.rulebook.parameter("hybrid_moved_share", level)
    value = Range(low=1 - moved.high, likely=1 - moved.likely, high=1 - moved.low)
    return inputs.number(
        f"hybrid_kept_share.{level}", f"Share that a hybrid keeps (codifiability {level})", value, "share",
        rule.standing, source=rule.source, note=rule.reason,
    )  # fmt: skip


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
    ids["severance_weeks"] = _severance_weeks(setting, inputs)
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


def _severance_weeks(setting: Setting, inputs: Inputs) -> str:
    """Register the weeks of pay per year of service: the profile's, else the country's, else the default row."""
    label = "Weeks of pay per year of service"
    given = setting.profile.assumptions.severance_weeks
    if given is not None:
        return inputs.number("company.severance_weeks", label, given, "weeks", Standing.GIVEN)
    row = setting.rulebook.severance.get(setting.territory.iso2, setting.rulebook.severance["default"])
    weeks = Range(low=row.low, likely=row.likely, high=row.high)
    return inputs.number(f"severance.{row.iso2}", label, weeks, "weeks", row.standing, source=row.source)


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
