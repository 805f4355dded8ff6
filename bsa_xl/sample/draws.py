"""Draws that come out the same on every machine: whole numbers only, one stream a purpose.

The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
generators", OOPSLA 2014). Python's own `random` promises the same floats from version to version,
but not the same choices and shuffles; and a float has no place in a file of counts and dollars.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")
_MASK = (1 << 64) - 1


class Draws:
    """One stream of draws; the same seed and purpose give the same stream for ever.

    A purpose of its own for every school and table keeps a change in one of them from moving all
    the others.
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int, *purpose: object) -> None:
        """Start the stream of a seed and a purpose, such as ``Draws(7, "counts", 12)``."""
        text = "/".join([str(seed), *(str(part) for part in purpose)])
        self._state = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1; ``limit`` is far below 2**64."""
        return (self._next() * limit) >> 64

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def middling(self, low: int, high: int) -> int:
        """As ``between``, but the middle comes up more often than the ends."""
        return (self.between(low, high) + self.between(low, high)) // 2

    def chance(self, percent: int) -> bool:
        """True in ``percent`` of a hundred draws."""
        return self.below(100) < percent

    def pick(self, things: Sequence[_Thing]) -> _Thing:
        """One of some things."""
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[_Thing]) -> list[_Thing]:
        """The things in another order; what was handed in stays as it was."""
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


def along(curve: Sequence[tuple[int, int]], place: int) -> int:
    """The height of a curve of straight pieces at a place, rounded down.

    Args:
        curve: (place, height), places ascending.
        place: anything; outside the curve its ends hold.
    """
    left, low = curve[0]
    if place <= left:
        return low
    for right, high in curve[1:]:
        if place <= right:
            return low + (high - low) * (place - left) // (right - left)
        left, low = right, high
    return low
