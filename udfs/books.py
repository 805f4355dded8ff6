"""The part of xlwings' objects that macros use: what every one of its engines can do.

Macros read whole ranges of values first, then compute, then write; what was written is never read
again, because a server's engine would still give the old value. A book is anything that looks like
an xlwings Book, so that no macro needs xlwings to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from bsa_xl import api

from .cells import Cell, Grid, NoAnswerError

#: Row and column, counted from 1.
Corner = tuple[int, int]


class Area(Protocol):
    """A range of cells."""

    value: Any
    color: Any
    column_width: Any
    row_height: Any
    wrap_text: Any
    number_format: Any

    @property
    def row(self) -> int:
        """Its first row, counted from 1."""

    @property
    def column(self) -> int:
        """Its first column, counted from 1."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""

    @property
    def sheet(self) -> Sheet:
        """The sheet that it lies on."""

    def options(self, *, ndim: int, err_to_str: bool) -> Area:
        """How its values are converted; see xlwings."""

    def clear(self) -> None:
        """Take away values and formats."""

    def select(self) -> None:
        """Go there."""


class Sheet(Protocol):
    """One sheet."""

    @property
    def name(self) -> str:
        """As its tab shows it."""

    @property
    def used_range(self) -> Area:
        """The cells in use."""

    def range(self, first: Corner, last: Corner | None = None) -> Area:
        """The cells from one corner to the other; the one cell where there is no other."""

    def activate(self) -> None:
        """Bring it to the front; a hidden one cannot be."""


class Sheets(Protocol):
    """The sheets of a workbook."""

    def __iter__(self) -> Iterator[Sheet]:
        """In the order of their tabs."""


class Book(Protocol):
    """An open workbook."""

    @property
    def name(self) -> str:
        """Its file's name."""

    @property
    def fullname(self) -> str:
        """Its file with its folder; a web address where it lies on a server."""

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""

    @property
    def selection(self) -> Area | None:
        """The cells that are selected; None where the host does not know."""

    def to_pdf(self, path: str) -> object:
        """Its visible sheets as they are printed; not every host can."""


def values_of(book: Book) -> Mapping[str, Grid]:
    """Everything that stands in a workbook: sheet name to its cells from A1 on."""
    return {sheet.name: grid_of(sheet) for sheet in book.sheets}


def grid_of(sheet: Sheet) -> Grid:
    """The cells of a sheet from A1 to the last one in use; error values as their texts."""
    used = sheet.used_range
    last = (used.row + used.shape[0] - 1, used.column + used.shape[1] - 1)
    cells = sheet.range((1, 1), last).options(ndim=2, err_to_str=True).value
    return [[_plain(cell) for cell in row] for row in cells]


def sheet_of(book: Book, name: str) -> Sheet:
    """A sheet by name.

    Raises:
        NoAnswerError: the workbook has none of that name.
    """
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    raise NoAnswerError(
        f"{book.name} has no sheet {name}, so this button is not for it. Open the workbook that "
        "it is for, and press the button again."
    )


def address_of(row: int, column: int) -> str:
    """A cell's address: ``H12`` for row 12 and column 8."""
    return f"{api.column_letters(column)}{row}"


def corner_of(cell: str) -> Corner:
    """Row and column of an address: 12 and 8 for ``H12``."""
    place = api.parse_cell(cell)
    if place is None:
        raise ValueError(f"{cell} is no cell's address")
    column, row = place
    return row, column


def _plain(cell: Cell) -> Cell:
    """A cell as a Cell; engines disagree about nothing, empty texts and whole numbers."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool | str | date):
        return cell
    return float(cell)
