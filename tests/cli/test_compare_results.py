"""An earlier result stands beside a profile in a comparison."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PROFILE = (
    "company: {name: A, industry: retail, country: US}\nfunctions:\n  - {name: Accounts payable, id: ap, fte: 14}\n"
)


@pytest.fixture
def files(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    profile, result = tmp_path / "p.yaml", tmp_path / "r.json"
    profile.write_text(PROFILE, encoding="utf-8")
    done = run("assess", profile, "-o", result, "--draws", "200", "--set", "functions[ap].fte=40")
    assert done.exit_code == 0, done.stderr
    return profile, result


def test_a_result_is_not_assessed_again(run: Run, files: tuple[Path, Path]) -> None:
    profile, result = files
    done = run("compare", profile, result, "--draws", "200", "-f", "json")
    assert done.exit_code == 0, done.stderr
    columns = json.loads(done.stdout)["columns"]
    assert [column["fte"] for column in columns] == [14.0, 40.0]


def test_nothing_can_be_changed_in_a_result(run: Run, files: tuple[Path, Path]) -> None:
    profile, result = files
    done = run("compare", profile, result, "--set", "functions[ap].fte=9")
    assert done.exit_code == 2
    assert "is a result" in done.stderr


def test_half_a_result_is_told(run: Run, files: tuple[Path, Path]) -> None:
    profile, result = files
    data = json.loads(result.read_text(encoding="utf-8"))
    del data["portfolio"]
    result.write_text(json.dumps(data), encoding="utf-8")
    done = run("compare", profile, result)
    assert done.exit_code == 2
    assert "not a whole assessment" in done.stderr
