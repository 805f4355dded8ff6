"""What a button has to say, and how it stands on a sheet: words before colours, links to cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from .books import Book, Sheet, address_of, corner_of, sheet_of
from .cells import Cell, NoAnswerError

#: Fill and text colour of a word in the first column; the words of the Checks sheet.
FILLS = {
    "FIX": (255, 227, 227),
    "EXPLAIN": (255, 240, 204),
    "TO DO": (228, 238, 248),
    "OK": (227, 244, 230),
    "EXPLAINED": (227, 244, 230),
    "CHANGED": (255, 240, 204),
    "NOTE": (242, 242, 242),
}
_TITLE, _HEAD = (200, 225, 229), (221, 232, 234)
#: A report is never longer, with a row for each school of a large district; the rest is counted.
MOST_ROWS = 1_000
#: Sentences above the table, likewise.
_MOST_SAID = 30
_CLEARED_ROWS = MOST_ROWS + 40
#: Columns that a report clears at least, whatever its own width.
CLEARED = 9
_FORMULA_MARKS = ("=", "+", "-", "@")
#: How texts begin that Excel would make a number, a date or TRUE of: 0109, 2025-02-28, (5), May 3.
_NOT_A_TEXT = re.compile(
    r"\s*([\d.,$€£¥(%]|(true|false)\s*$|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_TEXT_FORMAT, _LONGEST_FORMATTED = "@", 255
_LINE, _HIGHEST = 15.0, 409.0  # points; Excel takes no row that is higher


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report.

    Attributes:
        head: its header.
        width: in characters.
        is_link: whether its cells are places, ``Staffing!H12``, that a click leads to.
    """

    head: str
    width: float
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a button found.

    Attributes:
        title: its heading.
        lead: sentences below it, the first one the answer.
        columns: of the table; none where there is no table.
        rows: as many cells each as there are columns; the first may be a word of `FILLS`.
        go_to: the cell to look at first, ``Staffing!H12``; empty for none.
        foot: a sentence below the others, which no message box says; empty for none.
    """

    title: str
    lead: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    go_to: str = ""
    foot: str = ""

    @property
    def message(self) -> str:
        """What a message box says."""
        return "\n".join(self.lead)


def put(report: Report, sheet: Sheet, column: int = 1) -> None:
    """Write a report on a sheet, in place of the one that stood there.

    Args:
        report: what to write.
        sheet: the sheet; its cells must be free to write in.
        column: the first column, counted from 1; everything from there on to the right is the
            report's, and everything left of it stays as it is.

    Raises:
        NoAnswerError: the sheet is protected, or cells there are merged with others.
    """
    width = max(len(report.columns), 1)
    lines: list[Sequence[Cell]] = [(report.title,), *((said,) for said in _said(report)), (None,)]
    rows = report.rows[:MOST_ROWS]
    table: list[Sequence[Cell]] = [[each.head for each in report.columns], *rows]
    table = table if report.columns else []
    if len(report.rows) > len(rows):
        table.append([f"and {len(report.rows) - len(rows):,} more", *[None] * (width - 1)])
    grid = [_padded([_safe(cell) for cell in line], width) for line in (*lines, *table)]
    first = len(lines) + 1
    for n in range(1, len(rows) + 1):
        for place, each in enumerate(report.columns):
            if each.is_link and rows[n - 1][place]:
                grid[first - 1 + n][place] = link_to(str(rows[n - 1][place]))
    with writing(sheet, 1, column):
        sheet.range((1, column), (_CLEARED_ROWS, column + max(width, CLEARED) - 1)).clear()
        for row, place in _kept_as_texts(grid):
            cell = (1 + row, column + place)
            sheet.range(cell, cell).number_format = _TEXT_FORMAT
        sheet.range((1, column), (len(grid), column + width - 1)).value = grid
        _dress(report, sheet, column, first, len(rows))


@contextmanager
def writing(sheet: Sheet, row: int, column: int) -> Iterator[None]:
    """While a sheet is written from a cell on, its refusal is told in words.

    Raises:
        NoAnswerError: the host refused; each has errors of its own for that.
    """
    try:
        yield
    except Exception as refused:
        raise NoAnswerError(
            f"{sheet.name} cannot be written from {address_of(row, column)} on. Lift the sheet's "
            "protection, unmerge the cells there, and press the button again."
        ) from refused


def report_sheet(book: Book, name: str) -> Sheet:
    """The sheet that a report goes to.

    Raises:
        NoAnswerError: somebody took it away.
    """
    try:
        return sheet_of(book, name)
    except NoAnswerError:
        raise NoAnswerError(
            f"{book.name} has no sheet {name} any more, where this button writes what it finds. "
            "Add an empty sheet of that name, and press the button again."
        ) from None


def go(book: Book, place: str) -> None:
    """Select a cell, ``'Sign-off'!E12``; nothing where there is none to go to, or it is hidden."""
    sheet, _, cell = place.rpartition("!")
    if not sheet:
        return
    corner = corner_of(cell)
    name = sheet[1:-1].replace("''", "'") if sheet[0] == "'" else sheet
    with suppress(Exception):  # each host has its own errors, and the report has said it all
        target = sheet_of(book, name)
        target.activate()  # Excel selects nothing on a sheet that is not in front
        target.range(corner, corner).select()


def link_to(place: str) -> str:
    """A formula that leads to a cell: ``Staffing!H12``, with the sheet quoted where it must be."""
    target = place.replace('"', '""')
    shown = target.replace("'", "")
    return f'=HYPERLINK("#{target}","{shown}")'


def place_of(sheet: str, cell: str) -> str:
    """A cell as links write it; a sheet's name that is not letters alone stands in quotes."""
    quoted = sheet.replace("'", "''")
    return f"{sheet}!{cell}" if sheet.isalpha() else f"'{quoted}'!{cell}"


def _said(report: Report) -> tuple[str, ...]:
    """The sentences above the table; beyond what is cleared before the next one, their number."""
    beyond = len(report.lead) - _MOST_SAID
    more = (f"and {beyond:,} more",) if beyond > 0 else ()
    return (*report.lead[:_MOST_SAID], *more, *filter(None, (report.foot,)))


def _safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, in quotes.

    A first apostrophe, which Excel would take away, becomes a curly one.
    """
    if not isinstance(cell, str):
        return cell
    if cell.lstrip().startswith(_FORMULA_MARKS):
        return f"‘{cell}’"
    return f"‘{cell[1:]}" if cell.startswith("'") else cell


def _kept_as_texts(grid: Iterable[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Row and column, from 0, of texts that Excel would not leave what they are."""
    return [
        (row, place)
        for row, cells in enumerate(grid)
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and len(cell) <= _LONGEST_FORMATTED and _NOT_A_TEXT.match(cell)
    ]


def _padded(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells, *[None] * (width - len(cells))]


def _dress(report: Report, sheet: Sheet, column: int, first: int, rows: int) -> None:
    """Colours and widths, which only repeat what the words say; not every host can do all."""
    width = max(len(report.columns), 1)
    sheet.range((1, column), (1, column + width - 1)).color = _TITLE
    if not report.columns:
        return
    sheet.range((first, column), (first, column + width - 1)).color = _HEAD
    for n in range(rows):
        fill = FILLS.get(str(report.rows[n][0]))
        if fill is not None:
            sheet.range((first + 1 + n, column), (first + 1 + n, column)).color = fill
    with suppress(NotImplementedError, AttributeError):
        for place, each in enumerate(report.columns):
            sheet.range((first, column + place), (first, column + place)).column_width = each.width
        for n, row in enumerate(report.rows[:rows], start=first + 1):
            sheet.range((n, column), (n, column + width - 1)).wrap_text = True
            lines = max(map(_lines, row, report.columns))
            if lines > 1:
                sheet.range((n, column), (n, column)).row_height = min(lines * _LINE, _HIGHEST)


def _lines(cell: Cell, column: Column) -> int:
    """How many lines a text takes in its column; not every host works that out itself."""
    return -(-len(cell) // int(column.width)) if isinstance(cell, str) and cell else 1
