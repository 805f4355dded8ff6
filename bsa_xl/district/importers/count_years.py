"""Which fiscal year the counts of a published table belong to."""

from __future__ import annotations

import re

from bsa_xl.district.dates import year_of_span
from bsa_xl.district.grid import Row
from bsa_xl.district.notices import Notices
from bsa_xl.fiscal_year import FiscalYear

from .kinds import NO_YEAR
from .published import Published
from .vocabulary import CENSUS

_OCTOBER = re.compile(r"oct(?:ober)?\D{0,5}([0-9]{4}).*", re.IGNORECASE)
_SPAN = re.compile(r"[0-9]{4} *[-–—/] *(?:[0-9]{4}|[0-9]{2})(?![0-9])")


class CountYears:
    """The year of each row of a table: said in the row, in a header, in a title, or by the user."""

    def __init__(self, table: Published, given: FiscalYear | None, notices: Notices) -> None:
        """Find what holds for the whole table; `given` is for tables that say nothing."""
        self._table = table
        self._notices = notices
        self._column = table.place("academic_year")
        self._census = table.place("census")
        self._read: dict[str, FiscalYear | None] = {}
        self.of_table = _of_headers(table) or _of_titles(table) or given

    def of_row(self, row: Row) -> FiscalYear | None:
        """The year of counts whose own header names none; None after a fault was told."""
        for column, read in ((self._column, year_of_span), (self._census, _of_october)):
            if column is not None and column < len(row[1]):
                text = row[1][column]
                if text not in self._read:
                    self._read[text] = read(text)
                if (year := self._read[text]) is not None:
                    return year
        if self.of_table is None:
            problem = "neither the rows nor the title say of which year the counts are."
            where = self._table.grid.at(row[0], "school year")
            self._notices.fold(NO_YEAR, where, problem, "Name the year when importing.")
        return self.of_table


def _of_october(text: str) -> FiscalYear | None:
    """``Oct 2012`` is the census of 2012-13."""
    parts = _OCTOBER.fullmatch(text.strip())
    return year_of_span(f"{parts[1]}-{int(parts[1]) + 1}") if parts else None


def _of_headers(table: Published) -> FiscalYear | None:
    years = {
        field.year for field in table.fields if field and field.measure == CENSUS and field.year
    }
    return years.pop() if len(years) == 1 else None


def _of_titles(table: Published) -> FiscalYear | None:
    years = {year_of_span(span) for title in table.above for span in _SPAN.findall(title)}
    return years.pop() if len(years) == 1 else None
