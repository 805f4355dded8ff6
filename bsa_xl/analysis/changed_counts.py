"""A district with a scenario's changes made in its counts, within the bounds of counts.csv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

import numpy as np

from bsa_xl.budget import lets_in
from bsa_xl.district import COUNT_SCALE, CountColumn, CountState, CountTable, District
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_half_away
from bsa_xl.policy import EVERY_GROUP, CountChange, ScenarioFile

from .changed_policy import NOT_THERE, moved_by
from .count_bounds import gate_faults, over_enrollment

BELOW_ZERO = FindingKind(
    "SCN-03",
    "Scenario leaves fewer pupils than none",
    Severity.FATAL,
    "A negative count would take money from a school.",
)


def changed_counts(
    district: District, file: ScenarioFile, year: FiscalYear, measure: str
) -> tuple[District, tuple[Finding, ...]]:
    """The district after every change of a count in turn, and what could not be changed.

    A count is rounded to four decimals, half away from zero, as counts.csv has them. One that was
    not supplied or is suppressed stays so, but where the scenario says what it is.

    Args:
        district: the facts.
        file: the scenario.
        year: whose counts are changed.
        measure: of the counts whose change does not say which.
    """
    if not file.scenario.counts:
        return district, ()
    findings: list[Finding] = []
    counts = dict(district.counts)
    for index, change in enumerate(file.scenario.counts):
        where = file.where("counts", index)
        key = (year, change.measure or measure)
        table = counts.get(key)
        known = [] if table is None else list(table.columns)
        groups = known if change.group == EVERY_GROUP else [change.group]
        if table is None or not groups or any(group not in known for group in groups):
            findings.append(NOT_THERE.at(where, *_unknown(change, key[1], year, known)))
            continue
        faults = [*gate_faults(district, file, index)]
        rows = list(_meant(district, table, change))
        if not faults and not any(_moves(change, table.columns[group], rows) for group in groups):
            faults.append(NOT_THERE.at(where, *_moves_nothing(change, key[1], rows)))
        findings += faults
        columns = dict(table.columns)
        for group in groups if not faults else ():
            columns[group], below = _changed(columns[group], rows, change, group)
            findings += [BELOW_ZERO.at(where, *fault) for fault in below]
        counts[key] = replace(table, columns=columns)
    findings += over_enrollment(counts, district, file, measure)
    return replace(district, counts=counts), tuple(findings)


def _unknown(
    change: CountChange, measure: str, year: FiscalYear, known: list[str]
) -> tuple[str, str]:
    close = get_close_matches(change.group, known, n=1)
    remedy = f"Write {close[0]}." if close else "Name a column of counts.csv and its measure."
    return f"There are no {measure} counts of '{change.group}' in {year}.", remedy


def _moves(change: CountChange, column: CountColumn, rows: list[tuple[int, str]]) -> bool:
    """Whether there is a count to be moved, or one that the scenario itself says."""
    return any(change.to is not None or column.state[row] == CountState.GIVEN for row, _ in rows)


def _moves_nothing(
    change: CountChange, measure: str, rows: list[tuple[int, str]]
) -> tuple[str, str]:
    if not rows:
        return "No school with counts is let in, so nothing changes.", "Name other schools."
    problem = f"No school that is let in has a {measure} count of '{change.group}' to be moved."
    return problem, "Write to: and the count, or name other schools."


def _changed(
    column: CountColumn, rows: list[tuple[int, str]], change: CountChange, group: str
) -> tuple[CountColumn, list[tuple[str, str]]]:
    """The column after the change, and a fault for every count below zero."""
    scaled, state = column.scaled.copy(), column.state.copy()
    faults = []
    for row, school_id in rows:
        if state[row] != CountState.GIVEN and change.to is None:
            continue
        number = Decimal(int(scaled[row])) / COUNT_SCALE
        moved = round_half_away(moved_by(change, number), 4)
        if moved < 0:
            problem = f"'{group}' of school {school_id} would be {moved.normalize():f}."
            faults.append((problem, "Take fewer away, or name other schools."))
            continue
        scaled[row], state[row] = int(moved * COUNT_SCALE), CountState.GIVEN
    return CountColumn(scaled.astype(np.int64), state), faults


def _meant(district: District, table: CountTable, change: CountChange) -> Iterator[tuple[int, str]]:
    """Row and id of every school that the change is for."""
    for school in district.schools:
        if school.school_id in table and lets_in(change.schools, school):
            yield table.row(school.school_id), school.school_id
