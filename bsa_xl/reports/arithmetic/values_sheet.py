"""The sheet Values: every number of the policy in a named cell, and figures over all schools."""

from __future__ import annotations

from collections.abc import Sequence

from bsa_xl.reports.cells import heighten, put_text
from bsa_xl.workbook import style

from .dressing import digits
from .model import Kind, Setting
from .pen import Pen, indent
from .places import DistrictPlaces, SchoolPlaces

VALUES = "Values"
_WIDTHS = (46, 56, 20, 22, 10, 50, 40)
_HEADS = ("Line", "Value", "In force", "Unit", "Since", "Source", "Name of the cell")
_HEAD_ROW = 5
_KINDS = {
    "USD": Kind.DOLLARS,
    "USD per school": Kind.DOLLARS,
    "USD per district": Kind.DOLLARS,
    "USD per pupil": Kind.RATE,
}


def put_values(
    pen: Pen, settings: Sequence[Setting], places: DistrictPlaces | SchoolPlaces
) -> None:
    """Fill the sheet, and give every value its name.

    Args:
        pen: writes.
        settings: of the model.
        places: where everything stands; in one school's workbook it adds what all schools have.
    """
    sheet = pen.book.sheet(VALUES)
    for letter, head in zip("ABCDEFG", _HEADS, strict=True):
        put_text(sheet[f"{letter}{_HEAD_ROW}"], head)
        style.table_head(
            sheet[f"{letter}{_HEAD_ROW}"], right=letter == "C", indent=int(letter == "D")
        )
    place = places.seen_from(VALUES, 0)
    row = _HEAD_ROW
    written: set[str] = set()
    waiting = list(settings)
    while waiting:
        each = waiting.pop(0)
        if each.name in written:
            continue
        written.add(each.name)
        row += 1
        _words(pen, row, each)
        cell = sheet[f"C{row}"]
        kind = _KINDS.get(each.unit, Kind.NUMBER)
        if each.made is None:
            pen.wardrobe.dress(cell, kind, [each.value], typed=True)
            cell.value, cell.data_type = digits(each.value), "n"
            if kind is Kind.NUMBER:
                cell.number_format = "General"
        else:
            pen.figure(sheet, cell, each.made, each.value, place, kind)
        pen.book.name_cell(each.name, f"{VALUES}!$C${row}")
        waiting.extend(one for one in places.figures() if one not in waiting)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"


def _words(pen: Pen, row: int, each: Setting) -> None:
    sheet = pen.book.sheet(VALUES)
    texts = {
        "A": each.about, "B": each.label, "D": each.unit, "E": each.since, "F": each.source,
        "G": each.name,
    }  # fmt: skip
    for letter, text in texts.items():
        cell = sheet[f"{letter}{row}"]
        put_text(cell, text)
        (style.plain if letter in "AB" else style.second)(cell, wraps=True)
        if letter == "D":
            indent(cell)
        heighten(sheet, cell)


def empty_values(pen: Pen) -> None:
    """The sheet with its title and a remark, to be filled."""
    sheet = pen.book.page(VALUES, "Every value that is in force", _WIDTHS)
    put_text(sheet["A3"], "Change a number in a pale yellow cell, and everything follows.")
    style.second(sheet["A3"])
