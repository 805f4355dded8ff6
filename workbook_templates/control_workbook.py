"""The body of the control workbook: settings, steps, and one sheet for what each step found."""

from __future__ import annotations

from io import BytesIO

from bsa_xl.udfs.control import CONTROL
from bsa_xl.udfs.control_steps import STEPS
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.fiscal_year import EVENTS
from bsa_xl.workbook import style

#: Key, label, what it opens with, what belongs there.
SETTINGS = (
    (
        "district",
        "District",
        None,
        "Its folder with the data and policy.yaml, or its workbook; the whole path.",
    ),
    ("year", "Fiscal year", None, "The year to be budgeted, such as FY2026."),
    ("event", "Event", "adopted", "Which budget of the year it is; choose from the list."),
    ("workbooks", "Folder for workbooks", None, "Where issued workbooks go; the whole path."),
    ("inbox", "Inbox", None, "The folder in which returned workbooks lie; the whole path."),
    ("store", "Store", None, "Empty for the one beside the district."),
    ("total", "Adopted total", None, "As the board adopted it; without it nothing is issued."),
    ("deficits", "Why shortfalls are accepted", None, "Empty, so that issuing stops at them."),
)
_FIRST_SETTING = 6
_STEPS_HEAD = _FIRST_SETTING + len(SETTINGS) + 2
_WIDTHS = (4, 28, 56, 18, 72)
_TOTAL = '"$"#,##0.00'
#: The cells that a report may fill; see `bsa_xl.udfs.reports`.
_REPORT_COLUMNS = 9


def control_body() -> bytes:
    """The control workbook without its macros, as an .xlsx."""
    book = Workbook()
    control = book.active
    if not isinstance(control, Worksheet):
        raise TypeError("a new workbook has a sheet")
    control.title = CONTROL
    _fill(control)
    for name in dict.fromkeys(step.sheet for step in STEPS):
        _empty(book.create_sheet(name), name)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _fill(sheet: Worksheet) -> None:
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    for letter in "ABCDEF":
        style.title_band(sheet[f"{letter}1"])
    sheet["B1"] = "BSA-XL control workbook"
    style.title(sheet["B1"])
    sheet.row_dimensions[1].height = 32
    sheet["B2"] = (
        "Type the settings, then take the steps from top to bottom with the buttons of the ribbon "
        "BSA-XL. What a step found stands on its own sheet."
    )
    style.subtitle(sheet["B2"])
    sheet["B4"] = "Settings"
    style.heading(sheet["B4"])
    _settings(sheet)
    _steps(sheet)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.freeze_panes = "A4"


def _settings(sheet: Worksheet) -> None:
    for row, (key, label, value, text) in enumerate(SETTINGS, start=_FIRST_SETTING):
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = key, label, value
        sheet[f"D{row}"] = text
        style.plain(sheet[f"B{row}"])
        style.sample_input(sheet[f"C{row}"])
        sheet[f"C{row}"].alignment = Alignment(horizontal="left", vertical="center", indent=1)
        sheet[f"C{row}"].protection = style.UNLOCKED
        style.second(sheet[f"D{row}"])
        for letter in "BD":
            sheet[f"{letter}{row}"].alignment = Alignment(
                horizontal="left", vertical="center", indent=int(letter == "D")
            )
        sheet.row_dimensions[row].height = 19
        if key == "total":
            sheet[f"C{row}"].number_format = _TOTAL
            amount = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0")
            amount.error = "Type the total in dollars and cents, such as 3271434111.99."
            amount.showErrorMessage = True
            amount.add(f"C{row}")
            sheet.add_data_validation(amount)
        if key == "event":
            chosen = DataValidation("list", formula1=f'"{",".join(EVENTS)}"', allow_blank=True)
            chosen.error = "Choose one of the list."
            chosen.showErrorMessage = True
            chosen.add(f"C{row}")
            sheet.add_data_validation(chosen)


def _steps(sheet: Worksheet) -> None:
    sheet[f"B{_STEPS_HEAD - 1}"] = "Steps"
    style.heading(sheet[f"B{_STEPS_HEAD - 1}"])
    for letter, head in zip("BCDE", ("Step", "What it does", "Last taken", "Result"), strict=True):
        sheet[f"{letter}{_STEPS_HEAD}"] = head
        style.table_head(sheet[f"{letter}{_STEPS_HEAD}"])
    for row, step in enumerate(STEPS, start=_STEPS_HEAD + 1):
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = step.name, step.caption, step.help
        style.plain(sheet[f"B{row}"], bold=True)
        style.second(sheet[f"C{row}"], wraps=True)
        sheet.row_dimensions[row].height = 32
        for letter in "DE":
            style.plain(sheet[f"{letter}{row}"], wraps=True)
            sheet[f"{letter}{row}"].protection = style.UNLOCKED
            sheet[f"{letter}{row}"].number_format = "@"  # a text stays what the step wrote
    last = _STEPS_HEAD + len(STEPS) + 2
    sheet[f"B{last}"] = (
        "A step needs Python with BSA-XL on this computer. Without the ribbon BSA-XL, macros "
        "are switched off: see docs/it-department.md."
    )
    style.second(sheet[f"B{last}"])
    sheet.print_area = f"A1:E{last}"


def _empty(sheet: Worksheet, name: str) -> None:
    sheet["A1"] = f"{name}: not taken yet"
    style.heading(sheet["A1"])
    sheet["A3"] = "What the step finds will stand here; nothing typed on this sheet is kept."
    style.second(sheet["A3"])
    sheet.sheet_view.showGridLines = False
    for column in range(1, _REPORT_COLUMNS + 1):
        sheet.cell(3, column).protection = style.UNLOCKED
