"""The program as a process: what it imports, what a closed pipe does, how it is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

from officesplit import __version__

HEAVY = ("pydantic", "numpy", "jinja2", "yaml", "babel", "rapidfuzz")


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


def _imported(arguments: list[str]) -> set[str]:
    """Top-level modules that a command line has imported when it ends."""
    done = _python(
        "import sys, json\n"
        "from officesplit.__main__ import main\n"
        "sys.argv = ['officesplit', *sys.argv[1:]]\n"
        "main()\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n",
        *arguments,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_import_is_cheap() -> None:
    done = _python("import sys, officesplit; print(*sys.modules)")
    assert not {"typer", "rich", *HEAVY} & set(done.stdout.split())


def test_the_version_needs_no_library() -> None:
    assert not {"typer", "rich", *HEAVY} & _imported(["--version"])


def test_help_into_a_pipe_needs_no_rich() -> None:
    assert not {"rich", *HEAVY} & _imported(["--help"])
    assert not {"rich", "numpy", "jinja2", "yaml"} & _imported(["assess", "--help"])


def test_the_module_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "officesplit", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"officesplit {__version__}\n"


def test_a_closed_pipe_is_quiet(profile: Path) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"'{sys.executable}' -m officesplit assess '{profile}' -f json | head -c 1; echo ${{PIPESTATUS[0]}}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.endswith("0\n")


def test_a_full_disk_behind_standard_output_is_no_fault_of_ours(profile: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "officesplit", "assess", str(profile)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("officesplit: cannot write to standard output")


def test_documents_are_utf_8_in_any_locale(profile: Path) -> None:
    profile.write_text(profile.read_text(encoding="utf-8").replace("Harbour Lane", "Hôtel 東京"), encoding="utf-8")
    command = [sys.executable, "-m", "officesplit", "assess", str(profile), "-f", "json"]
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    )
    assert json.loads(done.stdout.decode("utf-8"))["company"]["name"] == "Hôtel 東京 Hotels"
