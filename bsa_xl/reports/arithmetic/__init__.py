"""Show me the arithmetic: any school's allocation, or the district's, as a workbook of formulas.

It is a second calculation: made from the policy and the counts, never from the engine's results.

In order: expression, functions, choosing and over_all (a formula, as text and as number), model
(fields and values), case (what is supplied), naming, coverage, work (what all kinds write with);
counting, counting_words, counting_years (who is counted); dollars_per_weight, pupils, weights,
adjustments, supplements, titles, staffing, remainders, claims, pools, title_i_ranking,
title_i_reach, title_i_amounts, title_i, transitions, count_day, corrections, piloting, totals (a
function for each kind); formula (all of them); places, dressing, pen, columns, steps,
values_sheet, contents, start, workbook (how it is written).
"""

from .formula import arithmetic
from .work import NotCoveredError, Work
from .workbook import write_arithmetic

__all__ = ["NotCoveredError", "Work", "arithmetic", "write_arithmetic"]
