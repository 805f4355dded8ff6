"""The log of what happened to the store: rows are only added, and each seals the one before it.

A row's hash covers the hash of the row before, so that changing, removing or moving any row shows.
The head, the last row's number and hash, can be printed and kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from .plain import moment_text
from .tables import LOG, LOG_HEAD

#: What the first row calls the hash before it.
START = "0" * 64


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last row of the log: its number, 0 where there is none, and its hash."""

    number: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class LogFault:
    """Where the log no longer is what was written.

    Attributes:
        number: the row, counted from 1.
        problem: what is wrong with it; a sentence.
    """

    number: int
    problem: str


def append(
    connection: Connection,
    action: str,
    subject: str,
    detail: Mapping[str, object],
    *,
    at: datetime,
    user: str,
    run_id: int,
) -> LogHead:
    """Add a row, inside the transaction of what it tells about.

    Args:
        connection: in a write transaction.
        action: what was done: ``issued``, ``accepted``.
        subject: to what: a school, a file, a run.
        detail: figures and names, kept as JSON text.
        at: when.
        user: who.
        run_id: in which run.

    Returns:
        The new head.
    """
    head = read_head(connection)
    number = head.number + 1
    row = {
        "number": number,
        "at": moment_text(at),
        "user": user,
        "run_id": run_id,
        "action": action,
        "subject": subject,
        "detail": json.dumps(dict(detail), ensure_ascii=False, sort_keys=True),
        "previous": head.hash,
    }
    seal = _seal(row)
    connection.execute(insert(LOG), {**row, "hash": seal})
    if head.number:
        connection.execute(update(LOG_HEAD), {"number": number, "hash": seal})
    else:
        connection.execute(insert(LOG_HEAD), {"one": 1, "number": number, "hash": seal})
    return LogHead(number, seal)


def read_head(connection: Connection) -> LogHead:
    """The last row as the store remembers it."""
    row = connection.execute(select(LOG_HEAD.c.number, LOG_HEAD.c.hash)).one_or_none()
    return LogHead(row.number, row.hash) if row else LogHead()


def verify(connection: Connection, known: LogHead | None = None) -> LogFault | None:
    """The first row that is not as it was written; None where all are.

    Args:
        connection: in a transaction.
        known: a head that was printed earlier; the log must still contain it.
    """
    previous, expected = START, 0
    for row in connection.execute(select(LOG).order_by(LOG.c.number)).mappings():
        expected += 1
        if row["number"] != expected:
            return LogFault(expected, f"Row {expected} of the log is missing.")
        if row["previous"] != previous or row["hash"] != _seal(row):
            return LogFault(expected, f"Row {expected} of the log is not as it was written.")
        previous = row["hash"]
        if known and known.number == expected and known.hash != previous:
            return LogFault(expected, f"Row {expected} of the log was written anew.")
    head = read_head(connection)
    if expected < max(head.number, known.number if known else 0):
        return LogFault(expected + 1, f"Row {expected + 1} of the log is missing.")
    if head != LogHead(expected, previous):
        return LogFault(expected, f"The log ends at row {head.number}, not at row {expected}.")
    return None


def count(connection: Connection) -> int:
    """How many rows the log has."""
    return int(connection.execute(select(func.count()).select_from(LOG)).scalar_one())


def _seal(row: Mapping[Any, Any]) -> str:
    """SHA-256 over a row's content; the keys are in a fixed order, so that it can be repeated."""
    names = ("previous", "number", "at", "user", "run_id", "action", "subject", "detail")
    text = json.dumps([row[name] for name in names], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
