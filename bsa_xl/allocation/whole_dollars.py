"""Totals in whole dollars: what rounding them adds or takes is a signed line of its own.

Each program's total is rounded by itself, so that rounding never moves money from one program to
another; the school's total is the sum of its programs'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bsa_xl.citation import Citation

from .columns import LineColumn, RowStatus, Terms
from .grounds import Grounds

ROUNDING = "rounding"
_DOLLAR = 100


def rounding_lines(columns: Sequence[LineColumn], grounds: Grounds) -> Iterator[LineColumn]:
    """A line for each program whose plannable total has cents at some school."""
    if grounds.policy.rounding.total != "dollar":
        return
    for program in grounds.policy.programs:
        mine = [
            column.cents
            for column in columns
            if column.terms.is_plannable and column.terms.program == program.id
        ]
        if not mine:
            continue
        totals = np.add.reduce(mine)
        whole = np.sign(totals) * ((np.abs(totals) + _DOLLAR // 2) // _DOLLAR * _DOLLAR)
        change = whole - totals
        if not change.any():
            continue
        status = np.where(change != 0, RowStatus.FINAL, RowStatus.ABSENT).astype(np.uint8)
        terms = Terms(
            key=f"{ROUNDING}:{program.id}",
            component=ROUNDING,
            program=program.id,
            label="Rounding",
            term=program.term,
            held_by="school",
            flexibility=program.flexibility,
            source=Citation(grounds.policy.title),
            note="Brings the program's total to whole dollars.",
        )
        yield LineColumn(terms, status, change, rate_cents=change)
