"""The sheet Contents: what every sheet holds, and where every line is worked out."""

from __future__ import annotations

from openpyxl.worksheet.hyperlink import Hyperlink

from bsa_xl.reports.cells import heighten, put_link, put_text
from bsa_xl.workbook import style

from .columns import total_of
from .expression import Cell
from .model import Kind, Part
from .pen import Pen, indent
from .places import TOTAL_ROW, DistrictPlaces, SchoolPlaces
from .values_sheet import VALUES
from .work import Line, Work

CONTENTS = "Contents"
_WIDTHS = (62, 24, 34, 18, 22, 64)
_SHEETS = {
    Part.COUNTS.value: "Pupils by group, as the district supplied them.",
    VALUES: "Every rate, weight, cap, share and pool in force, each in a cell with a name.",
    Part.COUNTING.value: "Counts made of others: sums, pupils above a share, each pupil once.",
    Part.FORMULA.value: "Count, rate and amount of every line.",
    Part.POOLS.value: "Fixed totals shared out: claims, shares, remainders, ranks.",
    Part.ADJUSTMENTS.value: "Floors, limits, manual adjustments: what happens after the formula.",
    Part.LINES.value: "All lines beside each other.",
    Part.TOTALS.value: "Totals by program.",
}
_HEADS = ("Line of the formula", "Worked out on", "Program", "Held by", "Amount", "Source")


def empty_contents(pen: Pen) -> None:
    """The sheet with its title, to be filled."""
    pen.book.page(CONTENTS, "What stands where", _WIDTHS)


def put_contents(pen: Pen, work: Work, places: DistrictPlaces | SchoolPlaces) -> None:
    """Fill the sheet.

    Args:
        pen: writes.
        work: its lines are listed.
        places: where everything stands.
    """
    sheet = pen.book.sheet(CONTENTS)
    parts = {part.value for part in Part if work.model.fields_of(part)} | {VALUES}
    row = 4
    for name, says in _SHEETS.items():
        if name in parts:
            put_link(sheet[f"A{row}"], name)
            put_text(sheet[f"B{row}"], says)
            style.plain(sheet[f"B{row}"])
            row += 1
    row += 1
    for letter, head in zip("ABCDEF", _HEADS, strict=True):
        put_text(sheet[f"{letter}{row}"], head)
        style.table_head(sheet[f"{letter}{row}"], right=letter == "E", indent=int(letter == "F"))
    for line in work.lines:
        row += 1
        _line(pen, work, places, line, row)


def _line(
    pen: Pen, work: Work, places: DistrictPlaces | SchoolPlaces, line: Line, row: int
) -> None:
    """One line of the formula, with a link to where it is worked out, and its amount."""
    sheet, model = pen.book.sheet(CONTENTS), work.model
    made = model.fields[line.cell.key].made
    origin = made.key if isinstance(made, Cell) else line.cell.key
    target = places.address(origin, TOTAL_ROW)
    where = f"{places.sheets[origin]}!{target}"
    program = work.case.policy.program(line.program)
    held = "School" if line.is_planned else "Central office" if line.in_dollars else "In FTE"
    texts = {"A": line.label, "C": program.title, "D": held, "F": line.source}
    for letter, text in texts.items():
        put_text(sheet[f"{letter}{row}"], text)
        (style.second if letter == "F" else style.plain)(sheet[f"{letter}{row}"], wraps=True)
        if letter == "F":
            indent(sheet[f"{letter}{row}"])
        heighten(sheet, sheet[f"{letter}{row}"])
    cell = sheet[f"B{row}"]
    cell.value = where
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=where, display=where)
    style.link(cell, size=10)
    kind = Kind.DOLLARS if line.in_dollars else Kind.FTE
    if isinstance(places, SchoolPlaces):
        value = model.values[line.cell.key][places.row]
    else:
        value = total_of(model.fields[line.cell.key], model)
    amount = sheet[f"E{row}"]
    pen.wardrobe.dress(amount, kind, [value], typed=False)
    own = places.address(line.cell.key, TOTAL_ROW)
    pen.formula(sheet, amount, f"{Part.LINES.value}!{own}", value)
