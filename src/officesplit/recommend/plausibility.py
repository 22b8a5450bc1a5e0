"""Our savings beside those that published surveys report, by kind of work and place: a check, never an input."""

from collections.abc import Iterable, Mapping, Sequence

from officesplit.model.facts import Facts, Setting
from officesplit.model.reference import SavingsSurvey
from officesplit.model.result import Cost, FunctionResult, PlausibilityLine
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Kind
from officesplit.recommend.choice import share_outside
from officesplit.recommend.roadmap import leading

_CHECKED = (Kind.ONSHORE, Kind.NEARSHORE, Kind.OFFSHORE, Kind.HYBRID, Kind.SHARED_SERVICE, Kind.AUTOMATE)
_NET = ("net", "part", "expected")
_COMPARED_LINES = 2
_ENOUGH = 3
"""Surveyed numbers that make a spread; with fewer the next wider scope is asked too."""


def compare_with_surveys(
    results: Sequence[FunctionResult], everyone: Sequence[Facts], setting: Setting
) -> tuple[PlausibilityLine, ...]:
    """One line a kind of work and option that is planned and for which a survey exists."""
    groups: dict[tuple[str, Kind], list[tuple[FunctionResult, Facts, Cost]]] = {}
    for result, facts in zip(results, everyone, strict=True):
        scope = _scope(facts.parent, setting.rulebook)
        option = leading(result)
        if option.option in _CHECKED and option.cost and option.cost.baseline_npv > 0:
            groups.setdefault((scope, option.option), []).append((result, facts, option.cost))
    found = []
    for (scope, kind), members in sorted(groups.items()):
        surveys = _surveys(scope, kind, setting.rulebook)
        if surveys:
            found.append(_line(scope, kind, members, surveys, setting))
    return tuple(found)


def _scope(parent: str, rulebook: Rulebook) -> str:
    """The surveys' word for a function's parent; support work that no survey names is back office."""
    named = dict(pair.split(":") for pair in rulebook.text("survey_scope").split(";"))
    return named.get(parent, "back_office")


def _surveys(scope: str, kind: Kind, rulebook: Rulebook) -> list[SavingsSurvey]:
    """Rows of the nearest scopes that together give a spread: the work's own, then back office, then any."""
    # What survey takers give out in part is what a hybrid gives out.
    kinds = {kind.value, "any"} if kind is not Kind.HYBRID else {"hybrid", "nearshore", "offshore", "any"}
    found: list[SavingsSurvey] = []
    for near in dict.fromkeys((scope, "back_office", "any")):
        found += [
            row
            for row in rulebook.savings_surveys
            if row.use == "test" and row.scope == near and row.kind in kinds and _numbers(row)
        ]
        if sum(len(_numbers(row)) for row in found) >= _ENOUGH:
            return found
    return found


def _numbers(row: SavingsSurvey) -> list[float]:
    return [value for value in (row.saving_low, row.saving_typical, row.saving_high) if value is not None]


def _line(
    scope: str, kind: Kind, members: Sequence[tuple[FunctionResult, Facts, Cost]], surveys: Sequence[SavingsSurvey],
    setting: Setting,
) -> PlausibilityLine:  # fmt: skip
    low, likely, high = _ours(kind, members, setting)
    every = sorted(value for row in surveys for value in _numbers(row))
    typical = sorted(row.saving_typical for row in surveys if row.saving_typical is not None) or every
    inside = every[0] <= likely <= every[-1]
    return PlausibilityLine(
        scope=scope,
        kind=kind,
        functions=tuple(result.id for result, _, _ in members),
        ours_low=low,
        ours_likely=likely,
        ours_high=high,
        surveyed_low=every[0],
        surveyed_typical=typical[len(typical) // 2],
        surveyed_high=every[-1],
        surveys=tuple(dict.fromkeys(name for row in surveys for name in row.source)),
        inside=inside,
        why="" if inside else _why(likely < every[0], [cost for _, _, cost in members], surveys),
    )


def _ours(
    kind: Kind, members: Sequence[tuple[FunctionResult, Facts, Cost]], setting: Setting
) -> tuple[float, float, float]:
    """Low, likely and high saving of the members together, as a share of today's cost of the work that moves."""
    moved = sum(_moved(kind, facts, setting) * cost.baseline_npv for _, facts, cost in members)
    bands = [cost.npv_saving for _, _, cost in members]
    low = sum(band.p10 for band in bands)
    high = sum(band.p90 for band in bands)
    return low / moved, sum(band.likely for band in bands) / moved, high / moved


def _moved(kind: Kind, facts: Facts, setting: Setting) -> float:
    return share_outside(kind, facts.level("codifiability"), setting.rulebook) or 1.0


def _extra(name: str, lines: Mapping[str, float]) -> bool:
    """Whether a line comes on top of the charges: neither today's line carried on, nor what a part kept costs."""
    side, _, line = name.partition(".")
    carried_on = f"baseline.{line}" in lines
    return side in ("option", "one_off") and not carried_on and line not in ("charges", "retained_staff", "tax")


def _why(below: bool, costs: Iterable[Cost], surveys: Sequence[SavingsSurvey]) -> str:
    """What makes the difference: our dearest lines beside the charges, or what the surveys leave out."""
    gross = any(row.net not in _NET for row in surveys)
    found = list(costs)
    if below:
        whole = sum(cost.baseline_npv for cost in found)
        lines: dict[str, float] = {}
        labels: dict[str, str] = {}
        for cost in found:
            labels |= {working.line: working.label for working in cost.workings}
            for year in cost.annual:
                for name, amount in year.lines.items():
                    if _extra(name, year.lines):
                        lines[name] = lines.get(name, 0.0) + amount * year.discount_factor
        dearest = [name for name in sorted(lines, key=lambda one: (-lines[one], one)) if lines[name] > 0]
        dearest = dearest[:_COMPARED_LINES]
        said = " and ".join(f"{labels[name].lower()} ({lines[name] / whole:.0%} of today's cost)" for name in dearest)
        tail = "; the surveys found count before transition and governance" if gross else ""
        return f"ours carries {said}{tail}"
    return (
        "the surveys found look at contracts as let or audited; ours is at likely values and before losses from risks"
    )
