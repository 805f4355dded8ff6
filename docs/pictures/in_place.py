"""Workbooks for the pictures of buttons and functions: what stands there after they answered."""  # noqa: INP001 - a script beside its results, not a package

from __future__ import annotations

from pathlib import Path

from bsa_xl.udfs.control import CONTROL, run_step
from bsa_xl.udfs.findings import NOTES
from bsa_xl.udfs.macros import NOTES_COLUMN, check_my_budget
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet
from support.calc import Calc
from support.office import Office
from support.xlwings_engine import open_book

from bsa_xl.workbook import style
from workbook_templates.control_workbook import control_body

YEAR = "FY2026"
#: The buttons that have been pressed in the picture.
PRESSED = ("control_policy_check", "control_allocate", "control_rehearse_issue", "control_issue")
_NOTES_WIDE = 5
_SCHOOLS = ("0109", "0116", "0123", "0130")
_COMPONENTS = ("grade-spans", "english-learners", "low-income", "total")
_ASKED = "BSA.AMOUNT($B$3{0}$B$4{0}A7:A10{0}B6:E6)"
_SHARED = "BSA.SHAREOUT(B13{0}B7:B10)"


def control(office: Office, place: Path, district: Path, total_cents: int) -> Path:
    """The sheet Control after half a season, printed."""
    path = place / "control.xlsx"
    path.write_bytes(control_body())
    typed = load_workbook(path)
    sheet = typed[CONTROL]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for key, value in {
        "district": str(district),
        "year": YEAR,
        "workbooks": str(place / "workbooks"),
        "inbox": str(place / "inbox"),
        "store": str(place / "control.store"),
        "total": total_cents / 100,
    }.items():
        sheet.cell(rows[key], 3).value = value
    _on_one_page(sheet)
    typed.save(path)
    book = open_book(path)
    for name in PRESSED:
        run_step(book, name)
    book.save(path)
    return office.to_pdf(path, place / "control.pdf", sheet=CONTROL)


def checked(office: Office, place: Path, filled: Path) -> Path:
    """The columns of My notes that the button Check my budget wrote, printed."""
    path = place / "checked.xlsx"
    path.write_bytes(filled.read_bytes())
    book = open_book(path)
    report = check_my_budget(book)
    book.save(path)
    saved = load_workbook(path)
    sheet = saved[NOTES]
    first, last = (get_column_letter(NOTES_COLUMN + n) for n in (0, _NOTES_WIDE - 1))
    sheet.print_area = f"{first}1:{last}{len(report.rows) + len(report.lead) + 4}"
    _on_one_page(sheet)
    for other in saved.sheetnames:
        if other != NOTES:
            del saved[other]  # its structure is protected, so that no sheet could be hidden
    saved.defined_names.clear()
    saved.security = None
    saved.save(path)
    return office.to_pdf(path, place / "checked.pdf")


def functions(place: Path, district: Path) -> Path:
    """A sheet with functions in LibreOffice, printed."""
    path = place / "functions.xlsx"
    book = Workbook()
    sheet = book.active
    _ask(sheet, district)
    _on_one_page(sheet)
    book.save(path)
    calc = Calc(place / "add-in")
    try:
        answered = place / "answered.xlsx"
        calc.fill_and_recalculate(path, {}, save_as=answered)
        return calc.to_pdf(answered, place / "functions.pdf")
    finally:
        calc.close()


def _ask(sheet: Worksheet, district: Path) -> None:
    sheet.title = "Question of the board"
    sheet["A1"] = "What four schools get, and $100,000 more shared in proportion"
    for letter in "ABCDEF":
        style.title_band(sheet[f"{letter}1"])
    style.title(sheet["A1"])
    sheet.row_dimensions[1].height = 32
    sheet["A3"], sheet["B3"], sheet["A4"], sheet["B4"] = "District", str(district), "Year", YEAR
    for letter, name in zip("ABCDE", ("School", *_COMPONENTS), strict=True):
        sheet[f"{letter}6"] = name
        style.table_head(sheet[f"{letter}6"])
    for row, school in enumerate(_SCHOOLS, start=7):
        sheet[f"A{row}"] = school
    sheet["B7"] = ArrayFormula("B7:E10", "=" + _ASKED.format(","))
    sheet["F6"] = "Share of $100,000"
    style.table_head(sheet["F6"])
    sheet["F7"] = ArrayFormula("F7:F10", "=" + _SHARED.format(","))
    sheet["A13"], sheet["B13"] = "To share", 100_000
    sheet["A15"], sheet["B15"] = "B7:E10", "{=" + _ASKED.format(";") + "}"
    sheet["A16"], sheet["B16"] = "F7:F10", "{=" + _SHARED.format(";") + "}"
    for cell in (sheet["B15"], sheet["B16"]):
        cell.data_type = "s"
    for letter in "BCDEF":
        sheet.column_dimensions[letter].width = 20
        for row in (*range(7, 11), 13):
            sheet[f"{letter}{row}"].number_format = '"$"#,##0.00'
    sheet.column_dimensions["A"].width = 14


def _on_one_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = None
