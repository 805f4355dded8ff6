"""What is given: the formula's lines, computed in exact integer columns.

In order: lines, arithmetic, sharing, portions, ratios, wording, columns; schools, placed,
student_groups, doubts, counted, made_counts, counting; kept, authority, grounds; what follows
pupils (shares, sliding, size_curve, weighted, pricing, per_capita, per_pupil,
supplements) and the other kinds of components (lump_sum, given, claims and pool, positions; titles,
fte, staffing, bands, top_up; ranking, serving, title_i); adjusting, prior_amounts and the kinds of
adjustments (hold_harmless, manual); whole_dollars; line_file, allocation, kinds, reuse, formula;
causes, sums, explanation. comparability and comparability_facts hold Title I
schools against the others.
"""

from .allocation import Allocation
from .causes import findings_of
from .comparability import (
    Compared,
    ComparedSchool,
    comparability_findings,
    compare,
    limit_of,
    ratio_of,
)
from .comparability_facts import ComparabilityFacts, ComparedBy, comparability_facts
from .explanation import ExplainedLine, Explanation, explain
from .formula import allocate
from .kept import ControlTotal
from .line_file import COLUMNS, read_allocation_csv, values_of, write_allocation_csv
from .lines import AllocationLine, LineFigures, LineStatus, LineUnit, SchoolAllocation, cents_of
from .sums import ProgramTotal
from .year_facts import YearFacts

__all__ = [
    "COLUMNS",
    "Allocation",
    "AllocationLine",
    "ComparabilityFacts",
    "Compared",
    "ComparedBy",
    "ComparedSchool",
    "ControlTotal",
    "ExplainedLine",
    "Explanation",
    "LineFigures",
    "LineStatus",
    "LineUnit",
    "ProgramTotal",
    "SchoolAllocation",
    "YearFacts",
    "allocate",
    "cents_of",
    "comparability_facts",
    "comparability_findings",
    "compare",
    "explain",
    "findings_of",
    "limit_of",
    "ratio_of",
    "read_allocation_csv",
    "values_of",
    "write_allocation_csv",
]
