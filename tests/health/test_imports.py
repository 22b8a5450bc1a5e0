"""The import law: who may import whom, and which layer may touch which library."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "officesplit"
STEP = {"errors", "model"}
READING = STEP | {"resources"}
MAY_IMPORT = {
    "errors": set(),
    "resources": {"errors"},
    "model": {"errors"},
    "load": READING,
    "classify": STEP,
    "assess": STEP,
    "recommend": STEP,
    "report": READING,
    "pipeline": READING | {"load", "classify", "assess", "recommend", "report"},
    "cli": READING | {"pipeline"},
    "__init__": {"pipeline"},
    "__main__": {"cli"},
}
ONLY_IN = {
    "yaml": {"load"},
    "xlsxwriter": {"report"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "babel": {"report"},
    "rapidfuzz": {"load", "classify"},
    "typer": {"cli"},
    "rich": {"cli", "report"},
    "numpy": {"assess", "recommend", "pipeline"},
    "pydantic_core": {"load"},
    "pydantic": {"model", "load", "classify", "assess", "recommend", "report", "pipeline", "cli"},
}


@cache
def edges() -> tuple[tuple[str, str, str], ...]:
    """Layer, imported name and place of every import, read once."""
    return tuple(_edges())


def _edges() -> Iterator[tuple[str, str, str]]:
    """Layer, imported name and place of every import statement, also those inside functions."""
    for path in sorted(SRC.rglob("*.py")):
        layer = path.relative_to(SRC).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.relative_to(SRC)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield layer, alias.name, where
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{where}: import by full name"
                assert node.module is not None
                for alias in node.names:
                    assert alias.name != "*", f"{where}: name what is imported"
                    yield layer, f"{node.module}.{alias.name}", where


def test_layers_point_one_way() -> None:
    wrong = [
        f"{where}: {layer} -> {target}"
        for layer, name, where in edges()
        if name.startswith("officesplit.")
        and (target := name.split(".")[1]) in MAY_IMPORT
        and target != layer
        and target not in MAY_IMPORT[layer]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_belongs_to_a_layer() -> None:
    layers = {path.relative_to(SRC).parts[0].removesuffix(".py") for path in SRC.rglob("*.py")}
    assert layers <= MAY_IMPORT.keys()


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_libraries_stay_at_the_edge(library: str) -> None:
    wrong = [where for layer, name, where in edges() if name.split(".")[0] == library and layer not in ONLY_IN[library]]
    assert not wrong, f"{library} imported in {wrong}"


def test_no_library_is_used_that_has_no_place() -> None:
    known = {*sys.stdlib_module_names, *ONLY_IN, "officesplit"}
    wrong = [f"{where}: {name}" for _, name, where in edges() if name.split(".")[0] not in known]
    assert not wrong, "\n".join(wrong)
