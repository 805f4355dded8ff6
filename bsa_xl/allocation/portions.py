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
    return portions(cents, np.array([exact.number]), exact.places, lines)


def portions(cents: IntColumn, shares: IntColumn, places: int, lines: LineRounding) -> IntColumn:
    """``cents x share``, with a share for each row.

    Args:
        cents: int64, of either sign.
        shares: share x 10**places, of either sign.
        places: decimals of the shares.
        lines: how a line is rounded.
    """
    fits = _largest(cents) * _largest(shares) + 100 * 10**places < _ROOM
    products = cents * shares if fits else cents.astype(object) * shares.astype(object)
    return divided(products, 10**places, lines)


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
    sized: IntColumn = (np.abs(products) + half) // whole * unit
    signed: IntColumn = np.where(products < 0, -sized, sized).astype(np.int64)
    return signed


def _largest(column: IntColumn) -> int:
    return max(int(column.max(initial=0)), -int(column.min(initial=0)))
