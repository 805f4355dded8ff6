"""Figures that take all schools to work out, and are no sums: ranks, numbers of schools."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .expression import Known, OverAll, Place, Value

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Rank(OverAll):
    """The place of a school when all are put in order, the largest first.

    Equal ones are settled by a second field, the smallest first; words take no place.
    """

    key: str
    settled_by: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return "place among all schools, largest first, equal ones by school id"

    def formula(self, place: Place) -> str:
        """How many are larger, and how many are equal and come first, and one."""
        column, own = place.column(self.key), place.cell(self.key)
        order, mine = place.column(self.settled_by), place.cell(self.settled_by)
        return f'COUNTIF({column},">"&{own})+COUNTIFS({column},{own},{order},"<"&{mine})+1'

    def value(self, known: Known) -> Value:
        """The place, from 1."""
        own, mine = known.at(self.key), known.at(self.settled_by)
        if not isinstance(own, Decimal) or not isinstance(mine, Decimal):
            raise TypeError("only a number has a place")
        ahead = 0
        for other, theirs in zip(known.over(self.key), known.over(self.settled_by), strict=True):
            if isinstance(other, Decimal) and isinstance(theirs, Decimal):
                ahead += other > own or (other == own and theirs < mine)
        return Decimal(ahead + 1)


@dataclass(frozen=True, slots=True)
class AddedAlike(OverAll):
    """The sum of a field over schools of the same group that have a word in another field."""

    key: str
    group: str
    flag: str
    word: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return "of all peers in the school's group, added up"

    def formula(self, place: Place) -> str:
        """``SUMIFS(column,group,own group,flag,"yes")``."""
        alike = f"{place.column(self.group)},{place.cell(self.group)}"
        return f'SUMIFS({place.column(self.key)},{alike},{place.column(self.flag)},"{self.word}")'

    def value(self, known: Known) -> Value:
        """The sum; words add nothing."""
        mine, total = known.at(self.group), _ZERO
        columns = (known.over(key) for key in (self.key, self.group, self.flag))
        for each, group, flag in zip(*columns, strict=True):
            if group == mine and flag == self.word and isinstance(each, Decimal):
                total += each
        return total


@dataclass(frozen=True, slots=True)
class SchoolsBelowZero(OverAll):
    """How many schools have a number below zero in a field."""

    key: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return "schools where it is below zero"

    def formula(self, place: Place) -> str:
        """``COUNTIF(column,"<0")``."""
        return f'COUNTIF({place.column(self.key)},"<0")'

    def value(self, known: Known) -> Value:
        """The number."""
        return Decimal(sum(isinstance(each, Decimal) and each < 0 for each in known.over(self.key)))


@dataclass(frozen=True, slots=True)
class SchoolsWith(OverAll):
    """How many schools have a word in a field."""

    key: str
    word: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return f"schools where it is '{self.word}'"

    def formula(self, place: Place) -> str:
        """``COUNTIF(column,"to come")``."""
        return f'COUNTIF({place.column(self.key)},"{self.word}")'

    def value(self, known: Known) -> Value:
        """The number."""
        return Decimal(sum(each == self.word for each in known.over(self.key)))
