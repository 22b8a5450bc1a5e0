"""The symmetry check: a cost counted on one side only must say why, or be said."""

import re

from officesplit.assess.sheet import Line, Sheet

_LINE = re.compile(r"(baseline|option|one_off)(\.\w+)?$")
_STAYS = "option.staying_"


def one_sided(sheet: Sheet) -> tuple[str, ...]:
    """What is charged on one side only without a reason that the rulebook states, one sentence a line.

    A line is matched by the counterpart that its rule names, by a line that rests on it, or by the part of it that the
    profile says stays; a rule whose ``mirror`` is a sentence is one-sided by declaration.
    """
    present = {line.id for line in sheet.lines}
    resting = {name for line in sheet.lines for name in line.of}
    found = []
    for line in sorted(sheet.lines, key=lambda one: one.id):
        if line.id in resting or not _LINE.match(line.rule.mirror) or line.rule.side == "one_off":
            continue
        if not _matched(line, present):
            other = "today's side" if line.rule.side == "option" else "the option"
            found.append(f"'{line.label}' has no counterpart on {other}: is it in another line, or missing?")
    return tuple(found)


def _matched(line: Line, present: set[str]) -> bool:
    wanted = line.rule.mirror
    own = line.id.partition(".")[2]
    return (
        any(name == wanted or name.startswith((f"{wanted}_", f"{wanted}.")) for name in present)
        or f"{_STAYS}{own}" in present
        or f"option.{own}" in present
    )
