"""What people see when something is wrong: place, caret, remedy, and nothing that moves their cursor."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from officesplit.cli.complain import describe
from officesplit.errors import CheckFailed, Exit, InputError, OutputError, Problem, UsageError
from tests.cli.conftest import Run


def test_every_problem_has_its_place_and_a_caret(run: Run, broken: Path) -> None:
    done = run("assess", broken)
    lines = done.stderr.splitlines()
    assert done.exit_code == 2
    assert done.stdout == ""
    column = broken.read_text(encoding="utf-8").index("industri") + 1
    at = lines.index(f"{broken}:1:{column}: company.industri: unknown key; did you mean 'industry'?")
    source, caret = lines[at + 1 : at + 3]
    assert source[caret.index("^") : caret.rindex("^") + 1] == "industri"
    assert any(line.startswith(f"{broken}:3:") for line in lines), "all problems at once"
    assert "Traceback" not in done.stderr


def _problem(excerpt: str, column: int, end: int = 0, what: str = "wrong") -> Problem:
    return Problem("p.yaml", 7, column, "functions[0].name", what, "mend it", end, excerpt)


def test_the_caret_stands_under_wide_characters() -> None:
    first, source, caret = describe(_problem("  - {name: 経理部門, ftee: 3}", 18, 22)).splitlines()
    assert first == "p.yaml:7:18: functions[0].name: wrong; mend it"
    before = source[: source.index("ftee")]
    assert caret.index("^") == cell_len(before)
    assert caret.count("^") == 4


def test_control_characters_are_shown_and_never_sent() -> None:
    text = describe(_problem("name: \x1b[2J\u202eevil\x9b31m", 7, what="wrong \x1b]0;title\x07 here\nand there"))
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert "\\x1b[2J" in text
    assert len(text.splitlines()) == 3, "a line break in a message does not break the line"


def test_console_markup_in_a_profile_stays_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text('company: {name: "[red]x[/red]", "[bold]k": 1, industry: banking, country: US}\n', encoding="utf-8")
    assert "[bold]k" in run("assess", path).stderr


def test_a_long_line_is_cut_around_the_fault() -> None:
    excerpt = "a" * 500 + "FAULT" + "b" * 500
    _, source, caret = describe(_problem(excerpt, 501, 506)).splitlines()
    assert len(source) < 150
    assert source[caret.index("^") : caret.rindex("^") + 1] == "FAULT"


@pytest.mark.parametrize("column", [0, 1, 5, 6, 99])
def test_a_place_behind_the_line_still_has_a_caret(column: int) -> None:
    assert describe(_problem("abcde", column)).count("^") >= 1


def test_a_problem_without_a_place_is_one_line() -> None:
    assert describe(Problem("p.yaml", 0, 0, "", "no such file", "check the name")) == (
        "p.yaml: no such file; check the name"
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("m", "h"), Exit.BAD_INPUT),
        (OutputError("m"), Exit.BAD_INPUT),
        (InputError([Problem("f", 1, 1, "x", "w")]), Exit.BAD_INPUT),
        (CheckFailed("m"), Exit.CHECK_FAILED),
    ],
)
def test_errors_end_with_their_own_code(
    run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: Exit
) -> None:
    assert _raising(run, profile, monkeypatch, error).exit_code == code


def _raising(run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException):  # type: ignore[no-untyped-def]
    from officesplit import pipeline

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "assess", fail)
    return run("assess", profile)


def test_an_uncaught_exception_is_our_fault(run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFICESPLIT_DEBUG", raising=False)
    done = _raising(run, profile, monkeypatch, KeyError("boom\x1b[2J"))
    assert done.exit_code == 3
    assert len(done.stderr.splitlines()) == 1
    assert "fault of officesplit" in done.stderr
    assert "KeyError" in done.stderr
    assert "report" in done.stderr
    assert "\x1b" not in done.stderr


def test_the_traceback_comes_only_on_request(run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICESPLIT_DEBUG", "1")
    assert "Traceback" in _raising(run, profile, monkeypatch, KeyError("boom")).stderr


def test_a_fault_in_one_profile_does_not_stop_the_others(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from officesplit import pipeline

    real = pipeline.assess

    def fragile(loaded, **options):  # type: ignore[no-untyped-def]
        if loaded.profile.company.name.startswith("First"):
            raise ZeroDivisionError
        return real(loaded, **options)

    monkeypatch.setattr(pipeline, "assess", fragile)
    done = run("assess", folder, "-o", f"{tmp_path}/out/")
    assert done.exit_code == 3, "3 over 2"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.html"]


def test_an_interrupt_is_quiet(run: Run, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = _raising(run, profile, monkeypatch, KeyboardInterrupt())
    assert (done.exit_code, done.stderr) == (130, "officesplit: stopped\n")


@pytest.mark.parametrize("arguments", [["asess"], ["assess"], ["assess", "--nope"], ["schema", "neither"]])
def test_usage_errors_end_with_two(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr
