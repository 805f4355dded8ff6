"""Which cells of a layout a press fills: one by one, and as blocks of rows."""

from __future__ import annotations

from collections.abc import Iterator

from .declare import Column, Kind, Role, Single, Table
from .firsts import DerivedCell, first_cells, spare_cell
from .layout import Layout
from .required_rows import required_variant
from .snapshot import SCHOOL_CELLS, SNAPSHOT_SHEET
from .stamping import CellSlot, RowBlock, SlotKind

#: Tables whose rows are filled from the top, the rest of them blank.
BLOCKS = ("Staffing", "Spending")
_FORMULA_SLOTS = {
    Kind.CENTS: SlotKind.CENTS,
    Kind.FTE: SlotKind.NUMBER,
    Kind.COUNT: SlotKind.NUMBER,
    Kind.SHARE: SlotKind.NUMBER,
    Kind.NUMBER: SlotKind.ANY,
    Kind.DATE: SlotKind.ANY,
    Kind.TEXT: SlotKind.TEXT,
    Kind.ANY: SlotKind.ANY,
}


def slots(layout: Layout) -> Iterator[CellSlot]:
    """Every single cell that is filled for a school, in the order in which a press gives them."""
    for table in layout.tables:
        if table.name in BLOCKS:
            continue
        letters = layout.letters(table)
        for row in range(table.first, table.last + 1):
            for column in filled_columns(table, row):
                ref = f"{letters[column.name]}{row}"
                yield CellSlot(table.sheet, ref, slot_kind(column.role, column.kind))
    for single in stamped_singles(layout):
        yield CellSlot(single.sheet, single.ref, slot_kind(single.role, single.kind))
    for cell in derived_cells(layout):
        yield CellSlot(cell.sheet, cell.ref, slot_kind(Role.COMPUTED, cell.kind))
    for row in range(2, 2 + SCHOOL_CELLS):
        yield CellSlot(SNAPSHOT_SHEET, f"B{row}", SlotKind.TEXT)


def stamped_singles(layout: Layout) -> tuple[Single, ...]:
    """The single cells that a press fills."""
    return tuple(single for single in layout.singles if single.role is not Role.INPUT)


def derived_cells(layout: Layout) -> Iterator[DerivedCell]:
    """The cells above hidden columns that a press fills."""
    for table, column in layout.fault_columns:
        yield from first_cells(table, column)
    yield spare_cell(layout.staffing)
    yield spare_cell(layout.spending)


def row_blocks(layout: Layout) -> Iterator[RowBlock]:
    """Staffing and Spending as blocks of rows."""
    for table in (layout.staffing, layout.spending):
        letters = layout.letters(table)
        columns = tuple(
            (letters[column.name], slot_kind(column.role, column.kind))
            for column in filled_columns(table, table.first)
        )
        variants = (required_variant(table),) if table is layout.staffing else ()
        yield RowBlock(table.name, table.sheet, table.first, table.rows, columns, variants)


def filled_columns(table: Table, row: int) -> list[Column]:
    """The columns that a press fills in one row of the sheet, from left to right."""
    return [column for column in table.columns_in(row) if column.role is not Role.FIXED]


def slot_kind(role: Role, kind: Kind) -> SlotKind:
    """A formula always has a value of its kind; any other cell may be blank."""
    return _FORMULA_SLOTS[kind] if role is Role.COMPUTED else SlotKind.ANY
