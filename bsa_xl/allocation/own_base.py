"""The base where schools differ: by level or span of grades, and by an index of their own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.policy import Base, CostIndex

from .arithmetic import IntColumn, Mask, quantised, scaled
from .columns import RowStatus, is_paid
from .counted import Counted
from .grounds import BaseInForce, Grounds
from .ratios import times_ratio
from .school_index import INDEX_PLACES, no_index, school_index
from .schools import UNKNOWN_COLUMN
from .weight_column import BaseColumn
from .wording import POLICY, dollars, number

NO_BASE = FindingKind(
    "ALO-45",
    "School has no base, or two",
    Severity.FATAL,
    "What a pupil of a school is worth is decided once; a school that two levels hold, or none, "
    "would be paid by chance.",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Printed:
    """The printed base of each school, before an index.

    Attributes:
        numbers: dollars x 10**places; zero where ``unknown``.
        unknown: schools of no level, of two, or that a condition cannot be judged for.
        levels: for every school, the labels of the levels that hold it.
    """

    numbers: NDArray[Any]
    places: int
    unknown: Mask
    levels: tuple[tuple[str, Mask], ...]

    def labels(self, row: int) -> list[str]:
        """The levels that hold a school."""
        return [label for label, holds in self.levels if holds[row]]

    def dollars(self, row: int) -> str:
        """The printed base as a sentence says it."""
        value = Decimal(int(self.numbers[row])).scaleb(-self.places)
        return dollars(quantised(value, self.places))


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """What the index of each school multiplies the base by.

    Attributes:
        numbers: the factor x 10**places.
        column: of schools.csv; empty where it is a count.
    """

    numbers: NDArray[Any]
    places: int
    unknown: Mask
    column: str = ""
    counted: Counted | None = None

    def factor(self, row: int) -> str:
        """The factor as a sentence says it."""
        return number(Decimal(int(self.numbers[row])).scaleb(-self.places))


def base_by_school(base: Base, grounds: Grounds) -> BaseInForce:
    """The base of each school in the year."""
    printed = _printed(base, grounds)
    if printed is None:
        return BaseInForce(None)
    index, of_index = _index(base, grounds), base.cost_index
    column = "" if of_index is None else of_index.column or ""
    if index is None and of_index is not None and column and of_index.share.value(grounds.year):
        grounds.tell_once(("cost index",), _no_column(base, column))
        return BaseInForce(None, told=True)
    numbers, places, unknown = printed.numbers, printed.places, printed.unknown
    if index is not None:
        numbers, places = numbers * index.numbers, places + index.places
        unknown = unknown | index.unknown
    if base.decimals is not None and base.decimals < places and index is not None:
        numbers = times_ratio(numbers, 1, 10 ** (places - base.decimals))
        places = base.decimals
    numbers = np.where(unknown, 0, numbers)

    def said(row: int) -> str:
        level = "".join(f", {label}" for label in printed.labels(row))
        if index is None:
            return level
        return f"{level}, {printed.dollars(row)} x the cost index of {index.factor(row)}"

    def why(row: int) -> Finding:
        if index is not None and index.column and index.unknown[row] and not printed.unknown[row]:
            return no_index(index.column, base.label, row, grounds)
        return _no_base(base, printed, row, grounds)

    needs = None if index is None else index.counted
    return BaseInForce(None, column=BaseColumn(numbers, places, unknown, said, why, needs))


def _printed(base: Base, grounds: Grounds) -> _Printed | None:
    """The printed base of each school; None where none holds in the year."""
    held = [
        (level, value)
        for level in base.levels
        if (value := level.values.value(grounds.year)) is not None
    ]
    of_others = base.values.value(grounds.year)
    values = [value for _, value in held] + ([] if of_others is None else [of_others])
    if not values or not all(grounds.is_sane(value, base.label) for value in values):
        return None
    places = max(scaled(value).places for value in values)
    many = len(grounds.ids)
    numbers = np.full(many, int((of_others or Decimal(0)).scaleb(places)), dtype=np.int64)
    times, unknown = np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.bool_)
    levels: list[tuple[str, Mask]] = []
    for level, value in held:
        label = f"{base.label}, {level.label}"
        statuses = grounds.gates.statuses(level.schools, label, RowStatus.FINAL)
        unknown |= statuses == RowStatus.TO_COME
        holds = is_paid(statuses)
        times += holds
        numbers[holds] = int(value.scaleb(places))
        levels.append((level.label, holds))
    unknown |= (times > 1) | ((times == 0) & (of_others is None))
    return _Printed(numbers, places, unknown, tuple(levels))


def _index(base: Base, grounds: Grounds) -> _Index | None:
    """What each school's index multiplies by: (index - 1) x share + 1; None where none holds."""
    index = base.cost_index
    share = None if index is None else index.share.value(grounds.year)
    if index is None or share is None:
        return None
    if index.values is not None:
        factor = base.index_factor(grounds.year)
        return None if factor is None else _of_all(factor, grounds)
    if index.counts is not None:
        counted = grounds.counts.counted(index.counts, index.measure)
        missing = counted.missing
        nobody = np.zeros(len(grounds.ids), dtype=np.bool_)
        scale = len(str(COUNT_SCALE)) - 1
        numbers, places = _factors(counted.scaled, scale, share)
        return _Index(numbers, places, nobody if missing is None else missing, counted=counted)
    return _by_column(index, share, grounds)


def _of_all(factor: Decimal, grounds: Grounds) -> _Index:
    exact, many = scaled(factor), len(grounds.ids)
    numbers = np.full(many, exact.number, dtype=object)
    return _Index(numbers, exact.places, np.zeros(many, dtype=np.bool_))


def _by_column(index: CostIndex, share: Decimal, grounds: Grounds) -> _Index | None:
    """The index of a column of schools.csv; None where there is no such column."""
    column = index.column or ""
    found = school_index(column, grounds)
    if found is None:
        return None
    numbers, places = _factors(found.numbers, INDEX_PLACES, share)
    return _Index(numbers, places, ~found.known, column)


def _no_column(base: Base, column: str) -> Finding:
    return UNKNOWN_COLUMN.at(
        POLICY,
        f"'{base.label}' follows the column '{column}', and schools.csv has none of that name.",
        f"Add the column '{column}' to schools.csv, or correct the name.",
    )


def _factors(index: IntColumn, index_places: int, share: Decimal) -> tuple[NDArray[Any], int]:
    """``(index - 1) x share + 1`` for every row, exactly, and its places."""
    exact, one = scaled(share), 10**index_places
    places = index_places + exact.places
    return (index.astype(object) - one) * exact.number + 10**places, places


def _no_base(base: Base, printed: _Printed, row: int, grounds: Grounds) -> Finding:
    school, held = grounds.schools[row], printed.labels(row)
    who = f"{school.name} ({school.school_id})"
    if len(held) > 1:
        named = " and ".join(held)
        says = f"{who} is in {len(held)} levels of '{base.label}': {named}."
        remedy = "Leave it to one of them."
    else:
        says = f"{who} is in no level of '{base.label}', so its shares of the base are to come."
        remedy = "Add a level that holds it, or values: for all other schools."
    return NO_BASE.at(POLICY, says, remedy, school_id=school.school_id)
