"""Where every school stands: issued, returned, accepted, and with what figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bsa_xl.allocation import Allocation
from bsa_xl.district import District, School
from bsa_xl.store import IssuedWorkbook, Outcome, StoredReturn

from .ledger_state import LedgerState


class Standing(StrEnum):
    """Where a school stands."""

    ACCEPTED = "accepted"
    OLDER_LETTER = "accepted, older letter"  #: a newer revision has been issued since
    TO_MEND = "to be mended"  #: it came back, and was refused
    NOT_RETURNED = "not returned"
    DRAFT = "draft only"  #: what it has cannot be submitted
    NOT_ISSUED = "not issued"

    @property
    def counts(self) -> bool:
        """Whether its budget is in the ledger."""
        return self in {Standing.ACCEPTED, Standing.OLDER_LETTER}

    @property
    def is_missing(self) -> bool:
        """Whether its budget is waited for."""
        return self in {Standing.TO_MEND, Standing.NOT_RETURNED}


@dataclass(frozen=True, slots=True)
class SchoolStanding:
    """One school with its centres, which stand in the same workbook.

    Attributes:
        revision: of the newest workbook; 0 where none was issued.
        allocated_cents: of the letter in force; of the allocation where no letter was issued.
        worked_out_cents: of the allocation as it is worked out now.
        letter_cents: of the letter in force; None where none was issued, or only a draft.
        accepted_cents: what its accepted budget may come to; None where it has none.
        budgeted_cents: its accepted budget; None where it has none.
        returns: workbooks that came back, refused ones among them.
        note: what the reader should know besides.
    """

    school_id: str
    name: str
    level: str
    region: str
    specialist: str
    mailbox: str
    standing: Standing
    revision: int
    allocated_cents: int
    worked_out_cents: int
    letter_cents: int | None
    accepted_cents: int | None
    budgeted_cents: int | None
    fte_parts: int
    line_count: int
    received_on: date | None
    receipt: str
    returns: int
    note: str

    @property
    def left_cents(self) -> int | None:
        """What it did not plan; negative when over; None where it has no accepted budget."""
        if self.accepted_cents is None or self.budgeted_cents is None:
            return None
        return self.accepted_cents - self.budgeted_cents


def standings(
    state: LedgerState, district: District, allocation: Allocation
) -> tuple[SchoolStanding, ...]:
    """Every school that has an allocation or a workbook, in the district's order.

    Args:
        state: of the year and event.
        district: for names, regions and specialists.
        allocation: of the same year and event.
    """
    worked_out = _by_host(district, allocation)
    issued = {each.school_id: each for each in state.issued}
    current = {each.school_id: each for each in state.current}
    history: dict[str, list[StoredReturn]] = {}
    for each in state.history:
        history.setdefault(each.school_id, []).append(each)
    accepted: dict[str, int] = {}
    for school_id, figures in state.programs:
        accepted[school_id] = accepted.get(school_id, 0) + figures.allocated_cents
    known = {school.school_id: school for school in district.schools}
    listed = [each for each in known if each in worked_out or each in issued]
    listed += [each for each in issued if each not in known]
    return tuple(
        _standing(
            known.get(school_id),
            school_id,
            worked_out.get(school_id, 0),
            issued.get(school_id),
            current.get(school_id),
            history.get(school_id, []),
            accepted.get(school_id),
        )
        for school_id in listed
    )


def hosts_of(district: District) -> Mapping[str, str]:
    """The school in whose workbook each school stands: itself, or a centre's host."""
    return {each.school_id: each.budgeted_with or each.school_id for each in district.schools}


def _by_host(district: District, allocation: Allocation) -> dict[str, int]:
    hosts = hosts_of(district)
    totals: dict[str, int] = {}
    for school_id, cents in allocation.school_totals().items():
        host = hosts[school_id]
        totals[host] = totals.get(host, 0) + cents
    return totals


def _standing(
    school: School | None,
    school_id: str,
    worked_out: int,
    workbook: IssuedWorkbook | None,
    counts: StoredReturn | None,
    history: list[StoredReturn],
    accepted: int | None,
) -> SchoolStanding:
    letter = None if workbook is None or workbook.is_draft else workbook.letter_cents
    last = history[-1] if history else None
    return SchoolStanding(
        school_id=school_id,
        name=school.name if school else "",
        level=school.level if school else "",
        region=school.region if school else "",
        specialist=school.specialist if school else "",
        mailbox=school.mailbox if school else "",
        standing=_where(workbook, counts, history),
        revision=workbook.revision if workbook else 0,
        allocated_cents=worked_out if letter is None else letter,
        worked_out_cents=worked_out,
        letter_cents=letter,
        accepted_cents=accepted if counts else None,
        budgeted_cents=counts.total_cents if counts else None,
        fte_parts=counts.fte_parts if counts else 0,
        line_count=counts.line_count if counts else 0,
        received_on=_day(counts or last),
        receipt=counts.receipt if counts else "",
        returns=len(history),
        note=_note(school, workbook, counts, last),
    )


def _where(
    workbook: IssuedWorkbook | None, counts: StoredReturn | None, history: Iterable[StoredReturn]
) -> Standing:
    if counts is not None:
        is_older = workbook is not None and workbook.revision > counts.revision
        return Standing.OLDER_LETTER if is_older else Standing.ACCEPTED
    if workbook is None:
        return Standing.NOT_ISSUED
    if workbook.is_draft:
        return Standing.DRAFT
    return Standing.TO_MEND if any(history) else Standing.NOT_RETURNED


def _note(
    school: School | None,
    workbook: IssuedWorkbook | None,
    counts: StoredReturn | None,
    last: StoredReturn | None,
) -> str:
    said = []
    if school is None:
        said.append("The school is not in the district's data any more.")
    if counts and workbook and workbook.revision > counts.revision:
        said.append(
            f"Its budget answers to revision {counts.revision}, and revision {workbook.revision} "
            f"was issued on {workbook.issued_on}."
        )
    if counts and last and last.submission_id > counts.submission_id and _is_refused(last):
        said.append(f"A later file was refused on {_day(last)}: see Findings.")
    return " ".join(said)


def _is_refused(each: StoredReturn) -> bool:
    return each.outcome in {Outcome.REJECTED, Outcome.QUARANTINED}


def _day(each: StoredReturn | None) -> date | None:
    return each.received_at.date() if each else None
