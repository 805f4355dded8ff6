"""The contract between writer and reader: which tables and cells a workbook has, and where.

A layout follows from a district's setting and a capacity; two workbooks of the same shape have the
same layout, whoever saved them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bsa_xl.budget import CheckRow, Place, Setting, check_rows
from bsa_xl.location import Location

from .declare import Column, Role, Single, Table
from .firsts import last_used
from .sheets import allocation, checks, programs, sign_off, spending, staffing, start
from .sheets.check_finders import FAULT_COLUMNS, Places, finder
from .sheets.checks import CheckText
from .sheets.lists import account_formula
from .sheets.position_trades import PositionTrades
from .snapshot import shared_text

#: Rows between two tables of one sheet: a blank one and a heading.
_GAP = 3
#: Rows of the chart on Programs, between its two tables.
CHART_ROWS = 18
INPUT_SHEETS = ("Allocation", "Staffing", "Spending", "Programs", "Checks", "Sign-off")


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides a layout.

    Attributes:
        pattern: any school's setting of the district, year and event; only what all share counts.
        staffing_rows: capacity; likewise ``spending_rows``.
        dollar_rows: allocation lines that a school may have; likewise ``central_rows``.
        truncates: whether amounts are truncated instead of rounded.
        texts: what people read of each rule.
    """

    pattern: Setting
    staffing_rows: int
    spending_rows: int
    dollar_rows: int
    central_rows: int
    truncates: bool
    texts: Mapping[str, CheckText]


@dataclass(frozen=True)
class Layout:
    """All tables and single cells of a workbook."""

    shape: Shape

    @cached_property
    def staffing(self) -> Table:
        """The table of Staffing."""
        pattern = self.shape.pattern
        account = account_formula(pattern, "Title", "t", "p1")
        return Table("Staffing", staffing.SHEET, staffing.HEAD, self.shape.staffing_rows,
                     staffing.columns(pattern.places, account))  # fmt: skip

    @cached_property
    def spending(self) -> Table:
        """The table of Spending."""
        pattern = self.shape.pattern
        account = account_formula(pattern, "Item", "t", "p")
        return Table("Spending", spending.SHEET, spending.HEAD, self.shape.spending_rows,
                     spending.columns(pattern.places, account))  # fmt: skip

    @cached_property
    def dollars(self) -> Table:
        """The allocation lines that the school plans."""
        shape = self.shape
        columns = allocation.dollar_columns(shape.pattern.places, truncates=shape.truncates)
        return Table("Allocation", allocation.SHEET, allocation.HEAD, max(1, shape.dollar_rows),
                     columns)  # fmt: skip

    @cached_property
    def positions(self) -> Table:
        """The positions given, below the dollar lines."""
        given = self.shape.pattern.given_fte
        head = self.dollars.last + _GAP
        trades = PositionTrades.of(self.shape.pattern, head + 1)
        rows = range(head + 1, head + 1 + len(given))
        by_row = tuple(allocation.position_columns(trades, row) for row in rows)
        return Table("Position", allocation.SHEET, head, len(given),
                     allocation.position_columns(trades, head), by_row)  # fmt: skip

    @cached_property
    def central(self) -> Table:
        """What the central office holds, below the positions."""
        return Table("Central", allocation.SHEET, self.positions.last + _GAP,
                     self.shape.central_rows, allocation.central_columns())  # fmt: skip

    @cached_property
    def programs(self) -> Table:
        """The funding sources."""
        return Table("Program", programs.SHEET, programs.HEAD, len(self.shape.pattern.programs),
                     programs.columns())  # fmt: skip

    @cached_property
    def required(self) -> Table:
        """The required positions, below the chart."""
        wanted = self.shape.pattern.required
        most = max((len(position.codes) for position in wanted), default=1)
        return Table("Required", programs.SHEET, self.programs.last + CHART_ROWS + _GAP,
                     len(wanted), programs.required_columns(most))  # fmt: skip

    @cached_property
    def approvals(self) -> Table:
        """The approving bodies."""
        return Table("Approval", sign_off.SHEET, sign_off.HEAD, len(self.bodies),
                     sign_off.columns(self.shape.pattern.places))  # fmt: skip

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The approving bodies in the programs' order."""
        return tuple(dict.fromkeys(program.body for program in self.shape.pattern.programs))

    @cached_property
    def check_rows(self) -> tuple[CheckRow, ...]:
        """The rows of Checks."""
        return check_rows(self.shape.pattern)

    @cached_property
    def checks(self) -> Table:
        """The rules; every row with formulas of its own."""
        by_row = tuple(checks.columns([finder(row, self._places) for row in self.check_rows]))
        first = by_row[0] if by_row else ()
        return Table("Check", checks.SHEET, checks.HEAD, len(by_row), first, by_row)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables that have rows."""
        every = (
            self.dollars, self.positions, self.central, self.staffing, self.spending,
            self.programs, self.required, self.checks, self.approvals,
        )  # fmt: skip
        return tuple(table for table in every if table.rows)

    @cached_property
    def singles(self) -> tuple[Single, ...]:
        """All single cells with a formula or a stamped value."""
        return (
            *start.singles(),
            *start.band_singles(iter(INPUT_SHEETS)),
            *allocation.singles(allocation.TOTAL_ROW),
            *programs.singles(),
            *checks.singles(),
            *sign_off.singles(),
            last_used(self.staffing, lambda c: c.budget.staffing),
            last_used(self.spending, lambda c: c.budget.spending),
        )

    @cached_property
    def fault_columns(self) -> tuple[tuple[Table, Column], ...]:
        """Every column that holds fault letters and that Checks looks for the first of."""
        wanted = {name for names in FAULT_COLUMNS.values() for name in names}
        return tuple(
            (table, column)
            for table in self.tables
            for column in table.columns
            if f"{table.name}_{column.name}" in wanted
        )

    @cached_property
    def _places(self) -> Places:
        letters = {"Programs": self.programs.letters(), "Sign-off": self.approvals.letters()}
        return Places(
            programs={
                program.id: self.programs.first + n
                for n, program in enumerate(self.shape.pattern.programs)
            },
            bodies={body: self.approvals.first + n for n, body in enumerate(self.bodies)},
            columns={
                f"{sheet}.{name}": letter
                for sheet, placed in letters.items()
                for name, letter in placed.items()
            },
            total=f"{allocation.SHEET}!F{allocation.TOTAL_ROW}",
            last_staffing=_cell(self.staffing, "title"),
            last_spending=_cell(self.spending, "item"),
        )

    @cached_property
    def anchors(self) -> dict[str, Location]:
        """The cells that rules point to where no row is concerned."""
        found = {
            "total": Location(sheet=allocation.SHEET, cell=f"F{allocation.TOTAL_ROW}"),
            "spare:staffing": _location(self.staffing, "title", self.staffing.last),
            "spare:spending": _location(self.spending, "item", self.spending.last),
        }
        pattern = self.shape.pattern
        for n, program in enumerate(pattern.programs):
            found[f"left:{program.id}"] = _location(self.programs, "left", self.programs.first + n)
        for n, given in enumerate(pattern.given_fte):
            found[f"given:{given.code}"] = _location(
                self.positions, "planned", self.positions.first + n
            )
        for n, wanted in enumerate(pattern.required):
            found[f"required:{wanted.id}"] = _location(
                self.required, "planned", self.required.first + n
            )
        for n, body in enumerate(self.bodies):
            found[f"approval:{body}"] = _location(self.approvals, "date", self.approvals.first + n)
        for n, ref in enumerate(self.attestations, start=1):
            found[f"attestation:{n}"] = Location(sheet=sign_off.SHEET, cell=ref)
        return found

    @property
    def attestations(self) -> tuple[str, ...]:
        """The cells on Sign-off in which the school says Yes."""
        below = self.approvals.last + 3
        return tuple(f"{sign_off.ANSWERS}{below + n}" for n in range(len(sign_off.ATTESTATIONS)))

    def place(self, table: Table, index: int) -> Place:
        """The place of a table's n-th row, counted from 0."""
        return Place(table.sheet, table.first + index, self._letters[table.name])

    @cached_property
    def _letters(self) -> dict[str, dict[str, str]]:
        return {table.name: table.letters() for table in self.tables}

    def fingerprint(self, code: str) -> str:
        """Names the template of this layout as this code builds it.

        Args:
            code: names the code.
        """
        shape = self.shape
        programs = [replace(p, allocated_cents=0, accepted_cents=0) for p in shape.pattern.programs]
        required = [replace(wanted, fte_parts=0) for wanted in shape.pattern.required]
        parts = (
            code, shared_text(shape.pattern, {}), repr(programs), repr(required),
            repr([row.id for row in self.check_rows]),
            repr(sorted(shape.texts.items())), str(shape.staffing_rows), str(shape.spending_rows),
            str(shape.dollar_rows), str(shape.central_rows), str(shape.truncates),
        )  # fmt: skip
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def letters(self, table: Table) -> dict[str, str]:
        """A table's column letters by column name."""
        return self._letters[table.name]

    def inputs(self) -> Iterator[tuple[Table, Column]]:
        """Every input column."""
        for table in self.tables:
            for column in table.columns:
                if column.role is Role.INPUT:
                    yield table, column


def key_of(table: str, index: int) -> str:
    """The lasting key of a table's n-th row, counted from 0: S001 on Staffing, P001 on Spending."""
    return f"{'S' if table == 'Staffing' else 'P'}{index + 1:03d}"


def _cell(table: Table, column: str) -> str:
    return f"{table.sheet}!{table.letters()[column]}{table.last}"


def _location(table: Table, column: str, row: int) -> Location:
    return Location(sheet=table.sheet, cell=f"{table.letters()[column]}{row}")
