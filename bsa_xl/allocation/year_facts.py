"""What the allocations of a year need of the district, found once for any number of policies."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import District, GivenAmount
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Counting

from .arithmetic import MOST_CENTS, IntColumn, exact_sum
from .columns import LineColumn, StatusColumn
from .counted import Counted
from .kept import ControlTotal
from .schools import Field, open_schools


@dataclass(frozen=True, slots=True, eq=False)
class PlacedAmounts:
    """Given amounts with the schools that they are for.

    Attributes:
        rows: the row of each amount's school, -1 where it takes no part.
        cents: of Python integers, where one of them is beyond int64.
        total: of the cents.
        programs: that they name; empty for none.
        is_plain: whether every one is of a size that a line can have, for a school that takes part
            and has no other.
    """

    amounts: Sequence[GivenAmount]
    rows: NDArray[np.intp]
    cents: IntColumn
    total: int
    programs: frozenset[str]
    is_plain: bool


@dataclass(frozen=True, slots=True, eq=False)
class WorkedOut:
    """The lines of a component of the first policy, of which nothing had to be told.

    Attributes:
        made_of: all that they stand on, beside the facts, the frame of the policy, and counts.
        counts: how each count that they stand on is made, by name; None for one that is supplied.
        controls: totals that they come to.
    """

    made_of: tuple[object, ...]
    counts: Mapping[str, Counting | None]
    lines: tuple[LineColumn, ...]
    controls: tuple[ControlTotal, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FirstRun:
    """What the first policy came to.

    Attributes:
        frame: those parts of the policy that any line may stand on.
        components: what they came to, by id.
    """

    frame: tuple[object, ...]
    components: Mapping[str, WorkedOut]


class YearFacts:
    """The schools of a year, their amounts, and the counts and fields that somebody asked for.

    A thousand scenarios of one district are worked out from one of these.

    Attributes:
        schools: those that take part, in file order.
        closed: findings about those that do not.
        ids: the ids of those that do.
        groups: supplied counts that every school has, by group, measure and years ago.
        fields: fields of the schools, by name.
        gates: the statuses that a gate gives, where there is nothing to be told of it.
        first: what the first policy came to that was worked out from these facts.
    """

    __slots__ = (
        "_placed", "_rows", "closed", "district", "fields", "first", "gates", "groups", "ids",
        "schools", "year",
    )  # fmt: skip

    def __init__(self, district: District, year: FiscalYear) -> None:
        self.district, self.year = district, year
        self.schools, self.closed = open_schools(district, year)
        self.ids = tuple([school.school_id for school in self.schools])
        self.groups: dict[tuple[str, str, int], Counted] = {}
        self.fields: dict[str, Field | None] = {}
        self.gates: dict[Hashable, StatusColumn] = {}
        self.first: FirstRun | None = None
        self._rows: dict[str, int] = {}
        self._placed: dict[str, PlacedAmounts] = {}

    @property
    def rows(self) -> Mapping[str, int]:
        """The row of each school that takes part."""
        if not self._rows:
            self._rows = {school_id: row for row, school_id in enumerate(self.ids)}
        return self._rows

    @property
    def amounts(self) -> Mapping[str, list[GivenAmount]]:
        """The year's given amounts, by their line."""
        return self.district.amounts_by_line(self.year)

    def supplied(self, line: str) -> PlacedAmounts:
        """The year's given amounts of a line; without any where there are none."""
        if line not in self._placed:
            self._placed[line] = self.placed(self.amounts.get(line, []))
        return self._placed[line]

    def placed(self, amounts: Sequence[GivenAmount]) -> PlacedAmounts:
        """Some amounts, with the row of each one's school."""
        many = len(amounts)
        ids = tuple([each.school_id for each in amounts])
        in_order = ids == self.ids
        if in_order:
            rows = np.arange(many, dtype=np.intp)
        else:
            rows = np.fromiter(map(self.rows.get, ids, repeat(-1)), np.intp, many)
        try:
            cents = np.fromiter([each.cents for each in amounts], np.int64, many)
        except OverflowError:
            cents = np.array([each.cents for each in amounts], dtype=object)
        too_large = np.count_nonzero((cents >= MOST_CENTS) | (cents <= -MOST_CENTS))
        alone = in_order or not (
            np.count_nonzero(rows < 0) or np.count_nonzero(np.bincount(rows, minlength=1) > 1)
        )
        programs = frozenset([each.program for each in amounts])
        return PlacedAmounts(
            amounts, rows, cents, exact_sum(cents), programs, alone and not too_large
        )
