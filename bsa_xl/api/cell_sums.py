"""Arithmetic that a cell may ask for: rounding and sharing out, exact in Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl import money


def rounded(number: Decimal, places: int) -> Decimal:
    """``number`` at ``places`` decimals, halves away from zero; see `money.round_half_away`."""
    return money.round_half_away(number, places)


def shared_out(total: Decimal, claims: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Dollars shared in proportion to claims, in whole cents, losing none.

    Largest-remainder method; equal remainders go to whoever stands first.

    Args:
        total: dollars, a whole number of cents.
        claims: of each, zero or more; None takes no part.

    Returns:
        Dollars of each, in the same order; they sum to ``total``.

    Raises:
        ValueError: the total is no whole number of cents, a claim is negative, or none is above
            zero; the text is for people.
    """
    cents = money.to_cents(total)
    if money.to_dollars(cents) != total:
        raise ValueError(f"The total {total} is no whole number of cents. Round it first.")
    width = len(str(len(claims)))
    keyed = {f"{n:0{width}}": claim for n, claim in enumerate(claims) if claim is not None}
    if any(claim < 0 for claim in keyed.values()):
        raise ValueError("A claim is below zero. Claims must be zero or more.")
    if not any(keyed.values()):
        raise ValueError("No claim is above zero, so nothing can be shared by them.")
    shares = money.share_out(cents, keyed)
    return [
        money.to_dollars(shares[key]) if (key := f"{n:0{width}}") in shares else None
        for n in range(len(claims))
    ]
