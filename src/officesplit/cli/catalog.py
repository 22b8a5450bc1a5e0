"""``officesplit catalog``: what the rulebook knows, as a list or one entry in full."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from officesplit.cli.text import as_json, closest, columns, emit, on_terminal, one_line, say
from officesplit.errors import Exit, UsageError


class Kind(StrEnum):
    """What can be listed."""

    FUNCTIONS = "functions"
    INDUSTRIES = "industries"
    LOCATIONS = "locations"
    RULES = "rules"
    REGULATIONS = "regulations"
    PARAMETERS = "parameters"
    TEMPLATES = "templates"
    CLAIMS = "claims"
    SOURCES = "sources"


class Form(StrEnum):
    """How the catalogue is printed."""

    TERMINAL = "terminal"
    JSON = "json"
    MD = "md"
    MARKDOWN = "markdown"


_TITLE = 70
"""Characters of a title that a list shows; claims are whole sentences."""


def catalog(
    kind: Annotated[Kind, typer.Argument(help="What to list.")],
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="One entry, in full.")] = None,
    format_: Annotated[Form, typer.Option("-f", "--format", help="How to print.")] = Form.TERMINAL,
    home: Annotated[
        str | None, typer.Option("--home", metavar="ISO", help="With locations: the country to see them from (US).")
    ] = None,
) -> Exit:
    """List what the rulebook knows, or show one entry with every field and source."""
    from officesplit.cli.catalog_entries import entries

    if home is not None and kind is not Kind.LOCATIONS:
        raise UsageError("--home goes with locations", "leave it out")
    found = entries(kind.value, home)
    if key is not None:
        found = [_one(kind.value, key, found)]
    if format_ is Form.JSON:
        chosen: Any = found[0] if key is not None else found
        emit(as_json(chosen))
    elif format_ in (Form.MD, Form.MARKDOWN):
        emit(_markdown(kind.value, found))
    elif key is not None:
        say("\n".join(_lines(found[0])))
    elif kind is Kind.LOCATIONS:
        _print_locations(found)
    else:
        _print_list(found)
    return Exit.DONE


def _one(kind: str, key: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    """The entry with this id or title.

    Raises:
        UsageError: there is none, with the nearest.
    """
    folded = key.casefold()
    for field in ("id", "title"):
        for entry in found:
            if str(entry[field]).casefold() == folded:
                return entry
    for entry in found:
        if str(entry["id"]).casefold().endswith(f":{folded}") or folded in map(str.casefold, entry.get("names", ())):
            return entry
    words = [str(entry[field]) for entry in found for field in ("id", "title")]
    raise UsageError(f"the catalogue of {kind} has no {key!r}", closest(key, dict.fromkeys(words)))


def _print_list(found: list[dict[str, Any]]) -> None:
    """Id, title and what tells entries apart; cut to the width of the terminal where there is one."""
    import shutil

    rows = [[str(entry["id"]), _short(str(entry["title"])), one_line(str(entry["gist"]))] for entry in found]
    text = columns(rows)
    if on_terminal():
        width = shutil.get_terminal_size().columns
        text = "\n".join(line if len(line) <= width else line[: width - 3] + "..." for line in text.splitlines())
    say(text)


def _print_locations(found: list[dict[str, Any]]) -> None:
    """The countries with a heading and a legend."""
    from textwrap import fill

    from officesplit.cli.catalog_places import legend, location_table

    say(location_table(found))
    say("\n" + fill(legend(found[0]["home"]), _TITLE + 10))


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 3] + "..."


def _lines(value: Any, indent: str = "") -> list[str]:
    """Nested fields as indented lines; empty ones are left out."""
    lines: list[str] = []
    for name, field in value.items():
        if name == "gist" or field is None or field in ((), [], {}, ""):
            continue
        if isinstance(field, dict):
            inner = _lines(field, indent + "  ")
            lines.extend([f"{indent}{name}:", *inner] if inner else [])
        elif isinstance(field, list) and any(isinstance(item, dict) for item in field):
            lines.append(f"{indent}{name}:")
            for item in field:
                inner = _lines(item, indent + "    ")
                lines.extend([f"{indent}  - {inner[0].strip()}", *inner[1:]] if inner else [])
        elif isinstance(field, list):
            lines.append(f"{indent}{name}: {', '.join(map(str, field))}")
        else:
            lines.append(f"{indent}{name}: {str(field).lower() if isinstance(field, bool) else field}")
    return lines


def _markdown(kind: str, found: list[dict[str, Any]]) -> str:
    """A heading an entry, named by its id, so that links to a rule stay good."""
    blocks = [f"# {kind.capitalize()}\n"]
    for entry in found:
        fields = [line for line in _lines(entry) if not line.startswith(("id: ", "title: ", "reason: "))]
        listed = "\n".join(
            f"{'  ' * ((len(line) - len(line.lstrip())) // 2)}- {_escaped(line.strip().removeprefix('- '))}"
            for line in fields
        )
        reason = f"\n{_escaped(str(entry['reason']))}\n" if entry.get("reason") else ""
        blocks.append(f"## `{entry['id']}`\n\n**{_escaped(str(entry['title']))}**\n{reason}\n{listed}\n")
    return "\n".join(blocks)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")
