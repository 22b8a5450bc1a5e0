"""What would change a verdict, and the cheapest fact that would settle it, in words."""

from collections.abc import Sequence

from officesplit.model.facts import Facts, Setting
from officesplit.model.result import OptionResult, Swing, SwitchValue, Worth
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import UNCHANGED, Effect, Family, Kind, Standing
from officesplit.recommend.choice import Leader

_WEAK = (Standing.DEFAULT, Standing.RECALL, Standing.UNKNOWN)
_ROUND_FROM = 100
"""Amounts from here on are printed without decimals."""


def flips(
    facts: Facts, setting: Setting, leader: Leader, switches: Sequence[SwitchValue], by_points: Kind,
    options: Sequence[OptionResult],
) -> list[str]:  # fmt: skip
    """A close call, the nearest switch values, and struck options that a fact would open again.

    ``by_points`` is the kind that leads at likely values and point weights: switch values are told of it.
    """
    rulebook = setting.rulebook
    size = int(rulebook.number("flips_shown"))
    found = []
    rival = leader.runner_up
    if rival and leader.margin < rulebook.number("close_call_points"):
        found.append(_close_call(leader, rival, rulebook))
    last = rulebook.text("switch_told_last").split(";")
    # Sorting is stable: what a reader can see and ask for comes first, each group from the nearest on.
    told = sorted(switches, key=lambda switch: any(part in switch.input for part in last))
    found += [_switch(switch, by_points, leader.option.option, facts, setting) for switch in told[:size]]
    return found + _struck(options, leader.option.family)[:size]


def _close_call(leader: Leader, rival: OptionResult, rulebook: Rulebook) -> str:
    mine, theirs = named(leader.option.option), named(rival.option)
    if leader.margin >= 0:
        said = f"{mine} is {leader.margin:.1f} points ahead of {theirs}"
    elif held_by_hurdle(leader, rulebook):
        said = f"{mine} is {-leader.margin:.1f} points behind, but inside the hurdle for a change: {theirs}"
    else:
        said = f"{mine} ranks first more often, but is {-leader.margin:.1f} points behind {theirs} at likely values"
    return f"Close call: {said}"


def held_by_hurdle(leader: Leader, rulebook: Rulebook) -> bool:
    """Whether the leader has fewer points and stays because the change does not pass the hurdle."""
    hurdle = rulebook.number("change_hurdle_points")
    return leader.option.option in UNCHANGED and -hurdle < leader.margin < 0


def _switch(switch: SwitchValue, by_points: Kind, verdict: Kind, facts: Facts, setting: Setting) -> str:
    """One switch value as a sentence."""
    if by_points is verdict:
        start = f"Stays {named(by_points)} until"
    else:
        start = (
            f"At likely values and point weights {named(by_points)} leads, though {named(verdict)} ranks first more "
            "often; that lasts until"
        )
    way = "passes" if switch.direction == "up" else "falls below"
    value, now = (amount(number, switch.unit, setting) for number in (switch.value, switch.current))
    if switch.unit == "points" or switch.change is None:
        away = f"now {now}"
    else:
        away = f"{abs(switch.change):.0%} {'above' if switch.change > 0 else 'below'} {now} now"
    sure = "" if switch.confirmed else ", estimated at likely values and point weights"
    label = _inside(switch.input, _label(switch.label, facts))
    return f"{start} {label} {way} {value} ({away}); then {named(switch.to)} leads{sure}"


def _label(label: str, facts: Facts) -> str:
    """The label without the name of the function, which the reader knows."""
    return label.removesuffix(f", {facts.function.name}")


def _inside(identity: str, label: str) -> str:
    """A label inside a sentence: names of vendors stay as they are, abbreviations too."""
    vendor, _, what = label.partition(": ")
    if ".quotes[" in identity and what:
        return f"the quote of {vendor} ({what})"
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def amount(value: float, unit: str, setting: Setting) -> str:
    """A number in its unit; money in company currency."""
    if unit.startswith(("USD", setting.currency)):
        money = value * setting.fx if unit.startswith("USD") else value
        rest = unit.removeprefix("USD").removeprefix(setting.currency)
        return f"{setting.currency} {_number(money)}{rest}"
    if unit == "points":
        return f"{value:.0f} of 100"
    if unit.startswith("share"):
        return f"{value:.1%}" + (" a year" if "per year" in unit else "")
    return f"{_number(value).removesuffix('.00')} {unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _ROUND_FROM else f"{value:,.2f}"


def _struck(options: Sequence[OptionResult], family: Family) -> list[str]:
    """The vetoes on options of other families, each once, with what would lift them."""
    found: dict[str, str] = {}
    for option in options:
        for hit in option.struck:
            if hit.effect is Effect.VETO and option.family is not family:
                found.setdefault(hit.gate, f"{named(option.option)} would be open again with: {hit.reopen}")
    return list(found.values())


def settles(
    leader: Leader, worth: Sequence[Worth], switches: Sequence[SwitchValue], facts: Facts, rulebook: Rulebook
) -> str:
    """The cheapest fact that would settle a contested verdict, with the way to collect it; empty where none is known.

    The input most worth knowing; else the one of weak standing that moves leader or rival most; else the attribute of
    weak standing with the nearest switch value.
    """
    if worth:
        return how_to_know(worth[0].input, _label(worth[0].label, facts), rulebook)
    drivers: list[Swing] = []
    for option in (leader.option, leader.runner_up):
        if option and option.cost:
            drivers += [swing for swing in option.cost.drivers if swing.standing in _WEAK]
    if drivers:
        most = max(drivers, key=lambda swing: abs(swing.at_high - swing.at_low))
        return how_to_know(most.input, _label(most.label, facts), rulebook)
    weak = next((switch for switch in switches if switch.standing in _WEAK), None)
    return how_to_know(weak.input, _label(weak.label, facts), rulebook) if weak else ""


def how_to_know(identity: str, label: str, rulebook: Rulebook) -> str:
    """How an input is collected, from the rulebook's list by parts of ids."""
    parts = {*identity.replace("[", ".").split("."), "*"}
    for entry in rulebook.text("settle_by").split("|"):
        part, _, words = entry.partition(" = ")
        if part.strip() in parts:
            said = words.strip().replace("{label}", label)
            return said[:1].upper() + said[1:]
    raise KeyError(f"settle_by lacks an entry for any input: {identity}")


def named(kind: Kind) -> str:
    """A kind in words."""
    return kind.value.replace("_", " ")
