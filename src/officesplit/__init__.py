"""officesplit: which functions of a company to keep, fix, automate, share or give out, and how surely.

The public names load on first use, so that ``import officesplit`` stays cheap enough for ``officesplit --version``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from officesplit.pipeline import assess, compare, load_profile, render

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "compare", "load_profile", "render"]

_PUBLIC = frozenset(__all__) - {"__version__"}


def __getattr__(name: str) -> Any:
    """Import the pipeline when one of its public names is first asked for."""
    if name in _PUBLIC:
        return getattr(import_module("officesplit.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
