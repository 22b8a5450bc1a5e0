"""Arguments and options that several commands share, each with its one help text."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from officesplit.cli.text import one_line
from officesplit.errors import UsageError

_YEAR = 366
"""Days that an assessment may lie before or after the rulebook's release without a warning."""

Profiles = Annotated[
    list[str],
    typer.Argument(metavar="PROFILE...", help="YAML or JSON profiles, folders of them, or - for standard input."),
]
OneProfile = Annotated[str, typer.Argument(metavar="PROFILE", help="A YAML or JSON profile, or - for standard input.")]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="File to write, its suffix picks the format; DIR/ gets a file per profile.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option("-f", "--format", metavar="FORMAT", help="terminal, markdown, memo, html, json, csv or excel."),
]
Scenario = Annotated[
    str | None, typer.Option("--scenario", metavar="NAME", help="Assess under a scenario of the profile.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change one value, e.g. functions[ap].fte=8; may be repeated."),
]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="DIR", help="Folder whose templates replace the bundled ones.")
]
Locale = Annotated[
    str, typer.Option("--locale", metavar="L", help="How money and numbers are written, e.g. en or de_DE.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Day of the assessment, YYYY-MM-DD or today; else the profile's as_of."
    ),
]


MOST_DRAWS = 100_000
"""More draws change no printed digit and fill the memory."""
Draws = Annotated[
    int | None,
    typer.Option(
        "--draws", metavar="N", min=0, max=MOST_DRAWS,
        help="How often every uncertain input is drawn; 0 leaves the odds out. Default 10000.",
    ),
]  # fmt: skip
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", min=0, help="Seed of the draws; the same one gives the same report. Default 0."
    ),
]


class Detail(StrEnum):
    """How much the JSON result holds."""

    FULL = "full"
    LEAN = "lean"


DetailOption = Annotated[Detail, typer.Option("--detail", help="lean leaves the year lines out of the JSON.")]


def day(as_of: str | None) -> str | None:
    """The ``--as-of`` day as ISO text; this is the only clock of the program, read only when asked for today.

    Raises:
        UsageError: it is neither a day nor ``today``.
    """
    if as_of is None:
        return None
    if as_of == "today":
        return date.today().isoformat()
    try:
        wanted = date.fromisoformat(as_of)
    except ValueError:
        raise UsageError(f"--as-of {as_of!r} is not a day", "write YYYY-MM-DD, or today") from None
    note_far_day(wanted, f"--as-of {wanted}")
    return wanted.isoformat()


def note_far_day(wanted: date, said: str) -> None:
    """Warn on standard error where the laws and prices of the rulebook are those of another time than ``wanted``."""
    from officesplit import pipeline

    released = date.fromisoformat(pipeline.rulebook().released)
    if abs((wanted - released).days) > _YEAR:
        what = f"warning: {said} is more than a year from the rulebook's release ({released})"
        typer.echo(one_line(f"{what}; its laws, prices and wages are of that time"), err=True)


def template_folder(folder: Path | None) -> Path | None:
    """The ``--templates`` folder.

    Raises:
        UsageError: it is not a folder.
    """
    if folder is not None and not folder.is_dir():
        raise UsageError(f"--templates {str(folder)!r} is not a folder", "name a folder with templates of your own")
    return folder
