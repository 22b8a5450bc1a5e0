"""Odd command lines: places that are no files, days far away, terminals without colour."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, names

STDOUT = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]


@pytest.mark.parametrize(("name", "what"), [("base.yaml", "the suffix '.yaml' of"), ("x", "no suffix")])
def test_a_suffix_without_a_format_is_told_of_the_file_given(run: Run, profile: Path, name: str, what: str) -> None:
    target = profile.parent / name
    done = run("assess", profile, "-o", target)
    assert done.exit_code == 2
    assert str(target) in done.stderr
    assert what in done.stderr
    assert "-f" in done.stderr
    assert "report.yaml" not in done.stderr
    assert not target.exists()


@pytest.mark.parametrize("command", ["assess", "compare"])
def test_an_empty_output_is_an_error(
    run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(command, profile, profile, "-o", "")
    assert done.exit_code == 2
    assert "-o is empty; name a file" in done.stderr
    assert names(list(tmp_path.iterdir())) == ["hotel.yaml"]


@pytest.mark.parametrize("output", STDOUT)
@pytest.mark.parametrize("command", ["assess", "compare"])
def test_standard_output_is_no_file(run: Run, profile: Path, command: str, output: str) -> None:
    done = run(command, profile, profile, "-o", output, "-f", "markdown")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"-o {output} names no file; leave -o out to print on standard output" in done.stderr


@pytest.mark.parametrize("inside", ["x.html", "deeper/x.html", ""])
def test_a_file_is_no_folder(run: Run, profile: Path, tmp_path: Path, inside: str) -> None:
    base = tmp_path / "base.yaml"
    base.write_text("kept", encoding="utf-8")
    done = run("assess", profile, "-o", f"{base}/{inside}")
    assert done.exit_code == 2
    assert f"{base} is a file, not a folder" in done.stderr
    assert base.read_text(encoding="utf-8") == "kept"


def test_the_name_of_a_temporary_file_stays_ours(run: Run, profile: Path) -> None:
    done = run("assess", profile, "-o", "/proc/x.html")
    assert done.exit_code == 2
    assert "cannot write /proc/x.html" in done.stderr
    assert ".tmp" not in done.stderr


def test_a_pipe_is_written_through_its_name(profile: Path) -> None:
    command = f"'{sys.executable}' -m officesplit assess '{profile}' -f json -o >(cat >'{profile}.out'); wait $!"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(f"{profile}.out").read_text(encoding="utf-8").endswith("}\n")


@pytest.mark.parametrize("name", ["x.json", "x.html", "x"])
def test_init_writes_yaml_only(run: Run, tmp_path: Path, name: str) -> None:
    done = run("init", tmp_path / name)
    assert done.exit_code == 2
    assert "starter profiles are YAML; end the name with .yaml or .yml" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("options", [[], ["--industry", "retail"], ["--industry", "banking"]])
def test_init_points_editors_at_a_file_that_it_says_how_to_get(run: Run, tmp_path: Path, options: list[str]) -> None:
    target = tmp_path / "p.yml"
    done = run("init", target, *options)
    assert done.exit_code == 0, done.stderr
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=profile.schema.json"
    assert not [line for line in lines[1:] if "$schema" in line]
    assert f"officesplit schema profile > {tmp_path / 'profile.schema.json'}" in done.stdout
    assert run("validate", target).exit_code == 0


def test_init_that_asks_points_at_it_too(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "p.yaml"
    answers = "Acme\nretail\nUS\nAccounts payable\n1e9\n0.001\n6\n\n"
    done = run("init", target, "--interactive", stdin=answers)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count("is not a head-count") == 2
    assert target.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=profile.schema.json\n")
    assert run("validate", target).exit_code == 0


@pytest.mark.parametrize("day", ["1900-01-01", "2099-01-01"])
@pytest.mark.parametrize("command", ["assess", "explain", "compare"])
def test_a_day_far_from_the_rulebook_is_noted(run: Run, profile: Path, command: str, day: str) -> None:
    arguments = {"assess": [], "explain": ["ap"], "compare": [profile]}[command]
    done = run(command, profile, *arguments, "--as-of", day)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith(f"warning: --as-of {day} is more than a year from the rulebook's release (")
    assert done.stderr.count("\n") == 1


def test_a_day_near_the_rulebook_is_not_noted(run: Run, profile: Path) -> None:
    from officesplit import pipeline

    assert run("assess", profile, "--as-of", pipeline.rulebook().released).stderr == ""


def test_a_far_day_of_the_profile_is_noted_too(run: Run, profile: Path) -> None:
    profile.write_text(profile.read_text(encoding="utf-8") + "as_of: 1999-01-01\n", encoding="utf-8")
    assert f"warning: {profile}: as_of 1999-01-01 is more than a year" in run("validate", profile).stderr
    assert run("assess", profile, "--as-of", "2026-11-22").stderr == ""


def _on_a_terminal(arguments: list[str], **environment: str) -> bytes:
    """What the program prints to a terminal, both streams."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    child = subprocess.Popen(
        [sys.executable, "-m", "officesplit", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # Linux says so at the end
        pass
    os.close(ours)
    child.wait()
    return shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("arguments", [["--help"], ["assess", "--help"], ["nope"]])
def test_no_escape_codes_where_none_are_wanted(arguments: list[str], environment: dict[str, str]) -> None:
    shown = _on_a_terminal(arguments, **environment)
    assert b"Usage" in shown
    assert b"\x1b" not in shown


def test_a_terminal_with_colour_gets_it() -> None:
    assert b"\x1b[" in _on_a_terminal(["--help"])


def test_explain_lists_each_function_once(run: Run, profile: Path) -> None:
    stderr = run("explain", profile, "zzzz").stderr
    assert stderr.endswith("; known are: guest_reservations, ap\n")
    assert "did you mean 'Accounts payable'?" in run("explain", profile, "Accounts payabel").stderr
