"""Products over a quotient, exactly, rounded half away from zero once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arithmetic import IntColumn

_ROOM = 2**61


def times_ratio(
    numbers: IntColumn, top: IntColumn | int, bottom: IntColumn | int, *, down: bool = False
) -> IntColumn:
    """``numbers x top / bottom`` for every row, to whole units.

    Args:
        numbers: of either sign.
        top: zero or more.
        bottom: above zero.
        down: cut instead of rounding half away from zero.

    Returns:
        int64.

    Raises:
        OverflowError: a result does not fit into int64.
    """
    fits = most(numbers) * most(top) + most(bottom) < _ROOM // 2
    sizes: NDArray[Any] = np.abs(numbers)
    if not fits:
        sizes = sizes.astype(object)
        top = top.astype(object) if isinstance(top, np.ndarray) else top
        bottom = bottom.astype(object) if isinstance(bottom, np.ndarray) else bottom
    products = sizes * top
    cut = products // bottom if down else (2 * products + bottom) // (2 * bottom)
    return np.where(numbers < 0, -cut, cut).astype(np.int64)


def most(numbers: IntColumn | int) -> int:
    """The largest size in a column, or of a number."""
    if isinstance(numbers, int):
        return abs(numbers)
    return max(int(numbers.max(initial=0)), -int(numbers.min(initial=0)))
