"""A weight, or a base, that differs from school to school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.finding import Finding

from .arithmetic import IntColumn, Mask, quantised
from .counted import Counted


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


@dataclass(frozen=True, slots=True, eq=False)
class BaseColumn:
    """Dollars for a pupil of weight 1 at each school.

    Attributes:
        numbers: zero or more; dollars x 10**places. Zero where ``unknown``.
        unknown: schools that have no base, or whose index is not known.
        said: how it came about, after the number, for a row (", Middle schools").
        why: says for a row why it is not known.
        needs: a count that the base is made of; None where it is made of none.
    """

    numbers: IntColumn
    places: int
    unknown: Mask
    said: Callable[[int], str]
    why: Callable[[int], Finding]
    needs: Counted | None = None

    def base(self, row: int) -> Decimal:
        """The base of one school."""
        return quantised(Decimal(int(self.numbers[row])).scaleb(-self.places), self.places)

    @property
    def largest(self) -> Decimal:
        """The largest base of all schools."""
        return Decimal(int(self.numbers.max(initial=0))).scaleb(-self.places)
