"""Jinja for pages: strict about names, escaped by default in HTML and in Markdown, a user's partials before ours."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from markupsafe import Markup

from officesplit.errors import UsageError
from officesplit.report.view_parts import anchor
from officesplit.resources import bundled

_SPECIAL = re.compile(r"([\\`*{}\[\]|~$#])")
_EMPHASIS = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LEADING = re.compile(r"^(?:([-+=])|(\d+)([.)])(?=\s|$))")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def markdown_text(value: object) -> Markup:
    """``value`` as Markdown that shows exactly that text: no markup, no HTML, no new line, no table cell.

    A value that is Markup already passes unchanged.
    """
    if isinstance(value, Markup):
        return value
    text = " ".join(_UNSEEN.sub("", str(value)).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _EMPHASIS.sub(r"\\_", _SPECIAL.sub(r"\\\1", text))
    return Markup(_LEADING.sub(_quoted, text))


def _quoted(match: re.Match[str]) -> str:
    """A list or heading mark at the start of a text, made harmless."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def visible_text(value: object) -> object:
    """``value`` without characters that turn or hide text; HTML escaping follows."""
    if isinstance(value, str) and not isinstance(value, Markup) and _UNSEEN.search(value):
        return _UNSEEN.sub("", value)
    return value


class _Bundled(BaseLoader):
    """Templates from the package's own folder, which may lie in a zip."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        """The text of ``template``; raises TemplateNotFound."""
        place = self._folder
        for part in split_template_path(template):
            place = place / part
        if not place.is_file():
            raise TemplateNotFound(template)
        return place.read_text(encoding="utf-8"), template, lambda: True


@lru_cache(maxsize=16)
def environment(kind: str, templates: Path | None) -> Environment:
    """The environment for ``kind`` ("html" or "md"); compiled templates are kept for the life of the process.

    A file in the user's folder ``templates`` replaces the bundled file of the same path, one partial at a time.
    Raises UsageError where the folder does not exist.
    """
    loaders: list[BaseLoader] = [_Bundled(bundled("templates"))]
    if templates is not None:
        if not templates.is_dir():
            raise UsageError(f"the templates folder '{templates}' does not exist", "give a folder with --templates")
        loaders.insert(0, FileSystemLoader(templates))
    built = Environment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=markdown_text if kind == "md" else visible_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    built.filters["md"] = markdown_text
    built.filters["anchor"] = lambda identifier, prefix: anchor(prefix, identifier)
    return built


def source(name: str, templates: Path | None) -> str:
    """The text of a file of the templates folder that is no template, such as a style sheet."""
    built = environment("html", templates)
    loader = built.loader
    assert loader is not None  # environment() always sets one
    return loader.get_source(built, name)[0]


def page(name: str, templates: Path | None, **values: Any) -> str:
    """The template ``name`` filled with ``values``; raises UsageError where a user's template is wrong."""
    kind = "md" if name.endswith(".md.j2") else "html"
    try:
        return environment(kind, templates).get_template(name).render(values)
    except TemplateSyntaxError as error:
        place = f"{error.filename or error.name or name}:{error.lineno}"
        raise UsageError(f"{place}: {error.message}", "correct the template, or remove it to use ours") from error
    except TemplateError as error:
        raise UsageError(
            f"the template '{name}' cannot be filled: {error}", "correct the template, or remove it to use ours"
        ) from error
