"""A table of counts, laid along the schools that take part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import COUNT_SCALE, CountState, CountTable, School
from bsa_xl.location import Location

from .arithmetic import IntColumn, Mask

_Number = TypeVar("_Number", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedTable:
    """A table of counts together with the row of each school in it.

    Attributes:
        rows: the table's row of each school, -1 where it has none; None where both orders agree.
        absent: schools without a row; None where every school has one.
    """

    table: CountTable
    schools: tuple[School, ...]
    rows: IntColumn | None
    absent: Mask | None

    def take(self, column: NDArray[_Number]) -> NDArray[_Number]:
        """A column of the table in the schools' order; absent schools get any value."""
        return column if self.rows is None else column[self.rows]

    def where(self, school: int, group: str) -> Location:
        """The cell that a school's count was read from."""
        table = self.table
        line = table.lines[self._row(school)]
        return Location(file=table.file, sheet=table.sheet, line=line, column=group)

    def is_suppressed(self, school: int, group: str) -> bool:
        """Whether the cell holds the sign of suppression."""
        return bool(self.table.columns[group].state[self._row(school)] == CountState.SUPPRESSED)

    def number(self, school: int, group: str) -> Decimal:
        """The cell's number."""
        return Decimal(int(self.table.columns[group].scaled[self._row(school)])) / COUNT_SCALE

    def known(self, school: int, groups: Iterable[str]) -> dict[str, Decimal]:
        """The numbers of those groups that have a column and a number here."""
        row, columns = self._row(school), self.table.columns
        return {
            group: self.number(school, group)
            for group in groups
            if group in columns and columns[group].state[row] == CountState.GIVEN
        }

    def _row(self, school: int) -> int:
        return school if self.rows is None else int(self.rows[school])


def placed(table: CountTable, schools: tuple[School, ...]) -> PlacedTable:
    """Find every school in a table."""
    ids = tuple(school.school_id for school in schools)
    if ids == table.school_ids:
        return PlacedTable(table, schools, None, None)
    known = {school_id: row for row, school_id in enumerate(table.school_ids)}
    rows = np.fromiter((known.get(school_id, -1) for school_id in ids), np.int64, len(ids))
    absent = rows < 0
    return PlacedTable(table, schools, rows, absent if absent.any() else None)
