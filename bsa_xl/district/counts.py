"""Pupils: school by fiscal year, measure and student group, as exact integer columns.

A count that was not supplied, or was suppressed, is neither zero nor a number, and stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location

#: Counts carry at most four decimals and are kept as integers of this many parts.
COUNT_SCALE = 10_000


class CountState(IntEnum):
    """What is known of one count."""

    GIVEN = 0
    NOT_SUPPLIED = 1
    SUPPRESSED = 2


@dataclass(frozen=True, slots=True, eq=False)
class CountColumn:
    """One student group over the schools of a table.

    Attributes:
        scaled: int64, count x COUNT_SCALE; zero where the state is not GIVEN.
        state: uint8 of CountState, the same length.
    """

    scaled: NDArray[np.int64]
    state: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class CountOrigin:
    """Who vouches for one school's counts, and of which day they are; empty where not said."""

    count_date: date | None = None
    source: str = ""
    certified_by: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CountTable:
    """The counts of one measure in one fiscal year.

    Attributes:
        measure: ``projected``, ``census``, ``norm_day``, ``ada`` ...
        school_ids: one a row, no two alike, in file order.
        columns: by student group, each as long as ``school_ids``. A group for which no school has
            a count, suppressed or not, is left out.
        lines: the line or sheet row each school's counts stand on.
        file: the file they were read from.
        sheet: the sheet, when the file is a workbook.
        origins: one a school, or empty where none of them says anything.
    """

    fiscal_year: FiscalYear
    measure: str
    school_ids: tuple[str, ...]
    columns: Mapping[str, CountColumn]
    lines: tuple[int, ...]
    file: str
    sheet: str = ""
    origins: tuple[CountOrigin, ...] = ()
    _rows: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the schools once: a district may have 100,000."""
        rows = {school_id: row for row, school_id in enumerate(self.school_ids)}
        object.__setattr__(self, "_rows", rows)

    def __contains__(self, school_id: object) -> bool:
        """Whether the school has a row."""
        return school_id in self._rows

    def row(self, school_id: str) -> int:
        """The row of a school; KeyError when it has none."""
        return self._rows[school_id]

    def count(self, school_id: str, group: str) -> Decimal | CountState:
        """A count, or the reason why there is none; KeyError for an unknown school or group."""
        column, row = self.columns[group], self.row(school_id)
        state = CountState(int(column.state[row]))
        if state is not CountState.GIVEN:
            return state
        return Decimal(int(column.scaled[row])) / COUNT_SCALE

    def where(self, school_id: str, group: str = "") -> Location:
        """The place a school's count was read from."""
        return Location(
            file=self.file, sheet=self.sheet, line=self.lines[self.row(school_id)], column=group
        )


#: All counts of a district, by fiscal year and measure.
Counts = Mapping[tuple[FiscalYear, str], CountTable]
