"""Worksheet functions, as plain Python: ranges in, ranges out, the same answer for the same cells.

One call answers for a whole table. A range argument is a `Grid`, an answer that may be larger than
one cell is one too; hosts let it spill, or fill the range that it was entered in. Where any part
cannot be answered the whole answer is a `NoAnswerError`: half a table would add up to a wrong sum.
A function that asks about a district or a workbook takes a `Desk` first; the catalog gives it one.
"""

from __future__ import annotations

from collections.abc import Callable

from .allocation_functions import (
    allocation,
    amount,
    count,
    fte,
    peers,
    rate,
    sentence,
    what_if,
    what_if_lines,
)
from .budget_functions import balance, findings, position_cost, since_issue
from .cells import Grid
from .money_functions import rounded, share_out

#: Every function, in the order in which help lists them.
FUNCTIONS: tuple[Callable[..., Grid], ...] = (
    rate,
    count,
    fte,
    amount,
    sentence,
    allocation,
    what_if,
    what_if_lines,
    peers,
    position_cost,
    balance,
    findings,
    since_issue,
    share_out,
    rounded,
)
