"""SUB and BAL-04, BAL-05: whether what came back is the budget that was asked for.

Judged when a workbook comes back; the sentences are made here, so that they stand beside the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location

from .wording import plain

LOCKED_CONTENT = FindingKind(
    "BAL-04",
    "Locked content differs from what was issued",
    Severity.FATAL,
    "A changed allocation, rate or formula makes every total below it another one.",
)
OTHER_ALLOCATION = FindingKind(
    "BAL-05",
    "Workbook was issued for another allocation",
    Severity.FATAL,
    "A budget answers to the allocation that is in force, not to one that was replaced.",
)
MISSING = FindingKind(
    "SUB-01",
    "Budget has not come back",
    Severity.WARNING,
    "A district's budget is whole when the last school's is in it.",
)
TWICE = FindingKind(
    "SUB-02",
    "Two files bring the same budget",
    Severity.FATAL,
    "Of two budgets of one school, nobody could say which one the school means.",
)
OTHER_CYCLE = FindingKind(
    "SUB-03",
    "Workbook is of another year or event",
    Severity.FATAL,
    "A budget of another year or event would replace figures that it was never made for.",
)
NOT_APPROVED = FindingKind(
    "SUB-04",
    "Budget is not approved",
    Severity.FATAL,
    "A budget is submitted when every body that answers for its money has decided on it.",
)


def missing(school_id: str, name: str, due: date | None = None) -> Finding:
    """SUB-01: a school's workbook was issued and none has come back.

    Args:
        school_id: the school.
        name: the school's name.
        due: the day on which it was due; None where the calendar names none.
    """
    when = f", and was due on {due.isoformat()}" if due else ""
    return MISSING.at(
        Location(),
        f"The budget of {plain(name)} ({school_id}) has not come back{when}.",
        "Ask the school for its workbook, or record why there will be none.",
        school_id=school_id,
    )


def twice(file: str, other: str, school_id: str) -> Finding:
    """SUB-02: two files of one run carry the same school, event and revision.

    Args:
        file: the file that the finding is about.
        other: the file that was read before it.
        school_id: the school.
    """
    return TWICE.at(
        Location(file=plain(file)),
        f"This file and {plain(other)} both bring the budget of school {school_id}, and differ.",
        "Ask the school which one it means, and leave the other one out of the folder.",
        school_id=school_id,
    )


def other_cycle(
    file: str,
    school_id: str,
    found: tuple[FiscalYear, str],
    wanted: tuple[FiscalYear, str],
) -> Finding:
    """SUB-03: the workbook was issued for another fiscal year or another budget event.

    Args:
        file: the workbook.
        school_id: the school.
        found: fiscal year and event of the workbook.
        wanted: fiscal year and event that are being collected.
    """
    return OTHER_CYCLE.at(
        Location(file=plain(file)),
        f"This is the {_cycle(found)} workbook of school {school_id}, and {_cycle(wanted)} budgets "
        "are being collected.",
        f"Send back the workbook that was issued for {_cycle(wanted)}.",
        school_id=school_id,
    )


def _cycle(cycle: tuple[FiscalYear, str]) -> str:
    year, event = cycle
    return f"{year.on_paper} {plain(event)}"


def unapproved(file: str, school_id: str, bodies: Sequence[str]) -> Finding:
    """SUB-04: a budget came back before everybody approved it.

    Args:
        file: the workbook.
        school_id: the school.
        bodies: the bodies whose approval is missing, at least one.
    """
    named = ", ".join(plain(body) for body in bodies)
    return NOT_APPROVED.at(
        Location(file=plain(file), sheet="Sign-off"),
        f"The budget of school {school_id} is not approved by {named}.",
        "Record each approval on Sign-off and send the workbook back once more.",
        school_id=school_id,
    )
