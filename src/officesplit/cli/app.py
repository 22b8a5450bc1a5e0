"""The application: the explicit list of commands, and one call that runs it."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from officesplit import __version__
from officesplit.cli.assess import assess
from officesplit.cli.catalog import catalog
from officesplit.cli.classify import classify
from officesplit.cli.compare import compare
from officesplit.cli.explain import explain
from officesplit.cli.guard import INTERRUPTED, guarded
from officesplit.cli.init import init
from officesplit.cli.schema import schema
from officesplit.cli.validate import validate
from officesplit.errors import Exit

COMMANDS = (assess, compare, validate, init, explain, catalog, schema, classify)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"officesplit {__version__}")
        raise typer.Exit


def _main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Which functions of a company to keep, fix, automate, share or give out: priced, risked and explained."""


def build(pretty: bool) -> typer.Typer:
    """The application with every command; ``pretty`` lays help out with rich, which takes twice the time to load."""
    app = typer.Typer(
        name="officesplit",
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode="rich" if pretty else None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main)
    for command in COMMANDS:
        app.command(command.__name__)(guarded(command))
    return app


def _colourful() -> bool:
    """Whether help may be laid out with escape codes: on a terminal that knows and wants them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


app = build(pretty=_colourful())


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; usage errors end with 2, an interrupt with 130."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # searching every installed package for them costs 20 ms
    try:
        app(args=list(arguments), prog_name="officesplit")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(Exit.DONE if ended.code is None else Exit.BAD_INPUT)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
