"""What published pages say: every statement resolves, disputes follow from the counts, reasons tell the counts."""

import csv
import math
from collections import Counter

import pytest

from officesplit import pipeline
from officesplit.cli.catalog_entries import entries
from officesplit.model import names
from officesplit.model.labels import ANY, disputed, dissenters, office_in, scopes, tally
from officesplit.model.result import Classification
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Office
from officesplit.resources import rulebook as shipped
from tests.conftest import book as shared

FRONT, MIDDLE, BACK = Office.FRONT, Office.MIDDLE, Office.BACK


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return shared()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    text = (shipped() / "offices" / "labels.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def classified(name: str, industry: str = ANY) -> Classification:
    return pipeline.classify_names([(name, industry)])[0][2]


def test_every_statement_has_its_page_and_its_function(book: Rulebook, rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 3000
    assert len({row["source"] for row in rows}) >= 500
    for row in rows:
        assert row["function"] in book.functions, row
        assert row["industry"] == ANY or row["industry"] in book.industries, row
        assert row["office"] in set(Office), row
        assert row["stated"] in ("yes", "no"), row
        assert row["middle_known"] == "yes" or row["office"] != "middle", row
        assert len(row["quote"].split()) <= 20, row
        source = book.sources[row["source"]]
        assert source.url.startswith("http"), row
        assert source.verified == "read", row


def test_no_statement_twice(rows: list[dict[str, str]]) -> None:
    twice = Counter((row["function"], row["industry"], row["office"], row["source"]) for row in rows)
    assert not [key for key, count in twice.items() if count > 1]


def test_all_statements_are_loaded(book: Rulebook, rows: list[dict[str, str]]) -> None:
    assert sum(len(one.pages) for filed in book.labels.values() for one in filed) == len(rows)


def test_nearly_every_written_name_is_a_catalogue_name(book: Rulebook, rows: list[dict[str, str]]) -> None:
    known = [names.key(row["name"]) in book.exact_names for row in rows]
    assert sum(known) >= 0.95 * len(rows)


def by_hand(function: str, industry: str, rows: list[dict[str, str]], book: Rulebook) -> dict[str, dict[str, int]]:
    """Weight of each page by office, recounted from the file for the narrowest scope with four pages.

    After the industry and its groups come pages on business in general, and then all. Where the catalogue gives the
    function an office of its own in the industry, no wider scope speaks for it.
    """
    mine = [row for row in rows if row["function"] == function]
    chain = [scope for scope in scopes(industry, book) if scope != ANY]
    narrow = [(scope, [row for row in mine if scope in scopes(row["industry"], book)]) for scope in chain]
    for scope, held in (*narrow, (ANY, [row for row in mine if row["industry"] == ANY]), ("", mine)):
        found: dict[str, dict[str, int]] = {office: {} for office in Office}
        for row in held:
            weight = 2 if row["stated"] == "yes" else 1
            pages = found[row["office"]]
            pages[row["source"]] = max(weight, pages.get(row["source"], 0))
        enough = len({page for pages in found.values() for page in pages}) >= 4
        if enough or not scope or scope in book.functions[function].by_industry:
            return found
    raise AssertionError


@pytest.mark.parametrize("industry", [ANY, "banking", "healthcare", "hospitality"])
def test_counts_are_those_of_the_file(industry: str, book: Rulebook, rows: list[dict[str, str]]) -> None:
    for function in book.labels:
        pages = by_hand(function, industry, rows, book)
        found = tally(function, industry, book)
        assert bool(found) == any(pages.values())
        if not found:
            continue
        assert {office: set(ids) for office, ids in found.pages.items()} == {o: set(p) for o, p in pages.items()}
        assert found.count == len({page for ids in pages.values() for page in ids})
        for office in (FRONT, MIDDLE):
            assert found.weights[office] == sum(pages[office].values())
        # Pages without a word for the middle may count less for the back, never more, and never less than half.
        whole = sum(pages[BACK].values())
        assert whole / 2 <= found.weights[BACK] <= whole


@pytest.mark.parametrize("industry", [ANY, "banking", "healthcare", "hospitality"])
def test_a_function_is_disputed_exactly_by_the_rule(industry: str, book: Rulebook) -> None:
    """Two publishers and 15 % of the weight, five anywhere and 4 % of all, half the industries, or the catalogue."""
    for entry in book.functions.values():
        own = office_in(entry, scopes(industry, book))
        expected = set(entry.disputed)
        found = tally(entry.id, industry, book)
        if found:
            whole = sum(found.weights.values())
            for office, ids in found.pages.items():
                publishers = {book.sources[page].publisher for page in ids}
                if len(publishers) >= 2 and found.weights[office] >= 0.15 * whole:
                    expected.add(office)
            filed = [(one.office, page) for one in book.labels[entry.id] for page in one.pages]
            if not entry.by_industry.keys().isdisjoint(scopes(industry, book)):
                filed = [(office, page) for office, pages in found.pages.items() for page in pages]
            said = {(office, book.sources[page].publisher) for office, page in filed}
            others = {publisher for office, publisher in said if office is not own}
            if len(others) >= max(5, 0.04 * len({publisher for _, publisher in said})):
                expected |= {office for office, _ in said}
            if found.scope == ANY:
                expected |= elsewhere(entry.id, own, book)
        assert set(disputed(entry, industry, book)) == expected - {own}, entry.id


def elsewhere(function: str, own: Office, book: Rulebook) -> set[Office]:
    """Offices that lead in industries of two pages and more, where half of these file the function elsewhere."""
    leaders = []
    for industry in sorted({one.industry for one in book.labels[function]} - {ANY}):
        filed = [one for one in book.labels[function] if one.industry == industry]
        knowing = {page for one in filed if one.middle_known for page in one.pages}
        said: dict[Office, dict[str, float]] = {office: {} for office in Office}
        for one in filed:
            for page in one.pages:
                said[one.office][page] = max(said[one.office].get(page, 0), 2 if one.stated else 1)
        if len({page for pages in said.values() for page in pages}) < 2:
            continue
        weights = {office: sum(pages.values()) for office, pages in said.items()}
        three = {office: sum(said[office][page] for page in said[office] if page in knowing) for office in Office}
        if len(knowing) >= 4 and three[MIDDLE] > max(three[FRONT], three[BACK]):
            weights[BACK] = (weights[BACK] + three[BACK]) / 2
        leaders.append(max(Office, key=lambda office, weights=weights: weights[office]))  # type: ignore[misc]
    others = [office for office in leaders if office is not own]
    return set(others) if len(others) >= 2 and 2 * len(others) >= len(leaders) else set()


@pytest.mark.parametrize(
    ("name", "industry"),
    [("Payroll", ANY), ("Compliance", "banking"), ("Housekeeping", "hospitality"), ("Coding", "healthcare")],
)
def test_reasons_tell_the_counts_and_their_pages(name: str, industry: str, book: Rulebook) -> None:
    seen = classified(name, industry)
    assert seen.matched
    found = tally(seen.matched, industry, book)
    assert found
    reasons = {reason.office: reason for reason in seen.reasons if reason.rule == "rule:published_pages"}
    assert {office for office, pages in found.pages.items() if pages} == set(reasons)
    for office, reason in reasons.items():
        assert office
        pages = found.pages[office]
        assert reason.text.startswith(f"{len(pages)} of {found.count} published page")
        assert f"in the {office} office" in reason.text
        assert reason.source == pages[:5]
        trust = [book.sources[page].trust for page in pages]
        assert trust == sorted(trust)


@pytest.mark.parametrize("name", ["Payroll", "Compliance", "IT and compliance", "Order processing", "Complianse"])
def test_points_of_the_reasons_sum_to_the_totals(name: str) -> None:
    seen = classified(name)
    for office in Office:
        whole = math.fsum(reason.points or 0 for reason in seen.reasons if reason.office is office)
        assert seen.points[office] == pytest.approx(whole, abs=1e-9)


def test_pages_and_catalogue_are_counted_together(book: Rulebook) -> None:
    """The shares are those of the page weights plus eight for the catalogue, spread as its own points say."""
    seen, entry = classified("Payroll"), book.functions["payroll"]
    found = tally("payroll", ANY, book)
    assert found
    own = book.office_rules["catalogue_name"].points
    spread = {office: math.exp(own if office is entry.office else 0.0) for office in Office}
    weight = book.number("catalogue_weight")
    expected = {office: found.weights[office] + weight * spread[office] / sum(spread.values()) for office in Office}
    for office in Office:
        assert seen.shares[office] == pytest.approx(expected[office] / sum(expected.values()), abs=2e-4)


def test_a_clear_and_a_disputed_name_differ() -> None:
    """Nearly all pages say one thing of payroll; those on order processing split between back and front."""
    clear, split = classified("Payroll"), classified("Order processing")
    assert clear.confidence > 0.9
    assert not clear.office_contested
    assert not clear.disputed
    assert split.confidence < 0.7
    assert split.office_contested
    assert split.disputed
    assert split.runner_up in split.disputed


def test_production_that_nobody_labels_is_surer_than_a_split_name(book: Rulebook) -> None:
    core = [
        one for one in book.functions.values() if one.operations_core and one.disputed and one.id not in book.labels
    ]
    assert core
    split = classified("Order processing").confidence
    for entry in core:
        assert classified(entry.title, entry.industries[0]).confidence > split, entry.id


def test_the_catalogue_shows_who_says_what(book: Rulebook) -> None:
    shown = {one["id"]: one for one in entries("functions")}
    compliance = shown["compliance"]
    assert compliance["offices"][ANY] == "middle"
    everywhere = next(one for one in compliance["disputed"] if (one["industry"], one["office"]) == (ANY, "back"))
    found = tally("compliance", ANY, book)
    assert found
    assert list(everywhere["said_by"]) == list(found.pages[BACK])
    assert compliance["published_pages"][0]["back"] == len(found.pages[BACK])
    for one in shown.values():
        assert one["names"] is not None
        assert one["reason"]
        assert one["sources"]
        assert one["wage"][:7] in book.wages
        assert one["kpis"]
        assert one["typical_risks"]
        assert one["parent"]


def test_a_handful_among_very_many_publishers_is_no_dispute(book: Rulebook) -> None:
    """Five odd pages in some hundred and fifty do not make human resources doubtful; one in five does marketing."""
    assert dissenters("human_resources", BACK, ANY, book) == ()
    assert not classified("Human resources").office_contested
    assert dissenters("marketing", FRONT, ANY, book)
    assert classified("Marketing").office_contested
