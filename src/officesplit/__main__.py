"""Entry point of ``officesplit`` and ``python -m officesplit``: the version needs no library at all."""

import sys

from officesplit import __version__


def main() -> int:
    """Run the command line and return its exit code (see `officesplit.errors.Exit`)."""
    if sys.argv[1:] == ["--version"]:
        print(f"officesplit {__version__}")
        return 0
    import gc

    from officesplit.cli.app import run

    # Loading makes tens of thousands of objects that stay; collecting among them costs a fifth of the start.
    gc.set_threshold(100_000, 50, 50)
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
