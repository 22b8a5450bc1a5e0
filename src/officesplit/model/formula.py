"""The formulas of the cost lines: arithmetic as data, checked, compiled, and written for readers or worksheets.

A formula knows numbers, names, ``+ - * /``, brackets, and ``max`` and ``min`` of two terms; nothing else is allowed, so
that a rulebook can never run code.
"""

import ast
import re
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType

_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.Name, ast.Load,
    ast.Constant, ast.Call,
)  # fmt: skip
_CALLS = ("max", "min")
_NAME = re.compile(r"[a-z_]\w*")


@lru_cache(maxsize=256)
def compiled(formula: str) -> CodeType:
    """The code of a formula.

    Raises:
        ValueError: where it is more than arithmetic.
    """
    try:
        tree = ast.parse(formula, mode="eval")
    except SyntaxError as error:
        raise ValueError(f"is no formula: {error.msg}; use names, numbers, + - * / ( ), max and min") from None
    for node in ast.walk(tree):
        strange = isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _CALLS)
        if strange or not isinstance(node, _ALLOWED):
            raise ValueError(f"may not hold {type(node).__name__}; use names, numbers, + - * / ( ), max and min")
    return compile(tree, "<formula>", "eval")


@lru_cache(maxsize=256)
def operands(formula: str) -> tuple[str, ...]:
    """The names that a formula needs, in the order of their first use."""
    return tuple(name for name in dict.fromkeys(_NAME.findall(formula)) if name not in _CALLS)


def checked(formula: str) -> str:
    """The formula itself; raises ValueError where it is more than arithmetic."""
    compiled(formula)
    return formula


def rewritten(formula: str, names: Mapping[str, str]) -> str:
    """The formula with every operand replaced by its text, for instance a cell of a worksheet."""
    return _NAME.sub(lambda found: names.get(found[0], found[0]), formula)
