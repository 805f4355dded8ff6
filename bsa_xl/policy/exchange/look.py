"""The look of the policy's workbook: the colours of the school workbook, which people know."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

TITLE_TEXT, TITLE_FILL = "FFFFFF", "0B4F5C"
HEAD_TEXT, HEAD_FILL = "FFFFFF", "2F6470"
INPUT_TEXT, INPUT_FILL = "1F3864", "FFF8E1"
SHOWN_TEXT, SHOWN_FILL = "262626", "F2F2F2"
PLAIN_TEXT, SECOND_TEXT, LINK_TEXT = "262626", "595959", "0B5394"
#: Of a cell that its row's kind does not have.
NOT_FOR_KIND = "D0D0D0"
ENDED_TEXT, ENDED_FILL = "7A4B00", "FFF0CC"
RULE = "D9D9D9"
ACCENT = "C98A1B"
FONT = "Calibri"

_THIN = Side(style="thin", color=RULE)
BELOW = Border(bottom=_THIN, right=Side(style="hair", color=RULE))
TEXT = "@"
DAY = "yyyy-mm-dd"
#: Decimals that a format shows at most.
_MOST_DECIMALS = 8


def number_format(number: Decimal, *, is_grouped: bool) -> str:
    """A format with the digits that the file writes, and room for more once somebody edits it.

    Args:
        number: as the file writes it; 0.20 has two decimals.
        is_grouped: whether its thousands are set apart.
    """
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    whole = "#,##0" if is_grouped else "0"
    if decimals:
        return f"{whole}.{'0' * decimals}{'#' * (_MOST_DECIMALS - decimals)}"
    return whole if is_grouped else "General"


def solid(color: str) -> PatternFill:
    """A fill of one colour."""
    return PatternFill("solid", start_color=color, end_color=color)


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that is not inside a merged one."""
    return cast(Cell, sheet.cell(row, column))


def title(cell: Cell, *, size: int = 16) -> None:
    """A cell of the band at the top."""
    cell.font = Font(name=FONT, size=size, bold=True, color=TITLE_TEXT)
    cell.fill = solid(TITLE_FILL)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)


def hint(cell: Cell) -> None:
    """A line below the title; it runs on over the cells to its right."""
    cell.font = Font(name=FONT, size=10, color=SECOND_TEXT)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)


def head(cell: Cell, *, right: bool = False, is_shown: bool = False) -> None:
    """A header."""
    cell.font = Font(name=FONT, size=10, bold=True, color=HEAD_TEXT)
    cell.fill = solid(SECOND_TEXT if is_shown else HEAD_FILL)
    side = "right" if right else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=1)
    cell.border = Border(right=Side(style="thin", color=TITLE_TEXT))


def typed(cell: Cell, *, right: bool = False) -> None:
    """A cell to type in."""
    cell.font = Font(name=FONT, size=10, color=INPUT_TEXT)
    cell.fill = solid(INPUT_FILL)
    cell.border = BELOW
    side = "right" if right else "left"
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=not right, indent=1)


def shown(cell: Cell) -> None:
    """A cell for the eye, which is not read back."""
    cell.font = Font(name=FONT, size=10, color=SECOND_TEXT)
    cell.fill = solid(SHOWN_FILL)
    cell.border = BELOW
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)


def plain(cell: Cell, *, bold: bool = False, size: int = 11) -> None:
    """Running text."""
    cell.font = Font(name=FONT, size=size, bold=bold, color=PLAIN_TEXT)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def heading(cell: Cell) -> None:
    """The heading of a block."""
    cell.font = Font(name=FONT, size=12, bold=True, color=TITLE_FILL)


def link(cell: Cell) -> None:
    """A link inside the workbook."""
    cell.font = Font(name=FONT, size=11, underline="single", color=LINK_TEXT)
    cell.alignment = Alignment(vertical="top")


def height_of(texts: list[tuple[str, int]], least: int = 15) -> int:
    """Points that a row needs, for the cell that wraps into most lines.

    Args:
        texts: each cell's text and the characters that fit beside one another.
        least: of a row with one line.
    """
    most = 1
    for text, width in texts:
        lines = 0
        for part in text.split("\n"):
            lines += _lines(part, max(width * 6 // 5 - 1, 4))
        most = max(most, lines)
    return least + (most - 1) * 66 // 5


def _lines(text: str, width: int) -> int:
    """Lines that a text takes, broken between its words; a longer word is broken itself."""
    lines, used = 1, 0
    for word in text.split(" "):
        length = len(word)
        if used and used + 1 + length > width:
            lines, used = lines + 1, 0
        while length > width:
            lines, length = lines + 1, length - width
        used += length + (1 if used else 0)
    return lines


def set_up_page(sheet: Worksheet, footer: str, head_row: int = 0) -> None:
    """Printed in landscape, one page wide, with the headers on every page and a footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 1  # US Letter
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 2 / 5  # inches
    margins.top = margins.bottom = 3 / 5
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=footer.replace("&", "&&"), size=8, font=FONT),
        right=_HeaderFooterPart(text="&A, page &P of &N", size=8, font=FONT),
    )
    if head_row:
        sheet.print_title_rows = f"{head_row}:{head_row}"
