"""A weight that follows a school's size, linear piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.policy import SizeCurve

from .arithmetic import IntColumn, Scaled, scaled
from .columns import RowStatus, StatusColumn, is_paid
from .grounds import Grounds
from .ratios import times_ratio
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
    def exact(self) -> tuple[Scaled, Scaled, Scaled]:
        """Weight, slope and the end that it slopes to; none of the two where it is level."""
        if self.below is None or not self.slope:
            return scaled(self.weight), Scaled(0, 0), Scaled(0, 0)
        return scaled(self.weight), scaled(self.slope), scaled(self.below)

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
    which = np.full(len(grounds.ids), -1, dtype=np.int64)
    for index, piece in enumerate(pieces):
        within = size.scaled >= _edge(piece.at_least)
        if piece.below is not None:
            within &= size.scaled < _edge(piece.below)
        which[within] = index
    outside = which < 0
    if np.count_nonzero(outside):
        none = np.uint8(RowStatus.NOT_ELIGIBLE)
        statuses = np.where(outside & is_paid(statuses), none, statuses)

    def said(row: int) -> str:
        here = number(Decimal(int(size.scaled[row])) / COUNT_SCALE)
        return f"{pieces[int(which[row])].said} at a size of {here}"

    return WeightColumn(_weights(pieces, which, size.scaled, places), places, said), statuses


def _in_force(component: SizeCurve, grounds: Grounds) -> list[_Piece]:
    pieces = []
    for piece in component.pieces:
        weight = grounds.value(piece.weight, component.label)
        slope = None if piece.slope is None else piece.slope.value(grounds.year)
        steep = (slope or Decimal(0)) * (piece.below or Decimal(0))
        if weight is not None and grounds.is_sane(max(weight, steep), component.label):
            pieces.append(_Piece(piece.at_least, piece.below, weight, slope or Decimal(0)))
    return pieces


def _weights(pieces: list[_Piece], which: IntColumn, sizes: IntColumn, places: int) -> IntColumn:
    """Weight + slope x (below - size) of each school's piece, x 10**places; zero without a piece.

    Args:
        pieces: as they hold.
        which: the piece of each school; -1 where there is none.
        sizes: of the schools, x COUNT_SCALE.
        places: decimals of the weights.
    """
    weights, slopes, ends = zip(*(piece.exact for piece in pieces), strict=True)
    end_places = max(_COUNT_PLACES, *(end.places for end in ends))
    finest = max(slope.places for slope in slopes) + end_places
    finest = max(finest, *(weight.places for weight in weights))
    level = [_at(weight, finest) for weight in weights]
    steep = [_at(slope, finest - end_places) for slope in slopes]
    top = [_at(end, end_places) for end in ends]
    largest = max(
        abs(w) + abs(s) * max(abs(e), 1) for w, s, e in zip(level, steep, top, strict=True)
    )
    kind = np.int64 if largest < _ROOM else object

    def of(numbers: list[int]) -> IntColumn:
        return np.array(numbers, dtype=kind)[which]

    short = of(top) - sizes.astype(kind, copy=False) * 10 ** (end_places - _COUNT_PLACES)
    exact = np.where(which < 0, 0, of(level) + of(steep) * short)
    return times_ratio(exact, 10 ** max(places - finest, 0), 10 ** max(finest - places, 0))


def _at(value: Scaled, places: int) -> int:
    """A number x 10**places; it has no more places."""
    size: int = 10 ** (places - value.places)
    return value.number * size


def _edge(size: Decimal) -> int:
    """The smallest count, in the counts' scale, that reaches an edge."""
    return int((size * COUNT_SCALE).to_integral_value(ROUND_CEILING))
