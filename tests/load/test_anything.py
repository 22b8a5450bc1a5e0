"""Whatever the bytes, the answer is a profile or a list of located problems."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officesplit.errors import InputError
from officesplit.load.earlier import read_earlier
from officesplit.model.rulebook import Rulebook
from tests.load.conftest import load_profile

KEYS = [
    "company",
    "name",
    "industry",
    "country",
    "functions",
    "fte",
    "currently",
    "quotes",
    "depends_on",
    "scenarios",
    "goals",
    "readiness",
    "facts",
    "decisions",
    "assumptions",
    "constraints",
    "risk_appetite",
    "data_subjects_in",
    "exclude_locations",
    "costs",
    "salaries",
    "low",
    "likely",
    "high",
    "id",
    "location",
    "currency",
    "regulated_as",
    "R01",
    "function",
    "verdict",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(["US", "EU", "hospitality", "cut_cost", "ap", "retain", "010", ".inf", "unknown"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=5),
    ),
    max_leaves=20,
)
PROFILES = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(KEYS, TREES)
    | {
        "company": st.dictionaries(st.sampled_from(KEYS), TREES, max_size=6),
        "functions": st.lists(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=6), max_size=3),
        "scenarios": st.dictionaries(st.text(max_size=3), st.dictionaries(st.sampled_from(KEYS), TREES)),
    },
)
YAML_PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "&a ",
            "*a",
            "<<",
            ": ",
            ":",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\n",
            "\n  ",
            "\t",
            "'",
            '"',
            "!!int ",
            "!x ",
            "#",
            "|",
            ">",
            "? ",
            "---",
            "1_0",
            "functions",
            "company",
            "\r",
            "\x85",
            "\u2028",
            "\ufeff",
            "%",
            "~",
        ]
    ),
    max_size=40,
).map("".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _survives(rulebook: Rulebook, raw: str | bytes, name: str = "p.yaml", **changes: Any) -> None:
    try:
        load_profile(name, rulebook=rulebook, text=raw, **changes)
    except InputError as error:
        problems = error.problems
    else:
        return
    assert problems
    for problem in problems:
        assert problem.what
        assert str(problem).encode()
        assert "\n" not in problem.excerpt


@QUICK
@given(raw=st.one_of(st.binary(max_size=200), st.text(max_size=200), YAML_PIECES))
def test_any_bytes(rulebook: Rulebook, raw: str | bytes) -> None:
    _survives(rulebook, raw)
    _survives(rulebook, raw, "p.json")


@QUICK
@given(tree=PROFILES)
def test_any_tree(rulebook: Rulebook, tree: Any) -> None:
    text = json.dumps(tree)
    _survives(rulebook, text, "p.json")
    _survives(rulebook, text)


PATHS = st.lists(st.sampled_from([*KEYS, ".", "[", "]", "[ap]", "[0]", "=", " ", "x"]), max_size=8).map("".join)
BASE = "company: {name: A, industry: hospitality, country: US}\nfunctions: [{name: A, id: ap, fte: 1, quotes: []}]\n"


@QUICK
@given(path=PATHS, value=st.one_of(YAML_PIECES, st.text(max_size=10)))
def test_any_setting(rulebook: Rulebook, path: str, value: str) -> None:
    _survives(rulebook, BASE, settings=[f"{path}={value}", path])
    _survives(rulebook, f"{BASE}scenarios: {json.dumps({'s': {path: value}})}", scenario="s")


@QUICK
@given(raw=st.one_of(st.binary(max_size=100), TREES.map(lambda tree: json.dumps(tree).encode())))
def test_any_former_result(raw: bytes) -> None:
    with pytest.raises(InputError):
        read_earlier("r.json", raw=raw)
