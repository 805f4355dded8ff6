"""The words on the sheets: titles, steps, legends, notes; marks stand for a school's own words."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from .declare import quoted
from .layout import Layout
from .sheets import allocation, programs, sign_off
from .style import (
    UNLOCKED,
    draft,
    heading,
    link,
    note,
    plain,
    sample_computed,
    sample_input,
    second,
    subtitle,
    title,
    title_band,
)

#: Marks that stand for a school's own texts; a letter's facts give their values.
MARKS = (
    "school_name", "school_id", "year", "event", "revision", "code", "issued_on", "due",
    "council", "adoption", "office", "mailbox", "phone", "district", "policy_title", "policy_id",
    "policy_fingerprint", "draft", "footer", "token", "accepted",
)  # fmt: skip
_STEPS = (
    ("Allocation", "1  Read what your school gets, line by line, and why"),
    ("Staffing", "2  Plan your positions: keep, change, close or add"),
    ("Spending", "3  Plan everything else: hours, supplies, services"),
    ("Programs", "4  See what each funding source has left"),
    ("Checks", "5  Clear what is open: every line says what to do and takes you there"),
    ("Sign-off", "6  Record the approvals, save the file and send it back"),
)


def mark(name: str) -> str:
    """A mark as the template holds it."""
    return f"@@{name}@@"


def put_title(sheet: Worksheet, text: str, last_column: int) -> None:
    """The title band, the line that says whose it is, and the word of a draft."""
    for column in range(1, last_column + 1):
        title_band(sheet[f"{get_column_letter(column)}1"])
    sheet.row_dimensions[1].height = 30
    sheet["B1"] = text
    title(sheet["B1"])
    sheet["B2"] = (
        f"{mark('school_name')} ({mark('school_id')})  ·  {mark('year')}  ·  {mark('event')} "
        f"budget, revision {mark('revision')}  ·  {mark('code')}"
    )
    subtitle(sheet["B2"])
    sheet["B4"] = mark("draft")
    draft(sheet["B4"])


def start(sheet: Worksheet) -> None:
    """The first page: where the budget stands and what to do next."""
    put_title(sheet, f"{mark('school_name')}: school budget {mark('year')}", 9)
    sheet.column_dimensions["A"].width = 3
    for letter in "BDF":
        sheet.column_dimensions[letter].width = 30
    for letter in "CE":
        sheet.column_dimensions[letter].width = 3
    sheet.column_dimensions["G"].width = 3
    for ref, text in (("B5", "Allocated"), ("D5", "Budgeted"), ("F5", "Left to budget")):
        sheet[ref] = text
        second(sheet[ref])
    _texts(
        sheet,
        (
            ("B8", "Where your budget stands", "heading"),
            ("B11", mark("accepted"), "second"),
            ("B12", "Six steps", "heading"),
        ),
    )
    for row, (target, text) in enumerate(_STEPS, start=13):
        _link(sheet, f"B{row}", target, text)
    _texts(
        sheet,
        (
            ("B20", "Dates", "heading"),
            ("B21", "Due back at the central office", "plain"),
            ("D21", mark("due"), "bold"),
            ("B22", "Council meetings", "plain"),
            ("D22", mark("council"), "bold"),
            ("B23", "Adoption by the board", "plain"),
            ("D23", mark("adoption"), "bold"),
            ("B25", "Whom to ask", "heading"),
            ("B26", mark("office"), "plain"),
            ("D26", mark("mailbox"), "bold"),
            ("F26", mark("phone"), "plain"),
            ("B28", "What the cells mean", "heading"),
        ),
    )
    _legend(sheet)


def _legend(sheet: Worksheet) -> None:
    rows = (
        (29, "You fill this in", "Pale yellow, dark blue text: choose from the list, or type."),
        (30, "The workbook calculates this", "Grey, locked: it follows from what you fill in."),
        (31, "The central office filled this in", "White, locked: ask us if it looks wrong."),
    )
    for row, kind, meaning in rows:
        sheet[f"B{row}"], sheet[f"D{row}"] = kind, meaning
        second(sheet[f"B{row}"])
        second(sheet[f"D{row}"])
    sample_input(sheet["B29"])
    sample_computed(sheet["B30"])


_DRESS: dict[str, Callable[[Cell], None]] = {
    "heading": heading,
    "plain": plain,
    "bold": lambda cell: plain(cell, bold=True),
    "second": second,
}


def _texts(sheet: Worksheet, texts: tuple[tuple[str, str, str], ...]) -> None:
    for ref, text, look in texts:
        sheet[ref] = text
        _DRESS[look](sheet[ref])


def _link(sheet: Worksheet, ref: str, target: str, text: str) -> None:
    """A link inside the workbook; a location, never an address."""
    sheet[ref] = text
    place = f"{quoted(target)}!A1"
    sheet[ref].hyperlink = Hyperlink(ref=ref, location=place, display=text)
    link(sheet[ref])


def allocation_texts(sheet: Worksheet, layout: Layout) -> None:
    """What stands around the tables of Allocation."""
    put_title(sheet, "What your school gets, and why", 13)
    row = allocation.TOTAL_ROW
    _texts(
        sheet,
        (
            (f"B{row - 1}", "Dollars that your school plans", "heading"),
            (f"C{row}", "Students counted", "second"),
            (f"E{row}", "Total allocated", "second"),
            (f"H{row}", "Allocation letter", "second"),
            (f"J{row}", "Unrestricted dollars per student", "second"),
            (f"L{row}", "Restricted", "second"),
        ),
    )
    if layout.positions.rows:
        _texts(
            sheet,
            ((f"B{layout.positions.head - 1}",
              "Positions that the formula gives (FTE, never added to dollars)", "heading"),),
        )  # fmt: skip
    if layout.central.rows:
        _texts(
            sheet,
            ((f"B{layout.central.head - 1}",
              "Held by the central office for your school (not yours to plan)", "heading"),),
        )  # fmt: skip


def staffing_texts(sheet: Worksheet) -> None:
    """What stands around the table of Staffing."""
    put_title(sheet, "Staffing: every position, and who pays for it", 29)
    _texts(
        sheet,
        (
            (
                "B5",
                "One row a position, existing ones first. To close one, choose the action Close.",
                "second",
            ),
        ),
    )


def spending_texts(sheet: Worksheet) -> None:
    """What stands around the table of Spending."""
    put_title(sheet, "Spending: everything that is not a position", 14)
    _texts(
        sheet,
        (("B5", "One row an item. Rates have the benefits in them already.", "second"),),
    )


def programs_texts(sheet: Worksheet, layout: Layout) -> None:
    """What stands around the tables of Programs."""
    put_title(sheet, "Programs: what each funding source has left", 13)
    row = programs.TOTAL_ROW
    _texts(sheet, ((f"B{row}", "All funding sources", "bold"),))
    sheet[f"H{row}"] = "No source"
    second(sheet[f"H{row}"])
    if layout.required.rows:
        _texts(
            sheet,
            ((f"B{layout.required.head - 1}", "Positions that your school must have", "heading"),),
        )


def checks_texts(sheet: Worksheet) -> None:
    """What stands around the table of Checks."""
    put_title(sheet, "Checks: what the district looks at before it accepts your budget", 10)
    for ref, text in (("C5", "To fix, still to do, to explain:"),):
        sheet[ref] = text
        second(sheet[ref])


def sign_off_texts(sheet: Worksheet, layout: Layout) -> None:
    """Approvals, attestations and signatures."""
    put_title(sheet, "Sign-off: who approved this budget", 11)
    row = sign_off.TOTAL_ROW
    for ref, text in ((f"C{row}", "Total budgeted"), (f"F{row}", "FTE"), (f"I{row}", "Lines")):
        sheet[ref] = text
        second(sheet[ref])
    below = layout.approvals.last + 2
    _texts(sheet, ((f"A{below}", "I attest that", "heading"),))
    for number, text in enumerate(ATTESTATIONS, start=below + 1):
        sheet[f"B{number}"] = text
        plain(sheet[f"B{number}"], wraps=False)
        answer = sheet[f"A{number}"]
        sample_input(answer)
        answer.protection = UNLOCKED
    answers = DataValidation(type="list", formula1="=Yes_no", allow_blank=True)
    answers.promptTitle, answers.prompt = "Attestation", "Choose Yes when it is so."
    answers.showInputMessage = True
    answers.add(f"A{below + 1}:A{below + len(ATTESTATIONS)}")
    sheet.add_data_validation(answers)
    signs = below + len(ATTESTATIONS) + 2
    _texts(sheet, ((f"A{signs}", "Signatures", "heading"),))
    for number, who in enumerate(SIGNERS, start=signs + 1):
        sheet[f"A{number}"] = who
        plain(sheet[f"A{number}"])
        sheet[f"B{number}"] = "Signature ______________________________   Date ______________"
        second(sheet[f"B{number}"])
        sheet.row_dimensions[number].height = 26


ATTESTATIONS = (
    "The school council was consulted on the needs assessment and on this budget.",
    "The English Learner Advisory Committee's advice was asked for, where there is one.",
    "Restricted money is planned only for what its law allows.",
)
SIGNERS = ("Principal", "School fiscal specialist", "Council chair", "Region office")


def notes(sheet: Worksheet) -> None:
    """The school's own sheet."""
    put_title(sheet, "My notes", 8)
    sheet["B3"] = "This sheet is yours. The central office does not read it, and nothing counts it."
    second(sheet["B3"])
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = 60
    for row in range(5, 61):
        for letter in "BCDEFGH":
            note(sheet[f"{letter}{row}"])


def about(sheet: Worksheet, template: str) -> None:
    """Version, policy, issue code, known issues, change log."""
    put_title(sheet, "About this workbook", 6)
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = 30
    sheet.column_dimensions["C"].width = 80
    rows = (
        ("District", mark("district")),
        ("School", f"{mark('school_name')} ({mark('school_id')})"),
        ("Fiscal year and event", f"{mark('year')}, {mark('event')}, revision {mark('revision')}"),
        ("Issue code", mark("code")),
        ("Issued on", mark("issued_on")),
        ("Policy", f"{mark('policy_title')} ({mark('policy_id')})"),
        ("Policy fingerprint", mark("policy_fingerprint")),
        ("Form", f"BSA-XL school budget, version {template}"),
        ("Known issues", "Dates do not change the cost of a position: plan its FTE for the year."),
        ("", "Protection only prevents accidents; the central office recomputes every figure."),
        ("Change log", f"{template}: first version of this form."),
    )
    for number, (name, text) in enumerate(rows, start=4):
        sheet[f"B{number}"], sheet[f"C{number}"] = name, text
        plain(sheet[f"B{number}"], bold=True)
        plain(sheet[f"C{number}"], wraps=True)
