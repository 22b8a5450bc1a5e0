"""What published frameworks say of a function, beside the verdict: shown, never averaged in (method.md section 8)."""

from collections.abc import Sequence

from officesplit.model.facts import Facts
from officesplit.model.result import OptionResult, Voter
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import EXTERNAL, Effect, Family, Kind, Suppliers

_OUT = EXTERNAL - {Kind.KEEP_OUTSOURCED}


def voters(
    facts: Facts, options: Sequence[OptionResult], verdict: OptionResult, rulebook: Rulebook
) -> tuple[Voter, ...]:  # fmt: skip
    """The frameworks whose cells have been read, each with what it says and whether the verdict fits."""
    return (_matrix(facts, verdict, rulebook), _gates(facts, options, verdict))


def _matrix(facts: Facts, verdict: OptionResult, rulebook: Rulebook) -> Voter:
    """Strategic importance x contribution to operational performance; no field of a profile gives the second."""
    importance = facts.points("importance")
    split = rulebook.parameter("framework_split")
    missing = "the profile does not say how much the work contributes to operational performance"
    agrees: bool | None = None
    if importance > split.high:
        says = "retain, or a strategic alliance where the contribution to operational performance is low"
        if verdict.family is Family.GIVE_OUT:
            agrees = False
        reason = f"Strategic importance is high ({importance:.0f} of 100); {missing}."
    elif importance < split.low:
        says = "outsource, or eliminate the work where its contribution to operational performance is low"
        if verdict.family in (Family.KEEP, Family.BRING_BACK):
            agrees = False
        reason = f"Strategic importance is low ({importance:.0f} of 100); {missing}."
    else:
        says = "nothing: the importance is neither high nor low"
        reason = (
            f"Strategic importance is {importance:.0f} of 100, between {split.low:.0f} and {split.high:.0f}; "
            f"and {missing}."
        )
    if agrees is False:
        reason += " Neither cell of its row is the verdict."
    return Voter(
        framework="Outsourcing decision matrix: importance x performance",
        says=says,
        agrees=agrees,
        reason=reason,
        source=("aipts_matrix",),
    )


def _gates(facts: Facts, options: Sequence[OptionResult], verdict: OptionResult) -> Voter:
    """Is giving out feasible (suppliers, law)? Is it necessary? Only the first can be read from a profile."""
    outside = [option for option in options if option.option in _OUT]
    barred = [option for option in outside if any(hit.effect is Effect.VETO for hit in option.struck)]
    suppliers = facts.suppliers is not Suppliers.NONE
    agrees: bool | None = None
    if outside and (not suppliers or len(barred) == len(outside)):
        says = "keep: giving the work out is not feasible"
        reason = "There are no suppliers." if not suppliers else "A gate bars every way to give it out."
        agrees = verdict.option not in _OUT
    else:
        says = "giving out is feasible; whether it is necessary decides"
        open_ = f" {len(outside) - len(barred)} of {len(outside)} ways to give it out are open;" if outside else ""
        reason = (
            f"Suppliers: {facts.suppliers.value};{open_} the profile does not say whether giving out is necessary, "
            "nor how others would react."
        )
    return Voter(
        framework="Feasibility gates: feasible, then necessary",
        says=says,
        agrees=agrees,
        reason=reason,
        source=("van_mieghem_outsourcing",),
    )
