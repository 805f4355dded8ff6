"""The register of issued workbooks: which workbook is genuine, and which revision is newest."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, select, tuple_

from . import log
from .database import Database
from .faults import RegisterConflictError
from .issued import Changed, IssuedWorkbook, IssuePlan, Planned, Standing, Wanted
from .keychain import KeyChain
from .keys import KeyRing
from .plain import moment_of, moment_text, storable
from .runs import Run
from .tables import ISSUED, ISSUED_VALUES

_NONCE = 16  # characters of base 32, 80 bits

_NEWEST = select(
    ISSUED,
    func.row_number()
    .over(
        partition_by=(ISSUED.c.school_id, ISSUED.c.fiscal_year, ISSUED.c.event),
        order_by=ISSUED.c.revision.desc(),
    )
    .label("age"),
).subquery()


class Register:
    """The register of a store."""

    __slots__ = ("_database", "_keys")

    def __init__(self, database: Database, keys: KeyChain) -> None:
        self._database = database
        self._keys = keys

    def plan(self, wanted: Iterable[Wanted]) -> IssuePlan:
        """What issuing these would do; makes the signing key where this is the first issue.

        Asking again gives the same revisions and nonces until something is recorded.

        Args:
            wanted: all schools of one year and event.
        """
        keys = self._keys.make()
        asked = tuple(wanted)
        newest: dict[tuple[str, str, str], IssuedWorkbook] = {}
        for year, event in dict.fromkeys((each.fiscal_year, each.event) for each in asked):
            for known in self.newest(year, event):
                newest[known.school_id, year, event] = known
        unchanged: list[IssuedWorkbook] = []
        new: list[Planned] = []
        changed: list[Changed] = []
        for each in asked:
            before = newest.pop((each.school_id, each.fiscal_year, each.event), None)
            if before is None:
                new.append(_planned(keys, each, 1))
            elif before.inputs_digest == each.inputs_digest and before.is_draft == each.is_draft:
                unchanged.append(before)
            else:
                changed.append(Changed(before, _planned(keys, each, before.revision + 1)))
        return IssuePlan(tuple(unchanged), tuple(new), tuple(changed), tuple(newest.values()))

    def record(self, run: Run, issued: Iterable[tuple[IssuedWorkbook, bytes]]) -> None:
        """Enter workbooks, all or none, before their files are written.

        Entering exactly what is there already changes nothing.

        Args:
            run: the issue.
            issued: workbooks, each with the values that were stamped into it.

        Raises:
            RegisterConflictError: somebody else issued one of these schools meanwhile.
            StoreBusyError: another program was writing all the time.
            CannotWriteError: the disk is full, and so on.
        """
        workbooks = list(issued)
        with self._database.writing() as connection:
            known = _known(connection, [workbook for workbook, _ in workbooks])
            fresh = [pair for pair in workbooks if _is_fresh(pair[0], known)]
            if not fresh:
                return
            rows = [_row(workbook, run) for workbook, _ in fresh]
            connection.execute(insert(ISSUED), rows)
            connection.execute(
                insert(ISSUED_VALUES),
                [{**_named_key(workbook), "stamped": stamped} for workbook, stamped in fresh],
            )
            _log_each(connection, run, [workbook for workbook, _ in fresh])

    def newest(self, fiscal_year: str, event: str) -> tuple[IssuedWorkbook, ...]:
        """The newest revision of every school, by school."""
        columns = [_NEWEST.c[column.name] for column in ISSUED.c]
        query = (
            select(*columns)
            .where(
                _NEWEST.c.fiscal_year == fiscal_year, _NEWEST.c.event == event, _NEWEST.c.age == 1
            )
            .order_by(_NEWEST.c.school_id)
        )
        with self._database.reading() as connection:
            return tuple(_select(connection, query))

    def revisions(self, school_id: str, fiscal_year: str, event: str) -> tuple[IssuedWorkbook, ...]:
        """Every revision of one school's workbook, oldest first."""
        with self._database.reading() as connection:
            return tuple(_select(connection, _of(school_id, fiscal_year, event)))

    def values(self, school_id: str, fiscal_year: str, event: str, revision: int) -> bytes | None:
        """What was stamped into a revision, as it was handed to `record`; None where unknown."""
        query = select(ISSUED_VALUES.c.stamped).where(
            ISSUED_VALUES.c.school_id == school_id,
            ISSUED_VALUES.c.fiscal_year == fiscal_year,
            ISSUED_VALUES.c.event == event,
            ISSUED_VALUES.c.revision == revision,
        )
        with self._database.reading() as connection:
            stamped = connection.execute(query).scalar_one_or_none()
        return None if stamped is None else bytes(stamped)

    def standing(
        self, school_id: str, fiscal_year: str, event: str, revision: int, nonce: str
    ) -> Standing:
        """What the register says of a returned workbook that calls itself so."""
        with self._database.reading() as connection:
            return standing_in(connection, school_id, fiscal_year, event, revision, nonce)


def standing_in(
    connection: Connection,
    school_id: str,
    fiscal_year: str,
    event: str,
    revision: int,
    nonce: str,
) -> Standing:
    """`Register.standing`, inside a transaction."""
    known = _select(connection, _of(school_id, fiscal_year, event))
    same = next((each for each in known if each.revision == revision), None)
    if same is None:
        return Standing.UNKNOWN
    if not hmac.compare_digest(same.nonce.encode(), storable(nonce).encode()):
        return Standing.OTHER_NONCE
    if same.is_draft:
        return Standing.DRAFT
    if any(each.revision > revision and not each.is_draft for each in known):
        return Standing.OLDER_REVISION
    return Standing.CURRENT


def _planned(keys: KeyRing, wanted: Wanted, revision: int) -> Planned:
    """The nonce looks random to whoever lacks the key, and is the same whenever it is asked for.

    So a killed issue, run again, makes the same workbooks.
    """
    parts = (
        "nonce",
        wanted.school_id,
        wanted.fiscal_year,
        wanted.event,
        str(revision),
        wanted.inputs_digest,
        str(wanted.is_draft),
    )
    mac = bytes.fromhex(keys.signing.mac("\0".join(parts).encode()))
    return Planned(wanted, revision, base64.b32encode(mac).decode("ascii")[:_NONCE])


def _known(
    connection: Connection, workbooks: Sequence[IssuedWorkbook]
) -> dict[tuple[str, str, str, int], IssuedWorkbook]:
    """What the register has of the schools concerned, in their years and events."""
    places = {(each.school_id, each.fiscal_year, each.event) for each in workbooks}
    place = tuple_(ISSUED.c.school_id, ISSUED.c.fiscal_year, ISSUED.c.event)
    found = _select(connection, select(ISSUED).where(place.in_(sorted(places))))
    return {_key(each): each for each in found}


def _is_fresh(
    workbook: IssuedWorkbook, known: Mapping[tuple[str, str, str, int], IssuedWorkbook]
) -> bool:
    """Whether it is still to be entered.

    Raises:
        RegisterConflictError: another workbook took its place, or a revision before it is missing.
    """
    there = known.get(_key(workbook))
    if there is not None and _what(there) == _what(workbook):
        return False
    school, year, event, revision = _key(workbook)
    is_next = revision == 1 or (school, year, event, revision - 1) in known
    if there is None and is_next:
        return True
    raise RegisterConflictError(
        f"School {school} was issued by somebody else meanwhile ({year}, {event}).",
        "Run the issue again; it then starts from what is there now.",
    )


def _what(workbook: IssuedWorkbook) -> tuple[str, str, str]:
    """What makes two workbooks the same: not their bytes, which a compressor decides."""
    return workbook.nonce, workbook.inputs_digest, workbook.locked_digest


def _of(school_id: str, fiscal_year: str, event: str) -> Select[Any]:
    return (
        select(ISSUED)
        .where(
            and_(
                ISSUED.c.school_id == storable(school_id),
                ISSUED.c.fiscal_year == storable(fiscal_year),
                ISSUED.c.event == storable(event),
            )
        )
        .order_by(ISSUED.c.revision)
    )


def _select(connection: Connection, query: Select[Any]) -> list[IssuedWorkbook]:
    return [_workbook(row) for row in connection.execute(query).mappings()]


def _workbook(row: Mapping[Any, Any]) -> IssuedWorkbook:
    fields = {name: row[name] for name in _FIELDS}
    fields["issued_at"] = moment_of(fields["issued_at"])
    fields["is_draft"] = bool(fields["is_draft"])
    return IssuedWorkbook(**fields)


_FIELDS = tuple(column.name for column in ISSUED.c if column.name != "run_id")


def _row(workbook: IssuedWorkbook, run: Run) -> dict[str, Any]:
    row = {name: getattr(workbook, name) for name in _FIELDS}
    row["issued_at"] = moment_text(workbook.issued_at)
    row["is_draft"] = int(workbook.is_draft)
    row["run_id"] = run.run_id
    return row


def _key(workbook: IssuedWorkbook) -> tuple[str, str, str, int]:
    return workbook.school_id, workbook.fiscal_year, workbook.event, workbook.revision


def _named_key(workbook: IssuedWorkbook) -> dict[str, Any]:
    school, year, event, revision = _key(workbook)
    return {"school_id": school, "fiscal_year": year, "event": event, "revision": revision}


def _log_each(connection: Connection, run: Run, workbooks: Sequence[IssuedWorkbook]) -> None:
    """One row for the whole: the digests of all, so that none can be exchanged later."""
    log.append(
        connection,
        "issued",
        f"{len(workbooks)} workbooks",
        {"workbooks": [[*_key(each), each.sha256] for each in workbooks]},
        at=max(each.issued_at for each in workbooks),
        user=run.user,
        run_id=run.run_id,
    )
