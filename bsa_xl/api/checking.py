"""Check a policy, or a district's facts, and say what was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from bsa_xl.checks import KNOWN_RULES, selection_findings
from bsa_xl.district import COUNT_SCALE, CountState, CountTable, District, School, read_district
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy, PolicyFacts, read_policy

from .opened import policy_facts, policy_name, policy_path
from .outcome import Answer


@dataclass(frozen=True, slots=True)
class PolicySummary:
    """What a policy that could be read is.

    Attributes:
        sha256: of the file's bytes, in hexadecimal.
        against: the district whose names it was checked against; empty for none.
    """

    policy: str
    title: str
    status: str
    sha256: str
    components: int
    programs: tuple[str, ...]
    rules: int
    against: str = ""


@dataclass(frozen=True, slots=True)
class PolicyChecked:
    """What checking a policy came to.

    Attributes:
        summary: None where a finding is fatal.
        district_faults: fatal findings about the district itself; `check_district` tells them.
    """

    answer: Answer
    summary: PolicySummary | None = None
    district_faults: int = 0


@dataclass(frozen=True, slots=True)
class GivenCounts:
    """The counts of one year and measure.

    Attributes:
        schools: with a row in the table.
        groups: student group to the sum of the counts that were given, schools in order.
        not_given: counts that are empty or suppressed.
    """

    fiscal_year: FiscalYear
    measure: str
    schools: int
    groups: dict[str, Decimal]
    not_given: int


@dataclass(frozen=True, slots=True)
class DistrictSummary:
    """What was read of a district.

    Attributes:
        centres: schools that are budgeted with another.
        staff_fte: FTE of the positions that exist now.
        tables: name of a table to its rows, those that the district has.
    """

    name: str
    schools: int
    centres: int
    counts: tuple[GivenCounts, ...]
    staff_fte: Decimal
    tables: dict[str, int]


@dataclass(frozen=True, slots=True)
class DistrictChecked:
    """What checking a district came to; the summary is None where nothing usable was read."""

    answer: Answer
    summary: DistrictSummary | None = None


def check_policy(
    path: Path, *, district: Path | None = None, year: FiscalYear | None = None
) -> PolicyChecked:
    """Check a policy by itself, or against what a district supplies.

    Args:
        path: the policy's file; or a district's folder or workbook, for the policy that lies there.
        district: a district to check a policy's file against.
        year: the fiscal year to be worked out; None checks every year with counts.
    """
    if district is None and (path.is_dir() or path.suffix.casefold() in {".xlsx", ".xlsm"}):
        path, district = policy_path(path), path
    facts, name, faults = PolicyFacts(year=year, rules=KNOWN_RULES), "", 0
    if district is not None:
        read, found = read_district(district)
        faults = sum(finding.is_fatal for finding in found)
        if read is not None:
            facts, name = policy_facts(read, year), read.profile.name
    file, told = read_policy(path, name=policy_name(path), facts=facts)
    if file is not None:
        told = (*told, *selection_findings(file.policy))
    summary = None if file is None else _policy_summary(file.policy, file.sha256, name)
    return PolicyChecked(Answer.of(told), summary, faults)


def check_district(path: Path) -> DistrictChecked:
    """Check a district's facts: every table, every cell.

    Args:
        path: the folder, or the workbook.
    """
    district, found = read_district(path)
    summary = None if district is None else _district_summary(district)
    return DistrictChecked(Answer.of(found), summary)


def given_counts(tables: Iterable[CountTable]) -> tuple[GivenCounts, ...]:
    """Control counts: the sum of every student group, by year and measure."""
    return tuple(_given(table) for table in tables)


def _policy_summary(policy: Policy, sha256: str, district: str) -> PolicySummary:
    return PolicySummary(
        policy=policy.policy,
        title=policy.title,
        status=policy.status,
        sha256=sha256,
        components=len(policy.components),
        programs=tuple(program.id for program in policy.programs),
        rules=len(policy.checks),
        against=district,
    )


def _district_summary(district: District) -> DistrictSummary:
    tables = {
        "amounts": district.amounts,
        "positions": district.positions,
        "benefits": district.benefits,
        "items": district.items,
        "staff": district.staff,
        "services": district.services,
    }
    codes = {f"accounts/{name}": len(titles) for name, titles in district.accounts.titles.items()}
    return DistrictSummary(
        name=district.profile.name,
        schools=len(district.schools),
        centres=sum(map(_is_centre, district.schools)),
        counts=given_counts(district.counts.values()),
        staff_fte=sum((position.fte for position in district.staff), Decimal(0)),
        tables={name: len(rows) for name, rows in tables.items() if rows} | codes,
    )


def _is_centre(school: School) -> bool:
    return bool(school.budgeted_with)


def _given(table: CountTable) -> GivenCounts:
    groups, absent = {}, 0
    for group, column in table.columns.items():
        given = column.state == CountState.GIVEN
        absent += int(np.count_nonzero(~given))
        total = sum(column.scaled[given].tolist())
        groups[group] = (Decimal(total) / COUNT_SCALE).normalize() + 0
    return GivenCounts(table.fiscal_year, table.measure, len(table.school_ids), groups, absent)
