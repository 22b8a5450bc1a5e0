"""How often inputs are drawn, and under which seed, is the caller's to say."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PROFILE = "company: {name: A, industry: retail, country: US}\nfunctions:\n  - {name: Accounts payable, fte: 14}\n"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "p.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def result(run: Run, profile: Path, *arguments: str) -> dict:
    done = run("assess", str(profile), "-f", "json", *arguments)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def bands(document: dict) -> dict:
    return document["portfolio"]["npv_saving"]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_bands(run: Run, profile: Path) -> None:
    one, again = (result(run, profile, "--draws", "500", "--seed", "7") for _ in range(2))
    other = result(run, profile, "--draws", "500", "--seed", "8")
    assert one == again
    assert (one["manifest"]["seed"], one["manifest"]["draws"]) == (7, 500)
    assert bands(one)["likely"] == bands(other)["likely"]
    assert bands(one)["p10"] != bands(other)["p10"]


def test_no_draws_leaves_the_odds_out(run: Run, profile: Path) -> None:
    found = result(run, profile, "--draws", "0")
    assert found["manifest"]["draws"] == 0
    assert found["functions"][0]["odds"] is None
    assert found["functions"][0]["recommendation"]["robustness"] is None


@pytest.mark.parametrize("wrong", [("--draws", "-1"), ("--draws", "many"), ("--seed", "-1")])
def test_nonsense_is_a_usage_error(run: Run, profile: Path, wrong: tuple[str, str]) -> None:
    assert run("assess", str(profile), *wrong).exit_code == 2
