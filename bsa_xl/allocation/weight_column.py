"""A weight that differs from school to school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .arithmetic import IntColumn, quantised


@dataclass(frozen=True, slots=True, eq=False)
class WeightColumn:
    """A weight for each school.

    Attributes:
        numbers: int64, zero or more; the weight x 10**places.
        said: how it came about, for a row ("sliding from 0.47 at 20 % ...").
    """

    numbers: IntColumn
    places: int
    said: Callable[[int], str]

    def weight(self, row: int) -> Decimal:
        """The weight of one school."""
        value = Decimal(int(self.numbers[row])).scaleb(-self.places)
        return quantised(value, self.places, least=0)

    @property
    def largest(self) -> Decimal:
        """The largest weight of all schools."""
        return Decimal(int(self.numbers.max(initial=0))).scaleb(-self.places)
