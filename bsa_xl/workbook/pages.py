"""The words on the sheets: titles, steps, legends, notes; marks stand for a school's own words."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.cell import Cell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from .declare import quoted
from .style import (
    band,
    card,
    draft,
    heading,
    link,
    note,
    plain,
    sample_computed,
    sample_input,
    sample_stamped,
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
    ("Allocation", "Read what your school gets, line by line, and why."),
    ("Staffing", "Plan your positions: keep, change, close or add."),
    ("Spending", "Plan everything else: hours, supplies, services."),
    ("Programs", "See what each funding source has left."),
    ("Checks", "Clear what is open: every line says what to do and takes you there."),
    ("Sign-off", "Record the approvals, save the file and send it back."),
)
_FIRST_STEP = 13


def mark(name: str) -> str:
    """A mark as the template holds it."""
    return f"@@{name}@@"


#: Which budget it is.
_WHICH = (
    f"{mark('year')}  ·  {mark('event')} budget, revision {mark('revision')}  ·  {mark('code')}"
)


def put_title(sheet: Worksheet, text: str, last: str, whose: str = "") -> None:
    """The title band, the line that says whose it is, and the word of a draft.

    Args:
        sheet: that it heads.
        text: the title.
        last: the letter of the last column that the band fills.
        whose: the school as the line names it; empty for its name and id.
    """
    for column in range(1, column_index_from_string(last) + 1):
        title_band(sheet[f"{get_column_letter(column)}1"])
    for row, height in ((1, 32), (2, 18)):
        sheet.row_dimensions[row].height = height
    sheet["B1"] = text
    title(sheet["B1"])
    whose = whose or f"{mark('school_name')} ({mark('school_id')})"
    sheet["B2"] = f"{whose}  ·  {_WHICH}"
    subtitle(sheet["B2"])
    sheet["B4"] = mark("draft")
    draft(sheet["B4"])


def put_band(sheet: Worksheet, last: str) -> None:
    """The balance band from the first column to the last one."""
    sheet.row_dimensions[3].height = 24
    for column in range(1, column_index_from_string(last) + 1):
        band(sheet[f"{get_column_letter(column)}3"])


_DRESS: dict[str, Callable[[Cell], None]] = {
    "heading": heading,
    "plain": plain,
    "bold": lambda cell: plain(cell, bold=True),
    "second": second,
}


def put_texts(sheet: Worksheet, texts: tuple[tuple[str, str, str], ...]) -> None:
    """Texts by cell, each with its look: heading, plain, bold or second."""
    for ref, text, look in texts:
        sheet[ref] = text
        _DRESS[look](sheet[ref])


def put_link(sheet: Worksheet, ref: str, place: str, text: str, *, size: int = 11) -> None:
    """A link inside the workbook; a location, never an address."""
    sheet[ref] = text
    sheet[ref].hyperlink = Hyperlink(ref=ref, location=place, display=text)
    link(sheet[ref], size=size)


def start(sheet: Worksheet) -> None:
    """The first page: where the budget stands and what to do next."""
    put_title(sheet, mark("school_name"), "G", f"School {mark('school_id')}")
    for letter, width in zip("ABCDEFG", (2, 30, 2, 30, 2, 30, 2), strict=True):
        sheet.column_dimensions[letter].width = width
    put_texts(
        sheet,
        (
            ("B8", "Ready to send back?", "heading"),
            ("B11", mark("accepted"), "second"),
            ("B12", "Six steps", "heading"),
        ),
    )
    for number, (target, text) in enumerate(_STEPS, start=1):
        row = _FIRST_STEP + number - 1
        sheet.row_dimensions[row].height = 19
        put_link(sheet, f"B{row}", f"{quoted(target)}!A1", f"{number}   {target}")
        sheet[f"D{row}"] = text
        plain(sheet[f"D{row}"])
    put_texts(
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
            ("D27", mark("phone"), "plain"),
            ("B28", "What the cells mean", "heading"),
        ),
    )
    for row in (8, 12, 20, 25, 28):
        sheet.row_dimensions[row].height = 24
    _legend(sheet)


def start_figures(sheet: Worksheet) -> None:
    """The look of the three figures and of the status, once their formulas stand."""
    cards = (
        ("B", "Allocated", "what your school may plan"),
        ("D", "Budgeted", "what you have planned so far"),
        ("F", "Left to budget", ""),
    )
    for letter, name, meaning in cards:
        sheet[f"{letter}5"] = name
        if meaning:
            sheet[f"{letter}7"] = meaning
        card(sheet[f"{letter}5"], size=11)
        card(sheet[f"{letter}6"], size=16, bold=True)
        card(sheet[f"{letter}7"], size=10, bold=not meaning)
    for row, height in ((5, 20), (6, 28), (7, 20), (9, 34)):
        sheet.row_dimensions[row].height = height
    for letter in "BCDEF":
        band(sheet[f"{letter}9"], size=16)
    sheet.row_dimensions[10].hidden = True  # the text of every sheet's band


def _legend(sheet: Worksheet) -> None:
    rows = (
        (29, "You fill this in", "Cream, dark blue text: choose from the list, or type."),
        (30, "The workbook calculates this", "Grey, locked: it follows from what you fill in."),
        (31, "The central office filled this in", "White, locked: ask us if it looks wrong."),
    )
    for row, kind, meaning in rows:
        sheet.row_dimensions[row].height = 18
        sheet[f"B{row}"], sheet[f"D{row}"] = kind, meaning
        plain(sheet[f"D{row}"], at_bottom=True)
    for row, sample in ((29, sample_input), (30, sample_computed), (31, sample_stamped)):
        sample(sheet[f"B{row}"])


def notes(sheet: Worksheet) -> None:
    """The school's own sheet."""
    put_title(sheet, "My notes", "H")
    sheet["B3"] = "This sheet is yours. The central office does not read it, and nothing counts it."
    second(sheet["B3"])
    sheet.column_dimensions["A"].width = 2
    sheet.column_dimensions["B"].width = 60
    for letter in "CDEFGH":
        sheet.column_dimensions[letter].width = 14
    for row in range(5, 35):
        for letter in "BCDEFGH":
            note(sheet[f"{letter}{row}"])


def about(sheet: Worksheet, template: str) -> None:
    """Version, policy, issue code, known issues, change log."""
    put_title(sheet, "About this workbook", "C")
    for letter, width in zip("ABC", (2, 26, 72), strict=True):
        sheet.column_dimensions[letter].width = width
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
    for number, (name, text) in enumerate(rows, start=5):
        sheet.row_dimensions[number].height = 36 if name == "Policy" else 20
        sheet[f"B{number}"], sheet[f"C{number}"] = name or None, text
        plain(sheet[f"B{number}"], bold=True)
        plain(sheet[f"C{number}"], wraps=True)
