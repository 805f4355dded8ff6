"""The cells above a hidden column: where its first fault is, which rows are used, which spare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bsa_xl.budget import SpendingLine, StaffingLine

from .case import Case
from .declare import Column, Kind, Role, Single, Table, Value, quoted

Line = StaffingLine | SpendingLine


@dataclass(frozen=True, slots=True)
class DerivedCell:
    """A cell that follows from one column of a table.

    Attributes:
        name: its defined name; empty where only its neighbour reads it.
        formula: without ``=``.
    """

    name: str
    sheet: str
    ref: str
    kind: Kind
    formula: str


def first_cells(table: Table, column: Column) -> tuple[DerivedCell, DerivedCell]:
    """Which row of a fault column is the first with a letter, and the cell that it names."""
    letter, whole = table.letters()[column.name], f"{table.name}_{column.name}"
    match, first = f"{letter}{table.head - 2}", f"{letter}{table.head - 1}"
    found = f"INDEX({whole},{match})"
    return (
        DerivedCell("", table.sheet, match, Kind.COUNT, f'IFERROR(MATCH("?*",{whole},0),0)'),
        DerivedCell(
            f"{whole}_first",
            table.sheet,
            first,
            Kind.TEXT,
            f'IF({match}=0,"","{quoted(table.sheet)}!"&{found}&ROW({found}))',
        ),
    )


def first_values(table: Table, letters: Sequence[str]) -> tuple[int, str]:
    """The values of both cells, from the column's letters top down."""
    for index, letter in enumerate(letters):
        if letter:
            return index + 1, f"{quoted(table.sheet)}!{letter}{table.first + index}"
    return 0, ""


def spare_cell(table: Table) -> DerivedCell:
    """How many rows of a table nobody has used."""
    letter, whole = table.letters()["used"], f"{table.name}_used"
    return DerivedCell(
        f"{table.name}_spare",
        table.sheet,
        f"{letter}{table.head - 1}",
        Kind.COUNT,
        f"ROWS({whole})-SUM({whole})",
    )


def last_used(table: Table, lines: Callable[[Case], Iterable[Line]]) -> Single:
    """The row of the last line that somebody uses; what lies below is not printed.

    Args:
        table: with a column ``used``.
        lines: a case's lines in the table.
    """
    letter, whole = table.letters()["used"], f"{table.name}_used"

    def last(case: Case) -> int:
        return max((line.row.place.row for line in lines(case)), default=table.first)

    return Single(
        f"{table.name}_last",
        table.sheet,
        f"{letter}{table.head - 2}",
        Kind.COUNT,
        Role.COMPUTED,
        last,
        f"MAX(ROW({letter}{table.first}),SUMPRODUCT(MAX({whole}*ROW({whole}))))",
        is_named=True,
    )


def derived_values(
    table: Table, column: Column, values: Sequence[Value]
) -> Iterator[tuple[DerivedCell, Value]]:
    """The first-fault cells of a column with their values."""
    yield from zip(first_cells(table, column), first_values(table, values), strict=True)
