"""Pages and cells of a workbook: texts that stay texts, and formulas with the value that they have now.

This is the only module that touches xlsxwriter, an extra that need not be installed.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from officesplit.errors import UsageError
from officesplit.report.machine import safe

_YELLOW = "#FFF2CC"
_HEAD = "#DDE6EE"
_MONEY = "#,##0.00;[Red]-#,##0.00"
STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "title": {"bold": True, "font_size": 14},
    "block": {"bold": True, "font_size": 12, "bottom": 1},
    "note": {"italic": True, "font_color": "#555555"},
    "head": {"bold": True, "bg_color": _HEAD, "text_wrap": True, "valign": "top"},
    "year": {"bold": True, "bg_color": _HEAD, "num_format": '"Year "0'},
    "approval": {"bold": True, "bg_color": _HEAD, "num_format": '"Approval"'},
    "input": {"bg_color": _YELLOW, "border": 1, "border_color": "#BFBFBF", "locked": False, "num_format": "General"},
    "number": {"num_format": "General"},
    "factor": {"num_format": "0.000000"},
    "value": {"num_format": "#,##0.00####"},
    "money": {"num_format": _MONEY},
    "total": {"num_format": _MONEY, "bold": True, "top": 1},
    "total text": {"bold": True, "top": 1},
    "whole": {"num_format": "0"},
}
"""The looks of cells by name; only ``input`` is yellow and unlocked."""
_TWO_LINES = 31
"""Points."""
_A4 = 9
_LONGEST_TEXT = 32_000
"""Characters; a cell holds 32,767."""
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'!|", " "))
"""What Excel forbids in the name of a sheet, and two signs that formulas give a meaning."""
_LEADING = "=+-@ "
_RESERVED = "history"


def column(index: int) -> str:
    """The letters of a column, 0 for A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place(row: int, col: int, fixed: str = "") -> str:
    """A cell such as D7 from its row and column, both from 0; ``fixed`` is "", "row", "col" or "both"."""
    return f"{'$' * (fixed in ('col', 'both'))}{column(col)}{'$' * (fixed in ('row', 'both'))}{row + 1}"


class Page:
    """One worksheet; rows and columns count from 0."""

    def __init__(self, sheet: Any, name: str, styles: dict[str, Any]) -> None:
        self._sheet, self.name, self._styles = sheet, name, styles
        self._last = self._printed = 0

    def text(self, row: int, col: int, text: str, style: str = "") -> None:
        """A text, never a formula or a link whatever it begins with."""
        self._last = max(self._last, row)
        self._sheet.write_string(row, col, safe(text)[:_LONGEST_TEXT], self._styles[style])

    def number(self, row: int, col: int, value: float, style: str = "number") -> None:
        """A plain number."""
        self._sheet.write_number(row, col, value, self._styles[style])

    def formula(self, row: int, col: int, formula: str, value: float, style: str = "money") -> None:
        """A formula without its equals sign, and the value that it has now."""
        self._sheet.write_formula(row, col, f"={formula}", self._styles[style], value)

    def headings(self, row: int, texts: tuple[str, ...], *, high: bool = False) -> None:
        """A row of column headings; ``high`` gives it two lines."""
        if high:
            self._sheet.set_row(row, _TWO_LINES)
        for col, text in enumerate(texts):
            self.text(row, col, text, "head")

    def widths(self, *widths: float) -> None:
        """Widths of the first columns, in characters; the last goes on for the columns after it."""
        for col, width in enumerate(widths):
            self._sheet.set_column(col, col, width)
        self._sheet.set_column(len(widths), len(widths) + 60, widths[-1])

    def finish(self, row: int, col: int, last: int = 0) -> None:
        """Freeze what is above and left of a cell, print across one page, and lock all but the yellow cells.

        ``last`` is the last column to be printed, 0 for all of them.
        """
        self._sheet.freeze_panes(row, col)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        if row:
            self._sheet.repeat_rows(row - 1)
        self._printed = last
        self._sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})

    def close(self) -> None:
        """Leave the columns out of print that are only notes, now that the last row is known."""
        if self._printed:
            self._sheet.print_area(0, 0, self._last, self._printed)

    def ref(self, row: int, col: int, fixed: str = "both") -> str:
        """A cell of this page as formulas of other pages name it."""
        return f"'{self.name}'!{place(row, col, fixed)}"


class Book:
    """A workbook in memory.

    Raises:
        UsageError: xlsxwriter is not installed.
    """

    def __init__(self, title: str, author: str, day: str) -> None:
        try:
            from xlsxwriter import Workbook  # type: ignore[import-untyped]
        except ImportError:
            raise UsageError(
                "a workbook needs the library xlsxwriter, which is not installed", "pip install 'officesplit[excel]'"
            ) from None
        self._bytes = BytesIO()
        self._book = Workbook(self._bytes, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        # The day of the assessment stands for the day of writing, so that the same input gives the same bytes.
        created = datetime.fromisoformat(day)
        self._book.set_properties({"title": safe(title), "author": author, "created": created})
        self._styles = {name: self._book.add_format(look) for name, look in STYLES.items()}
        self._taken: set[str] = {_RESERVED}
        self._pages: list[Page] = []

    def page(self, name: str) -> Page:
        """A new worksheet under ``name``, made fit for Excel and unique."""
        name = self._free(name)
        page = Page(self._book.add_worksheet(name), name, self._styles)
        self._pages.append(page)
        return page

    def _free(self, wanted: str) -> str:
        whole = " ".join(safe(wanted).translate(_FORBIDDEN).split()).lstrip(_LEADING) or "Function"
        number = 1
        while True:
            tail = f" ({number})" if number > 1 else ""
            name = _cut(whole, _LONGEST_NAME - len(tail)) + tail
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
            number += 1

    def content(self) -> bytes:
        """The finished file; nothing can be added afterwards."""
        for page in self._pages:
            page.close()
        self._book.close()
        return self._bytes.getvalue()


def _cut(text: str, units: int) -> str:
    """The beginning of ``text`` in at most ``units`` UTF-16 units, which is how Excel counts."""
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text.rstrip()
