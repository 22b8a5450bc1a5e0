"""Reads the JSON of a former assessment, to compare with it."""

import json
import os
from pathlib import Path
from typing import Any, NoReturn

from officesplit.errors import InputError, Problem
from officesplit.load.files import STDIN, read_file
from officesplit.load.marks import file_problem

SCHEMA = "officesplit.assessment/"
"""How the ``schema`` of an assessment starts; a version number follows."""
MAX_BYTES = 256 << 20
"""Largest result that is read."""
_HEAD = 200
"""Bytes within which a result names its schema."""
_REMEDY = "give a file that 'officesplit assess -f json' wrote"


def read_earlier(path: str | os.PathLike[str], *, raw: bytes | None = None) -> dict[str, Any]:
    """The document of a former assessment.

    Args:
        path: the file, or only its name where the content is given; ``-`` needs the content.
        raw: the content, where the caller has it already.

    Raises:
        InputError: no file, not JSON, or not an assessment.
    """
    name = STDIN if os.fspath(path) == "-" else os.fspath(path)
    if raw is None:
        if name == STDIN:
            raise file_problem(STDIN, "nothing to read", "pipe a result in, or name a file")
        raw = read_file(path, MAX_BYTES)
    if len(raw) > MAX_BYTES:
        raise file_problem(name, f"larger than {MAX_BYTES >> 20} MiB", "write it with --detail lean")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_constant)
    except UnicodeDecodeError:
        raise file_problem(name, "not UTF-8", _REMEDY) from None
    except json.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        lines = error.doc.splitlines() or [""]
        excerpt = lines[min(error.lineno, len(lines)) - 1]
        raise InputError([Problem(name, error.lineno, error.colno, "", what, _REMEDY, 0, excerpt)]) from None
    except RecursionError:
        raise file_problem(name, "nested too deeply", _REMEDY) from None
    except ValueError as error:
        raise file_problem(name, str(error).partition(";")[0], _REMEDY) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if not isinstance(schema, str) or not schema.startswith(SCHEMA):
        raise file_problem(name, "is not an assessment", _REMEDY)
    return dict(data)


def looks_like_a_result(path: str | os.PathLike[str]) -> bool:
    """Whether a file names the schema of an assessment near its beginning; a missing file does not."""
    try:
        with Path(path).open("rb") as file:
            return SCHEMA.encode() in file.read(_HEAD)
    except OSError:
        return False


def _constant(word: str) -> NoReturn:
    raise ValueError(f"holds '{word}', which is not a number that JSON knows")
