"""The odds of one function, as `officesplit explain` prints them: shares, other weights, frameworks, switch values."""

from collections.abc import Iterator

from officesplit.cli.explain_money import chance, money_text, percent
from officesplit.cli.text import columns, plain
from officesplit.model.result import Agreement, Assessment, FunctionResult, Odds, Voter

_MOVED = 0.02
"""A mean weight that differs by less than this from the ranked one explains nothing."""


def odds_lines(assessment: Assessment, function: FunctionResult) -> list[str]:
    """Everything that the draws say of the verdict; that nothing was drawn where nothing was."""
    manifest, found = assessment.manifest, function.odds
    if function.recommendation.insufficient_evidence:
        return []
    if not manifest.draws:
        return ["  none: this result was made without draws"]
    if found is None:
        return []
    lines = [f"  {manifest.draws:,} draws, seed {manifest.seed}; shares of combinations of weightings and inputs"]
    shares = sorted(found.families.items(), key=lambda item: -item[1])
    lines.append("  first by family: " + ", ".join(f"{family} {chance(share)}" for family, share in shares))
    lines += _ranks(found)
    lines += _central(assessment, found)
    lines += [_agreement(one) for one in found.agreements]
    for voter in found.voters:
        lines += _voter(voter)
    return lines


def _ranks(found: Odds) -> list[str]:
    """Share of draws by rank, one row a kind."""
    most = max((len(ranks) for ranks in found.ranks.values()), default=0)
    rows = [["rank", *(str(rank) for rank in range(1, most + 1))]]
    for kind, ranks in sorted(found.ranks.items(), key=lambda item: [-share for share in item[1]]):
        rows.append([str(kind), *(chance(share) for share in ranks), *[""] * (most - len(ranks))])
    return [columns(rows, "  ", frozenset(range(1, most + 1)))] if most else []


def _central(assessment: Assessment, found: Odds) -> Iterator[str]:
    """Under which mean weights a kind ranks first, where they differ from the ranked ones."""
    ranked = {line.criterion: line.weight for line in assessment.portfolio.weights}
    for kind, weights in found.central_weights.items():
        moved = [
            f"{criterion} {percent(weights.get(criterion, 0.0))} instead of {percent(weight)}"
            for criterion, weight in ranked.items()
            if abs(weights.get(criterion, 0.0) - weight) >= _MOVED
        ]
        yield f"  {kind} ranks first with weights of " + (", ".join(moved) or "much the ranked ones")


def _agreement(one: Agreement) -> str:
    same = "agrees" if one.same else "differs"
    return f"  under {one.weighting.replace('_', ' ')} weights: {one.kind} in {chance(one.share)}, {same}"


def _voter(voter: Voter) -> list[str]:
    word = {True: "agrees", False: "disagrees", None: "cannot say"}[voter.agrees]
    return [
        f"  {voter.framework} {word}: {voter.says}",
        f"      {voter.reason} [{', '.join(voter.source)}]",
    ]


def switch_lines(function: FunctionResult) -> list[str]:
    """Every switch value: the input, now, where it switches, how far that is, what then leads, how sure."""
    if function.odds is None:
        return []
    rows = [["input", "unit", "now", "switches at", "change", "then leads", "", "standing"]]
    for one in function.odds.switches:
        change = "" if one.change is None else f"{one.change:+.0%}"
        sure = "confirmed" if one.confirmed else "estimated"
        rows.append(
            [one.label, one.unit, plain(one.current), plain(one.value), change, str(one.to), sure, str(one.standing)]
        )
    return [columns(rows, "  ", frozenset({2, 3, 4}))] if len(rows) > 1 else []


def worth_lines(function: FunctionResult, currency: str) -> list[str]:
    """What knowing an input exactly would be worth before the decision."""
    found = function.odds.worth if function.odds else ()
    rows = [[one.label, money_text(one.value, currency), str(one.standing)] for one in found]
    return [columns(rows, "  ", frozenset({1}))] if rows else []
