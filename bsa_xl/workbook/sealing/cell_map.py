"""Which cell of a layout is whose: the school's inputs, the slots that are stamped, the rest.

Whether a returned cell is an input follows from the layout that was issued, never from the lock
flag that came back: pasting carries that flag along (decision 11).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bsa_xl.workbook.declare import Column, Kind, Role, Table, column_names
from bsa_xl.workbook.firsts import first_cells, spare_cell
from bsa_xl.workbook.form import NOTES, SHEETS
from bsa_xl.workbook.identity import STAMP_SHEET, TOKEN_CELL
from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package.address import column_letters
from bsa_xl.workbook.sheets import lists, sign_off
from bsa_xl.workbook.snapshot import SCHOOL_CELLS, SNAPSHOT_SHEET

#: Sheets that the central office's formulas and seals live on; nobody types there.
HIDDEN = (lists.SHEET, SNAPSHOT_SHEET, STAMP_SHEET)
CellAt = tuple[str, str]


@dataclass(frozen=True)
class CellMap:
    """The cells of a layout by whose they are."""

    layout: Layout

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that a workbook must have, in their order; the school's own is not one."""
        return (*(name for name in SHEETS if name != NOTES), *HIDDEN)

    @cached_property
    def input_columns(self) -> tuple[tuple[Table, Column, str], ...]:
        """Every input column with its letter."""
        letters = self.layout.letters
        return tuple((t, c, letters(t)[c.name]) for t, c in self.layout.inputs())

    @cached_property
    def attestations(self) -> tuple[str, ...]:
        """The cells on Sign-off in which the school says Yes."""
        return self.layout.attestations

    @cached_property
    def input_kinds(self) -> Mapping[str, Mapping[str, Kind]]:
        """Every input cell with what it takes, by sheet."""
        found: dict[str, dict[str, Kind]] = {name: {} for name in self.sheets}
        for table, column, letter in self.input_columns:
            for row in range(table.first, table.last + 1):
                found[table.sheet][f"{letter}{row}"] = column.kind
        found[sign_off.SHEET] |= dict.fromkeys(self.attestations, Kind.TEXT)
        return found

    @cached_property
    def single_slots(self) -> tuple[CellAt, ...]:
        """Stamped cells outside Staffing and Spending, always in the same order."""
        stamped = [(s.sheet, s.ref) for s in self.layout.singles if s.role is Role.STAMPED]
        return (*self._table_slots(), *stamped)

    def _table_slots(self) -> Iterator[CellAt]:
        for table in self.layout.tables:
            if table in self.blocks:
                continue
            letters = self.layout.letters(table)
            for row in range(table.first, table.last + 1):
                for column in table.columns_in(row):
                    if column.role is Role.STAMPED:
                        yield table.sheet, f"{letters[column.name]}{row}"

    @cached_property
    def blocks(self) -> tuple[Table, Table]:
        """The tables whose rows are filled from the top."""
        return self.layout.staffing, self.layout.spending

    @cached_property
    def slot_columns(self) -> tuple[tuple[Table, tuple[str, ...]], ...]:
        """The stamped columns of the blocks, each with its cells from the top."""
        return tuple(
            (table, tuple(f"{letters[column.name]}{table.first + n}" for n in range(table.rows)))
            for table in self.blocks
            for letters in (self.layout.letters(table),)
            for column in stamped_columns(table)
        )

    @cached_property
    def snapshot_slots(self) -> tuple[str, ...]:
        """The cells of the school's own snapshot."""
        return tuple(f"B{row}" for row in range(2, 2 + SCHOOL_CELLS))

    @cached_property
    def apart(self) -> Mapping[str, frozenset[str]]:
        """Cells that are neither words nor formulas of the template: inputs, slots, the token."""
        found = {name: set(cells) for name, cells in self.input_kinds.items()}
        for sheet, ref in self.single_slots:
            found[sheet].add(ref)
        for table, refs in self.slot_columns:
            found[table.sheet].update(refs)
        found[SNAPSHOT_SHEET].update(self.snapshot_slots)
        found[STAMP_SHEET].add(TOKEN_CELL)
        return {name: frozenset(cells) for name, cells in found.items()}

    @cached_property
    def site_account(self) -> str:
        """The cell on Lists that holds the site's account segment; it is the school's own."""
        width = sum(len(named.columns) for named in lists.named_lists(self.layout.shape.pattern))
        return f"{column_letters(width + 1)}2"

    @cached_property
    def names(self) -> frozenset[str]:
        """The defined names of the template, but for the token's."""
        layout = self.layout
        found = {name for table in layout.tables for name, _ in column_names(table)}
        found |= {single.name for single in layout.singles if single.is_named}
        derived = [cell for pair in layout.fault_columns for cell in first_cells(*pair)]
        derived += [spare_cell(table) for table in self.blocks]
        found |= {cell.name for cell in derived if cell.name}
        found |= {named.name for named in lists.named_lists(layout.shape.pattern)}
        return frozenset(found | {"Site_account"})


def stamped_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a block that are stamped for each school."""
    return tuple(column for column in table.columns if column.role is Role.STAMPED)
