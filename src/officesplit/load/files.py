"""Bytes from a file, or why there are none."""

import os
from pathlib import Path

from officesplit.load.dialect import MAX_BYTES
from officesplit.load.marks import file_problem

STDIN = "<stdin>"
"""How standard input is called in messages."""


def read_file(path: str | os.PathLike[str], limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, at most one more than ``limit``.

    Raises:
        InputError: the file is a directory, is missing or cannot be read.
    """
    name = os.fspath(path)
    try:
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise file_problem(name, "no such file", "check the name, or start one with 'officesplit init'") from None
    except IsADirectoryError:
        raise file_problem(name, "is a directory", "name the profile file in it") from None
    except PermissionError:
        raise file_problem(name, "may not be read", "check its permissions") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise file_problem(name, f"cannot be read: {reason.lower()}", "check the path") from None
