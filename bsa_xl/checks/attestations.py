"""APR-07: what a school attests on Sign-off below its approvals.

Told when a workbook is read. The Checks sheet has no row for it: what a school attests is its own
word, and workbooks that were issued before this rule are looked at all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bsa_xl.budget import CellError, SchoolBudget, Typed, text_in, unrecorded
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

from .wording import quoted

NOT_ATTESTED = FindingKind(
    "APR-07",
    "Attestation is not answered Yes",
    Severity.WARNING,
    "What a school does not attest, the central office asks about before it relies on the budget.",
)


def unattested(budget: SchoolBudget, statements: Sequence[str]) -> Iterator[Finding]:
    """APR-07: every statement that the school did not answer with Yes.

    One that has no answer is told only once every body has approved the budget: until then the
    page is not finished. An error in an answer's cell is told as such where the cell is read.

    Args:
        budget: the school's plan, priced.
        statements: what Sign-off asks, in its order.
    """
    unanswered: list[tuple[Location, str]] = []
    for number, statement in enumerate(statements, start=1):
        where = budget.plan.anchor(f"attestation:{number}")
        answer = budget.plan.attestations.get(str(number))
        if _is_empty(answer):
            unanswered.append((where, statement))
        elif not isinstance(answer, CellError) and text_in(answer).strip().lower() != "yes":
            yield NOT_ATTESTED.at(
                where,
                f'the attestation "{_bare(statement)}" is answered {quoted(answer)}.',
                "Choose Yes if it is so; if not, tell the central office why.",
                school_id=budget.setting.school_id,
            )
    if unanswered and _is_approved(budget):
        where, statement = unanswered[0]
        more = len(unanswered) - 1
        others = f", nor {'has 1 other' if more == 1 else f'have {more} others'}" if more else ""
        yield NOT_ATTESTED.at(
            where,
            f'every approval is recorded, and the attestation "{_bare(statement)}" has no answer'
            f"{others}.",
            "Choose Yes if it is so; if not, choose No and tell the central office why.",
            school_id=budget.setting.school_id,
        )


def _bare(statement: str) -> str:
    return statement.removesuffix(".")


def _is_empty(answer: Typed) -> bool:
    return answer is None or (isinstance(answer, str) and not answer.strip())


def _is_approved(budget: SchoolBudget) -> bool:
    """Whether there is money, and every body that answers for some of it has decided on it."""
    rows = [budget.approval(body) for body, cents in budget.bodies() if cents]
    return bool(rows) and all(row is not None and not unrecorded(row) for row in rows)
