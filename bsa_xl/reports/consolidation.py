"""A district's budget out of its ledger: schools, sums, positions, findings, and what must foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bsa_xl.allocation import Allocation
from bsa_xl.budget import rate_sheet
from bsa_xl.district import District
from bsa_xl.finding import Finding, Severity
from bsa_xl.policy import Policy
from bsa_xl.store import Outcome, StoredReturn

from .ledger_state import LedgerState
from .positions import FilledPosition, Roster, SharedPart, filled_positions, shared_positions
from .standings import SchoolStanding, Standing, hosts_of, standings


@dataclass(frozen=True, eq=False)
class Consolidation:
    """Everything that the consolidated book is made from.

    Attributes:
        schools: in the district's order.
    """

    state: LedgerState
    district: District
    policy: Policy
    allocation: Allocation
    schools: tuple[SchoolStanding, ...]

    def having(self, *standing: Standing) -> tuple[SchoolStanding, ...]:
        """The schools that stand so."""
        return tuple(school for school in self.schools if school.standing in standing)

    @property
    def issued(self) -> tuple[SchoolStanding, ...]:
        """Schools whose workbook is out and can be submitted."""
        return tuple(school for school in self.schools if school.letter_cents is not None)

    @property
    def returned(self) -> tuple[SchoolStanding, ...]:
        """Schools of which at least one workbook came back."""
        return tuple(school for school in self.schools if school.returns)

    @property
    def accepted(self) -> tuple[SchoolStanding, ...]:
        """Schools whose budget is in the ledger."""
        return tuple(school for school in self.schools if school.standing.counts)

    @property
    def missing(self) -> tuple[SchoolStanding, ...]:
        """Schools whose budget is waited for."""
        return tuple(school for school in self.schools if school.standing.is_missing)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """School id to name."""
        return {school.school_id: school.name for school in self.schools}

    @cached_property
    def filled(self) -> tuple[FilledPosition, ...]:
        """Filled positions that do not stay as they are."""
        accepted = {school.school_id for school in self.accepted}
        return filled_positions(self.state.lines, self._roster, hosts_of(self.district), accepted)

    @cached_property
    def shared(self) -> tuple[SharedPart, ...]:
        """Shared positions that are planned above their FTE."""
        return shared_positions(self.state.lines, self._roster, hosts_of(self.district))

    @cached_property
    def _roster(self) -> Roster:
        titles = {title.code: title.label for title in rate_sheet(self.district).titles}
        return Roster(self.district.staff, titles)

    @cached_property
    def open_findings(self) -> tuple[Finding, ...]:
        """What somebody still has to settle, with the file that it was found in.

        Of the allocation, its warnings. Of a budget that counts, warnings that the school did not
        explain. Of a school's last file, where it was refused, everything that must be mended. And
        what nobody could read.
        """
        last = {each.school_id: each for each in self.state.history}
        current = {each.school_id: each for each in self.state.current}
        found = [each for each in self.allocation.findings if _is_open(each)]
        for school in self.schools:
            for each in (current.get(school.school_id), last.get(school.school_id)):
                if each is not None and each.outcome is not Outcome.SUPERSEDED:
                    found.extend(_open_of(each))
        for each in self.state.unidentified:
            found.extend(_open_of(each))
        return tuple(dict.fromkeys(found))


def consolidation_of(
    state: LedgerState, district: District, policy: Policy, allocation: Allocation
) -> Consolidation:
    """Bring ledger, register, facts and allocation together.

    Args:
        state: of the year and event of the allocation.
        district: the facts.
        policy: for the programs.
        allocation: as it is worked out now.

    Raises:
        ValueError: the allocation is of another year or event.
    """
    if (state.fiscal_year, state.event) != (str(allocation.fiscal_year), allocation.event):
        raise ValueError("ledger and allocation are of different years or events")
    schools = standings(state, district, allocation)
    return Consolidation(state, district, policy, allocation, schools)


def _open_of(each: StoredReturn) -> Sequence[Finding]:
    """The findings of a return that are still open, with its file's name and its school."""
    return [
        replace(
            finding if finding.where.file else finding.in_file(each.file_name),
            school_id=finding.school_id or each.school_id,
        )
        for finding in each.findings
        if _is_open(finding)
    ]


def _is_open(finding: Finding) -> bool:
    return finding.severity is not Severity.INFORMATIONAL and not finding.explained
