"""What the allocations of a year need of the district, found once for any number of policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from bsa_xl.district import District, GivenAmount
from bsa_xl.fiscal_year import FiscalYear

from .columns import StatusColumn
from .counted import Counted
from .schools import Field, open_schools


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
    """

    __slots__ = (
        "_amounts", "_rows", "closed", "district", "fields", "gates", "groups", "ids", "schools",
        "year",
    )  # fmt: skip

    def __init__(self, district: District, year: FiscalYear) -> None:
        self.district, self.year = district, year
        self.schools, self.closed = open_schools(district, year)
        self.ids = tuple(school.school_id for school in self.schools)
        self.groups: dict[tuple[str, str, int], Counted] = {}
        self.fields: dict[str, Field | None] = {}
        self.gates: dict[Hashable, StatusColumn] = {}
        self._rows: dict[str, int] = {}
        self._amounts: dict[str, list[GivenAmount]] | None = None

    @property
    def rows(self) -> Mapping[str, int]:
        """The row of each school that takes part."""
        if not self._rows:
            self._rows = {school_id: row for row, school_id in enumerate(self.ids)}
        return self._rows

    @property
    def amounts(self) -> Mapping[str, list[GivenAmount]]:
        """The year's given amounts, by their line."""
        if self._amounts is None:
            by_line: defaultdict[str, list[GivenAmount]] = defaultdict(list)
            year = self.year.ends_in
            for amount in self.district.amounts:
                if amount.fiscal_year.ends_in == year:
                    by_line[amount.line].append(amount)
            self._amounts = by_line
        return self._amounts
