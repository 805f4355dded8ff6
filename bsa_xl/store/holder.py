"""Who is writing to the store, where it can be told: a run that began and whose process lives."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
from sqlalchemy import Connection, select

from .plain import moment_of
from .tables import RUNS

#: The system's own record of when a process began may be that far off.
_SLACK = timedelta(minutes=1)


def this_host() -> str:
    """The name of this computer."""
    return platform.node() or "this computer"


def who_holds(connection: Connection) -> str:
    """The youngest run that has not ended and is not known to be dead; one on this computer first.

    Returns:
        ``collect by jdoe (process 4711 on OFFICE-3, since 2026-03-02 10:15 UTC)``, or nothing.
    """
    query = select(RUNS).where(RUNS.c.ended_at.is_(None)).order_by(RUNS.c.run_id.desc())
    elsewhere = ""
    for row in connection.execute(query).mappings():
        if row["host"] != this_host():
            elsewhere = elsewhere or _in_words(row)
        elif row["process"] != os.getpid() and _lives(row):
            return _in_words(row)
    return elsewhere


def _lives(row: Mapping[Any, Any]) -> bool:
    """Whether the run's process is still there; a younger one may have got its number since."""
    try:
        started = psutil.Process(row["process"]).create_time()
    except psutil.Error:
        return False
    return datetime.fromtimestamp(started, UTC) <= moment_of(row["began_at"]) + _SLACK


def _in_words(row: Mapping[Any, Any]) -> str:
    since = row["began_at"][:16].replace("T", " ")
    return (
        f"{row['kind']} by {row['user']} "
        f"(process {row['process']} on {row['host']}, since {since} UTC)"
    )
