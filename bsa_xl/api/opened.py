"""A district opened: its facts, its policy, and every finding about either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from bsa_xl.allocation import YearFacts
from bsa_xl.checks import KNOWN_RULES, selection_findings
from bsa_xl.district import COUNT_SCALE, CountState, District, read_district
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import CountSize, PolicyFacts, PolicyFile, read_policy

POLICY_FILE = "policy.yaml"


@dataclass(frozen=True, slots=True)
class Opened:
    """What was read of a district.

    Attributes:
        path: the folder or workbook.
        district: None when nothing usable could be read.
        policy_file: None when the policy has a fatal fault.
        findings: all of both, facts first.
    """

    path: Path
    district: District | None
    policy_file: PolicyFile | None
    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        """Whether money may be worked out from it: both read, nothing fatal."""
        has_both = self.district is not None and self.policy_file is not None
        return has_both and not any(finding.is_fatal for finding in self.findings)


def policy_path(path: Path) -> Path:
    """Where a district's policy lies: in its folder, or beside its workbook."""
    return (path if path.is_dir() else path.parent) / POLICY_FILE


def policy_name(place: Path) -> str:
    """What messages call a policy: its name alone, or where one was looked for and none is."""
    return place.name if place.exists() else str(place.absolute())


def open_district(path: Path, year: FiscalYear | None = None) -> Opened:
    """Read a district's facts and policy, and check one against the other.

    Args:
        path: the folder, or the workbook.
        year: the fiscal year to be worked out; None checks every year with counts.
    """
    district, found = read_district(path)
    facts = None if district is None else policy_facts(district, year)
    place = policy_path(path)
    policy_file, told = read_policy(place, name=policy_name(place), facts=facts)
    if policy_file is not None:
        told = (*told, *selection_findings(policy_file.policy))
    return Opened(path, district, policy_file, (*found, *told))


def policy_facts(district: District, year: FiscalYear | None) -> PolicyFacts:
    """What the policy's names must be found in, as the district supplies it."""
    fields = {
        school.school_id: {
            name: school.field_text(name) for name in (*_GATE_FIELDS, *school.attributes)
        }
        for school in district.schools
    }
    gates: dict[str, set[str]] = {}
    for texts in fields.values():
        for name, text in texts.items():
            gates.setdefault(name, set()).add(text)
    widths = {segment.name: segment.width for segment in district.profile.account_segments}
    return PolicyFacts(
        year=year,
        counts={key: _sizes(district, key) for key in district.counts},
        with_pupils=_with_pupils(district),
        positions=frozenset(p.code for p in district.positions) if district.positions else None,
        fte_steps={p.code: p.fte_step for p in district.positions if p.fte_step > 0},
        services=frozenset(service.code for service in district.services),
        school_ids=frozenset(fields),
        school_fields=fields,
        gate_values={name: frozenset(values) for name, values in gates.items()},
        amount_lines=frozenset(
            amount.line for amount in district.amounts if year in (None, amount.fiscal_year)
        ),
        programs_named=_programs_named(district),
        rules=KNOWN_RULES,
        account_widths={name: widths[name] for name in ("fund", "resource") if name in widths},
    )


_GATE_FIELDS = ("level", "grades", "model", "region", "board_district", "title_i", "budgeted_with")


def _sizes(district: District, key: tuple[FiscalYear, str]) -> Mapping[str, CountSize]:
    sizes = {}
    for group, column in district.counts[key].columns.items():
        given = column.scaled[column.state == CountState.GIVEN]
        largest = int(given.max()) if given.size else 0
        decimals = next((n for n in range(5) if not np.any(given % (COUNT_SCALE // 10**n))), 4)
        sizes[group] = CountSize(Decimal(largest) / COUNT_SCALE, decimals)
    return sizes


def _with_pupils(district: District) -> Callable[[FiscalYear, str, str], frozenset[str]]:
    """Who has more than zero in a column, of the schools that take part in a year."""

    def found(year: FiscalYear, measure: str, group: str) -> frozenset[str]:
        table = district.table(year, measure)
        column = None if table is None else table.columns.get(group)
        if table is None or column is None:
            return frozenset()
        there = [table.school_ids[row] for row in np.flatnonzero(column.scaled > 0).tolist()]
        return frozenset(there).intersection(YearFacts(district, year).ids)

    return found


def _programs_named(district: District) -> dict[str, Location]:
    named: dict[str, Location] = {}
    for amount in district.amounts:
        if amount.program:
            named.setdefault(amount.program, amount.where)
    for position in district.staff:
        for program, _ in position.shares:
            named.setdefault(program, position.where)
    return named
