"""FTE of a title in exact columns: pupils over a norm, rounded to a step, kept between bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd, lcm

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.policy import FteRounding

from .arithmetic import IntColumn, rounded, scaled
from .columns import FTE_PLACES, FTE_SCALE

_ROOM = 2**61


@dataclass(frozen=True, slots=True, eq=False)
class Norm:
    """FTE that pupils give: ``max(counts - beyond, 0) x gives / per``.

    Attributes:
        counts: int64 x COUNT_SCALE.
        per: pupils, above zero.
        gives: FTE for ``per`` pupils.
        beyond: pupils that do not count.
    """

    counts: IntColumn
    per: Decimal
    gives: Decimal = Decimal(1)
    beyond: Decimal = Decimal(0)

    def ratio(self) -> tuple[IntColumn, int]:
        """FTE of each school as a numerator over one denominator."""
        per, gives, beyond = scaled(self.per), scaled(self.gives), scaled(self.beyond)
        deep = 10**beyond.places
        pupils = times(self.counts, deep) - beyond.number * COUNT_SCALE
        above, below = gives.number * 10**per.places, 10**gives.places * per.number * deep
        common = gcd(above, below * COUNT_SCALE) or 1
        numerators = times(np.maximum(pupils, 0), above // common)
        return numerators, below * COUNT_SCALE // common


def fte_of(norms: Sequence[Norm], plus: Decimal, rounding: FteRounding) -> IntColumn:
    """FTE x FTE_SCALE of every school, before its bounds.

    Args:
        norms: at least one.
        plus: FTE that every school has before them.
        rounding: to which step, which way, and after each norm or after their sum.
    """
    parts = [norm.ratio() for norm in norms]
    if rounding.after == "each":
        each = [stepped(numerators, whole, rounding) for numerators, whole in parts]
        steps: IntColumn = np.add.reduce(each)
        return steps + fte_units(plus)
    whole = lcm(FTE_SCALE, *(denominator for _, denominator in parts))
    total = np.add.reduce(
        [times(numerators, whole // denominator) for numerators, denominator in parts]
    )
    extra = fte_units(plus) * whole // FTE_SCALE
    total = total + extra if extra < _ROOM else total.astype(object) + extra
    return stepped(total, whole, rounding)


def stepped(numerators: IntColumn, denominator: int, rounding: FteRounding) -> IntColumn:
    """``numerators / denominator`` FTE at a multiple of the step, x FTE_SCALE, as int64.

    Args:
        numerators: zero or more each; int64, or object where they are larger.
        denominator: above zero.
        rounding: halves go up where the way is the nearest.
    """
    step = scaled(rounding.step)
    divided, by = times(numerators, 2 * 10**step.places), 2 * denominator * step.number
    if by >= _ROOM:
        divided = divided.astype(object)
    if rounding.way == "nearest":
        steps = (divided + by // 2) // by
    else:
        steps = -(-divided // by) if rounding.way == "up" else divided // by
    fte: IntColumn = steps * step.number * (FTE_SCALE // 10**step.places)
    return np.minimum(fte, _ROOM).astype(np.int64)


def times(column: IntColumn, factor: int) -> IntColumn:
    """A column of zero or more times a whole factor; object where it might leave int64."""
    most = int(column.max(initial=0)) * factor
    fits = column.dtype != object and most < _ROOM and factor < _ROOM
    product: IntColumn = column * factor if fits else column.astype(object) * factor
    return product


def fte_units(value: Decimal) -> int:
    """FTE x FTE_SCALE, rounded half away to what FTE may carry."""
    exact = rounded(value, FTE_PLACES)
    units: int = exact.number * 10 ** (FTE_PLACES - exact.places)
    return units
