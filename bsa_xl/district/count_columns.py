"""Student groups as exact integer columns, built row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np

from bsa_xl.fiscal_year import FiscalYear

from .counts import COUNT_SCALE, CountColumn, CountOrigin, CountState, CountTable

#: A count as kept in a column: its integer, and its CountState.
Kept = tuple[int, int]

MISSING: Kept = (0, int(CountState.NOT_SUPPLIED))
HIDDEN: Kept = (0, int(CountState.SUPPRESSED))
#: Of counts for which nobody vouches.
UNSAID = CountOrigin()


def kept(value: Decimal | None, state: CountState) -> Kept:
    """A count as a column keeps it.

    Args:
        value: at most four decimals, at most twelve digits before them; None where there is none.
        state: why there is none.
    """
    if value is not None:
        return int(value * COUNT_SCALE), int(CountState.GIVEN)
    return HIDDEN if state is CountState.SUPPRESSED else MISSING


class CountBuilder:
    """The counts of one measure and year, while they are being read."""

    def __init__(self, groups: Iterable[str]) -> None:
        """Begin with no school."""
        self.groups = tuple(groups)
        self.rows: dict[str, tuple[tuple[Kept, ...], int, CountOrigin]] = {}

    def table(self, year: FiscalYear, measure: str, file: str, sheet: str = "") -> CountTable:
        """The columns; groups that no school has a count for are left out."""
        rows = list(self.rows.values())
        columns: dict[str, CountColumn] = {}
        for place, group in enumerate(self.groups):
            column = [counts[place] for counts, _, _ in rows]
            if any(state != CountState.NOT_SUPPLIED for _, state in column):
                columns[group] = count_column(column)
        origins = tuple(origin for _, _, origin in rows)
        said = any(origin != UNSAID for origin in origins)
        return CountTable(
            fiscal_year=year,
            measure=measure,
            school_ids=tuple(self.rows),
            columns=columns,
            lines=tuple(line for _, line, _ in rows),
            file=file,
            sheet=sheet,
            origins=origins if said else (),
        )


def count_column(column: Sequence[Kept]) -> CountColumn:
    """One group's column of as many schools as counts are given."""
    scaled = np.fromiter((integer for integer, _ in column), np.int64, len(column))
    state = np.fromiter((state for _, state in column), np.uint8, len(column))
    scaled.setflags(write=False)
    state.setflags(write=False)
    return CountColumn(scaled, state)


def groups_of(tables: Iterable[CountTable]) -> tuple[str, ...]:
    """All student groups of some tables, ``enrollment`` first, then as they first occur."""
    groups = dict.fromkeys(group for table in tables for group in table.columns)
    first = [group for group in groups if group == "enrollment"]
    return (*first, *(group for group in groups if group != "enrollment"))
