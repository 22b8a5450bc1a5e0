"""Entry point of ``officesplit`` and ``python -m officesplit``: the version needs no library at all."""

import sys

from officesplit import __version__


def main() -> int:
    """Run the command line and return its exit code (see `officesplit.errors.Exit`)."""
    if sys.argv[1:] == ["--version"]:
        print(f"officesplit {__version__}")
        return 0
    from officesplit.cli.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
