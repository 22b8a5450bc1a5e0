"""The one YAML dialect of the program: YAML 1.2 words and numbers, merge keys, no surprises.

``country: NO`` stays text, dates stay text, ``010`` stays text, ``38_000_000`` is a number. Keys are always text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

MAX_BYTES = 4 << 20
"""Largest file that is read."""
MAX_NODES = 500_000
"""Most values that a file may hold after its aliases are written out."""
MAX_DEPTH = 60
"""Deepest nesting, aliases included."""
_MAX_DIGITS = 40
_SCAN_BYTES = 256 << 10
_SCAN_BRACKETS = 1000

_TAG = "tag:yaml.org,2002:"
MERGE = _TAG + "merge"
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*(?:_[0-9]+)*)$")
_FLOAT = re.compile(
    r"""[-+]?(?:(?:(?:0|[1-9][0-9]*(?:_[0-9]+)*)?\.[0-9]+(?:_[0-9]+)*|(?:0|[1-9][0-9]*(?:_[0-9]+)*)\.?)(?:[eE][-+]?[0-9]+)?
    |\.(?:inf|Inf|INF))$|\.(?:nan|NaN|NAN)$""",
    re.VERBOSE,
)
_SPECIAL_DOT = re.compile(r"\.(?=[iInN])")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)$")
# Surrogates cannot be written to any file again; control characters spoil terminals and pages.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LEADING = re.compile(r"[ \-?:]*")

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_Base):  # type: ignore[misc]
    """The PyYAML loader with the resolvers of this dialect; only its composer is used."""

    yaml_implicit_resolvers: dict[Any, list[tuple[str, re.Pattern[str]]]] = {
        first: [(tag, pattern) for tag, pattern in pairs if tag in (_TAG + "null", MERGE)]
        for first, pairs in _Base.yaml_implicit_resolvers.items()
    }


_Strict.add_implicit_resolver(_TAG + "bool", _BOOL, list("tTfF"))
# The first match wins, so whole numbers come before floats, which may lack the point.
_Strict.add_implicit_resolver(_TAG + "int", _INT, list("-+0123456789"))
_Strict.add_implicit_resolver(_TAG + "float", _FLOAT, list("-+0123456789."))


class Refused(Exception):
    """The text is not in the dialect; ``line`` and ``column`` count from 0, -1 where unknown."""

    def __init__(self, what: str, remedy: str = "", line: int = -1, column: int = -1) -> None:
        super().__init__(what)
        self.what, self.remedy, self.line, self.column = what, remedy, line, column


def compose(text: str) -> Node:
    """The node graph of ``text``, which holds exactly one document.

    Raises:
        Refused: not YAML, empty, several documents, nested too deeply or too large.
    """
    try:
        _scan(text)
        loader = _Strict(text)
        try:
            node: Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error) from None
    except yaml.YAMLError as error:
        raise Refused(f"not valid YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise Refused(*_TOO_DEEP) from None
    if node is None:
        raise Refused("the file is empty", "start from 'officesplit init'")
    return node


_TOO_DEEP = (f"nested more than {MAX_DEPTH} levels deep", "flatten it")
_TOO_MANY = (f"holds more than {MAX_NODES:,} values", "split the file, or write less through aliases")


def _scan(text: str) -> None:
    """Refuse what would exhaust memory or the C stack of the composer: events come without recursion."""
    brackets = text.count("[") + text.count("{")
    indent = max((len(found[0]) for found in map(_LEADING.match, text.splitlines()) if found), default=0)
    if len(text) < _SCAN_BYTES and brackets + indent < _SCAN_BRACKETS:
        return
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Base)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or count > 2 * MAX_NODES:
            mark: Any = event.start_mark
            raise Refused(*(_TOO_DEEP if depth > MAX_DEPTH else _TOO_MANY), mark.line, mark.column)


def _syntax(error: yaml.MarkedYAMLError) -> Refused:
    """PyYAML's message with its place."""
    mark = error.problem_mark or error.context_mark
    what = error.problem or error.context or "not valid YAML"
    remedy = ""
    if "expected a single document" in " ".join((error.context or "", what)):
        what, remedy = "holds several documents", "remove the '---' line, one profile a file"
    elif "undefined alias" in what:
        remedy = "define the anchor above it, or quote a value that starts with '*'"
    elif "mapping values are not allowed" in what:
        what, remedy = "a ':' where no key is expected", "put text that holds ': ' in quotes; line keys up"
    elif "expected <block end>" in what or "could not find expected ':'" in what:
        remedy = "check the indentation, the ':' after the key and the closing brackets and quotes"
    elif "cannot start any token" in what:
        remedy = "put the text in quotes"
    return Refused(what, remedy, mark.line if mark else -1, mark.column if mark else -1)


Report = Callable[[Node, str, str], None]
"""Called with the node, what is wrong, and the remedy."""


@dataclass(slots=True)
class Builder:
    """Turns nodes into dicts, lists, text, numbers, booleans and None; reports everything that the dialect refuses.

    An aliased collection becomes one shared object, so whoever edits the data must copy it.
    """

    report: Report
    _done: dict[int, tuple[Any, int, int]] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def build(self, node: Node) -> Any:
        """The data of ``node``.

        Raises:
            Refused: the data is cyclic, too deep or too large to go on.
        """
        return self._build(node, 0)[0]

    def _build(self, node: Node, depth: int) -> tuple[Any, int, int]:
        """The data, the number of values in it and its height."""
        if isinstance(node, ScalarNode):
            return self._scalar(node), 1, 0
        if (known := self._done.get(id(node))) is not None:
            return known
        if id(node) in self._open:
            raise self._refused(node, "an alias that holds itself", "write the value out")
        if depth > MAX_DEPTH:
            raise self._refused(node, *_TOO_DEEP)
        self._open.add(id(node))
        result = self._mapping(node, depth) if isinstance(node, MappingNode) else self._sequence(node, depth)
        self._open.discard(id(node))
        if result[1] > MAX_NODES:
            raise self._refused(node, *_TOO_MANY)
        if result[2] > MAX_DEPTH:
            raise self._refused(node, *_TOO_DEEP)
        self._done[id(node)] = result
        return result

    @staticmethod
    def _refused(node: Node, what: str, remedy: str) -> Refused:
        return Refused(what, remedy, node.start_mark.line, node.start_mark.column)

    def _sequence(self, node: Node, depth: int) -> tuple[list[Any], int, int]:
        self._known_tag(node, "seq")
        items, size, height = [], 1, 0
        for child in node.value:
            value, count, below = self._build(child, depth + 1)
            items.append(value)
            size, height = size + count, max(height, below)
        return items, size, height + 1

    def _mapping(self, node: MappingNode, depth: int) -> tuple[dict[str, Any], int, int]:
        self._known_tag(node, "map")
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        lines: dict[str, int] = {}
        size, height = 1, 0
        for key, child in node.value:
            if not isinstance(key, ScalarNode):
                self.report(key, "a list or mapping as a key", "use plain text as the key")
                continue
            name = self._printable(key)
            if name in lines:
                self.report(key, f"duplicate key '{name}' (first on line {lines[name]})", "keep one of them")
                continue
            lines[name] = key.start_mark.line + 1
            value, count, below = self._build(child, depth + 1)
            size, height = size + count, max(height, below)
            if key.tag == MERGE:
                self._merge(child, value, merged)
            else:
                own[name] = value
        return (merged | own if merged else own), size, height + 1

    def _merge(self, node: Node, value: Any, into: dict[str, Any]) -> None:
        """Add the keys of one mapping or of a list of them; the first to name a key wins."""
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                for key, item in part.items():
                    into.setdefault(key, item)
            else:
                self.report(node, "'<<' needs a mapping", "merge an alias of a mapping, such as '<<: *defaults'")

    def _scalar(self, node: ScalarNode) -> Any:
        text: str = node.value
        match node.tag.removeprefix(_TAG):
            case "str":
                return self._printable(node)
            case "null":
                return None
            case "bool" if _BOOL.match(text):
                return text[0] in "tT"
            case "int" if _INT.match(text) and len(text) <= _MAX_DIGITS:
                return int(text.replace("_", ""))
            case "float" if _FLOAT.match(text) and len(text) <= _MAX_DIGITS:
                return float(_SPECIAL_DOT.sub("", text.replace("_", "")))
            case "bool" | "int" | "float" as kind:
                if len(text) > _MAX_DIGITS:
                    self.report(node, f"a number of more than {_MAX_DIGITS} digits", "shorten it, or quote it as text")
                else:
                    self.report(node, f"'{text}' is not what its tag '!!{kind}' says", "remove the tag")
                return None
            case _:
                self.report(node, f"unknown tag '{node.tag.replace(_TAG, '!!')}'", "remove the tag")
                return text

    def _printable(self, node: ScalarNode) -> str:
        """The text of a node; what cannot be shown is reported and replaced."""
        text: str = node.value
        if found := _UNWRITABLE.search(text):
            self.report(node, f"a character that cannot be shown (U+{ord(found[0]):04X})", "remove it")
            return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
        return text

    def _known_tag(self, node: Node, kind: str) -> None:
        if node.tag != _TAG + kind:
            self.report(node, f"unknown tag '{node.tag.replace(_TAG, '!!')}'", "remove the tag")
