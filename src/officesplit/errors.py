"""What can go wrong, as one tree.

::

    OfficesplitError            message, hint, exit code; shown to people without a traceback
    ├── InputError         (2)  one or more located problems in a profile, rulebook or settings file
    ├── UsageError         (2)  the command line or an argument cannot be taken as it is
    ├── OutputError        (2)  a report cannot be written where it was asked for
    └── CheckFailed        (1)  a check that was asked for did not hold

Anything else that escapes is a fault of ours and ends with exit code 3.
"""

from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of the command line; with several profiles the highest counts."""

    DONE = 0
    CHECK_FAILED = 1
    BAD_INPUT = 2
    OUR_FAULT = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One located problem: ``file:line:column: field: what is wrong; what to do``.

    ``line`` and ``column`` count from 1 (0 = no place in the file); ``end`` is the column behind the last marked
    character on the same line, 0 where only the start is known. ``excerpt`` is the source line for the caret.
    """

    file: str
    line: int
    column: int
    field: str
    what: str
    remedy: str = ""
    end: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        """The one-line form, which editors and CI logs can follow."""
        place = f"{self.file}:{self.line}:{self.column}: " if self.line else f"{self.file}: "
        field = f"{self.field}: " if self.field else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{field}{self.what}{remedy}"


class OfficesplitError(Exception):
    """Base of every error that is explained to the user; carries a message, a hint and an exit code."""

    exit_code: Exit = Exit.BAD_INPUT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(OfficesplitError):
    """Everything that is wrong with one input file, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class UsageError(OfficesplitError):
    """The request itself cannot be met: an unknown option value, two profiles for one output, ..."""


class OutputError(OfficesplitError):
    """A report cannot be written; nothing was changed."""


class CheckFailed(OfficesplitError):
    """A requested check did not hold."""

    exit_code = Exit.CHECK_FAILED
