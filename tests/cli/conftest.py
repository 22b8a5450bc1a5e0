"""A runner for command lines, and profiles to run them on."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

PROFILE = """\
company: {name: Harbour Lane Hotels, industry: hospitality, country: US}
functions:
  - {name: Guest reservations, fte: 24}
  - {name: Accounts payable, id: ap, fte: 6}
scenarios:
  wage_shock: {assumptions.wage_growth: 0.07}
"""
BROKEN = """\
company: {name: Harbour Lane Hotels, industri: hospitality, country: US}
functions:
  - {name: Accounts payable, ftee: 6}
"""

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    from officesplit.cli.app import build

    def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(build(pretty=False), [str(one) for one in arguments], input=stdin)

    return call


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "hotel.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good profiles, a bad one, and a file that is no profile."""
    inside = tmp_path / "profiles"
    inside.mkdir()
    (inside / "b.yml").write_text(PROFILE.replace("Harbour Lane", "Second"), encoding="utf-8")
    (inside / "a.yaml").write_text(PROFILE.replace("Harbour Lane", "First"), encoding="utf-8")
    (inside / "c.yaml").write_text(BROKEN, encoding="utf-8")
    (inside / "notes.txt").write_text("not a profile", encoding="utf-8")
    return inside


def names(paths: Sequence[Path]) -> list[str]:
    """File names, sorted."""
    return sorted(path.name for path in paths)
