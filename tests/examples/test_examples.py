"""Every committed example is what its command writes today, byte for byte."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/command.txt"))
WRITTEN_BY_HAND = {"profile.yaml", "command.txt", "README.md"}


def commands(folder: Path) -> list[list[str]]:
    """The command lines of an example, as words after the program's name."""
    lines = (folder / "command.txt").read_text(encoding="utf-8").splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [line for line in words if line]


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file of an example that its command has to write."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in WRITTEN_BY_HAND}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_committed_output_is_current(folder: Path, tmp_path: Path) -> None:
    for name in WRITTEN_BY_HAND:
        shutil.copy(folder / name, tmp_path / name)
    for program, *arguments in commands(folder):
        assert program == "officesplit"
        ran = subprocess.run(
            [sys.executable, "-m", "officesplit", *arguments],
            cwd=tmp_path,
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
    committed, written = outputs(folder), outputs(tmp_path)
    assert committed, f"{folder.name} holds no output; run the lines of its command.txt there"
    assert sorted(written) == sorted(committed)
    assert [name for name in written if written[name] != committed[name]] == []


def test_the_index_names_every_example() -> None:
    index = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    folders = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
    assert folders == [folder.name for folder in FOLDERS]
    assert [name for name in folders if f"({name}/)" not in index] == []


@pytest.mark.parametrize(
    "report", sorted(EXAMPLES.glob("*/report.*")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_source_that_a_report_cites_is_in_its_list(report: Path) -> None:
    assert "not in the list" not in report.read_text(encoding="utf-8")
