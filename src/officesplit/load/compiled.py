"""Writes the compiled rulebook: ``python -m officesplit.load.compiled``, after every change of its files."""

from pathlib import Path

from officesplit.load.rulebook import COMPILED, compile_rulebook, freeze, source_files


def write_compiled(folder: Path) -> Path:
    """Compile the files of ``folder`` and write the result there; returns its path.

    Raises:
        InputError: with every problem of the files; nothing is written then.
    """
    target = folder / COMPILED
    target.write_bytes(freeze(compile_rulebook(dict(source_files(folder)))))
    return target


if __name__ == "__main__":
    write_compiled(Path(__file__).resolve().parents[1] / "rulebook")
