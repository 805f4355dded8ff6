"""Insight: why numbers moved, and what other decisions would do.

In order: mixed_policy, change; changed_policy, changed_counts, scenario; poverty, groupings, board.
"""

from .board import BoardReport, ManualBill, OneTime, YearTotal, board_report
from .change import Cause, Change, SchoolChange, Year, change
from .groupings import Grouping, GroupMove, Moves, by_group, enrolled, groupings
from .scenario import Outcome, compare, with_scenario

__all__ = [
    "BoardReport",
    "Cause",
    "Change",
    "GroupMove",
    "Grouping",
    "ManualBill",
    "Moves",
    "OneTime",
    "Outcome",
    "SchoolChange",
    "Year",
    "YearTotal",
    "board_report",
    "by_group",
    "change",
    "compare",
    "enrolled",
    "groupings",
    "with_scenario",
]
