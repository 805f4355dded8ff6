"""A district with other counts than its file has, as somebody typed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bsa_xl.district import COUNT_SCALE, CountColumn, CountState, CountTable, District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_half_away

#: A school's id, a measure, and a student group of that measure.
CountAt = tuple[str, str, str]
_PLACES = 4


def with_counts(
    district: District, year: FiscalYear, counts: Mapping[CountAt, Decimal]
) -> District:
    """The district with these counts, and everything else as it is.

    A count is rounded to four decimals, half away from zero, as counts.csv has them. One that was
    not supplied, or suppressed, is now given.

    Args:
        district: the facts.
        year: whose counts are typed.
        counts: zero or more, each of a school and group that the year's table of the measure has.

    Raises:
        KeyError: the table has no such school or group, or there is no table.
    """
    tables = dict(district.counts)
    for measure in dict.fromkeys(measure for _, measure, _ in counts):
        mine = {(s, group): count for (s, of, group), count in counts.items() if of == measure}
        key = (year, measure)
        tables[key] = _changed(tables[key], mine)
    return replace(district, counts=tables)


def _changed(table: CountTable, counts: Mapping[tuple[str, str], Decimal]) -> CountTable:
    columns = dict(table.columns)
    for group in dict.fromkeys(group for _, group in counts):
        column = columns[group]
        scaled, state = column.scaled.copy(), column.state.copy()
        for (school_id, of), count in counts.items():
            if of == group:
                row = table.row(school_id)
                scaled[row] = int(round_half_away(count, _PLACES) * COUNT_SCALE)
                state[row] = CountState.GIVEN
        columns[group] = CountColumn(scaled, state)
    return replace(table, columns=columns)
