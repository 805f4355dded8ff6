"""What makes an approval: a day, a quorum, a majority, minutes, an amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from .plan import ApprovalRow
from .typed import FIRST_DAY, HOW_MANY, LAST_DAY, text_in

#: What a number of votes may be: a whole one.
VOTES = HOW_MANY


def unrecorded(row: ApprovalRow) -> str:
    """The field of the first thing that an approval lacks; empty where it lacks nothing."""
    return next((name for name, lacks in LACKS.items() if lacks(row)), "")


def _no_day(row: ApprovalRow) -> bool:
    return not isinstance(row.date, Decimal) or not FIRST_DAY <= row.date <= LAST_DAY


def _no_quorum(row: ApprovalRow) -> bool:
    return text_in(row.quorum).lower() != "yes"


def _no_majority(row: ApprovalRow) -> bool:
    """No number of votes, or not more than there are against it."""
    if not isinstance(row.votes_for, Decimal) or VOTES.refuses(row.votes_for):
        return True
    return VOTES.parts(row.votes_for) <= VOTES.parts(row.votes_against)


def _no_votes_against(row: ApprovalRow) -> bool:
    return VOTES.refuses(row.votes_against)


def _no_minutes(row: ApprovalRow) -> bool:
    return not text_in(row.minutes).strip(" ")


def _no_amount(row: ApprovalRow) -> bool:
    return not isinstance(row.approved, Decimal)


#: What an approval may lack, by the field that says it, from left to right.
LACKS: Mapping[str, Callable[[ApprovalRow], bool]] = {
    "date": _no_day,
    "quorum": _no_quorum,
    "votes_for": _no_majority,
    "votes_against": _no_votes_against,
    "minutes": _no_minutes,
    "approved": _no_amount,
}
