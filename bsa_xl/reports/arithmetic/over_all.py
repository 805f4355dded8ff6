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


@dataclass(frozen=True, slots=True)
class Order(OverAll):
    """The place of a school: by class, the smallest first, then by a number, the largest first.

    Equal ones are settled by a third field, the smallest first.
    """

    group: str
    key: str
    settled_by: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return "place in the serving order of all schools"

    def formula(self, place: Place) -> str:
        """How many stand before it, and one."""
        column, cell = place.column, place.cell
        earlier = f'COUNTIF({column(self.group)},"<"&{cell(self.group)})'
        alike = f"({column(self.group)}={cell(self.group)})"
        more = f"({column(self.key)}>{cell(self.key)})"
        level = f"({column(self.key)}={cell(self.key)})"
        first = f"({column(self.settled_by)}<{cell(self.settled_by)})"
        return f"{earlier}+SUMPRODUCT({alike}*({more}+{level}*{first}))+1"

    def value(self, known: Known) -> Value:
        """The place, from 1."""
        mine = [known.at(key) for key in (self.group, self.key, self.settled_by)]
        columns = [known.over(key) for key in (self.group, self.key, self.settled_by)]
        ahead = 0
        for group, key, settled in zip(*columns, strict=True):
            other = (_number(group), -_number(key), _number(settled))
            ahead += other < (_number(mine[0]), -_number(mine[1]), _number(mine[2]))
        return Decimal(ahead + 1)


@dataclass(frozen=True, slots=True)
class AddedUpTo(OverAll):
    """The sum of a field over all schools whose place is not after a school's own."""

    key: str
    place: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return "of the school and all before it, added up"

    def formula(self, place: Place) -> str:
        """``SUMIF(places,"<="&own,column)``."""
        places, own = place.column(self.place), place.cell(self.place)
        return f'SUMIF({places},"<="&{own},{place.column(self.key)})'

    def value(self, known: Known) -> Value:
        """The sum."""
        own, total = _number(known.at(self.place)), _ZERO
        for each, place in zip(known.over(self.key), known.over(self.place), strict=True):
            if _number(place) <= own:
                total += _number(each)
        return total


@dataclass(frozen=True, slots=True)
class LargestOf(OverAll):
    """The largest number of a field."""

    key: str

    @property
    def says(self) -> str:  # type: ignore[override]
        """What it is, for people."""
        return "the largest of all schools"

    def formula(self, place: Place) -> str:
        """``MAX(column)``."""
        return f"MAX({place.column(self.key)})"

    def value(self, known: Known) -> Value:
        """The number."""
        return max((_number(each) for each in known.over(self.key)), default=_ZERO)


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else _ZERO
