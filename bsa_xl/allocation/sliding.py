"""A weight that slides with a share of a school's pupils, and is level beyond its points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np

from bsa_xl.policy import SlidingWeight

from .arithmetic import IntColumn, scaled
from .columns import StatusColumn
from .grounds import Grounds
from .ratios import times_ratio
from .shares import Shares, share_of_pupils
from .weight_column import WeightColumn
from .wording import number, percent

_ROOM = 2**60
#: A share and the weight at it.
_Point = tuple[Decimal, Decimal]


def sliding_weights(
    component: SlidingWeight, grounds: Grounds
) -> tuple[WeightColumn, StatusColumn] | None:
    """The weight of each school, and to come where its share is not known.

    None where the weights do not hold in the year.
    """
    points: list[_Point] = []
    for point in component.points:
        weight = grounds.value(point.weight, component.label)
        share = grounds.value(point.share, component.label)
        if weight is None or share is None or not grounds.is_sane(weight, component.label):
            continue
        points.append((share, weight))
    if not points:
        return None
    points.sort()
    shares = share_of_pupils(component.share, component, grounds.statuses(component), grounds)
    places = component.rounding.weights
    numbers = _along(points, shares, places)
    first, last = points[0], points[-1]
    ends = (
        f"sliding from {number(first[1])} at {percent(first[0])} to {number(last[1])} at "
        f"{percent(last[0])}"
    )
    column = WeightColumn(numbers, places, lambda row: f"{ends}, here at {shares.said(row)}")
    return column, shares.statuses


def _along(points: Sequence[_Point], shares: Shares, places: int) -> IntColumn:
    """The weights x 10**places at every school's share."""
    exact = [(scaled(share), scaled(weight)) for share, weight in points]
    share_places = max(shares.places, *(share.places for share, _ in exact))
    weight_places = max(weight.places for _, weight in exact)
    fits = 10**share_places * max(weight.number for _, weight in exact) * 10**weight_places < _ROOM
    kind = np.int64 if fits else object
    here = shares.numbers.astype(kind, copy=False) * 10 ** (share_places - shares.places)
    at = [share.number * 10 ** (share_places - share.places) for share, _ in exact]
    by = [weight.number * 10 ** (weight_places - weight.places) for _, weight in exact]

    def to_places(numbers: IntColumn, divisor: int) -> IntColumn:
        more = places - weight_places
        return times_ratio(numbers, 10 ** max(more, 0), divisor * 10 ** max(-more, 0))

    level = to_places(np.array([by[0], by[-1]], dtype=kind), 1)
    weights: IntColumn = np.where(here >= at[-1], level[1], level[0])
    for (low, high), (before, after) in zip(pairwise(at), pairwise(by), strict=True):
        if high == low:
            continue
        within = (here >= low) & (here < high)
        offset = np.where(within, here - low, 0)
        between = to_places(before * (high - low) + (after - before) * offset, high - low)
        weights = np.where(within, between, weights)
    return weights
