"""What bounds a scenario's change of counts: the schools that there are, and their enrollment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches

import numpy as np

from bsa_xl.budget import lets_in
from bsa_xl.district import COUNT_SCALE, Counts, CountState, CountTable, District
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.policy import EVERY_GROUP, ScenarioFile

from .changed_policy import NOT_THERE

OVER_ENROLLMENT = FindingKind(
    "SCN-04",
    "Scenario makes a group larger than the enrollment",
    Severity.FATAL,
    "A group is part of the school's pupils; more of them than there are would be paid for nobody.",
)
_ENROLLMENT = "enrollment"
_MOST_NAMED = 12
_GATES = ("level", "grades", "model", "region", "board_district", "title_i", "budgeted_with")


def gate_faults(district: District, file: ScenarioFile, index: int) -> Iterator[Finding]:
    """A finding for each school, column and value of a change's gate that the district lacks.

    Args:
        district: the facts.
        file: the scenario.
        index: of the change among its changes of counts.
    """
    gate, steps = file.scenario.counts[index].schools, ("counts", index, "schools")
    ids = {school.school_id for school in district.schools}
    for number, school_id in enumerate(gate.schools):
        if school_id not in ids:
            where = file.where(*steps, "schools", number)
            remedy = _write(school_id, sorted(ids), "Write ids of schools.csv.")
            yield NOT_THERE.at(where, f"There is no school '{school_id}'.", remedy)
    for key, conditions in (("where", gate.where), ("except_where", gate.except_where)):
        for field, wanted in conditions.items():
            there = _values(district, field)
            if there is None:
                known = [*_GATES, *(district.schools[0].attributes if district.schools else ())]
                problem = f"schools.csv has no column '{field}'."
                remedy = _write(field, known, "Name a column of schools.csv.")
                yield NOT_THERE.at(file.where(*steps, key, field), problem, remedy)
                continue
            for number, value in enumerate(wanted):
                if value not in there:
                    where = file.where(*steps, key, field, number)
                    known = sorted(filter(None, there))
                    remedy = _write(value, known, f"Use: {', '.join(known[:_MOST_NAMED])}.")
                    yield NOT_THERE.at(where, f"No school has the {field} '{value}'.", remedy)


def _values(district: District, field: str) -> set[str] | None:
    """The values that schools have in a column; None where there is no such column."""
    found = set()
    for school in district.schools:
        try:
            found.add(school.field_text(field))
        except KeyError:
            continue
    return found or None


def _write(word: str, known: Sequence[str], otherwise: str) -> str:
    close = get_close_matches(word, known, n=1)
    return f"Write {close[0]}." if close else otherwise


def over_enrollment(
    after: Counts, district: District, file: ScenarioFile, measure: str
) -> Iterator[Finding]:
    """One finding for each change and group that is now larger than the enrollment somewhere.

    Args:
        after: the counts after all changes.
        district: with the counts as they were supplied; what exceeds there is not the scenario's
            fault.
        file: the scenario.
        measure: of the counts whose change does not say which.
    """
    for key, table in after.items():
        before = district.counts[key]
        if table is before:
            continue
        known = set(_exceeding(before))
        found: dict[tuple[int, str], list[str]] = {}
        for school, group in _exceeding(table):
            if (school, group) not in known:
                index = _last(district, file, school, group, key[1], measure)
                found.setdefault((index, group), []).append(school)
        for (index, group), schools in found.items():
            problem = f"'{group}' of {_at(table, group, schools)}."
            remedy = f"Move '{group}' by less, or the enrollment with it."
            yield OVER_ENROLLMENT.at(file.where("counts", index), problem, remedy)


def _exceeding(table: CountTable) -> Iterator[tuple[str, str]]:
    """School and group of every count that is larger than the enrollment."""
    whole = table.columns.get(_ENROLLMENT)
    if whole is None:
        return
    for group, column in table.columns.items():
        both = (column.state == CountState.GIVEN) & (whole.state == CountState.GIVEN)
        for row in np.flatnonzero(both & (column.scaled > whole.scaled)):
            yield table.school_ids[row], group


def _last(
    district: District, file: ScenarioFile, school_id: str, group: str, of: str, measure: str
) -> int:
    """The last change that moved a school's count of a group, or its enrollment."""
    school = district.school(school_id)
    return max(
        index
        for index, change in enumerate(file.scenario.counts)
        if (change.measure or measure) == of
        and change.group in {group, _ENROLLMENT, EVERY_GROUP}
        and lets_in(change.schools, school)
    )


def _at(table: CountTable, group: str, schools: list[str]) -> str:
    """``school 0101 would be 5000 of 400 pupils``, with how many more there are."""
    row = table.row(schools[0])
    count, whole = (
        Decimal(int(table.columns[name].scaled[row])) / COUNT_SCALE for name in (group, _ENROLLMENT)
    )
    more = f", and so at {len(schools) - 1} more" if len(schools) > 1 else ""
    said = f"school {schools[0]} would be {count.normalize():f}"
    return f"{said}, more than its enrollment of {whole.normalize():f}{more}"
