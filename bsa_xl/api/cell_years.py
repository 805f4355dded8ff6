"""A district's year as cells ask for it: read and allocated once, then looked up."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bsa_xl.allocation import (
    Allocation,
    AllocationLine,
    Explanation,
    allocate,
    explain,
    findings_of,
)
from bsa_xl.analysis import CountAt
from bsa_xl.budget import RateSheet, rate_sheet
from bsa_xl.district import District, StaffPosition
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy

from .cell_faults import CannotAnswerError
from .opened import open_district
from .school_names import find_school
from .stops import UnknownNameError

TOTAL = "total"
_ALIKE, _MOST, _SHORT = 0.6, 3, 2
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a cell may ask of a school's allocation, by its name.

    Attributes:
        name: as it was asked for.
        title: what it is called on paper.
        columns: places of its lines' columns in the allocation; those that schools plan, of a
            program or the total.
        is_sum: whether it is a program or the total, and so has dollars only.
    """

    name: str
    title: str
    columns: tuple[int, ...]
    is_sum: bool


@dataclass(frozen=True, eq=False)
class CellYear:
    """One fiscal year of a district, allocated as adopted.

    Attributes:
        kept: the last allocations with other counts, by those counts.
    """

    district: District
    policy: Policy
    allocation: Allocation
    kept: dict[frozenset[tuple[CountAt, object]], Allocation] = field(default_factory=dict)

    @property
    def year(self) -> FiscalYear:
        """The fiscal year."""
        return self.allocation.fiscal_year

    def school(self, meant: str) -> str:
        """The id of a school, by its id or its name.

        Raises:
            CannotAnswerError: no such school takes part in the year.
        """
        known = self._ids.get(meant)
        if known is not None:
            return known
        try:
            return find_school(self.district, self.allocation.school_ids, meant, self.year)
        except UnknownNameError as error:
            raise CannotAnswerError(error.problem, error.remedy) from None

    def row(self, school_id: str) -> int:
        """The row of a school in the allocation's columns."""
        return self._rows[school_id]

    def line(self, column: int, school_id: str) -> AllocationLine | None:
        """One line of a school; None where it has none."""
        found = self.allocation.columns[column]
        return found.line(self.row(school_id), school_id, self.year, self.allocation.event)

    def wanted(self, name: str) -> Wanted:
        """What stands behind a name: a component, an adjustment, one of their lines, a program.

        Raises:
            CannotAnswerError: the policy has nothing of that name.
        """
        found = self._wanted.get(name.casefold())
        if found is None:
            raise CannotAnswerError(
                f"The policy has no component, adjustment or program '{name}'.",
                _proposal(name, [each.name for each in self._wanted.values()]),
            )
        return found

    def explanation(self, school_id: str) -> Explanation:
        """A school's allocation in sentences."""
        known = self._explained.get(school_id)
        if known is None:
            known = explain(self.allocation, self.district, self.policy, school_id)
            self._explained[school_id] = known
        return known

    def keep(self, counts: frozenset[tuple[CountAt, object]], made: Allocation) -> None:
        """Remember an allocation with other counts, and let go of the oldest beyond a few."""
        self.kept[counts] = made
        while len(self.kept) > _MOST_KEPT:
            del self.kept[next(iter(self.kept))]

    def total_cents(self, school_id: str) -> int:
        """Integer cents that a school plans itself.

        Raises:
            CannotAnswerError: something about the school is fatal, or about another one by whose
                fault a line of this one is to come, so that its total is not known.
        """
        self.require_known(school_id, self._wanted[TOTAL].columns)
        return self._totals[school_id]

    def require_known(self, school_id: str, columns: Sequence[int]) -> None:
        """Go on only where the sum of some of a school's lines is known.

        Args:
            school_id: a school that takes part.
            columns: places of the lines' columns in the allocation.

        Raises:
            CannotAnswerError: something about the school is fatal, or one of the lines is to come
                by another school's fault; one that the policy says is to come is no fault.
        """
        refuse_fatal(self._fatal.get(school_id, ()))
        row = self.row(school_id)
        if self._fatal and any(self._waits[column][row] for column in columns):
            refuse_fatal(findings_of(self.allocation, self.policy, school_id))

    @cached_property
    def _totals(self) -> dict[str, int]:
        return self.allocation.school_totals()

    @cached_property
    def _fatal(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.allocation.findings:
            if finding.is_fatal:
                found.setdefault(finding.school_id, []).append(finding)
        return found

    @cached_property
    def _waits(self) -> list[NDArray[np.bool_]]:
        """For each column, the schools at which its line is to come."""
        return [column.to_come for column in self.allocation.columns]

    @cached_property
    def rates(self) -> RateSheet:
        """The district's price list."""
        return rate_sheet(self.district)

    @cached_property
    def staff(self) -> dict[str, list[StaffPosition]]:
        """The positions that exist, by number in small letters."""
        found: dict[str, list[StaffPosition]] = {}
        for position in self.district.staff:
            found.setdefault(position.position_id.casefold(), []).append(position)
        return found

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {school_id: row for row, school_id in enumerate(self.allocation.school_ids)}

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {school_id: school_id for school_id in self.allocation.school_ids}

    @cached_property
    def _explained(self) -> dict[str, Explanation]:
        return {}

    @cached_property
    def _wanted(self) -> dict[str, Wanted]:
        """By name in small letters; a component goes before a line, a line before a program."""
        columns = list(enumerate(self.allocation.columns))
        plannable = [n for n, column in columns if column.terms.is_plannable]
        found = {TOTAL: Wanted(TOTAL, "Total that the school plans", tuple(plannable), is_sum=True)}
        for program in self.policy.programs:
            mine = tuple(n for n in plannable if columns[n][1].terms.program == program.id)
            found[program.id.casefold()] = Wanted(program.id, program.title, mine, is_sum=True)
        for n, column in columns:
            key = column.terms.key
            found[key.casefold()] = Wanted(key, column.terms.label, (n,), is_sum=False)
        for block in (*self.policy.components, *self.policy.adjustments):
            mine = tuple(n for n, column in columns if column.terms.component == block.id)
            found[block.id.casefold()] = Wanted(block.id, block.label, mine, is_sum=False)
        return found


def open_cell_year(path: Path, year: str) -> CellYear:
    """Read a district and work out what its schools are given in a year, as adopted.

    Args:
        path: the folder or workbook.
        year: ``FY2026``.

    Raises:
        CannotAnswerError: it is not there, it is no fiscal year, or a finding about the facts, the
            policy or the whole allocation is fatal. What is fatal for one school is said when it is
            asked about.
    """
    if not path.exists():
        raise CannotAnswerError(f"There is no {path}.", "Check how it is written.")
    try:
        wanted = FiscalYear.parse(year)
    except ValueError as error:
        problem, _, remedy = str(error).partition(". ")
        raise CannotAnswerError(f"{problem}.", remedy) from None
    opened = open_district(path, wanted)
    if opened.district is None or opened.policy_file is None or not opened.is_usable:
        raise _of_findings([finding for finding in opened.findings if finding.is_fatal])
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, wanted)
    refuse_fatal(finding for finding in allocation.findings if not finding.school_id)
    return CellYear(opened.district, policy, allocation)


def refuse_fatal(findings: Iterable[Finding]) -> None:
    """Go on only where no finding is fatal.

    Raises:
        CannotAnswerError: one is.
    """
    fatal = [finding for finding in findings if finding.is_fatal]
    if fatal:
        raise _of_findings(fatal)


def _of_findings(fatal: Sequence[Finding]) -> CannotAnswerError:
    """The first finding as the commands say it, and how many more there are."""
    first, more = str(fatal[0]), len(fatal) - 1
    if not more:
        return CannotAnswerError(first, "Nothing is worked out until that is fixed.")
    return CannotAnswerError(
        first, f"Nothing is worked out until that and {more:,} more are fixed."
    )


def _proposal(name: str, known: list[str]) -> str:
    folded = {each.casefold(): each for each in known}
    near = [each for each in folded if len(name) > _SHORT and name.casefold() in each]
    near += difflib.get_close_matches(name.casefold(), list(folded), n=_MOST, cutoff=_ALIKE)
    near = list(dict.fromkeys(near))[:_MOST]
    if not near:
        return "Name one by its id in the policy, or total."
    return f"Did you mean {' or '.join(folded[each] for each in near)}?"
