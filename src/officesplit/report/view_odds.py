"""The odds in words and small tables: of the plan for page one, of a function for the appraisal."""

from typing import Any

from officesplit.model.result import Agreement, FunctionResult, Odds, SwitchValue, Voter
from officesplit.model.vocabulary import Criterion, Family, Kind
from officesplit.report.view_caveats import NAMED
from officesplit.report.view_parts import Cell, Context, Table, table
from officesplit.report.view_words import FAMILY, KIND, NONE, WEIGHTING, counted, sentence

SWITCHES = 5
"""Switch values that a report shows for a function; the JSON document has all of them."""
_SEEN = 0.01
"""A kind that ranks first less often than this gets no sentence of its own."""
_MOVED = 0.02
"""A mean weight that differs by less than this from the ranked one explains nothing."""


def odds(context: Context) -> dict[str, Any]:
    """What is known of the odds of the plan, as sentences; that nothing was drawn where nothing was."""
    return {"drawn": context.drawn, "sentences": tuple(_plan(context)) if context.drawn else (UNDRAWN,)}


UNDRAWN = (
    "No odds: this result was made without draws. Every amount has each input at its likely value, and no range, no "
    "chance of a saving and no robustness can be given."
)


def _plan(context: Context) -> list[str]:
    portfolio, show = context.assessment.portfolio, context.figures
    saving = portfolio.npv_saving
    draws = show.number(context.assessment.manifest.draws)
    said = [
        f"In eight of ten of {draws} draws the plan saves {show.money_range(saving.p10, saving.p90)} (P10 to P90), in "
        f"half of them more than {show.money(saving.p50)}; it saves anything at all in "
        f"{show.chance(portfolio.probability_saving)} of them."
    ]
    said += skewed(context)
    if portfolio.structural_share is not None:
        share = show.percent(portfolio.structural_share)
        said.append(f"{share} of the doubt comes from the model's own assumptions (section 16).")
    worst = worst_shock(context)
    return [*said, worst] if worst else said


def skewed(context: Context) -> list[str]:
    """Why the likely saving is not the middle of the draws, where it lies outside P10 to P90 or near an end of it."""
    saving = context.assessment.portfolio.npv_saving
    if saving.p10 <= saving.likely <= saving.p90 or saving.p10 == saving.p90:
        return []
    side, more = ("above", "against") if saving.likely > saving.p90 else ("below", "for")
    return [
        f"The likely figure, with every input at its likely value, lies {side} that range: most ranges reach further "
        f"{more} the plan than they do the other way. Plan with P50."
    ]


def worst_shock(context: Context) -> str:
    """The stress that costs the plan most, in one sentence; empty where none costs anything."""
    lines = [line for line in context.assessment.portfolio.stress if line.change < 0]
    if not lines:
        return ""
    worst, show = min(lines, key=lambda line: line.change), context.figures
    word = "saves" if worst.npv_saving >= 0 else "loses"
    flips = f", and {counted(len(worst.flips), 'verdict')} would change" if worst.flips else ""
    return (
        f"Worst of {counted(len(context.assessment.portfolio.stress), 'shock')}, “{worst.title}”: the plan {word} "
        f"{show.money(abs(worst.npv_saving))}{flips}."
    )


def function_odds(context: Context, function: FunctionResult) -> dict[str, Any] | None:
    """How often each family leads, under which weights another kind would, what other weights and frameworks say."""
    found = function.odds
    if found is None or not context.drawn or function.recommendation.insufficient_evidence:
        return None
    return {
        "families": tuple(_families(context, found)),
        "prefer": tuple(_prefer(context, function, found)),
        "agreements": _agreed(context, found.agreements),
        "voters": tuple(
            {
                "framework": voter.framework,
                "says": voter.says,
                "word": VOTE[voter.agrees],
                "reason": sentence(voter.reason),
                "sources": voter.source,
            }
            for voter in found.voters
        ),
        "worth": tuple(f"{item.label}: {context.figures.money(item.value)}" for item in found.worth[:NAMED]),
    }


VOTE: dict[bool | None, str] = {True: "agrees", False: "disagrees", None: "cannot say"}
"""What a framework does about the verdict."""


def _families(context: Context, found: Odds) -> list[dict[str, str]]:
    shown = sorted(found.families.items(), key=lambda item: (-item[1], list(Family).index(item[0])))
    return [
        {
            "name": FAMILY[family][:1].upper() + FAMILY[family][1:],
            "share": context.figures.chance(share),
            "level": f"{share:.3f}",
        }
        for family, share in shown
        if share > 0
    ]


def _prefer(context: Context, function: FunctionResult, found: Odds) -> list[str]:
    """One sentence a rival: under which mean weights it ranks first, against the ranked ones."""
    lines = context.assessment.portfolio.weights
    ranked = {line.criterion: line.weight for line in lines}
    titles = {line.criterion: f"{line.title[:1].lower()}{line.title[1:]}" for line in lines}
    shares = {kind: ranks[0] for kind, ranks in found.ranks.items() if ranks}
    rivals = sorted(found.central_weights, key=lambda kind: -shares.get(kind, 0.0))
    said = []
    for kind in rivals:
        if kind is function.recommendation.verdict or shares.get(kind, 0.0) < _SEEN:
            continue
        weights = found.central_weights[kind]
        moved = {item: weights.get(item, 0.0) - weight for item, weight in ranked.items()}
        said.append(_preference(context, kind, shares[kind], weights, ranked, moved, titles))
    return said[:NAMED]


def _preference(
    context: Context, kind: Kind, share: float, weights: dict[Criterion, float], ranked: dict[Criterion, float],
    moved: dict[Criterion, float], titles: dict[Criterion, str],
) -> str:  # fmt: skip
    show = context.figures
    start = f"“{KIND[kind]}” ranks first in {show.chance(share)}"
    up = max(moved, key=lambda item: moved[item], default=None)
    down = min(moved, key=lambda item: moved[item], default=None)
    if up is None or down is None or moved[up] < _MOVED:
        return f"{start}, under much the same weights: the inputs decide between the two."
    less = ""
    if moved[down] <= -_MOVED:
        less = f" and {titles[down]} less ({show.percent(weights[down])} instead of {show.percent(ranked[down])})"
    return (
        f"{start}: you would prefer it if {titles[up]} counted for more "
        f"({show.percent(weights[up])} of the weight instead of {show.percent(ranked[up])}){less}."
    )


def _agreed(context: Context, lines: tuple[Agreement, ...]) -> str:
    """What other sets of weights would choose, in one sentence."""
    same = [WEIGHTING[line.weighting] for line in lines if line.same]
    other = [
        f"{WEIGHTING[line.weighting]} ({KIND[line.kind].lower()}, {context.figures.chance(line.share)})"
        for line in lines
        if not line.same
    ]
    kept = f"The same family leads with {', with '.join(same)}" if same else ""
    moved = f"another leads with {', with '.join(other)}" if other else ""
    return sentence("; ".join(filter(None, (kept, moved))))


def agreements(context: Context) -> Table | None:
    """The leader of every function under the five sets of weights; ≠ marks another family than the verdict's."""
    rows: list[list[object]] = []
    names: list[str] = []
    for function in context.assessment.functions:
        if function.odds is None or function.recommendation.insufficient_evidence:
            continue
        lines = function.odds.agreements
        names = names or [WEIGHTING[line.weighting] for line in lines]
        marks = (
            f"{'' if line.same else '≠ '}{KIND[line.kind]}, {context.figures.chance(line.share)}" for line in lines
        )
        rows.append([function.name, *marks])
    heads = ("Function", *(f"{name[:1].upper()}{name[1:]}" for name in names))
    note = "Each cell: what leads, and its share of first ranks. ≠ Another family than the verdict's."
    whole = all(len(row) == len(heads) for row in rows)
    return table("The choice under other weights", heads, rows, note=note) if rows and whole else None


def voters(context: Context) -> Table | None:
    """How often each published framework agrees with the verdicts, and where it does not."""
    votes: dict[str, list[tuple[FunctionResult, Voter]]] = {}
    for function in context.assessment.functions:
        if function.odds and not function.recommendation.insufficient_evidence:
            for voter in function.odds.voters:
                votes.setdefault(voter.framework, []).append((function, voter))
    rows = []
    for framework, cast in votes.items():
        against = [function.name for function, voter in cast if voter.agrees is False]
        counts = [sum(voter.agrees is answer for _, voter in cast) for answer in (True, False, None)]
        sources = tuple(dict.fromkeys(source for _, voter in cast for source in voter.source))
        rows.append([Cell(framework, sources=sources), *map(str, counts), ", ".join(against) or NONE])
    heads = ("Framework", "#Agrees", "#Disagrees", "#Cannot say", "Disagrees on")
    note = "Frameworks vote beside the verdict and are not in it; section 6 has what each says and why."
    return table("What published frameworks say", heads, rows, note=note) if rows else None


def switches(context: Context) -> Table | None:
    """The nearest switch values of every function, five of each at most."""
    rows = [
        row
        for function in context.assessment.functions
        if function.odds and not function.recommendation.insufficient_evidence
        for row in _switch_rows(context, function, function.odds.switches[:SWITCHES])
    ]
    heads = ("Function", "Input", "Unit", "#Now", "#Switches at", "#Change", "Then leads", "#How sure")
    note = (
        "One input moved at a time, the others at likely values and point weights. Confirmed: on the draws too, "
        "another kind leads near that value. Estimated: found at likely values only. The JSON document has all of them."
    )
    return table("Switch values: what would change a verdict", heads, rows, note=note) if rows else None


def _switch_rows(context: Context, function: FunctionResult, found: tuple[SwitchValue, ...]) -> list[list[object]]:
    show = context.figures
    return [
        [
            function.name,
            Cell(line.label.removesuffix(f", {function.name}"), standing=line.standing.value),
            line.unit,
            show.short(line.current),
            show.short(line.value),
            NONE if line.change is None else ("+" if line.change > 0 else "") + show.percent(line.change),
            KIND[line.to],
            "confirmed" if line.confirmed else "estimated",
        ]
        for line in found
    ]
