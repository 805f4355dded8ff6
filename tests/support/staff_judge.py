"""Staffing worked out the slow and plain way, in Decimal and Fraction, one school at a time.

It judges the columnar engine and shares no code with it.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

CENT = Decimal("0.01")


def ratio_fte(component, counts, year):
    """FTE of a ratio at one school; None where a count is missing."""
    if any(group.counts not in counts for group in component.groups):
        return None
    parts = [part_of(group, counts[group.counts], year) for group in component.groups]
    plus = Fraction(component.plus.value(year)) if component.plus else Fraction(0)
    if component.fte.after == "each":
        fte = sum(at_step(part, component.fte) for part in parts) + plus
    else:
        fte = at_step(sum(parts) + plus, component.fte)
    if component.at_most is not None:
        fte = min(fte, Fraction(component.at_most.value(year)))
    if component.at_least is not None:
        fte = max(fte, Fraction(component.at_least.value(year)))
    return fte


def part_of(group, count, year):
    beyond = group.beyond.value(year) if group.beyond else Decimal(0)
    gives = group.gives.value(year) if group.gives else Decimal(1)
    pupils = max(count - beyond, Decimal(0))
    return Fraction(pupils) * Fraction(gives) / Fraction(group.per.value(year))


def at_step(fte, rounding):
    steps = fte / Fraction(rounding.step)
    way = {"up": ceil(steps), "down": floor(steps), "nearest": floor(steps + Fraction(1, 2))}
    return way[rounding.way] * Fraction(rounding.step)


def band_value(component, count, year):
    """What the table gives for a count; None where no row holds it."""
    found = None
    for band in component.bands:
        if count >= band.at_least and band.values.value(year) is not None:
            found = band
    if found is None or (found is component.bands[-1] and found.at_most and count > found.at_most):
        return None
    return found.values.value(year)


def priced(fte, cost):
    """Dollars of some FTE at a cost, half a cent away from zero."""
    exact = Decimal(fte.numerator) * cost / Decimal(fte.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)
