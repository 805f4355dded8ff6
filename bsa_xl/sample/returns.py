"""Twelve schools answer: some budgets are right, some have the mistakes that people make.

Every school first finishes its plan as it should; its story then does to it what a person would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from bsa_xl.api import Draft, Ready, outcomes_of
from bsa_xl.budget import ApprovalRow, ItemRate, Plan, SchoolBudget, SpendingRow, day_number, price
from bsa_xl.checks import run
from bsa_xl.filing import DurableFolder
from bsa_xl.money import to_dollars
from bsa_xl.workbook import ATTESTATIONS, Case, Identity, Layout, filled, key_of

_MEETING = Decimal(day_number(date(2025, 4, 2)))
_SIGN_IN = (
    b"<!DOCTYPE html><html><head><title>Sign in to your account</title></head>"
    b"<body>Your session has expired. Sign in to continue.</body></html>"
)
Change = Callable[[Plan], Plan]


@dataclass(frozen=True, slots=True)
class Story:
    """What one school sends back.

    Attributes:
        tells: what it shows, for the reader of the demo.
        change: done to the finished plan.
        first: done to the plan as it opened, before the school finishes it.
        locked: what somebody wrote into a locked cell of Allocation: column letter and value, in
            the first row.
        content: bytes that are sent instead of a workbook.
        is_sent_twice: a copy of the same file arrives too.
    """

    school_id: str
    tells: str
    change: Change | None = None
    first: Change | None = None
    locked: tuple[str, Decimal] | None = None
    content: bytes = b""
    is_sent_twice: bool = False


def stories() -> tuple[Story, ...]:
    """What the sample's first twelve schools send back."""
    return (
        Story("0109", "in order, and sent twice", is_sent_twice=True),
        Story("0116", "in order"),
        Story("0123", "in order, with 148 positions"),
        Story("0130", "the council has not met yet", _without_approvals),
        Story("0137", "a pilot school, in order"),
        Story("0144", "an amount typed as text", _text_amount),
        Story("0151", "somebody changed a locked cell", locked=("D", Decimal(999))),
        Story("0158", "in order, with a position closed", first=_last_closed),
        Story("0165", "more planned than allocated"),
        Story("0172", "shares that do not come to 100", _shares_of_ninety),
        Story("0179", "the amount approved is not the budget", _other_amount),
        Story("0186", "a sign-in page was saved instead of the workbook", content=_SIGN_IN),
    )


def write_returns(
    ready: Ready, issued: Mapping[str, tuple[Identity, bytes]], folder: Path
) -> tuple[Story, ...]:
    """Write what the schools of the stories send back.

    Args:
        ready: the district as it was issued.
        issued: school id to the identity and bytes of its workbook.
        folder: where the files go.
    """
    told = tuple(story for story in stories() if story.school_id in issued)
    with DurableFolder(folder) as out:
        for story in told:
            identity, data = issued[story.school_id]
            draft = ready.drafts[ready.school_ids.index(story.school_id)]
            name = f"{story.school_id} school budget.xlsx"
            content = story.content or _answer(
                story, draft, ready.layouts.layout(draft.staffing_rows), identity, data
            )
            out.write(name, content)
            if story.is_sent_twice:
                out.write(f"{story.school_id} school budget (1).xlsx", content)
    return told


def _answer(story: Story, draft: Draft, layout: Layout, identity: Identity, issued: bytes) -> bytes:
    plan = finished_plan(draft, layout, story.first)
    if story.change is not None:
        plan = story.change(plan)
    budget = price(draft.budget.setting, plan)
    case = Case(identity, draft.letter, budget, outcomes_of(run(budget)))
    locked = {}
    if story.locked is not None:
        letter, value = story.locked
        locked["Allocation", f"{letter}{layout.dollars.first}"] = value
    return filled(issued, layout, case, locked)


def finished_plan(draft: Draft, layout: Layout, first: Change | None = None) -> Plan:
    """A plan with nothing left to do: all planned, approved by every body, and attested.

    Args:
        draft: the school's workbook as it was issued.
        layout: of the workbook.
        first: done to the plan as it opened.
    """
    setting = draft.budget.setting
    opening = draft.budget.plan if first is None else first(draft.budget.plan)
    materials = next(item for item in setting.rates.items if item.is_lump)
    budget = price(setting, opening)
    plan = replace(opening, spending=tuple(_spending(budget, layout, materials)))
    plan = replace(plan, spare=_spare(layout, plan))
    budget = price(setting, plan)
    attested = {str(number): "Yes" for number in range(1, len(ATTESTATIONS) + 1)}
    return replace(plan, approvals=tuple(_approvals(budget, layout)), attestations=attested)


def _spending(budget: SchoolBudget, layout: Layout, item: ItemRate) -> Iterator[SpendingRow]:
    """One line of materials for every funding source that has something left."""
    open_programs = [p for p in budget.programs if p.left_cents > 0]
    for index, program in enumerate(open_programs):
        yield SpendingRow(
            key_of("Spending", index),
            layout.place(layout.spending, index),
            item=item.label,
            amount=to_dollars(program.left_cents),
            program=program.money.label,
            goal="Goal 1",
            justification="Materials for the goals of the school plan.",
        )


def _approvals(budget: SchoolBudget, layout: Layout) -> Iterator[ApprovalRow]:
    for index, (body, cents) in enumerate(budget.bodies()):
        yield ApprovalRow(
            body,
            layout.place(layout.approvals, index),
            date=_MEETING,
            quorum="Yes",
            votes_for=Decimal(9),
            votes_against=Decimal(0),
            minutes="Minutes of April 2, item 4",
            approved=to_dollars(cents),
        )


def _spare(layout: Layout, plan: Plan) -> dict[str, int]:
    return {
        "staffing": layout.staffing.rows - len(plan.staffing),
        "spending": layout.spending.rows - len(plan.spending),
    }


def _without_approvals(plan: Plan) -> Plan:
    blank = tuple(ApprovalRow(row.body, row.place) for row in plan.approvals)
    return replace(plan, approvals=blank, attestations={})


def _text_amount(plan: Plan) -> Plan:
    first, *others = plan.spending
    amount = first.amount
    text = f"{amount:,.2f} USD" if isinstance(amount, Decimal) else "1,250.00 USD"
    return replace(plan, spending=(replace(first, amount=text), *others))


def _last_closed(plan: Plan) -> Plan:
    """The last position is closed; what it cost buys materials."""
    *others, last = plan.staffing
    return replace(plan, staffing=(*others, replace(last, action="Close")))


def _shares_of_ninety(plan: Plan) -> Plan:
    *others, last = plan.staffing
    return replace(plan, staffing=(*others, replace(last, shares=(Decimal(90), None, None))))


def _other_amount(plan: Plan) -> Plan:
    first, *others = plan.approvals
    amount = first.approved
    less = amount - 1000 if isinstance(amount, Decimal) else Decimal(0)
    return replace(plan, approvals=(replace(first, approved=less), *others))
