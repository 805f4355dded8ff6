"""Numbers and places as this room's sentences print them."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.location import Location

from .arithmetic import LineRounding, quantised, scaled

#: Where a fault of the policy is put right.
POLICY = Location(file="policy.yaml")


def number(value: Decimal, *, least: int = 0) -> str:
    """A count or a weight: ``1,184``, ``246.4``, ``0.2``; exact, with thousands commas."""
    places = max(least, scaled(value).places)
    return f"{quantised(value, places, least=least):,f}"


def percent(share: Decimal) -> str:
    """A share: ``97 %``, ``12.5 %``, exact."""
    return f"{number(share * 100)} %"


def dollars(rate: Decimal) -> str:
    """A rate: ``$517.44996``, ``-$0.50``, with at least two decimals and no idle zeros."""
    return f"{'-' if rate < 0 else ''}${number(abs(rate), least=2)}"


def amount(cents: int, lines: LineRounding) -> str:
    """A line's amount: ``$54,850`` where the policy rounds to dollars, else ``$54,850.20``."""
    sign, size = ("-" if cents < 0 else ""), abs(cents)
    if lines != "cent" and size % 100 == 0:
        return f"{sign}${size // 100:,}"
    return f"{sign}${size // 100:,}.{size % 100:02d}"


def pupils(count: Decimal, *, weighted: bool = False) -> str:
    """``1 pupil``, ``106 pupils``, ``312 weighted pupils``."""
    what = "weighted pupil" if weighted else "pupil"
    return f"{number(count)} {what}{'' if count == 1 else 's'}"


def schools(many: int) -> str:
    """``1 school``, ``12 schools``."""
    return f"{many:,} school{'' if many == 1 else 's'}"
