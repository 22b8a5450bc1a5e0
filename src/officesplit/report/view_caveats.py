"""What a reader must know of the result before relying on it: how firm its inputs are, and what warns."""

from collections import Counter
from typing import Any

from officesplit.model.vocabulary import Standing
from officesplit.report.view_parts import Context
from officesplit.report.view_words import sentence

TOP_WARNINGS = 4
NAMED = 3


def few(context: Context, names: list[str]) -> str:
    """Names of functions for a narrow column: all of them as a word, or the first ones and how many more."""
    if len(names) > NAMED and len(names) == len(context.assessment.functions):
        return f"all {len(names)} functions"
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def coverage(context: Context) -> dict[str, Any]:
    """How many inputs stand on what."""
    counts = Counter(quantity.standing for quantity in context.assessment.evidence)
    return {
        "total": str(len(context.assessment.evidence)),
        "parts": tuple({"standing": standing.value, "count": str(counts[standing])} for standing in Standing),
    }


def grouped_warnings(context: Context) -> tuple[str, ...]:
    """Findings that warn, each once, with the functions it is about."""
    found: dict[str, list[str]] = {}
    for item in context.assessment.findings:
        if item.severity == "warning":
            names = found.setdefault(item.text, [])
            if item.function:
                names.append(context.name(item.function))
    return tuple(
        f"{few(context, names)}: {sentence(text)}" if names else sentence(text) for text, names in found.items()
    )


def warnings(context: Context) -> tuple[str, ...]:
    """The first few warnings, and how many more there are."""
    shown = list(grouped_warnings(context))
    if len(shown) > TOP_WARNINGS:
        shown[TOP_WARNINGS:] = [f"{len(shown) - TOP_WARNINGS} more in section 2."]
    return tuple(shown)


def struck_count(context: Context) -> str:
    """How many options were struck, "0" where none was."""
    return str(sum(1 for function in context.assessment.functions for option in function.options if option.struck))
