"""What a chart is, and how its template is filled."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from officesplit.report.charts.scale import px
from officesplit.report.plain import clean
from officesplit.resources import bundled

WIDTH = 760
"""Width of every chart in its own pixels; a page scales it."""

SMALL = 11.0
TEXT = 12.0
CAP = 20
"""So many names a chart shows at most; it says how many more there are, and its table has them all."""


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what it says in words and as a table (header row first)."""

    id: str
    title: str
    description: str
    svg: str
    table: list[list[str]]


def draw(ident: str, title: str, description: str, height: float, table: list[list[str]], **parts: Any) -> Chart:
    """Fill ``templates/charts/<ident>.svg.j2`` with ``parts``, whose coordinates are already rounded."""
    title, description = clean(title), clean(description)
    svg = (
        _environment()
        .get_template(f"{ident}.svg.j2")
        .render(id=ident, title=title, description=description, width=WIDTH, height=px(height), **parts)
    )
    return Chart(ident, title, description, svg.strip() + "\n", table)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = bundled("templates").joinpath("charts")

    def source(name: str) -> str | None:
        found = folder.joinpath(name)
        return found.read_text(encoding="utf-8") if found.is_file() else None

    return Environment(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
