"""A weight that slides with a share of a school's pupils, and is level beyond its points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np

from bsa_xl.money import round_ratio
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

    def said(row: int) -> str:
        return (
            f"sliding from {number(first[1])} at {percent(first[0])} to {number(last[1])} at "
            f"{percent(last[0])}, here at {shares.said(row)}"
        )

    return WeightColumn(numbers, places, said), shares.statuses


def _along(points: Sequence[_Point], shares: Shares, places: int) -> IntColumn:
    """The weights x 10**places at every school's share."""
    exact = [(scaled(share), scaled(weight)) for share, weight in points]
    share_places = max(shares.places, *(share.places for share, _ in exact))
    weight_places = max(weight.places for _, weight in exact)
    fits = 10**share_places * max(weight.number for _, weight in exact) * 10**weight_places < _ROOM
    here = shares.numbers if fits else shares.numbers.astype(object)
    if share_places > shares.places:
        here = here * 10 ** (share_places - shares.places)
    at = [share.number * 10 ** (share_places - share.places) for share, _ in exact]
    by = [weight.number * 10 ** (weight_places - weight.places) for _, weight in exact]
    up, down = 10 ** max(places - weight_places, 0), 10 ** max(weight_places - places, 0)
    weights: IntColumn = np.full(here.size, round_ratio(by[0] * up, down), dtype=np.int64)
    pieces = zip(pairwise(at), pairwise(by), strict=True)
    for index, ((low, high), (before, after)) in enumerate(pieces):
        if high == low:
            continue
        width = high - low
        offset = np.minimum(np.maximum(here - low, 0), width)  # beyond its ends it is level
        between = times_ratio(before * width + (after - before) * offset, up, width * down)
        weights = np.where(here >= low, between, weights) if index else between
    if len(at) > 1 and at[-1] == at[-2]:
        weights = np.where(here >= at[-1], round_ratio(by[-1] * up, down), weights)
    return weights
