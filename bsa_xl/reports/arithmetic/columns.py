"""The sheets of a district's workbook: a row for each school, a column for each step."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.reports.book import Book
from bsa_xl.reports.cells import cell_at, heighten, put_text
from bsa_xl.reports.look import height_of
from bsa_xl.workbook import style

from .case import Case
from .dressing import WAITING, format_of, mark_waiting
from .expression import Value
from .model import TO_COME, UNKNOWN, Field, Kind, Model, Part
from .pen import Pen
from .places import (
    ASIDE,
    BLOCK_ROW,
    FIRST_SCHOOL,
    HEAD_ROW,
    HOW_ROW,
    KNOWN_ROW,
    MARK_ROW,
    SAYS_ROW,
    TOTAL_ROW,
    DistrictPlaces,
)

TITLES = {
    Part.COUNTS: "Who is counted, as supplied",
    Part.COUNTING: "Counts made of others",
    Part.FORMULA: "The formula, line by line",
    Part.POOLS: "Totals that are shared out",
    Part.ADJUSTMENTS: "After the formula",
    Part.LINES: "All lines beside each other",
    Part.TOTALS: "What the lines come to",
}
_ID_WIDE, _NAME_WIDE, _DOLLARS_WIDE, _WIDE, _WIDEST = 12, 36, 18, 13, 22
_LONG, _FOR_LONG = 60, 30
_PAGE_LETTERS = 150


def put_columns(pen: Pen, case: Case, model: Model, places: DistrictPlaces, part: Part) -> None:
    """Fill one sheet; it is there already, with its title.

    Args:
        pen: writes.
        case: for the schools' names.
        model: what is worked out.
        places: where everything stands.
        part: the sheet.
    """
    sheet, fields = pen.book.sheet(part.value), model.fields_of(part)
    put_text(sheet[f"A{HEAD_ROW}"], "School id")
    put_text(sheet[f"B{HEAD_ROW}"], "School")
    put_text(sheet[f"A{TOTAL_ROW}"], "All schools")
    put_text(sheet[f"A{KNOWN_ROW}"], "Known")
    put_text(sheet[f"B{KNOWN_ROW}"], "All schools, without what is to come")
    for letter in "AB":
        style.table_head(sheet[f"{letter}{HEAD_ROW}"])
        style.sample_computed(sheet[f"{letter}{TOTAL_ROW}"])
        style.sample_computed(sheet[f"{letter}{KNOWN_ROW}"])
    for row, school in enumerate(case.schools, start=FIRST_SCHOOL):
        for letter, text in (("A", school.school_id), ("B", school.name)):
            put_text(sheet[f"{letter}{row}"], text)
            style.sample_stamped(sheet[f"{letter}{row}"])
    _blocks(sheet, model, fields)
    for number, each in enumerate(fields, start=ASIDE + 1):
        _column(pen, sheet, model, places, each, number)
    _set_up(sheet, places, len(fields))


def _column(
    pen: Pen, sheet: Worksheet, model: Model, places: DistrictPlaces, field: Field, number: int
) -> None:
    """One field at every school, its heading and its sum."""
    letter, values = get_column_letter(number), model.values[field.key]
    head, how = sheet[f"{letter}{HEAD_ROW}"], sheet[f"{letter}{HOW_ROW}"]
    put_text(head, field.heading)
    style.table_head(head, right=field.kind is not Kind.WORD)
    put_text(how, field.line or field.says)
    style.second(how, wraps=True)
    put_text(sheet[f"{letter}{MARK_ROW}"], field.mark)
    style.second(sheet[f"{letter}{MARK_ROW}"])
    for row in (TOTAL_ROW, KNOWN_ROW):
        shown = [*values, model.totals[field.key]]
        pen.wardrobe.dress(cell_at(sheet, row, number), field.kind, shown, typed=False)
    if field.adds_up:
        _put_total(pen, sheet, model, field, (number, places.last))
    if not values:
        return
    first = cell_at(sheet, FIRST_SCHOOL, number)
    dressed = pen.wardrobe.name_of(first, field.kind, values, typed=field.made is None)
    for row, value in enumerate(values, start=FIRST_SCHOOL):
        cell = cell_at(sheet, row, number)
        pen.field(sheet, cell, field, value, places.seen_from(sheet.title, row), dressed)


def _put_total(pen: Pen, sheet: Worksheet, model: Model, field: Field, at: tuple[int, int]) -> None:
    """What is known of a field over all schools, and its total where all of it is.

    Args:
        pen: writes.
        sheet: that the field stands on.
        model: what is worked out.
        field: whose total it is.
        at: the number of its column, and the row of the last school.
    """
    number, last = at
    letter = get_column_letter(number)
    cells = f"{letter}${FIRST_SCHOOL}:{letter}${last}"
    known = model.totals[field.key]
    pen.formula(sheet, cell_at(sheet, KNOWN_ROW, number), f"SUM({cells})", known)
    waits = "+".join(f'COUNTIF({cells},"{word}")' for word in WAITING)
    text = f'IF({waits}=0,{letter}${KNOWN_ROW},"{_word_for(field)}")'
    pen.formula(sheet, cell_at(sheet, TOTAL_ROW, number), text, total_of(field, model))


def total_of(field: Field, model: Model) -> Value:
    """The sum of a field over all schools; words where one school's part is not known."""
    waits = any(value in WAITING for value in model.values[field.key])
    return _word_for(field) if waits else model.totals[field.key]


def _word_for(field: Field) -> str:
    return UNKNOWN if field.kind is Kind.COUNT else TO_COME


def _blocks(sheet: Worksheet, model: Model, fields: Sequence[Field]) -> None:
    """The titles of the blocks and what they say, over the columns of each."""
    starts = [
        number
        for number, each in enumerate(fields)
        if number == 0 or each.block != fields[number - 1].block
    ]
    for start, end in zip(starts, [*starts[1:], len(fields)], strict=True):
        block = model.blocks[fields[start].block]
        first, last = get_column_letter(start + ASIDE + 1), get_column_letter(end + ASIDE)
        put_text(sheet[f"{first}{BLOCK_ROW}"], block.title)
        style.heading(sheet[f"{first}{BLOCK_ROW}"])
        sheet[f"{first}{BLOCK_ROW}"].alignment = Alignment(
            vertical="top", wrap_text=end - start > 1
        )
        put_text(sheet[f"{first}{SAYS_ROW}"], block.says)
        style.second(sheet[f"{first}{SAYS_ROW}"], wraps=True)
        for number, each in enumerate(fields[start:end], start=start + ASIDE + 1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = width_of(each, model)
        if end - start > 1:
            sheet.merge_cells(f"{first}{SAYS_ROW}:{last}{SAYS_ROW}")
            sheet.merge_cells(f"{first}{BLOCK_ROW}:{last}{BLOCK_ROW}")
        wide = sum(width_of(each, model) for each in fields[start:end])
        _heighten(sheet, SAYS_ROW, block.says, wide)
        _heighten(sheet, BLOCK_ROW, block.title, wide, 12)


def width_of(field: Field, model: Model) -> int:
    """Characters of a column, so that no number shows as ####."""
    if len(field.says) > _LONG and not field.line:
        return _FOR_LONG
    if field.kind is Kind.DOLLARS:
        return _DOLLARS_WIDE
    words = [len(each) for each in model.values[field.key] if isinstance(each, str)]
    longest = max((len(word) + 3 for word in field.heading.split()), default=0)
    digits_ = len(format_of(field.kind, model.values[field.key]))
    most = max([_WIDE, longest, max(words, default=0) + 3, digits_ + 2 if digits_ < _WIDE else 0])
    return min(most, _WIDEST)


def _heighten(sheet: Worksheet, row: int, text: str, width: int, size: int = 10) -> None:
    points = height_of(text, width, size)
    if points > (sheet.row_dimensions[row].height or 0):
        sheet.row_dimensions[row].height = points


def _set_up(sheet: Worksheet, places: DistrictPlaces, many: int) -> None:
    """Widths, frozen headings, filter, and pages that are as many wide as they need."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _ID_WIDE, _NAME_WIDE
    for number in range(ASIDE + 1, ASIDE + many + 1):
        for row in (HEAD_ROW, HOW_ROW):
            heighten(sheet, cell_at(sheet, row, number))
    sheet.row_dimensions[MARK_ROW].hidden = sheet.title != Part.LINES.value
    sheet.freeze_panes = f"C{FIRST_SCHOOL}"
    last = get_column_letter(ASIDE + max(many, 1))
    if many and places.model.school_ids:
        mark_waiting(sheet, f"C{TOTAL_ROW}:{last}{places.last}")
    wide = sum(
        sheet.column_dimensions[get_column_letter(n)].width for n in range(1, ASIDE + many + 1)
    )
    sheet.page_setup.fitToWidth = max(1, -(-int(wide) // _PAGE_LETTERS))
    sheet.print_title_rows, sheet.print_title_cols = f"{BLOCK_ROW}:{KNOWN_ROW}", "A:B"


def empty_page(book: Book, part: Part, remark: str) -> None:
    """A sheet with its title and a remark, to be filled."""
    sheet = book.page(part.value, TITLES[part], (_ID_WIDE, _NAME_WIDE))
    put_text(sheet["A3"], remark)
    style.second(sheet["A3"])
