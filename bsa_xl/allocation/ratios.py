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
    signed = numbers < 0
    is_signed = np.count_nonzero(signed) > 0
    sizes: NDArray[Any] = np.abs(numbers) if is_signed else numbers
    if max(most(sizes), 1) * most(top) + most(bottom) >= _ROOM // 2:
        sizes = sizes.astype(object)
        top = top.astype(object) if isinstance(top, np.ndarray) else top
        bottom = bottom.astype(object) if isinstance(bottom, np.ndarray) else bottom
    quotients = _rounded(sizes * top, bottom, down=down)
    if is_signed:
        quotients = np.where(signed, -quotients, quotients)
    return quotients.astype(np.int64, copy=False)


def _rounded(products: NDArray[Any], bottom: IntColumn | int, *, down: bool) -> NDArray[Any]:
    """Products of zero or more over a divisor; half away from zero, or cut."""
    if isinstance(bottom, int) and bottom == 1:
        return products
    if down:
        return products // bottom
    if isinstance(bottom, int) and bottom % 2 == 0:
        return (products + bottom // 2) // bottom
    return (2 * products + bottom) // (2 * bottom)


def most(numbers: IntColumn | int) -> int:
    """The largest of a column of zero or more each, or of a number's size."""
    if isinstance(numbers, int):
        return abs(numbers)
    return int(np.maximum.reduce(numbers)) if numbers.size else 0
