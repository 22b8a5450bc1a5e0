"""Which countries could host a function under each kind of option, and the short-list of them (method.md section 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from officesplit.assess.wages import NO_WAGES, likely_price_usd
from officesplit.model.conditions import data_subjects, hours_apart, in_region, kind_of
from officesplit.model.facts import Facts, Setting
from officesplit.model.reference import CountryRow
from officesplit.model.result import Place
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Hours, Kind, Standing, Work


@dataclass(frozen=True, slots=True)
class Candidate:
    """A country for one kind of option with what the short-list compares.

    ``overlap``: hours that office days have in common; ``price``: USD an hour; ``score``: points of the short-list, 0
    until the candidates are compared.
    """

    kind: Kind
    country: CountryRow
    night: bool
    overlap: float | None
    price: float | None
    score: float = 0.0

    def place(self, setting: Setting) -> Place:
        """The candidate as a reader sees it, not chosen yet."""
        country = self.country
        return Place(
            country=country.iso2,
            name=country.name,
            price_per_hour=None if self.price is None else self.price * setting.fx,
            stability=country.stability_pct,
            rule_of_law=country.rule_of_law_pct,
            overlap_hours=self.overlap,
            shared_languages=tuple(language for language in country.languages if language in setting.languages),
            transfer_law=country.transfer_law,
            score=self.score,
            chosen=False,
            why="",
        )


def candidates(
    known: Sequence[Candidate], facts: Facts, setting: Setting, allowed: Callable[[Kind, CountryRow], bool]
) -> dict[Kind, list[Candidate]]:
    """The candidates that no gate bars, by kind and in order of preference."""
    rows: dict[Kind, list[Candidate]] = {}
    for item in known:
        if allowed(item.kind, item.country):
            rows.setdefault(item.kind, []).append(item)
    return {kind: _ranked(found, facts, setting) for kind, found in rows.items()}


def with_industry(facts: Facts, setting: Setting) -> tuple[Candidate, ...]:
    """Every country with a delivery industry or a quote, not compared yet."""
    rulebook = setting.rulebook
    limit = rulebook.number("delivery_tier_limit")
    quoted = {quote.location for quote in facts.function.quotes if quote.location}
    # A country that the tables do not hold can still be quoted for.
    named = {quote.location or setting.territory.iso2 for quote in facts.function.quotes}
    others = [_unknown_place(code, setting) for code in sorted(named) if code not in rulebook.countries]
    found = []
    for country in (*rulebook.countries.values(), *others):
        kind = kind_of(country, setting)
        if kind is not Kind.ONSHORE and country.delivery_tier > limit and country.iso2 not in quoted:
            continue
        night, overlap = night_and_overlap(facts, country, setting)
        price = likely_price_usd(facts, kind, country, rulebook, night=night)
        found.append(Candidate(kind, country, night, overlap, price))
    return tuple(found)


def with_quotes(facts: Facts, setting: Setting) -> tuple[Candidate, ...]:
    """The countries for which the function has a quote."""
    named = {quote.location or setting.territory.iso2 for quote in facts.function.quotes}
    return tuple(item for item in with_industry(facts, setting) if item.country.iso2 in named)


def _unknown_place(code: str, setting: Setting) -> CountryRow:
    """A country without wages in the tables: in the middle of every scale, and never priced by a model."""
    there, middle = setting.rulebook.territories[code], setting.rulebook.number("level_points", "medium")
    return CountryRow(
        iso2=there.iso2, iso3=there.iso2, name=there.name, region="", timezone="", languages=there.languages,
        utc_jan=there.utc_jan or 0.0, utc_jul=there.utc_jul or 0.0, currency=there.currency, fx_lcu_per_usd=setting.fx,
        inflation_forecast=None, fx_drift=None, fx_vol=None, stability_pct=middle, rule_of_law_pct=middle,
        english="", transfer_law="home" if there.iso2 == setting.territory.iso2 else "unknown", wage_usd_h_low=None,
        wage_usd_h_high=None, load_pct_low=None, load_pct_high=None, load_standing=None, labour_ratio=1.0,
        labour_ratio_method=NO_WAGES, delivery_tier=4, source=("officesplit",), standing=Standing.UNKNOWN,
    )  # fmt: skip


def night_and_overlap(facts: Facts, country: CountryRow, setting: Setting) -> tuple[bool, float | None]:
    """Whether the work needs night shifts there, and the hours that office days have in common."""
    apart = hours_apart(country, setting)
    if apart is None:
        return False, None
    day = setting.rulebook.number("office_day_hours")
    overlap = max(0.0, day - min(apart, 24 - apart))
    live = (
        facts.work is Work.VOICE
        or facts.hours is not Hours.OFFICE
        or facts.level("collaboration") in ("medium", "high")
    )
    return live and apart > setting.rulebook.number("shift_from_hours"), overlap


def _ranked(rows: Sequence[Candidate], facts: Facts, setting: Setting) -> list[Candidate]:
    """Candidates by their short-list score, best first; the score's parts add up to it."""
    rulebook = setting.rulebook
    prices = [item.price for item in rows if item.price is not None]
    cheapest, dearest = (min(prices), max(prices)) if prices else (0.0, 0.0)
    found = []
    for item in rows:
        country = item.country
        score = 100 * _weighted(
            rulebook,
            price=1.0 if item.price is None or dearest == cheapest else (dearest - item.price) / (dearest - cheapest),
            stability=country.stability_pct / 100,
            rule_of_law=country.rule_of_law_pct / 100,
            transfer_law=_transfer(country, facts, setting),
            industry=rulebook.number("delivery_depth", f"tier_{country.delivery_tier}"),
            language=_language(facts, country, setting),
            overlap=_overlap(item.overlap, facts, rulebook),
        )
        found.append(replace(item, score=score))
    return sorted(found, key=lambda item: (-item.score, item.country.iso2))


def _weighted(rulebook: Rulebook, **shares: float) -> float:
    weights = {name: rulebook.number("shortlist_weight", name) for name in shares}
    return sum(weights[name] * share for name, share in shares.items()) / sum(weights.values())


def _transfer(country: CountryRow, facts: Facts, setting: Setting) -> float:
    """How freely personal data may go there; only work on data of people in the EEA or the UK is held back by it."""
    protected = under_gdpr(data_subjects(setting), setting)
    if not facts.data or not protected:
        return 1.0
    key = "home" if country.iso2 == setting.territory.iso2 else country.transfer_law
    return setting.rulebook.number("transfer_law_score", key)


def under_gdpr(regions: tuple[str, ...], setting: Setting) -> bool:
    """Whether any of the regions or countries is under the GDPR or its British twin."""
    return any(r in ("EU", "EEA", "GB") or in_region(r, ("EEA",), setting.rulebook) for r in regions)


def language_fit(facts: Facts, country: CountryRow, setting: Setting) -> float:
    """Share of the needed languages that are business languages of a country, 0 to 1.

    What the profile asks for is needed in full; without it one shared language will do. Work without customers needs
    the first of them only.
    """
    shared = set(country.languages) & set(setting.languages)
    asked = setting.profile.constraints.languages
    if not asked or facts.level("contact") in ("none", "low"):
        return 1.0 if shared else 0.0
    return len(shared) / len(asked)


def _language(facts: Facts, country: CountryRow, setting: Setting) -> float:
    """Language for the short-list: how many of the needed ones, and how well English is spoken where it is one."""
    rulebook, fit = setting.rulebook, language_fit(facts, country, setting)
    if fit == 0:
        return rulebook.number("language_score", "none")
    english = "en" in setting.languages and country.english in ("native", "official")
    return fit * rulebook.number("language_score", country.english if english else "business")


def _overlap(overlap: float | None, facts: Facts, rulebook: Rulebook) -> float:
    """Common office hours count for collaborative work; round-the-clock voice pays a premium instead."""
    if facts.work is Work.VOICE and facts.hours is not Hours.OFFICE:
        return 1.0
    if overlap is None:
        return 0.5
    need = facts.points("collaboration") / 100
    have = min(1.0, overlap / rulebook.number("overlap_hours", "enough"))
    return 1 - need * (1 - have)
