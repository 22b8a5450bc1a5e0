"""Puts assessments side by side; computes nothing that an assessment does not already hold."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from officesplit.model.comparison import Compared, ComparedRisk, ComparedVerdict, Comparison, Match
from officesplit.model.result import Assessment, FunctionResult, OptionResult

_TOP_RISKS = 3
_Key = tuple[Literal["catalogue", "name"], str, int]


def compare(assessments: Sequence[Assessment]) -> Comparison:
    """The assessments as columns in the order given, with one row for each function that any of them has.

    Functions are matched by their catalogue id, and by name where the catalogue does not know them; the second function
    of a company with the same key is matched with the second of another.
    """
    labels = _labels(assessments)
    keyed = [_keyed(assessment.functions) for assessment in assessments]
    order = list(dict.fromkeys(key for column in keyed for key in column))
    return Comparison(
        columns=tuple(_column(label, assessment) for label, assessment in zip(labels, assessments, strict=True)),
        matches=tuple(_match(key, keyed) for key in order),
        currencies=tuple(dict.fromkeys(assessment.company.currency for assessment in assessments)),
        notes=tuple(_notes(assessments)),
    )


def _labels(assessments: Sequence[Assessment]) -> list[str]:
    """Names of the columns: the company, its scenario where it has one, and a number where that is not enough."""
    plain = [
        f"{item.company.name} ({item.company.scenario})" if item.company.scenario else item.company.name
        for item in assessments
    ]
    many, seen = Counter(plain), Counter[str]()
    labels = []
    for label in plain:
        seen[label] += 1
        labels.append(f"{label} #{seen[label]}" if many[label] > 1 else label)
    return labels


def _keyed(functions: Iterable[FunctionResult]) -> dict[_Key, FunctionResult]:
    found: dict[_Key, FunctionResult] = {}
    for function in functions:
        matched = function.classification.matched
        folded = " ".join(unicodedata.normalize("NFKC", function.name).casefold().split())
        by: Literal["catalogue", "name"] = "catalogue" if matched else "name"
        turn = 1
        while (by, matched or folded, turn) in found:
            turn += 1
        found[(by, matched or folded, turn)] = function
    return found


def _column(label: str, assessment: Assessment) -> Compared:
    company, plan = assessment.company, assessment.portfolio
    scored = [(f.readiness.score, f.fte) for f in assessment.functions if f.readiness.score is not None]
    fte = sum(f.fte for f in assessment.functions)
    answered = sum(size for _, size in scored)
    risks = [
        ComparedRisk(
            title=line.title,
            function=function.name,
            chance=line.chance_after,
            expected_loss=line.expected_loss_after,
        )
        for function in assessment.functions
        if not function.recommendation.insufficient_evidence
        for line in function.risk.lines
    ]
    risks.sort(key=lambda risk: -risk.expected_loss)
    return Compared(
        label=label,
        company=company.name,
        industry=company.industry_name,
        country=company.country_name,
        currency=company.currency,
        scenario=company.scenario,
        as_of=assessment.manifest.as_of,
        rulebook_version=assessment.manifest.rulebook_version,
        functions=len(assessment.functions),
        fte=plan.fte,
        by_office=plan.by_office,
        baseline_cost=plan.baseline_cost,
        npv_saving=plan.npv_saving,
        npv_saving_share=plan.npv_saving_share,
        draws=assessment.manifest.draws,
        probability_saving=plan.probability_saving,
        robustness=_firmness(assessment.functions),
        run_rate_saving=plan.run_rate_saving,
        one_off=plan.one_off,
        payback_months=plan.payback_months,
        outsourced_share=plan.outsourced_share,
        expected_loss=plan.expected_loss,
        readiness=sum(score * size for score, size in scored) / answered if answered else None,
        readiness_fte_share=min(answered / fte, 1.0) if fte else 0.0,
        no_verdict=sum(1 for f in assessment.functions if f.recommendation.insufficient_evidence),
        horizon_years=company.horizon_years,
        discount_rate=company.discount_rate,
        top_risks=tuple(risks[:_TOP_RISKS]),
    )


def _firmness(functions: Iterable[FunctionResult]) -> dict[Literal["robust", "lean", "contested"], int]:
    """How many verdicts are robust, lean and contested."""
    words = Counter(f.recommendation.robustness for f in functions if not f.recommendation.insufficient_evidence)
    return {"robust": words["robust"], "lean": words["lean"], "contested": words["contested"]}


def _match(key: _Key, columns: Sequence[dict[_Key, FunctionResult]]) -> Match:
    by, ident, turn = key
    present = [column.get(key) for column in columns]
    verdicts = tuple(None if function is None else _verdict(function) for function in present)
    told = {(entry.verdict, entry.country) for entry in verdicts if entry is not None}
    return Match(
        key=ident if turn == 1 else f"{ident}#{turn}",
        name=next(function.name for function in present if function is not None),
        matched_by=by,
        verdicts=verdicts,
        agree=len(told) == 1,
    )


def _verdict(function: FunctionResult) -> ComparedVerdict:
    advice = function.recommendation
    option = _chosen(function)
    cost = option.cost if option else None
    return ComparedVerdict(
        name=function.name,
        fte=function.fte,
        office=function.classification.office,
        verdict=None if advice.insufficient_evidence else advice.verdict,
        country=None if advice.insufficient_evidence else advice.country,
        path=advice.path,
        robustness=advice.robustness,
        acceptability=advice.acceptability,
        saving_share=cost.npv_saving_share if cost and not advice.insufficient_evidence else None,
        wave=advice.wave,
    )


def _chosen(function: FunctionResult) -> OptionResult | None:
    advice = function.recommendation
    kinds = [option for option in function.options if option.option is advice.verdict]
    placed = [option for option in kinds if advice.country and option.country == advice.country]
    return next(iter(placed or kinds), None)


def _notes(assessments: Sequence[Assessment]) -> Iterable[str]:
    """What differs between the columns beside the companies themselves."""
    currencies = dict.fromkeys(item.company.currency for item in assessments)
    if len(currencies) > 1:
        yield (
            f"The columns are in different currencies ({', '.join(currencies)}). Amounts are neither converted nor "
            "added; compare the shares."
        )
    for what, values in (
        ("horizons", [f"{item.company.horizon_years} years" for item in assessments]),
        ("discount rates", [f"{item.company.discount_rate:.2%}" for item in assessments]),
        ("rulebooks", [item.manifest.rulebook_version for item in assessments]),
        ("dates", [item.manifest.as_of for item in assessments]),
    ):
        distinct = dict.fromkeys(values)
        if len(distinct) > 1:
            yield f"The columns use different {what}: {', '.join(distinct)}."
