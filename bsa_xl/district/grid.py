"""A table as it stands on paper: rows of cells with their lines, before any cell has a meaning."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.location import Location

from .kinds import OPEN_QUOTE, OTHER_DELIMITER
from .notices import Notices
from .words import without_unsafe

#: A line number, counted from 1, and the cells of the row that begins there.
Row = tuple[int, list[str]]

#: Separators in the order in which they are preferred when all fit equally well.
_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAMPLE_LINES = 40
#: After so many rows with an open quotation mark the file is taken to be something else.
_BROKEN_ROWS = 50
#: ``="0123"``, the way to keep a code's zeros in a CSV file for Excel.
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


class TypedNumber(str):
    """The text of a cell that a workbook stores as a number, so that a code has lost its zeros."""

    __slots__ = ()


class TypedPercent(TypedNumber):
    """The text of a number that a workbook shows with a percent sign: ``0.5``, shown as 50%."""

    __slots__ = ()

    @property
    def with_sign(self) -> str:
        """As it is shown: ``50%``."""
        return f"{Decimal(self).scaleb(2).normalize():f}%"


class TypedDate(str):
    """The text of a cell that a workbook stores as a date: ``2026-03-01``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a file or sheet that are not blank.

    Attributes:
        file: name relative to the district's folder.
        sheet: the sheet's name, when the file is a workbook.
        decimal_comma: whether the file's own country writes 12,5 for twelve and a half.
    """

    file: str
    rows: tuple[Row, ...]
    sheet: str = ""
    decimal_comma: bool = False

    def at(self, line: int = 0, column: str = "") -> Location:
        """A place in it."""
        if not column.isprintable():
            column, _ = without_unsafe(column)
        return Location(file=self.file, sheet=self.sheet, line=line, column=column)


def is_blank(cells: list[str]) -> bool:
    """Whether a row says nothing."""
    return not "".join(cells).strip()


def read_grid(text: str, file: str, fit: Callable[[list[str]], int], notices: Notices) -> Grid:
    """A CSV file as a grid.

    Args:
        text: the whole file.
        file: its name, for messages.
        fit: how many of a row's cells are names of columns; the separator that finds the best
            header is taken.
        notices: takes what is found.
    """
    lines = io.StringIO(text, newline="").readlines()
    offset = 0
    if lines and (told := re.fullmatch(r"sep=(.)\s*", lines[0], re.IGNORECASE)):
        delimiter, offset = told[1], 1  # Excel's own first line
    else:
        delimiter = _best_delimiter(lines, fit)
    if delimiter in _NAMES:
        problem = f"the columns are separated by {_NAMES[delimiter]} and were read so."
        remedy = "Save it as 'CSV UTF-8 (Comma delimited)' to be sure."
        notices.fold(OTHER_DELIMITER, Location(file=file), problem, remedy)
    rows = tuple(row for row in _rows(lines, offset, delimiter, file, notices))
    return Grid(file, rows, decimal_comma=delimiter == ";")


def _best_delimiter(lines: list[str], fit: Callable[[list[str]], int]) -> str:
    sample = lines[:_SAMPLE_LINES]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        reader = csv.reader(iter(sample), delimiter=delimiter)
        try:
            score = max((fit(cells) for cells in reader), default=0)
        except csv.Error:
            continue
        if score > most:
            best, most = delimiter, score
    return best


def _rows(
    lines: list[str], offset: int, delimiter: str, file: str, notices: Notices
) -> Iterator[Row]:
    """Rows that are not blank; one with an open quotation mark is told, and the next line read."""
    at, broken = offset, 0
    has_wrapped = any('="' in line for line in lines)
    while at < len(lines):
        reader = csv.reader(
            (lines[place] for place in range(at, len(lines))), delimiter=delimiter, strict=True
        )
        begins = 0
        try:
            for cells in reader:
                if not is_blank(cells):
                    yield at + begins + 1, _unwrapped(cells) if has_wrapped else cells
                begins = reader.line_num
        except csv.Error:
            at += begins + 1
            broken += 1
            where = Location(file=file, line=at)
            problem = "a quotation mark in this row is not closed, so the row was not read."
            remedy = "Remove the mark or close it."
            if broken == _BROKEN_ROWS:
                problem = f"{broken} rows have an open quotation mark; the rest was not read."
            notices.fault(OPEN_QUOTE, where, problem, remedy)
            if broken == _BROKEN_ROWS:
                return
        else:
            return


def _unwrapped(cells: list[str]) -> list[str]:
    """``="0123"`` as 0123."""
    for place, cell in enumerate(cells):
        if cell.startswith('="') and (inner := _AS_TEXT.fullmatch(cell)):
            cells[place] = inner[1]
    return cells
