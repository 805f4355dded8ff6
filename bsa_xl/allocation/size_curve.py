"""A weight that follows a school's size, linear piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.policy import SizeCurve

from .arithmetic import IntColumn, scaled
from .columns import RowStatus, StatusColumn, is_paid
from .grounds import Grounds
from .ratios import most, times_ratio
from .weight_column import WeightColumn
from .wording import number

_COUNT_PLACES = 4
_ROOM = 2**60


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece as it holds in the year."""

    at_least: Decimal
    below: Decimal | None
    weight: Decimal
    slope: Decimal

    @property
    def said(self) -> str:
        """``1.278 + 0.0003 x (500 - size)``."""
        if self.below is None or not self.slope:
            return number(self.weight)
        return f"{number(self.weight)} + {number(self.slope)} x ({number(self.below)} - size)"


def curve_weights(
    component: SizeCurve, grounds: Grounds
) -> tuple[WeightColumn, StatusColumn] | None:
    """The weight of each school by its size, and who is not eligible or to come.

    None where no piece holds in the year.
    """
    pieces = _in_force(component, grounds)
    if not pieces:
        return None
    size = grounds.counts.counted(component.size or component.counts, component.measure)
    statuses = grounds.judged(grounds.statuses(component), size, component.label)
    places = component.rounding.weights
    weights = np.zeros(len(grounds.ids), dtype=np.int64)
    which = np.full(len(grounds.ids), -1, dtype=np.int64)
    for index, piece in enumerate(pieces):
        within = size.scaled >= _edge(piece.at_least)
        if piece.below is not None:
            within &= size.scaled < _edge(piece.below)
        weights = np.where(within, _weights(piece, size.scaled, places), weights)
        which = np.where(within, index, which)
    outside = (which < 0) & is_paid(statuses)
    statuses = np.where(outside, np.uint8(RowStatus.NOT_ELIGIBLE), statuses)

    def said(row: int) -> str:
        here = number(Decimal(int(size.scaled[row])) / COUNT_SCALE)
        return f"{pieces[int(which[row])].said} at a size of {here}"

    return WeightColumn(weights, places, said), statuses


def _in_force(component: SizeCurve, grounds: Grounds) -> list[_Piece]:
    pieces = []
    for piece in component.pieces:
        weight = grounds.value(piece.weight, component.label)
        slope = None if piece.slope is None else piece.slope.value(grounds.year)
        steep = (slope or Decimal(0)) * (piece.below or Decimal(0))
        if weight is not None and grounds.is_sane(max(weight, steep), component.label):
            pieces.append(_Piece(piece.at_least, piece.below, weight, slope or Decimal(0)))
    return pieces


def _weights(piece: _Piece, sizes: IntColumn, places: int) -> IntColumn:
    """Weight + slope x (below - size), x 10**places; of any size outside the piece."""
    if piece.below is None or not piece.slope:
        exact = scaled(piece.weight)
        level = np.array([exact.number], dtype=np.int64)
        return times_ratio(level, 10**places, 10**exact.places)
    weight, slope, below = scaled(piece.weight), scaled(piece.slope), scaled(piece.below)
    finest = max(weight.places, slope.places + max(below.places, _COUNT_PLACES))
    whole = below.number * 10 ** (finest - slope.places - below.places)
    step = 10 ** (finest - slope.places - _COUNT_PLACES)
    sizes = np.clip(sizes, _edge(piece.at_least), _edge(piece.below))  # others go by other pieces
    most_short = whole + most(sizes) * step
    fits = weight.number * 10 ** (finest - weight.places) + slope.number * most_short < _ROOM
    short = whole - (sizes if fits else sizes.astype(object)) * step
    exact_weights = weight.number * 10 ** (finest - weight.places) + slope.number * short
    more = places - finest
    return times_ratio(exact_weights, 10 ** max(more, 0), 10 ** max(-more, 0))


def _edge(size: Decimal) -> int:
    """The smallest count, in the counts' scale, that reaches an edge."""
    return int((size * COUNT_SCALE).to_integral_value(ROUND_CEILING))
