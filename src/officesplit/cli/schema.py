"""``officesplit schema``: JSON Schema, for editors and for programs that read results."""

from enum import StrEnum
from typing import Annotated

import typer

from officesplit.cli.text import as_json, emit
from officesplit.errors import Exit


class Which(StrEnum):
    """The documents that have a schema."""

    PROFILE = "profile"
    RESULT = "result"


def schema(which: Annotated[Which, typer.Argument(help="Schema of what is read, or of what comes out.")]) -> Exit:
    """Print the JSON Schema of a profile or of a result."""
    from officesplit import pipeline

    emit(as_json(pipeline.schema("profile" if which is Which.PROFILE else "result")))
    return Exit.DONE
