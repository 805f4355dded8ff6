"""What stops an issue: a wrong total, schools that cannot pay, workbooks that are out already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bsa_xl.allocation import Allocation
from bsa_xl.checks import Shortfall
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.money import format_dollars
from bsa_xl.policy import Policy
from bsa_xl.store import IssuePlan

WRONG_TOTAL = FindingKind(
    "ISS-01",
    "Total typed is not the allocation's",
    Severity.FATAL,
    "Whoever issues the adopted budget types its total, so that a wrong formula is noticed first.",
)
CHANGED = FindingKind(
    "ISS-02",
    "Workbook is out already with other figures",
    Severity.FATAL,
    "A school that plans with one workbook must be told before it is sent another.",
)
TOO_MANY = FindingKind(
    "ISS-03",
    "School has more positions than a workbook has rows",
    Severity.FATAL,
    "A position without a row could not be planned.",
)


def total_findings(
    total_cents: int | None, policy: Policy, allocation: Allocation
) -> Iterator[Finding]:
    """ISS-01: an adopted policy is issued only with its total typed."""
    if policy.status == "draft":
        return
    total = allocation.total_cents
    if total_cents is None:
        yield WRONG_TOTAL.at(
            Location(),
            f"the policy is adopted, and its total of {format_dollars(total)} was not typed.",
            "Compare it with the board's resolution and issue again with --total.",
        )
    elif total_cents != total:
        yield WRONG_TOTAL.at(
            Location(),
            f"the total typed is {format_dollars(total_cents)} and the allocation comes to "
            f"{format_dollars(total)}, a difference of {format_dollars(total - total_cents)}.",
            "Find out which of the two is right before anything is issued.",
        )


def shortfall_findings(short: Iterable[Shortfall], *, accepted: bool) -> Iterator[Finding]:
    """AFF-01: fatal until somebody accepts the deficits, a warning then."""
    for shortfall in short:
        for finding in shortfall.findings:
            yield replace(finding, severity=Severity.WARNING) if accepted else finding


def changed_findings(plan: IssuePlan) -> Iterator[Finding]:
    """ISS-02: one for every school whose figures are no longer those it has."""
    for change in plan.changed:
        if not change.needs_reissue:
            continue
        before, after = change.before, change.after.wanted
        now = f"now it would be {format_dollars(after.letter_cents)}"
        if after.letter_cents == before.letter_cents:
            now = "the dollars are still the same, and what it shows or looks like is not"
        yield CHANGED.at(
            Location(file=before.file_name),
            f"revision {before.revision} was issued on {before.issued_on} with "
            f"{format_dollars(before.letter_cents)}; {now}.",
            "Issue with --reissue to send a new revision.",
            school_id=after.school_id,
        )
