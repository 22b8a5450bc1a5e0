"""Says what pydantic found in the words of a profile: what is wrong, and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from officesplit.errors import Problem

_NEAR = 72.0
_LISTED = 40
_MEANT = {
    "monthly_fee": "write annual_fee, twelve times the month",
    "per_month": "write annual_fee, twelve times the month",
    "per_ticket": "write per_unit, and the function's volume",
    "per_invoice": "write per_unit, and the function's volume",
    "per_employee_month": "write per_unit for a year, and the function's volume in employees",
    "annual_price": "write currently: {annual_price: ...}",
    "unit_cost": "write costs as money a year: unit cost times volume",
    "opportunity_cost": "write it as a cost that giving the work out avoids, in costs, or as one_offs of the baseline",
    "direct_labor": "write salaries",
    "direct_labour": "write salaries",
    "overhead": "write facilities, management or other",
    "salvage": "write one_offs with a negative amount",
    "inflation": "write wage_growth and price_growth",
    "tax": "write tax_rate",
}
"""Keys that people write for something that has another name here."""
_PATTERNS = {
    "^[A-Z]{2}$": ("must be a country", "write its ISO 3166-1 code of two capitals, such as GB"),
    "^[A-Z]{3}$": ("must be a currency", "write its ISO 4217 code of three capitals, such as USD"),
    "^[a-z]{2,3}$": ("must be a language", "write its ISO 639-1 code in small letters, such as en"),
}
_KINDS = {
    "string_type": ("must be text", "put it in quotes"),
    "bool_type": ("must be true or false", ""),
    "bool_parsing": ("must be true or false", ""),
    "int_type": ("must be a whole number", "write it without quotes or a decimal point"),
    "int_parsing": ("must be a whole number", "write it without quotes or a decimal point"),
    "int_from_float": ("must be a whole number", "write it without a decimal point"),
    "float_type": ("must be a number", "write it without quotes or units"),
    "float_parsing": ("must be a number", "write it without quotes or units"),
    "finite_number": ("must be a finite number", "give a number, or leave the key out"),
    "dict_type": ("must be a mapping of keys and values", "write 'key: value' lines under it"),
    "model_type": ("must be a mapping of keys and values", "write 'key: value' lines under it"),
    "tuple_type": ("must be a list", "write it as [a, b], or one item a line after '- '"),
    "list_type": ("must be a list", "write it as [a, b], or one item a line after '- '"),
    "string_too_short": ("must not be empty", "write something, or leave the key out"),
    "date_type": ("must be a day", "write it as YYYY-MM-DD"),
}
_BOUNDS = {
    "greater_than_equal": "at least {ge:g}",
    "greater_than": "more than {gt:g}",
    "less_than_equal": "at most {le:g}",
}


class Place(Protocol):
    """Makes a located problem; `officesplit.load.marks.Document.problem` is one."""

    def __call__(self, loc: Sequence[str | int], what: str, remedy: str = "", *, at_key: bool = False) -> Problem:
        """The problem at ``loc``."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is most likely a slip of, or None where none is close."""
    # Only a mistake pays for the import.
    from rapidfuzz import fuzz, process, utils

    words = list(known)
    found = process.extractOne(word, words, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR)
    if found is not None:
        return str(found[0])
    # Half a key is no near match by letters: 'contact' for 'customer_contact'.
    holding = [one for one in words if word.casefold() in one.split("_")]
    return holding[0] if len(holding) == 1 else None


def near(word: str, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the closest known word, or an empty text where none is close."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else ""


def near_or_list(word: str, known: Iterable[str]) -> str:
    """As `near`, with the known words where none is close."""
    words = list(dict.fromkeys(known))
    if not words:
        return ""
    rest = f", … ({len(words)} in all)" if len(words) > _LISTED else ""
    return near(word, words) or f"use one of {', '.join(words[:_LISTED])}{rest}"


def shown(value: Any) -> str:
    """A value as a message quotes it, cut to a readable length."""
    limit = 40
    text = "true" if value is True else "false" if value is False else "nothing" if value is None else str(value)
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def explain(error: ValidationError, data: Any, model: type[BaseModel], place: Place) -> list[Problem]:
    """Every error of one validation as a located problem; several tries at one value count once."""
    found = [(details, *_in_data(details, data)) for details in error.errors(include_url=False)]
    # A value that fits no form of a union fails once a form: a written word beats the closed list of words.
    told = {
        loc
        for details, loc, value in found
        if details["type"] != "literal_error" and not _other_form(details, loc, value)
    }
    problems: dict[tuple[tuple[str | int, ...], str], Problem] = {}
    for details, loc, value in found:
        repeated = details["type"] == "literal_error" and loc in told
        # Items that are wrong themselves do not count for pydantic; for the writer they are there.
        filled = details["type"] == "too_short" and bool(value)
        if repeated or filled or _other_form(details, loc, value):
            continue
        what, remedy = _words(details, loc, value, model)
        if (loc, what) not in problems:
            problems[loc, what] = place(loc, what, remedy, at_key=details["type"] == "extra_forbidden")
    return list(problems.values())


def model_at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that describes the mapping at ``loc``, or None where the keys are free."""
    found: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int):
            continue
        if found is None or part not in found.model_fields:
            return None
        found = _inner(found.model_fields[part].annotation)
    return found


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The first model inside an annotation such as ``tuple[Function, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := _inner(argument)) is not None), None)


def _in_data(details: ErrorDetails, data: Any) -> tuple[tuple[str | int, ...], Any]:
    """The part of pydantic's location that exists in the data: union tags and lifted ranges fall away."""
    loc: list[str | int] = []
    for position, part in enumerate(details["loc"]):
        last = position == len(details["loc"]) - 1
        listed = isinstance(data, (list, tuple)) and isinstance(part, int) and part < len(data)
        if listed or (isinstance(data, Mapping) and part in data):
            data = data[part]
        elif last and details["type"] == "missing":
            data = None
        else:
            continue
        loc.append(part)
    return tuple(loc), data


def _other_form(details: ErrorDetails, loc: tuple[str | int, ...], value: Any) -> bool:
    """Whether the error is about the form of a union that the writer did not choose: word or mapping."""
    if len(details["loc"]) <= len(loc) or not isinstance(details["loc"][-1], str):
        return False
    mapping = isinstance(value, Mapping)
    return mapping if details["type"] == "literal_error" else details["type"].startswith("model_") and not mapping


def _words(details: ErrorDetails, loc: tuple[str | int, ...], value: Any, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to do, for one error."""
    kind, context = details["type"], details.get("ctx", {})
    if kind == "missing":
        return "is missing", "add it"
    if kind == "extra_forbidden":
        owner = model_at(model, loc[:-1])
        name = str(loc[-1])
        if name.isdigit():
            return "unknown key", "a number with thousands commas? write it without them, or with _"
        return "unknown key", _MEANT.get(name) or near_or_list(name, owner.model_fields if owner else ()) or "remove it"
    if kind in ("value_error", "assertion_error"):
        what, _, remedy = str(context.get("error", details["msg"])).partition("; ")
        return what, remedy
    if kind in ("literal_error", "enum"):
        return f"'{shown(value)}' is not known", near_or_list(str(value), _allowed(context["expected"]))
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], (f"must match {context['pattern']}", ""))
    if kind in _BOUNDS:
        return f"must be {_BOUNDS[kind].format(**context)}", ""
    if kind == "string_too_long":
        return f"must not be longer than {context['max_length']} characters", "shorten it"
    if kind == "too_short":
        return "must not be empty", f"list at least {context['min_length']}"
    if kind == "string_type" and (value is None or isinstance(value, (dict, list))):
        return "must be text", ""
    if kind in _KINDS:
        return _KINDS[kind]
    if kind.startswith("model_"):
        return _KINDS["model_type"]
    message = details["msg"]
    return f"{message[:1].lower()}{message[1:]}", ""


def _allowed(expected: str) -> list[str]:
    """The words of pydantic's ``'a', 'b' or 'c'``."""
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]


def as_list(value: Any) -> list[Any]:
    """A raw list, or an empty one where the profile holds something else: the model complains of that."""
    return value if isinstance(value, list) else []


def as_map(value: Any) -> Mapping[str, Any]:
    """A raw mapping, or an empty one where the profile holds something else: the model complains of that."""
    return value if isinstance(value, Mapping) else {}
