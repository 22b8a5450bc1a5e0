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
    found = _header(lines[0]) if lines else None
    asked: list[tuple[str, str | None]]
    asked = _from_csv(text, *found) if found else [(line, None) for line in lines]
    if not asked:
        raise UsageError("standard input holds no name", "give one a line, or CSV with a header name,industry")
    return asked


def _header(line: str) -> tuple[str, list[str]] | None:
    """Delimiter and columns of a CSV header, which has a column of names; None where the line is a name itself."""
    import csv

    for delimiter in ",;\t":
        cells = [cell.strip().casefold() for cell in next(csv.reader([line], delimiter=delimiter))]
        if "name" in cells:
            if cells.count("name") > 1:
                raise UsageError("the header of standard input has two columns 'name'", "leave one of them out")
            return delimiter, cells
    return None


def _from_csv(text: str, delimiter: str, header: list[str]) -> list[tuple[str, str | None]]:
    import csv
    import io

    reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
    next(reader)
    asked: list[tuple[str, str | None]] = []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            where = f"line {reader.line_num} of standard input"
            if len(row) > len(header):
                raise UsageError(
                    f"{where} has {len(row)} cells and the header {len(header)}",
                    "put a name that holds a comma in double quotes",
                )
            cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
            if not cells.get("name"):
                raise UsageError(f"{where} has no name", "fill in the name or leave the line out")
            asked.append((cells["name"], cells.get("industry") or None))
    except csv.Error as error:
        what = f"line {reader.line_num} of standard input is no CSV: {error}"
        raise UsageError(what, "close every double quote, and write a quote inside a name twice") from None
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
        ["name", "industry", "office", "confidence", "margin", "runner_up", "contested", "matched", "rules", "mixed"]
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
                _mixed(found),
            ]
        )
    return out.getvalue()


def _print_table(rows: "Sequence[Row]") -> None:
    table = [["NAME", "OFFICE", "SURE", "NEXT", "WHY"]]
    for name, _, found, _ in rows:
        doubt = f" ({_mixed(found)})" if found.mixed else " (contested)" if found.office_contested else ""
        table.append([name, found.office.value + doubt, f"{found.confidence:.0%}", found.runner_up.value, _why(found)])
    say(columns(table, right=frozenset({2})))
    for name, _, _, warning in rows:
        if warning:
            typer.echo(one_line(f"warning: {name}: {warning}"), err=True)


def _mixed(found: "Classification") -> str:
    """The split that a compound name assumes, "50% front, 50% back"; empty where the name is of one office."""
    return ", ".join(f"{share:.0%} {office}" for office, share in (found.mixed or {}).items())


def _why(found: "Classification") -> str:
    """The reason that speaks most for the office said."""
    own = [reason for reason in found.reasons if reason.office is found.office]
    return max(own, key=lambda reason: reason.points or 0.0).text if own else ""
