"""Rows of required positions on Staffing: locked, and dressed as computed, where others are inputs.

Which rows these are differs by school. The template therefore carries one sample of each such cell,
on the hidden sheet that nobody types on, and a school's row takes its look from there. The look is
that of computed cells; `style.Look` decides it, and only the number format stays the input's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from .declare import Column, Role, Table
from .identity import STAMP_SHEET
from .sheets.staffing import REQUIRED_LOCKED
from .stamping import Variant
from .style import Look

#: The name of the look.
REQUIRED = "required"
#: Where the samples stand on the hidden sheet, from this column on.
_ROW, _COLUMN = 1, 4


def required_variant(staffing: Table) -> Variant:
    """The look of a required row, for the block of Staffing."""
    letters = staffing.letters()
    cells = tuple((letters[column.name], ref) for column, ref in _samples(staffing))
    return Variant(REQUIRED, STAMP_SHEET, cells)


def add_required_look(book: Workbook, staffing: Table, look: Look) -> None:
    """Put the samples on the hidden sheet of a template."""
    for column, ref in _samples(staffing):
        cell = book[STAMP_SHEET][ref]
        look.dress(cell, column)
        number_format = cell.number_format
        look.dress(cell, replace(column, role=Role.COMPUTED))
        cell.number_format = number_format


def _samples(staffing: Table) -> Iterator[tuple[Column, str]]:
    columns = {column.name: column for column in staffing.columns}
    for number, name in enumerate(REQUIRED_LOCKED, start=_COLUMN):
        yield columns[name], f"{get_column_letter(number)}{_ROW}"
