"""A table of counts, laid along the schools that take part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import CountState, CountTable, School
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
        return self.table.where(self.schools[school].school_id, group)

    def count(self, school: int, group: str) -> Decimal | CountState:
        """A school's count, or the reason why there is none."""
        return self.table.count(self.schools[school].school_id, group)

    def known(self, school: int, groups: Iterable[str]) -> dict[str, Decimal]:
        """The counts of those groups that have a column and a number here."""
        counts = {
            group: self.count(school, group) for group in groups if group in self.table.columns
        }
        return {group: each for group, each in counts.items() if isinstance(each, Decimal)}


def placed(table: CountTable, schools: tuple[School, ...], ids: tuple[str, ...]) -> PlacedTable:
    """Find every school in a table; ``ids`` are the schools', in their order."""
    if ids == table.school_ids:
        return PlacedTable(table, schools, None, None)
    rows = np.fromiter(
        (table.row(school_id) if school_id in table else -1 for school_id in ids),
        np.int64,
        len(ids),
    )
    absent = rows < 0
    return PlacedTable(table, schools, rows, absent if absent.any() else None)
