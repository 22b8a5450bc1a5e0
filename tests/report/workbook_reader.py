"""Reads a workbook back with another library, and lets LibreOffice calculate it anew."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

FIRST = 5
"""The column of approval, counted from 1."""


@dataclass
class Block:
    """One block of a function's sheet: its lines in order, then what is said under a name."""

    heading: str
    lines: list[tuple[str, list[float]]] = field(default_factory=list)
    named: dict[str, Any] = field(default_factory=dict)
    bridge: list[tuple[str, float, float]] = field(default_factory=list)


def opened(content: bytes | Path, *, formulas: bool = False) -> Workbook:
    """A workbook with its values as they are stored, or with its formulas."""
    return load_workbook(BytesIO(content) if isinstance(content, bytes) else content, data_only=not formulas)


def sheet_of(book: Workbook, name: str) -> Worksheet:
    """The sheet whose title cell is that name."""
    return next(sheet for sheet in book if sheet["A1"].value == name)


def row_of(sheet: Worksheet, name: str) -> int:
    """The row whose first cell is that text."""
    return next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == name)


def blocks(sheet: Worksheet) -> list[Block]:
    """Today, then every option, from top to bottom."""
    found: list[Block] = []
    part = ""
    for row in sheet.iter_rows(min_row=6, values_only=True):
        label = row[0]
        if label is None:
            continue
        if isinstance(label, str) and label.startswith(("Today: ", "Leading option: ", "Best priced rival: ")):
            found.append(Block(label))
            part = "lines"
        elif label in ("Result", "Bridge in present value"):
            part = label
        elif part == "lines":
            amounts = [value for value in row[FIRST - 1 :] if isinstance(value, (int, float))]
            if row[1] is None:
                found[-1].named[label] = amounts
            else:
                found[-1].lines.append((label, amounts))
        elif part == "Result":
            found[-1].named[label] = tuple(row[2:5])
        else:
            found[-1].bridge.append((label, row[2], row[3]))
    return found


def edited(content: bytes, changes: Mapping[str, float]) -> bytes:
    """The workbook with inputs changed, by id; no stored value of a formula is left in it."""
    book = opened(content, formulas=True)
    for name, value in changes.items():
        cell = book["Inputs"].cell(row_of(book["Inputs"], name), 3)
        assert not cell.protection.locked, name
        cell.value = value
    out = BytesIO()
    book.save(out)
    stored = opened(out.getvalue())
    assert not [cell for cell in formula_cells(book) if stored[cell.parent.title][cell.coordinate].value is not None]
    return out.getvalue()


def formula_cells(book: Workbook) -> Iterator[Any]:
    """Every cell that holds a formula."""
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def calculated(folder: Path, files: Mapping[str, bytes]) -> dict[str, Workbook]:
    """Workbooks as LibreOffice calculates them, by the names given; one start for all of them."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is needed: apt-get install libreoffice-calc-nogui"
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for name, content in files.items():
        (before / f"{name}.xlsx").write_bytes(content)
    command = [
        program, f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless", "--convert-to", "xlsx",
        "--outdir", str(after), *(str(path) for path in sorted(before.iterdir())),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return {name: opened(after / f"{name}.xlsx") for name in files}
