"""Amounts times a fraction of each school's own, exactly, rounded once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .arithmetic import IntColumn, LineRounding, unit_of


def proportions(
    cents: IntColumn,
    numerators: NDArray[np.int64],
    divisors: NDArray[np.int64],
    lines: LineRounding,
) -> IntColumn:
    """``cents x numerator / divisor`` for every row, half away from zero, or cut where lines are.

    Args:
        cents: of either sign; int64, or object for large ones.
        numerators: of either sign, likewise.
        divisors: zero or more; a row whose divisor is zero gets zero.
        lines: how a line is rounded.

    Returns:
        int64.
    """
    unit = unit_of(lines)
    products = cents.astype(object) * numerators.astype(object)
    whole = np.where(divisors > 0, divisors, 1).astype(object) * unit
    half = 0 if lines == "truncate" else whole // 2
    sized = (np.abs(products) + half) // whole * unit
    signed = np.where(products < 0, -sized, sized) * (divisors > 0)
    return np.asarray(signed, dtype=np.int64)
