"""Status: where every school stands in a year and event, and what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.budget import FTE_PARTS
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.reports import (
    LedgerState,
    SchoolStanding,
    Standing,
    consolidation_of,
    in_one_state,
)
from bsa_xl.store import Store

from .issuing import store_path
from .opened import open_district
from .outcome import Answer, Exit


@dataclass(frozen=True, slots=True)
class StatusOrder:
    """Whose status is asked for.

    Attributes:
        district: the folder or workbook of the district.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        today: what counts as today; None for the day it is.
    """

    district: Path
    year: FiscalYear
    event: str = "adopted"
    store: Path | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class SchoolStatus:
    """One school and what is to be done about it.

    Attributes:
        next_step: a sentence; empty where there is nothing to do.
        is_late: whether its budget is waited for and the due date has passed.
    """

    standing: SchoolStanding
    next_step: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Status:
    """Where a season stands; integer cents.

    Attributes:
        district: its name.
        due: when budgets are due; None where the district's calendar does not say.
        schools: in the district's order.
        counts: how many schools stand so, in the order of `Standing`.
        set_aside: files of which nobody could tell whose they are.
        allocated_cents: of all letters in force.
        budgeted_cents: of the budgets that count.
        warnings: about the store, in sentences.
    """

    answer: Answer
    district: str = ""
    due: date | None = None
    schools: tuple[SchoolStatus, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    set_aside: int = 0
    allocated_cents: int = 0
    budgeted_cents: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def late(self) -> int:
        """How many schools are late."""
        return sum(school.is_late for school in self.schools)


def status(order: StatusOrder) -> Status:
    """Where every school stands; 4 where nothing was issued for the year and event.

    Args:
        order: of which district, year and event.

    Raises:
        StoreError: the store is missing, busy, damaged or too new.
    """
    opened = open_district(order.district, order.year)
    if opened.district is None or opened.policy_file is None or not opened.is_usable:
        return Status(Answer.of(opened.findings))
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, order.year, event=order.event)
    with Store.open(store_path(order.district, order.store)) as store:
        state = in_one_state(store, lambda: _register_of(store, str(order.year), order.event))
        whole = consolidation_of(state, opened.district, policy, allocation)
        warnings = store.warnings
    today = order.today or datetime.now().astimezone().date()
    due = opened.district.profile.calendar.due
    schools = tuple(_school(each, due, today) for each in whole.schools)
    listed = [school.standing.standing for school in schools]
    return Status(
        Answer(exit=Exit.OK if whole.issued or state.issued else Exit.NOTHING),
        district=opened.district.profile.name,
        due=due,
        schools=schools,
        counts={each.value: listed.count(each) for each in Standing},
        set_aside=len(state.unidentified),
        allocated_cents=sum(each.letter_cents or 0 for each in whole.issued),
        budgeted_cents=sum(each.budgeted_cents or 0 for each in whole.accepted),
        warnings=warnings,
    )


def fte_of(parts: int) -> Decimal:
    """FTE from whole parts of ``budget.FTE_PARTS``, without idle zeros."""
    return (Decimal(parts) / Decimal(FTE_PARTS)).normalize() + 0


def _register_of(store: Store, year: str, event: str) -> LedgerState:
    """What the register and the returns say; planned lines and postings are not asked for."""
    return LedgerState(
        fiscal_year=year,
        event=event,
        issued=store.register.newest(year, event),
        current=store.ledger.current(year, event),
        history=store.ledger.history(year, event),
        unidentified=store.ledger.unidentified(),
        programs=tuple(store.ledger.programs(year, event)),
        lines=(),
        postings=(),
        letters={},
        totals=store.ledger.control_totals(year, event),
    )


def _school(school: SchoolStanding, due: date | None, today: date) -> SchoolStatus:
    is_late = school.standing.is_missing and due is not None and today > due
    return SchoolStatus(school, _next_step(school, is_late=is_late), is_late)


def _next_step(school: SchoolStanding, *, is_late: bool) -> str:
    match school.standing:
        case Standing.NOT_RETURNED:
            whom = f" at {school.mailbox}" if school.mailbox else ""
            return f"Remind the school{whom}." if is_late else "Wait for its workbook."
        case Standing.TO_MEND:
            return "Tell the school what to mend, then collect its next file."
        case Standing.OLDER_LETTER:
            return f"Ask for its plan in revision {school.revision}."
        case Standing.DRAFT | Standing.NOT_ISSUED:
            return "Issue its workbook."
        case _:
            return ""
