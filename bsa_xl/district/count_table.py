"""counts.csv to count tables: one for each fiscal year and measure."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .cells import Cells
from .count_columns import MISSING, UNSAID, CountBuilder, Kept, kept
from .counts import COUNT_SCALE, CountOrigin, Counts, CountState, CountTable
from .headers import Table
from .kinds import (
    CONTRADICTING_ROW,
    GROUP_OVER_ENROLLMENT,
    IDENTICAL_ROW,
    NOT_A_NUMBER,
    ODD_MEASURE,
    UNKNOWN_COLUMN,
)
from .notices import Notices
from .numbers import COUNT, read_number, written
from .school_ids import SchoolIds
from .words import key_of, nearest, shown, spoken_list

#: Measures that districts use; another one is welcome unless it looks like one of these misspelt.
MEASURES = ("projected", "census", "norm_day", "ada", "adm", "cumulative")
#: Columns that stand in many people's count files and are no student groups.
_COMPANIONS = frozenset({"name", "school_name", "school", "level", "grades", "region", "notes"})
#: A column is judged to be words by so many cells.
_TRIED_ROWS = 1000


@dataclass(slots=True)
class _Group:
    """One group's column while it is read: the texts seen so far, and what cannot be read."""

    name: str
    place: int
    seen: dict[str, Kept] = field(default_factory=dict)


def read_counts(table: Table, ids: SchoolIds, notices: Notices) -> Counts:
    """The counts of a table, by fiscal year and measure.

    Args:
        table: of counts.csv.
        ids: the schools that there are.
        notices: takes what is found, groups larger than their enrollment too.
    """
    cells = Cells(table, notices)
    groups = _groups(table, notices)
    names = [group.name for group in groups]
    builders: dict[tuple[FiscalYear, str], CountBuilder] = {}
    measures: dict[str, str] = {}
    for _ in cells.rows():
        school_id, year = cells.school(ids), cells.year("fiscal_year")
        measure = _measure(cells, measures)
        counts = tuple(_count(cells, group) for group in groups)
        if not school_id or year is None or not measure:
            continue
        builder = builders.get((year, measure))
        if builder is None:
            builder = builders[year, measure] = CountBuilder(names)
        if school_id in builder.rows:
            name = f"{school_id}, {year}, {measure}"
            _tell_repeat(cells, name, builder.rows[school_id], counts, names)
        else:
            builder.rows[school_id] = (counts, cells.line, _origin(cells))
    grid = table.grid
    tables = {key: builder.table(*key, grid.file, grid.sheet) for key, builder in builders.items()}
    for read in tables.values():
        for finding in groups_over_enrollment(read):
            notices.add(finding)
    return tables


def groups_over_enrollment(table: CountTable) -> list[Finding]:
    """One finding for each count that is larger than the school's enrollment (CNT-01)."""
    enrollment = table.columns.get("enrollment")
    if enrollment is None:
        return []
    found = []
    for group, column in table.columns.items():
        both = (column.state == CountState.GIVEN) & (enrollment.state == CountState.GIVEN)
        for row in np.flatnonzero(both & (column.scaled > enrollment.scaled)):
            school_id = table.school_ids[row]
            count, whole = (
                written(Decimal(int(scaled)) / COUNT_SCALE)
                for scaled in (column.scaled[row], enrollment.scaled[row])
            )
            problem = (
                f"{group} is {count}, more than the enrollment of {whole} at school {school_id} "
                f"({table.fiscal_year}, {table.measure})."
            )
            where = table.where(school_id, group)
            remedy = "Correct whichever of the two is wrong."
            found.append(GROUP_OVER_ENROLLMENT.at(where, problem, remedy, school_id=school_id))
    return found


def _groups(table: Table, notices: Notices) -> list[_Group]:
    """The columns that hold counts; a column of words only is told once and left out."""
    groups = []
    for name, place in table.others.items():
        if name in _COMPANIONS or (name != "enrollment" and _is_words(table, place)):
            problem = f"column {shown(name)} holds no counts and was not read."
            where = table.grid.at(table.header_line, shown(name))
            notices.fold(UNKNOWN_COLUMN, where, problem, "Remove it, or check its cells.")
        else:
            groups.append(_Group(name, place))
    return groups


def _is_words(table: Table, place: int) -> bool:
    """Whether a column has words and not one number or star among its first thousand cells."""
    words = False
    for _, cells in table.rows[:_TRIED_ROWS]:
        reading = read_number(cells[place], COUNT)
        if reading.kind is NOT_A_NUMBER and not any(map(str.isdecimal, cells[place])):
            words = True
        elif reading.kind is not None or reading.state is not CountState.NOT_SUPPLIED:
            return False
    return words


def _measure(cells: Cells, known: dict[str, str]) -> str:
    raw = cells.raw("measure")
    if raw in known:
        return known[raw]
    measure = key_of(cells.text("measure", required=True))
    if measure and measure not in MEASURES and (meant := nearest(measure, MEASURES)):
        problem = f"'{shown(raw)}' is read as a measure of its own."
        where = cells.at("measure")
        cells.notices.fold(ODD_MEASURE, where, problem, f"Write {meant} if that is what it is.")
    if measure:
        known[raw] = measure
    return measure


def _count(cells: Cells, group: _Group) -> Kept:
    """One count; texts that need no word are remembered, for most of a column's are the same."""
    text = cells.cell(group.place)
    count = group.seen.get(text)
    if count is not None:
        return count
    reading = read_number(text, COUNT, decimal_comma=cells.table.grid.decimal_comma)
    if reading.kind is None:
        count = group.seen[text] = kept(reading.value, reading.state)
        return count
    cells.tell_reading(group.name, reading)
    return MISSING if reading.refused else kept(reading.value, reading.state)


def _origin(cells: Cells) -> CountOrigin:
    places = cells.table.places
    if not places.keys() & {"count_date", "source", "certified_by"}:
        return UNSAID
    return CountOrigin(cells.day("count_date"), cells.text("source"), cells.text("certified_by"))


def _tell_repeat(
    cells: Cells,
    name: str,
    before: tuple[tuple[Kept, ...], int, CountOrigin],
    counts: tuple[Kept, ...],
    groups: list[str],
) -> None:
    """A second row for the same school, year and measure; the first one is used."""
    place = f"{'row' if cells.table.grid.sheet else 'line'} {before[1]}"
    differing = [
        group for group, old, new in zip(groups, before[0], counts, strict=True) if old != new
    ]
    if differing:
        problem = (
            f"the counts of {name} differ from {place} in {spoken_list(differing, last='and')}."
        )
        remedy = "Keep the row that is right and remove the other."
        cells.tell(CONTRADICTING_ROW, "school_id", problem, remedy)
    else:
        problem = f"the counts of {name} are the same as in {place} and were used once."
        cells.tell(IDENTICAL_ROW, "school_id", problem, "Remove one of the two rows.")
