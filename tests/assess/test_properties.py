"""What must hold for every profile, on small generated ones. Deterministic: no example depends on a clock or a seed."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from officesplit.model.result import Assessment, FunctionResult, OptionResult
from tests.conftest import assess_fresh, assess_functions, book, option_of, profile_text

small = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # an assessment is too slow to shrink a failure by hundreds of them
)

NAMES = [
    "Accounts payable",
    "Customer support",
    "Data entry",
    "Payroll",
    "Software development",
    "Internal audit",
    "Cleaning",
    "IT service desk",
    "Claims processing",
    "Strategy",
    "Recruitment",
    "Zymurgy liaison",
]
GIVE_OUT = ("onshore", "nearshore", "offshore")
COMPANIES = [
    {"country": "US", "industry": "software"},
    {"country": "GB", "industry": "insurance"},
    {"country": "DE", "industry": "banking"},
    {"country": "IN", "industry": "retail"},
    {"country": "US", "industry": "healthcare"},
]
GOALS = ["cut_cost", "stay_in_control", "comply", "focus", "improve_service", "grow_sales", "innovate", "scale"]

companies = st.sampled_from(COMPANIES)
levels = st.sampled_from(["none", "low", "medium", "high"])
tenths = st.integers(5, 900).map(lambda value: value / 10)


def functions_of(names: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Functions with some of the optional fields; ids are the names."""

    def one(name: str) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries(
            {"name": st.just(name), "fte": tenths},
            optional={
                "salary": st.integers(15_000, 150_000),
                "strategic_importance": levels,
                "asset_specificity": levels,
                "codifiability": levels,
                "hours": st.sampled_from(["office", "extended", "round_the_clock"]),
                "data": st.lists(st.sampled_from(["personal", "health", "payment_card"]), unique=True, max_size=2),
                "bundle": st.just("b"),
                "readiness": st.dictionaries(st.sampled_from(["R01", "R02", "R07", "R13"]), st.integers(0, 4)),
            },
        )

    picked = st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=3)
    return picked.flatmap(lambda chosen: st.tuples(*map(one, chosen)).map(list))


functions = functions_of(NAMES)
goals = st.lists(st.sampled_from(GOALS), unique=True, max_size=3)


def numbers(option: OptionResult, called: str = "", name: str = "") -> Any:
    """Everything of an option that a number or verdict could rest on, with the name ``called`` put back to ``name``.

    How often it ranks first depends on the options beside it, and so does whether its drivers are worked out.
    """
    bands = dict.fromkeys(("baseline_p10", "baseline_p90", "option_p10", "option_p90"), True)
    of_leaders = {"drivers": True, "firm_share": True, "structural_share": True, "annual": {"__all__": bands}}
    text = option.model_dump_json(exclude={"places": True, "acceptability": True, "cost": of_leaders})
    return json.loads(text.replace(called, name) if called else text)


def everything(result: FunctionResult) -> dict[str, Any]:
    return json.loads(result.model_dump_json())


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two JSON values differ, at most a few places: a whole diff of two assessments takes minutes to print."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], f"{path}.{key}")][:5]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            found for i, pair in enumerate(zip(one, other, strict=True)) for found in differences(*pair, f"{path}[{i}]")
        ][:5]
    return [] if one == other else [f"{path}: {str(one)[:80]} / {str(other)[:80]}"]


def walk(value: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}[{index}]")


@small
@given(functions=functions, company=companies, goals=goals)
def test_the_same_input_gives_the_same_bytes(functions: list[dict], company: dict, goals: list[str]) -> None:
    text = profile_text(functions, company=company, goals=goals)
    one, other = (assess_fresh(text).model_dump_json(by_alias=True) for _ in range(2))
    same = one == other
    assert same


@small
@given(functions=functions, company=companies)
def test_low_likely_high_rise_everywhere(functions: list[dict], company: dict) -> None:
    assessment = assess_functions(functions, company=company)
    found = 0
    for path, item in walk(json.loads(assessment.model_dump_json())):
        middle = "likely" if "likely" in item else "points"
        if {"low", "high", middle} <= item.keys() and item["low"] is not None:
            found += 1
            assert item["low"] <= item[middle] <= item["high"], path
        if "loss_low" in item:
            assert item["loss_low"] <= item["loss"] <= item["loss_high"], path
        for key, amount in item.items():
            assert not isinstance(amount, float) or math.isfinite(amount), (path, key)
    assert found


@small
@given(
    name=st.sampled_from(NAMES[:-1]),
    fte=tenths,
    low=st.integers(15_000, 90_000),
    more=st.integers(1, 90_000),
    company=companies,
)
def test_dearer_staff_never_lower_the_saving_of_giving_out(
    name: str, fte: float, low: int, more: int, company: dict
) -> None:
    cheap, dear = (
        assess_functions([{"name": name, "fte": fte, "salary": salary}], company=company).functions[0]
        for salary in (low, low + more)
    )
    for kind in (*GIVE_OUT, "hybrid"):
        one, other = option_of(cheap, kind), option_of(dear, kind)
        if one.cost and other.cost and one.country == other.country:
            assert other.cost.npv_saving.likely >= one.cost.npv_saving.likely - 0.01, kind
            assert other.cost.run_rate_saving >= one.cost.run_rate_saving - 0.01, kind


@small
@given(functions=functions, company=companies, goals=goals)
def test_ruling_out_offshore_changes_no_other_option(functions: list[dict], company: dict, goals: list[str]) -> None:
    """A hybrid stands in the place of a provider, so one that stood offshore is struck or moved itself."""
    free = assess_functions(functions, company=company, goals=goals)
    bound = assess_functions(functions, company=company, goals=goals, constraints={"offshore": False})
    for one, other in zip(free.functions, bound.functions, strict=True):
        assert option_of(other, "offshore").struck
        away = {place.country for place in option_of(one, "offshore").places}
        for before, after in zip(one.options, other.options, strict=True):
            if before.option.value != "offshore" and not (before.option.value == "hybrid" and before.country in away):
                assert not differences(numbers(before), numbers(after)), (one.id, before.option)


@small
@given(functions=functions, company=companies)
def test_excluding_a_country_changes_only_the_options_that_stood_there(functions: list[dict], company: dict) -> None:
    free = assess_functions(functions, company=company)
    away = sorted(
        {o.country for f in free.functions for o in f.options if o.country and o.country != company["country"]}
    )
    if not away:
        return
    bound = assess_functions(functions, company=company, constraints={"exclude_locations": away[:1]})
    for one, other in zip(free.functions, bound.functions, strict=True):
        kinds = {o.option for o in one.options if o.country == away[0]}
        for before, after in zip(one.options, other.options, strict=True):
            assert after.country != away[0]
            if before.option not in kinds and not (before.option.value == "hybrid" and after.country != before.country):
                assert not differences(numbers(before), numbers(after)), (one.id, before.option)


@small
@given(functions=functions, company=companies, goals=goals)
def test_the_order_of_functions_never_changes_a_result(functions: list[dict], company: dict, goals: list[str]) -> None:
    forth = assess_functions(functions, company=company, goals=goals)
    back = assess_functions(functions[::-1], company=company, goals=goals)
    by_id = {result.id: everything(result) for result in back.functions}
    assert not differences({result.id: everything(result) for result in forth.functions}, by_id)
    assert not differences(forth.portfolio.model_dump(mode="json"), back.portfolio.model_dump(mode="json"))
    assert [quantity.id for quantity in back.evidence] == [quantity.id for quantity in forth.evidence]


@small
@given(fte=tenths, company=companies, levels=st.tuples(levels, levels, levels))
def test_a_new_name_for_the_same_work_changes_only_the_name(fte: float, company: dict, levels: tuple[str, ...]) -> None:
    """Two names that the catalogue does not know, with the same office and attributes and a salary of their own."""
    given_ = {
        "id": "f",
        "fte": fte,
        "salary": 50_000,
        "office": "back",
        "customer_contact": 0.1,
        "control_duty": False,
        "strategic_importance": levels[0],
        "asset_specificity": levels[1],
        "codifiability": levels[2],
        "measurability": "high",
        "physical_presence": "none",
        "complexity": "low",
        "collaboration": "low",
        "demand": "steady",
        "supplier_count": "many",
        "hours": "office",
        "data": [],
    }
    one, other = (
        assess_functions([{**given_, "name": name}], company=company).functions[0] for name in ("Zymurg", "Quxwob")
    )
    for before, after in zip(one.options, other.options, strict=True):
        assert not differences(numbers(before), numbers(after, "Quxwob", "Zymurg"))
    assert not differences(everything(one)["recommendation"], everything(other)["recommendation"])
    assert not differences(everything(one)["risk"], everything(other)["risk"])


@pytest.mark.parametrize(("name", "synonym"), [("Accounts payable", "Purchase ledger"), ("Payroll", "Payroll team")])
def test_a_synonym_changes_nothing_but_the_name(name: str, synonym: str) -> None:
    one, other = (assess_functions([{"id": "f", "name": n, "fte": 12}]).functions[0] for n in (name, synonym))
    assert other.classification.matched == one.classification.matched
    for before, after in zip(one.options, other.options, strict=True):
        assert not differences(numbers(before), numbers(after, synonym, name))


@small
@given(functions=functions)
def test_the_name_of_the_company_changes_nothing_else(functions: list[dict]) -> None:
    one, other = (assess_functions(functions, company={"name": name}) for name in ("A", "Another company"))
    assert not differences([everything(f) for f in one.functions], [everything(f) for f in other.functions])
    assert not differences(one.portfolio.model_dump(mode="json"), other.portfolio.model_dump(mode="json"))


@small
@given(
    name=st.sampled_from(NAMES[:-1]),
    fte=tenths,
    salary=st.integers(15_000, 150_000),
    currency=st.sampled_from(["EUR", "GBP", "INR"]),
)
def test_currency_scales_out(name: str, fte: float, salary: int, currency: str) -> None:
    """The same company reporting in another currency, for which the tables hold a rate: every amount is multiplied.

    Texts that print amounts in US dollars (notes of the evidence) stay as they are and are not compared.
    """
    rate = book().exchange_rate(currency)
    assert rate is not None
    quote = {"vendor": "V", "location": "PL", "per_hour": 21.5, "transition": 40_000}

    def scaled(factor: float, code: str) -> FunctionResult:
        function = {
            "name": name,
            "fte": fte,
            "salary": salary * factor,
            "quotes": [{**quote, "per_hour": 21.5 * factor, "transition": 40_000 * factor}],
        }
        return assess_functions([function], company={"currency": code}).functions[0]

    dollars, other = scaled(1.0, "USD"), scaled(rate, currency)
    assert other.recommendation.verdict is dollars.recommendation.verdict
    for one, two in zip(dollars.options, other.options, strict=True):
        assert two.country == one.country
        assert (two.score or 0.0) == pytest.approx(one.score or 0.0, rel=1e-9)
        if one.cost is None or two.cost is None:
            assert one.cost is two.cost
            continue
        assert two.cost.payback_months == one.cost.payback_months
        for field in ("baseline_npv", "option_npv", "run_rate_saving", "one_off", "peak_cash", "expected_loss_npv"):
            assert getattr(two.cost, field) == pytest.approx(getattr(one.cost, field) * rate, rel=1e-9, abs=0.01), field
        for field in ("likely", "p10", "p50", "p90"):
            amounts = getattr(one.cost.npv_saving, field), getattr(two.cost.npv_saving, field)
            assert amounts[1] == pytest.approx(amounts[0] * rate, rel=1e-9, abs=0.01), field


@pytest.mark.parametrize("name", ["Accounts payable", "Customer support", "Software development"])
@pytest.mark.parametrize("company", COMPANIES[:4])
def test_an_unknown_salary_never_narrows_the_range(name: str, company: dict[str, str]) -> None:
    """The tables' salary, once left out and once given: its range is as wide or wider, and so is the band."""
    fte = 10
    unknown = assess_functions([{"id": "f", "name": name, "fte": fte}], company=company)
    salary = next(quantity for quantity in unknown.evidence if quantity.id == "f.salary")
    known = assess_functions([{"id": "f", "name": name, "fte": fte, "salary": salary.value.likely}], company=company)
    stated = next(quantity for quantity in known.evidence if quantity.id == "f.salary")
    assert stated.value.low >= salary.value.low
    assert stated.value.high <= salary.value.high
    for one, other in zip(unknown.functions[0].options, known.functions[0].options, strict=True):
        if one.cost and other.cost and one.country == other.country:
            wide, narrow = one.cost.npv_saving, other.cost.npv_saving
            assert wide.likely == pytest.approx(narrow.likely, rel=1e-9, abs=0.01)
            assert wide.p90 - wide.p10 >= 0.95 * (narrow.p90 - narrow.p10)


@small
@given(name=st.sampled_from(NAMES), points=st.integers(0, 100))
def test_an_unknown_attribute_is_never_surer_than_a_given_one(name: str, points: int) -> None:
    unknown, known = (
        assess_functions([{"name": name, "fte": 10, **extra}]).functions[0]
        for extra in ({}, {"strategic_importance": points})
    )

    def width(result: FunctionResult) -> float:
        trait = next(trait for trait in result.traits if trait.id == "importance")
        assert trait.low is not None
        assert trait.high is not None
        return trait.high - trait.low

    assert width(known) <= width(unknown) or width(known) <= 2 * book().number("level_half_width")


@small
@given(functions=functions, company=companies)
def test_mitigation_never_raises_a_loss(functions: list[dict], company: dict) -> None:
    for function in assess_functions(functions, company=company).functions:
        risk = function.risk
        for line in risk.lines:
            assert line.expected_loss_after <= line.expected_loss + 1e-9, line.id
            assert 0 <= line.chance_after <= line.chance <= 1, line.id
            assert line.mitigation_cost >= 0, line.id
        assert math.fsum(line.expected_loss for line in risk.lines) == pytest.approx(risk.expected_loss)
        assert math.fsum(line.expected_loss_after for line in risk.lines) == pytest.approx(risk.expected_loss_after)


@small
@given(functions=functions, company=companies, verdict=st.sampled_from(["retain", "offshore", "hybrid"]))
def test_a_decision_never_changes_a_score(functions: list[dict], company: dict, verdict: str) -> None:
    identity = functions[0]["name"].lower().replace(" ", "_")
    decision = {"function": identity, "verdict": verdict, "reason": "Board", "by": "Board", "until": "2099-12-31"}
    free = assess_functions(functions, company=company)
    decided = assess_functions(functions, company=company, decisions=[decision])
    before, after = ([[numbers(o) for o in f.options] for f in found.functions] for found in (free, decided))
    assert not differences(before, after)
    assert decided.functions[0].recommendation.decision
    assert decided.functions[0].recommendation.verdict is free.functions[0].recommendation.verdict


@small
@given(functions=functions, company=companies, goals=goals)
def test_scores_are_sums_whose_terms_are_listed(functions: list[dict], company: dict, goals: list[str]) -> None:
    assessment: Assessment = assess_functions(functions, company=company, goals=goals)
    weights = {line.criterion: line.weight for line in assessment.portfolio.weights}
    assert math.fsum(weights.values()) == pytest.approx(1.0)
    for function in assessment.functions:
        for option in function.options:
            if option.score is None:
                continue
            for scored in option.criteria.values():
                assert math.fsum(p * share for _, p, share in scored.terms) == pytest.approx(scored.score, abs=1e-6)
            mass = math.fsum(weights[name] for name in option.criteria)
            score = math.fsum(weights[name] * scored.score for name, scored in option.criteria.items()) / mass
            assert option.score == pytest.approx(score, abs=1e-6)


@small
@given(functions=functions, company=companies)
def test_the_economic_criterion_follows_its_formula(functions: list[dict], company: dict) -> None:
    for function in assess_functions(functions, company=company).functions:
        for option in function.options:
            if option.cost:
                net = (option.cost.npv_saving.likely - option.cost.expected_loss_npv) / option.cost.baseline_npv
                expected = min(100.0, max(0.0, 50 + 100 * net))
                assert option.criteria["C1"].score == pytest.approx(expected, abs=1e-6)


@small
@given(functions=functions, company=companies, share=st.sampled_from([0.0, 0.2, 0.5]))
def test_a_cap_strikes_and_never_rescores(functions: list[dict], company: dict, share: float) -> None:
    free = assess_functions(functions, company=company)
    capped = assess_functions(functions, company=company, constraints={"max_outsourced_share": share})
    for one, other in zip(free.functions, capped.functions, strict=True):
        for before, after in zip(one.options, other.options, strict=True):
            assert not differences({**numbers(before), "struck": []}, {**numbers(after), "struck": []})
    assert capped.portfolio.outsourced_share <= share + 1e-9
