"""A total shared out over a column, nothing lost: largest remainders, ties by id."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bsa_xl.money import share_out

from .arithmetic import IntColumn, Mask, exact_sum

#: The float guess of a share is off by at most one below these.
_GUESSABLE_TOTAL = 2**50
_GUESSABLE_CLAIMS = 2**61


def shared_out(total: int, claims: NDArray[np.int64], ids: tuple[str, ...]) -> IntColumn:
    """Split ``total`` in proportion to ``claims``, in whole units, losing nothing.

    Largest remainder, ties by id: the same answer as `bsa_xl.money.share_out`, by column. A share
    is guessed in float and corrected by its remainder, which int64 holds exactly even where the
    products that lead to it wrap around.

    Args:
        total: units to split; a negative total is split like its positive twin.
        claims: zero or more each, at least one above zero; int64, or object for large ones.
        ids: a key for each claim, no two alike.
    """
    size = abs(total)
    whole = exact_sum(claims)
    if size >= _GUESSABLE_TOTAL or whole >= _GUESSABLE_CLAIMS or claims.dtype == object:
        shares = share_out(total, dict(zip(ids, map(int, claims.tolist()), strict=True)))
        return np.fromiter((shares[key] for key in ids), dtype=np.int64, count=len(ids))
    quotas = (claims * (size / whole)).astype(np.int64)
    rest = claims * np.int64(size) - quotas * np.int64(whole)  # wraps; the difference does not
    low, high = rest < 0, rest >= whole
    if np.count_nonzero(low) or np.count_nonzero(high):
        quotas += high.astype(np.int64) - low
        rest += whole * (low.astype(np.int64) - high)
    left = size - int(np.add.reduce(quotas))  # all together at most the total
    if left:
        quotas += _largest(rest, left, ids)
    return quotas if total >= 0 else -quotas


def _largest(rest: IntColumn, many: int, ids: tuple[str, ...]) -> Mask:
    """The ``many`` largest remainders; of equal ones, the first by id."""
    edge = np.partition(rest, rest.size - many)[rest.size - many]
    largest: Mask = rest >= edge
    too_many = int(np.count_nonzero(largest)) - many
    if too_many:
        tied = sorted(np.flatnonzero(rest == edge).tolist(), key=lambda row: ids[row])
        largest[tied[-too_many:]] = False
    return largest
