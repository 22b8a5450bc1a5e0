"""JSON Schemas for editors: the models of the input files, with the words that the rulebook knows."""

from collections.abc import Sequence
from typing import Any

from officesplit.model.profile import Profile
from officesplit.model.rulebook import Rulebook

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COUNTRY_PATTERN = "^[A-Z]{2}$"
_COUNTRY: dict[str, str] = {"$ref": "#/$defs/Country"}


def profile_schema(rulebook: Rulebook) -> dict[str, Any]:
    """The JSON Schema of a company profile; the same rulebook gives the same schema."""
    schema = Profile.model_json_schema()
    schema = _with_countries(schema)
    definitions = schema["$defs"]
    definitions["Country"] = {
        "title": "Country",
        "description": "ISO 3166-1 alpha-2 code",
        "enum": sorted(rulebook.territories),
    }
    company = definitions["Company"]["properties"]
    company["industry"]["enum"] = sorted(rulebook.industries)
    company["regulated_as"]["items"] = {"enum": known_flags(rulebook)}
    for owner in (schema, definitions["Function"]):
        owner["properties"]["readiness"]["propertyNames"] = _one_of(list(rulebook.questions))
    families = {risk.family for risk in rulebook.risks.values()}
    schema["properties"]["risk_appetite"]["propertyNames"] = _one_of(sorted(families))
    head = {"$schema": _DIALECT, "$id": "urn:officesplit:profile:1", "title": "officesplit company profile"}
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def known_flags(rulebook: Rulebook) -> list[str]:
    """Every regulatory status that an industry implies or a gate asks for."""
    flags = {flag.flag for one in rulebook.industries.values() for flag in one.regulated_as}
    return sorted(flags | {flag for gate in rulebook.gates.values() for flag in gate.when.regulated_as})


def _one_of(words: Sequence[str]) -> dict[str, list[str]]:
    return {"enum": list(words)}


def _with_countries(part: Any) -> Any:
    """The schema with every country code pointing at the one list of countries."""
    if isinstance(part, dict):
        if part.get("pattern") == _COUNTRY_PATTERN:
            kept = {key: part[key] for key in ("default", "title") if key in part}
            return {**_COUNTRY, **kept}
        return {key: _with_countries(value) for key, value in part.items()}
    return [_with_countries(value) for value in part] if isinstance(part, list) else part
