"""A report's workbook while it is made: pages for people, sheets for programs, live totals.

Every formula carries the value that Python worked out, so that a preview shows it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.workbook import style

from .assembly import Rows, SheetParts, assemble
from .cells import (
    cell_at,
    colour_words,
    dress_totals,
    put_nothing,
    put_number,
    put_text,
    put_value,
)
from .look import decimals_of, dress, dress_head, set_up_page, width_of
from .shown_text import fit_to_show
from .table import Column, Shown, Table, Value, number_text

#: Where the headers stand on a page for people; above them title, remark and totals.
HEAD_ROW = 6
#: Where they stand on a sheet for programs.
DATA_HEAD_ROW = 1
_REMARK_ROW, _SHOWN_ROW, _ALL_ROW = 3, 4, 5
_TITLE_HEIGHT, _HEAD_HEIGHT, _NARROWEST_BAND = 30, 30, 6
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands.

    Attributes:
        first: row of its first line, also where it has none.
        last: row of its last line.
    """

    sheet: str
    table: Table
    first: int
    last: int

    def cells(self, head: str) -> str:
        """The cells of a column, for a formula on any sheet: ``'By program'!$C$7:$C$11``."""
        letter = get_column_letter(self.table.place(head) + 1)
        return f"'{self.sheet}'!${letter}${self.first}:${letter}${self.last}"


class Book:
    """A workbook of a report; add its sheets in their order, then take `to_bytes`."""

    def __init__(
        self, title: str, whose: str, *, places: int = 2, made_at: datetime | None = None
    ) -> None:
        """An empty workbook.

        Args:
            title: what it is, for the file's properties.
            whose: the line below every title and in every footer.
            places: 2, or 0 where dollars are shown without cents.
            made_at: when; a fixed moment where not given, so that equal reports are equal bytes.
        """
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        properties = self._book.properties
        properties.title, properties.creator = fit_to_show(title), "BSA-XL"
        properties.language = "en-US"
        self._whose = fit_to_show(whose)
        self._places = places
        self._made_at = made_at or _LONG_AGO
        self._parts: dict[str, SheetParts] = {}
        self._charts: list[str] = []

    def page(self, name: str, title: str, widths: tuple[int, ...]) -> Worksheet:
        """A sheet to be filled by hand, with its title band."""
        sheet = self._sheet(name)
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        self._title(sheet, title, len(widths))
        set_up_page(sheet, self._whose)
        return sheet

    def paper(
        self, name: str, title: str, table: Table, *, remark: str = "", frozen: int = 1
    ) -> Placed:
        """A sheet with one table for people: title, totals, headers, filter, print set-up.

        Args:
            name: of the sheet.
            title: in its band.
            table: its rows.
            remark: a sentence below the title.
            frozen: columns that stay when the reader moves to the right.
        """
        sheet = self._sheet(name)
        self._title(sheet, title, len(table.columns))
        put_text(sheet[f"A{_REMARK_ROW}"], remark)
        style.second(sheet[f"A{_REMARK_ROW}"])
        placed = self._table(sheet, table, HEAD_ROW, frozen)
        self._totals(sheet, placed)
        if not table.rows:
            put_nothing(sheet[f"A{placed.first}"])
        return placed

    def data(self, name: str, table: Table, *, frozen: int = 1) -> Placed:
        """A sheet with one table for programs: headers in the first row, then nothing but rows."""
        return self._table(self._sheet(name), table, DATA_HEAD_ROW, frozen)

    def block(
        self, sheet: Worksheet, row: int, heading: str, table: Table, *, total: str = ""
    ) -> Placed:
        """A small table on a page; its cells are written one by one.

        Args:
            sheet: the page.
            row: where the heading stands; the headers come below it.
            heading: says what the table is.
            table: its rows.
            total: label of a last row with live sums of the columns that add up; empty for none.

        Returns:
            Where its rows stand; the total, which is not among them, stands below the last.
        """
        put_text(sheet[f"A{row}"], heading)
        style.heading(sheet[f"A{row}"])
        first, last = row + 2, row + 1 + max(1, len(table.rows))
        for place, column in enumerate(table.columns, start=1):
            put_text(cell_at(sheet, row + 1, place), column.head)
            dress_head(cell_at(sheet, row + 1, place), column)
            for number, values in enumerate(table.rows, start=first):
                cell = cell_at(sheet, number, place)
                put_value(sheet, cell, column, values[place - 1], self._places)
        colour_words(sheet, table, first, last)
        if not table.rows:
            put_nothing(sheet[f"A{first}"])
        if total:
            dress_totals(sheet, table, last + 1, total, self._places, bold=True)
            for letter, shown, added in _sums(table):
                text = f"SUM({letter}{first}:{letter}{last})"
                self.formula(sheet, f"{letter}{last + 1}", text, added, shown)
        return Placed(sheet.title, table, first, last)

    def show_as(self, sheet: Worksheet, place: str, shown: Shown, value: Value = None) -> None:
        """Dress a cell of a block as a column shown so, and put a value into it."""
        put_value(sheet, sheet[place], Column("", shown), value, self._places)

    def formula(self, sheet: Worksheet, place: str, text: str, value: Value, shown: Shown) -> None:
        """A live formula in a cell that is dressed already, with the value it comes to."""
        sheet[place].value = f"={text}"
        if sheet[place].number_format == "@":
            sheet[place].number_format = "General"
        known = str(value) if shown.is_text else number_text(value, shown)
        self._parts[sheet.title].values[place] = (known, shown.is_text)

    def name_cell(self, name: str, address: str) -> None:
        """Give a cell a name by which formulas of any sheet call it: ``Values!$C$7``."""
        self._book.defined_names[name] = DefinedName(name, attr_text=address)

    def chart_words(self, words: str) -> None:
        """What a chart shows, for readers who cannot see it; once for every chart, in order."""
        self._charts.append(words)

    def sheet(self, name: str) -> Worksheet:
        """A sheet that was added before."""
        sheet: Worksheet = self._book[name]
        return sheet

    def to_bytes(self) -> bytes:
        """The whole workbook."""
        made = BytesIO()
        self._book.save(made)
        return assemble(made.getvalue(), [*self._parts.values()], self._charts, self._made_at)

    def _sheet(self, name: str) -> Worksheet:
        sheet: Worksheet = self._book.create_sheet(name)
        sheet.sheet_view.showGridLines = False
        self._parts[name] = SheetParts()
        return sheet

    def _title(self, sheet: Worksheet, text: str, columns: int) -> None:
        for place in range(1, max(columns, _NARROWEST_BAND) + 1):
            style.title_band(cell_at(sheet, 1, place))
        sheet.row_dimensions[1].height = _TITLE_HEIGHT
        put_text(sheet["A1"], text)
        style.title(sheet["A1"])
        put_text(sheet["A2"], self._whose)
        style.subtitle(sheet["A2"])

    def _table(self, sheet: Worksheet, table: Table, head_row: int, frozen: int) -> Placed:
        """Headers, filter and one pattern row; the rows themselves come in when it is assembled."""
        widths = [width_of(table, place) for place in range(len(table.columns))]
        sheet.row_dimensions[head_row].height = _HEAD_HEIGHT
        first, last = head_row + 1, head_row + max(1, len(table.rows))
        for place, column in enumerate(table.columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = widths[place - 1]
            put_text(cell_at(sheet, head_row, place), column.head)
            dress_head(cell_at(sheet, head_row, place), column)
            if table.rows:
                decimals = decimals_of(row[place - 1] for row in table.rows)
                dress(cell_at(sheet, first, place), column, self._places, decimals)
        letter = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A{head_row}:{letter}{last}"
        sheet.freeze_panes = cell_at(sheet, first, frozen + 1).coordinate
        colour_words(sheet, table, first, last)
        set_up_page(sheet, self._whose, head_row)
        if table.rows:
            self._parts[sheet.title].rows = Rows(table, first, widths, f"A1:{letter}{last}")
        return Placed(sheet.title, table, first, last)

    def _totals(self, sheet: Worksheet, placed: Placed) -> None:
        """Above the headers: what the rows shown add up to, live, and what all of them must."""
        table = placed.table
        sums = list(_sums(table))
        if not sums:
            sheet.row_dimensions[_SHOWN_ROW].height = sheet.row_dimensions[_ALL_ROW].height = 3
            return
        dress_totals(sheet, table, _SHOWN_ROW, "Total of the rows shown", self._places, bold=True)
        dress_totals(sheet, table, _ALL_ROW, "All rows", self._places, bold=False)
        for letter, shown, added in sums:
            text = f"SUBTOTAL(109,{letter}{placed.first}:{letter}{placed.last})"
            self.formula(sheet, f"{letter}{_SHOWN_ROW}", text, added, shown)
            put_number(sheet[f"{letter}{_ALL_ROW}"], added, shown)


def _sums(table: Table) -> Iterator[tuple[str, Shown, int]]:
    """Letter, kind and sum of every column that adds up."""
    for place, column in enumerate(table.columns):
        if column.adds_up:
            yield get_column_letter(place + 1), column.shown, table.total(place)
