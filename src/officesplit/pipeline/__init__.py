"""The order of the steps, and the public functions of the package.

::

    profile -> classify -> options & gates -> cost -> risk -> readiness -> criteria -> verdict -> roadmap -> report

Nothing else knows this order. Each step takes and returns values of ``officesplit.model``.
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from officesplit.classify.industry import industry_key
from officesplit.classify.offices import classify
from officesplit.errors import UsageError
from officesplit.load import earlier
from officesplit.load import profile as loading
from officesplit.load.marks import Document, file_problem
from officesplit.load.rulebook import load_rulebook
from officesplit.load.schema import profile_schema
from officesplit.model.comparison import Comparison
from officesplit.model.examples import PriceExample
from officesplit.model.profile import Function, Profile
from officesplit.model.quantity import Range
from officesplit.model.result import Assessment, Classification, Finding
from officesplit.model.rulebook import Rulebook
from officesplit.pipeline.prepared import LoadedProfile, prepare
from officesplit.recommend import notes
from officesplit.recommend.compare import compare
from officesplit.report.formats import FORMATS as _FORMATS
from officesplit.report.formats import by_suffix, render
from officesplit.report.rendered import Rendered

__all__ = [
    "FORMATS",
    "LoadedProfile",
    "Rendered",
    "assess",
    "classify_names",
    "compare",
    "format_for_suffix",
    "load_profile",
    "price_examples",
    "read_profile",
    "read_result",
    "render",
    "render_comparison",
    "rulebook",
    "schema",
    "validate",
]

FORMATS = tuple(item.name for item in _FORMATS)
"""Names of the formats that ``render`` knows."""


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The shipped rulebook, read once."""
    return load_rulebook()


def read_profile(
    source: Path | str, *, settings: Sequence[str] = (), scenario: str | None = None, stdin: bytes | None = None
) -> LoadedProfile:
    """Read a profile; ``-`` stands for the bytes of ``stdin``.

    Raises:
        InputError: with every problem of the file.
    """
    profile, where = loading.read_profile(
        source, rulebook=rulebook(), stdin=stdin, settings=tuple(settings), scenario=scenario
    )
    if scenario is not None or where.document is None:
        return LoadedProfile(profile, where.name, where.sha256, where.scenario, tuple(where.settings))
    # As in the file: a scenario is applied before the settings, so these cannot reach into it.
    scenarios = where.document.data.get("scenarios") or {}
    again = partial(_under, where.document, where.settings) if scenarios else None
    return LoadedProfile(profile, where.name, where.sha256, None, tuple(where.settings), scenarios, again)


def _under(document: Document, settings: tuple[str, ...], scenario: str) -> Profile:
    """A profile read before, under one of its scenarios; a function of the module, so that it can be sent elsewhere."""
    return loading.read_scenario(document, scenario, rulebook=rulebook(), settings=settings)


load_profile = read_profile


def read_result(path: Path | str) -> Assessment | None:
    """The former assessment that a JSON file holds; None where the file holds something else, such as a profile.

    Raises:
        InputError: the file says that it is an assessment and is not a whole one.
    """
    if not earlier.looks_like_a_result(path):
        return None
    try:
        return Assessment.model_validate(earlier.read_earlier(path))
    except ValidationError:
        remedy = "write it again with 'officesplit assess -f json', by this version and in full detail"
        raise file_problem(str(path), "is not a whole assessment of this version", remedy) from None


def assess(
    loaded: LoadedProfile, *, as_of: str | None = None, draws: int | None = None, seed: int | None = None
) -> Assessment:
    """Assess a profile, with its scenarios beside it unless one was applied to it.

    Args:
        loaded: from ``read_profile``.
        as_of: an ISO day; without it the profile's own, else the rulebook's release date.
        draws: how often every uncertain input is drawn; by default the rulebook's number.
        seed: of the draws; by default the rulebook's.
    """
    # Everything that calculates imports numpy; `validate` and `classify` do without it.
    from officesplit.pipeline.assessing import assess as assess_profile
    from officesplit.pipeline.scenarios import beside

    book = rulebook()
    start = int(book.number("seed")) if seed is None else seed

    def run(profile: LoadedProfile, count: int, *, brief: bool = False) -> Assessment:
        given = profile.profile.as_of
        day = as_of or (given.isoformat() if given else book.released)
        return assess_profile(profile, book, day, count, start, brief=brief)

    result = run(loaded, int(book.number("draws")) if draws is None else draws)
    return beside(result, loaded, lambda profile: run(profile, 0, brief=True)) if loaded.scenarios else result


def price_examples(home: str) -> tuple[PriceExample, ...]:
    """Modelled prices an hour of typical work in every country, in USD, for a company at home in ``home``."""
    from officesplit.assess import typical

    setting, everyone = prepare(typical.company(home), rulebook(), rulebook().released)
    return typical.price_examples(everyone, setting)


def validate(loaded: LoadedProfile) -> tuple[Finding, ...]:
    """What can be said of a valid profile without assessing it."""
    setting, everyone = prepare(loaded.profile, rulebook(), rulebook().released)
    return notes.from_profile(loaded.profile, everyone, setting)


def classify_names(
    names: Sequence[tuple[str, str | None]],
) -> list[tuple[str, str, Classification, str]]:
    """Classify bare names, each with an industry key or plain word, or None for any.

    Returns name, industry key taken, classification, and a warning where the industry is unknown.
    """
    found = []
    for name, said in names:
        key, warning = industry_key(said, rulebook())
        function = Function(name=name[:300] or "?", fte=Range.exact(0.0))
        found.append((name, key, classify(function, key, rulebook())[0], warning))
    return found


def format_for_suffix(suffix: str) -> str:
    """The name of the format of a file suffix; raises UsageError for one that no format has."""
    return by_suffix(Path(f"report{suffix}")).name


def schema(which: Literal["profile", "result"]) -> dict[str, Any]:
    """The JSON Schema of a profile or of a result."""
    if which == "profile":
        return profile_schema(rulebook())
    if which == "result":
        return Assessment.model_json_schema(by_alias=True, mode="serialization")
    raise UsageError(f"there is no schema '{which}'", "use profile or result")


def render_comparison(comparison: Comparison, name: str, **wishes: Any) -> Rendered:
    """A comparison in the format called ``name``: terminal, markdown or json."""
    from officesplit.report.comparison import render_comparison as rendered

    return rendered(comparison, name, **wishes)
