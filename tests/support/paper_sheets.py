"""Sheets and ranges of the engine over openpyxl, as xlwings asks them; see `xlwings_engine`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes


def as_typed(given, number_format):
    """What Excel makes of a text that a program writes: numbers and dates, but in cells of text."""
    if not isinstance(given, str) or number_format == "@":
        return given
    if given.startswith("'"):
        return given[1:]
    for read in (lambda text: float(text.replace(",", "")), datetime.fromisoformat):
        with suppress(ValueError):
            return read(given)
    return given


class RefusedError(RuntimeError):
    """What Excel answers to what it does not do; over there an error of COM, with a number."""


#: What Excel takes at most: points of a row's height, characters of a column's width.
HIGHEST, WIDEST = 409.5, 255


class PaperSheets(base_classes.Sheets):
    def __init__(self, book):
        self.book = book

    def __iter__(self) -> Iterator[PaperSheet]:
        return (PaperSheet(self.book, name) for name in self.book.live.sheetnames)

    def __len__(self):
        return len(self.book.live.sheetnames)

    def __call__(self, key):
        names = self.book.live.sheetnames
        return PaperSheet(self.book, names[key - 1] if isinstance(key, int) else key)


class PaperSheet(base_classes.Sheet):
    book = None

    def __init__(self, book, title):
        self.book, self.title = book, title
        self.live, self.cached = book.live[title], book.cached[title]

    @property
    def name(self):
        return self.title

    @property
    def index(self):
        return self.book.live.sheetnames.index(self.title) + 1

    @property
    def used_range(self):
        return PaperRange(self, self.live.dimensions)

    def range(self, first, last=None):
        return PaperRange(self, first, last)

    def activate(self):
        if self.live.sheet_state != "visible":
            raise RefusedError("Activate method of Worksheet class failed")
        self.book.live.active = self.index - 1

    def may_format(self, what):
        """What of cells, rows or columns a protected sheet lets anybody format."""
        protection = self.live.protection
        if protection.sheet and getattr(protection, f"format{what}"):
            raise RefusedError(f"{self.title} is protected: no format of {what.lower()}")


class PaperRange(base_classes.Range):
    row = column = sheet = color = column_width = row_height = wrap_text = raw_value = None
    number_format = None
    max_cells_per_read = max_cells_per_write = has_array = None

    def __init__(self, sheet, first, last=None):
        if isinstance(first, PaperRange):
            first, last = (first.row, first.column), (last or first).last
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first.replace("$", ""))
            first, last = (top, left), (bottom, right)
        object.__setattr__(self, "sheet", sheet)
        self.row, self.column = first
        self.last = last or first

    def __setattr__(self, name, value):
        """Values and looks go to the workbook; what xlwings keeps on a range stays on it."""
        if name == "raw_value":
            self._write(value)
        elif name == "color":
            self._paint(value)
        elif name == "column_width":
            self.sheet.may_format("Columns")
            if not 0 <= value <= WIDEST:
                raise RefusedError("Unable to set the ColumnWidth property of the Range class")
            for column in range(self.column, self.last[1] + 1):
                self.sheet.live.column_dimensions[get_column_letter(column)].width = value
        elif name == "row_height":
            self.sheet.may_format("Rows")
            if not 0 <= value <= HIGHEST:
                raise RefusedError("Unable to set the RowHeight property of the Range class")
            for row in range(self.row, self.last[0] + 1):
                self.sheet.live.row_dimensions[row].height = value
        elif name in ("wrap_text", "number_format"):
            self._format(name, value)
        else:
            object.__setattr__(self, name, value)

    def __getattribute__(self, name):
        if name == "raw_value":
            return self._read()
        return object.__getattribute__(self, name)

    @property
    def shape(self):
        return self.last[0] - self.row + 1, self.last[1] - self.column + 1

    @property
    def coords(self):
        return (self.sheet.name, self.row, self.column, *self.shape)

    @property
    def api(self):
        return self

    @property
    def address(self):
        first, last = (
            f"${get_column_letter(column)}${row}"
            for row, column in ((self.row, self.column), self.last)
        )
        return first if first == last else f"{first}:{last}"

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, row, column=None):
        if column is None:
            row, column = ((row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1)
        return PaperRange(self.sheet, (self.row + row - 1, self.column + column - 1))

    def select(self):
        if self.sheet.book.live.active.title != self.sheet.title:
            raise RefusedError("Select method of Range class failed")
        self.sheet.book.app.selection = self

    def clear(self):
        self.sheet.may_format("Cells")
        for merged in list(self.sheet.live.merged_cells.ranges):
            inside = [cell in self for cell in merged.cells]
            if all(inside):
                self.sheet.live.unmerge_cells(str(merged))
            elif any(inside):
                raise RefusedError("Cannot change part of a merged cell.")
        for cell in self._cells():
            self._may_write(cell, "clear")
            if cell.has_style or cell.value is not None:
                cell.value, cell.style = None, "Normal"

    def __contains__(self, corner):
        (row, column), (last_row, last_column) = corner, self.last
        return self.row <= row <= last_row and self.column <= column <= last_column

    def _cells(self):
        for row in range(self.row, self.last[0] + 1):
            for column in range(self.column, self.last[1] + 1):
                yield self.sheet.live.cell(row, column)

    def _read(self):
        (last_row, last_column) = self.last
        bounds = {"min_row": self.row, "max_row": last_row, "min_col": self.column}
        bounds["max_col"] = last_column
        live = self.sheet.live.iter_rows(values_only=True, **bounds)
        cached = self.sheet.cached.iter_rows(values_only=True, **bounds)
        return [
            [
                known if isinstance(value, str) and value.startswith("=") else value
                for value, known in zip(row, last, strict=True)
            ]
            for row, last in zip(live, cached, strict=True)
        ]

    def _write(self, value):
        for row, cells in enumerate(
            self.sheet.live.iter_rows(
                min_row=self.row, max_row=self.last[0], min_col=self.column, max_col=self.last[1]
            )
        ):
            for column, cell in enumerate(cells):
                if isinstance(cell, MergedCell):
                    continue  # Excel passes over what no merged cell shows, without a word
                self._may_write(cell, "write")
                given = value[row][column] if isinstance(value, list | tuple) else value
                cell.value = None if given == "" else as_typed(given, cell.number_format)

    def _paint(self, rgb):
        self.sheet.may_format("Cells")
        for cell in self._cells():
            cell.fill = PatternFill("solid", fgColor="{:02X}{:02X}{:02X}".format(*rgb))

    def _format(self, name, value):
        self.sheet.may_format("Cells")
        for cell in self._cells():
            if name == "wrap_text":
                cell.alignment = Alignment(wrap_text=value, vertical="top")
            else:
                cell.number_format = value

    def _may_write(self, cell, what):
        if self.sheet.live.protection.sheet and cell.protection.locked:
            raise RefusedError(f"{what}: {self.sheet.name}!{cell.coordinate} is locked")
