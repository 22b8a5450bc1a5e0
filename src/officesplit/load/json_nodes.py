"""JSON as the same node graph as YAML, so that its errors are located the same way.

YAML cannot read all of JSON (surrogate pairs, tabs, long keys), hence a scanner of its own on text known to be valid.
"""

import json
import re
from bisect import bisect_right
from typing import Any, NoReturn

from yaml import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from officesplit.load.dialect import MAX_DEPTH, Refused

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\]:,"]+')
_NEWLINE = re.compile(r"\r\n|[\n\r]")
_TAG = "tag:yaml.org,2002:"
_WORDS = {"true": "bool", "false": "bool", "null": "null"}


def compose_json(text: str) -> Node:
    """The node graph of a JSON text.

    Raises:
        Refused: not JSON, or nested too deeply.
    """
    _check(text)
    starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]

    def mark(index: int) -> Any:
        line = bisect_right(starts, index) - 1
        return Mark("", index, line, index - starts[line], None, 0)

    top: list[Node] = []
    # One open collection a level: its node, and the key that waits for a value (mappings only).
    stack: list[tuple[Node, list[Node]]] = []

    def add(node: Node) -> None:
        if not stack:
            top.append(node)
            return
        parent, waiting = stack[-1]
        if isinstance(parent, SequenceNode):
            parent.value.append(node)
        elif waiting:
            parent.value.append((waiting.pop(), node))
        else:
            waiting.append(node)

    for found in _TOKEN.finditer(text):
        token, start, end = found[0], mark(found.start()), mark(found.end())
        if token in "{[":
            kind = MappingNode if token == "{" else SequenceNode
            node = kind(_TAG + ("map" if token == "{" else "seq"), [], start, end, True)
            add(node)
            stack.append((node, []))
            if len(stack) > MAX_DEPTH + 1:
                raise Refused(f"nested more than {MAX_DEPTH} levels deep", "flatten it", start.line, start.column)
        elif token in "}]":
            stack.pop()[0].end_mark = end
        elif token[0] == '"':
            add(ScalarNode(_TAG + "str", json.loads(token, strict=False), start, end, '"'))
        else:
            kind_of = _WORDS.get(token) or ("float" if set(token) & set(".eE") else "int")
            add(ScalarNode(_TAG + kind_of, token, start, end))
    return top[0]


def _check(text: str) -> None:
    """Refuse what is not JSON, with its place."""

    def constant(word: str) -> NoReturn:
        raise Refused(f"'{word}' is not a number that JSON knows", "give a number, or leave the key out")

    try:
        json.loads(text, parse_constant=constant, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise Refused(what, "", error.lineno - 1, error.colno - 1) from None
    except RecursionError:
        raise Refused(f"nested more than {MAX_DEPTH} levels deep", "flatten it") from None
