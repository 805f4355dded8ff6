"""A count of every school that takes part, and why some schools have none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import Finding

from . import doubts
from .arithmetic import IntColumn, Mask
from .ratios import most, times_ratio

#: A group of more pupils than this is not a count of pupils.
_MOST_PUPILS = 10**9
MOST_SCALED = _MOST_PUPILS * COUNT_SCALE


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
class Part:
    """A count as a part of another, school by school.

    Attributes:
        numbers: int64; the part x 10**places, from 0 to 10**places; 0 where there are no pupils.
        over: schools where the part is more than the whole; None where there are none.
    """

    numbers: IntColumn
    places: int
    over: Mask | None


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
        how: how a made count came about, for a row; None where its name says it.
    """

    who: str
    scaled: IntColumn
    largest: int
    whole: IntColumn | None
    doubts: tuple[Doubt, ...] = ()
    missing: Mask | None = None
    how: Callable[[int], str] | None = None


def counted_of(
    who: str,
    scaled: IntColumn,
    told: Iterable[Doubt],
    how: Callable[[int], str] | None = None,
) -> Counted:
    """A count whose doubtful rows are blanked."""
    told = tuple(told)
    missing = None
    if told:
        missing = np.logical_or.reduce([doubt.rows for doubt in told])
        scaled = np.where(missing, 0, scaled).astype(np.int64, copy=False)
    pupils = scaled // COUNT_SCALE
    whole = None if np.count_nonzero(pupils * COUNT_SCALE != scaled) else pupils
    return Counted(who, scaled, most(scaled), whole, told, missing, how)


def part_of(group: Counted, whole: Counted | None, places: int) -> Part:
    """A group's part of a whole, rounded once; of one pupil, where a column holds the part itself.

    Args:
        group: the part.
        whole: what it is a part of; None for 1.
        places: decimals that are kept.
    """
    pupils = np.full(group.scaled.size, COUNT_SCALE) if whole is None else whole.scaled
    over = group.scaled > pupils
    is_over = np.count_nonzero(over) > 0
    parts = np.minimum(group.scaled, pupils) if is_over else group.scaled
    numbers = times_ratio(parts, 10**places, np.maximum(pupils, 1))
    return Part(numbers, places, over if is_over else None)


def bounded(
    who: str,
    scaled: IntColumn,
    told: Iterable[Doubt],
    how: Callable[[int], str] | None = None,
) -> Counted:
    """A made count, with a doubt where it grew beyond any number of pupils.

    Args:
        who: as people call it.
        scaled: zero or more where it has a value; int64, or object where it is larger.
        told: the doubts of what it is made of.
        how: how it came about, for a row.
    """
    told = [*told]
    if scaled.size and scaled.max() > MOST_SCALED:
        over = (scaled > MOST_SCALED).astype(np.bool_)
        told.append(Doubt(("made", who), over, doubts.too_many_made(who), once=True))
        scaled = np.where(over, 0, scaled)
    return counted_of(who, np.asarray(scaled, dtype=np.int64), told, how)


def doubted(counted: Counted, told: Iterable[Doubt]) -> Counted:
    """A count that has no value where more is doubtful."""
    return counted_of(counted.who, counted.scaled, [*counted.doubts, *told], counted.how)
