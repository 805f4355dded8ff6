"""A cell's text as a date or a fiscal year.

A column decides by all its cells whether the month comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from bsa_xl.fiscal_year import FiscalYear

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})([T ]00:00(:00(\.0+)?)?)?")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_NAMED = (
    re.compile(r"(?P<day>[0-9]{1,2})[ -](?P<month>[a-z]{3})[a-z]*\.?[ ,-]+(?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[a-z]{3})[a-z]*\.? (?P<day>[0-9]{1,2}),? +(?P<year>[0-9]{4})"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Day numbers of Excel for the years 2000 to 2099.
_SERIAL = re.compile(r"[0-9]{5}")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_SERIAL_ZERO = date(1899, 12, 30)
_MONTHS_IN_YEAR = 12
_ISO_LENGTH = 10
_SPAN = re.compile(r"(?:fy|sy)? *([0-9]{4}) *[-–—/] *([0-9]{2}|[0-9]{4})")
_ONE = re.compile(r"(?:fy|sy)? *([0-9]{2}|[0-9]{4})")
_CENTURY = 2000


class DateOrder(Enum):
    """What the first of two numbers in a column's dates is."""

    UNKNOWN = "unknown"
    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


def order_of(texts: Iterable[str]) -> DateOrder:
    """What the dates of one column have in common, from those that allow only one reading."""
    month_first = day_first = False
    for text in texts:
        if parts := _SLASHED.fullmatch(text.strip()):
            first, second = int(parts[1]), int(parts[2])
            day_first |= first > _MONTHS_IN_YEAR
            month_first |= second > _MONTHS_IN_YEAR
    if month_first is day_first:
        return DateOrder.UNKNOWN
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


def plain_day(cell: str) -> date | None:
    """A cell that is just ``2026-03-01``; None for anything that needs a second look."""
    if len(cell) != _ISO_LENGTH or cell[4] != "-" or cell[7] != "-" or type(cell) is not str:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def read_iso(text: str) -> date | None:
    """``2026-03-01``, or None."""
    parts = _ISO.fullmatch(text)
    return _date(parts[1], parts[2], parts[3]) if parts else None


def read_otherwise(text: str, order: DateOrder) -> date | None:
    """A date in one of the other spellings, where it is certain; None where it is not."""
    plain = text.strip().casefold()
    for pattern in _NAMED:
        if (parts := pattern.fullmatch(plain)) and parts["month"] in _MONTHS:
            return _date(parts["year"], str(_MONTHS.index(parts["month"]) + 1), parts["day"])
    parts = _SLASHED.fullmatch(plain)
    if parts is None:
        return None
    month_first = _date(parts[3], parts[1], parts[2])
    day_first = _date(parts[3], parts[2], parts[1])
    if order is DateOrder.MONTH_FIRST:
        return month_first
    if order is DateOrder.DAY_FIRST:
        return day_first
    if month_first == day_first:
        return month_first
    return None


def remedy_for(text: str) -> str:
    """What to write instead of a date that was not understood."""
    plain = text.strip()
    if _SERIAL.fullmatch(plain) and _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        meant = _SERIAL_ZERO + timedelta(days=int(plain))
        return f"Write {meant.isoformat()} if that is the day which Excel stored."
    if parts := _SLASHED.fullmatch(plain):
        readings = (_date(parts[3], parts[1], parts[2]), _date(parts[3], parts[2], parts[1]))
        possible = [day.isoformat() for day in readings if day]
        if possible:
            return f"Write {' or '.join(possible)}."
    return "Write it as year-month-day, such as 2026-03-31."


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def year_of_span(text: str) -> FiscalYear | None:
    """The fiscal year of ``2018-2019`` or ``2018-19``; None for anything else."""
    parts = _SPAN.fullmatch(text.strip().casefold())
    if parts is None:
        return None
    begins = int(parts[1])
    ends = int(parts[2]) if len(parts[2]) == len(parts[1]) else begins // 100 * 100 + int(parts[2])
    if ends % 100 == 0 and len(parts[2]) == 2:  # noqa: PLR2004 - 1999-00 ends in the next century
        ends = begins + 1
    return _year(ends) if ends == begins + 1 else None


def year_meant(text: str) -> FiscalYear | None:
    """The year that a text probably means, for a proposal; None where nothing can be guessed."""
    if span := year_of_span(text):
        return span
    parts = _ONE.fullmatch(text.strip().casefold())
    if parts is None:
        return None
    number = int(parts[1])
    return _year(number if number > _CENTURY // 2 else _CENTURY + number)


def _year(ends_in: int) -> FiscalYear | None:
    try:
        return FiscalYear(ends_in)
    except ValueError:
        return None
