"""The kinds that follow pupils further, in Decimal, for one school at a time; beside the judge."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from bsa_xl.policy import ClassCost, PercentOf, SizeCurve, SlidingWeight, SmallSchool

#: A school's count of a group; None where it is missing.
Count = Callable[[str], Decimal | None]


def rounded(value: Decimal, places: int) -> Decimal:
    """Half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share_of(component, count: Count) -> Decimal | None:
    """The share of a school's pupils, at six decimals or as many as its component says."""
    group = count(component.share.counts)
    whole = Decimal(1) if component.share.of is None else count(component.share.of)
    if group is None or whole is None or group > whole:
        return None
    return rounded(group / whole, component.rounding.shares) if whole else Decimal(0)


def weight_of(component, count: Count, year) -> Decimal | None:
    """The weight of a school; None where it is not known, or no piece holds its size."""
    if isinstance(component, SlidingWeight):
        here = share_of(component, count)
        if here is None:
            return None
        points = [(each.share.value(year), each.weight.value(year)) for each in component.points]
        found = points[0][1] if here < points[0][0] else points[-1][1]
        for (low, before), (high, after) in pairwise(points):
            if low <= here < high:
                found = before + (after - before) * (here - low) / (high - low)
        return rounded(found, component.rounding.weights)
    size = count(component.size or component.counts)
    for piece in component.pieces:
        if (
            size is not None
            and size >= piece.at_least
            and (piece.below is None or size < piece.below)
        ):
            slope = Decimal(0) if piece.slope is None else piece.slope.value(year)
            up = slope * (piece.below - size) if slope else 0
            return rounded(piece.weight.value(year) + up, component.rounding.weights)
    return None


def pupil_amount(
    component, count: Count, year, base: Decimal | None, places: int,
    line: Callable[[Decimal], Decimal], of_lines: Decimal,
) -> Decimal | None:  # fmt: skip
    """The dollars of one school that the gate lets in; ``of_lines`` are those that it looks at."""
    value = component.values.value(year) if hasattr(component, "values") else None
    if isinstance(component, PercentOf):
        share = Decimal(1) if component.share is None else share_of(component, count)
        over = Decimal(0) if component.above is None else component.above.value(year)
        return None if share is None else line(value * max(share - over, Decimal(0)) * of_lines)
    many = count(component.counts)
    if many is None:
        return None
    if isinstance(component, SmallSchool):
        short = max(component.threshold.value(year) - many, Decimal(0))
        paid = line(short * rounded(value, places))
        if component.at_most_share is not None:
            paid = min(paid, line(component.at_most_share.value(year) * of_lines))
        return paid if component.at_most is None else min(paid, component.at_most.value(year))
    if isinstance(component, ClassCost):
        return line(many * rounded(value / component.fill.value(year), places))
    weight = weight_of(component, count, year)
    return None if weight is None else line(many * rounded(weight * base, places))


FOLLOWING = (SlidingWeight, SizeCurve, ClassCost, SmallSchool, PercentOf)
