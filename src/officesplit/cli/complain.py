"""Errors as people and editors can use them: ``file:line:column``, then the line with a caret under the fault."""

import typer

from officesplit.cli.text import one_line
from officesplit.errors import InputError, OfficesplitError, Problem

_WIDTH = 120
"""Longest excerpt shown, in characters; a longer line is cut around the fault."""


def complain(error: OfficesplitError) -> None:
    """Print an error on standard error."""
    if isinstance(error, InputError):
        for problem in error.problems:
            typer.echo(describe(problem), err=True)
        return
    hint = f"; {error.hint}" if error.hint else ""
    typer.echo(one_line(f"officesplit: {error.message}{hint}"), err=True)


def describe(problem: Problem) -> str:
    """The one-line form of a problem, followed by the source line and a caret line where the place is known."""
    line = one_line(str(problem))
    if not problem.line or not problem.excerpt.strip():
        return line
    from rich.cells import cell_len

    excerpt = problem.excerpt.rstrip("\r\n")
    start = min(max(problem.column - 1, 0), len(excerpt))
    end = min(max(problem.end - 1, start + 1), max(len(excerpt), start + 1))
    excerpt, start, end = _window(excerpt, start, end)
    before, marked, after = (one_line(part) for part in (excerpt[:start], excerpt[start:end], excerpt[end:]))
    number = str(problem.line)
    caret = " " * cell_len(before) + "^" * max(cell_len(marked), 1)
    return f"{line}\n  {number} | {before}{marked}{after}\n  {' ' * len(number)} | {caret}"


def _window(excerpt: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a long line around the fault; the cuts show as dots."""
    if len(excerpt) <= _WIDTH:
        return excerpt, start, end
    first = max(0, min(start - _WIDTH // 3, len(excerpt) - _WIDTH))
    last = first + _WIDTH
    left = "..." if first else ""
    right = "..." if last < len(excerpt) else ""
    shift = len(left) - first
    return left + excerpt[first:last] + right, start + shift, min(end, last) + shift
