"""Proofs over the shipped rulebook: nothing leads nowhere, nothing stands without its source."""

import pytest

from officesplit import pipeline
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Standing, Verified


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return pipeline.rulebook()


def _known(book: Rulebook) -> dict[str, set[str]]:
    """What a claim may name, by the word before the colon."""
    return {
        "archetype": set(book.archetypes),
        "criterion": set(book.criteria),
        "function": set(book.functions),
        "gate": set(book.gates),
        "industry": set(book.industries),
        "kpi": {one.id for one in book.kpis},
        "parameter": set(book.parameters),
        "question": set(book.questions),
        "risk": set(book.risks),
        "roadmap": set(book.roadmap),
        "rule": set(book.office_rules),
        "text": set(book.texts),
        "watch": {one.id for one in book.watchlist},
        "word": {one.id for one in book.words},
    }


def test_every_claim_is_carried_or_refused(book: Rulebook) -> None:
    known = _known(book)
    assert book.claims
    for claim in book.claims.values():
        assert claim.source in book.sources, claim.id
        for carrier in claim.carried_by:
            kind, _, name = carrier.partition(":")
            assert name in known[kind], f"{claim.id}: {carrier}"
        assert claim.adopted or claim.reason, claim.id


def test_every_parameter_has_unit_source_and_standing(book: Rulebook) -> None:
    for parameter in book.parameters.values():
        assert parameter.unit, parameter.id
        assert parameter.source, parameter.id
        assert set(parameter.source) <= book.sources.keys(), parameter.id
        assert parameter.standing in (Standing.BENCHMARK, Standing.DEFAULT, Standing.RECALL), parameter.id
        for row in parameter.values:
            assert set(row.source) <= book.sources.keys(), f"{parameter.id}[{row.key}]"


def test_our_own_numbers_do_not_pass_for_benchmarks(book: Rulebook) -> None:
    wrong = [
        one.id
        for one in book.parameters.values()
        if one.standing is Standing.BENCHMARK
        and all(book.sources[source].verified is Verified.DESIGN for source in one.source)
    ]
    assert not wrong


def test_every_rule_names_sources_that_exist(book: Rulebook) -> None:
    groups = [
        book.archetypes.values(),
        book.functions.values(),
        book.industries.values(),
        book.words,
        book.office_rules.values(),
        book.gates.values(),
        book.risks.values(),
        book.watchlist,
        book.questions.values(),
        book.criteria.values(),
        book.kpis,
        book.roadmap.values(),
        book.texts.values(),
    ]
    for group in groups:
        assert group
        for rule in group:
            assert set(rule.source) <= book.sources.keys(), rule.id


def test_a_rule_that_was_not_read_strikes_nothing(book: Rulebook) -> None:
    for gate in book.gates.values():
        if gate.verified in (Verified.RECALL, Verified.SECOND_HAND, Verified.ABSTRACT):
            assert gate.effect != "veto", gate.id
            assert not gate.strike_if_false, gate.id


def test_there_are_thirty_questions(book: Rulebook) -> None:
    assert len(book.questions) == 30
    assert {one.id for one in book.questions.values() if one.gate} == {"R01", "R07", "R08", "R13"}
