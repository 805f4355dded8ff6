"""A workbook's sheets as grids of text: values as typed, numbers and dates marked as such.

Nothing in the file is run. A formula gives the value that was saved with it; where none was saved,
the cell says so and its reader refuses it.
"""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bsa_xl.location import Location

from .grid import Grid, Row, TypedDate, TypedNumber, TypedPercent, is_blank
from .kinds import UNREADABLE_FILE
from .notices import Notices
from .numbers import UNSAVED_FORMULA, written

#: More than this unpacked is no district's data, or a bomb.
MOST_BYTES = 400_000_000
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_FORMULA = re.compile(rb"<(?:[A-Za-z0-9_]+:)?f[ />]")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")
_CHUNK = 1 << 20
_STYLES, _MOST_STYLES = "xl/styles.xml", 20_000_000
#: The two built-in formats, and any of the workbook's own, that show a number in percent.
_PERCENT = re.compile(rb"numFmtId=[\"'](9|10)[\"']|formatCode=[^>]*%")
#: What a format shows as it stands: ``0" %"``, ``0\%``.
_LITERAL = re.compile(r'"[^"]*"|\\.')
#: What the parts of a damaged workbook make the reader raise.
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ExpatError,
    SyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
_Value = object


def read_workbook_grids(data: bytes, file: str, notices: Notices) -> tuple[Grid, ...]:
    """The sheets of a workbook, those without cells too; none when it cannot be read.

    Args:
        data: all bytes of an .xlsx or .xlsm file.
        file: its name, for messages.
        notices: takes what is found.
    """
    problem, remedy = _refusal(data)
    if not problem:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl's remarks on styles concern no reader
                return tuple(_grids(data, file))
        except _DAMAGED:
            problem = "the workbook is damaged, or was not written by a spreadsheet program."
            remedy = "Open it in Excel, save it as .xlsx, and try again."
    notices.fault(UNREADABLE_FILE, Location(file=file), problem, remedy)
    return ()


def _refusal(data: bytes) -> tuple[str, str]:
    """Why a file is not even opened; two empty texts where nothing speaks against it."""
    if data.startswith(_OLD_FORMAT):
        return (
            "the file is protected by a password or label, or is an old .xls workbook.",
            "Remove the protection, or save it as .xlsx.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                return (
                    f"the workbook unpacks to more than {MOST_BYTES // 1_000_000} MB.",
                    "Save only the district's tables in it.",
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        if _DOCTYPE.search(stream.read(4096)):
                            return (
                                "the workbook holds XML that no spreadsheet program writes.",
                                "Copy the tables into a new workbook.",
                            )
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
        return "the file is not a workbook that Excel can open.", "Save it as .xlsx again."
    return "", ""


def _has_formulas(data: bytes) -> bool:
    """Whether a second look for formulas without a saved value is worth its time."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            with package.open(name) as stream:
                tail = b""
                while chunk := stream.read(_CHUNK):
                    if _FORMULA.search(tail + chunk):
                        return True
                    tail = chunk[-40:]
    return False


def _has_percents(data: bytes) -> bool:
    """Whether any number may be shown with a percent sign; to look at each takes its time."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _STYLES not in package.namelist():
            return False
        with package.open(_STYLES) as stream:
            return _PERCENT.search(stream.read(_MOST_STYLES)) is not None


def _with_percents(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[_Value, ...]]:
    """The values of a sheet; numbers that are shown in percent are texts that say so."""
    for cells in rows:
        yield tuple(
            _typed(cell.value, cell.number_format) if cell.value is not None else None
            for cell in cells
        )


def _typed(value: _Value, shown_as: str) -> _Value:
    """A number in a format of percent as such; a sign that only stands beside it scales nothing."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return value
    is_percent = "%" in _LITERAL.sub("", shown_as)
    return TypedPercent(_number_text(value)) if is_percent else value


def _grids(data: bytes, file: str) -> Iterator[Grid]:
    formulas = _formulas(data) if _has_formulas(data) else {}
    percents = _has_percents(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found = formulas.get(sheet.title, {})
            values = (
                _with_percents(sheet.iter_rows()) if percents else sheet.iter_rows(values_only=True)
            )
            rows = _rows(values, found)
            yield Grid(file, tuple(rows), sheet.title)
    finally:
        book.close()


def _formulas(data: bytes) -> dict[str, dict[int, frozenset[int]]]:
    """Where formulas stand: sheet, row, places in the row."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    found: dict[str, dict[int, frozenset[int]]] = {}
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = found[sheet.title] = {}
            for line, cells in enumerate(sheet.iter_rows(), start=1):
                places = frozenset(
                    place for place, cell in enumerate(cells) if cell.data_type == "f"
                )
                if places:
                    rows[line] = places
    finally:
        book.close()
    return found


def _rows(rows: Iterator[tuple[_Value, ...]], formulas: dict[int, frozenset[int]]) -> Iterator[Row]:
    for line, values in enumerate(rows, start=1):
        cells = [_text(value) for value in values]
        for place in formulas.get(line, ()):
            if values[place] is None:
                cells[place] = UNSAVED_FORMULA
        while cells and not cells[-1]:
            cells.pop()
        if not is_blank(cells):
            yield line, cells


def _text(value: _Value) -> str:
    """A cell's value as it would be typed."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return _number_text(value)
        case date() | time() | timedelta():
            return TypedDate(_day_text(value))
        case _:
            return str(value)


def _number_text(number: float) -> str:
    """A number to the 15 digits that a spreadsheet shows and keeps, without a float's tail."""
    if isinstance(number, int):
        return TypedNumber(number)
    if not math.isfinite(number):
        return "#NUM!"
    return TypedNumber(written(Decimal(f"{number:.15g}")))


def _day_text(moment: date | time | timedelta) -> str:
    """A date as year-month-day; with its time only where that is not midnight."""
    if isinstance(moment, datetime) and moment.time() == time(0):
        return moment.date().isoformat()
    return str(moment)
