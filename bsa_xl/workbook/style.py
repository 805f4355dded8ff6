"""The look: one palette, all pairs at least 4.5 to 1, and the styles that cells take from it."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from .declare import Column, Kind, Role

TITLE_TEXT, TITLE_FILL = "FFFFFF", "0B4F5C"
HEAD_TEXT, HEAD_FILL = "FFFFFF", "2F6470"
INPUT_TEXT, INPUT_FILL = "1F3864", "FFF8E1"
COMPUTED_TEXT, COMPUTED_FILL = "262626", "F2F2F2"
PLAIN_TEXT, SECOND_TEXT, LINK_TEXT = "262626", "595959", "0B5394"
RULE = "D9D9D9"
#: Result word to text and fill.
WORDS = {
    "FIX": ("9C0006", "FFE3E3"),
    "EXPLAIN": ("7A4B00", "FFF0CC"),
    "OK": ("0B5A1E", "E3F4E6"),
    "TO DO": ("1F4E79", "E4EEF8"),
}

FONT = "Calibri"
DOLLARS_AND_CENTS = '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)'
DOLLARS = '_($* #,##0_);_($* (#,##0);_($* "-"??_);_(@_)'
_FORMATS = {
    Kind.FTE: "0.0###",
    Kind.COUNT: "0",
    Kind.SHARE: "0",
    Kind.NUMBER: "#,##0.####",
    Kind.DATE: "m/d/yyyy",
    Kind.TEXT: "@",
}
#: For inputs outside the tables.
UNLOCKED = Protection(locked=False)
_THIN = Side(style="thin", color=RULE)
_BELOW = Border(bottom=_THIN)


@dataclass(frozen=True, slots=True)
class Look:
    """How money is shown: with cents, or without where the policy rounds to dollars."""

    places: int

    def number_format(self, kind: Kind) -> str:
        """The format of a kind; computed texts are general, so that formulas stay formulas."""
        if kind in (Kind.CENTS, Kind.ANY):
            return DOLLARS_AND_CENTS if self.places else DOLLARS
        return _FORMATS[kind]

    def dress(self, cell: Cell, column: Column) -> None:
        """Give a data cell its font, fill, lock, alignment and format."""
        is_input = column.role is Role.INPUT
        cell.font = Font(name=FONT, size=10, color=INPUT_TEXT if is_input else COMPUTED_TEXT)
        if is_input:
            cell.fill = _solid(INPUT_FILL)
        elif column.role is Role.COMPUTED:
            cell.fill = _solid(COMPUTED_FILL)
        cell.border = _BELOW
        cell.protection = Protection(locked=not is_input)
        is_text = column.kind is Kind.TEXT
        cell.alignment = Alignment(
            horizontal="left" if is_text else "right", vertical="top", wrap_text=column.wraps
        )
        if is_text and column.role is Role.COMPUTED:
            cell.number_format = "General"
        else:
            cell.number_format = self.number_format(column.kind)


def _solid(color: str) -> PatternFill:
    return PatternFill("solid", start_color=color, end_color=color)


def title(cell: Cell) -> None:
    """The title band's text."""
    cell.font = Font(name=FONT, size=16, bold=True, color=TITLE_TEXT)
    cell.fill = _solid(TITLE_FILL)
    cell.alignment = Alignment(vertical="center")


def title_band(cell: Cell) -> None:
    """A cell of the title band that carries no text."""
    cell.fill = _solid(TITLE_FILL)


def subtitle(cell: Cell) -> None:
    """The line below the title."""
    cell.font = Font(name=FONT, size=10, color=SECOND_TEXT)


def draft(cell: Cell) -> None:
    """The word that a draft's workbook carries on every sheet."""
    cell.font = Font(name=FONT, size=12, bold=True, color=WORDS["FIX"][0])


def heading(cell: Cell) -> None:
    """The heading of a block."""
    cell.font = Font(name=FONT, size=12, bold=True, color=TITLE_FILL)


def plain(cell: Cell, *, bold: bool = False, wraps: bool = False) -> None:
    """Running text."""
    cell.font = Font(name=FONT, size=11, bold=bold, color=PLAIN_TEXT)
    cell.alignment = Alignment(vertical="top", wrap_text=wraps)


def second(cell: Cell, *, wraps: bool = False) -> None:
    """A remark."""
    cell.font = Font(name=FONT, size=10, color=SECOND_TEXT)
    cell.alignment = Alignment(vertical="top", wrap_text=wraps)


def link(cell: Cell, *, size: int = 11) -> None:
    """A link inside the workbook."""
    cell.font = Font(name=FONT, size=size, underline="single", color=LINK_TEXT)
    cell.alignment = Alignment(vertical="top")


def table_head(cell: Cell) -> None:
    """A column's header."""
    cell.font = Font(name=FONT, size=10, bold=True, color=HEAD_TEXT)
    cell.fill = _solid(HEAD_FILL)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)


def figure(cell: Cell, number_format: str, *, size: int = 11) -> None:
    """A total that stands alone."""
    cell.font = Font(name=FONT, size=size, bold=True, color=COMPUTED_TEXT)
    cell.fill = _solid(COMPUTED_FILL)
    cell.number_format = number_format
    cell.alignment = Alignment(horizontal="right" if number_format != "General" else "left")
    cell.border = _BELOW


def band(cell: Cell) -> None:
    """The balance band; its colour follows the words."""
    cell.font = Font(name=FONT, size=11, bold=True, color=COMPUTED_TEXT)
    cell.fill = _solid(COMPUTED_FILL)


def note(cell: Cell) -> None:
    """A cell of the school's own sheet."""
    cell.font = Font(name=FONT, size=11, color=INPUT_TEXT)
    cell.protection = Protection(locked=False)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def sample_input(cell: Cell) -> None:
    """What an input looks like, for the legend."""
    cell.font = Font(name=FONT, size=10, color=INPUT_TEXT)
    cell.fill = _solid(INPUT_FILL)
    cell.border = _BELOW


def sample_computed(cell: Cell) -> None:
    """What a computed cell looks like, for the legend."""
    cell.font = Font(name=FONT, size=10, color=COMPUTED_TEXT)
    cell.fill = _solid(COMPUTED_FILL)
    cell.border = _BELOW
