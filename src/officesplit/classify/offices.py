"""Name, attributes and override of a function -> its classification (method.md section 2, evidence E2.1)."""

import math

from officesplit.classify.catalogue import catalogue
from officesplit.classify.evidence import Evidence, from_name
from officesplit.model import names
from officesplit.model.labels import disputed as disputed_in
from officesplit.model.labels import dissenters, office_in, scopes
from officesplit.model.profile import Function
from officesplit.model.result import Classification
from officesplit.model.rulebook import CatalogueFunction, Rulebook
from officesplit.model.vocabulary import Level, Office


def contact_share(value: Level | float, rulebook: Rulebook) -> float:
    """The share of working time that a contact level stands for."""
    return rulebook.number("contact_level_share", value.value) if isinstance(value, Level) else value


def classify(function: Function, industry: str, rulebook: Rulebook) -> tuple[Classification, CatalogueFunction | None]:
    """Classify one function; also returns the catalogue entry that its name means or, failing that, comes nearest to.

    ``matched`` of the classification is None in the second case, and the entry None where nothing comes near.
    """
    evidence = from_name(function.name, industry, rulebook, catalogue(rulebook))
    rules = rulebook.office_rules
    if evidence.matched_by == "nothing":
        rule = rules["otherwise_back"]
        evidence.add("rule:otherwise_back", rule.reason, Office.BACK, rule.points, rule)
    channel = rules["channel_not_office"]
    if set(channel.words) & set(names.tokens(function.name)):
        evidence.add("rule:channel_not_office", channel.reason, None, 0.0, channel)
    by_name = _leader(_shares(evidence.totals()))
    _book_dissent(evidence, by_name, industry, rulebook)
    _book_attributes(evidence, function, rulebook, by_name)
    heard = _leader(_shares(evidence.totals()))
    if heard is not by_name and evidence.entry:
        conflict = f"The attributes say {heard}, the name alone says {by_name}; the attributes win."
        evidence.add("rule:attributes_outrank", conflict, None, 0.0, rules["owner_override"])
    if function.office:
        rule = rules["owner_override"]
        text = f"The profile says {function.office}; the classifier would have said {heard}."
        evidence.add("rule:owner_override", text, function.office, rule.points, rule)
    return _conclude(function, industry, evidence, rulebook, by_name, heard), evidence.entry or evidence.like


def _book_dissent(evidence: Evidence, office: Office, industry: str, rulebook: Rulebook) -> None:
    """Points off the leading office for publishers that file the function elsewhere; they never change the leader."""
    if evidence.entry is None or _mixed(evidence) is not None:
        return
    others = dissenters(evidence.entry.id, office, industry, rulebook)
    if not others:
        return
    rule = rulebook.office_rules["published_dissent"]
    most = evidence.lead(office) * rulebook.number("published_dissent_share")
    off = min(rule.points * math.log1p(len(others)), most)
    text = f"{len(others)} publishers, of whatever industry, file it under another office than {office}."
    evidence.add("rule:published_dissent", text, office, -off, rule)


def _book_attributes(evidence: Evidence, function: Function, rulebook: Rulebook, by_name: Office) -> None:
    """The attribute rules in their order; the first that fires decides."""
    rules = rulebook.office_rules

    def fire(rule_id: str, office: Office) -> None:
        rule = rules[rule_id]
        # However sure the name is, the attribute outranks it by the points of its rule.
        behind = max(0.0, -evidence.lead(office))
        evidence.add(f"rule:{rule_id}", rule.reason, office, rule.points + behind, rule)

    if function.control_duty:
        fire("independent_control_duty", Office.MIDDLE)
        return
    if function.customer_contact is None:
        return
    contact = contact_share(function.customer_contact, rulebook)
    if contact >= rulebook.number("contact_front"):
        fire("contact_front", Office.FRONT)
    elif function.revenue_generating and contact >= rulebook.number("contact_revenue_front"):
        fire("revenue_contact_front", Office.FRONT)
    elif (
        by_name is Office.FRONT
        and not function.revenue_generating
        and contact < rulebook.number("contact_revenue_front")
    ):
        fire("no_contact", Office.BACK)


def _shares(points: dict[Office, float]) -> dict[Office, float]:
    """Points to probabilities by the logistic rule: each further point multiplies the odds by e."""
    weights = {office: math.exp(value) for office, value in points.items()}
    total = math.fsum(weights.values())
    return {office: weight / total for office, weight in weights.items()}


def _leader(shares: dict[Office, float]) -> Office:
    return max(Office, key=lambda office: shares[office])


def _conclude(
    function: Function, industry: str, evidence: Evidence, rulebook: Rulebook, by_name: Office, heard: Office
) -> Classification:
    points = evidence.totals()
    shares = _shares(points)
    ranked = sorted(Office, key=lambda office: -shares[office])
    margin = shares[ranked[0]] - shares[ranked[1]]
    entry = evidence.entry
    labels = set(disputed_in(entry, industry, rulebook)) if entry else set()
    own = office_in(entry, scopes(industry, rulebook)) if entry else by_name
    if evidence.matched_by != "part" and own is not by_name:
        # Pages outweigh the catalogue's own office, which is one of the disputed then.
        labels.add(own)
    disputed = tuple(office for office in Office if office in labels and office is not ranked[0])
    close = margin < rulebook.number("office_contested_margin")
    second = shares[ranked[1]] >= rulebook.number("office_contested_share")
    contested = close or second or bool(disputed and not function.office)
    return Classification(
        office=ranked[0],
        mixed=_mixed(evidence),
        confidence=round(shares[ranked[0]], 4),
        margin=round(margin, 4),
        runner_up=ranked[1],
        office_contested=contested,
        operations_core=bool(entry and entry.operations_core),
        reasons=tuple(evidence.reasons),
        points=points,
        shares={office: round(share, 4) for office, share in shares.items()},
        matched=entry.id if entry else None,
        matched_by=evidence.matched_by,
        without_override=heard if function.office else None,
        disputed=disputed,
        settle=_settle(function, ranked[0], ranked[1]) if contested or not entry else "",
    )


def _mixed(evidence: Evidence) -> dict[Office, float] | None:
    """The split of a compound name whose known parts belong to different offices, each part counting the same."""
    offices = evidence.part_offices
    if len(set(offices)) < 2:
        return None
    return {office: round(offices.count(office) / len(offices), 4) for office in Office if office in offices}


def _settle(function: Function, first: Office, second: Office) -> str:
    """The attribute that would settle a doubtful case, as the profile writes it."""
    if Office.MIDDLE in (first, second) and function.control_duty is None:
        return "control_duty: does this function answer for an independent control of risk or compliance?"
    if function.customer_contact is None:
        return "customer_contact: which share of its working time is spent with customers?"
    return "office: state it, or split the function in two"
