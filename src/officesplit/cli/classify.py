"""``officesplit classify``: front, middle or back for bare names."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from officesplit.cli.text import as_json, closest, columns, emit, one_line, say
from officesplit.errors import Exit, UsageError

if TYPE_CHECKING:
    from officesplit.model.result import Classification

    Row = tuple[str, str, Classification, str]


class Table(StrEnum):
    """How names and offices are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def classify(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME... | -", help="Names of functions, or - for standard input.")
    ],
    industry: Annotated[
        str | None, typer.Option("--industry", metavar="KEY", help="Industry of names without one.")
    ] = None,
    format_: Annotated[Table, typer.Option("-f", "--format", help="How to print.")] = Table.TABLE,
) -> Exit:
    """Say front, middle or back for bare names; - reads one a line, or CSV with a header name[,industry]."""
    from officesplit import pipeline

    if industry is not None and pipeline.classify_names([("", industry)])[0][3]:
        raise UsageError(f"there is no industry {industry!r}", closest(industry, pipeline.rulebook().industries))
    asked = _from_stdin() if names == ["-"] else [(name, None) for name in names]
    if any(not name.strip() for name, _ in asked):
        raise UsageError("a name is empty", "leave it out")
    rows = pipeline.classify_names([(name, own or industry) for name, own in asked])
    if format_ is Table.JSON:
        emit(as_json([_record(row) for row in rows]))
    elif format_ is Table.CSV:
        emit(_csv(rows))
    else:
        _print_table(rows)
    return Exit.DONE


def _from_stdin() -> list[tuple[str, str | None]]:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input is not UTF-8 (byte {error.start + 1})", "save the list as UTF-8") from None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    header = [cell.strip().casefold() for cell in lines[0].split(",")] if lines else []
    if "name" in header and set(header) <= {"name", "industry"}:
        asked = _from_csv(text, header)
    else:
        asked = [(line, None) for line in lines]
    if not asked:
        raise UsageError("standard input holds no name", "give one a line, or CSV with a header name,industry")
    return asked


def _from_csv(text: str, header: list[str]) -> list[tuple[str, str | None]]:
    import csv
    import io

    reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""))
    next(reader)
    asked: list[tuple[str, str | None]] = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            raise UsageError(
                f"line {reader.line_num} of standard input has {len(row)} cells and the header {len(header)}",
                "put a name that holds a comma in double quotes",
            )
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        asked.append((cells.get("name", ""), cells.get("industry") or None))
    return asked


def _record(row: "Row") -> dict[str, Any]:
    """The object that stands for one name in the JSON array."""
    name, industry, found, warning = row
    return {
        "name": name,
        "industry": industry,
        **found.model_dump(
            mode="json",
            include={"office", "confidence", "margin", "runner_up", "office_contested", "mixed", "matched", "reasons"},
        ),
        "warning": warning,
    }


def _csv(rows: "Sequence[Row]") -> str:
    """The rows as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["name", "industry", "office", "confidence", "margin", "runner_up", "contested", "matched", "rules"]
    )
    for name, industry, found, _ in rows:
        shown = "'" + name if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
        writer.writerow(
            [
                shown,
                industry,
                found.office.value,
                f"{found.confidence:.3f}",
                f"{found.margin:.3f}",
                found.runner_up.value,
                str(found.office_contested).lower(),
                found.matched or "",
                "; ".join(reason.rule for reason in found.reasons),
            ]
        )
    return out.getvalue()


def _print_table(rows: "Sequence[Row]") -> None:
    table = [["NAME", "OFFICE", "SURE", "NEXT", "WHY"]]
    for name, _, found, _ in rows:
        office = found.office.value + (" (contested)" if found.office_contested else "")
        why = found.reasons[0].text if found.reasons else ""
        table.append([name, office, f"{found.confidence:.0%}", found.runner_up.value, why])
    say(columns(table, right=frozenset({2})))
    for name, _, _, warning in rows:
        if warning:
            typer.echo(one_line(f"warning: {name}: {warning}"), err=True)
