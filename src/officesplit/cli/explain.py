"""``officesplit explain``: every rule, number, source and switch value behind one verdict."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from officesplit.cli import options
from officesplit.cli.inputs import Source, expand
from officesplit.cli.text import as_json, closest, emit, say
from officesplit.errors import Exit, UsageError
from officesplit.model.vocabulary import Kind

if TYPE_CHECKING:
    from officesplit.model.result import Assessment, FunctionResult


_MONEY = {"option", "country", "country_name", "vendor", "cost", "quotes", "retender"}


class Form(StrEnum):
    """How the explanation is printed."""

    TERMINAL = "terminal"
    JSON = "json"


def explain(
    profile: options.OneProfile,
    function: Annotated[str, typer.Argument(metavar="FUNCTION", help="The function's id or name.")],
    format_: Annotated[Form, typer.Option("-f", "--format", help="How to print.")] = Form.TERMINAL,
    cost: Annotated[bool, typer.Option("--cost", help="Only the money, line by line, to do again by hand.")] = False,
    option: Annotated[
        Kind | None, typer.Option("--option", help="With --cost: this option instead of the first two.")
    ] = None,
    scenario: options.Scenario = None,
    settings: options.Settings = None,
    as_of: options.AsOf = None,
    draws: options.Draws = None,
    seed: options.Seed = None,
) -> Exit:
    """Show every rule, number, source and switch value behind one verdict."""
    from officesplit import pipeline

    sources, several = expand([profile])
    if several:
        raise UsageError("explain takes one profile, not a folder", "name the file")
    source: Source = sources[0]
    loaded = source.read(settings, scenario)
    assessment = pipeline.assess(loaded, as_of=options.day(as_of), draws=draws, seed=seed)
    found = find(assessment, function)
    if option and not cost:
        raise UsageError("--option goes with --cost", "add --cost")
    if cost:
        from officesplit.cli.explain_cost import cost_explanation, shown_options

        if format_ is Form.JSON:
            shown = [one.model_dump(mode="json", by_alias=True, include=_MONEY) for one in shown_options(found, option)]
            emit(as_json(shown))
        else:
            say(cost_explanation(assessment, found, option))
    elif format_ is Form.JSON:
        emit(as_json(found.model_dump(mode="json", by_alias=True)))
    else:
        from officesplit.cli.explain_text import explanation

        say(explanation(assessment, found))
    return Exit.DONE


def find(assessment: "Assessment", wanted: str) -> "FunctionResult":
    """The function with this id, else with this name in any case.

    Raises:
        UsageError: there is none, with the nearest; or the name fits several, with their ids.
    """
    for function in assessment.functions:
        if function.id == wanted:
            return function
    named = [one for one in assessment.functions if one.name.casefold() == wanted.strip().casefold()]
    if len(named) > 1:
        ids = ", ".join(one.id for one in named)
        raise UsageError(f"{len(named)} functions are named {wanted!r}", f"say which by its id: {ids}")
    if not named:
        keys = [one.id for one in assessment.functions]
        hint = closest(wanted, dict.fromkeys([*keys, *(one.name for one in assessment.functions)]))
        # Names help to guess; a list of all functions names each once.
        hint = hint if hint.startswith("did you mean") else closest(wanted, keys)
        raise UsageError(f"the profile has no function {wanted!r}", hint)
    return named[0]
