"""What tests share that go through the whole program: profiles as values or YAML in, assessments out."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pytest

from officesplit import pipeline
from officesplit.model.result import Assessment, Cost, FunctionResult, OptionResult
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Kind


def assess_fresh(text: str) -> Assessment:
    """Assess a profile given as YAML text, without any cache."""
    return pipeline.assess(pipeline.read_profile("-", stdin=text.encode()))


@lru_cache(maxsize=400)
def assess_text(text: str) -> Assessment:
    """Assess a profile given as YAML text; the same text is assessed once in a test run."""
    return assess_fresh(text)


def profile_text(functions: Sequence[Mapping[str, Any]], **sections: Any) -> str:
    """A profile as text (JSON, which is YAML too). ``company`` is filled up to a US software company."""
    company = {"name": "Test company", "industry": "software", "country": "US", **sections.pop("company", {})}
    return json.dumps({"company": company, **sections, "functions": list(functions)})


def assess_functions(functions: Sequence[Mapping[str, Any]], **sections: Any) -> Assessment:
    """Assess functions of a US software company, or of the ``company`` given; sections as in a profile."""
    return assess_text(profile_text(functions, **sections))


def assess_one(function: Mapping[str, Any], **sections: Any) -> FunctionResult:
    """Assess a company of one function."""
    return assess_functions([function], **sections).functions[0]


def option_of(result: FunctionResult, kind: str) -> OptionResult:
    """The option of that kind, struck or not."""
    return next(option for option in result.options if option.option is Kind(kind))


def cost_of(result: FunctionResult, kind: str) -> Cost:
    """The cost of the option of that kind, which must have one."""
    cost = option_of(result, kind).cost
    assert cost is not None, (result.name, kind)
    return cost


def gates_on(option: OptionResult) -> dict[str, str]:
    """Effect by id of every gate that touches an option, struck or conditional."""
    return {hit.gate: hit.effect.value for hit in (*option.struck, *option.gates)}


def book() -> Rulebook:
    """The shipped rulebook, read once for the whole run."""
    return pipeline.rulebook()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return book()
