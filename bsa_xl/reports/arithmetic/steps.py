"""The sheets of one school's workbook: every step on a row, with a sentence beside it."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.reports.book import Book
from bsa_xl.reports.cells import heighten, put_text
from bsa_xl.workbook import style

from .columns import TITLES
from .dressing import mark_waiting
from .model import Kind, Model, Part
from .pen import Pen, indent
from .places import MARK_LETTER, VALUE_LETTER, SchoolPlaces

_WIDTHS = (52, 22, 74, 22)


def put_steps(pen: Pen, model: Model, places: SchoolPlaces, part: Part) -> None:
    """Fill one sheet; it is there already, with its title.

    Args:
        pen: writes.
        model: what is worked out.
        places: where everything stands.
        part: the sheet.
    """
    sheet, fields = pen.book.sheet(part.value), model.fields_of(part)
    block = ""
    for each in fields:
        if each.block != block:
            block = each.block
            _title(sheet, model, places.block_rows[block], block)
        row = places.rows[each.key]
        value = model.values[each.key][places.row]
        what, how = sheet[f"A{row}"], sheet[f"C{row}"]
        put_text(what, each.heading)
        style.plain(what, wraps=True)
        put_text(how, each.says)
        style.second(how)
        indent(how)
        heighten(sheet, what, 11)
        heighten(sheet, how)
        cell = sheet[f"{VALUE_LETTER}{row}"]
        dressed = pen.wardrobe.name_of(cell, each.kind, [value], typed=each.made is None)
        pen.field(sheet, cell, each, value, places.seen_from(sheet.title, row), dressed)
        if part is Part.LINES:
            put_text(sheet[f"{MARK_LETTER}{row}"], each.mark)
            style.second(sheet[f"{MARK_LETTER}{row}"])
        if each.heading in {"Amount", "Total"} or each.kind is Kind.WORD:
            style.plain(what, bold=True, wraps=True)
    if fields:
        last = max(places.rows[each.key] for each in fields)
        mark_waiting(sheet, f"{VALUE_LETTER}4:{VALUE_LETTER}{last}")
    sheet.freeze_panes = "A4"


def _title(sheet: Worksheet, model: Model, row: int, block: str) -> None:
    put_text(sheet[f"A{row}"], model.blocks[block].title)
    style.heading(sheet[f"A{row}"])
    said = sheet[f"A{row + 1}"]
    put_text(said, model.blocks[block].says)
    sheet.merge_cells(f"A{row + 1}:C{row + 1}")
    style.second(said, wraps=True)
    letters = sum(_WIDTHS[:3])
    lines = -(-len(model.blocks[block].says) // letters)
    sheet.row_dimensions[row + 1].height = max(14, 14 * lines)


def empty_steps(book: Book, part: Part, remark: str) -> None:
    """A sheet with its title and a remark, to be filled."""
    sheet = book.page(part.value, TITLES[part], _WIDTHS)
    put_text(sheet["A3"], remark)
    style.second(sheet["A3"])
