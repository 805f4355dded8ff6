"""Exact dollars: integer cents, rounding half away from zero, sharing out without losing a cent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from math import lcm

#: Wide enough that no product of a count, a rate and a share is ever rounded on the way.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def round_half_away(value: Decimal, places: int) -> Decimal:
    """``value`` at ``places`` decimals, halves away from zero, as a spreadsheet's ROUND does.

    Python's ROUND_HALF_UP is half away from zero: -0.005 becomes -0.01.
    """
    return value.quantize(Decimal(1).scaleb(-places), context=EXACT)


def to_cents(dollars: Decimal) -> int:
    """Dollars as integer cents, rounded half away from zero."""
    return int(round_half_away(dollars, 2).scaleb(2, EXACT))


def to_dollars(cents: int) -> Decimal:
    """Integer cents as dollars with exactly two decimals."""
    return Decimal(cents).scaleb(-2, EXACT)


def format_dollars(cents: int) -> str:
    """As a message prints it: ``$1,234.56``, ``-$0.05``."""
    return f"{'-' if cents < 0 else ''}${to_dollars(abs(cents)):,.2f}"


def round_ratio(numerator: int, denominator: int, unit: int = 1) -> int:
    """``numerator / denominator`` at the nearest multiple of ``unit``, halves away from zero.

    Args:
        numerator: any whole number.
        denominator: above zero.
        unit: what the result is a multiple of: 1 for whole cents, 100 for whole dollars in cents.
    """
    step = denominator * unit
    size = (2 * abs(numerator) + step) // (2 * step)
    return (size if numerator >= 0 else -size) * unit


def share_out(total: int, claims: Mapping[str, int | Decimal]) -> dict[str, int]:
    """Split ``total`` in proportion to ``claims``, in whole units, losing nothing.

    Largest-remainder (Hamilton) method. Equal remainders are settled by key, so the answer
    never depends on the order of the input.

    Args:
        total: units to split, usually cents; a negative total is split like its positive twin.
        claims: weight of each key, zero or more, at least one above zero.

    Returns:
        Units for each key, in the order of ``claims``; they sum to ``total``.

    Raises:
        ValueError: a claim is negative, or none is above zero.
    """
    weights = _whole(claims)
    whole = sum(weights.values())
    if whole <= 0 or min(weights.values()) < 0:
        raise ValueError("claims must be zero or more, with at least one above zero")
    size = abs(total)
    floors: dict[str, int] = {}
    remainders: list[tuple[int, str]] = []
    for key, weight in weights.items():
        floors[key], remainder = divmod(size * weight, whole)
        remainders.append((-remainder, key))
    for _, key in sorted(remainders)[: size - sum(floors.values())]:
        floors[key] += 1
    return floors if total >= 0 else {key: -units for key, units in floors.items()}


def _whole(claims: Mapping[str, int | Decimal]) -> Mapping[str, int]:
    """The claims as whole numbers in the same proportion."""
    ratios = {key: claim.as_integer_ratio() for key, claim in claims.items()}
    scale = lcm(*(denominator for _, denominator in ratios.values()))
    return {
        key: numerator * (scale // denominator) for key, (numerator, denominator) in ratios.items()
    }
