"""A sheet that comes back as a table: its headers found, its rows taken, its faults told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter

from bsa_xl.finding import Finding, FindingKind
from bsa_xl.location import Location
from bsa_xl.policy.numbers import plain
from bsa_xl.policy.sentences import listing, nearest, quote

from .cells import Formula, Seen, trimmed
from .kinds import CHANGED_BY_EXCEL, IGNORED, MERGED, NO_SHEET, TWICE, UNKNOWN_COLUMN
from .opening import MOST_COLUMNS, MOST_ROWS, Grid
from .sheets import KEY, Column, Role

#: Headers are looked for in so many rows.
_MOST_HEAD_ROWS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not empty.

    Attributes:
        row: its number on the sheet.
        key: which place of the file it showed; empty for a new row.
        cells: header to what stands below it; empty cells are left out.
    """

    row: int
    key: str
    cells: Mapping[str, Seen]


@dataclass(slots=True)
class Table:
    """A sheet's rows.

    Attributes:
        name: the sheet.
        letters: header to the letter of its column.
        lines: rows, from the top.
        findings: what is wrong with the sheet.
        further: headers that the sheet has and nobody expected, with a content below.
        head_row: the row of the headers; 0 where there is none.
        is_broken: whether headers are missing, so that rows say less than they should.
    """

    name: str
    letters: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    head_row: int = 0
    is_broken: bool = False

    def where(self, row: int, title: str = "") -> Location:
        """A cell below a header; the row's first cell where there is no such header."""
        letter = self.letters.get(title) or "B"
        return Location(sheet=self.name, cell=f"{letter}{row}")

    def tell(self, kind: FindingKind, where: Location, problem: str, remedy: str) -> None:
        """Keep a finding."""
        self.findings.append(kind.at(where, problem, remedy))


def read_table(grid: Grid, columns: tuple[Column, ...], more: tuple[str, ...] = ()) -> Table:
    """The rows of a sheet.

    Args:
        grid: the sheet.
        columns: those that it was written with.
        more: headers that are known besides, and need not be there.
    """
    table = Table(grid.name)
    wanted = [column.title for column in columns]
    head = _head_row(grid, [*wanted, *more])
    if not head:
        table.is_broken = True
        first = listing([title for title in wanted if title != KEY][:3])
        table.tell(
            NO_SHEET,
            Location(sheet=grid.name),
            "The row of headers is missing.",
            f"Put it back above the rows: {first} and so on.",
        )
        return table
    table.head_row = head
    heads = _headers(grid, head, table)
    _missing_headers(table, heads, columns, set(more))
    _take_rows(grid, table, heads, {c.title for c in columns if c.role is Role.SHOWN})
    _further(table, heads, {*wanted, *more})
    return table


def _head_row(grid: Grid, titles: list[str]) -> int:
    """The row with the most known headers; 0 where none has one."""
    known = {title.casefold() for title in titles}
    best, most = 0, 0
    for row in range(1, _MOST_HEAD_ROWS + 1):
        texts = {
            trimmed(seen).casefold()
            for (at, _), seen in grid.cells.items()
            if at == row and isinstance(seen, str)
        }
        hits = len(texts & known)
        if hits > most and (hits > 1 or len(known) == 1):
            best, most = row, hits
    return best


def _headers(grid: Grid, head: int, table: Table) -> dict[int, str]:
    heads: dict[int, str] = {}
    for (row, column), seen in sorted(grid.cells.items()):
        if row != head:
            continue
        where = Location(sheet=grid.name, cell=f"{get_column_letter(column)}{row}")
        title = plain(seen) if isinstance(seen, Decimal) else trimmed(str(seen))
        if title in table.letters:
            problem = f"The header {quote(title)} stands here again."
            table.tell(TWICE, where, problem, f"Keep one column {title}.")
            continue
        heads[column] = title
        table.letters[title] = get_column_letter(column)
    return heads


def _missing_headers(
    table: Table, heads: dict[int, str], columns: tuple[Column, ...], more: set[str]
) -> None:
    there = set(heads.values())
    missing = [
        c.title for c in columns if c.role in (Role.INPUT, Role.NAMED) and c.title not in there
    ]
    odd = sorted(there - {c.title for c in columns} - more)
    for title in missing:
        table.is_broken = True
        near = nearest(title, odd)
        where = Location(sheet=table.name, cell=f"{table.letters[near]}{table.head_row}" if near
                         else str(table.head_row))  # fmt: skip
        if near:
            odd.remove(near)
            del table.letters[near]
            heads.update({at: "" for at, name in heads.items() if name == near})
            problem = f"The header {quote(near)} is not known."
            table.tell(UNKNOWN_COLUMN, where, problem, f"Write {title}.")
        else:
            where = Location(sheet=table.name, cell=f"B{table.head_row}")
            problem = f"The column {quote(title)} is missing."
            table.tell(NO_SHEET, where, problem, f"Put a column with the header {title} back.")


def _take_rows(grid: Grid, table: Table, heads: dict[int, str], shown: set[str]) -> None:
    """The rows in which something stands besides what is only there for the eye."""
    by_row: dict[int, dict[str, Seen]] = {}
    keys: dict[int, str] = {}
    for (row, column), seen in grid.cells.items():
        title = heads.get(column, "")
        blank = isinstance(seen, str) and not trimmed(seen)
        if row <= table.head_row or not title or blank:
            continue
        if title == KEY:
            keys[row] = str(seen)
        else:
            by_row.setdefault(row, {})[title] = seen
    for (row, column), text in grid.formulas.items():
        title = heads.get(column, "")
        if row <= table.head_row or not title or title == KEY:
            continue
        by_row.setdefault(row, {})[title] = Formula(text)
    _merged(grid, table)
    typed = {row for row, cells in by_row.items() if set(cells) - shown}
    table.lines = [Line(row, keys.get(row, ""), by_row[row]) for row in sorted(typed)]


def _merged(grid: Grid, table: Table) -> None:
    for cells, row, _ in grid.merged:
        if row >= table.head_row:
            problem = "These cells are merged into one."
            where = Location(sheet=grid.name, cell=cells)
            table.tell(MERGED, where, problem, "Unmerge them, and fill each cell by itself.")
    if grid.is_cut:
        problem = f"The sheet has cells below row {MOST_ROWS:,} or right of column {MOST_COLUMNS}."
        where = Location(sheet=grid.name)
        table.tell(CHANGED_BY_EXCEL, where, problem, "Delete the rows and columns past the table.")


def _further(table: Table, heads: dict[int, str], known: set[str]) -> None:
    used = {title for line in table.lines for title in line.cells}
    for title in heads.values():
        if title and title not in known and title in used:
            table.further.append(title)


def ignored_columns(table: Table) -> Iterator[Finding]:
    """PEX-14: columns of the reader's own."""
    for title in table.further:
        where = Location(sheet=table.name, cell=f"{table.letters[title]}{table.head_row}")
        problem = f"The column {quote(title)} is no part of the policy and is not read."
        yield IGNORED.at(where, problem, "Nothing is to be done, if it is a note of yours.")
