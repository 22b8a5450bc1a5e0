"""What knowing an input is worth, what settles a contested verdict, and what published frameworks say."""

import pytest

from officesplit import pipeline
from officesplit.assess.worth import summed_worth
from officesplit.model.result import Assessment, FunctionResult, Odds, Worth
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Family, Standing
from officesplit.recommend.flips import how_to_know
from tests.conftest import assess_functions, assess_one

SEVERAL = [
    {"name": "Accounts payable", "fte": 12},
    {"name": "Customer support", "fte": 60},
    {"name": "IT service desk", "fte": 15},
    {"name": "General ledger", "fte": 8},
    {"name": "Recruitment", "fte": 8},
    {"name": "Software development", "fte": 40},
    {"name": "Executive management", "fte": 6},
]


def whole() -> Assessment:
    return assess_functions(SEVERAL)


def odds(result: FunctionResult) -> Odds:
    assert result.odds is not None
    return result.odds


def test_worth_is_positive_and_the_largest_comes_first() -> None:
    lists = [odds(one).worth for one in whole().functions]
    assert any(lists)
    for one in [*lists, whole().portfolio.worth]:
        values = [line.value for line in one]
        assert values == sorted(values, reverse=True)
        assert all(value > 0 for value in values)
        assert len({line.input for line in one}) == len(one)


def test_worth_never_passes_what_is_at_stake() -> None:
    """Knowing one input cannot bring more than choosing the better option in every single draw."""
    for result in whole().functions:
        costs = [option.cost for option in result.options if option.cost and not option.struck]
        reach = sum(cost.npv_saving.p90 - cost.npv_saving.p10 for cost in costs)
        assert all(line.value < reach for line in odds(result).worth), result.name


def test_shared_inputs_add_up_over_functions(rulebook: Rulebook) -> None:
    sums: dict[str, float] = {}
    for result in whole().functions:
        for line in odds(result).worth:
            sums[line.input] = sums.get(line.input, 0.0) + line.value
    shown = {line.input: line.value for line in whole().portfolio.worth}
    assert len(shown) == min(len(sums), int(rulebook.number("worth_shown")))
    for name, value in shown.items():
        assert value == pytest.approx(sums[name])
    assert min(shown.values(), default=0.0) >= max((v for k, v in sums.items() if k not in shown), default=0.0)


def test_sums_keep_labels_and_size() -> None:
    one = Worth(input="a", label="A", value=3.0, standing=Standing.DEFAULT)
    other = Worth(input="b", label="B", value=4.0, standing=Standing.GIVEN)
    assert summed_worth([(one,), (other, one)], 1) == (one.model_copy(update={"value": 6.0}),)


def test_contested_verdicts_say_what_would_settle_them_and_others_do_not() -> None:
    for result in whole().functions:
        said = result.recommendation
        if said.robustness != "contested":
            assert said.settles == ""
        elif odds(result).worth:
            assert said.settles


@pytest.mark.parametrize(
    ("identity", "start"),
    [
        ("wage.IN.43-3031", "Get a quote"),
        ("ap.quotes[0].per_hour", "Ask the vendor"),
        ("parameter.productivity_end.offshore", "Ask a reference customer"),
        ("parameter.seat_avoidable.year_1", "Find out"),
    ],
)
def test_how_a_fact_is_collected(identity: str, start: str, rulebook: Rulebook) -> None:
    said = how_to_know(identity, "the label", rulebook)
    assert said.startswith(start)
    assert "the label" in said


def test_without_draws_nothing_is_searched() -> None:
    loaded = pipeline.read_profile("-", stdin=b"company: {name: T, industry: software, country: US}\n"
                                              b"functions: [{name: Payroll, fte: 9}]\n")  # fmt: skip
    result = pipeline.assess(loaded, draws=0)
    assert result.functions[0].odds is None
    assert result.portfolio.worth == ()


def test_frameworks_stand_beside_the_verdict() -> None:
    for result in whole().functions:
        matrix, gates = odds(result).voters
        assert "operational performance" in matrix.reason
        assert matrix.agrees is not True, "the profile says one of its two dimensions only"
        assert gates.source == ("van_mieghem_outsourcing",)
    named = {source.id for source in whole().sources}
    assert {"aipts_matrix", "van_mieghem_outsourcing"} <= named


def test_the_matrix_contradicts_what_no_cell_of_its_row_allows() -> None:
    low = {"name": "Nurses", "fte": 20, "strategic_importance": "low"}
    result = assess_one(low)
    assert result.recommendation.family is Family.KEEP
    assert odds(result).voters[0].agrees is False
    assert "38" in odds(assess_one({**low, "strategic_importance": 50})).voters[0].reason


def test_work_that_may_not_leave_fits_the_gates() -> None:
    gates = odds(assess_one({"name": "Fire fighters", "fte": 40})).voters[1]
    assert (gates.agrees, gates.says) == (True, "keep: giving the work out is not feasible")
