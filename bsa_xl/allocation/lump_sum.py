"""The same dollars for every school that the gate lets in."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bsa_xl.policy import LumpSum

from .arithmetic import rounded_cents
from .columns import LineColumn
from .grounds import Grounds
from .pricing import line_rounding, rate_under


def lump_sum_lines(component: LumpSum, grounds: Grounds) -> Iterator[LineColumn]:
    """1 x dollars."""
    value = grounds.value(component.values, component.label)
    if value is None:
        return
    terms = grounds.terms(component, component.values)
    status = grounds.statuses(component)
    rate = rate_under(value, component.label, component.rounding, grounds)
    if rate is None:
        yield grounds.to_come(terms, status)
        return
    cents = rounded_cents(rate, line_rounding(component.rounding, grounds))
    column = np.full(len(grounds.ids), cents, dtype=np.int64)
    yield LineColumn(terms, status, grounds.paid_only(column, status), rate=rate.value)
