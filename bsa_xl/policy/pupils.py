"""Components that follow pupils by more than a weight or a rate.

================ ================ =================================================================
kind             unit             what a school gets
================ ================ =================================================================
weight_of_weight share of weight  count x share x the weight of another component x base
sliding_weight   share of base    count x a weight that slides with a share of its pupils x base
size_curve       share of base    count x a weight that follows the school's size x base
class_cost       USD per class    count x (what a class costs / the pupils that fill it)
small_school     USD per pupil    (threshold - pupils) x dollars, capped
percent_of       share of lines   a share of other components' lines, also above a threshold
================ ================ =================================================================
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .document import (
    Block,
    ComponentName,
    CountName,
    Dollars,
    Factors,
    Rates,
    Shares,
    Weights,
)
from .node_rounding import RoundedBlock
from .scalars import Number


class ShareOfPupils(Block):
    """A share of a school's pupils: ``counts / of``.

    Rounded half away from zero to ``rounding.shares`` decimals (6) before it is used.

    Attributes:
        of: empty where the column ``counts`` itself holds the share, between 0 and 1.
    """

    counts: CountName
    of: CountName | None = None


class WeightOfWeight(RoundedBlock):
    """Count x a share of another component's weight x base: 40 % of the weight of grade K to 3.

    Attributes:
        of: the component above whose weight it is.
        span: the grade span of that component; empty for a component without spans.
        values: share of that weight.
    """

    kind: Literal["weight_of_weight"]
    unit: Literal["share of weight"]
    counts: CountName
    of: ComponentName
    span: str = ""
    values: Factors


class SlidingPoint(Block):
    """The weight at a share of the pupils."""

    share: Shares
    weight: Weights


class SlidingWeight(RoundedBlock):
    """Count x a weight x base, the weight linear between two shares of the pupils and level beyond.

    The weight is rounded half away from zero to ``rounding.weights`` decimals (6).

    Attributes:
        share: where between the points a school stands.
        points: in rising order of their shares.
    """

    kind: Literal["sliding_weight"]
    unit: Literal["share of base"]
    counts: CountName
    share: ShareOfPupils
    points: tuple[SlidingPoint, ...] = Field(min_length=2)


class SizePiece(Block):
    """A piece of a size curve: weight + slope x (below - size), for sizes from one to another.

    Attributes:
        at_least: the smallest size that it holds for.
        below: the size from which the next piece holds; empty for the last one.
        weight: share of the base at the upper end, ``below``.
        slope: what each pupil below the upper end adds; none where not said.
    """

    at_least: Number
    below: Number | None = None
    weight: Weights
    slope: Factors | None = None


class SizeCurve(RoundedBlock):
    """Count x a weight x base, the weight following the school's size piece by piece.

    The weight is rounded half away from zero to ``rounding.weights`` decimals (6). A school whose
    size no piece holds is not eligible.

    Attributes:
        size: the size that the curve goes by; the count that is paid, where not said.
        pieces: by size, each beginning where the one before ends.
    """

    kind: Literal["size_curve"]
    unit: Literal["share of base"]
    counts: CountName
    size: CountName | None = None
    pieces: tuple[SizePiece, ...] = Field(min_length=1)


class ClassCost(RoundedBlock):
    """Count x break-even rate: what a class costs over the pupils that fill it.

    The weight that comes out is shown beside the rate; it is not used.

    Attributes:
        fill: pupils to a class.
        values: dollars that a class costs.
    """

    kind: Literal["class_cost"]
    unit: Literal["USD per class"]
    counts: CountName
    fill: Factors
    values: Dollars


class SmallSchool(RoundedBlock):
    """(threshold - pupils) x dollars, at most the smaller of two caps.

    Attributes:
        threshold: pupils; a school with as many or more is not eligible.
        values: dollars for each pupil short of it.
        at_most_share: cap as a share of the lines of the components in ``of``.
        at_most: cap in dollars.
    """

    kind: Literal["small_school"]
    unit: Literal["USD per pupil"]
    counts: CountName
    threshold: Factors
    values: Rates
    at_most_share: Shares | None = None
    of: tuple[ComponentName, ...] = ()
    at_most: Dollars | None = None


class PercentOf(RoundedBlock):
    """A share of other components' lines, also times the share of pupils above a threshold.

    ``values x max(0, share - above) x lines``: LCFF's supplemental and concentration grants.

    Attributes:
        of: the components above whose lines it is a share of.
        share: a share of the pupils that it is multiplied by; none where not said.
        above: what of that share does not count.
    """

    kind: Literal["percent_of"]
    unit: Literal["share of lines"]
    of: tuple[ComponentName, ...] = Field(min_length=1)
    share: ShareOfPupils | None = None
    above: Shares | None = None
    values: Shares


PupilComponent = WeightOfWeight | SlidingWeight | SizeCurve | ClassCost | SmallSchool | PercentOf
