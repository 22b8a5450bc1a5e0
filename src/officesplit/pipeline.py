"""The order of the steps, and the public functions of the package.

::

    profile -> classify -> options & gates -> cost -> risk -> readiness -> criteria -> verdict -> roadmap -> report

Nothing else knows this order. Each step takes and returns values of ``officesplit.model``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from officesplit import __version__
from officesplit.assess.readiness import assess_readiness
from officesplit.assess.setting import complete, frame, lot_of
from officesplit.classify.industry import industry_key
from officesplit.classify.offices import classify
from officesplit.classify.traits import gather
from officesplit.errors import UsageError
from officesplit.load import profile as loading
from officesplit.load.rulebook import load_rulebook
from officesplit.load.schema import profile_schema
from officesplit.model.comparison import Comparison
from officesplit.model.examples import PriceExample
from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Function, Profile
from officesplit.model.quantity import Quantity, Range
from officesplit.model.result import (
    SCHEMA,
    Assessment,
    Classification,
    CompanyView,
    Finding,
    FunctionResult,
    Manifest,
    ReadinessView,
)
from officesplit.model.rulebook import Rulebook
from officesplit.recommend import gates, notes, roadmap
from officesplit.recommend.choice import Leader, default_goals, total, weights
from officesplit.recommend.compare import compare
from officesplit.recommend.plausibility import compare_with_surveys
from officesplit.recommend.verdict import Judgement, active_decision, choose, conclude, within_cap
from officesplit.report.formats import FORMATS as _FORMATS
from officesplit.report.formats import by_suffix, render
from officesplit.report.rendered import Rendered

if TYPE_CHECKING:
    from officesplit.assess.cells import Cells
    from officesplit.recommend.portfolio import Flows

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
    "render",
    "render_comparison",
    "rulebook",
    "schema",
    "validate",
]

FORMATS = tuple(item.name for item in _FORMATS)
"""Names of the formats that ``render`` knows."""


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A validated profile with what makes its result reproducible."""

    profile: Profile
    name: str
    digest: str
    scenario: str | None = None
    settings: tuple[str, ...] = ()


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
    return LoadedProfile(profile, where.name, where.sha256, where.scenario, tuple(where.settings))


load_profile = read_profile


def assess(loaded: LoadedProfile, *, as_of: str | None = None) -> Assessment:
    """Assess a profile. ``as_of`` is an ISO day; without it the profile's own, else the rulebook's release date."""
    # Everything that calculates imports numpy; `validate` and `classify` do without it.
    from officesplit.assess.baseline import frame_inputs
    from officesplit.assess.case import World
    from officesplit.assess.cells import work_out
    from officesplit.assess.desk import Gatekeeper
    from officesplit.assess.inputs import Inputs
    from officesplit.recommend import portfolio

    book, profile = rulebook(), loaded.profile
    keeper = Gatekeeper(hits=gates.hits, constraint=gates.constraint, behind=gates.conditional_gates)
    day = as_of or (profile.as_of.isoformat() if profile.as_of else book.released)
    setting, everyone = _prepare(profile, book, day)
    goals = profile.goals or default_goals(book)
    weighting = weights(goals, book)
    known: dict[str, Quantity] = {}
    inputs = Inputs(book, known)
    time = frame_inputs(setting, inputs)
    world = World.likely(time, known)
    cases = []
    for facts in everyone:
        readiness = assess_readiness(facts.function, profile, book, setting.fx)
        lot = lot_of(facts.function, profile)
        weigh = partial(total, weighting=weighting)
        cells = work_out(facts, setting, keeper, weigh, readiness, lot, inputs, time, world)
        judgement = Judgement(facts, setting, tuple(cells.options), weighting, goals, readiness)
        cases.append(_Function(judgement, cells, readiness, choose(judgement)))
    leaders = within_cap([(case.judgement, case.leader) for case in cases], setting)
    results = [
        _result(replace(case, judgement=j, leader=leader)) for case, (j, leader) in zip(cases, leaders, strict=True)
    ]
    route = roadmap.plan(results, setting)
    results = roadmap.with_waves(results, route)
    years = profile.assumptions.horizon_years or int(book.number("horizon_years"))
    starts = {name: wave.starts_month for wave in route.waves if wave.funded for name in wave.functions}
    held = tuple(name for wave in route.waves if not wave.funded for name in wave.functions)
    flows = {result.id: _flows(case, result) for case, result in zip(cases, results, strict=True)}
    paths = {name: found for name, found in flows.items() if found is not None}
    view = _company(setting, loaded, years)
    wanted = [goal.value for goal in goals]
    whole = portfolio.summarise(results, paths, starts, setting, weighting, wanted, years, view.discount_rate, held)
    sided = {case.judgement.facts.function.id: case.cells.one_sided for case in cases}
    findings = (
        *notes.from_profile(profile, everyone, setting),
        *notes.from_results(results, everyone, setting),
        *notes.from_symmetry(results, sided),
        *notes.from_quotes(results, profile, years),
    )
    beside = compare_with_surveys(results, everyone, setting)
    evidence, texts = notes.evidence(known), notes.texts(book)
    return Assessment(
        schema=SCHEMA,
        manifest=_manifest(loaded, book, day),
        company=view,
        functions=tuple(results),
        portfolio=whole,
        roadmap=route,
        evidence=evidence,
        sources=notes.sources((results, evidence, texts, route, beside), book),
        limits=notes.limits(setting),
        findings=findings,
        claims=notes.claims(book),
        plausibility=beside,
        texts=texts,
    )


@dataclass(frozen=True, slots=True)
class _Function:
    """One function between its options and its result."""

    judgement: Judgement
    cells: "Cells"
    readiness: ReadinessView
    leader: Leader


def _result(case: _Function) -> FunctionResult:
    facts, leader, setting = case.judgement.facts, case.leader, case.judgement.setting
    function = facts.function
    risk = case.cells.risks[leader.option.option]
    decision = active_decision(setting, function.id)
    wage = setting.rulebook.wages.get(facts.soc)
    return FunctionResult(
        id=function.id,
        name=function.name,
        fte=function.fte.likely,
        classification=facts.classification,
        parent=facts.parent,
        archetype=facts.archetype.id,
        occupation=f"{wage.title} (SOC {facts.soc})" if wage else "",
        traits=tuple(facts.traits.values()),
        baseline_cost=case.cells.baseline_cost,
        options=tuple(case.judgement.options),
        risk=risk,
        readiness=case.readiness,
        recommendation=conclude(case.judgement, leader, risk, decision),
        kpis=notes.kpis(facts, setting.rulebook),
        not_used_yet=notes.idle_fields(function),
    )


def _flows(case: _Function, result: FunctionResult) -> "Flows | None":
    """Monthly flows of the leading option, for the portfolio; None without a money verdict."""
    from officesplit.assess.cost import cash_path

    planned = result.recommendation.planned
    if planned not in case.cells.cases:
        return None
    path = cash_path(case.cells.cases[planned], case.cells.ends[planned])
    return path.saving, path.rate


def _prepare(profile: Profile, book: Rulebook, day: str) -> tuple[Setting, list[Facts]]:
    """Frame the company and classify its functions."""
    setting = frame(profile, book, day)
    everyone = []
    for function in profile.functions:
        classification, entry = classify(function, profile.company.industry, book)
        everyone.append(gather(function, classification, entry, book))
    return complete(setting, everyone), everyone


def price_examples(home: str) -> tuple[PriceExample, ...]:
    """Modelled prices an hour of typical work in every country, in USD, for a company at home in ``home``."""
    from officesplit.assess import typical

    setting, everyone = _prepare(typical.company(home), rulebook(), rulebook().released)
    return typical.price_examples(everyone, setting)


def validate(loaded: LoadedProfile) -> tuple[Finding, ...]:
    """What can be said of a valid profile without assessing it."""
    setting, everyone = _prepare(loaded.profile, rulebook(), rulebook().released)
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


def _manifest(loaded: LoadedProfile, book: Rulebook, day: str) -> Manifest:
    return Manifest(
        version=__version__,
        rulebook_version=book.version,
        rulebook_digest=book.digest,
        profile_name=Path(loaded.name).name,
        profile_digest=loaded.digest,
        as_of=day,
        overrides=loaded.settings,
        scenario=loaded.scenario,
    )


def _company(setting: Setting, loaded: LoadedProfile, years: int) -> CompanyView:
    company, book = setting.profile.company, setting.rulebook
    rate = setting.profile.assumptions.discount_rate
    return CompanyView(
        name=company.name,
        industry=company.industry,
        industry_name=book.industries[company.industry].title,
        country=company.country,
        country_name=setting.territory.name,
        currency=setting.currency,
        regulated_as=tuple(sorted(setting.regulated_as)),
        regulated_inferred=setting.inferred,
        horizon_years=years,
        discount_rate=rate.likely if rate else book.number("discount_rate"),
        scenario=loaded.scenario,
    )


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
