"""Which row of a sheet becomes which when its tables are given other numbers of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bsa_xl.workbook.declare import Table
from bsa_xl.workbook.layout import Layout


@dataclass(frozen=True, slots=True)
class Stretch:
    """The data rows of one table, before and after.

    Attributes:
        first: the first row before; ``last``, ``new_first`` and ``new_last`` likewise.
    """

    first: int
    last: int
    new_first: int
    new_last: int


@dataclass(frozen=True, slots=True)
class RowMap:
    """The rows of one sheet; those outside of tables move as a whole.

    Attributes:
        stretches: the tables of the sheet, from top to bottom.
    """

    stretches: tuple[Stretch, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether every row stays where it is."""
        return all(
            (each.first, each.last) == (each.new_first, each.new_last) for each in self.stretches
        )

    def area(self, top: int, bottom: int) -> tuple[int, int]:
        """The rows that an area covers afterwards: one that ends with a table ends with it still.

        Args:
            top: its first row before.
            bottom: its last row before.
        """
        return self._row(top, is_end=False), self._row(bottom, is_end=True)

    def row(self, row: int) -> int:
        """Where a single row stands afterwards."""
        return self._row(row, is_end=False)

    def _row(self, row: int, *, is_end: bool) -> int:
        moved = 0
        for each in self.stretches:
            if row < each.first:
                break
            if row <= each.last:
                if is_end and row == each.last:
                    return each.new_last
                return min(each.new_first + row - each.first, each.new_last)
            moved = each.new_last - each.last
        return row + moved

    def source(self, row: int) -> int:
        """The row before whose look a row takes afterwards; rows that are added look like others.

        The last row of a table lends its look to the last one, since it may close a frame.
        """
        moved = 0
        for each in self.stretches:
            if row < each.new_first:
                break
            if row <= each.new_last:
                if row == each.new_last:
                    return each.last
                inside = max(each.first, each.last - 1)
                return min(each.first + row - each.new_first, inside)
            moved = each.last - each.new_last
        return row + moved

    def is_of_table(self, row: int) -> bool:
        """Whether a row afterwards is a data row of a table."""
        return any(each.new_first <= row <= each.new_last for each in self.stretches)


def row_maps(before: Layout, after: Layout) -> Mapping[str, RowMap]:
    """Of every sheet that has tables.

    Args:
        before: the layout of the template at hand.
        after: the layout that is wanted.
    """
    found: dict[str, list[Stretch]] = {}
    for old, new in zip(_by_place(before), _by_place(after), strict=True):
        found.setdefault(old.sheet, []).append(Stretch(old.first, old.last, new.first, new.last))
    return {sheet: RowMap(tuple(each)) for sheet, each in found.items()}


def _by_place(layout: Layout) -> list[Table]:
    return sorted(layout.tables, key=lambda table: (table.sheet, table.head))
