"""What schools would be given with other counts, in the formula as it is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.allocation import Allocation, AllocationLine, LineStatus, LineUnit, allocate
from bsa_xl.analysis import CountAt, with_counts
from bsa_xl.money import to_dollars

from .cell_faults import CannotAnswerError, shortly
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
        groups: columns of counts.csv in any case; of another measure than the policy's,
            ``census:el``.
        counts: a row for each school, with a count for each group; None leaves it as it is.

    Raises:
        CannotAnswerError: a school or group is not known, or empty beside a count; a count is none;
            a school has two counts of a group; or the formula cannot be worked out with them.
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
    """The counts that were typed; each of a school, a measure and a group."""
    found: dict[CountAt, Decimal] = {}
    for index, group in enumerate(groups):
        typed = [
            (one, count)
            for one, row in zip(ids, counts, strict=True)
            if (count := row[index]) is not None
        ]
        if not typed:
            continue
        measure, name = _column(year, group)
        for one, count in typed:
            if not one:
                raise CannotAnswerError(
                    f"A count of '{name}' stands beside no school.",
                    "Name the school, or clear the count.",
                )
            _require(year, measure, name, one, count)
            before = found.setdefault((one, measure, name), count)
            if before != count:
                raise CannotAnswerError(
                    f"'{name}' of school {one} is given twice, as {shortly(before)} and as "
                    f"{shortly(count)}.",
                    "Give each school one count of a group.",
                )
    return found


def _column(year: CellYear, group: str) -> tuple[str, str]:
    """Measure and name of a column of counts.csv, as it is written there; in any case.

    Raises:
        CannotAnswerError: the year has no such column.
    """
    if not group:
        raise CannotAnswerError("A count stands under no group.", "Name its column above it.")
    before, colon, after = group.rpartition(":")
    if colon and not (before.strip() and after.strip()):
        raise CannotAnswerError(
            f"'{group}' lacks what belongs {'behind' if before.strip() else 'before'} its colon.",
            "Write a group, such as el, or a measure and a group, such as census:el.",
        )
    measures = [measure for of, measure in year.district.counts if of == year.year]
    measure = _as_written(before.strip(), measures) if colon else year.policy.measure
    table = year.district.table(year.year, measure)
    known = () if table is None else tuple(table.columns)
    name = _as_written(after.strip(), known)
    if name not in known:
        folded = {each.casefold(): each for each in known}
        near = difflib.get_close_matches(name.casefold(), folded, n=1)
        remedy = (
            f"Write {folded[near[0]]}." if near else "Name a column of counts.csv and its measure."
        )
        raise CannotAnswerError(
            f"There are no {measure} counts of '{name}' in {year.year}.", remedy
        )
    return measure, name


def _as_written(meant: str, known: Sequence[str]) -> str:
    """A name as a file writes it, whatever case it was asked for in; as it is where none fits."""
    if meant in known:
        return meant
    fitting = [each for each in known if each.casefold() == meant.casefold()]
    return fitting[0] if len(fitting) == 1 else meant


def _require(year: CellYear, measure: str, group: str, school_id: str, count: Decimal) -> None:
    """Refuse a count that no table of the year has room for, or that is none."""
    table = year.district.table(year.year, measure)
    if table is None or school_id not in table:
        raise CannotAnswerError(
            f"School {school_id} has no {measure} counts in {year.year}.",
            "Add its row to counts.csv.",
        )
    if not 0 <= count <= _MOST_PUPILS:
        raise CannotAnswerError(
            f"'{group}' of school {school_id} would be {shortly(count)}.",
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
