"""Two sound returns of one school: which one counts, said with the moment each was saved."""

from __future__ import annotations

from datetime import datetime

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.store import Outcome, ReturnedWorkbook, StoredReturn

PASSED_OVER = FindingKind(
    "SUB-08",
    "Return does not count, because another was saved later",
    Severity.WARNING,
    "The later save counts; a correction with an earlier date would be passed over unnoticed.",
)
REPLACED = FindingKind(
    "SUB-09",
    "Return counts instead of one accepted before",
    Severity.INFORMATIONAL,
    "The later save counts; a draft that was saved again would take the place of the budget.",
)
_RIGHT_ONE = "If the school means the other one, have that saved once more and collect it."
_THIS_ONE = (
    "If the school means this one, have it saved once more and collect it; else take it out of the "
    "folder."
)


def compared(
    returned: ReturnedWorkbook | StoredReturn,
    other: StoredReturn,
    file: str,
    outcome: Outcome,
    *,
    same_moment: bool = False,
) -> Finding:
    """What is to be said of a return that met another one.

    Args:
        returned: the return that the finding is about.
        other: the accepted return that it met.
        file: the name under which the return lies in the inbox.
        outcome: SUPERSEDED where the other one counts, else ACCEPTED.
        same_moment: whether both were saved at the same moment.
    """
    where, school = Location(file=file), returned.school_id
    mine, its = _moment(returned.saved_at), _moment(other.saved_at)
    loses = outcome is Outcome.SUPERSEDED
    if same_moment:
        which = f"{other.file_name} goes on to count" if loses else "this one counts now"
        return PASSED_OVER.at(
            where,
            f"This file and {other.file_name} were both saved on {mine}, and nobody can tell which "
            f"is newer; {which}.",
            _THIS_ONE if loses else _RIGHT_ONE,
            school_id=school,
        )
    if loses:
        return PASSED_OVER.at(
            where,
            f"This budget was saved on {mine} and does not count: {other.file_name}, accepted "
            f"before, was saved later, on {its}.",
            _THIS_ONE,
            school_id=school,
        )
    return REPLACED.at(
        where,
        f"This budget was saved on {mine} and counts instead of {other.file_name}, which was saved "
        f"on {its}.",
        _RIGHT_ONE,
        school_id=school,
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
