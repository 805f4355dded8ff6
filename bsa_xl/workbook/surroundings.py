"""The words around the tables of each sheet: totals, hints, attestations, signatures."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .declare import Table
from .layout import Layout
from .pages import put_band, put_link, put_texts, put_title
from .sheets import allocation, checks, programs, sign_off
from .style import UNLOCKED, caption, figure, heading, plain, sample_input, second, signature
from .tables import shown_columns

_TITLES = {
    "Allocation": "What your school gets, and why",
    "Staffing": "Staffing: every position, and who pays for it",
    "Spending": "Spending: everything that is not a position",
    "Programs": "Programs: what each funding source has left",
    "Checks": "Checks: what the district looks at before it accepts your budget",
    "Sign-off": "Sign-off: who approved this budget",
}
_SIGNERS = ("Principal", "School fiscal specialist", "Council chair", "Region office")


def last_columns(layout: Layout) -> dict[str, str]:
    """The letter of the last column that everybody sees, for every sheet with a table."""
    found: dict[str, str] = {}
    for table in layout.tables:
        letter = table.letters()[shown_columns(table)[-1].name]
        widest = max(map(column_index_from_string, (letter, found.get(table.sheet, "A"))))
        found[table.sheet] = get_column_letter(widest)
    return found


def last_rows(layout: Layout) -> dict[str, int]:
    """The last row to be printed, for every sheet with a table."""
    found: dict[str, int] = {}
    for table in layout.tables:
        found[table.sheet] = max(table.last, found.get(table.sheet, 0))
    found[sign_off.SHEET] = _signatures_at(layout) + len(_SIGNERS)
    return found


def surround(sheet: Worksheet, layout: Layout, last: str) -> None:
    """Write what stands around the tables of a sheet.

    Args:
        sheet: one of those with tables.
        layout: what stands where.
        last: the letter of the last column that everybody sees.
    """
    put_title(sheet, _TITLES[sheet.title], last)
    put_band(sheet, last)
    _AROUND[sheet.title](sheet, layout)


def _captions(sheet: Worksheet, row: int, texts: Iterable[tuple[str, str]]) -> None:
    """What figures mean, in the row above them."""
    for letter, text in texts:
        sheet[f"{letter}{row}"] = text
        caption(sheet[f"{letter}{row}"])


def _around_allocation(sheet: Worksheet, layout: Layout) -> None:
    row = allocation.TOTAL_ROW
    put_texts(sheet, ((f"B{row}", "Dollars that your school plans", "heading"),))
    _captions(
        sheet,
        row - 1,
        (
            ("D", "Students counted"),
            ("F", "Total allocated"),
            ("I", "Your letter says"),
            ("K", "Unrestricted dollars per student"),
            ("M", "Restricted dollars per student"),
        ),
    )
    for at, height in ((row - 2, 20), (row - 1, 26), (row, 20), (row + 1, 6)):
        sheet.row_dimensions[at].height = height
    further = (
        (layout.positions, "B", "Positions that the formula gives (FTE, never added to dollars)"),
        (layout.central, "C", "Held by the central office for your school (not yours to plan)"),
    )
    for table, letter, text in further:
        if table.rows:
            above = table.head - 1
            put_texts(sheet, ((f"B{above}", text, "heading"),))
            short = text.split(" (")[0]
            place = f"{allocation.SHEET}!B{above}"
            put_link(sheet, f"{letter}{row - 2}", place, f"Below: {short[0].lower()}{short[1:]}",
                     size=10)  # fmt: skip


def _around_staffing(sheet: Worksheet, layout: Layout) -> None:
    hint = "One row a position, existing ones first. To close one, choose the action Close."
    put_texts(sheet, (("B5", hint, "second"),))
    _say_what_is_folded(sheet, layout.staffing, "start", "prices, actual cost and account")


def _around_spending(sheet: Worksheet, layout: Layout) -> None:
    hint = "One row an item. Rates have the benefits in them already."
    put_texts(sheet, (("B5", hint, "second"),))
    _say_what_is_folded(sheet, layout.spending, "goal", "the account")


def _say_what_is_folded(sheet: Worksheet, table: Table, at: str, what: str) -> None:
    """Excel unfolds no outline on a protected sheet; it does unhide columns."""
    letters = table.letters()
    folded = [letters[column.name] for column in table.columns if column.is_detail]
    around = [column_index_from_string(end) for end in (folded[0], folded[-1])]
    first, last = get_column_letter(around[0] - 1), get_column_letter(around[1] + 1)
    hint = (
        f"Folded away on the right: {what}. To see: select columns {first} to {last}, "
        "right-click, Unhide."
    )
    put_texts(sheet, ((f"{letters[at]}5", hint, "second"),))


def _around_programs(sheet: Worksheet, layout: Layout) -> None:
    row = programs.TOTAL_ROW
    put_texts(sheet, ((f"B{row}", "All funding sources", "heading"),))
    sheet[f"H{row}"] = "Planned, with no funding source:"
    caption(sheet[f"H{row}"])
    sheet.row_dimensions[row].height, sheet.row_dimensions[row + 1].height = 20, 6
    if layout.required.rows:
        above = f"B{layout.required.head - 1}"
        put_texts(sheet, ((above, "Positions that your school must have", "heading"),))


def _around_checks(sheet: Worksheet, _: Layout) -> None:
    put_texts(sheet, (("B5", "What is open", "heading"),))
    _captions(sheet, 4, (("D", "To fix"), ("E", "Still to do"), ("F", "To explain")))
    sheet.row_dimensions[5].height, sheet.row_dimensions[6].height = 22, 6


def check_figures(sheet: Worksheet) -> None:
    """The look of the counts of what is open, once their formulas stand."""
    for letter in "DEF":
        figure(sheet[f"{letter}5"], "0", size=14)


def _around_sign_off(sheet: Worksheet, layout: Layout) -> None:
    row = sign_off.TOTAL_ROW
    put_texts(sheet, ((f"B{row}", "This budget", "heading"),))
    _captions(sheet, row - 1, (("D", "Total budgeted"), ("G", "FTE"), ("J", "Rows planned")))
    sheet.row_dimensions[row].height, sheet.row_dimensions[row + 1].height = 20, 6
    below = layout.approvals.last + 2
    put_texts(sheet, ((f"B{below}", "We attest that", "heading"),))
    for number, text in enumerate(sign_off.ATTESTATIONS, start=below + 1):
        sheet.row_dimensions[number].height = 18
        sheet[f"B{number}"] = text
        plain(sheet[f"B{number}"])
        answer = sheet[f"{sign_off.ANSWERS}{number}"]
        sample_input(answer)
        answer.protection = UNLOCKED
    _take_answers(sheet, below + 1, below + len(sign_off.ATTESTATIONS))
    _sign(sheet, _signatures_at(layout))


def _take_answers(sheet: Worksheet, first: int, last: int) -> None:
    answers = DataValidation(type="list", formula1="=Yes_no", allow_blank=True)
    answers.showInputMessage = answers.showErrorMessage = True
    answers.promptTitle = answers.errorTitle = "Attestation"
    answers.prompt, answers.error = "Choose Yes when it is so.", "Choose Yes or No."
    answers.add(f"{sign_off.ANSWERS}{first}:{sign_off.ANSWERS}{last}")
    sheet.add_data_validation(answers)


def _signatures_at(layout: Layout) -> int:
    """The row of the heading above the signatures."""
    return layout.approvals.last + 2 + len(sign_off.ATTESTATIONS) + 2


def _sign(sheet: Worksheet, row: int) -> None:
    """Who signs, a line to sign on, and one for the date."""
    sheet[f"B{row}"] = "Signatures"
    heading(sheet[f"B{row}"])
    for number, who in enumerate(_SIGNERS, start=row + 1):
        sheet.row_dimensions[number].height = 32
        sheet[f"B{number}"], sheet[f"E{number}"] = who, "Date"
        plain(sheet[f"B{number}"], at_bottom=True)
        second(sheet[f"E{number}"], at_bottom=True)
        for letter in "CDFGH":
            signature(sheet[f"{letter}{number}"])


_AROUND = {
    allocation.SHEET: _around_allocation,
    "Staffing": _around_staffing,
    "Spending": _around_spending,
    programs.SHEET: _around_programs,
    checks.SHEET: _around_checks,
    sign_off.SHEET: _around_sign_off,
}
