"""Front, middle or back: names, attributes, the override, and reasons whose points add up."""

import math
from typing import Any

import pytest

from officesplit import pipeline
from officesplit.model.result import Classification
from officesplit.model.vocabulary import Office
from tests.conftest import assess_one, book


def by_name(name: str, industry: str | None = None) -> Classification:
    return pipeline.classify_names([(name, industry)])[0][2]


def told(name: str, **attributes: Any) -> Classification:
    return assess_one({"name": name, "fte": 5, **attributes}).classification


NAMES = [
    "Accounts payable",
    "Customer support",
    "Internal audit",
    "Zymurgy",
    "Nurses",
    "Sales and billing",
    "IT service desk",
    "Pricing",
    "Know your customer",
    "Acounts payabel",
]


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Customer support", "front"),
        ("Field sales", "front"),
        ("Store staff", "front"),
        ("Nurses", "front"),
        ("Risk management", "middle"),
        ("Compliance", "middle"),
        ("Internal audit", "middle"),
        ("Pricing", "middle"),
        ("Accounts payable", "back"),
        ("Payroll", "back"),
        ("Data entry", "back"),
        ("Cleaning", "back"),
    ],
)
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
