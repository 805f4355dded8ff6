"""The facts: schools, counts, amounts, rate sheet, staff, items, accounts; their readers.

In order: records, counts, profile, facts; then the readers.
"""

from .counts import COUNT_SCALE, CountColumn, CountOrigin, Counts, CountState, CountTable
from .facts import ChartOfAccounts, District, InputFile
from .profile import AccountSegment, CalendarDates, DistrictProfile
from .records import Benefit, GivenAmount, Item, Position, School, Service, StaffPosition

__all__ = [
    "COUNT_SCALE",
    "AccountSegment",
    "Benefit",
    "CalendarDates",
    "ChartOfAccounts",
    "CountColumn",
    "CountOrigin",
    "CountState",
    "CountTable",
    "Counts",
    "District",
    "DistrictProfile",
    "GivenAmount",
    "InputFile",
    "Item",
    "Position",
    "School",
    "Service",
    "StaffPosition",
]
