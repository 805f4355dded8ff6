"""Insight: why numbers moved, and what other decisions would do.

In order: mixed_policy, change; changed_policy, changed_counts, typed_counts, scenario; poverty,
groupings, near_schools, phased_in, board; balances, adjustment_study, review_calendar.
"""

from .adjustment_study import (
    LARGE_CENTS,
    AdjustedSchool,
    AdjustmentStudy,
    AdjustmentSummary,
    study_adjustments,
    summary_of,
)
from .balances import ALL_LEVELS, LevelBalance
from .board import BoardReport, ManualBill, OneTime, YearTotal, board_report
from .change import Cause, Change, SchoolChange, Year, change
from .groupings import Grouping, GroupMove, Moves, by_group, enrolled, groupings
from .near_schools import NearSchool, nearest
from .review_calendar import Review, ReviewCycle, review_calendar
from .scenario import Outcome, compare, with_scenario
from .typed_counts import CountAt, with_counts

__all__ = [
    "ALL_LEVELS",
    "LARGE_CENTS",
    "AdjustedSchool",
    "AdjustmentStudy",
    "AdjustmentSummary",
    "BoardReport",
    "Cause",
    "Change",
    "CountAt",
    "GroupMove",
    "Grouping",
    "LevelBalance",
    "ManualBill",
    "Moves",
    "NearSchool",
    "OneTime",
    "Outcome",
    "Review",
    "ReviewCycle",
    "SchoolChange",
    "Year",
    "YearTotal",
    "board_report",
    "by_group",
    "change",
    "compare",
    "enrolled",
    "groupings",
    "nearest",
    "review_calendar",
    "study_adjustments",
    "summary_of",
    "with_counts",
    "with_scenario",
]
