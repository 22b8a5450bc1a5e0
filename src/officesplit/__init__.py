"""officesplit: which functions of a company to keep, fix, automate, share or give out, and how surely.

The public names load on first use, so that ``import officesplit`` stays cheap enough for ``officesplit --version``.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from officesplit.pipeline import assess, compare, load_profile, render

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "compare", "load_profile", "render"]


def __getattr__(name: str) -> object:
    """Import the pipeline when one of its public names is first asked for."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("officesplit.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
