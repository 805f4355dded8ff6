"""A workbook that comes back, as sheets of plain cells; nothing in it is run or worked out."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Real
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from .cells import Seen

#: More than this unpacked is no policy's workbook, or a bomb.
MOST_BYTES = 60_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 400
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SAVE_AGAIN = "Open it in Excel, save it as .xlsx, and try again."
#: What the parts of a damaged workbook make the reader raise.
_DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, ExpatError, SyntaxError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError, RuntimeError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        cells: row and column, from 1, to what stands there; empty cells are left out.
        formulas: cells that hold a formula.
        merged: the ranges of merged cells, ``B5:C6``, with the row and column of the first.
        is_cut: whether more stands there than is read.
    """

    name: str
    cells: dict[tuple[int, int], Seen] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[str, int, int], ...] = ()
    is_cut: bool = False


def open_book(data: bytes) -> tuple[dict[str, Grid], tuple[str, str] | None]:
    """The sheets of a workbook by name; or why there are none, and what to do.

    Args:
        data: all bytes of the file.
    """
    refused = _refusal(data)
    if refused:
        return {}, refused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles concern no reader
            book: Workbook = load_workbook(io.BytesIO(data))
            return {sheet.title: _grid(sheet) for sheet in book.worksheets}, None
    except _DAMAGED:
        said = "The workbook is damaged, or was not written by a spreadsheet program."
        return {}, (said, _SAVE_AGAIN)


def _refusal(data: bytes) -> tuple[str, str] | None:
    """Why a file is not even opened."""
    if data.startswith(_OLD_FORMAT):
        said = "The file is protected by a password or label, or is an old .xls workbook."
        return said, "Remove the protection, or save it as .xlsx."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                said = f"The workbook unpacks to more than {MOST_BYTES // 1_000_000} MB."
                return said, "Check that this is the policy's workbook."
            for part in parts:
                with package.open(part) as stream:
                    if part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(
                        stream.read(4096)
                    ):
                        said = "The workbook holds XML that no spreadsheet program writes."
                        return said, "Copy its sheets into a new workbook."
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
        return "The file is not a workbook that Excel can open.", _SAVE_AGAIN
    return None


def _grid(sheet: Worksheet) -> Grid:
    merged = tuple((str(each), each.min_row, each.min_col) for each in sheet.merged_cells.ranges)
    is_cut = sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS
    grid = Grid(sheet.title, {}, {}, merged, is_cut)
    rows = sheet.iter_rows(
        max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)
    )
    for row in rows:
        for cell in row:
            if not isinstance(cell, Cell) or cell.value is None:
                continue
            place = (cell.row, cell.column)
            if cell.data_type == "f":
                grid.formulas[place] = str(getattr(cell.value, "text", cell.value))
            else:
                seen = _seen(cell.value)
                if seen not in (None, ""):
                    grid.cells[place] = seen
    return grid


def _seen(value: object) -> Seen:  # noqa: PLR0911 - one for each type
    """What a cell holds, exactly: a number has the shortest digits that give it back."""
    match value:
        case bool() | time() | datetime():
            return value
        case str():
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        case int():
            return Decimal(value)
        case Real() if math.isfinite(value):
            return Decimal(repr(value))
        case date():
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - days have no zone
        case timedelta():
            return time()
        case _:
            return str(value)
