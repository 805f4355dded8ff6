"""One verb per function: the only door that hosts may use.

In order: outcome, stops (what a verb answers, why it cannot); opened (a district read), recording,
school_names, groups, letters, workbooks, presses (what a workbook is made from); then the verbs.
"""

from .allocating import Allocated, AllocateOrder, Explained, allocate_district, explain_school
from .checking import (
    DistrictChecked,
    DistrictSummary,
    GivenCounts,
    PolicyChecked,
    PolicySummary,
    check_district,
    check_policy,
)
from .importing import ImportDone, ImportOrder, import_district
from .issuing import Issued, IssueOrder, issue, store_path
from .outcome import Answer, Exit, Progress
from .stops import Stop, UnknownNameError, stop_for

__all__ = [
    "AllocateOrder",
    "Allocated",
    "Answer",
    "DistrictChecked",
    "DistrictSummary",
    "Exit",
    "Explained",
    "GivenCounts",
    "ImportDone",
    "ImportOrder",
    "IssueOrder",
    "Issued",
    "PolicyChecked",
    "PolicySummary",
    "Progress",
    "Stop",
    "UnknownNameError",
    "allocate_district",
    "check_district",
    "check_policy",
    "explain_school",
    "import_district",
    "issue",
    "stop_for",
    "store_path",
]
