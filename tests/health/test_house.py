"""Habits of the house that a machine can watch over."""

import tomllib
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "officesplit"
LONGEST = 320
SHAPES = {"model/profile.py", "model/result.py", "model/rulebook.py"}
"""Declarations without logic, kept in one file so that a reader sees a document whole."""

ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg)
COUNTING = {"abs", "batch", "format", "int", "float", "round", "sum"}
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.j2"))
WRITTEN = sorted(
    path
    for folder in ("src", "tests", "templates", "profiles", "bench", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".yaml", ".j2", ".css", ".csv", ".md", ""}
    and path.is_file()
    and not {"node_modules", "__pycache__"} & set(path.parts)
)


def test_modules_are_short() -> None:
    lengths = {
        path.relative_to(SRC).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in SRC.rglob("*.py")
    }
    assert not {name: length for name, length in lengths.items() if length > LONGEST and name not in SHAPES}


def test_public_names_have_docstrings() -> None:
    """Ruff checks the docstrings in continuous integration; this keeps the rule switched on."""
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "D1" in lint["select"]
    assert {rule for rule in lint["ignore"] if rule.startswith("D")} <= {"D105", "D107"}
    assert all(not path.startswith("src") for path in lint["per-file-ignores"])


def test_types_are_strict() -> None:
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert mypy["strict"] is True
    assert "overrides" not in mypy


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME"])
def test_nothing_is_put_off(mark: str) -> None:
    wrong = [path.relative_to(ROOT) for path in WRITTEN if mark in path.read_text(encoding="utf-8")]
    assert not wrong


def _literal(node: nodes.Node) -> bool:
    """A negative number written down is no arithmetic."""
    return isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const)


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_templates_hold_no_arithmetic(path: Path) -> None:
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    wrong = [f"line {node.lineno}: {type(node).__name__}" for node in tree.find_all(ARITHMETIC) if not _literal(node)]
    wrong += [f"line {node.lineno}: {node.name}" for node in tree.find_all(nodes.Filter) if node.name in COUNTING]
    assert not wrong, "\n".join(wrong)
