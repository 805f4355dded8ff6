"""APR: what the approving bodies decided, against what is budgeted in their programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bsa_xl.budget import AMOUNT, ApprovalRow, text_in
from bsa_xl.finding import Fault, Severity
from bsa_xl.money import format_dollars

from .rules import SchoolCase, rule
from .wording import INPUT_WORDS, number_text, plain, quoted, what_counts

_REMEDIES = {
    "date": "Type the date of the meeting on Sign-off.",
    "quorum": "Write yes on Sign-off if there was a quorum; without one the body meets again.",
    "votes_for": "Type the number of votes for the budget on Sign-off.",
    "minutes": "Write on Sign-off where the minutes can be found.",
    "approved": "Type the dollars that the body approved on Sign-off.",
}


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
    missing = _first_missing(row)
    if missing:
        value = getattr(row, missing)
        state = "is empty" if value is None else f"is {quoted(value)}"
        yield Fault(
            row.place.at(missing),
            f"{body}: {format_dollars(cents)} is budgeted in its programs, and "
            f"{INPUT_WORDS[missing]} {state}.",
            _REMEDIES[missing],
        )


def _first_missing(row: ApprovalRow) -> str:
    if not isinstance(row.date, Decimal):
        return "date"
    if not (isinstance(row.quorum, str) and row.quorum.lower() == "yes"):
        return "quorum"
    if not isinstance(row.votes_for, Decimal):
        return "votes_for"
    if not text_in(row.minutes).strip(" "):
        return "minutes"
    return "" if isinstance(row.approved, Decimal) else "approved"


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
