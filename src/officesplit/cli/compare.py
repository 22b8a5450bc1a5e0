"""``officesplit compare``: companies, or scenarios of one company, side by side."""

import os
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from officesplit.cli import options
from officesplit.cli.guard import attempt
from officesplit.cli.inputs import Source, expand
from officesplit.cli.outputs import Writer, refuse_nameless
from officesplit.cli.text import closest, emit, encoded, on_terminal
from officesplit.errors import Exit, UsageError

if TYPE_CHECKING:
    from officesplit.model.result import Assessment

FORMATS = {"terminal": ".txt", "markdown": ".md", "json": ".json"}
"""What a comparison can be printed as, with the suffix that asks for it."""


def compare(
    profiles: options.Profiles,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="PATH", help="File to write.")] = None,
    format_: Annotated[
        str | None, typer.Option("-f", "--format", metavar="FORMAT", help="terminal, markdown or json.")
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option("--scenario", metavar="NAME", help="Add the profile under this scenario; may be repeated."),
    ] = None,
    settings: options.Settings = None,
    locale: options.Locale = "en",
    as_of: options.AsOf = None,
    draws: options.Draws = None,
    seed: options.Seed = None,
) -> Exit:
    """Put assessments side by side: profiles, earlier results, or one profile with its scenarios."""
    from officesplit import pipeline

    sources, _ = expand(profiles)
    if output is not None:
        refuse_nameless(output)
    name = _format(format_, output)
    day = options.day(as_of)
    wanted: list[tuple[Source, str | None]] = []
    for source in sources:
        wanted.extend((source, one) for one in (None, *(scenario or ())))
    if len(wanted) < 2:
        raise UsageError("a comparison needs two sides", "name two profiles, or a scenario with --scenario")
    if scenario and any(source.place == "-" for source in sources):
        raise UsageError("standard input can be read only once", "write the profile to a file to compare its scenarios")

    results: list[Assessment] = []

    def one(source: Source, under: str | None) -> Exit:
        former = None if source.place == "-" else pipeline.read_result(source.place)
        if former is not None:
            if under is not None or settings:
                raise UsageError(f"{source} is a result: nothing can be changed in it", "name the profile it came from")
            results.append(former)
            return Exit.DONE
        loaded = source.read(settings, under)
        if day is None and under is None:
            source.note_day(loaded)
        results.append(pipeline.assess(loaded, as_of=day, draws=draws, seed=seed))
        return Exit.DONE

    worst = max(attempt(partial(one, *pair)) for pair in wanted)
    if worst:
        return worst
    to_person = output is None and name == "terminal" and on_terminal()
    rendered = pipeline.render_comparison(
        pipeline.compare(results),
        name,
        locale=locale,
        width=shutil.get_terminal_size().columns if to_person else None,
        colour=to_person and "NO_COLOR" not in os.environ,
    )
    if output is None:
        emit(rendered.text)
    else:
        Writer(sources).write(sources[0], {Path(output): encoded(rendered.text)})
    return Exit.DONE


def _format(format_: str | None, output: str | None) -> str:
    if format_ is not None:
        if format_ not in FORMATS:
            raise UsageError(f"a comparison has no format {format_!r}", closest(format_, FORMATS))
        return format_
    if output is None:
        return "terminal"
    for name, suffix in FORMATS.items():
        if Path(output).suffix == suffix:
            return name
    raise UsageError(f"{output!r} does not say which format", f"end it with {', '.join(FORMATS.values())}, or give -f")
