"""Plain text for terminals: nothing that a profile says can move the cursor, and columns line up in any script."""

import difflib
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import typer

from officesplit.errors import OutputError

# Control characters, and the marks that reorder or hide text (Unicode bidi controls, zero width, line separators).
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

_GROUPED = 1000


def safe(text: str) -> str:
    """``text`` with control characters written out (``\\x1b``); line feeds stay."""
    return _UNSAFE.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def one_line(text: str) -> str:
    """``text`` made safe, on a single line."""
    return safe(text).replace("\n", "\\n")


def say(text: str) -> None:
    """Print text for people on standard output."""
    _print(f"{safe(text)}\n")


def encoded(text: str) -> bytes:
    """A document as bytes: UTF-8 whatever the locale says, and never an error over a character that has no bytes."""
    return text.encode("utf-8", "backslashreplace")


def emit(text: str) -> None:
    """Write a finished document to standard output as it is."""
    _print(encoded(text))


def _print(document: str | bytes) -> None:
    try:
        typer.echo(document, nl=False)
    except BrokenPipeError:
        raise  # nobody reads any more, which is no error
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from None


def as_json(value: Any) -> str:
    """A value as a JSON document."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def closest(word: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, or where to look when none is near."""
    words = list(known)
    near = difflib.get_close_matches(word.casefold(), [one.casefold() for one in words], n=1, cutoff=0.6)
    if near:
        return f"did you mean {next(one for one in words if one.casefold() == near[0])!r}?"
    shown = ", ".join(words[:12]) + (", ..." if len(words) > 12 else "")
    return f"known are: {shown}"


def columns(rows: Sequence[Sequence[str]], indent: str = "", right: frozenset[int] = frozenset()) -> str:
    """Rows as aligned columns two spaces apart; columns in ``right`` are right-aligned. All rows have equal length."""
    from rich.cells import cell_len

    if not rows:
        return ""
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    lines = []
    for row in shown:
        cells = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - cell_len(cell))
            cells.append(gap + cell if index in right else cell + gap)
        lines.append((indent + "  ".join(cells)).rstrip())
    return "\n".join(lines)


def plain(value: float) -> str:
    """A number without an exponent: grouped with two decimals from 1,000 up, six significant digits below."""
    if abs(value) >= _GROUPED:
        return f"{value:,.2f}"
    text = format(Decimal(f"{value:.6g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(count: float, noun: str) -> str:
    """A count with its noun in the right number."""
    return f"{plain(count)} {noun}" + ("" if count == 1 else "s")


def on_terminal() -> bool:
    """Whether a person is likely to watch standard output."""
    return sys.stdout.isatty()
