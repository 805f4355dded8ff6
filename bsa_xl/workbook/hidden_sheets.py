"""The sheets of a template that nobody looks at: the snapshot, and the stamp of whose it is."""

from __future__ import annotations

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from .identity import STAMP_SHEET, TOKEN_CELL, TOKEN_MARK, TOKEN_NAME
from .snapshot import SCHOOL_CELLS, SNAPSHOT_SHEET, chunks


def add_snapshot(book: Workbook, shared: str) -> None:
    """The snapshot sheet of a template: the shared part in column A, the school's in column B."""
    sheet = book.create_sheet(SNAPSHOT_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet["A1"], sheet["B1"] = "District", "School"
    for row, chunk in enumerate(chunks(shared), start=2):
        sheet.cell(row, 1, chunk).data_type = "s"
    for row in range(2, 2 + SCHOOL_CELLS):
        sheet.cell(row, 2).number_format = "@"  # a format makes the cell exist
    sheet.protection.sheet = True


def add_identity(book: Workbook) -> None:
    """The three places of a template, each with the mark that stamping replaces."""
    sheet = book.create_sheet(STAMP_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet["A1"] = "What this workbook is. Do not change this sheet."
    sheet["A2"], sheet[TOKEN_CELL] = "Token", TOKEN_MARK
    sheet.protection.sheet = True
    book.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name=TOKEN_NAME, value=TOKEN_MARK)
    )
    name = DefinedName(TOKEN_NAME, attr_text=f'"{TOKEN_MARK}"', hidden=True)
    book.defined_names[TOKEN_NAME] = name
