"""A share of amounts in cents, exactly, rounded once as the policy rounds lines."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from .arithmetic import IntColumn, LineRounding, scaled, unit_of

_ROOM = 2**61


def portion(cents: IntColumn, share: Decimal, lines: LineRounding) -> IntColumn:
    """``cents x share`` for every row, rounded half away from zero, or cut where lines are.

    Args:
        cents: int64, of either sign.
        share: of either sign.
        lines: how a line is rounded.
    """
    exact = scaled(share)
    return portions(cents, exact.number, exact.places, lines)


def portions(
    cents: IntColumn, shares: IntColumn | int, places: int, lines: LineRounding
) -> IntColumn:
    """``cents x share``, with a share for each row.

    Args:
        cents: int64, of either sign.
        shares: share x 10**places, of either sign; one for all rows, or one for each.
        places: decimals of the shares.
        lines: how a line is rounded.
    """
    if max(_largest(cents), 1) * _largest(shares) + 100 * 10**places >= _ROOM:
        cents = cents.astype(object)
        shares = shares if isinstance(shares, int) else shares.astype(object)
    return divided(cents * shares, 10**places, lines)


def divided(products: IntColumn, divisor: int, lines: LineRounding) -> IntColumn:
    """``products / divisor`` cents under the line rounding, of either sign.

    Args:
        products: int64, or object where they are larger.
        divisor: above zero.
        lines: how a line is rounded.

    Returns:
        int64.
    """
    unit = unit_of(lines)
    whole = unit * divisor
    half = 0 if lines == "truncate" else whole // 2
    negative = products < 0
    is_signed = np.count_nonzero(negative) > 0
    sized: IntColumn = ((np.abs(products) if is_signed else products) + half) // whole
    if unit > 1:
        sized = sized * unit
    if is_signed:
        sized = np.where(negative, -sized, sized)
    return sized.astype(np.int64, copy=False)


def _largest(column: IntColumn | int) -> int:
    if isinstance(column, int):
        return abs(column)
    if not column.size:
        return 0
    return max(int(np.maximum.reduce(column)), -int(np.minimum.reduce(column)))
