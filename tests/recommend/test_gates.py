"""Gates strike or condition a cell before any score, and each says its source and what would reopen it."""

from typing import Any

import pytest

from officesplit.model.result import FunctionResult
from tests.conftest import assess_one, book, gates_on, option_of

OUTSIDE = ("onshore", "nearshore", "offshore", "hybrid")
INSIDE = ("retain", "improve", "automate", "shared_service")
FACT_GATES = [
    ("us_hipaa_baa", "baa_in_place", {"industry": "healthcare"}, "health", "onshore"),
    ("us_pci_12_8", "pci_provider_attested", {}, "payment_card", "onshore"),
    ("us_sox_404", "soc1_type2_in_place", {"regulated_as": ["sec_registrant"]}, "financial_reporting", "onshore"),
    ("eu_gdpr_v", "transfer_tool_in_place", {"country": "DE"}, "personal", "offshore"),
    ("eu_gdpr_28", "processor_contract_in_place", {"country": "DE"}, "personal", "onshore"),
]


def case(company: dict[str, Any], data: str, **sections: Any) -> FunctionResult:
    function = {"name": "Accounts payable", "fte": 30, "data": [data]}
    return assess_one({**function, **sections.pop("function", {})}, company=company, **sections)


@pytest.mark.parametrize(("gate", "fact", "company", "data", "kind"), FACT_GATES)
def test_an_unknown_fact_conditions_the_option(gate: str, fact: str, company: dict, data: str, kind: str) -> None:
    for facts in ({}, {fact: "unknown"}):
        option = option_of(case(company, data, facts=facts), kind)
        assert not option.struck
        hit = next(hit for hit in option.gates if hit.gate == gate)
        assert hit.effect.value == "conditional"
        assert hit.cite
        assert hit.source
        assert fact in hit.reopen


@pytest.mark.parametrize(("gate", "fact", "company", "data", "kind"), FACT_GATES)
def test_a_true_fact_lifts_the_gate(gate: str, fact: str, company: dict, data: str, kind: str) -> None:
    assert gate not in gates_on(option_of(case(company, data, facts={fact: True}), kind))


@pytest.mark.parametrize(("gate", "fact", "company", "data", "kind"), FACT_GATES)
def test_a_false_fact_strikes_where_the_law_says_so(gate: str, fact: str, company: dict, data: str, kind: str) -> None:
    option = option_of(case(company, data, facts={fact: False}), kind)
    assert gates_on(option)[gate] == ("veto" if book().gates[gate].strike_if_false else "conditional")
    assert bool(option.struck) == book().gates[gate].strike_if_false


@pytest.mark.parametrize(("gate", "fact", "company", "data", "kind"), FACT_GATES)
def test_without_the_data_there_is_no_gate(gate: str, fact: str, company: dict, data: str, kind: str) -> None:
    result = case(company, data, facts={fact: False}, function={"data": []})
    assert gate not in gates_on(option_of(result, kind))


def test_health_data_without_an_agreement_strikes_every_provider_and_nothing_inside() -> None:
    result = case({"industry": "healthcare"}, "health", facts={"baa_in_place": False})
    for kind in OUTSIDE:
        option = option_of(result, kind)
        assert [hit.gate for hit in option.struck] == ["us_hipaa_baa"], kind
        assert option.cost is None
        assert option.score is None
        assert "45 CFR 164.502(e)" in option.struck[0].cite
        assert "baa_in_place" in option.struck[0].reopen
    for kind in INSIDE:
        assert "us_hipaa_baa" not in gates_on(option_of(result, kind))
    assert result.recommendation.verdict.value in INSIDE
    assert any("baa_in_place" in flip for flip in result.recommendation.flips)


def test_the_fact_of_a_function_outranks_that_of_the_company() -> None:
    own = {"facts": {"baa_in_place": True}}
    result = case({"industry": "healthcare"}, "health", facts={"baa_in_place": False}, function=own)
    assert "us_hipaa_baa" not in gates_on(option_of(result, "onshore"))


def test_conditions_become_conditions_of_the_verdict() -> None:
    result = case({"industry": "healthcare"}, "health")
    assert result.recommendation.verdict.value in OUTSIDE
    assert any("business associate agreement" in text for text in result.recommendation.conditions)


def test_data_stay_inside_the_union_without_a_transfer_gate() -> None:
    result = case({"country": "DE"}, "personal")
    assert "eu_gdpr_v" not in gates_on(option_of(result, "onshore"))
    near = option_of(result, "nearshore")
    territory = book().territories[near.country or "DE"]
    assert ("eu_gdpr_v" in gates_on(near)) == (not (territory.eea or territory.eu))


def test_people_in_the_union_bring_the_gate_to_an_american_company() -> None:
    abroad = case({"data_subjects_in": ["EU"]}, "personal")
    assert "eu_gdpr_v" in gates_on(option_of(abroad, "onshore"))
    assert "eu_gdpr_v" not in gates_on(option_of(case({}, "personal"), "offshore"))


def test_inherently_governmental_work_stays_with_the_body() -> None:
    company = {"industry": "central_government", "regulated_as": ["us_federal_body"]}
    result = assess_one({"name": "Executive management", "fte": 10}, company=company)
    for kind in ("onshore", "nearshore", "offshore"):
        option = option_of(result, kind)
        assert gates_on(option)["us_igf"] == "veto"
        hit = next(hit for hit in option.struck if hit.gate == "us_igf")
        assert "11-01" in hit.cite
        assert hit.reopen
    assert result.recommendation.family.value == "keep"


def test_public_authority_is_never_given_out() -> None:
    result = assess_one({"name": "Police patrol", "fte": 200}, company={"industry": "police"})
    assert all(option_of(result, kind).struck for kind in OUTSIDE)
    assert result.recommendation.family.value == "keep"


def test_an_excluded_country_hosts_nothing() -> None:
    free = option_of(assess_one({"name": "Accounts payable", "fte": 30}), "offshore").country
    assert free is not None
    bound = assess_one({"name": "Accounts payable", "fte": 30}, constraints={"exclude_locations": [free]})
    places = {place.country for option in bound.options for place in option.places}
    assert free not in places | {option.country for option in bound.options}


def test_excluding_every_country_of_a_kind_strikes_it() -> None:
    everywhere = [code for code in book().countries if code != "US"]
    result = assess_one({"name": "Accounts payable", "fte": 30}, constraints={"exclude_locations": everywhere})
    for kind in ("nearshore", "offshore"):
        struck = option_of(result, kind).struck
        assert struck
        assert all(hit.reopen and hit.cite for hit in struck)
    assert not option_of(result, "onshore").struck


def test_data_that_must_stay_at_home_do() -> None:
    inside = {"data_must_stay_in": ["US"]}
    bound = case({}, "personal", constraints=inside)
    for kind in ("nearshore", "offshore"):
        option = option_of(bound, kind)
        assert "constraint_data_location" in {hit.gate for hit in option.struck}
        assert "data_must_stay_in" in option.struck[0].reopen
    assert option_of(bound, "hybrid").country in (None, "US")
    free = case({}, "personal", constraints=inside, function={"data": []})
    assert not option_of(free, "offshore").struck


def test_data_that_must_stay_in_the_union_may_go_to_its_members() -> None:
    result = case({"country": "DE"}, "personal", constraints={"data_must_stay_in": ["EU"]})
    for option in result.options:
        if option.country:
            assert book().territories[option.country].eu, option.option


@pytest.mark.parametrize(("presence", "effect"), [("high", "veto"), ("medium", "conditional"), ("low", None)])
def test_presence_binds_work_to_its_place(presence: str, effect: str | None) -> None:
    result = assess_one({"name": "Accounts payable", "fte": 30, "physical_presence": presence})
    for kind in ("nearshore", "offshore"):
        effects = {v for k, v in gates_on(option_of(result, kind)).items() if k.startswith("physical_presence")}
        assert (effect in effects) if effect else not effects
        assert bool(option_of(result, kind).struck) == (effect == "veto")
    assert not any(k.startswith("physical_presence") for k in gates_on(option_of(result, "onshore")))


def test_every_strike_names_its_source_and_what_reopens_it() -> None:
    names = ["Nurses", "Police patrol", "Strategy", "Cleaning", "Accounts payable", "Internal audit"]
    for name in names:
        result = assess_one({"name": name, "fte": 30}, constraints={"offshore": False, "exclude_locations": ["MX"]})
        for option in result.options:
            for hit in option.struck:
                assert hit.effect.value == "veto"
                assert hit.cite
                assert hit.reopen
                assert hit.source
                assert hit.verified in ("read", "design"), (hit.gate, "only what was read may strike")


def test_a_rule_is_in_force_only_between_its_dates() -> None:
    dated = [g for g in book().gates.values() if g.effective.from_ and "apra_entity" in g.when.regulated_as]
    assert dated
    company = {"country": "AU", "regulated_as": ["apra_entity"]}
    function = {"name": "Accounts payable", "fte": 30, "critical": True, "salary": 80_000}
    before, after = (assess_one(function, company=company, as_of=day) for day in ("2025-06-30", "2025-07-01"))
    assert dated[0].id not in gates_on(option_of(before, "onshore"))
    assert dated[0].id in gates_on(option_of(after, "onshore"))


def test_unknown_criticality_asks_before_it_binds() -> None:
    company = {"country": "GB", "regulated_as": ["uk_bank"], "industry": "banking"}
    unknown = assess_one({"name": "Accounts payable", "fte": 30}, company=company)
    yes = assess_one({"name": "Accounts payable", "fte": 30, "critical": True}, company=company)
    no = assess_one({"name": "Accounts payable", "fte": 30, "critical": False}, company=company)
    effects = [gates_on(option_of(result, "onshore")).get("uk_pra_ss2_21") for result in (unknown, yes, no)]
    assert effects == ["notice", "conditional", None]
