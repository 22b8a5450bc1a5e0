"""Gates strike or condition a (function x option) cell before any score (method.md section 3)."""

from officesplit.model.conditions import holds, in_region, kind_of
from officesplit.model.facts import Facts, Setting
from officesplit.model.result import GateHit
from officesplit.model.rulebook import Gate
from officesplit.model.vocabulary import Effect, Kind


def hits(facts: Facts, setting: Setting, kind: Kind, country: str | None) -> tuple[GateHit, ...]:
    """Every gate of the rulebook that touches the option at that place, in the order of the rulebook."""
    found = []
    for gate in setting.rulebook.gates.values():
        if gate.id in CONSTRAINTS or kind not in gate.kinds or not _in_force(gate, setting.as_of):
            continue
        if holds(gate.when, facts, setting, country) and (hit := _hit(gate, facts, setting)):
            found.append(hit)
    return (*found, *_constraints(facts, setting, country))


def conditional_gates(found: tuple[GateHit, ...], setting: Setting) -> tuple[Gate, ...]:
    """The gates behind the conditional hits, whose work costs time and money."""
    return tuple(setting.rulebook.gates[hit.gate] for hit in found if hit.effect is Effect.CONDITIONAL)


def _in_force(gate: Gate, as_of: str) -> bool:
    span = gate.effective
    return (span.from_ is None or span.from_ <= as_of) and (span.until is None or as_of <= span.until)


def _fact(name: str, facts: Facts, setting: Setting) -> bool | None:
    """A fact as the function says it, else the company; None while unknown."""
    own = facts.function.facts.get(name)
    return own if own is not None else setting.profile.facts.get(name)


def _hit(gate: Gate, facts: Facts, setting: Setting) -> GateHit | None:
    """The gate as it stands for this function; None where a fact switches it off."""
    known = [_fact(name, facts, setting) for name in gate.unless]
    if any(value is True for value in known):
        return None
    effect, demand = gate.effect, gate.demand
    if gate.strike_if_false and any(value is False for value in known):
        effect = Effect.VETO
    if gate.when.critical and facts.function.critical is None and effect is not Effect.WATCH:
        effect = Effect.NOTICE
        demand = f"Decide first whether the function is critical in the regulator's sense. If it is: {demand}"
    return _as_hit(gate, effect, demand)


def _as_hit(gate: Gate, effect: Effect, demand: str) -> GateHit:
    weeks = gate.adds.lead_time_weeks
    return GateHit(
        gate=gate.id,
        title=gate.title,
        effect=effect,
        demand=demand,
        reopen=gate.reopen,
        controls=gate.controls,
        cite=gate.cite,
        verified=gate.verified.value,
        source=gate.source,
        lead_time_weeks=None if weeks is None else weeks.likely,
    )


CONSTRAINTS = frozenset(
    {
        "constraint_offshore",
        "constraint_excluded_location",
        "constraint_data_location",
        "constraint_languages",
        "constraint_language_customers",
        "shared_service_minimum",
        "shared_service_work",
        "automation_exposure_low",
        "improve_no_gap",
        "no_candidate_place",
        "no_wage_data",
        "unknown_work",
        "no_exchange_rate",
        "lot_too_small",
        "appetite_breach",
        "constraint_outsourced_share",
    }
)
"""Gates whose texts are in the rulebook and whose conditions follow from the profile or the model itself."""


def constraint(name: str, setting: Setting, detail: str = "") -> GateHit:
    """The hit of a gate that code decides; ``detail`` says the numbers behind it."""
    gate = setting.rulebook.gates[name]
    return _as_hit(gate, gate.effect, f"{gate.demand} {detail}".strip())


def _constraints(facts: Facts, setting: Setting, country: str | None) -> tuple[GateHit, ...]:
    """The limits that the company sets itself."""
    limits, found = setting.profile.constraints, []
    if country is None:
        return ()
    row = setting.rulebook.countries.get(country)
    if row and not limits.offshore and kind_of(row, setting) is Kind.OFFSHORE:
        found.append(constraint("constraint_offshore", setting))
    if country in limits.exclude_locations:
        found.append(constraint("constraint_excluded_location", setting))
    inside = limits.data_must_stay_in
    if inside and facts.data and not in_region(country, inside, setting.rulebook):
        found.append(constraint("constraint_data_location", setting))
    if row and facts.level("contact") in ("medium", "high") and not set(row.languages) & set(setting.languages):
        found.append(constraint("constraint_language_customers", setting))
    if limits.languages and row and not set(limits.languages) <= set(row.languages):
        missing = sorted(set(limits.languages) - set(row.languages))
        found.append(constraint("constraint_languages", setting, f"Not listed there: {', '.join(missing)}."))
    return tuple(found)
