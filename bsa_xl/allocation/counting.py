"""Counts as the formula uses them: as supplied, summed, unduplicated, or above a share.

A count that was not supplied, or was suppressed, never becomes zero: it has no value here, and
whoever needs it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import assert_never

import numpy as np

from bsa_xl.district import COUNT_SCALE, CountState, CountTable, District, School
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import AnyOf, Counting, Policy, PupilsAbove, SumOf

from . import doubts
from .arithmetic import IntColumn, Mask, is_too_large, scaled_by
from .placed import PlacedTable, placed
from .student_groups import group_label

#: A group of more pupils than this is not a count of pupils.
_MOST_PUPILS = 10**9
_MOST_SCALED = _MOST_PUPILS * COUNT_SCALE


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """Why a count has no value at some schools.

    Attributes:
        key: the same cause has the same key, so that it is told once.
        rows: the schools concerned.
        tell: the finding for a row, given the label of the line that needs the count.
        once: True where one finding speaks for all rows.
    """

    key: tuple[str, ...]
    rows: Mask
    tell: Callable[[int, str], Finding]
    once: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A count of every school that takes part.

    Attributes:
        who: who is counted, and when, for people: ``English learners, projected``.
        scaled: int64 x COUNT_SCALE, zero or more; zero where the count has no value.
        largest: the largest of them.
        whole: the same counts as whole pupils, where all of them are whole; else None.
        doubts: why some schools have no value; empty where all have one.
        missing: the schools without a value; None where every school has one.
    """

    who: str
    scaled: IntColumn
    largest: int
    whole: IntColumn | None
    doubts: tuple[Doubt, ...] = ()
    missing: Mask | None = None


def _counted(who: str, scaled: IntColumn, doubts: Iterable[Doubt]) -> Counted:
    """A count whose doubtful rows are blanked."""
    told = tuple(doubts)
    missing = None
    if told:
        missing = np.logical_or.reduce([doubt.rows for doubt in told])
        scaled = np.where(missing, 0, scaled).astype(np.int64)
    pupils = scaled // COUNT_SCALE
    whole = pupils if (pupils * COUNT_SCALE == scaled).all() else None
    return Counted(who, scaled, int(scaled.max(initial=0)), whole, told, missing)


class CountBook:
    """Every count that the formula asks for, worked out once each."""

    __slots__ = (
        "_begun",
        "_counted",
        "_district",
        "_ids",
        "_policy",
        "_schools",
        "_tables",
        "_year",
    )

    def __init__(
        self,
        district: District,
        policy: Policy,
        year: FiscalYear,
        schools: tuple[School, ...],
        ids: tuple[str, ...],
    ) -> None:
        self._ids = ids
        self._district, self._policy, self._year, self._schools = district, policy, year, schools
        self._counted: dict[tuple[str, str], Counted] = {}
        self._tables: dict[str, PlacedTable] = {}
        self._begun: set[tuple[str, str]] = set()

    def counted(self, name: str, measure: str = "") -> Counted:
        """The count of a group, or of a name under ``counting``, in a measure.

        Args:
            name: a column of counts.csv, or a name that the policy defines.
            measure: empty for the policy's own.
        """
        key = (name, measure or self._policy.measure)
        if key not in self._counted:
            if key in self._begun:
                return self._without_value(name, ("circle", name), doubts.circle(name))
            self._begun.add(key)
            rule = self._policy.counting.get(name)
            made = self._group(*key) if rule is None else self._made(name, rule, key[1])
            self._counted[key] = made
        return self._counted[key]

    def _made(self, name: str, rule: Counting, measure: str) -> Counted:
        label = f"{rule.label or name.replace('_', ' ')}, {measure.replace('_', ' ')}"
        match rule:
            case SumOf():
                return self._sum(label, name, rule, measure)
            case AnyOf():
                return self._union(label, name, rule, measure)
            case PupilsAbove():
                return self._above(label, name, rule, measure)
            case _:
                assert_never(rule)

    def _sum(self, label: str, name: str, rule: SumOf, measure: str) -> Counted:
        if rule.times < 0 or is_too_large(rule.times):
            tell = doubts.no_factor(name, "times", rule.times)
            return self._without_value(label, ("times", name), tell)
        parts = [self.counted(part, measure) for part in rule.sum]
        total = np.add.reduce([part.scaled for part in parts])
        told = [doubt for part in parts for doubt in part.doubts]
        if rule.times != 1:
            total = scaled_by(total, sum(part.largest for part in parts), rule.times)
        return self._bounded(label, total, told)

    def _union(self, label: str, name: str, rule: AnyOf, measure: str) -> Counted:
        supplied = self._group(rule.supplied_as, measure)
        parts = [self.counted(part, measure) for part in rule.any_of]
        low = np.maximum.reduce([part.scaled for part in parts])
        outside = supplied.scaled < low
        told = list(supplied.doubts)
        table = self._district.table(self._year, measure)
        if not any(part.doubts for part in parts):
            outside |= supplied.scaled > np.add.reduce([part.scaled for part in parts])
        if table is not None and "enrollment" in table.columns:
            enrolled = self._group("enrollment", measure)
            over = supplied.scaled > enrolled.scaled
            outside |= over if enrolled.missing is None else over & ~enrolled.missing
        if supplied.missing is not None:
            outside &= ~supplied.missing
        if measure in self._tables and outside.any():
            tell = doubts.out_of_bounds(self._tables[measure], rule)
            told.append(Doubt(("bounds", measure, name), outside, tell))
        return _counted(label, supplied.scaled, told)

    def _above(self, label: str, name: str, rule: PupilsAbove, measure: str) -> Counted:
        share = rule.share.value(self._year)
        if share is None:
            return self._without_value(label, ("share", name), doubts.no_share(name, self._year))
        if share < 0 or is_too_large(share):
            tell = doubts.no_factor(name, "share", share)
            return self._without_value(label, ("share", name), tell)
        above, of = self.counted(rule.above, measure), self.counted(rule.of, measure)
        threshold = scaled_by(of.scaled, of.largest, share)
        beyond = np.maximum(above.scaled - threshold, 0)
        return self._bounded(label, beyond, [*above.doubts, *of.doubts])

    def _bounded(self, label: str, scaled: IntColumn, told: list[Doubt]) -> Counted:
        """A made count, with a doubt where it grew beyond any number of pupils."""
        if scaled.size and scaled.max() > _MOST_SCALED:
            over = (scaled > _MOST_SCALED).astype(np.bool_)
            told.append(Doubt(("made", label), over, doubts.too_many_made(label), once=True))
            scaled = np.where(over, 0, scaled)
        return _counted(label, np.asarray(scaled, dtype=np.int64), told)

    def _group(self, group: str, measure: str) -> Counted:
        """A column of counts.csv over the schools that take part."""
        label = f"{group_label(group)}, {measure.replace('_', ' ')}"
        table = self._district.table(self._year, measure)
        if table is None or not table.school_ids:
            tell = doubts.no_table(measure, self._year, self._district.counts)
            return self._without_value(label, ("table", measure), tell)
        if group not in table.columns:
            tell = doubts.no_column(group, table, self._policy.counting)
            return self._without_value(label, ("column", measure, group), tell)
        return self._column(label, group, table)

    def _without_value(
        self, label: str, key: tuple[str, ...], tell: Callable[[int, str], Finding]
    ) -> Counted:
        """A count that no school has, and the one reason for it."""
        everyone = np.ones(len(self._schools), dtype=np.bool_)
        nothing = np.zeros(len(self._schools), dtype=np.int64)
        return _counted(label, nothing, [Doubt(key, everyone, tell, once=True)])

    def _column(self, label: str, group: str, table: CountTable) -> Counted:
        if table.measure not in self._tables:
            self._tables[table.measure] = placed(table, self._schools, self._ids)
        along = self._tables[table.measure]
        column = table.columns[group]
        numbers, states = along.take(column.scaled), along.take(column.state)
        told = []
        if along.absent is not None:
            told.append(Doubt(("row", table.measure), along.absent, doubts.no_row(along)))
            states = np.where(along.absent, np.uint8(CountState.GIVEN), states)
            numbers = np.where(along.absent, 0, numbers)
        key = ("count", table.measure, group)
        if states.any():  # any state but GIVEN, which is zero
            told.append(Doubt(key, states > 0, doubts.not_given(along, group)))
        if numbers.size and (numbers.min() < 0 or numbers.max() > _MOST_SCALED):
            wrong = (numbers < 0) | (numbers > _MOST_SCALED)
            told.append(Doubt(key, wrong, doubts.no_count_of_pupils(along, group)))
        return _counted(label, numbers, told)
