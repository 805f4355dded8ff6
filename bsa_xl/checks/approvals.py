"""APR: what the approving bodies decided, against what is budgeted in their programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bsa_xl.budget import AMOUNT, VOTES, ApprovalRow, unrecorded
from bsa_xl.finding import Fault, Severity
from bsa_xl.money import format_dollars

from .rules import SchoolCase, rule
from .wording import INPUT_WORDS, number_text, plain, quoted, what_counts

_REMEDIES = {
    "date": "Type the date of the meeting on Sign-off.",
    "quorum": "Write yes on Sign-off if there was a quorum; without one the body meets again.",
    "votes_for": "Type the number of votes for the budget on Sign-off.",
    "votes_against": "Type the number of votes against the budget on Sign-off, a whole number.",
    "minutes": "Write on Sign-off where the minutes can be found.",
    "approved": "Type the dollars that the body approved on Sign-off.",
}


_DECIDED = "Correct the votes on Sign-off; a body approves with more votes for than against."


@rule(
    "APR-01",
    "Approval is not recorded",
    Severity.FATAL,
    pending=True,
    remedy="Record the approval on Sign-off.",
)
def not_approved(case: SchoolCase) -> Iterator[Fault]:
    """The body that answers for the money decides on it in a meeting that can be looked up."""
    cents = case.body_cents
    if not cents:
        return
    body, plan = plain(case.subject), case.budget.plan
    row = case.budget.approval(case.subject)
    if row is None:
        yield Fault(
            plan.anchor(f"approval:{case.subject}"),
            f"{body}: {format_dollars(cents)} is budgeted in its programs, and Sign-off has no row "
            "for its approval.",
            "Ask the central office for a corrected workbook.",
        )
        return
    missing = unrecorded(row)
    if missing:
        state, remedy = _said(row, missing)
        yield Fault(
            row.place.at(missing),
            f"{body}: {format_dollars(cents)} is budgeted in its programs, and "
            f"{INPUT_WORDS[missing]} {state}.",
            remedy,
        )


def _said(row: ApprovalRow, missing: str) -> tuple[str, str]:
    """How it is with what an approval lacks, and the remedy."""
    value = getattr(row, missing)
    if value is None:
        return "is empty", _REMEDIES[missing]
    if missing == "votes_for" and isinstance(value, Decimal) and not VOTES.refuses(value):
        against = row.votes_against if isinstance(row.votes_against, Decimal) else Decimal(0)
        return f"is {number_text(value)}, with {number_text(against)} against", _DECIDED
    return f"is {quoted(value)}", _REMEDIES[missing]


@rule(
    "APR-06",
    "Budget differs from the amount approved",
    Severity.FATAL,
    remedy="Bring the budget back to what was approved, or have the new amount approved.",
)
def differs_from_approved(case: SchoolCase) -> Iterator[Fault]:
    """What is submitted is what the body approved, to the dollar and cent."""
    row = case.budget.approval(case.subject)
    if row is None or not isinstance(row.approved, Decimal):
        return
    field = replace(AMOUNT, places=case.budget.setting.places)
    approved, budgeted = field.parts(row.approved) * case.unit, case.body_cents
    if approved == budgeted:
        return
    if field.refuses(row.approved):
        said = f"{number_text(row.approved)}, which is not {what_counts('approved')},"
    else:
        said = format_dollars(approved)
    yield Fault(
        row.place.at("approved"),
        f"{plain(case.subject)}: the amount approved is {said} and {format_dollars(budgeted)} is "
        "budgeted in its programs.",
        "Bring the budget back to the amount approved, or have the body approve the new amount.",
        abs(approved - budgeted),
    )
