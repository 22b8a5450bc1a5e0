"""``officesplit assess``: profiles in, reports out."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from officesplit.cli import options
from officesplit.cli.guard import attempt
from officesplit.cli.inputs import Source, expand
from officesplit.cli.outputs import Destination, Writer, difference, known_format, plan
from officesplit.cli.text import emit, encoded, on_terminal, say
from officesplit.errors import CheckFailed, Exit, UsageError

if TYPE_CHECKING:
    from officesplit.model.result import Assessment
    from officesplit.pipeline import Rendered

_RARELY = 200_000
"""New objects after which the garbage collector looks again; Python's own number is 700."""
_FEW = 3
"""Up to this many profiles no progress bar is worth drawing."""


@dataclass(frozen=True)
class _Request:
    """What every profile of one command line shares."""

    settings: tuple[str, ...]
    scenario: str | None
    as_of: str | None
    draws: int | None
    seed: int | None
    locale: str
    templates: Path | None
    detail: Literal["full", "lean"]

    def assess(self, source: Source) -> "Assessment":
        from officesplit import pipeline

        loaded = source.read(self.settings, self.scenario)
        if self.as_of is None:
            source.note_day(loaded)
        return pipeline.assess(loaded, as_of=self.as_of, draws=self.draws, seed=self.seed)

    def render(self, assessment: "Assessment", format_: str, stem: str, to_person: bool = False) -> "Rendered":
        """The document, and the files that belong beside it."""
        from officesplit import pipeline

        return pipeline.render(
            assessment,
            format_,
            stem=stem,
            locale=self.locale,
            templates=self.templates,
            detail=self.detail,
            width=shutil.get_terminal_size().columns if to_person else None,
            colour=to_person and "NO_COLOR" not in os.environ,
        )


def assess(
    profiles: options.Profiles,
    output: options.Outputs = None,
    format_: options.Format = None,
    scenario: options.Scenario = None,
    settings: options.Settings = None,
    templates: options.Templates = None,
    locale: options.Locale = "en",
    as_of: options.AsOf = None,
    draws: options.Draws = None,
    seed: options.Seed = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 where a file differs from what would be written.")
    ] = False,
    detail: options.DetailOption = options.Detail.FULL,
) -> Exit:
    """Assess profiles: print a summary, or write reports with -o."""
    # Hundreds of thousands of small values are made and kept; looking for cycles among them is for nothing.
    gc.set_threshold(_RARELY)
    request = _Request(
        settings=tuple(settings or ()),
        scenario=scenario,
        as_of=options.day(as_of),
        draws=draws,
        seed=seed,
        locale=locale,
        templates=options.template_folder(templates),
        detail="lean" if detail is options.Detail.LEAN else "full",
    )
    sources, several = expand(profiles)
    if output:
        return _to_files(sources, plan(sources, several, output, format_), request, check)
    if check:
        raise UsageError("--check needs the files to compare with", "name them with -o")
    return _to_stdout(sources, several, known_format(format_ or "terminal"), request)


def _to_files(
    sources: Sequence[Source], planned: Sequence[Sequence[Destination]], request: _Request, check: bool
) -> Exit:
    writer = Writer(sources)
    worst = Exit.DONE
    with _progress(len(sources)) as advance:
        for source, destinations in zip(sources, planned, strict=True):
            worst = max(worst, attempt(partial(_one, source, destinations, request, check, writer)))
            advance()
    return worst


def _one(source: Source, destinations: Sequence[Destination], request: _Request, check: bool, writer: Writer) -> Exit:
    """Assess one profile and write or check its files, all or none."""
    assessment = request.assess(source)
    files: dict[Path, bytes] = {}
    for destination in destinations:
        done = request.render(assessment, destination.format, destination.path.stem)
        files[destination.path] = encoded(done.text) if done.content is None else done.content
        files.update({destination.path.parent / name: encoded(beside) for name, beside in done.companions.items()})
    if not check:
        writer.write(source, files)
        return Exit.DONE
    stale = difference(files)
    if stale:
        say("\n".join(stale))
        raise CheckFailed(f"{source}: the reports are not up to date", "run the same command without --check")
    return Exit.DONE


def _to_stdout(sources: Sequence[Source], several: bool, format_: str, request: _Request) -> Exit:
    if several and format_ == "html":
        raise UsageError("several HTML pages cannot be printed as one", "write them to a folder with -o DIR/")
    if format_ == "excel":
        raise UsageError("a workbook cannot be printed", "write it to a file with -o plan.xlsx")
    printer = _Printer(format_, as_array=several and format_ == "json")
    to_person = format_ == "terminal" and on_terminal()

    def one(source: Source) -> Exit:
        printer.add(request.render(request.assess(source), format_, source.stem, to_person).text)
        return Exit.DONE

    worst = max(attempt(partial(one, source)) for source in sources)
    printer.end()
    return worst


class _Printer:
    """Joins the documents of several profiles on standard output as they come."""

    def __init__(self, format_: str, as_array: bool) -> None:
        self._csv = format_ == "csv"
        self._as_array = as_array
        self._count = 0

    def add(self, text: str) -> None:
        """Print the next document."""
        first = self._count == 0
        self._count += 1
        if self._as_array:
            emit(("[\n" if first else ",\n") + text.rstrip("\n"))
        elif first:
            emit(text)
        elif self._csv:
            emit(text.partition("\n")[2])  # one header for all
        else:
            emit("\n" + text)

    def end(self) -> None:
        """Close what is open; an array without elements is still an array."""
        if self._as_array:
            emit("\n]\n" if self._count else "[]\n")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error, for a person who waits for more than a few profiles."""
    if total <= _FEW or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("assessing", total=total)
        yield lambda: bar.advance(task)
