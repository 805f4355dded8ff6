"""Recording returns: one transaction each, the same bytes once, the newest accepted one counts."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from . import log
from .bulk import BulkInsert
from .database import Database
from .faults import RegisterConflictError
from .finding_text import findings_of, findings_text
from .footing import refuse_unless_it_foots
from .issued import Standing
from .plain import moment_of, moment_text, storable
from .register import standing_in
from .returned import Outcome, Rank, Receipt, Recorded, ReturnedWorkbook, StoredReturn
from .rows import figures_row, line_row, posting_row
from .runs import Run
from .tables import (
    CURRENT,
    PLANNED_LINES,
    POSTINGS,
    PROGRAM_TOTALS,
    RECEIPTS,
    SUBMISSIONS,
)

_REFUSED = frozenset({Outcome.REJECTED, Outcome.QUARANTINED})
_CODE = 8  # characters of base 32 at the end of a receipt's number

#: Every return with what counts now: whether it is the current one, and its receipt.
STORED = (
    select(SUBMISSIONS, CURRENT.c.submission_id.label("counts"), RECEIPTS.c.number.label("receipt"))
    .select_from(SUBMISSIONS)
    .outerjoin(CURRENT, CURRENT.c.submission_id == SUBMISSIONS.c.submission_id)
    .outerjoin(RECEIPTS, RECEIPTS.c.submission_id == SUBMISSIONS.c.submission_id)
)
_OF_BYTES = (
    STORED.where(SUBMISSIONS.c.sha256 == bindparam("sha256"))
    .order_by(SUBMISSIONS.c.attempt.desc())
    .limit(1)
)
_OF_NUMBER = STORED.where(SUBMISSIONS.c.submission_id == bindparam("number"))
_PLACE = ("school_id", "fiscal_year", "event")
_COUNTING = STORED.where(
    CURRENT.c.submission_id.is_not(None), *[CURRENT.c[name] == bindparam(name) for name in _PLACE]
)


class Returns:
    """The returned workbooks of a store."""

    __slots__ = ("_database", "_lines", "_postings", "_programs")

    def __init__(self, database: Database) -> None:
        self._database = database
        self._programs = BulkInsert(PROGRAM_TOTALS)
        self._lines = BulkInsert(PLANNED_LINES)
        self._postings = BulkInsert(POSTINGS)

    def find(self, sha256: str) -> StoredReturn | None:
        """The last judgement of these bytes; None where they were never collected."""
        with self._database.reading() as connection:
            return _latest(connection, sha256)

    def counting(self, school_id: str, fiscal_year: str, event: str) -> StoredReturn | None:
        """The return of a school that counts; None where none was accepted."""
        with self._database.reading() as connection:
            return _counting(connection, school_id, fiscal_year, event)

    def rank(self, returned: ReturnedWorkbook) -> Rank:
        """What `record` would find of a sound return that was never collected before."""
        with self._database.reading() as connection:
            return _rank(connection, returned)

    def record(self, run: Run, returned: ReturnedWorkbook, *, again: bool = False) -> Recorded:
        """Record one return; all of it is on the disk when this returns, or nothing is.

        Of two accepted returns of one school, year and event the newer counts: the higher
        revision, then the later save. The order in which they arrive does not matter. Bytes that
        are judged anew and found the same change nothing.

        Args:
            run: the collect.
            returned: the judged return.
            again: judge bytes anew that were refused before; accepted ones stay as they are.

        Raises:
            ValueError: the outcome is none that a judge may give.
            DoesNotFootError: an accepted return's figures contradict each other.
            RegisterConflictError: it was accepted, but is not, or no longer, the newest issued
                revision of its school.
            StoreBusyError: another program was writing all the time.
            CannotWriteError: the disk is full, and so on.
        """
        if returned.outcome not in {Outcome.ACCEPTED, *_REFUSED}:
            raise ValueError(f"{returned.outcome} is not for the judge to say")
        if returned.outcome is Outcome.ACCEPTED:
            refuse_unless_it_foots(returned)
        with self._database.writing() as connection:
            before = _latest(connection, returned.sha256)
            if before is not None and not (again and before.outcome in _REFUSED):
                return Recorded(Outcome.DUPLICATE, before)
            if before is not None and _is_said_again(before, returned):
                return Recorded(Outcome.DUPLICATE, before)
            if returned.outcome is Outcome.ACCEPTED:
                _refuse_unless_issued(connection, returned)
            number = _insert(connection, run, returned, before.attempt + 1 if before else 1)
            self._insert_parts(connection, number, returned)
            if returned.outcome is not Outcome.ACCEPTED:
                recorded = Recorded(returned.outcome, _stored(connection, number))
            else:
                recorded = _enter(connection, number, returned)
            _log(connection, run, returned, recorded)
            return recorded

    def _insert_parts(
        self, connection: Connection, number: int, returned: ReturnedWorkbook
    ) -> None:
        programs = [figures_row(number, *each) for each in enumerate(returned.programs, 1)]
        self._programs.run(connection, programs)
        lines = [line_row(number, *each) for each in enumerate(returned.lines, 1)]
        self._lines.run(connection, lines)
        postings = [posting_row(number, *each) for each in enumerate(returned.postings, 1)]
        self._postings.run(connection, postings)


def stored_of(row: Mapping[Any, Any]) -> StoredReturn:
    """A row of `STORED`."""
    fields = {name: row[name] for name in _FIELDS}
    outcome = Outcome(row["outcome"])
    if outcome is Outcome.ACCEPTED and row["counts"] is None:
        outcome = Outcome.SUPERSEDED
    return StoredReturn(
        outcome=outcome,
        received_at=moment_of(row["received_at"]),
        saved_at=moment_of(row["saved_at"]),
        findings=findings_of(row["findings"]),
        receipt=row["receipt"] or "",
        **fields,
    )


_FIELDS = (
    "submission_id",
    "attempt",
    "sha256",
    "size",
    "file_name",
    "school_id",
    "fiscal_year",
    "event",
    "revision",
    "nonce",
    "total_cents",
    "fte_parts",
    "line_count",
    "run_id",
)


def _latest(connection: Connection, sha256: str) -> StoredReturn | None:
    return _first(connection, _OF_BYTES, sha256=sha256)


def _stored(connection: Connection, number: int) -> StoredReturn:
    found = _first(connection, _OF_NUMBER, number=number)
    if found is None:
        raise KeyError(number)
    return found


def _first(connection: Connection, query: Select[Any], **given: str | int) -> StoredReturn | None:
    row = connection.execute(query, given).mappings().one_or_none()
    return None if row is None else stored_of(row)


def _refuse_unless_issued(connection: Connection, returned: ReturnedWorkbook) -> None:
    """The register may have changed since the return was judged; it cannot from here on."""
    standing = standing_in(
        connection,
        returned.school_id,
        returned.fiscal_year,
        returned.event,
        returned.revision,
        returned.nonce,
    )
    if standing is not Standing.CURRENT:
        raise RegisterConflictError(
            f"{returned.file_name} cannot be accepted: the register calls its revision "
            f"{returned.revision} '{standing}'.",
            "Collect the file again; it is then judged by the register as it is now.",
        )


def _insert(connection: Connection, run: Run, returned: ReturnedWorkbook, attempt: int) -> int:
    row = {
        "sha256": returned.sha256,
        "attempt": attempt,
        "size": returned.size,
        "outcome": returned.outcome.value,
        "school_id": storable(returned.school_id),
        "fiscal_year": storable(returned.fiscal_year),
        "event": storable(returned.event),
        "revision": returned.revision,
        "nonce": storable(returned.nonce),
        "file_name": storable(returned.file_name),
        "received_at": moment_text(returned.received_at),
        "saved_at": moment_text(returned.saved_at),
        "total_cents": returned.total_cents,
        "fte_parts": returned.fte_parts,
        "line_count": returned.line_count,
        "findings": findings_text(returned.findings),
        "run_id": run.run_id,
    }
    return connection.execute(insert(SUBMISSIONS), row).lastrowid


def _enter(connection: Connection, number: int, returned: ReturnedWorkbook) -> Recorded:
    """Give the receipt, and let the newer of this and the one before count."""
    receipt = Receipt(
        number=_receipt_number(returned),
        school_id=returned.school_id,
        fiscal_year=returned.fiscal_year,
        event=returned.event,
        revision=returned.revision,
        given_at=returned.received_at,
        total_cents=returned.total_cents,
        fte_parts=returned.fte_parts,
        line_count=returned.line_count,
        sha256=returned.sha256,
        programs=returned.programs,
    )
    connection.execute(
        insert(RECEIPTS),
        {
            "number": receipt.number,
            "submission_id": number,
            "given_at": moment_text(receipt.given_at),
        },
    )
    rank = _rank(connection, returned)
    if rank.other is not None and rank.outcome is Outcome.SUPERSEDED:
        stored = _stored(connection, number)
        return Recorded(
            rank.outcome, stored, receipt, newer=rank.other, same_moment=rank.same_moment
        )
    if rank.other is None:
        place = {name: getattr(returned, name) for name in _PLACE}
        connection.execute(insert(CURRENT), {**place, "submission_id": number})
    else:
        connection.execute(
            update(CURRENT).where(CURRENT.c.submission_id == rank.other.submission_id),
            {"submission_id": number},
        )
    stored = _stored(connection, number)
    return Recorded(
        rank.outcome, stored, receipt, replaces=rank.other, same_moment=rank.same_moment
    )


def _rank(connection: Connection, returned: ReturnedWorkbook) -> Rank:
    """The newer counts: the higher revision, then the later save, then the larger SHA-256."""
    other = _counting(connection, returned.school_id, returned.fiscal_year, returned.event)
    if other is None:
        return Rank(Outcome.ACCEPTED, None, same_moment=False)
    mine, its = _age(returned), _age(other)
    outcome = Outcome.SUPERSEDED if its > mine else Outcome.ACCEPTED
    return Rank(outcome, other, same_moment=its[:2] == mine[:2])


def _counting(
    connection: Connection, school_id: str, fiscal_year: str, event: str
) -> StoredReturn | None:
    return _first(connection, _COUNTING, school_id=school_id, fiscal_year=fiscal_year, event=event)


def _is_said_again(before: StoredReturn, returned: ReturnedWorkbook) -> bool:
    """Whether a second judgement of refused bytes is the one that is kept already."""
    said, kept = findings_text(returned.findings), findings_text(before.findings)
    return (before.outcome, kept) == (returned.outcome, said)


def _age(each: ReturnedWorkbook | StoredReturn) -> tuple[int, str, str]:
    return each.revision, moment_text(each.saved_at), each.sha256


def _receipt_number(returned: ReturnedWorkbook) -> str:
    """Made from the return itself, so that it does not depend on what else arrived before."""
    code = base64.b32encode(bytes.fromhex(returned.sha256)).decode("ascii")[:_CODE]
    parts = (returned.school_id, returned.fiscal_year, returned.event, str(returned.revision), code)
    return "-".join(parts)


def _log(connection: Connection, run: Run, returned: ReturnedWorkbook, recorded: Recorded) -> None:
    other = recorded.replaces or recorded.newer
    log.append(
        connection,
        recorded.outcome.value,
        storable(returned.school_id or returned.file_name),
        {
            "sha256": returned.sha256,
            "year": returned.fiscal_year,
            "event": returned.event,
            "revision": returned.revision,
            "cents": returned.total_cents,
            "findings": sorted({each.id for each in returned.findings}),
            "other": other.sha256 if other else "",
        },
        at=returned.received_at,
        user=run.user,
        run_id=run.run_id,
    )
