"""The consolidated book read back from its own bytes, and added up once more, exactly."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bsa_xl.budget import FTE_PARTS

from .book import DATA_HEAD_ROW, HEAD_ROW
from .controls import Control, Side
from .heads import (
    ALLOCATED,
    AMOUNT,
    BUDGETED,
    BY_ACCOUNT,
    BY_FUNCTION,
    BY_LEVEL,
    BY_OBJECT,
    BY_PROGRAM,
    BY_REGION,
    BY_SPECIALIST,
    FTE,
    LEFT,
    LINE_FTE,
    LINES,
    MISSING,
    PAID,
    POSTINGS,
    SCHOOLS,
    TO_ACCEPTED,
)
from .sheet_digits import readd_columns
from .table import Shown, Table, said

_CENTS = 100
#: The list of sheets of a workbook, and as many bytes of it as are looked at.
_SHEETS_PART, _MOST_OF_IT = "xl/workbook.xml", 1_000_000
_OUR_SHEETS = (BY_SPECIALIST, MISSING, LINES, POSTINGS)
#: What is added up, by header, and how many parts one of it has.
_PARTS = {
    **dict.fromkeys((ALLOCATED, TO_ACCEPTED, BUDGETED, LEFT, AMOUNT, *PAID), _CENTS),
    **dict.fromkeys((FTE, LINE_FTE), FTE_PARTS),
}
_HEAD_ROWS = {
    **dict.fromkeys(
        (BY_PROGRAM, BY_ACCOUNT, BY_OBJECT, BY_FUNCTION, BY_LEVEL, BY_REGION, BY_SPECIALIST),
        HEAD_ROW,
    ),
    **dict.fromkeys((SCHOOLS, MISSING), HEAD_ROW),
    **dict.fromkeys((LINES, POSTINGS), DATA_HEAD_ROW),
}


@dataclass(frozen=True, slots=True)
class BookTotals:
    """What a written book adds up to.

    Attributes:
        sums: sheet and header to integer cents, or FTE in parts of ``budget.FTE_PARTS``.
        rows: sheet to how many rows have a figure.
    """

    sums: Mapping[tuple[str, str], int]
    rows: Mapping[str, int]


def readd(book: bytes) -> BookTotals:
    """Add up every sheet of a consolidated book from the file's own bytes.

    The headers are read by openpyxl; the figures below them are taken from the digits that stand
    in the file, so that no float comes between.

    Args:
        book: as `write_consolidated_book` gives it.

    Raises:
        NotExactError: a figure is text, or has a fraction of a cent.
        KeyError: a sheet is missing.
    """
    sums: dict[tuple[str, str], int] = {}
    rows: dict[str, int] = {}
    read = openpyxl.load_workbook(BytesIO(book), read_only=True)
    with zipfile.ZipFile(BytesIO(book)) as package:
        for name, head_row in _HEAD_ROWS.items():
            part = f"xl/worksheets/sheet{read.sheetnames.index(name) + 1}.xml"
            columns = _columns(read, name, head_row)
            with package.open(part) as sheet:
                added, rows[name] = readd_columns(sheet, columns, head_row + 1, name)
            sums |= {(name, head): parts for head, parts in added.items()}
    read.close()
    return BookTotals(sums, rows)


def is_consolidated_book(path: Path) -> bool:
    """Whether a file is a consolidated book, by the names of its sheets; any file may be asked.

    Args:
        path: of a file that is there.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as package, package.open(_SHEETS_PART) as part:
            listed = part.read(_MOST_OF_IT).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return False
    return all(f'name="{sheet}"' in listed for sheet in _OUR_SHEETS)


def disagreements(
    totals: BookTotals, controls: Iterable[Control], tables: Mapping[str, Table]
) -> tuple[str, ...]:
    """Where the written book differs from what it was written from, in sentences.

    Args:
        totals: of the written book.
        controls: with the figures that it was written from.
        tables: with the rows that it was written from.
    """
    told: dict[str, None] = {}
    for control in controls:
        for side in (control.left, control.right):
            if side.at is not None and totals.sums.get(side.at) != side.value:
                told[_differs(side, totals.sums.get(side.at), control.shown)] = None
    for name, counted in totals.rows.items():
        if counted != len(tables[name].rows):
            told[f"The sheet {name} has {counted:,} rows, not {len(tables[name].rows):,}."] = None
    return tuple(told)


def _columns(book: Workbook, name: str, head_row: int) -> dict[str, tuple[str, int]]:
    """Letter of every column that is added up, with its header and the parts of one."""
    [heads] = book[name].iter_rows(min_row=head_row, max_row=head_row, values_only=True)
    return {
        get_column_letter(place): (str(head), _PARTS[str(head)])
        for place, head in enumerate(heads, start=1)
        if head in _PARTS
    }


def _differs(side: Side, found: int | None, shown: Shown) -> str:
    what = side.of[:1].upper() + side.of[1:]
    if found is None:
        return f"{what} has no figures in the written file."
    wanted = said(side.value, shown)
    return f"{what} comes to {said(found, shown)} in the written file, not to {wanted}."
