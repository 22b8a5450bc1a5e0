"""A synthetic assessment, made by hand: every branch of a report has a function that reaches it."""

from typing import Any, Literal

from officesplit.model.quantity import Quantity, Range
from officesplit.model.result import (
    Agreement,
    Assessment,
    BreakEven,
    ClaimLine,
    Classification,
    CompanyView,
    Cost,
    CriterionScore,
    FactorUse,
    Finding,
    FunctionResult,
    GateHit,
    Interval,
    Limit,
    Manifest,
    Odds,
    Operand,
    OptionResult,
    Place,
    PlausibilityLine,
    Portfolio,
    QuoteLine,
    ReadinessItem,
    ReadinessView,
    Reason,
    Recommendation,
    Retender,
    RiskLine,
    RiskView,
    Roadmap,
    ScenarioLine,
    SourceLine,
    StressLine,
    Swing,
    SwitchValue,
    Trait,
    Voter,
    WatchLine,
    Wave,
    WeightLine,
    Working,
    Worth,
    Year,
)
from officesplit.model.vocabulary import FAMILY_OF, Criterion, Effect, Family, Kind, Office, Path, Standing

NASTY = "<script>alert(1)</script> [bold]x[/] =cmd() | a\nb"
"""A name that tries HTML, console markup, a spreadsheet formula, a table cell and a line break at once."""

RATE = 0.08
YEARS = 5
PLACES = {"PH": "Philippines", "MX": "Mexico", "US": "United States"}
CRITERIA = {
    Criterion.C1: "Economic value",
    Criterion.C2: "Strategic control",
    Criterion.C3: "Operational fit",
    Criterion.C4: "Dependence on the market",
    Criterion.C5: "Quality and capability",
    Criterion.C6: "Transition feasibility",
    Criterion.C7: "Reversibility",
}
GATE = GateHit(
    gate="us_hipaa_baa",
    title="HIPAA business associate agreement",
    effect=Effect.VETO,
    demand="No patient data may leave before a business associate agreement is signed.",
    reopen="facts.baa_in_place: true",
    controls=("signed agreement", "encryption at rest"),
    cite="45 CFR 164.504(e)",
    verified="read",
    source=("hipaa_504",),
    lead_time_weeks=6,
)


def cost_of(fte: float, salary: float, saving: float, drawn: bool = True, detail: bool = True) -> Cost:
    """A cost whose option takes ``saving`` (a share) off a baseline of ``fte`` x ``salary``; lines add up per side."""
    once = fte * 5000
    years = [Year(year=0, baseline=0.0, option=once, discount_factor=1.0, lines={"one_off.transition": once})]
    charges = 0.0
    for year in range(1, YEARS + 1):
        salaries, benefits, seats = fte * salary, fte * salary * 0.3, fte * 6000.0
        baseline = salaries + benefits + seats
        option = baseline * (1 - saving)
        charges = option * 0.8
        lines = {
            "baseline.salaries": salaries,
            "baseline.benefits": benefits,
            "baseline.seats": seats,
            "option.charges": charges,
            "option.retained_staff": option * 0.15,
            "option.governance": option * 0.05,
        }
        factor = (1 + RATE) ** -year
        bands = {"baseline_p10": baseline * 0.95, "baseline_p90": baseline * 1.05} if drawn else {}
        bands |= {"option_p10": option * 0.9, "option_p90": option * 1.1} if drawn else {}
        years.append(Year(year=year, baseline=baseline, option=option, discount_factor=factor, lines=lines, **bands))
    base = sum(year.baseline * year.discount_factor for year in years)
    opt = sum(year.option * year.discount_factor for year in years)
    annuity = sum(year.discount_factor for year in years[1:])
    likely = base - opt
    spread = abs(likely) * 0.6 + base * 0.03
    run_rate = years[3].baseline - years[3].option
    hours = 2080.0
    of_ap = (fte, salary) == (6, 46_000)
    workings = (
        Working(
            year=3,
            line="option.charges",
            side="option",
            label="Provider charges",
            formula="price * hours * fte",
            operands=(
                Operand(
                    name="price",
                    label="price per hour",
                    value=charges / fte / hours,
                    unit="money per hour",
                    standing=Standing.DEFAULT,
                ),
                Operand(name="hours", label="hours", value=hours, unit="hours a year"),
                Operand(
                    name="fte",
                    label="FTE moved",
                    value=fte,
                    unit="FTE",
                    input="ap.fte" if of_ap else None,
                    standing=Standing.GIVEN,
                ),
            ),
            factors=(FactorUse(kind="whole", label="share of the year", value=1.0),),
            result=charges,
        ),
        Working(
            year=3,
            line="option.governance",
            side="option",
            label="Governance",
            formula="share",
            operands=(Operand(name="share", label="share of charges", value=0.0625, unit="share"),),
            of=("option.charges",),
            result=charges * 0.0625,
        ),
        Working(
            year=3,
            line="baseline.salaries",
            side="baseline",
            label="Salaries",
            formula="fte * salary",
            operands=(
                Operand(
                    name="fte",
                    label="FTE",
                    value=fte,
                    unit="FTE",
                    input="ap.fte" if of_ap else None,
                    standing=Standing.GIVEN,
                ),
                Operand(
                    name="salary",
                    label="salary",
                    value=salary,
                    unit="money a year",
                    input="ap.salary" if of_ap else None,
                    standing=Standing.BENCHMARK,
                ),
            ),
            result=fte * salary,
        ),
        Working(
            year=0,
            line="one_off.transition",
            side="one_off",
            label="Transition",
            formula="amount",
            operands=(Operand(name="amount", label="transition", value=once, unit="money"),),
            factors=(FactorUse(kind="approval", label="at approval", value=1.0, by_year=(1.0, *[0.0] * YEARS)),),
            result=once,
            by_year=(once, *[0.0] * YEARS),
        ),
    )
    return Cost(
        annual=tuple(years) if detail else (),
        workings=workings if detail else (),
        baseline_npv=base,
        option_npv=opt,
        npv_saving=Interval(
            likely=likely,
            p10=likely - spread * 0.5 if drawn else likely,
            p50=likely * 0.97 if drawn else likely,
            p90=likely + spread * 0.5 if drawn else likely,
        ),
        npv_saving_share=likely / base,
        expected_loss_npv=base * 0.02,
        run_rate_saving=run_rate,
        run_rate_year=3,
        one_off=once,
        peak_cash=once,
        probability_saving=0.86 if drawn else None,
        npv_saving_before_tax=likely,
        payback_months=14.0 if saving > 0 else None,
        discounted_payback_months=17.0 if saving > 0 else None,
        irr=0.31 if saving > 0 else None,
        irr_note="" if saving > 0 else "none",
        equivalent_annual_saving=likely / annuity,
        equivalent_annual_baseline=base / annuity,
        equivalent_annual_option=opt / annuity,
        price_per_hour=11.5,
        break_even_price_per_hour=19.2,
        break_even=BreakEven(price=19.2, price_now=11.5, price_unit="an hour", fte=1.4, one_off=once + likely),
        price_standing=Standing.DEFAULT,
        firm_share=0.4 if drawn else None,
        drivers=drivers_of(likely) if drawn else (),
        structural_share=0.25 if drawn else None,
        cashable=run_rate * 0.7,
        capacity=run_rate * 0.3,
    )


_OTHER_WEIGHTS: tuple[tuple[Literal["rank_order_centroid", "rank_sum", "equal", "free"], bool], ...] = (
    ("rank_order_centroid", True),
    ("rank_sum", True),
    ("equal", False),
    ("free", False),
)


def odds_of(kind: Kind, runner: Kind, contested: bool) -> Odds:
    """The verdict ahead, its rival behind; other weights and one framework differ; seven switch values, two worths."""
    lead = 0.55 if contested else 0.73
    families: dict[Family, float] = {}
    for one, share in ((kind, lead), (runner, 1 - lead)):
        families[FAMILY_OF[one]] = families.get(FAMILY_OF[one], 0.0) + share
    ranked = dict.fromkeys(Criterion, 1 / 7)
    other = {**ranked, Criterion.C1: 0.04, Criterion.C2: 1 / 7 + 1 / 7 - 0.04}
    return Odds(
        families=families,
        ranks={kind: (lead, 1 - lead), runner: (1 - lead, lead)},
        central_weights={kind: ranked, runner: other},
        agreements=(
            Agreement(weighting="ranked", family=FAMILY_OF[kind], kind=kind, share=lead, same=True),
            *(
                Agreement(weighting=name, family=FAMILY_OF[one], kind=one, share=0.7, same=same)
                for name, same in _OTHER_WEIGHTS
                for one in (kind if same else runner,)
            ),
        ),
        voters=(
            Voter(
                framework="Contact matrix",
                says="keep it <b>",
                agrees=None if contested else False,
                reason="Contact is high.",
                source=("chase_1981",),
            ),
        ),
        switches=tuple(
            SwitchValue(
                input=f"parameter.p{number}",
                label=f"Switch {number}",
                unit="USD",
                current=10.0,
                value=10.0 + number,
                direction="up",
                change=number / 10,
                to=runner,
                confirmed=number == 1,
                standing=Standing.DEFAULT,
            )
            for number in range(1, 8)
        ),
        worth=(
            Worth(
                input="parameter.retained_share", label="Retained staff share", value=9_000.0, standing=Standing.RECALL
            ),
        ),
    )


def drivers_of(likely: float) -> tuple[Swing, ...]:
    """Two inputs that move a saving, on both sides of it and on one, and one that does nothing."""
    size = abs(likely) * 0.2 + 1000
    return (
        Swing(
            input="parameter.price_slope",
            label="Provider price per hour: part that follows the local wage (clerical work)",
            at_low=likely + size,
            at_high=likely - size,
            standing=Standing.DEFAULT,
        ),
        Swing(
            input="ap.salary",
            label="Salary, Accounts payable",
            at_low=likely - size / 2,
            at_high=likely - size / 4,
            standing=Standing.BENCHMARK,
        ),
        Swing(input="nil", label="Nothing", at_low=likely, at_high=likely, standing=Standing.GIVEN),
    )


def stress_of(likely: float) -> tuple[StressLine, ...]:
    """A shock that helps, one that hurts and changes a verdict, and one that does nothing."""
    return tuple(
        StressLine(
            id=ident,
            title=title,
            npv_saving=likely + change,
            change=change,
            run_rate_saving=100_000.0,
            flips=("Payroll: onshore to retain",) if change < 0 else (),
            reason="Twice the usual swing.",
            standing=Standing.DEFAULT,
            source=("chase_1981",),
        )
        for ident, title, change in (
            ("wage", "Wages at home 10 % higher", 250_000.0),
            ("failure", "Every new provider fails", -900_000.0),
            ("none", "No approval", 0.0),
        )
    )


def criteria_of(points: float) -> dict[Criterion, CriterionScore]:
    """Seven criteria with ``points`` each, as a sum of two terms."""
    return {
        criterion: CriterionScore(score=points, terms=(("codifiability", points, 0.5), ("measurability", points, 0.5)))
        for criterion in Criterion
    }


def places_of(country: str) -> tuple[Place, ...]:
    """A short-list of two, the first one chosen."""
    return tuple(
        Place(
            country=code,
            name=PLACES[code],
            price_per_hour=11.5 + rank,
            stability=55.0,
            rule_of_law=48.0,
            overlap_hours=2.0,
            shared_languages=("en",),
            transfer_law="standard clauses",
            score=70.0 - rank,
            npv_saving=90_000.0 - rank * 4_000,
            one_off=30_000.0 if rank == 0 else None,
            chosen=rank == 0,
            why="lowest price with a delivery industry",
        )
        for rank, code in enumerate(dict.fromkeys((country, "MX")))
    )


def option_of(
    kind: Kind, fte: float, salary: float, saving: float, fit: float, country: str | None = None, **more: Any
) -> OptionResult:
    """One open option with its cost and scores."""
    fit = min(max(fit, 0.0), 100.0)
    drawn = more.pop("drawn", True)
    return OptionResult(
        option=kind,
        family=FAMILY_OF[kind],
        country=country,
        country_name=PLACES.get(country or ""),
        cost=cost_of(fte, salary, saving, drawn=drawn),
        criteria=criteria_of(fit),
        score=fit,
        acceptability=0.4 if drawn else None,
        expected_loss=fte * 400,
        places=places_of(country) if country else (),
        **more,
    )


def quotes_of() -> tuple[QuoteLine, ...]:
    """A quote below the modelled price, which is taken, and one above it."""
    return tuple(
        QuoteLine(
            vendor=vendor,
            country="PH",
            basis=basis,
            charges=charges,
            npv_saving=400_000 - charges,
            benchmark_charges=200_000,
            against_benchmark=charges / 200_000 - 1,
            chosen=charges < 200_000,
        )
        for vendor, basis, charges in (("Acme", "per_hour", 176_000.0), ("Beta <b>", "annual_fee", 210_000.0))
    )


def risk_of(fte: float, kind: Kind) -> RiskView:
    """Two priced risks and one that is watched."""
    lines = tuple(
        RiskLine(
            id=ident,
            title=title,
            family=family,
            statement=f"{title} because knowledge leaves with the team.",
            chance=chance,
            chance_after=chance / 2,
            loss=fte * loss,
            loss_low=fte * loss * 0.4,
            loss_high=fte * loss * 2.5,
            expected_loss=fte * loss * chance / YEARS,
            expected_loss_after=fte * loss * chance / YEARS / 2,
            mitigation="Parallel run of two months",
            mitigation_cost=fte * 300,
            drivers=("complexity",),
            overlaps="contingency",
            standing=Standing.DEFAULT,
            source=("lacity_2011",),
            breach="data risk above the stated appetite" if ident == "G04" else "",
        )
        for ident, title, family, chance, loss in (
            ("G01", "Transition overruns", "transition", 0.35, 4000.0),
            ("G04", "Data breach at the provider", "data and privacy", 0.06, 30000.0),
        )
    )
    watch = (
        WatchLine(id="W01", title="Provider is sold", driver="market concentration", remedy="change-of-control clause"),
    )
    total = sum(line.expected_loss for line in lines)
    return RiskView(
        option=kind,
        lines=lines,
        watch=watch,
        expected_loss=total,
        expected_loss_after=total / 2,
        mitigation_cost=fte * 600,
    )


def readiness_of(score: float | None) -> ReadinessView:
    """A readiness with one gap, one unknown gate item, and no score where ``score`` is None."""
    items = (
        ReadinessItem(
            id="R01",
            question="Is the process written down end to end?",
            dimension="process",
            answer=1,
            anchor="Known to a few people",
            answered_at="function",
            gate=True,
            gap=True,
            fix="Write the process down with its exceptions",
            who="process owner",
            weeks=6,
            cost=12_000,
        ),
        ReadinessItem(
            id="R13",
            question="Is there somebody who will manage the provider?",
            dimension="governance",
            answer=None,
            answered_at="nowhere",
            gate=True,
            fix="Name a retained owner",
        ),
        ReadinessItem(
            id="R16", question="Are the metrics measured?", dimension="metrics", answer=3, answered_at="company"
        ),
    )
    return ReadinessView(
        score=score,
        answered=2 if score is None else 21,
        asked=30,
        dimensions={"process": 1.0, "metrics": 3.0, "governance": 2.4} if score is not None else {},
        items=items,
        blocking=("R01",),
        unknown_gates=("R13",),
        verdict="no_verdict" if score is None else "gaps",
    )


def function_of(
    ident: str,
    name: str,
    fte: float,
    office: Office,
    kind: Kind,
    *,
    salary: float = 46_000,
    saving: float = 0.3,
    fit: float = 70.0,
    importance: float = 30.0,
    country: str | None = None,
    contested: bool = False,
    struck: bool = False,
    insufficient: str = "",
    readiness: float | None = 2.1,
    wave: int = 1,
    path: Path = Path.GO,
    drawn: bool = True,
    operations: bool = False,
) -> FunctionResult:
    """One function with a keep option, an offshore one and its verdict."""
    runner = Office.MIDDLE if office is not Office.MIDDLE else Office.BACK
    third = next(item for item in Office if item not in (office, runner))
    top = 0.45 if contested else 0.85
    shares = {office: top, runner: 0.9 - top, third: 0.1}
    reason = Reason(
        rule=f"function:{ident}",
        text=f"{name} is commonly {office.value} office.",
        source=("chase_1981",),
        standing=Standing.BENCHMARK,
        points=2.4,
        office=office,
    )
    lever = Retender(price_today=200_000, market_price=150_000, basis="modelled price", cost=40_000, npv_saving=130_000)
    options = [
        option_of(Kind.RETAIN, fte, salary, 0.0, 60.0, drawn=drawn),
        option_of(Kind.AUTOMATE, fte, salary, saving * 0.7, fit - 10, drawn=drawn),
    ]
    if struck:
        options.append(OptionResult(option=Kind.OFFSHORE, family=FAMILY_OF[Kind.OFFSHORE], struck=(GATE,)))
    else:
        more = {"quotes": quotes_of(), "retender": lever} if ident == "ap" else {}
        options.append(option_of(Kind.OFFSHORE, fte, salary, saving, fit, "PH", drawn=drawn, **more))
    if kind not in {option.option for option in options}:
        options.append(option_of(kind, fte, salary, saving, fit + 2, country, drawn=drawn))
    if insufficient:
        options = [
            OptionResult(option=option.option, family=option.family, no_cost_reason=insufficient) for option in options
        ]
    runner_up = Kind.RETAIN if kind is not Kind.RETAIN else Kind.AUTOMATE
    recommendation = Recommendation(
        verdict=kind,
        family=FAMILY_OF[kind],
        country=country,
        path=path,
        robustness=("contested" if contested else "lean") if drawn and not insufficient else None,
        acceptability=(0.55 if contested else 0.73) if drawn and not insufficient else None,
        family_acceptability=(0.58 if contested else 0.81) if drawn and not insufficient else None,
        indicative=ident != "ap",
        insufficient_evidence=insufficient,
        runner_up=runner_up,
        margin=6.5,
        planned=kind,
        wave=wave,
        why=(reason,),
        against=(Reason(rule="criterion:C7", text="Hard to take back.", standing=Standing.DEFAULT),),
        conditions=("Name a retained owner before signature.",),
        flips=("A price above USD 19.20 an hour makes keeping it better.",),
        settles="Ask two providers for a price." if contested and drawn else "",
        decision="CFO: retain until June" if ident == "regulatory_reporting" else "",
    )
    return FunctionResult(
        id=ident,
        name=name,
        fte=fte,
        classification=Classification(
            office=office,
            mixed=shares if contested else None,
            confidence=top,
            margin=top - (0.9 - top) if contested is False else 0.05,
            runner_up=runner,
            office_contested=contested,
            operations_core=operations,
            reasons=(reason,),
            points={office: 2.4, runner: 0.4, third: 0.0},
            shares=shares,
            matched=ident if ident != "nasty" else None,
            matched_by="name" if ident != "nasty" else "nothing",
            settle="customer_contact",
        ),
        parent="Finance" if office is Office.BACK else "Operations",
        archetype="processing",
        occupation="Bookkeeping clerks",
        traits=(
            Trait(
                id="strategic_importance",
                label="Strategic importance",
                level=str(importance),
                points=importance,
                low=max(0.0, importance - 12),
                high=min(100.0, importance + 12),
                standing=Standing.DEFAULT,
            ),
            Trait(id="codifiability", label="Codifiability", level="high", points=75, standing=Standing.GIVEN),
        ),
        baseline_cost=None if insufficient else fte * (salary * 1.3 + 6000),
        options=tuple(options),
        risk=risk_of(fte, kind),
        readiness=readiness_of(readiness),
        recommendation=recommendation,
        odds=odds_of(kind, runner_up, contested) if drawn and not insufficient else None,
        kpis=("cost per invoice", "first-pass yield"),
        not_used_yet=("collaboration",) if ident == "ap" else (),
    )


def sample_functions() -> tuple[FunctionResult, ...]:
    """Seven functions: hybrid, offshore, onshore, retain, automate, struck with a nasty name, insufficient evidence."""
    return (
        function_of(
            "guest_reservations",
            "Guest reservations",
            24,
            Office.FRONT,
            Kind.HYBRID,
            country="PH",
            contested=True,
            importance=62,
            path=Path.PILOT,
            wave=2,
            fit=64,
        ),
        function_of("ap", "Accounts payable", 6, Office.BACK, Kind.OFFSHORE, country="PH", saving=0.41, fit=88),
        function_of(
            "payroll", "Payroll", 3, Office.BACK, Kind.ONSHORE, country="US", saving=0.18, fit=84, readiness=None
        ),
        function_of(
            "regulatory_reporting",
            "Regulatory reporting",
            4,
            Office.MIDDLE,
            Kind.RETAIN,
            saving=-0.12,
            fit=41,
            importance=80,
            wave=0,
        ),
        function_of(
            "data_entry", "Data entry", 9, Office.BACK, Kind.AUTOMATE, saving=0.35, fit=90, importance=12, drawn=False
        ),
        function_of("nasty", NASTY, 2.5, Office.BACK, Kind.RETAIN, struck=True, path=Path.PREPARE, wave=0),
        function_of(
            "front_desk",
            "Front desk",
            31,
            Office.FRONT,
            Kind.RETAIN,
            insufficient="no wage data for this country and no salary given",
            operations=True,
            wave=0,
        ),
    )


def many_functions(count: int) -> tuple[FunctionResult, ...]:
    """``count`` ordinary functions spread over the offices, kinds and waves."""
    kinds = (Kind.RETAIN, Kind.OFFSHORE, Kind.ONSHORE, Kind.AUTOMATE, Kind.SHARED_SERVICE)
    offices = tuple(Office)
    return tuple(
        function_of(
            f"f{index}",
            f"Function number {index}",
            1 + (index * 7) % 23,
            offices[index % 3],
            kinds[index % 5],
            country="PH" if kinds[index % 5] is Kind.OFFSHORE else None,
            saving=((index * 13) % 60 - 15) / 100,
            fit=float((index * 17) % 100),
            importance=float((index * 29) % 100),
            wave=index % 5,
        )
        for index in range(count)
    )


def chosen(function: FunctionResult) -> OptionResult:
    """The option that the recommendation names."""
    return next(option for option in function.options if option.option is function.recommendation.verdict)


def sample_assessment(
    functions: tuple[FunctionResult, ...] | None = None, name: str = "Harbour Lane Hotels"
) -> Assessment:
    """A whole result over ``functions`` (default: the seven of ``sample_functions``) for the company ``name``."""
    functions = sample_functions() if functions is None else functions
    costs = [cost for function in functions if (cost := chosen(function).cost) is not None]
    by_office = {office: sum(f.fte for f in functions if f.classification.office is office) for office in Office}
    likely = sum(cost.npv_saving.likely for cost in costs)
    baseline = sum(cost.baseline_npv for cost in costs)
    moving = [f for f in functions if f.recommendation.wave > 0]
    waves = tuple(
        Wave(
            number=number,
            title=f"Wave {number}",
            starts_month=6 * (number - 1),
            functions=tuple(f.id for f in moving if f.recommendation.wave == number),
            one_off=sum(cost.one_off for f in moving if f.recommendation.wave == number and (cost := chosen(f).cost)),
            reasons={f.id: "back office first" for f in moving if f.recommendation.wave == number},
        )
        for number in sorted({f.recommendation.wave for f in moving})
    )
    years = tuple(
        Year(
            year=year,
            baseline=sum(cost.annual[year].baseline for cost in costs),
            option=sum(cost.annual[year].option for cost in costs),
            discount_factor=(1 + RATE) ** -year,
            lines={},
            **{
                f"{side}_{name}": share * sum(getattr(cost.annual[year], side) for cost in costs)
                for side in ("baseline", "option")
                for name, share in (("p10", 0.9), ("p90", 1.1))
            },
        )
        for year in range(YEARS + 1)
        if costs
    )
    return Assessment(
        manifest=Manifest(
            version="0.1.0",
            rulebook_version="2026.11",
            rulebook_digest="sha256:" + "ab" * 32,
            profile_name="harbour_lane.yaml",
            profile_digest="sha256:" + "cd" * 32,
            as_of="2026-11-01",
            overrides=("discount_rate=0.08",),
            seed=7,
            draws=10_000,
        ),
        company=CompanyView(
            name=name,
            industry="hospitality",
            industry_name="Hospitality",
            country="US",
            country_name="United States",
            currency="USD",
            regulated_as=("pci_merchant",),
            regulated_inferred=("pci_merchant",),
            horizon_years=YEARS,
            discount_rate=RATE,
        ),
        functions=functions,
        portfolio=Portfolio(
            fte=sum(f.fte for f in functions),
            by_office=by_office,
            baseline_cost=sum(f.baseline_cost or 0 for f in functions),
            one_off=sum(cost.one_off for cost in costs),
            npv_saving=Interval(
                likely=likely,
                p10=likely - abs(likely) * 0.4,
                p50=likely * 0.98,
                p90=likely + abs(likely) * 0.4,
            ),
            npv_saving_share=likely / baseline if baseline else 0.0,
            probability_saving=0.94,
            drivers=drivers_of(likely) if costs else (),
            structural_share=0.3,
            worth=(
                Worth(
                    input="parameter.retained_share",
                    label="Retained staff share",
                    value=21_000.0,
                    standing=Standing.RECALL,
                ),
                Worth(
                    input="data_entry.automation",
                    label="Realised automation, Data entry",
                    value=8_000.0,
                    standing=Standing.UNKNOWN,
                ),
            )
            if costs
            else (),
            stress=stress_of(likely) if costs else (),
            run_rate_saving=sum(cost.run_rate_saving for cost in costs),
            peak_cash=sum(cost.peak_cash for cost in costs),
            payback_months=15.0,
            expected_loss=sum(f.risk.expected_loss_after for f in functions),
            outsourced_share=0.42,
            weights=tuple(
                WeightLine(criterion=c, title=title, weight=1 / 7, rank=rank, because="cut_cost comes first")
                for rank, (c, title) in enumerate(CRITERIA.items(), start=1)
            ),
            goals=("cut_cost", "improve_service"),
            goals_standing=Standing.GIVEN,
            annual=years,
            excluded=tuple(f.id for f in functions if f.recommendation.insufficient_evidence),
        ),
        roadmap=Roadmap(
            waves=waves,
            first_90_days=("Name a retained owner for Accounts payable.", "Collect three quotes for Payroll."),
            interfaces=("Accounts payable hands approved invoices to Payroll: agree the cut-off and the file.",),
            rules=(Reason(rule="roadmap:back_first", text="Back office moves first.", standing=Standing.DEFAULT),),
        ),
        evidence=(
            quantity("ap.fte", "Head-count, Accounts payable", 6, 6, 6, "FTE", Standing.GIVEN),
            quantity("ap.salary", "Salary, Accounts payable", 38_000, 46_000, 58_000, "USD/year", Standing.BENCHMARK),
            quantity(
                "guest_reservations.salary",
                "Salary, Guest reservations",
                30_000,
                41_000,
                60_000,
                "USD/year",
                Standing.DEFAULT,
            ),
            quantity(
                "data_entry.automation", "Realised automation, Data entry", 0.1, 0.4, 0.9, "share", Standing.UNKNOWN
            ),
            quantity("parameter.retained_share", "Retained staff share", 0.05, 0.1, 0.2, "share", Standing.RECALL),
        ),
        sources=(
            SourceLine(
                id="chase_1981",
                publisher="Operations Research",
                title="The customer contact approach to services",
                year="1981",
                url="https://example.org/chase",
                trust="peer reviewed",
                verified="abstract",
            ),
        ),
        limits=(Limit(text="Exit costs are not measured.", leans="towards giving out"),),
        findings=(
            Finding(
                id="price_band",
                severity="warning",
                text="The price for Payroll is outside its market band.",
                function="payroll",
            ),
            Finding(id="goals_ranked", severity="info", text="Goals were taken in the order given."),
        ),
        plausibility=(
            PlausibilityLine(
                scope="finance",
                kind=Kind.OFFSHORE,
                functions=tuple(f.id for f in functions if f.id == "ap"),
                ours_low=0.2,
                ours_likely=0.41,
                ours_high=0.5,
                surveyed_low=0.1,
                surveyed_typical=0.25,
                surveyed_high=0.35,
                surveys=("chase_1981",),
                inside=False,
                why="provider charges make the difference",
            ),
        ),
        scenarios=(
            ScenarioLine(
                name="wage_shock",
                changes=("assumptions.wage_growth = 0.07",),
                npv_saving=likely + 120_000,
                change=120_000.0,
                run_rate_saving=90_000.0,
                one_off=50_000.0,
                flips=("Payroll: onshore to offshore",),
            ),
        )
        if costs
        else (),
        claims=(
            ClaimLine(
                id="A13", claim="Pilot front-office work first.", adopted=True, carried_by=("rule:pilot",), reason=""
            ),
            ClaimLine(
                id="B5", claim="Outsourcing always saves 60 %.", adopted=False, carried_by=(), reason="no evidence"
            ),
        ),
        texts=(Reason(rule="text:scope", text="This is a screening case.", standing=Standing.DEFAULT),),
    )


def quantity(ident: str, label: str, low: float, likely: float, high: float, unit: str, standing: Standing) -> Quantity:
    """One line of the evidence log."""
    return Quantity(id=ident, label=label, value=Range(low=low, likely=likely, high=high), unit=unit, standing=standing)


def undrawn(assessment: Assessment) -> Assessment:
    """The same assessment as it is without draws: quantiles repeat the likely amount and no odds are known."""
    flat = dict.fromkeys(("p10", "p50", "p90"), assessment.portfolio.npv_saving.likely)
    portfolio = assessment.portfolio.model_copy(
        update={
            "npv_saving": assessment.portfolio.npv_saving.model_copy(update=flat),
            "probability_saving": None,
            "drivers": (),
            "structural_share": None,
            "worth": (),
            "annual": tuple(map(_bare_year, assessment.portfolio.annual)),
        }
    )
    functions = tuple(
        function.model_copy(
            update={
                "options": tuple(map(_bare_option, function.options)),
                "odds": None,
                "recommendation": function.recommendation.model_copy(
                    update={"robustness": None, "acceptability": None, "family_acceptability": None, "settles": ""}
                ),
            }
        )
        for function in assessment.functions
    )
    manifest = assessment.manifest.model_copy(update={"draws": 0, "seed": None})
    return assessment.model_copy(update={"portfolio": portfolio, "functions": functions, "manifest": manifest})


def _bare_year(year: Year) -> Year:
    return year.model_copy(update=dict.fromkeys(("baseline_p10", "baseline_p90", "option_p10", "option_p90"), None))


def _bare_option(option: OptionResult) -> OptionResult:
    if option.cost is None:
        return option.model_copy(update={"acceptability": None})
    saving = option.cost.npv_saving
    flat = saving.model_copy(update=dict.fromkeys(("p10", "p50", "p90"), saving.likely))
    cost = option.cost.model_copy(
        update={
            "npv_saving": flat,
            "probability_saving": None,
            "drivers": (),
            "firm_share": None,
            "structural_share": None,
            "annual": tuple(map(_bare_year, option.cost.annual)),
        }
    )
    return option.model_copy(update={"acceptability": None, "cost": cost})
