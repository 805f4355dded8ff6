"""What every adjustment stands on: the lines above it, and one signed line of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bsa_xl.policy import Adjustment

from .arithmetic import IntColumn, Mask
from .columns import LineColumn, RowStatus, is_paid
from .grounds import Grounds


@dataclass(frozen=True, slots=True, eq=False)
class Above:
    """What schools have been given so far.

    Attributes:
        cents: int64, in the lines that are looked at.
        unknown: schools where one of those lines is to come.
    """

    cents: IntColumn
    unknown: Mask


def above(of: tuple[str, ...], grounds: Grounds) -> Above:
    """The dollars of some components and adjustments above; of all that schools plan, for none."""
    if of:
        columns = [column for name in of for column in grounds.given.get(name, ())]
        columns = [column for column in columns if column.terms.in_dollars]
    else:
        every = (column for columns in grounds.given.values() for column in columns)
        columns = [column for column in every if column.terms.is_plannable]
    cents = np.zeros(len(grounds.ids), dtype=np.int64)
    unknown = np.zeros(len(grounds.ids), dtype=np.bool_)
    for column in columns:
        cents += column.cents
        unknown |= column.to_come
    return Above(cents, unknown)


def adjusted(
    adjustment: Adjustment,
    grounds: Grounds,
    cents: IntColumn,
    said: Callable[[int], str],
    *,
    unknown: Mask | None = None,
) -> LineColumn:
    """The adjustment's line: where it is zero, or a school is not concerned, there is none.

    Args:
        adjustment: whose line it is.
        grounds: the allocation while it is worked out.
        cents: int64, of either sign, for every school.
        said: how the amount came about, for a row, without a full stop.
        unknown: schools where it cannot be known yet; their line is to come.
    """
    let_in = grounds.gates.statuses(adjustment.schools, adjustment.label, RowStatus.FINAL)
    concerned = is_paid(let_in)
    status = let_in * (concerned & (cents != 0))  # absent, which is zero, where there is nothing
    if unknown is not None:
        status[concerned & unknown] = RowStatus.TO_COME
    paid = cents * is_paid(status)
    terms = grounds.terms(adjustment, getattr(adjustment, "values", None))
    return LineColumn(terms, status, paid, rate_cents=paid, counted=said)
