"""The facts: schools, counts, given amounts, rate sheet, staff, items, accounts; readers and importers.

In order: records, counts, profile, facts; then the readers.
"""

from .counts import COUNT_SCALE, CountColumn, Counts, CountState, CountTable
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
