"""Finds the bundled ``templates/`` and ``profiles/`` in a wheel, an unextracted zip or a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from officesplit.errors import OfficesplitError

_CHECKOUT = Path(__file__).resolve().parents[2]


def bundled(kind: str) -> Traversable:
    """The bundled folder ``kind`` ("templates" or "profiles").

    An installed package carries the folders under ``_data``; a checkout (also an editable install) has them at its top,
    so that edits there show at once.
    """
    installed = files("officesplit") / "_data" / kind
    if installed.is_dir():
        return installed
    checkout = _CHECKOUT / kind
    if (_CHECKOUT / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    raise OfficesplitError(
        f"the bundled folder '{kind}' is missing from this installation", "install officesplit again from its wheel"
    )


def rulebook() -> Traversable:
    """The shipped rulebook folder inside the package."""
    return files("officesplit") / "rulebook"
