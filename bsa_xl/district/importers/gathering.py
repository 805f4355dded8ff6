"""Gathers schools and counts from rows of several files; the newest word on a school holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bsa_xl.district.count_columns import HIDDEN, MISSING, CountBuilder, Kept
from bsa_xl.district.counts import COUNT_SCALE, CountOrigin, Counts
from bsa_xl.district.grid import Grid
from bsa_xl.district.notices import Notices
from bsa_xl.district.numbers import written
from bsa_xl.district.records import School
from bsa_xl.fiscal_year import FiscalYear

from .kinds import FILES_DISAGREE

#: A year and a measure.
Key = tuple[FiscalYear, str]
#: The number in the name of a measure that had to be kept apart: ``census_2``.
_FIRST_APART = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """One school's counts of a year and measure in one table.

    Attributes:
        groups: student group to count; groups without a count may be absent.
    """

    line: int
    origin: CountOrigin
    groups: Mapping[str, Kept]


#: Counts of one table: year and measure, school, counts.
Counting = dict[Key, dict[str, Counted]]


class Gathering:
    """What was read so far, of all tables."""

    def __init__(self, notices: Notices) -> None:
        """Begin empty."""
        self._notices = notices
        self._schools: dict[str, tuple[int, School]] = {}
        self._counts: Counting = {}
        self._files: dict[Key, Grid] = {}

    def add_school(self, school: School, year: FiscalYear | None) -> None:
        """Keep a school; the newest year's name and level hold, attributes add up."""
        age = year.ends_in if year else 0
        before = self._schools.get(school.school_id)
        if before is None:
            self._schools[school.school_id] = (age, school)
            return
        newer, older = (school, before[1]) if age > before[0] else (before[1], school)
        kept = replace(
            newer,
            level=newer.level or older.level,
            grades=newer.grades or older.grades,
            title_i=older.title_i if newer.title_i is None else newer.title_i,
            attributes={**older.attributes, **_spoken(newer.attributes)},
        )
        self._schools[school.school_id] = (max(age, before[0]), kept)

    def add_counts(self, counting: Counting, grid: Grid) -> None:
        """Keep the counts of one table.

        Counts of a year and measure that is there already are put beside them, unless one count
        differs: then all of this table's are kept apart, as a measure of their own.
        """
        for key, schools in counting.items():
            free = self._measure(key, schools, grid)
            known = self._counts.setdefault(free, {})
            self._files.setdefault(free, grid)
            for school_id, counted in schools.items():
                before = known.get(school_id)
                groups = {**counted.groups, **(_given(before.groups) if before else {})}
                known[school_id] = replace(before or counted, groups=groups)

    def schools(self) -> tuple[School, ...]:
        """The schools in the order of their ids, without attributes that none of them has."""
        schools = [school for _, (_, school) in sorted(self._schools.items())]
        said = {name for school in schools for name, text in school.attributes.items() if text}
        return tuple(
            replace(
                school,
                attributes={name: text for name, text in school.attributes.items() if name in said},
            )
            for school in schools
        )

    def counts(self) -> Counts:
        """The counts, the newest year first."""
        tables = {}
        for key in sorted(self._counts, key=lambda key: (-key[0].ends_in, key[1])):
            schools = self._counts[key]
            groups = list(dict.fromkeys(g for counted in schools.values() for g in counted.groups))
            builder = CountBuilder(groups)
            for school_id, counted in sorted(schools.items()):
                kept = tuple(counted.groups.get(group, MISSING) for group in groups)
                builder.rows[school_id] = (kept, counted.line, counted.origin)
            grid = self._files[key]
            tables[key] = builder.table(*key, grid.file, grid.sheet)
        return tables

    def _measure(self, key: Key, schools: Mapping[str, Counted], grid: Grid) -> Key:
        """Where a table's counts may stand without contradicting what is there."""
        year, measure = key
        free, number = key, 1
        while (difference := self._difference(free, schools)) is not None:
            number += 1
            free = (year, f"{measure}_{number}")
            if number == _FIRST_APART:
                first = difference
        if number > 1:
            school_id, group, count, before = first
            problem = (
                f"{group} of school {school_id} ({year}, {measure}) is {_said(count)} here and "
                f"{_said(before)} in {self._files[key].file}, so the counts were kept apart as "
                f"measure {free[1]}."
            )
            remedy = "Use one of the two measures in the policy."
            where = grid.at(schools[school_id].line, group)
            self._notices.fault(FILES_DISAGREE, where, problem, remedy)
        return free

    def _difference(
        self, key: Key, schools: Mapping[str, Counted]
    ) -> tuple[str, str, Kept, Kept] | None:
        """The first count that differs from one that is there: school, group, this, that."""
        known = self._counts.get(key, {})
        for school_id, counted in schools.items():
            before = known[school_id].groups if school_id in known else {}
            for group, count in counted.groups.items():
                other = before.get(group, MISSING)
                if count != other and MISSING not in (count, other):
                    return school_id, group, count, other
        return None


def _given(groups: Mapping[str, Kept]) -> dict[str, Kept]:
    return {group: count for group, count in groups.items() if count != MISSING}


def _spoken(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in attributes.items() if text}


def _said(count: Kept) -> str:
    return "suppressed" if count == HIDDEN else written(Decimal(count[0]) / COUNT_SCALE)
