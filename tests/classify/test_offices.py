"""Front, middle or back: names, attributes, the override, and reasons whose points add up."""

import math
from typing import Any

import pytest

from officesplit import pipeline
from officesplit.model.result import Classification
from officesplit.model.vocabulary import Office
from tests.conftest import assess_functions, assess_one, book


def by_name(name: str, industry: str | None = None) -> Classification:
    return pipeline.classify_names([(name, industry)])[0][2]


def told(name: str, **attributes: Any) -> Classification:
    return assess_one({"name": name, "fte": 5, **attributes}).classification


NAMES = [
    "Accounts payable", "Customer support", "Internal audit", "Zymurgy", "Nurses", "Sales and billing",
    "IT service desk", "Pricing", "Know your customer", "Acounts payabel", "tennant suport", "Payroll, HR & sales",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Customer support", "front"), ("Field sales", "front"), ("Store staff", "front"), ("Nurses", "front"),
        ("Risk management", "middle"), ("Compliance", "middle"), ("Internal audit", "middle"), ("Pricing", "middle"),
        ("Accounts payable", "back"), ("Payroll", "back"), ("Data entry", "back"), ("Cleaning", "back"),
    ],
)  # fmt: skip
def test_ordinary_names(name: str, office: str) -> None:
    assert by_name(name).office == office


@pytest.mark.parametrize("name", NAMES)
def test_points_add_up_to_totals_and_shares_to_one(name: str) -> None:
    for seen in (by_name(name), told(name, customer_contact=0.7, office="middle")):
        for office in Office:
            listed = math.fsum(r.points or 0.0 for r in seen.reasons if r.office is office)
            assert seen.points[office] == pytest.approx(listed, abs=1e-4)
        assert math.fsum(seen.shares.values()) == pytest.approx(1.0, abs=1e-3)
        assert seen.office is max(seen.shares, key=lambda office: seen.shares[office])
        ranked = sorted(seen.shares.values(), reverse=True)
        assert seen.margin == pytest.approx(ranked[0] - ranked[1], abs=2e-4)
        assert seen.confidence == pytest.approx(ranked[0], abs=1e-3)
        assert seen.runner_up is not seen.office
        assert seen.reasons
        assert all(reason.text and reason.rule for reason in seen.reasons)


def test_every_reason_with_points_names_a_source() -> None:
    for name in NAMES:
        for reason in by_name(name).reasons:
            assert reason.source or not reason.points, (name, reason.rule)


@pytest.mark.parametrize("contact", [0.0, 0.3, 0.9])
def test_an_independent_control_duty_comes_first(contact: float) -> None:
    """Rule 1 of the order: it wins over any contact and over revenue."""
    seen = told("Zymurgy", control_duty=True, customer_contact=contact, revenue_generating=True)
    assert seen.office is Office.MIDDLE
    assert told("Customer support", control_duty=True, customer_contact=contact).office is Office.MIDDLE


@pytest.mark.parametrize(
    ("contact", "revenue", "front"),
    [
        (0.5, False, True),
        (0.49, False, False),
        (0.2, True, True),
        (0.19, True, False),
        (0.3, False, False),
        ("high", False, True),
        ("none", True, False),
    ],
)
def test_contact_and_revenue_make_the_front_office(contact: Any, revenue: bool, front: bool) -> None:
    seen = told("Zymurgy", customer_contact=contact, revenue_generating=revenue, control_duty=False)
    assert (seen.office is Office.FRONT) == front


def test_a_front_office_name_without_contact_is_back_office() -> None:
    seen = told("Customer support", customer_contact=0.0, revenue_generating=False)
    assert seen.office is Office.BACK


def test_attributes_outrank_the_name_and_the_conflict_is_said() -> None:
    seen = told("Accounts payable", customer_contact=0.8)
    assert seen.office is Office.FRONT
    assert by_name("Accounts payable").office is Office.BACK
    said = [reason.text for reason in seen.reasons if "attributes" in reason.text.lower()]
    assert any("front" in text and "back" in text for text in said)


def test_agreeing_attributes_are_no_conflict() -> None:
    seen = told("Customer support", customer_contact=0.9)
    assert not [reason for reason in seen.reasons if reason.rule == "rule:attributes_outrank"]
    assert seen.confidence >= by_name("Customer support").confidence


@pytest.mark.parametrize("office", ["front", "middle", "back"])
def test_the_override_wins_beside_what_would_have_been_said(office: str) -> None:
    seen = told("Accounts payable", office=office, control_duty=False)
    assert seen.office == office
    assert seen.without_override is Office.BACK
    assert any(reason.rule == "rule:owner_override" and "back" in reason.text for reason in seen.reasons)
    assert not seen.office_contested


def test_the_override_wins_over_attributes_too() -> None:
    seen = told("Accounts payable", office="back", customer_contact=0.9)
    assert seen.office is Office.BACK
    assert seen.without_override is Office.FRONT


def test_without_an_override_nothing_is_said_of_one() -> None:
    assert by_name("Accounts payable").without_override is None


def test_a_mixed_name_is_split_and_still_has_one_office() -> None:
    seen = by_name("Customer support and accounts payable")
    assert seen.mixed is not None
    assert set(seen.mixed) == {Office.FRONT, Office.BACK}
    assert math.fsum(seen.mixed.values()) == pytest.approx(1.0)
    assert seen.office in seen.mixed


@pytest.mark.parametrize("name", ["Accounts payable and receivable", "Payroll", "Recruitment and payroll"])
def test_parts_of_one_office_are_not_mixed(name: str) -> None:
    assert by_name(name).mixed is None


@pytest.mark.parametrize("name", ["Zymurgy", "Quxwob", "Xyloph blarg", "?", "123", "日本"])
def test_an_unknown_name_gets_an_answer_with_low_confidence(name: str) -> None:
    seen = by_name(name)
    assert seen.matched is None
    assert seen.confidence < 0.6
    assert seen.confidence < by_name("Accounts payable").confidence
    assert seen.settle


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Contact centre", "Contact center"),
        ("Call centres", "call center"),
        ("Accounts Payable", "ACCOUNTS-PAYABLE"),
        ("Accounts payable", "accounts payable team"),
        ("Help desk", "helpdesk"),
        ("Internal audits", "Internal audit"),
        ("Research & development", "Research and development"),
        ("Order fulfilment", "order fulfillment"),
        ("Payroll dept.", "The payroll department"),
        ("E-commerce", "ecommerce"),
        ("Nurse", "nurses"),
        ("Data-entry", "data entry"),
        ("Fire fighters", "firefighters"),
        ("Catalogue management", "Catalog management"),
    ],
)
def test_spellings_agree(one: str, other: str) -> None:
    first, second = by_name(one), by_name(other)
    assert (first.matched, first.office) == (second.matched, second.office)
    assert first.points == pytest.approx(second.points)


def test_a_misspelling_is_understood_with_less_certainty() -> None:
    right, wrong = by_name("Accounts payable"), by_name("Acounts payable")
    assert (wrong.matched, wrong.matched_by) == (right.matched, "spelling")
    assert wrong.confidence < right.confidence


def test_the_channel_alone_decides_nothing() -> None:
    assert by_name("Email customer support").office is Office.FRONT
    assert by_name("Web chat support").office is by_name("Phone support").office


def test_an_office_in_doubt_is_contested_and_says_what_would_settle_it() -> None:
    doubtful = [seen for name in NAMES if (seen := by_name(name)).office_contested]
    assert doubtful
    for seen in doubtful:
        assert seen.margin < book().number("office_contested_margin") or seen.disputed
        assert seen.settle


def test_production_work_is_marked() -> None:
    assert by_name("Nurses", "healthcare").operations_core
    assert by_name("Firefighters", "local_government").operations_core
    assert not by_name("Payroll", "healthcare").operations_core


def test_the_industry_can_decide() -> None:
    """At least one entry has another office in some industry, and the name follows it there."""
    entry = next(e for e in book().functions.values() if any(o is not e.office for o in e.by_industry.values()))
    industry, office = next((i, o) for i, o in entry.by_industry.items() if o is not entry.office)
    assert by_name(entry.title, industry).office is office


def test_a_compound_name_is_split_and_says_how() -> None:
    """Two offices in one name: the split is told, and nothing of the name is dropped to fit one entry."""
    seen = by_name("Customer service and billing")
    assert seen.matched_by == "part"
    assert seen.mixed == {Office.FRONT: 0.5, Office.BACK: 0.5}
    said = " ".join(reason.text for reason in seen.reasons)
    assert "Billing" in said
    assert "service" in said.lower()


@pytest.mark.parametrize(
    "name",
    [
        "tenant support", "policyholder services", "student services desk", "member servicing", "client servicing",
        "resident support desk", "candidate support", "guest service desk", "patient support service",
        "citizen service desk", "borrower servicing", "tennant suport",
    ],
)  # fmt: skip
def test_service_for_people_outside_is_front_office(name: str) -> None:
    assert by_name(name).office is Office.FRONT


def test_the_words_of_serving_lose_their_back_office_points_and_a_reason_says_so() -> None:
    outside, inside = by_name("tenant support"), by_name("tenant support for colleagues")
    assert not [r for r in outside.reasons if r.rule == "word:w_support" and r.office is Office.BACK]
    assert [r for r in inside.reasons if r.rule == "word:w_support" and r.office is Office.BACK]
    assert "rule:serves_outside" in {r.rule for r in outside.reasons}
    assert "rule:serves_outside" not in {r.rule for r in inside.reasons}


@pytest.mark.parametrize(
    "name",
    ["colleague support", "staff service desk", "employee services desk", "internal customer support", "IT support"],
)
def test_service_for_colleagues_is_back_office(name: str) -> None:
    assert by_name(name).office is Office.BACK


@pytest.mark.parametrize("name", ["customer data processing support", "client invoicing support"])
def test_the_work_itself_still_speaks_for_the_back_office(name: str) -> None:
    assert any(r.office is Office.BACK and r.rule.startswith("word:") for r in by_name(name).reasons)


F, M, B = Office.FRONT, Office.MIDDLE, Office.BACK


@pytest.mark.parametrize(
    ("name", "office", "mixed"),
    [
        ("customer service and billing", F, {F: 0.5, B: 0.5}),
        ("billing and customer service", B, {F: 0.5, B: 0.5}),
        ("Compliance and onboarding", M, {M: 0.5, B: 0.5}),
        ("administrative support and telephonists", B, {F: 0.5, B: 0.5}),
        ("claims and policy admin", B, None),
        ("telesales / account management", F, None),
        ("HR, payroll & benefits", B, None),
        ("HR, payroll & sales", B, {F: 0.3333, B: 0.6667}),
        ("sales, HR & payroll", B, {F: 0.3333, B: 0.6667}),
        ("HR and talent acquisition", B, None),
        ("Payroll and zymurgy", B, None),
    ],
)
def test_the_larger_share_of_a_compound_name_leads_and_then_the_first(
    name: str, office: Office, mixed: dict[Office, float] | None
) -> None:
    seen = by_name(name)
    assert (seen.office, seen.mixed, seen.matched_by) == (office, mixed, "part")
    known = book().functions[seen.matched or ""]
    assert known.office is office, "the function it counts as is one of the leading office"


def test_a_mixed_name_is_proposed_for_splitting() -> None:
    found = assess_functions([{"name": "Customer service and billing", "fte": 5}]).findings
    assert any("splitting it in the profile" in finding.text for finding in found)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("APs", "AP"), ("ERs", "ER"), ("MRIs", "MRI"), ("KYCs", "KYC"), ("SLAs", "SLA"), ("H.R.", "HR"),
        ("A/P", "AP"), ("A/P and A/R", "AP and AR"), ("Payroll's team", "payroll"), ("Data-entry", "data entry"),
        ("Dept of Finance", "finance"), ("Finance dept.", "finance"), ("Pricing function", "pricing"),
        ("Acting head of marketing", "marketing"), ("Group treasury", "treasury"), ("Payroll - EMEA", "payroll"),
        ("Global mobility - EMEA", "global mobility"),
        ("Global payroll (UK)", "payroll"), ("Payroll 2", "payroll"), ("Payroll II", "payroll"),
        ("Tier 2 support - APAC", "tier 2 support"), ("dev team department", "dev team"),
    ],
)  # fmt: skip
def test_whose_where_and_which_change_nothing(name: str, plain: str) -> None:
    one, other = by_name(name), by_name(plain)
    assert (one.office, one.matched) == (other.office, other.matched)


@pytest.mark.parametrize(
    ("name", "right", "read"),
    [
        ("reconcilation team", "reconciliation team", "reconciliation"),
        ("Procurment - EMEA", "procurement", "procurement"),
        ("biling", "billing", "billing"),
        ("adveritsing", "advertising", "advertizing"),
        ("custommer servcies", "customer services", "customer"),
        ("zorbing recruitmnet", "zorbing recruitment", "recruitment"),
    ],
)
def test_a_word_one_edit_from_one_known_word_is_read_as_that_word(name: str, right: str, read: str) -> None:
    seen, plain = by_name(name), by_name(right)
    assert (seen.office, seen.matched) == (plain.office, plain.matched)
    assert any(f"is read as '{read}'" in reason.text for reason in seen.reasons)
    assert seen.confidence <= plain.confidence


@pytest.mark.parametrize("name", ["zymurgy", "quxwobble", "Lisbon payroll", "painting services", "medication"])
def test_words_far_from_any_or_known_are_taken_as_they_stand(name: str) -> None:
    seen = by_name(name)
    assert seen.matched_by != "spelling"
    assert not [reason for reason in seen.reasons if "is read as" in reason.text]
