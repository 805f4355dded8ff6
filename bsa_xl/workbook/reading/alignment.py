"""Where the rows of a table stand in a returned sheet, found by their keys in column A.

Looked at only when the locked content differs: while every key stands where it was issued, every
row does too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from bsa_xl.finding import Severity
from bsa_xl.workbook.declare import Column, Table
from bsa_xl.workbook.layout import key_of
from bsa_xl.workbook.package import CellKind, Package, kinds

from .entries import EntryReader
from .forms import Form
from .tokens import refusal
from .told import Told

_REF = re.compile(r"([A-Z]{1,3})([0-9]+)")
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Alignment:
    """The rows of one table.

    Attributes:
        rows: place of each row as it was issued, to its row on the sheet; rows whose key is
            missing or stands there twice are left out.
        added: rows without a key in which something was typed.
        twice: keys that stand there more than once, with their rows.
        missing: keys that stand nowhere.
    """

    table: Table
    rows: dict[int, int]
    added: tuple[int, ...] = ()
    twice: dict[str, tuple[int, ...]] | None = None
    missing: tuple[str, ...] = ()

    @property
    def is_moved(self) -> bool:
        """Whether any row stands elsewhere than it was issued."""
        first = self.table.first
        return len(self.rows) < self.table.rows or any(
            row != first + index for index, row in self.rows.items()
        )

    def in_order(self) -> list[tuple[int, int]]:
        """Place and row of every row, from top to bottom; -1 is the place of an added one."""
        found = [(row, index) for index, row in self.rows.items()]
        found += [(row, -1) for row in self.added]
        return [(index, row) for row, index in sorted(found)]


def as_issued(table: Table) -> Alignment:
    """Every row where it was issued."""
    return Alignment(table, {n: table.first + n for n in range(table.rows)})


def align(package: Package, form: Form, table: Table) -> Alignment:
    """Find the rows of Staffing or Spending in a returned sheet."""
    sheet = package.sheets[table.sheet]
    keys = {key_of(table.name, n): n for n in range(table.rows)}
    letters = {letter for _, letter in form.columns[table.name]}
    found: dict[str, list[int]] = {}
    filled: set[int] = set()
    calculated: set[int] = set()
    for ref, cell in sheet.cells.items():
        match = _REF.fullmatch(ref)
        if match is None or (cell.kind is CellKind.BLANK and cell.source is None):
            continue
        letter, row = match[1], int(match[2])
        if row <= table.head:
            continue
        if letter == "A" and cell.text in keys and cell.source is None:
            found.setdefault(cell.text, []).append(row)
        elif letter in letters:
            filled.add(row)
        elif cell.source is not None:
            calculated.add(row)
    _keep_in_place(table, keys, found, calculated)
    keyed = {row for rows in found.values() for row in rows}
    return Alignment(
        table,
        {keys[key]: rows[0] for key, rows in found.items() if len(rows) == 1},
        tuple(sorted(filled - keyed)),
        {key: tuple(sorted(rows)) for key, rows in sorted(found.items()) if len(rows) > 1},
        tuple(key for key in keys if key not in found),
    )


def _keep_in_place(
    table: Table, keys: dict[str, int], found: dict[str, list[int]], calculated: set[int]
) -> None:
    """Rows that stand where they were issued, with nothing but their key changed, keep it."""
    if any(row != table.first + keys[key] for key, rows in found.items() for row in rows):
        return
    for key, index in keys.items():
        if key not in found and table.first + index in calculated:
            found[key] = [table.first + index]


def require_columns(package: Package, form: Form, table: Table) -> None:
    """Refuse a table whose input columns stand elsewhere: their entries would be misread.

    Raises:
        PackageRefused: a header stands elsewhere than it was issued.
    """
    heads = {
        (match[1], int(match[2])): cell.text
        for ref, cell in package.sheets[table.sheet].cells.items()
        if cell.kind is CellKind.TEXT and (match := _REF.fullmatch(ref)) is not None
    }
    columns = form.columns[table.name]
    lost = [each for each in columns if heads.get((each[1], table.head)) != each[0].header]
    for column, letter in lost:
        there = _column_now(heads, column.header, table.head) or _row_now(
            heads, columns, letter, table.head
        )
        if there:
            raise refusal(
                package,
                kinds.STRUCTURE,
                f'On {table.sheet} the header "{column.header}" stands in {there}, where '
                f"{letter}{table.head} was issued: rows or columns were added or deleted.",
                "Copy your entries into a workbook as it was issued, and send that one.",
            )


def _column_now(heads: Mapping[tuple[str, int], str], header: str, row: int) -> str:
    """Where a header stands in its own row; empty where it does not."""
    return next(
        (f"{at[0]}{row}" for at, text in heads.items() if at[1] == row and text == header), ""
    )


def _row_now(
    heads: Mapping[tuple[str, int], str],
    columns: Iterable[tuple[Column, str]],
    letter: str,
    issued: int,
) -> str:
    """Where a header stands if most headers moved to one other row; empty where they did not."""
    wanted = {column_letter: column.header for column, column_letter in columns}
    rows = Counter(
        row for (at, row), text in heads.items() if row != issued and wanted.get(at) == text
    )
    row, count = max(rows.items(), key=itemgetter(1), default=(0, 0))
    return f"{letter}{row}" if count > len(wanted) // 2 else ""


def tell(alignment: Alignment, form: Form, reader: EntryReader, told: Told) -> None:
    """Say what is missing, doubled or new; the rows of a doubled key are rejected."""
    table = alignment.table
    sheet = table.sheet
    if alignment.missing:
        count = len(alignment.missing)
        counted = "1 row is" if count == 1 else f"{count:,} rows are"
        told.say(
            kinds.STRUCTURE,
            told.at(sheet),
            f"{counted} missing from {sheet}: {_listed(alignment.missing)}.",
            "Copy your entries into a workbook as it was issued; to drop a position, choose "
            "Close, and to drop an item, clear its row.",
        )
    for key, rows in (alignment.twice or {}).items():
        for row in rows:
            reader.reject_row(table, row, "its row's key stands there twice")
        told.say(
            kinds.STRUCTURE,
            told.at(sheet, f"A{rows[1]}"),
            f"The rows {_listed(map(str, rows))} of {sheet} are copies of one another, with the "
            f"key {key}, and none of them counts.",
            "Delete the copy, and enter what it was for in a free row of the table.",
        )
    for row in alignment.added:
        told.say(
            kinds.STRUCTURE,
            told.at(sheet, form.refs(table, row)[0]),
            "This row was added to the table; it counts in the budget, though the workbook's own "
            "totals may leave it out.",
            "Nothing needs to be done; next time use one of the free rows of the table.",
            Severity.WARNING,
        )


def _listed(names: Iterable[str]) -> str:
    """Some names as a sentence lists them; what is beyond ten is counted."""
    every = list(names)
    named = every[:_LISTED]
    if len(every) > len(named):
        return f"{', '.join(named)} and {len(every) - len(named):,} more"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
