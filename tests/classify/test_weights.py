"""Fitted weights of words, stems and names that only another industry has: what stands in for the catalogue."""

import math

import numpy as np
import pytest
from bench import classifier, name_weights

from officesplit import pipeline
from officesplit.classify.catalogue import catalogue
from officesplit.model import names
from officesplit.model.labels import ANY, scopes
from officesplit.model.result import Classification
from officesplit.model.vocabulary import Office
from tests.conftest import assess_one, book


def said(name: str, industry: str = ANY) -> Classification:
    return pipeline.classify_names([(name, industry)])[0][2]


def entry_of(name: str, industry: str) -> str:
    match = catalogue(book()).find(name, industry)
    return match.entry.id if match else ""


def test_features_are_words_pairs_ends_and_industries() -> None:
    found = names.features("The trade settlement of 3 desks", ("banking", "financial_services", "any"))
    assert found == {
        "trade": "trade",
        "settlement": "settlement",
        "desk": "desk",
        "trade settlement": "trade settlement",
        "settlement desk": "settlement desk",
        "^trade": "trade",
        "desk$": "desk",
        "in:banking": "banking",
        "in:financial_services": "financial_services",
    }


def test_the_reasons_add_up_to_the_weights() -> None:
    """Log odds between two offices by the listed reasons are those of the weights, times the points of the rule."""
    name, industry = "quarterly zymurgy surveillance", "banking"
    seen = said(name, industry)
    assert seen.matched_by == "words"
    rulebook = book()
    held = {names.EVERY, *names.features(name, scopes(industry, rulebook))} & rulebook.name_weights.keys()
    weights = [math.fsum(float(rulebook.name_weights[one].split()[i]) for one in held) for i in range(3)]
    listed = [
        math.fsum(one.points or 0.0 for one in seen.reasons if one.rule == "rule:name_weights" and one.office is office)
        for office in Office
    ]
    points = rulebook.office_rules["name_weights"].points
    for one in range(3):
        # Points below 0.02 are not listed; a name of three words has fewer than ten.
        assert listed[one] - listed[0] == pytest.approx(points * (weights[one] - weights[0]), abs=0.1)


def test_words_for_the_public_keep_serving_words_out_of_the_back_office() -> None:
    silent = [one for one in said("tenant zymurgy support").reasons if one.rule == "rule:name_weights"]
    assert silent
    assert not [one for one in silent if "support" in one.text and one.office is Office.BACK]


@pytest.mark.slow
def test_the_weights_are_those_of_the_catalogue() -> None:
    """``python -m bench.name_weights --write`` after a change of names or statements; same features, same weights."""
    shipped = book().name_weights
    anew = name_weights.Model(name_weights.examples(book())).weights
    shared = shipped.keys() & anew.keys()
    assert len(shared) >= 0.99 * max(len(shipped), len(anew))
    parted = [float(np.abs(np.array(shipped[one].split(), float) - anew[one]).max()) for one in sorted(shared)]
    assert max(parted) <= 0.05


def test_a_name_that_only_the_weights_know_is_placed_by_words() -> None:
    known = book().name_weights
    lone = next(
        word
        for word in sorted(known)
        if word.isalpha() and len(word) > 5 and said(f"zymurgy {word} quxwob").matched_by == "words"
    )
    seen = said(f"zymurgy {lone} quxwob")
    assert [one for one in seen.reasons if one.rule == "rule:name_weights"]
    assert not [one for one in seen.reasons if one.rule == "rule:otherwise_back"]


def test_no_name_of_the_evaluation_is_in_the_fit() -> None:
    told = {names.key(row.told["name"]) for row in classifier.read()}
    assert not told & {names.key(one.name) for one in name_weights.examples(book())}


def test_names_of_the_evaluation_do_not_creep_into_the_catalogue() -> None:
    """160 of 249 stood there for other reasons when the catalogue grew to 47,000 names; a new one needs its own."""
    told = {names.key(row.told["name"]) for row in classifier.read()}
    assert len(told & book().exact_names.keys()) <= 160


def test_a_name_of_another_industry_counts_less_than_at_home() -> None:
    home, away = said("ward clerks", "healthcare"), said("ward clerks", "mining")
    assert (home.matched_by, away.matched_by) == ("name", "elsewhere")
    assert home.matched == away.matched
    assert not [one for one in away.reasons if one.rule == "rule:published_pages"], "other industries' pages are silent"
    assert [one for one in away.reasons if one.rule == "rule:name_weights"], "its words count beside it"
    assert not [one for one in home.reasons if one.rule == "rule:name_weights"]


def test_a_shorter_name_at_home_does_not_hide_the_longer_one_elsewhere() -> None:
    """Stores of goods are back office anywhere; the staff of a store is that of a shop."""
    assert entry_of("store staff", ANY) == entry_of("store staff", "retail")
    assert entry_of("stores", ANY) != entry_of("store staff", ANY)


@pytest.mark.parametrize("word", ["bar", "dealers", "underwriter", "teachers"])
def test_a_single_word_means_other_work_in_another_industry(word: str) -> None:
    assert said(word, "utilities").matched is None


@pytest.mark.parametrize("name", ["X-ray", "phlebotomy"])
def test_a_practice_calls_its_treatment_rooms_the_back_office(name: str) -> None:
    assert said(name, "healthcare").office is Office.FRONT
    seen = said(name, "clinic")
    assert seen.office is Office.BACK
    assert seen.office_contested, "pages differ"
    assert "filed under the back office" in seen.reasons[0].text


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("Estate agents - London", "Estate agents"), ("CC1042 Payroll", "Payroll"), ("1. Payroll", "Payroll"),
        ("Payrole", "Payroll"), ("pay roll", "Payroll"),
    ],
)  # fmt: skip
def test_codes_places_and_slips_change_nothing(name: str, function: str) -> None:
    assert entry_of(name, "real_estate") == entry_of(function, "real_estate") != ""


def test_general_words_fall_off_one_by_one() -> None:
    """Services of sales operations are those of sales operations, and not of sales."""
    assert entry_of("Sales ops services", ANY) == entry_of("Sales operations", ANY) != entry_of("Sales", ANY)


@pytest.mark.parametrize("name", ["Business", "Manager", "Specialist", "The business", "Business unit"])
def test_a_bare_word_is_not_taken_for_a_function(name: str) -> None:
    assert said(name).matched is None
    assert said(name).confidence < 0.75


def test_a_compound_name_is_none_that_lacks_the_conjunction() -> None:
    """ "Sales accounting" keeps the books of sales; "sales and accounting" are two functions."""
    assert said("Sales & accounting").matched_by == "part"
    assert said("Sales & accounting").mixed
    assert said("Repairs and maintenance department").matched == said("Repairs and maintenance").matched


def test_pages_of_other_industries_do_not_speak_for_an_industry_set_apart() -> None:
    rulebook = book()
    apart = [
        (one, industry)
        for one in rulebook.functions.values()
        for industry, office in one.by_industry.items()
        if office is not one.office and one.id in rulebook.labels
        if not any(industry in scopes(filed.industry, rulebook) for filed in rulebook.labels[one.id])
    ]
    alone = [(one, i) for one, i in apart if entry_of(one.title, i) == one.id and not one.disputed]
    assert len(alone) >= 3
    for one, industry in alone:
        assert said(one.title, industry).office is one.by_industry[industry], (one.id, industry)


@pytest.mark.parametrize("attribute", ["contact", "control"])
def test_attributes_outrank_every_name(attribute: str) -> None:
    """However many pages say otherwise; one name in forty of the catalogue."""
    told: dict[str, object] = {"customer_contact": 0.9} if attribute == "contact" else {"control_duty": True}
    office = Office.FRONT if attribute == "contact" else Office.MIDDLE
    titles = [one.title for one in book().functions.values()][::40]
    for title in (*titles, "Accounting", "Sales", "Human resources"):
        seen = assess_one({"name": title, "fte": 1, **told}).classification
        assert seen.office is office, title
        assert seen.confidence > 0.7, title


@pytest.mark.parametrize("told", [{"customer_contact": 0.9}, {"control_duty": True}])
def test_the_attribute_settles_the_case(told: dict[str, object]) -> None:
    assert not said("Payroll").office_contested
    assert not assess_one({"name": "Payroll", "fte": 1, **told}).classification.office_contested
