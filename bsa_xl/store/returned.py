"""Returned workbooks: as they are handed in, and as the store remembers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bsa_xl.budget import Posting
from bsa_xl.finding import Finding


class Outcome(StrEnum):
    """What became of a returned workbook."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"  #: it was read, and something must be mended
    QUARANTINED = "quarantined"  #: it could not be read
    DUPLICATE = "duplicate"  #: the same bytes were collected before
    SUPERSEDED = "superseded"  #: it was in order, and a newer one counts


class LineKind(StrEnum):
    """The sheet that a planned line stands on."""

    STAFFING = "staffing"
    SPENDING = "spending"


@dataclass(frozen=True, slots=True)
class ProgramShare:
    """What one program pays of a line.

    Attributes:
        program: program id; empty where the school named none that exists.
        share: whole percent; 100 for spending.
        cents: what it pays.
    """

    program: str
    share: int
    cents: int


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A row of a school's plan, priced.

    Attributes:
        kind: staffing or spending; the fields of the other kind are empty or zero.
        row_key: the row's lasting key.
        sheet: where it stands.
        sheet_row: where it stands.
        code: code of the position or the item; empty where none on the list was chosen.
        label: what the school chose, in words.
        action: Keep, Change, Close or New, as typed.
        position_id: the existing position; empty for a new one.
        stands_at: the school the position stands at, which may be a centre budgeted with this one.
        filled: ``filled`` or ``vacant`` for an existing position.
        now_fte_parts: the FTE that exists now, in parts of ``budget.FTE_PARTS``.
        how_many: persons.
        each_parts: FTE each, in the same parts.
        quantity_parts: in parts of ``budget.QUANTITY_PARTS``.
        fte_parts: planned FTE, in parts of ``budget.FTE_PARTS``; zero for a closed position.
        salary_cents: staffing only; with the benefits it is the cost.
        benefits_cents: staffing only.
        cents: the cost, dollars in cents.
        is_actual: whether the actual cost of the person is charged.
        split: the programs that pay, at most three.
        starts: first day as ``2026-01-31``; empty where none was typed.
        ends: last day, the same way.
    """

    kind: LineKind
    row_key: str
    sheet: str
    sheet_row: int
    code: str
    label: str
    cents: int
    split: tuple[ProgramShare, ...] = ()
    action: str = ""
    position_id: str = ""
    stands_at: str = ""
    filled: str = ""
    now_fte_parts: int = 0
    how_many: int = 0
    each_parts: int = 0
    quantity_parts: int = 0
    fte_parts: int = 0
    salary_cents: int = 0
    benefits_cents: int = 0
    is_actual: bool = False
    starts: str = ""
    ends: str = ""
    goal: str = ""
    justification: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgramFigures:
    """One program of a school: what it may plan, and what it planned; cents."""

    program: str
    allocated_cents: int
    budgeted_cents: int


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """A returned workbook, judged, as it is handed to the store.

    Attributes:
        sha256: of its bytes, which are kept already.
        size: bytes.
        file_name: as it arrived.
        outcome: ACCEPTED, REJECTED or QUARANTINED.
        received_at: when it was collected.
        saved_at: when its author last saved it; decides which of two returns is newer.
        school_id: as it calls itself; empty where it could not be read, like the next four.
        findings: everything found, in the order told.
        total_cents: what is planned, all programs together.
        fte_parts: planned FTE, in parts of ``budget.FTE_PARTS``.
        line_count: used rows.
    """

    sha256: str
    size: int
    file_name: str
    outcome: Outcome
    received_at: datetime
    saved_at: datetime
    school_id: str = ""
    fiscal_year: str = ""
    event: str = ""
    revision: int = 0
    nonce: str = ""
    findings: tuple[Finding, ...] = ()
    total_cents: int = 0
    fte_parts: int = 0
    line_count: int = 0
    programs: tuple[ProgramFigures, ...] = ()
    lines: tuple[PlannedLine, ...] = ()
    postings: tuple[Posting, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A return as the store remembers it; its lines and postings are asked for apart.

    Attributes:
        submission_id: the store's own number.
        attempt: 1, or more where the same bytes were judged again after they were refused.
        outcome: SUPERSEDED where it was accepted and a newer one counts now.
        receipt: number of its receipt; empty where it was not accepted.
    """

    submission_id: int
    attempt: int
    sha256: str
    size: int
    file_name: str
    outcome: Outcome
    received_at: datetime
    saved_at: datetime
    school_id: str
    fiscal_year: str
    event: str
    revision: int
    nonce: str
    findings: tuple[Finding, ...]
    total_cents: int
    fte_parts: int
    line_count: int
    run_id: int
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a school gets back for an accepted return; it repeats the printed page's figures.

    Attributes:
        number: what people read out on the telephone; made from the return itself.
        sha256: of the bytes that were accepted.
    """

    number: str
    school_id: str
    fiscal_year: str
    event: str
    revision: int
    given_at: datetime
    total_cents: int
    fte_parts: int
    line_count: int
    sha256: str
    programs: tuple[ProgramFigures, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a return came to.

    Attributes:
        outcome: DUPLICATE where these bytes were collected before: nothing changed then.
        stored: the return; for a duplicate the one that was there.
        receipt: for an accepted return, also where a newer one counts.
        replaces: the accepted return that it supersedes.
        newer: the accepted return that counts instead of it, though it arrived earlier.
        same_moment: whether the other of the two was saved at the very same moment; the larger
            SHA-256 then decides, so that the order of arrival does not.
    """

    outcome: Outcome
    stored: StoredReturn
    receipt: Receipt | None = None
    replaces: StoredReturn | None = None
    newer: StoredReturn | None = None
    same_moment: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """How a sound return stands beside the one that counts now.

    Attributes:
        outcome: ACCEPTED where it counts from now on, SUPERSEDED where the other one goes on to.
        other: the return that counts now; None where there is none.
        same_moment: whether both were saved at the very same moment.
    """

    outcome: Outcome
    other: StoredReturn | None
    same_moment: bool
