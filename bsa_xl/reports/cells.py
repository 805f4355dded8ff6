"""One cell at a time: values with their exact digits, totals, links, room for long texts."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.workbook import style

from .look import decimals_of, dress, dress_total, height_of
from .shown_text import fit_to_show
from .table import Column, Shown, Table, Value, number_text

_NOTHING = "None."


def cell_at(sheet: Worksheet, row: int, place: int) -> Cell:
    """A cell by its row and column, both counted from 1."""
    cell: Cell = sheet[f"{get_column_letter(place)}{row}"]
    return cell


def put_text(cell: Cell, text: str) -> None:
    """A text in a cell that is dressed elsewhere; never a formula."""
    cell.value, cell.data_type = fit_to_show(text), "s"


def put_number(cell: Cell, value: Value, shown: Shown) -> None:
    """A number in a cell that is dressed elsewhere, with its exact digits."""
    cell.value, cell.data_type = number_text(value, shown), "n"


def put_value(sheet: Worksheet, cell: Cell, column: Column, value: Value, places: int) -> None:
    """A value in a cell of a table, dressed as its column says."""
    dress(cell, column, places, decimals_of([value]))
    if value is None:
        return
    if not column.shown.is_text:
        put_number(cell, value, column.shown)
        return
    put_text(cell, str(value))
    if column.shown is Shown.LONG_TEXT:
        heighten(sheet, cell)


def heighten(sheet: Worksheet, cell: Cell, size: int = 10) -> None:
    """Make room for a text that wraps."""
    points = height_of(
        str(cell.value), int(sheet.column_dimensions[cell.column_letter].width), size
    )
    row = sheet.row_dimensions[cell.row]
    if points > (row.height or 0):
        row.height = points


def put_nothing(cell: Cell) -> None:
    """What stands in a table without rows."""
    cell.value = _NOTHING
    style.second(cell)


def put_link(cell: Cell, name: str) -> None:
    """A cell that takes the reader to another sheet of this workbook."""
    cell.value = name
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1", display=name)
    style.link(cell, size=10)


def dress_totals(
    sheet: Worksheet, table: Table, row: int, label: str, places: int, *, bold: bool
) -> None:
    """A row of totals with its label, still without figures."""
    for place, column in enumerate(table.columns, start=1):
        dress_total(cell_at(sheet, row, place), column.shown, places, bold=bold)
    cell_at(sheet, row, 1).value = label


def colour_words(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """Words that say how something stands have their colours of the palette."""
    for place, column in enumerate(table.columns, start=1):
        letter = get_column_letter(place)
        for word, of in column.words:
            text, fill = style.WORDS[of]
            rule = CellIsRule(  # type: ignore[no-untyped-call]
                operator="equal",
                formula=[f'"{word}"'],
                font=Font(color=text),
                fill=PatternFill("solid", start_color=fill, end_color=fill),
            )
            sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
