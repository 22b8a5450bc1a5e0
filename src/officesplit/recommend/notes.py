"""What the reader must know beside the verdicts: findings, limits, sources used, claims, fields without effect yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from officesplit.model.facts import Facts, Setting
from officesplit.model.profile import Function, Profile
from officesplit.model.quantity import Quantity
from officesplit.model.result import ClaimLine, Cost, Finding, FunctionResult, Limit, ReadinessView, Reason, SourceLine
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import UNCHANGED, Kind

_FAR_RATE = 3.0
"""How many times the table's exchange rate, or a part of it, a given one may be before it is asked about."""


def idle_fields(function: Function) -> tuple[str, ...]:
    """Fields that the profile gives for a function and that have no effect in this version."""
    found = []
    if function.volume and not any(quote.per_unit for quote in function.quotes):
        found.append("volume")
    return tuple(found)


def idle_company_fields(profile: Profile) -> tuple[str, ...]:
    """Company-wide fields that are kept and have no effect in this version."""
    found = []
    if profile.company.revenue is not None:
        found.append("company.revenue")
    if profile.company.headcount is not None and profile.constraints.max_outsourced_share is None:
        found.append("company.headcount")
    if profile.constraints.start is not None:
        found.append("constraints.start")
    return tuple(found)


def from_profile(profile: Profile, everyone: Sequence[Facts], setting: Setting) -> tuple[Finding, ...]:
    """What can be said before anything is calculated."""
    found = [
        Finding(id="not_used_yet", severity="info", text=f"{name} is kept but has no effect in this version")
        for name in idle_company_fields(profile)
    ]
    if not setting.fx_known:
        text = f"no exchange rate for {setting.currency} is known: the money needs assumptions.lines: only_given"
        found.append(Finding(id="no_exchange_rate", severity="warning", text=text))
    found += _strange_rates(profile, setting)
    for entry in profile.decisions:
        if entry.until.isoformat() < setting.as_of:
            text = f"the decision '{entry.verdict}' by {entry.by} expired on {entry.until} and has no effect"
            found.append(Finding(id="decision_expired", severity="warning", text=text, function=entry.function))
    for name in setting.inferred:
        text = f"taken as {name} because of industry and country; correct it by company.regulated_as if it is wrong"
        found.append(Finding(id="regulation_inferred", severity="info", text=text))
    for facts in everyone:
        found += _about(facts)
    return tuple(found)


def _about(facts: Facts) -> Iterator[Finding]:
    function, seen = facts.function, facts.classification

    def note(identity: str, text: str, severity: Any = "info") -> Finding:
        return Finding(id=identity, severity=severity, text=text, function=function.id)

    for name in idle_fields(function):
        yield note("not_used_yet", f"{name} is kept but has no effect in this version")
    if function.currently == "outsourced" and function.costs is None:
        yield note(
            "outsourced_without_price", "outsourced without a price; give currently: {annual_price: ...}", "warning"
        )
    if seen.matched is None and facts.entry:
        text = (
            f"the catalogue does not know this name; attributes and wage are those of the nearest: {facts.entry.title}"
        )
        yield note("name_unknown", text, "warning")
    elif facts.entry is None:
        text = "the catalogue does not know this name: state office, salary and the attributes that matter"
        yield note("name_unknown", text, "warning")
    if seen.office_contested:
        yield note("office_contested", f"{seen.office} or {seen.runner_up} office: {seen.settle or 'sources disagree'}")
    if seen.mixed:
        split = ", ".join(f"{share:.0%} {office}" for office, share in seen.mixed.items())
        yield note("mixed_work", f"mixed work ({split} assumed); splitting it in the profile gives two verdicts")
    if seen.without_override and seen.without_override is not seen.office:
        yield note(
            "office_overridden",
            f"the profile says {seen.office}; the classifier would have said {seen.without_override}",
        )
    if function.fte.likely == 0 and function.costs is None:
        yield note("no_staff", "nobody works here, so every money figure of it is nought", "warning")


def _strange_rates(profile: Profile, setting: Setting) -> list[Finding]:
    """Exchange rates of the profile that are far from the table's: most often written the wrong way round."""
    found = []
    for code, given in profile.assumptions.exchange_rates.items():
        theirs = setting.rulebook.exchange_rate(code)
        ours = setting.rulebook.exchange_rate(setting.currency)
        if theirs is None or ours is None or code == setting.currency:
            continue
        table = ours / theirs
        if not table / _FAR_RATE <= given <= table * _FAR_RATE:
            text = (
                f"exchange_rates.{code} says {given:g} {setting.currency} for one {code}; the tables say {table:.4g}: "
                f"is it the wrong way round (1/{given:g} = {1 / given:.4g})?"
            )
            found.append(Finding(id="exchange_rate_far", severity="warning", text=text))
    return found


def from_results(results: Sequence[FunctionResult], everyone: Sequence[Facts], setting: Setting) -> tuple[Finding, ...]:
    """What the numbers themselves show: prices outside their market band."""
    found = []
    for result, facts in zip(results, everyone, strict=True):
        for option in result.options:
            price = option.cost.price_per_hour if option.cost else None
            if price is None or option.vendor or not setting.fx_known:
                continue
            for band in setting.rulebook.market_bands:
                here = {option.option.value, option.country} & set(band.place.split(";"))
                if band.use != "test" or not here or facts.work.value not in band.work.split(";"):
                    continue
                usd = price / setting.fx
                if not (band.low or 0.0) <= usd <= (band.high or usd):
                    text = (
                        f"{option.option} price of USD {usd:.2f} an hour in {option.country_name} is outside the "
                        f"market band {band.low or 0:g}-{band.high or usd:g} ({band.id}); "
                        "get a quote before relying on it"
                    )
                    found.append(Finding(id="price_outside_band", severity="warning", text=text, function=result.id))
    return tuple(found)


def from_quotes(results: Sequence[FunctionResult], profile: Profile, years: int) -> tuple[Finding, ...]:
    """What the profile gives and the money leaves out: quotes that priced no option, payments after the horizon."""
    found = []
    for result, function in zip(results, profile.functions, strict=True):
        priced = {(line.vendor, line.country) for option in result.options for line in option.quotes}
        lever = next((option.retender.basis for option in result.options if option.retender), "")
        for quote in function.quotes:
            place = quote.location or profile.company.country
            if (quote.vendor, place) not in priced and quote.vendor not in lever:
                why = "the place is barred by a gate or a constraint; the options name it"
                if quote.per_unit is not None and function.volume is None:
                    why = "a price per unit needs the function's volume"
                elif result.baseline_cost is None:
                    why = "what the work costs today is not known: give salary, costs, or the price of today's provider"
                text = f"the quote of {quote.vendor} for {place} prices no option: {why}"
                found.append(Finding(id="quote_unused", severity="warning", text=text, function=result.id))
        for item in function.one_offs:
            written = item.year + (item.depreciate_years or 0)
            if item.year <= years < written and profile.assumptions.tax_rate:
                text = f"'{item.what}' is written off until year {written}; tax saved after year {years} is not counted"
                found.append(Finding(id="written_off_beyond_horizon", severity="info", text=text, function=result.id))
            if item.year > years:
                text = (
                    f"'{item.what}' falls in year {item.year}, after the horizon of {years} years, and is not counted"
                )
                found.append(Finding(id="one_off_beyond_horizon", severity="warning", text=text, function=result.id))
    return tuple(found)


def from_symmetry(
    results: Sequence[FunctionResult], sided: Mapping[str, Mapping[Kind, tuple[str, ...]]]
) -> tuple[Finding, ...]:
    """Costs that the planned option, or its best rival where nothing changes, counts on one side only."""
    found = []
    for result in results:
        wanted = result.recommendation
        kinds = [wanted.runner_up] if wanted.planned in UNCHANGED else [wanted.planned]
        for kind in kinds:
            for text in sided[result.id].get(kind, ()) if kind else ():
                found.append(Finding(id="cost_symmetry", severity="info", text=f"{kind}: {text}", function=result.id))
    return tuple(found)


def limits(setting: Setting) -> tuple[Limit, ...]:
    """What was not measured, and which way each omission leans."""
    texts = setting.rulebook.limits
    return tuple(Limit(text=item.title, leans=item.reason) for item in texts)


def claims(rulebook: Rulebook) -> tuple[ClaimLine, ...]:
    """The founding claims with what carries each."""
    return tuple(
        ClaimLine(id=c.id, claim=c.claim, adopted=c.adopted, carried_by=c.carried_by, reason=c.reason)
        for c in rulebook.claims.values()
    )


def texts(rulebook: Rulebook) -> tuple[Reason, ...]:
    """General sentences of the report, each with its source."""
    return tuple(
        Reason(rule=f"text:{text.id}", text=text.reason, source=text.source, standing=text.standing)
        for text in rulebook.texts.values()
    )


def kpis(facts: Facts, rulebook: Rulebook) -> tuple[str, ...]:
    """Measures to agree with whoever runs the function: those of its parent first, then those of its office."""
    office = facts.classification.office
    own = [kpi.id for kpi in rulebook.kpis if facts.parent in kpi.parents and kpi.office in (office, "any")]
    general = [kpi.id for kpi in rulebook.kpis if not kpi.parents and kpi.office in (office, "any")]
    return tuple((own + general)[:4])


def sources(values: Iterable[object], rulebook: Rulebook) -> tuple[SourceLine, ...]:
    """Every source that is named anywhere in ``values``, in the order of their ids."""
    named: set[str] = set()
    for value in values:
        _collect(value, named)
    return tuple(
        SourceLine(
            id=s.id,
            publisher=s.publisher,
            title=s.title,
            year=s.year,
            url=s.url,
            trust=s.trust,
            verified=s.verified.value,
        )
        for s in sorted(rulebook.sources.values(), key=lambda item: item.id)
        if s.id in named
    )


def _collect(value: object, named: set[str]) -> None:
    """Walk models, tuples and mappings for fields of sources; the money names its sources in the evidence."""
    if isinstance(value, (Cost, ReadinessView)):
        return
    if isinstance(value, (tuple, list)):
        for item in value:
            _collect(item, named)
    elif isinstance(value, dict):
        for item in value.values():
            _collect(item, named)
    elif hasattr(value, "__pydantic_fields__"):
        named.update(getattr(value, "source", ()))
        named.update(getattr(value, "surveys", ()))
        for item in value.__dict__.values():
            if isinstance(item, (tuple, list, dict)) or hasattr(item, "__pydantic_fields__"):
                _collect(item, named)


def evidence(known: dict[str, Quantity]) -> tuple[Quantity, ...]:
    """Every input that any number of the report rests on, in the order of the ids."""
    return tuple(known[name] for name in sorted(known))
