"""Risks of an option in money: probability x loss, before and after mitigation (method.md section 6).

Never a product of ordinal ranks: every number is a yearly probability, a share of a base amount, or money.
"""

from dataclasses import dataclass

from officesplit.assess.places import Candidate
from officesplit.model.conditions import holds
from officesplit.model.facts import Facts, Setting
from officesplit.model.result import Cost, RiskLine, RiskView, WatchLine
from officesplit.model.rulebook import Driver, Risk
from officesplit.model.vocabulary import Kind, Level, Standing

_WORST = [Standing.GIVEN, Standing.BENCHMARK, Standing.DEFAULT, Standing.RECALL, Standing.UNKNOWN]


@dataclass(frozen=True, slots=True)
class Bases:
    """Amounts that losses are shares of, in company currency."""

    annual_charges: float
    annual_baseline: float
    one_off: float
    exit_fee: float

    @classmethod
    def of(cls, cost: Cost, exit_fee: float) -> "Bases":
        """Charges of the run-rate year, the baseline of year 1, the one-off sum, and what ending early costs."""
        charges = cost.annual[cost.run_rate_year].lines.get("option.charges", 0.0)
        return cls(charges, cost.annual[1].baseline, cost.one_off, exit_fee)

    def amount(self, name: str) -> float:
        """The base called ``name``."""
        return float(getattr(self, name))


def assess_risk(
    facts: Facts, setting: Setting, kind: Kind, place: Candidate | None, cost: Cost, years: int, exit_fee: float
) -> RiskView:
    """Every risk that the option runs, the largest expected loss first; ``exit_fee`` is the quote's, 0 without one."""
    country = place.country.iso2 if place else None
    bases = Bases.of(cost, exit_fee)
    lines = [
        _line(risk, facts, setting, place, bases, years)
        for risk in setting.rulebook.risks.values()
        if kind in risk.kinds and holds(risk.when, facts, setting, country)
    ]
    lines.sort(key=lambda line: (-line.expected_loss_after, line.id))
    lines = _with_breaches(lines, setting, bases.annual_baseline)
    watch = tuple(
        WatchLine(id=item.id, title=item.title, driver=item.driver, remedy=item.remedy, source=item.source)
        for item in setting.rulebook.watchlist
        if kind in (Kind.ONSHORE, Kind.NEARSHORE, Kind.OFFSHORE, Kind.HYBRID)
        and holds(item.when, facts, setting, country)
    )
    return RiskView(
        option=kind,
        lines=tuple(lines),
        watch=watch,
        expected_loss=sum(line.expected_loss for line in lines),
        expected_loss_after=sum(line.expected_loss_after for line in lines),
        mitigation_cost=sum(line.mitigation_cost for line in lines),
    )


def _line(risk: Risk, facts: Facts, setting: Setting, place: Candidate | None, bases: Bases, years: int) -> RiskLine:
    factor, said = _drivers(risk, facts, setting, place)
    ceiling = setting.rulebook.number("risk_chance_ceiling")
    chance, loss, cure = risk.probability, risk.loss, risk.mitigation
    yearly = [min(value * factor, ceiling) for value in (chance.low, chance.likely, chance.high)]
    kept = 1 - cure.effect.likely
    base = bases.amount(loss.of)
    fee = bases.exit_fee if risk.exit_fee else 0.0
    mean_chance, mean_loss = sum(yearly) / 3, (loss.low + loss.likely + loss.high) / 3 * base + fee
    spread = years if risk.once else 1
    expected = mean_chance * mean_loss / spread
    standing = max((chance.standing, loss.standing), key=_WORST.index)
    return RiskLine(
        id=risk.id,
        title=risk.title,
        family=risk.family,
        statement=f"{risk.cause}: {risk.event}; {risk.effect}.",
        chance=_over(yearly[1], 1 if risk.once else years),
        chance_after=_over(yearly[1] * kept, 1 if risk.once else years),
        loss=loss.likely * base + fee,
        loss_low=loss.low * base + fee,
        loss_high=loss.high * base + fee,
        expected_loss=expected,
        expected_loss_after=expected * kept,
        mitigation=cure.what,
        mitigation_cost=cure.cost.likely * bases.amount(cure.cost.of),
        drivers=tuple(said),
        overlaps=risk.overlaps,
        standing=standing,
        source=tuple(dict.fromkeys((*risk.source, *chance.source, *loss.source))),
    )


def _over(yearly: float, years: int) -> float:
    """The chance of at least one event in ``years`` independent years."""
    return 1 - (1 - yearly) ** years


def _drivers(risk: Risk, facts: Facts, setting: Setting, place: Candidate | None) -> tuple[float, list[str]]:
    """The product of the drivers' factors and the sentences that explain those that are not 1."""
    factor, said = 1.0, []
    for driver in risk.drivers:
        here, word = _factor(driver, facts, setting, place)
        factor *= here
        if here != 1.0:
            said.append(f"{driver.attribute.replace('_', ' ')} {word}: x {here:g}. {driver.reason}")
    return factor, said


def _factor(driver: Driver, facts: Facts, setting: Setting, place: Candidate | None) -> tuple[float, str]:
    """The factor of one driver and the word it was chosen by; what is unknown changes nothing."""
    if driver.attribute == "data":
        found = [(driver.factors[name], name.value) for name in facts.data if name in driver.factors]
        return max(found, default=(driver.factors.get("none", 1.0), "none"))
    word = _word(driver.attribute, facts, setting, place)
    return (driver.factors.get(word, 1.0), word) if word else (1.0, "unknown")


def _word(attribute: str, facts: Facts, setting: Setting, place: Candidate | None) -> str | None:
    if attribute == "first_outsourcing":
        first = setting.first_outsourcing
        return None if first is None else str(first).lower()
    if attribute == "office":
        return facts.classification.office.value
    if attribute == "place_stability":
        country = place.country if place else setting.home
        if country is None:
            return None
        rulebook = setting.rulebook
        high, medium = (rulebook.number("place_stability_pct", key) for key in ("high", "medium"))
        return "high" if country.stability_pct >= high else "medium" if country.stability_pct >= medium else "low"
    if attribute == "overlap_hours":
        if place is None or place.overlap is None:
            return None
        steps = [Level.NONE, Level.LOW, Level.MEDIUM, Level.HIGH]
        passed = [step for step in steps[1:] if place.overlap >= setting.rulebook.number("overlap_bands", step.value)]
        return (passed[-1] if passed else Level.NONE).value
    return facts.level(attribute) if attribute in facts.traits else None


def _with_breaches(lines: list[RiskLine], setting: Setting, baseline: float) -> list[RiskLine]:
    """Mark the lines of a family whose residual loss passes the company's appetite."""
    appetite = setting.profile.risk_appetite
    if not appetite or not baseline:
        return lines
    by_family: dict[str, float] = {}
    for line in lines:
        by_family[line.family] = by_family.get(line.family, 0.0) + line.expected_loss_after
    marked = []
    for line in lines:
        level = appetite.get(line.family)
        bound = None if level is None else setting.rulebook.number("appetite_loss_share", level.value)
        share = by_family[line.family] / baseline
        if bound is not None and share > bound:
            text = f"{line.family} risks cost {share:.1%} of today's cost a year; appetite {level} bears {bound:.1%}"
            line = line.model_copy(update={"breach": text})
        marked.append(line)
    return marked
