"""How the sheets of a report look: the palette of the school's workbook on tables to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.budget import FTE_PARTS
from bsa_xl.money import to_dollars
from bsa_xl.workbook import number_formats, style

from .table import Column, Shown, Table, Value

#: Wide enough for $999,999,999.99 in the accounting format.
_DOLLARS_WIDE = 18
_WIDEST = 60
_HEAD_LETTERS_A_LINE = 12
_MARGIN = 3
_LEADING = 3
_FORMATS = {
    Shown.TEXT: "@",
    Shown.LONG_TEXT: "@",
    Shown.FTE: "#,##0.0###",
    Shown.QUANTITY: "General",
    Shown.WHOLE: "#,##0",
    Shown.SHARE: "0.0%",
    Shown.DAY: "yyyy-mm-dd",
}
_RULE = Border(bottom=Side(style="thin", color=style.RULE))


def number_format(shown: Shown, places: int = 2, decimals: int = 0) -> str:
    """The format of a column.

    Args:
        shown: how its values are shown.
        places: of dollars; 0 where the policy rounds to dollars.
        decimals: of other numbers. A format that leaves idle zeros out would show ``1,234.``.
    """
    if shown is Shown.DOLLARS:
        return number_formats.DOLLARS_AND_CENTS if places else number_formats.DOLLARS
    if shown is Shown.NUMBER:
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return _FORMATS[shown]


def decimals_of(values: Iterable[Value]) -> int:
    """The most decimals that one of some numbers has."""
    return max((_decimals(value) for value in values if isinstance(value, Decimal)), default=0)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def dress(cell: Cell, column: Column, places: int = 2, decimals: int = 0) -> None:
    """Give a cell of a table its font, alignment, rule and format."""
    shown = column.shown
    cell.font = Font(name=style.FONT, size=10, color=style.PLAIN_TEXT)
    cell.border = _RULE
    cell.alignment = Alignment(
        horizontal="left" if shown.is_text else "right",
        vertical="top",
        wrap_text=shown is Shown.LONG_TEXT,
        indent=1 if shown.is_text else 0,
    )
    cell.number_format = number_format(shown, places, decimals)


def dress_head(cell: Cell, column: Column) -> None:
    """A header; it stands over its numbers, or at the left of its texts."""
    style.table_head(cell)
    cell.alignment = Alignment(
        horizontal="left" if column.shown.is_text else "right",
        vertical="center",
        wrap_text=True,
        indent=1 if column.shown.is_text else 0,
    )


def dress_total(cell: Cell, shown: Shown, places: int = 2, *, bold: bool) -> None:
    """A total above a table."""
    cell.font = Font(name=style.FONT, size=10, bold=bold, color=style.COMPUTED_TEXT)
    fill = style.COMPUTED_FILL
    cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
    cell.alignment = Alignment(
        horizontal="left" if shown.is_text else "right", indent=1 if shown.is_text else 0
    )
    cell.number_format = "General" if shown.is_text else number_format(shown, places)


def width_of(table: Table, place: int) -> int:
    """Characters that a column needs, so that no number ever shows as ####."""
    column = table.columns[place]
    head = max(len(word) for word in column.head.split()) + 3
    head = max(head, min(len(column.head) + 3, _HEAD_LETTERS_A_LINE))
    values = [row[place] for row in table.rows]
    match column.shown:
        case Shown.TEXT | Shown.LONG_TEXT:
            longest = max((len(value) for value in values if isinstance(value, str)), default=0)
            content = min(longest + 2, _WIDEST)
        case Shown.DOLLARS:
            cents = [*_whole(values), table.total(place)]
            longest = max(len(f"{to_dollars(each):,}") for each in (min(cents), max(cents)))
            content = max(longest + 5, _DOLLARS_WIDE)
        case Shown.FTE:
            parts = max(map(abs, [*_whole(values), table.total(place)]))
            content = len(f"{Decimal(parts) / FTE_PARTS:,.4f}") + 2
        case Shown.NUMBER:
            most = max((abs(v) for v in values if isinstance(v, Decimal)), default=Decimal(0))
            content = len(f"{most:,.{decimals_of(values)}f}") + 3
        case Shown.QUANTITY | Shown.WHOLE:
            content = max((len(f"{v:,}") for v in _whole(values)), default=0) + 3
        case _:
            content = 12
    return max(column.width, head, content)


def height_of(text: str, width: int, size: int = 10) -> int:
    """Points that a row needs for a text that wraps; 0 where one line is enough.

    Spreadsheet programs differ in whether they work this out themselves when they open a file.

    Args:
        text: of one cell.
        width: of its column, characters.
        size: of its font, points.
    """
    letters = max(width * 9 // 8 - _MARGIN, 1)  # a letter is narrower than the digit of a width
    lines = -(-len(text) // letters)
    return lines * (size + _LEADING) + _LEADING if lines > 1 else 0


def _whole(values: Sequence[Value]) -> list[int]:
    return [value for value in values if isinstance(value, int)]


def set_up_page(sheet: Worksheet, footer: str, head_row: int = 0) -> None:
    """Printed in landscape, one page wide, with the headers on every page and a footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 1  # US Letter
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.6
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=footer.replace("&", "&&"), size=8, font=style.FONT),
        right=_HeaderFooterPart(text="&A, page &P of &N", size=8, font=style.FONT),
    )
    if head_row:
        sheet.print_title_rows = f"{head_row}:{head_row}"
