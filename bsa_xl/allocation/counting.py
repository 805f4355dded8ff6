"""Counts as the formula uses them: as supplied, summed, unduplicated, above a share, or made.

A count that was not supplied, or was suppressed, never becomes zero: it has no value here, and
whoever needs it says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from bsa_xl.district import CountState, CountTable
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import AnyOf, Counting, Policy, PupilsAbove, SumOf

from . import doubts
from .arithmetic import is_too_large, scaled_by
from .counted import MOST_SCALED, Counted, Doubt, Part, bounded, counted_of, part_of
from .made_counts import Asked, made_count
from .made_doubts import below_zero
from .placed import PlacedTable, placed
from .student_groups import group_label
from .year_facts import YearFacts

Result = TypeVar("Result")
_Key = tuple[str, str, int]
#: A measure, and how many years ago.
_When = tuple[str, int]


class CountBook:
    """Every count that the formula asks for, worked out once each."""

    __slots__ = (
        "_asked",
        "_begun",
        "_counted",
        "_district",
        "_groups",
        "_ids",
        "_parts",
        "_policy",
        "_schools",
        "_tables",
        "_year",
    )

    def __init__(
        self,
        facts: YearFacts,
        policy: Policy,
        year: FiscalYear,
        groups: dict[_Key, Counted],
    ) -> None:
        """Nothing is counted yet.

        Args:
            facts: the schools, and the district's tables.
            policy: how counts are made of others.
            year: whose counts; another than the facts' own for the pupils of another year.
            groups: supplied counts of that year that were asked for before, which are added to.
        """
        self._district, self._policy, self._year = facts.district, policy, year
        self._schools, self._ids, self._groups = facts.schools, facts.ids, groups
        self._counted: dict[_Key, tuple[Counted, frozenset[str]]] = {}
        self._asked: frozenset[str] = frozenset()
        self._tables: dict[tuple[FiscalYear, str], PlacedTable] = {}
        self._begun: set[_Key] = set()
        self._parts: dict[tuple[str, str | None, str, int], Part] = {}

    def counted(self, name: str, measure: str = "", years_ago: int = 0) -> Counted:
        """The count of a group, or of a name under ``counting``, in a measure.

        Args:
            name: a column of counts.csv, or a name that the policy defines.
            measure: empty for the policy's own.
            years_ago: 1 for the counts of the fiscal year before.
        """
        key = (name, measure or self._policy.measure, years_ago)
        if key not in self._counted:
            if key in self._begun:
                return self._without_value(name, ("circle", name), doubts.circle(name))
            self._begun.add(key)
            rule = self._policy.counting.get(name)
            # within a circle not all names are known; it is told, and what is told is not kept
            made, names = self.asking(
                lambda: self._known(key) if rule is None else self._made(name, rule, *key[1:])
            )
            self._counted[key] = made, names | {name}
        counted, names = self._counted[key]
        self.stands_on(names)
        return counted

    def asking(self, work: Callable[[], Result]) -> tuple[Result, frozenset[str]]:
        """What some work gives, and the names of all counts that it stands on.

        Args:
            work: whatever it keeps of counts for others, it gives them with `stands_on` too.
        """
        before, self._asked = self._asked, frozenset()
        result = work()
        names = self._asked
        self._asked = before | names
        return result, names

    def stands_on(self, names: frozenset[str]) -> None:
        """The work that goes on stands on these counts, which were worked out before."""
        self._asked |= names

    def part(self, name: str, of: str | None, measure: str, places: int) -> Part:
        """A count as a part of another, or of 1 (None), rounded to so many decimals."""
        key = (name, of, measure, places)
        counted = self.counted(name, measure)
        whole = None if of is None else self.counted(of, measure)
        if key not in self._parts:
            self._parts[key] = part_of(counted, whole, places)
        return self._parts[key]

    def _known(self, key: _Key) -> Counted:
        """A supplied count; kept for the next policy where there is nothing to be told of it."""
        if key not in self._groups:
            made = self._group(*key)
            if made.doubts:
                return made
            self._groups[key] = made
        return self._groups[key]

    def _made(self, name: str, rule: Counting, measure: str, ago: int) -> Counted:
        label = f"{rule.label or name.replace('_', ' ')}, {self._when(measure, ago)}"
        match rule:
            case SumOf():
                return self._sum(label, name, rule, (measure, ago))
            case AnyOf():
                return self._union(label, name, rule, (measure, ago))
            case PupilsAbove():
                return self._above(label, name, rule, (measure, ago))
            case _:

                def count(part: str, own: str, before: int) -> Counted:
                    return self.counted(part, own or measure, ago + before)

                return made_count(rule, Asked(name, label, self._year, self._schools, count))

    def _when(self, measure: str, ago: int) -> str:
        said = measure.replace("_", " ")
        return f"{said} {self._before(ago).on_paper}" if ago else said

    def _before(self, ago: int) -> FiscalYear:
        return FiscalYear(self._year.ends_in - ago) if ago else self._year

    def _sum(self, label: str, name: str, rule: SumOf, when: _When) -> Counted:
        if rule.times < 0 or is_too_large(rule.times):
            tell = doubts.no_factor(name, "times", rule.times)
            return self._without_value(label, ("times", name), tell)
        parts = [self.counted(part, *when) for part in rule.sum]
        total = np.add.reduce([part.scaled for part in parts])
        told = [doubt for part in parts for doubt in part.doubts]
        most = sum(part.largest for part in parts)
        if rule.minus:
            less = [self.counted(part, *when) for part in rule.minus]
            total = total - np.add.reduce([part.scaled for part in less])
            told += [doubt for part in less for doubt in part.doubts]
            unknown = np.zeros(total.size, dtype=np.bool_)
            for doubt in told:
                unknown = unknown | doubt.rows
            below = (total < 0) & ~unknown
            if below.any():
                tell = below_zero(label, total, self._schools)
                told.append(Doubt(("below", label), below, tell))
            total = np.maximum(total, 0)
        if rule.times != 1:
            total = scaled_by(total, most, rule.times)
        return bounded(label, total, told)

    def _union(self, label: str, name: str, rule: AnyOf, when: _When) -> Counted:
        supplied = self._group(rule.supplied_as, *when)
        parts = [self.counted(part, *when) for part in rule.any_of]
        low = np.maximum.reduce([part.scaled for part in parts])
        outside = supplied.scaled < low
        told = list(supplied.doubts)
        measure, year = when[0], self._before(when[1])
        table = self._district.table(year, measure)
        beyond = supplied.scaled > np.add.reduce([part.scaled for part in parts])
        for part in parts:  # where a group is not known, nothing is told by the sum of the others
            beyond = beyond if part.missing is None else beyond & ~part.missing
        outside |= beyond
        if table is not None and "enrollment" in table.columns:
            enrolled = self._group("enrollment", *when)
            over = supplied.scaled > enrolled.scaled
            outside |= over if enrolled.missing is None else over & ~enrolled.missing
        if supplied.missing is not None:
            outside &= ~supplied.missing
        if (year, measure) in self._tables and outside.any():
            tell = doubts.out_of_bounds(self._tables[year, measure], rule)
            told.append(Doubt(("bounds", str(year), measure, name), outside, tell))
        return counted_of(label, supplied.scaled, told)

    def _above(self, label: str, name: str, rule: PupilsAbove, when: _When) -> Counted:
        share = rule.share.value(self._year)
        if share is None:
            return self._without_value(label, ("share", name), doubts.no_share(name, self._year))
        if share < 0 or is_too_large(share):
            tell = doubts.no_factor(name, "share", share)
            return self._without_value(label, ("share", name), tell)
        above, of = self.counted(rule.above, *when), self.counted(rule.of, *when)
        threshold = scaled_by(of.scaled, of.largest, share)
        beyond = np.maximum(above.scaled - threshold, 0)
        return bounded(label, beyond, [*above.doubts, *of.doubts])

    def _group(self, group: str, measure: str, ago: int) -> Counted:
        """A column of counts.csv over the schools that take part."""
        label = f"{group_label(group)}, {self._when(measure, ago)}"
        year = self._before(ago)
        table = self._district.table(year, measure)
        if table is None or not table.school_ids:
            tell = doubts.no_table(measure, year, self._district.counts)
            return self._without_value(label, ("table", str(year), measure), tell)
        if group not in table.columns:
            tell = doubts.no_column(group, table, self._policy.counting)
            return self._without_value(label, ("column", str(year), measure, group), tell)
        return self._column(label, group, table)

    def _without_value(
        self, label: str, key: tuple[str, ...], tell: Callable[[int, str], Finding]
    ) -> Counted:
        """A count that no school has, and the one reason for it."""
        everyone = np.ones(len(self._schools), dtype=np.bool_)
        nothing = np.zeros(len(self._schools), dtype=np.int64)
        return counted_of(label, nothing, [Doubt(key, everyone, tell, once=True)])

    def _column(self, label: str, group: str, table: CountTable) -> Counted:
        when = (table.fiscal_year, table.measure)
        if when not in self._tables:
            self._tables[when] = placed(table, self._schools, self._ids)
        along = self._tables[when]
        key = (str(table.fiscal_year), table.measure)
        column = table.columns[group]
        numbers, states = along.take(column.scaled), along.take(column.state)
        told = []
        if along.absent is not None:
            told.append(Doubt(("row", *key), along.absent, doubts.no_row(along)))
            states = np.where(along.absent, np.uint8(CountState.GIVEN), states)
            numbers = np.where(along.absent, 0, numbers)
        if states.any():  # any state but GIVEN, which is zero
            told.append(Doubt(("count", *key, group), states > 0, doubts.not_given(along, group)))
        if np.count_nonzero((numbers < 0) | (numbers > MOST_SCALED)):
            wrong = (numbers < 0) | (numbers > MOST_SCALED)
            told.append(
                Doubt(("count", *key, group), wrong, doubts.no_count_of_pupils(along, group))
            )
        return counted_of(label, numbers, told)
