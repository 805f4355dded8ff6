"""The workbook of docs/excel-check.md: how Excel rounds, beside how it must."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.api import rounded

SHEET = "Rounding"
#: Halves that a double holds exactly, halves that it does not, sums of cents, and large amounts.
NUMBERS = (
    "0.5", "1.5", "2.5", "-0.5", "-1.5", "-2.5", "0.125", "0.375", "-0.125", "2.345", "-2.345",
    "1.005", "-1.005", "2.675", "1.115", "0.285", "1.255", "10.075", "4.35", "8.575", "0.045",
    "0.615", "5.015", "33.335", "66.665", "99.995", "-99.995", "149.5", "150", "250", "-250",
    "1234.565", "9999.995", "20300.125", "1234567.895", "-1234567.895", "99999999.995",
    "3271434111.985", "3271434111.995", "0.30000000000000004",
)  # fmt: skip
DIGITS = (2, 0, -2)
HEADS = ("Number", "Digits", "Must be", "Excel's ROUND", "Differs")
_FIRST = 5


def check_body() -> bytes:
    """The workbook, as openpyxl writes it."""
    book, kept = Workbook(), BytesIO()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = SHEET
    sheet["A1"] = "How Excel rounds, beside how it must: halves away from zero, as the cell shows."
    sheet["A2"] = "Rows that differ (must be 0):"
    sheet["A1"].font = sheet["A2"].font = Font(bold=True)
    cases = [(number, digits) for digits in DIGITS for number in NUMBERS]
    sheet["E2"] = f"=SUM(E{_FIRST}:E{_FIRST + len(cases) - 1})"
    sheet.append([])
    for column, head in enumerate(HEADS, start=1):
        sheet.cell(_FIRST - 1, column, head).font = Font(bold=True)
    for row, (number, digits) in enumerate(cases, start=_FIRST):
        sheet.cell(row, 1, float(number))
        sheet.cell(row, 2, digits)
        sheet.cell(row, 3, float(rounded(Decimal(number), digits)))
        sheet.cell(row, 4, f"=ROUND(A{row},B{row})")
        sheet.cell(row, 5, f"=IF(C{row}=D{row},0,1)")
    for letter, width in zip("ABCDE", (22, 10, 22, 22, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    book.save(kept)
    return kept.getvalue()
