"""How a sheet is seen and printed: frozen panes, the first input, paper, footers, protection."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from .declare import quoted
from .pages import mark
from .style import ACCENT, FONT

_LETTER, _LEGAL = 1, 5
#: For sheets on which the school types.
_TAB_COLORS = dict.fromkeys(("Staffing", "Spending", "Sign-off"), ACCENT)
_UPRIGHT = ("Start", "About")


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed of a sheet, and what stays in sight.

    Attributes:
        last: the last cell that is printed.
        last_row: a defined name that holds the last row to be printed, where it depends on what
            the school fills in.
        head: the header row, which every printed page repeats; 0 where there is no table.
        frozen: the first cell that scrolls; empty where all does.
        tall: how many pages it may take from top to bottom; 0 for as many as it needs.
        first_input: the cell that is selected when the sheet is first opened; may be empty.
    """

    last: str
    last_row: str = ""
    head: int = 0
    frozen: str = ""
    tall: int = 0
    first_input: str = ""


def set_up_page(sheet: Worksheet, page: Page) -> None:
    """Everything about a sheet that is no cell."""
    _set_up_view(sheet, page)
    _set_up_print(sheet, page)
    if sheet.title != "My notes":
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False
        protection.autoFilter = protection.sort = False


def _set_up_view(sheet: Worksheet, page: Page) -> None:
    view = sheet.sheet_view
    view.showGridLines = False
    view.zoomScale = 100
    if page.frozen:
        sheet.freeze_panes = page.frozen
    if page.first_input:
        scrolls = view.selection[-1]
        scrolls.activeCell = scrolls.sqref = page.first_input
    if sheet.title in _TAB_COLORS:
        sheet.sheet_properties.tabColor = _TAB_COLORS[sheet.title]


def _set_up_print(sheet: Worksheet, page: Page) -> None:
    if page.last_row:
        _print_to_last_row(sheet, page)
    else:
        sheet.print_area = f"A1:{page.last}"
    if page.head:
        sheet.print_title_rows = f"{page.head}:{page.head}"
    setup = sheet.page_setup
    setup.orientation = "portrait" if sheet.title in _UPRIGHT else "landscape"
    setup.paperSize = _LEGAL if sheet.title == "Staffing" else _LETTER
    setup.fitToWidth, setup.fitToHeight = 1, page.tall
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.75, 0.3, 0.35
    footer = sheet.oddFooter
    for part, text in (
        (footer.left, mark("footer")),  # type: ignore[union-attr]
        (footer.center, mark("code")),  # type: ignore[union-attr]
        (footer.right, "&A, page &P of &N"),  # type: ignore[union-attr]
    ):
        part.text, part.size, part.font = text, 8, FONT


def _print_to_last_row(sheet: Worksheet, page: Page) -> None:
    """Print no rows that nobody uses; a program that follows no formula here prints them all."""
    letter = page.last.rstrip("0123456789")
    place = quoted(sheet.title)
    whole = f"{place}!$A$1:INDEX({place}!${letter}:${letter},{page.last_row})"
    sheet.defined_names["_xlnm.Print_Area"] = DefinedName("_xlnm.Print_Area", attr_text=whole)
