"""Whether a store is whole: the database, the log, the kept files, the sums."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

from . import log
from .faults import StoreDamagedError
from .raw import RawFolder
from .tables import RUN_INPUTS, SUBMISSIONS

DATABASE_DAMAGED = FindingKind(
    "STO-01",
    "Database is damaged",
    Severity.FATAL,
    "What a damaged database says of money cannot be relied on.",
)
LOG_CHANGED = FindingKind(
    "STO-02",
    "Log was changed",
    Severity.FATAL,
    "The log proves what was done, by whom and when; a row that was changed proves nothing.",
)
FILE_CHANGED = FindingKind(
    "STO-03",
    "Kept file is missing or was changed",
    Severity.FATAL,
    "An auditor may ask for any run to be performed again, from the bytes that it read then.",
)

_RESTORE = "Put the last backup in its place, and keep this folder for a closer look."
_FILE_BACK = "Put the file back from the last backup."


def examine(
    connection: Connection, database: Path, raw: RawFolder, known: log.LogHead | None
) -> Iterator[Finding]:
    """Everything that is wrong with a store; nothing where it is whole.

    Args:
        connection: in a transaction.
        database: the database's file.
        raw: the kept files; all of them are read.
        known: the head of the log as it was printed earlier.
    """
    at = Location(file=database.name)
    for [said] in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield DATABASE_DAMAGED.at(at, f"The database says: {said}.", _RESTORE)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        said = f"A row of {row[0]} refers to a row of {row[2]} that is not there."
        yield DATABASE_DAMAGED.at(at, said, _RESTORE)
    fault = log.verify(connection, known)
    if fault is not None:
        where = Location(file=database.name, sheet="log", line=fault.number)
        yield LOG_CHANGED.at(where, fault.problem, _RESTORE)
    for name in _kept(connection):
        problem = _problem(raw, name)
        if problem:
            yield FILE_CHANGED.at(Location(file=f"raw/{name}"), problem, _FILE_BACK)


def _kept(connection: Connection) -> list[str]:
    inputs = select(RUN_INPUTS.c.sha256).where(RUN_INPUTS.c.is_kept == 1)
    returned = select(SUBMISSIONS.c.sha256)
    return sorted(connection.execute(inputs.union(returned)).scalars())


def _problem(raw: RawFolder, name: str) -> str:
    try:
        raw.read(name)
    except KeyError:
        return "This file was kept, and is gone."
    except StoreDamagedError:
        return "This file no longer is what was kept."
    return ""
