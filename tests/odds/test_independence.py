"""What must not matter to the odds: order, names, workers, chunks, the unit of money, and what is struck beside."""

import json
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest

from officesplit import pipeline
from officesplit.assess.case import timeline
from officesplit.assess.chances import Chances
from officesplit.model.result import Assessment, FunctionResult
from officesplit.model.vocabulary import Kind
from officesplit.recommend.choice import default_goals, weights
from tests.conftest import assess_text, profile_text
from tests.odds.test_exact import contest_in, quoted

QUOTE = {"vendor": "V", "location": "IN", "per_fte_year": {"low": 17_000, "likely": 21_000, "high": 30_000}}
FUNCTIONS: tuple[dict[str, Any], ...] = (
    {"id": "f1", "name": "Accounts payable", "fte": 14, "bundle": "finance", "quotes": [QUOTE]},
    {"id": "f2", "name": "General ledger", "fte": 6, "bundle": "finance", "salary": 61_000},
    {"id": "f3", "name": "Customer service", "fte": 40, "collaboration": "high"},
    {"id": "f4", "name": "IT help desk", "fte": 9, "codifiability": "high"},
)
COMPANY = {"name": "Test company", "industry": "retail", "country": "US"}


def by_id(result: Assessment) -> dict[str, Any]:
    """An assessment as JSON without what names the input; functions and what lists them in the order of ids."""
    found: dict[str, Any] = json.loads(result.model_dump_json(by_alias=True, exclude={"manifest"}))
    found["functions"].sort(key=lambda function: function["id"])
    return found


def numbers(value: Any) -> list[float]:
    """Every number in JSON, in its order."""
    if isinstance(value, Mapping):
        return [number for key in sorted(value) for number in numbers(value[key])]
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def assessed(functions: list[dict[str, Any]], **sections: Any) -> Assessment:
    return assess_text(profile_text(functions, company=COMPANY, **sections))


def option(result: FunctionResult, kind: Kind) -> Any:
    return next(one for one in result.options if one.option is kind)


def test_the_order_of_functions() -> None:
    one, other = (by_id(assessed(order)) for order in ([*FUNCTIONS], [*reversed(FUNCTIONS)]))
    assert one["functions"] == other["functions"]
    assert one["evidence"] == other["evidence"]
    assert one["portfolio"] == other["portfolio"]


def test_the_order_in_which_inputs_are_asked_for() -> None:
    text = profile_text([FUNCTIONS[0]], company=COMPANY)
    contest, chances = contest_in(text)
    forward = chances.judge(contest)
    contest, again = contest_in(text)
    for name in reversed(list(contest.inputs())):
        _ = again.values[name]
    backward = again.judge(contest)
    assert forward.result.kinds == backward.result.kinds
    assert all((forward.savings[kind] == backward.savings[kind]).all() for kind in forward.savings)


def test_the_name_on_the_page() -> None:
    """Another name for the same work: the office is given, and the catalogue knows both names."""
    renamed = [{**one, "name": one["name"].upper()} for one in FUNCTIONS]
    one, other = by_id(assessed([*FUNCTIONS])), by_id(assessed(renamed))
    assert numbers(one["functions"]) == numbers(other["functions"])
    assert numbers(one["portfolio"]) == numbers(other["portfolio"])


def assess_as_json(text: str) -> str:
    """A whole assessment as JSON; at the top of the module, so that a worker can be sent it."""
    return pipeline.assess(pipeline.read_profile("-", stdin=text.encode()), draws=500).model_dump_json(by_alias=True)


@pytest.mark.slow
def test_the_number_of_workers() -> None:
    texts = [profile_text([one], company=COMPANY) for one in FUNCTIONS]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(assess_as_json, texts)) == [assess_as_json(text) for text in texts]


def test_draws_in_chunks() -> None:
    contest, chances = contest_in(profile_text([FUNCTIONS[0]], company=COMPANY))
    whole = contest.money(chances.time())
    pieces = list(pairwise((0, 1, 137, 5_000, chances.count)))
    parts = []
    for start, stop in pieces:
        columns = {name: value if len(value) == 1 else value[start:stop] for name, value in chances.values.items()}
        parts.append(contest.money(timeline(chances.frame, columns)))
    for kind, money in whole.items():
        chunks = [
            np.broadcast_to(part[kind].saving, (stop - start,))
            for part, (start, stop) in zip(parts, pieces, strict=True)
        ]
        assert (np.concatenate(chunks) == np.broadcast_to(money.saving, (chances.count,))).all()


def test_fewer_draws_are_the_first_of_more() -> None:
    contest, chances = contest_in(profile_text([FUNCTIONS[0]], company=COMPANY))
    many = chances.judge(contest).savings
    book = chances.rulebook
    weighting = weights(default_goals(book), book)
    first = Chances(contest.inputs(), chances.frame, weighting, book, seed=chances.draws.seed, count=100)
    few = first.judge(contest).savings
    assert all((few[kind] == many[kind][:100]).all() for kind in few)


def test_the_unit_of_money() -> None:
    """All amounts times a power of two: every share keeps its bits, every amount is that much larger."""
    three = {"low": 28_000, "likely": 30_000, "high": 52_000}
    plain = quoted({"low": 380_000, "likely": 500_000, "high": 560_000}, three, 100_000)
    large = plain
    for amount in (380_000, 500_000, 560_000, 28_000, 30_000, 52_000, 100_000):
        large = large.replace(str(amount), str(amount * 1024), 1)
    one, other = assess_text(plain).functions[0], assess_text(large).functions[0]
    for mine, theirs in zip(one.options, other.options, strict=True):
        assert mine.acceptability == theirs.acceptability
        if mine.cost and theirs.cost:
            assert mine.cost.probability_saving == theirs.cost.probability_saving
            assert theirs.cost.npv_saving.p10 == mine.cost.npv_saving.p10 * 1024
    assert one.odds is not None
    assert other.odds is not None
    assert one.odds.ranks == other.odds.ranks


def test_what_is_struck_beside_an_option() -> None:
    """Ruling out work abroad takes options away; the others keep cost, bands, risk and points to the bit."""
    free, bound = assessed([*FUNCTIONS]), assessed([*FUNCTIONS], constraints={"offshore": False})
    struck = 0
    for one, other in zip(free.functions, bound.functions, strict=True):
        for mine in one.options:
            theirs = option(other, mine.option)
            struck += bool(theirs.struck) and not mine.struck
            if mine.struck or theirs.struck or mine.country != theirs.country:
                continue
            assert theirs.cost is None or mine.cost is not None
            assert (mine.criteria, mine.score) == (theirs.criteria, theirs.score)
            assert mine.expected_loss == theirs.expected_loss
            if mine.cost and theirs.cost:
                # What only the leader and its rival have: their drivers and the bands of their years.
                bands = dict.fromkeys(("baseline_p10", "baseline_p90", "option_p10", "option_p90"), True)
                same = {"drivers": True, "firm_share": True, "structural_share": True, "annual": {"__all__": bands}}
                assert mine.cost.model_dump(exclude=same) == theirs.cost.model_dump(exclude=same)
    assert struck


@pytest.mark.parametrize("field", ["salary", "attribute"])
def test_what_is_not_known_never_narrows_a_range(field: str) -> None:
    """Said as exactly what the tables would say, a number can only make the range of an option narrower."""
    bare = {"id": "f", "name": "Accounts payable", "fte": 14}
    unknown = assessed([bare])
    known = dict(bare)
    if field == "salary":
        known["salary"] = next(one for one in unknown.evidence if one.id == "f.salary").value.likely
    else:
        trait = next(one for one in unknown.functions[0].traits if one.id == "codifiability")
        known["codifiability"] = trait.points
    said = assessed([known])
    for mine, theirs in zip(unknown.functions[0].options, said.functions[0].options, strict=True):
        if mine.cost and theirs.cost:
            wide, narrow = (one.cost.npv_saving.p90 - one.cost.npv_saving.p10 for one in (mine, theirs))
            assert narrow <= wide * (1 + 1e-9), mine.option
