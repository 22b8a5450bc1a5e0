"""Same input, same bytes: below the command line there is no clock, no chance and no environment."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "officesplit"
MODULES = {"getpass", "locale", "platform", "random", "secrets", "socket", "tempfile", "time", "uuid"}
ATTRIBUTES = {"default_rng", "environ", "getenv", "getlocale", "now", "perf_counter", "today", "urandom", "utcnow"}
BELOW = sorted(path for path in SRC.rglob("*.py") if path.relative_to(SRC).parts[0] not in {"cli", "__main__.py"})


@pytest.mark.parametrize("path", BELOW, ids=lambda path: path.relative_to(SRC).as_posix())
def test_no_clock_chance_or_environment(path: Path) -> None:
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            used = {alias.name.split(".")[0] for alias in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            used = {(node.module or "").split(".")[0]} & MODULES | {alias.name for alias in node.names} & ATTRIBUTES
        elif isinstance(node, ast.Attribute):
            used = {node.attr} & ATTRIBUTES
        else:
            continue
        wrong.extend(f"line {node.lineno}: {name}" for name in used)
    assert not wrong, "\n".join(wrong)
