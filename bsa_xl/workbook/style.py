"""The look: one palette, all pairs at least 4.5 to 1, and the styles that cells take from it."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from .declare import Column, Kind, Role
from .number_formats import COLUMN_DOLLARS, FIGURE_DOLLARS, FORMATS

TITLE_TEXT, TITLE_FILL = "FFFFFF", "0B4F5C"
HEAD_TEXT, HEAD_FILL = "FFFFFF", "2F6470"
INPUT_TEXT, INPUT_FILL = "1F3864", "FFF8E1"
COMPUTED_TEXT, COMPUTED_FILL = "262626", "F2F2F2"
PLAIN_TEXT, SECOND_TEXT, LINK_TEXT = "262626", "595959", "0B5394"
RULE = "D9D9D9"
#: The one accent, for tabs to type on and what is planned in charts.
ACCENT = "C98A1B"
#: Of the bar that shows how much of a funding source is planned; dark text is read on it.
BAR = "9CC7CE"
#: Result word to text and fill.
WORDS = {
    "FIX": ("9C0006", "FFE3E3"),
    "EXPLAIN": ("7A4B00", "FFF0CC"),
    "OK": ("0B5A1E", "E3F4E6"),
    "TO DO": ("1F4E79", "E4EEF8"),
}

FONT = "Calibri"
REMARK_SIZE = 9
#: For inputs outside the tables.
UNLOCKED = Protection(locked=False)
_THIN = Side(style="thin", color=RULE)
BELOW = Border(bottom=_THIN)


@dataclass(frozen=True, slots=True)
class Look:
    """How money is shown: with cents, or without where the policy rounds to dollars."""

    places: int

    def number_format(self, kind: Kind) -> str:
        """The format of a kind in a table."""
        if kind in (Kind.CENTS, Kind.ANY):
            return COLUMN_DOLLARS[self.places]
        return FORMATS[kind]

    def figure_format(self, kind: Kind) -> str:
        """The format of a kind in a cell that stands alone; texts are general."""
        if kind in (Kind.CENTS, Kind.ANY):
            return FIGURE_DOLLARS[self.places]
        return "General" if kind is Kind.TEXT else FORMATS[kind]

    def dress(self, cell: Cell, column: Column, *, indent: int = 1) -> None:
        """Give a data cell its font, fill, lock, alignment and format.

        Args:
            cell: of the column.
            column: its declaration.
            indent: of a text, so that it does not stick to a number on its left.
        """
        is_input = column.role is Role.INPUT
        cell.font = Font(name=FONT, size=10, color=INPUT_TEXT if is_input else COMPUTED_TEXT)
        if column.is_remark:
            cell.font = Font(name=FONT, size=REMARK_SIZE, color=SECOND_TEXT)
        elif column.is_link:
            link(cell, size=10)
        if is_input:
            cell.fill = solid(INPUT_FILL)
        elif column.role is Role.COMPUTED:
            cell.fill = solid(COMPUTED_FILL)
        cell.border = BELOW
        cell.protection = Protection(locked=not is_input)
        cell.alignment = (
            Alignment(horizontal="left", vertical="top", wrap_text=column.wraps, indent=indent)
            if column.kind is Kind.TEXT
            else Alignment(horizontal="right", vertical="top", wrap_text=column.wraps)
        )
        cell.number_format = column.shows or self._usual_format(column)

    def _usual_format(self, column: Column) -> str:
        if column.kind is Kind.TEXT and column.role is Role.COMPUTED:
            return "General"
        if column.kind is Kind.NUMBER and column.role is Role.INPUT:
            return "General"  # shows what was typed, no digit more or less
        return self.number_format(column.kind)


def solid(color: str) -> PatternFill:
    """A fill of one colour."""
    return PatternFill("solid", start_color=color, end_color=color)


def title(cell: Cell) -> None:
    """The title band's text."""
    cell.font = Font(name=FONT, size=16, bold=True, color=TITLE_TEXT)
    cell.fill = solid(TITLE_FILL)
    cell.alignment = Alignment(vertical="center")


def title_band(cell: Cell) -> None:
    """A cell of the title band that carries no text."""
    cell.font = Font(name=FONT, color=TITLE_TEXT)
    cell.fill = solid(TITLE_FILL)


def subtitle(cell: Cell) -> None:
    """The line below the title."""
    cell.font = Font(name=FONT, size=10, color=SECOND_TEXT)


def draft(cell: Cell) -> None:
    """The word that a draft's workbook carries on every sheet."""
    cell.font = Font(name=FONT, size=12, bold=True, color=WORDS["FIX"][0])


def heading(cell: Cell) -> None:
    """The heading of a block."""
    cell.font = Font(name=FONT, size=12, bold=True, color=TITLE_FILL)


def plain(cell: Cell, *, bold: bool = False, wraps: bool = False, at_bottom: bool = False) -> None:
    """Running text."""
    cell.font = Font(name=FONT, size=11, bold=bold, color=PLAIN_TEXT)
    cell.alignment = Alignment(vertical="bottom" if at_bottom else "top", wrap_text=wraps)


def second(cell: Cell, *, wraps: bool = False, at_bottom: bool = False) -> None:
    """A remark."""
    cell.font = Font(name=FONT, size=10, color=SECOND_TEXT)
    cell.alignment = Alignment(vertical="bottom" if at_bottom else "top", wrap_text=wraps)


def card(cell: Cell, *, size: int, bold: bool = False) -> None:
    """A cell of a figure that stands out."""
    cell.font = Font(name=FONT, size=size, bold=bold, color=COMPUTED_TEXT)
    cell.fill = solid(COMPUTED_FILL)
    cell.border = Border()
    cell.alignment = Alignment(horizontal="center", vertical="center")


def link(cell: Cell, *, size: int = 11) -> None:
    """A link inside the workbook."""
    cell.font = Font(name=FONT, size=size, underline="single", color=LINK_TEXT)
    cell.alignment = Alignment(vertical="top")


def table_head(cell: Cell, *, right: bool = False, indent: int = 0) -> None:
    """A column's header, aligned as its column is."""
    cell.font = Font(name=FONT, size=10, bold=True, color=HEAD_TEXT)
    cell.fill = solid(HEAD_FILL)
    cell.alignment = Alignment(
        horizontal="right" if right else "left", vertical="center", wrap_text=True, indent=indent
    )


def figure(cell: Cell, number_format: str, *, size: int = 10) -> None:
    """A total that stands alone."""
    cell.font = Font(name=FONT, size=size, bold=True, color=COMPUTED_TEXT)
    cell.fill = solid(COMPUTED_FILL)
    cell.number_format = number_format
    side = "right" if number_format != "General" else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center")
    cell.border = BELOW


def caption(cell: Cell, *, right: bool = True) -> None:
    """What names the figure below or beside it."""
    cell.font = Font(name=FONT, size=9, color=SECOND_TEXT)
    side = "right" if right else "left"
    cell.alignment = Alignment(horizontal=side, vertical="bottom" if right else "center",
                               wrap_text=True)  # fmt: skip


def band(cell: Cell, *, size: int = 12) -> None:
    """A cell of the balance band; its colours follow its words, and this is how it opens."""
    text, fill = WORDS["TO DO"]
    cell.font = Font(name=FONT, size=size, bold=True, color=text)
    cell.fill = solid(fill)
    cell.border = Border()
    cell.alignment = Alignment(horizontal="left", vertical="center")


def signature(cell: Cell) -> None:
    """A line to sign on."""
    cell.border = Border(bottom=Side(style="thin", color=SECOND_TEXT))


def note(cell: Cell) -> None:
    """A cell of the school's own sheet."""
    cell.font = Font(name=FONT, size=11, color=INPUT_TEXT)
    cell.border = BELOW
    cell.protection = Protection(locked=False)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def sample_input(cell: Cell) -> None:
    """What an input looks like, for the legend."""
    cell.font = Font(name=FONT, size=10, color=INPUT_TEXT)
    cell.fill = solid(INPUT_FILL)
    cell.border = BELOW


def sample_stamped(cell: Cell) -> None:
    """What a cell that the central office filled looks like, for the legend."""
    cell.font = Font(name=FONT, size=10, color=COMPUTED_TEXT)
    cell.border = BELOW


def sample_computed(cell: Cell) -> None:
    """What a computed cell looks like, for the legend."""
    cell.font = Font(name=FONT, size=10, color=COMPUTED_TEXT)
    cell.fill = solid(COMPUTED_FILL)
    cell.border = BELOW
