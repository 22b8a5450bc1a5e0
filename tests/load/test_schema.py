"""The JSON Schema of a profile agrees with its model."""

import json
from typing import Any

import jsonschema
import pytest

from officesplit.load.marks import read
from officesplit.load.schema import profile_schema
from officesplit.model.rulebook import Rulebook
from tests.load.test_profile import FULL, HEAD, ONE


@pytest.fixture(scope="session")
def schema(rulebook: Rulebook) -> dict[str, Any]:
    return profile_schema(rulebook)


def test_it_is_a_schema_with_a_name(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:officesplit:profile:1"
    assert "NO" in schema["$defs"]["Country"]["enum"]
    assert "hospitality" in schema["$defs"]["Company"]["properties"]["industry"]["enum"]


def test_it_is_the_same_each_time(schema: dict[str, Any], rulebook: Rulebook) -> None:
    assert json.dumps(profile_schema(rulebook)) == json.dumps(schema)


@pytest.mark.parametrize("text", [FULL, HEAD + ONE])
def test_good_profiles_pass(schema: dict[str, Any], text: str) -> None:
    jsonschema.validate(read(text, "p.yaml").data, schema)


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD.replace("US", "ZZ") + ONE,
        HEAD.replace("hospitality", "hotel") + ONE,
        HEAD + ONE.replace("6", "'6'"),
        HEAD + ONE.replace("6", "-6"),
        HEAD + ONE + "extra: 1",
        HEAD + ONE + "readiness: {R99: 1}",
        HEAD + ONE + "readiness: {R01: 5}",
        HEAD + ONE + "risk_appetite: {nosuch: low}",
        HEAD + ONE + "constraints: {exclude_locations: [ZZ]}",
        HEAD + ONE + "constraints: {start: 2027}",
        HEAD + "functions: []",
    ],
)
def test_bad_profiles_do_not(schema: dict[str, Any], text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read(text, "p.yaml").data, schema)
