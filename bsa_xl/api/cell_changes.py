"""What schools would be given with other counts, in the formula as it is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.allocation import Allocation, AllocationLine, LineStatus, LineUnit, allocate
from bsa_xl.analysis import CountAt, with_counts
from bsa_xl.money import to_dollars

from .cell_faults import CannotAnswerError
from .cell_years import CellYear, refuse_fatal

#: Pupils of one group in one school; whoever types more has typed something else.
_MOST_PUPILS = 1_000_000


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A school's dollars as they are and with other counts.

    Attributes:
        now: dollars that the school plans itself; ``then`` with the other counts.
    """

    now: Decimal
    then: Decimal

    @property
    def difference(self) -> Decimal:
        """Dollars more; below zero where it would be less."""
        return self.then - self.now


@dataclass(frozen=True, slots=True)
class WhatIfLine:
    """A line of a school as it is and with other counts.

    Attributes:
        name: the line's own name.
        now: dollars, or FTE where ``unit`` says so; None where it is to come. ``then`` is the
            same with the other counts.
    """

    name: str
    label: str
    unit: str
    now: Decimal | None
    then: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much more; below zero where it would be less; None where one of them is to come."""
        return None if self.now is None or self.then is None else self.then - self.now


def what_if(
    year: CellYear,
    schools: Sequence[str],
    groups: Sequence[str],
    counts: Sequence[Sequence[Decimal | None]],
) -> list[WhatIf | None]:
    """The dollars of schools with other counts, all of them changed at once.

    What is shared out goes to all schools by the changed counts. Counts that nobody changed stay as
    they are, also those that others are usually part of.

    Args:
        year: the district's year.
        schools: ids or names; an empty one is answered by nothing.
        groups: columns of counts.csv; of another measure than the policy's, ``census:el``.
        counts: a row for each school, with a count for each group; None leaves it as it is.

    Raises:
        CannotAnswerError: a school or group is not known, a count is none, or the formula cannot be
            worked out with it.
    """
    ids = [year.school(school) if school else "" for school in schools]
    made = _with(year, _changes(year, ids, groups, counts))
    refuse_fatal(finding for finding in made.findings if finding.school_id in ("", *ids))
    then = made.school_totals()
    return [
        WhatIf(to_dollars(year.total_cents(one)), to_dollars(then[one])) if one else None
        for one in ids
    ]


def what_if_lines(
    year: CellYear, school: str, groups: Sequence[str], counts: Sequence[Decimal | None]
) -> tuple[WhatIfLine, ...]:
    """Every line of one school with other counts, beside what it is.

    Args:
        year: the district's year.
        school: id or name.
        groups: as in `what_if`.
        counts: one for each group; None leaves it as it is.

    Raises:
        CannotAnswerError: as in `what_if`.
    """
    school_id = year.school(school)
    made = _with(year, _changes(year, [school_id], groups, [counts]))
    refuse_fatal(finding for finding in made.findings if not finding.school_id)
    now = {line.line_id: line for line in year.allocation.lines(school_id).lines}
    then = {line.line_id: line for line in made.lines(school_id).lines}
    found = []
    for line_id in dict.fromkeys((*now, *then)):
        line = then.get(line_id) or now[line_id]
        name = line_id.removeprefix(f"{school_id}:")
        values = [_value(lines.get(line_id)) for lines in (now, then)]
        found.append(WhatIfLine(name, line.label, line.unit.value, *values))
    return tuple(found)


def _value(line: AllocationLine | None) -> Decimal | None:
    """Dollars or FTE of a line; zero where the school has no such line."""
    if line is None:
        return Decimal(0)
    if line.status is LineStatus.TO_COME:
        return None
    return (line.fte or Decimal(0)) if line.unit is LineUnit.FTE else to_dollars(line.cents)


def _changes(
    year: CellYear,
    ids: Sequence[str],
    groups: Sequence[str],
    counts: Sequence[Sequence[Decimal | None]],
) -> dict[CountAt, Decimal]:
    found: dict[CountAt, Decimal] = {}
    for index, group in enumerate(groups):
        typed = {
            one: row[index]
            for one, row in zip(ids, counts, strict=True)
            if one and row[index] is not None
        }
        if not typed:
            continue
        if not group:
            raise CannotAnswerError("A count stands under no group.", "Name its column above it.")
        measure, _, name = group.rpartition(":")
        measure = measure or year.policy.measure
        _require(year, measure, name, typed)
        for one, count in typed.items():
            if count is not None:
                found[one, measure, name] = count
    return found


def _require(year: CellYear, measure: str, group: str, typed: Mapping[str, Decimal | None]) -> None:
    """Refuse counts that no table of the year has room for, or that are none."""
    table = year.district.table(year.year, measure)
    if table is None or group not in table.columns:
        known = () if table is None else tuple(table.columns)
        near = difflib.get_close_matches(group, known, n=1)
        remedy = f"Write {near[0]}." if near else "Name a column of counts.csv and its measure."
        raise CannotAnswerError(
            f"There are no {measure} counts of '{group}' in {year.year}.", remedy
        )
    for school_id, count in typed.items():
        if school_id not in table:
            raise CannotAnswerError(
                f"School {school_id} has no {measure} counts in {year.year}.",
                "Add its row to counts.csv.",
            )
        if count is not None and not 0 <= count <= _MOST_PUPILS:
            raise CannotAnswerError(
                f"'{group}' of school {school_id} would be {count.normalize():f}.",
                f"Type a count from 0 to {_MOST_PUPILS:,}.",
            )


def _with(year: CellYear, changes: Mapping[CountAt, Decimal]) -> Allocation:
    """The allocation with other counts; the last few are remembered."""
    if not changes:
        return year.allocation
    key: frozenset[tuple[CountAt, object]] = frozenset(changes.items())
    made = year.kept.get(key)
    if made is None:
        district = with_counts(year.district, year.year, changes)
        made = allocate(district, year.policy, year.year)
        year.keep(key, made)
    return made
