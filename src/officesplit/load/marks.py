"""Text to data in which every value still knows its line and column."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from officesplit.errors import InputError, Problem
from officesplit.load.dialect import MAX_BYTES, MERGE, Builder, Refused, compose
from officesplit.load.json_nodes import compose_json

Loc = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists."""

# YAML counts these as line ends, so the excerpts must too.
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dotted(loc: Sequence[str | int]) -> str:
    """The way to a value as people write it: ``functions[1].fte``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its data, and where each value stands in the text."""

    name: str
    data: Any
    root: Node
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def problem(self, loc: Sequence[str | int], what: str, remedy: str = "", *, at_key: bool = False) -> Problem:
        """A problem at ``loc``, or at the nearest value around it; ``at_key`` marks the key instead of the value."""
        node, key, merge_line = self._find(loc)
        if merge_line:
            what = f"{what} (comes in through the merge on line {merge_line})"
        return self._at(key if at_key and key is not None else node, dotted(loc), what, remedy)

    def line(self, loc: Sequence[str | int]) -> int:
        """The line of a value, counted from 1."""
        line: int = self._find(loc)[0].start_mark.line
        return line + 1

    def _at(self, node: Node, field: str, what: str, remedy: str) -> Problem:
        return _problem(self.name, self.lines, node, field, what, remedy)

    def _find(self, loc: Sequence[str | int]) -> tuple[Node, Node | None, int]:
        """The deepest node on the way, its key, and the line of the merge that it came through (0: none)."""
        node, key, merge_line = self.root, None, 0
        for part in loc:
            if isinstance(node, MappingNode):
                hit = _entry(node, str(part))
                if hit is None:
                    # A missing key is shown at the first key of the mapping that lacks it.
                    return (node.value[0][0] if node.value and not node.flow_style else node), None, merge_line
                key, node, merged_on = hit
                merge_line = merged_on or merge_line
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
                node, key = node.value[part], None
            else:
                break
        return node, key, merge_line


def _entry(node: MappingNode, name: str) -> tuple[Node, Node, int] | None:
    """Key and value of ``name``, looked up through merges; the line of the merge, or 0."""
    merges: list[tuple[Node, Node]] = []
    for key, value in node.value:
        if key.tag == MERGE:
            merges.append((key, value))
        elif isinstance(key, ScalarNode) and key.value == name:
            return key, value, 0
    for key, value in merges:
        for part in value.value if isinstance(value, SequenceNode) else [value]:
            if isinstance(part, MappingNode) and (hit := _entry(part, name)) is not None:
                return hit[0], hit[1], key.start_mark.line + 1
    return None


def parse(raw: bytes | str, name: str) -> Document:
    """Read YAML, or JSON where ``name`` ends in ``.json`` or the text is JSON.

    The document may carry problems that do not stop the reading, such as duplicate keys.

    Raises:
        InputError: the text cannot be read at all.
    """
    text = _text(raw, name)
    lines = tuple(_LINE_END.split(text))
    found: list[Problem] = []

    def report(node: Node, what: str, remedy: str) -> None:
        found.append(_problem(name, lines, node, "", what, remedy))

    try:
        root = _compose(text, name)
        data = Builder(report).build(root)
    except Refused as refused:
        raise InputError([_located(refused, name, lines)]) from None
    return Document(name, data, root, lines, tuple(found))


def _compose(text: str, name: str) -> Node:
    """JSON by its name, or where the text is JSON (standard input has no name); YAML else."""
    if name.lower().endswith(".json"):
        return compose_json(text)
    if text.lstrip().startswith("{"):
        with suppress(Refused):
            return compose_json(text)
    return compose(text)


def read(raw: bytes | str, name: str) -> Document:
    """As `parse`, but every problem stops the reading.

    Raises:
        InputError: with all problems found.
    """
    document = parse(raw, name)
    if document.problems:
        raise InputError(in_order(document.problems))
    return document


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Problems from the top of the file to its end, each once."""
    return sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line, one.column, one.field))


def file_problem(name: str, what: str, remedy: str = "") -> InputError:
    """An error about a file as a whole."""
    return InputError([Problem(name, 0, 0, "", what, remedy)])


def _text(raw: bytes | str, name: str) -> str:
    """The decoded text without its byte order mark, or a located refusal."""
    if len(raw) > MAX_BYTES:
        raise file_problem(name, f"larger than {MAX_BYTES >> 20} MiB", "split it into several profiles")
    if isinstance(raw, bytes):
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8-sig")
            lines = _LINE_END.split(before)
            what = f"not UTF-8 (byte 0x{raw[error.start]:02X})"
            place = Problem(name, len(lines), len(lines[-1]) + 1, "", what, "save the file as UTF-8")
            raise InputError([place]) from None
    else:
        text = raw.removeprefix("\ufeff")
    if found := _NOT_TEXT.search(text):
        lines = _LINE_END.split(text[: found.start()])
        shown = "a NUL" if found[0] == "\0" else f"a control character (U+{ord(found[0]):04X})"
        excerpt = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.split(text)[len(lines) - 1])
        column = len(lines[-1]) + 1
        what = f"{shown} in the text"
        raise InputError([Problem(name, len(lines), column, "", what, "remove it", column + 1, excerpt)])
    return text


def _located(refused: Refused, name: str, lines: tuple[str, ...]) -> Problem:
    """A refusal as a problem, with a hint where tabs are to blame."""
    if refused.line < 0:
        return Problem(name, 1, 1, "", refused.what, refused.remedy, 0, lines[0])
    line = min(refused.line, len(lines) - 1)
    excerpt = lines[line]
    what, remedy = refused.what, refused.remedy
    if "\t" in excerpt[: len(excerpt) - len(excerpt.lstrip())] and not name.lower().endswith(".json"):
        what, remedy = "a tab in the indentation", "use spaces"
    return Problem(name, line + 1, refused.column + 1, "", what, remedy, 0, excerpt)


def _problem(name: str, lines: tuple[str, ...], node: Node, field: str, what: str, remedy: str) -> Problem:
    start, end = node.start_mark, node.end_mark
    excerpt = lines[start.line] if start.line < len(lines) else ""
    same_line = end.line == start.line and end.column > start.column
    until = end.column + 1 if same_line else len(excerpt.rstrip()) + 1 if isinstance(node, ScalarNode) else 0
    return Problem(name, start.line + 1, start.column + 1, field, what, remedy, until, excerpt)
