"""What happens when something goes wrong: an explained error, an interrupt, a closed pipe, or a fault of ours."""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

import typer

from officesplit import __version__
from officesplit.cli.complain import complain
from officesplit.cli.text import one_line
from officesplit.errors import Exit, OfficesplitError

INTERRUPTED = 130
"""What shells report for a program that was stopped with Ctrl-C."""

_LONGEST = 300
"""Characters of a fault's own message that are shown."""

_P = ParamSpec("_P")


def attempt(work: Callable[[], Exit]) -> Exit:
    """Run ``work`` and turn whatever it raises into a message on standard error and an exit code.

    An interrupt and a closed pipe pass through: they end the whole command, not one profile of many.
    """
    try:
        return work()
    except OfficesplitError as error:
        complain(error)
        return error.exit_code
    except (KeyboardInterrupt, BrokenPipeError, typer.Exit, typer.Abort):
        raise
    except Exception as fault:
        _confess(fault)
        return Exit.OUR_FAULT


def guarded(command: Callable[_P, Exit]) -> Callable[_P, None]:
    """The command as typer runs it: every way out is an exit code of ours."""

    @functools.wraps(command)
    def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            code = attempt(lambda: command(*args, **kwargs))
            sys.stdout.flush()
        except (KeyboardInterrupt, typer.Abort):
            typer.echo("officesplit: stopped", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _close_quietly()
            raise typer.Exit(Exit.DONE) from None
        raise typer.Exit(code)

    return wrapper


def _close_quietly() -> None:
    """Point standard output at nothing, so that the interpreter has no broken pipe to complain of when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _confess(fault: Exception) -> None:
    """Say in one line that the fault is ours and where it happened; the traceback only on request."""
    if os.environ.get("OFFICESPLIT_DEBUG"):
        import traceback

        traceback.print_exception(fault)
    reason = str(fault).partition("\n")[0][:_LONGEST]
    typer.echo(
        one_line(
            f"officesplit: this is a fault of officesplit {__version__}, not of your input: "
            f"{type(fault).__name__}: {reason}{_where(fault)}; please report this line with the command and the "
            "profile to the project's issue tracker (OFFICESPLIT_DEBUG=1 shows the traceback)"
        ),
        err=True,
    )


def _where(fault: Exception) -> str:
    """The innermost place in our own code that the fault passed through."""
    package = Path(__file__).parents[1]
    place = ""
    trace = fault.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(package):
            place = f" at {file.relative_to(package).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
