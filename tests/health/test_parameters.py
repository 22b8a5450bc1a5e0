"""No parameter lies in the rulebook without effect: code reads it, or another rule names it."""

from pathlib import Path

import pytest

from officesplit.load.rulebook import load_rulebook

SRC = Path(__file__).resolve().parents[2] / "src" / "officesplit"
PARAMETERS = sorted(load_rulebook().parameters)


@pytest.fixture(scope="module")
def readers() -> str:
    """All code, and all rules but the parameters themselves."""
    code = [path.read_text(encoding="utf-8") for path in sorted(SRC.rglob("*.py"))]
    folder = SRC / "rulebook"
    rules = [path for path in sorted(folder.rglob("*.yaml")) if path.parent.name != "parameters"]
    return "\n".join([*code, *(path.read_text(encoding="utf-8") for path in rules)])


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter_is_read(name: str, readers: str) -> None:
    assert any(form in readers for form in (f'"{name}"', f"parameter:{name}", f"parameter.{name}"))
