"""The cells of a workbook that stands open in a spreadsheet, from the values that they show.

A spreadsheet hands out values where a file has texts with types: numbers as doubles, dates as
dates, errors as their texts, and nothing of formulas and formats. Here they become the cells that
the reader of files gives, so that one reader serves both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from bsa_xl.finding import Finding
from bsa_xl.workbook.declare import Kind, Role
from bsa_xl.workbook.form import NOTES, SHEETS
from bsa_xl.workbook.package import (
    Cell,
    CellFormat,
    CellKind,
    Package,
    Sheet,
    SheetState,
    column_letters,
    visible,
)
from bsa_xl.workbook.package.contents import unclean_notice, wrong_kind_findings
from bsa_xl.workbook.package.limits import Limits
from bsa_xl.workbook.package.values import is_serial_date
from bsa_xl.workbook.sealing import HIDDEN

from .forms import Form

#: What a cell of an open workbook holds; an error is its text, an empty cell None or no text.
LiveValue = str | float | bool | date | time | None
#: The values of a sheet, row by row from its cell A1 on.
LiveSheet = Sequence[Sequence[LiveValue]]

#: What cells show that hold an error.
ERROR_TEXTS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_FORMATS = (CellFormat(), CellFormat("m/d/yyyy", is_date=True))
_PLAIN, _DATED = range(len(_FORMATS))
_DAY_ZERO = date(1899, 12, 30).toordinal()
#: Excel counts a February 29, 1900, that never was; the days before it are one lower.
_FIRST_TRUE_DAY = 61
_SECONDS = 86_400
_MICROSECONDS = 1_000_000
_LARGEST_PLAIN = 1e15
#: Stands in the place of the formula of a cell that shows what one comes to.
_CALCULATED = ""


def live_package(sheets: Mapping[str, LiveSheet]) -> Package:
    """A workbook's cells as the reader of files would give them.

    Args:
        sheets: by name, the values of each from its cell A1 on; they may reach beyond what is
            filled.
    """
    texts = _Texts()
    made = {
        name: Sheet(name, order, SheetState.VISIBLE, dict(texts.cells(name, rows)))
        for order, (name, rows) in enumerate(sheets.items())
    }
    ours = [name for name in (*SHEETS, *HIDDEN) if name != NOTES]
    return Package(
        file="",
        sha256="",
        size=0,
        sheets=made,
        defined_names={},
        custom_properties={},
        formats=_FORMATS,
        date1904=False,
        manual_calculation=False,
        structure_protected=False,
        faults=(),
        notices=tuple(
            unclean_notice(name, cells) for name, cells in texts.unclean.items() if name in ours
        ),
    )


def with_sheets(package: Package, names: Sequence[str]) -> Package:
    """The same with an empty sheet in the place of each that was not handed over."""
    empty = {
        name: Sheet(name, len(package.sheets), SheetState.VISIBLE, {})
        for name in names
        if name not in package.sheets
    }
    return replace(package, sheets={**package.sheets, **empty})


def as_laid_out(package: Package, form: Form) -> Package:
    """The same with what follows from the form: which cells are worked out, which show dates.

    Nothing but their formulas tells a row whose key was deleted from a blank one; and a number in
    a column of dates is one that its format cannot show, or a host that has no dates.
    """
    sheets = dict(package.sheets)
    faults: list[Finding] = []
    for name, marks in _marks(form).items():
        sheet = sheets[name]
        cells = dict(sheet.cells)
        for ref, cell in sheet.cells.items():
            mark = marks.get(ref.rstrip("0123456789"))
            if mark is not None:
                cells[ref] = cell._replace(**mark)
        sheets[name] = made = replace(sheet, cells=cells)
        odd = [ref for ref, cell in cells.items() if cell.style == _DATED and _is_no_date(cell)]
        faults += wrong_kind_findings(made, odd, Limits().listed)
    return replace(package, sheets=sheets, faults=tuple(faults))


def _marks(form: Form) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Of each sheet with inputs, what the cells of a column are, by its letter."""
    found: dict[str, dict[str, dict[str, Any]]] = {
        table.sheet: {} for table in (*form.cells.blocks, form.layout.approvals)
    }
    for table in form.cells.blocks:
        letters = form.layout.letters(table)
        for column in table.columns:
            if column.role is Role.COMPUTED:
                found[table.sheet][letters[column.name]] = {"source": _CALCULATED}
    for table, column, letter in form.cells.input_columns:
        if column.kind is Kind.DATE:
            found[table.sheet][letter] = {"style": _DATED}
    return found


def _is_no_date(cell: Cell) -> bool:
    is_typed_number = cell.kind is CellKind.NUMBER and cell.source is None
    return is_typed_number and not is_serial_date(cell.text)


class _Texts:
    """Values to cells.

    Attributes:
        unclean: by sheet, cells with a text that held invisible characters.
    """

    def __init__(self) -> None:
        self.unclean: dict[str, list[str]] = {}

    def cells(self, sheet: str, rows: LiveSheet) -> Iterator[tuple[str, Cell]]:
        """Address and cell of everything that stands on a sheet."""
        letters: list[str] = []
        for number, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                if value is None or value == "":
                    continue
                while len(letters) <= index:
                    letters.append(column_letters(len(letters) + 1))
                ref = f"{letters[index]}{number}"
                yield ref, self._cell(value, sheet, ref)

    def _cell(self, value: LiveValue, sheet: str, ref: str) -> Cell:
        if isinstance(value, str):
            if value in ERROR_TEXTS:
                return Cell(CellKind.ERROR, value, None, _PLAIN)
            text, was_unclean = visible(value)
            if was_unclean:
                self.unclean.setdefault(sheet, []).append(ref)
            return Cell(CellKind.TEXT, text, None, _PLAIN)
        if isinstance(value, bool):
            return Cell(CellKind.BOOLEAN, str(int(value)), None, _PLAIN)
        if isinstance(value, date | time):
            return Cell(CellKind.NUMBER, format(_serial(value), "f"), None, _DATED)
        if not isinstance(value, int | float) or not isfinite(value):
            return Cell(CellKind.ERROR, "#NUM!", None, _PLAIN)
        return Cell(CellKind.NUMBER, _plain(value), None, _PLAIN)


def _plain(number: float) -> str:
    """A double by its shortest text, without an exponent."""
    if abs(number) < _LARGEST_PLAIN and number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def _serial(value: date | time) -> Decimal:
    """The number that a spreadsheet keeps for a date or a time, counted from 1900."""
    days = 0
    if isinstance(value, date):
        days = value.toordinal() - _DAY_ZERO
        days -= 0 < days < _FIRST_TRUE_DAY
    if not isinstance(value, datetime | time):
        return Decimal(days)
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    parts = Decimal(seconds) + Decimal(value.microsecond) / _MICROSECONDS
    return days + parts / _SECONDS
