"""One returned file, read and judged: what a worker does, with nothing but the file before it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bsa_xl.budget import SchoolBudget, postings, unrecorded
from bsa_xl.checks import RuleResult, run, summary, told_once, unapproved, unattested
from bsa_xl.finding import Finding
from bsa_xl.store import Outcome, ReturnedWorkbook, figures_of_budget, lines_of_budget, sha256_of
from bsa_xl.workbook import (
    ATTESTATIONS,
    Expected,
    Identity,
    Known,
    Layout,
    OfficeTemplate,
    Package,
    PackageRefused,
    ReadingDesk,
    RejectedCell,
    Returned,
    read_package,
    read_returned,
    token_of,
)

from .declared import saved_in
from .rule_texts import rule_texts

#: What the register knows of issued workbooks: school, year, event, revision to locked digest.
Digests = Mapping[tuple[str, str, str, int], str]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be judged.

    Attributes:
        path: where its bytes are.
        name: as people know it.
        received_at: when it was collected.
        saved_at: when the file was last written; counts where the workbook says no other moment.
    """

    path: Path
    name: str
    received_at: datetime
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time spent on one file, nanoseconds."""

    gate: int = 0
    read: int = 0
    check: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file came to, before the register has been asked about it.

    Attributes:
        returned: as the store takes it.
        identity: as the file calls itself; None where it could not be read.
        signature: of its token, with the message it signs.
        results: rule by rule; empty where it could not be read.
        rejected: input cells that do not count.
    """

    returned: ReturnedWorkbook
    identity: Identity | None = None
    signature: tuple[bytes, str] = (b"", "")
    results: tuple[RuleResult, ...] = ()
    rejected: tuple[RejectedCell, ...] = ()
    cost: Cost = field(default_factory=Cost)


class Judge:
    """Judges files one after another; a worker keeps one for all its files."""

    def __init__(
        self,
        digests: Digests | None = None,
        *,
        templates: Iterable[bytes] = (),
        paranoid: bool = False,
    ) -> None:
        """Make the desk when the first file comes, in the process that reads it.

        Args:
            digests: what the register knows; None to believe a file's own seal.
            templates: files that may be edited templates from which workbooks were issued.
            paranoid: whether a second reader is asked about every file.
        """
        self._digests = digests
        self._templates = tuple(
            OfficeTemplate(sha256_of(data), partial(_at_size, data)) for data in templates
        )
        self._paranoid = paranoid
        self._desk: ReadingDesk | None = None
        self._known: Known | None = None

    def __call__(self, job: Job) -> Judged:
        """Read and judge one file; a bad file is an answer, never an exception."""
        if self._desk is None:
            self._desk, self._known = ReadingDesk(rule_texts()), Known()
        data = job.path.read_bytes()
        blank = ReturnedWorkbook(
            sha256=sha256_of(data),
            size=len(data),
            file_name=job.name,
            outcome=Outcome.QUARANTINED,
            received_at=job.received_at,
            saved_at=job.saved_at,
        )
        package: Package | None = None
        started = time.process_time_ns()
        try:
            package = read_package(data, job.name, known=self._known)
            gated = time.process_time_ns()
            returned = read_returned(package, self._desk, expected=self._expected(package))
        except PackageRefused as refusal:
            spent = Cost(gate=time.process_time_ns() - started)
            # A file is refused by the name of its trick, never only as none of ours.
            tricks = () if package is None else package.faults
            return Judged(replace(blank, findings=(*tricks, refusal.finding)), cost=spent)
        read = time.process_time_ns()
        if self._paranoid:
            from bsa_xl.workbook import second_opinion  # noqa: PLC0415 - heavy, and seldom asked

            opinion = second_opinion(data, package, returned)
            returned = replace(returned, findings=(*returned.findings, *opinion))
        issued_on, received_at = returned.identity.issued_on, job.received_at
        said = saved_in(data, issued_on=issued_on, received_at=received_at)
        judged = self._judge(replace(blank, saved_at=said or job.saved_at), returned)
        spent = Cost(gated - started, read - gated, time.process_time_ns() - read)
        return replace(judged, cost=spent)

    def _expected(self, package: Package) -> Expected | None:
        """What the register has of the workbook that the file says it is."""
        if self._digests is None:
            return None
        identity = token_of(package).identity
        key = (identity.school_id, identity.fiscal_year, identity.event, identity.revision)
        digest = self._digests.get(key)
        return None if digest is None else Expected(digest, templates=self._templates)

    def _judge(self, blank: ReturnedWorkbook, returned: Returned) -> Judged:
        results = run(returned.budget)
        findings = (*returned.findings, *told(results, returned.budget, blank.file_name))
        is_ready = returned.is_acceptable and summary(results).ready
        is_ready = is_ready and not any(finding.is_fatal for finding in findings)
        identity, budget = returned.identity, returned.budget
        workbook = replace(
            blank,
            outcome=Outcome.ACCEPTED if is_ready else Outcome.REJECTED,
            school_id=identity.school_id,
            fiscal_year=identity.fiscal_year,
            event=identity.event,
            revision=identity.revision,
            nonce=identity.nonce,
            findings=findings,
            total_cents=budget.budgeted_cents,
            fte_parts=budget.fte_parts,
            line_count=budget.line_count,
            programs=figures_of_budget(budget),
            lines=lines_of_budget(budget),
            postings=postings(budget),
        )
        token = returned.token
        return Judged(
            workbook, identity, (token.message, token.signature), results, returned.rejected
        )


def _at_size(template: bytes, layout: Layout) -> bytes | None:
    from bsa_xl.workbook import at_size  # noqa: PLC0415 - heavy; only where something differs

    return at_size(template, layout)


def told(results: tuple[RuleResult, ...], budget: SchoolBudget, file: str) -> tuple[Finding, ...]:
    """What the rules find that is still open, or was explained, with the file's name."""
    found = list(told_once(results, budget))
    if "APR-01" not in {rule.rule for rule in budget.setting.rules}:
        bodies = [body for body, cents in budget.bodies() if cents and not _approved(budget, body)]
        if bodies:
            found.append(unapproved(file, budget.setting.school_id, bodies))
    found += unattested(budget, ATTESTATIONS)
    return tuple(finding.in_file(file) for finding in found)


def _approved(budget: SchoolBudget, body: str) -> bool:
    row = budget.approval(body)
    return row is not None and not unrecorded(row)
