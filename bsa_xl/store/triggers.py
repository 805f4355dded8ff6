"""What the database itself refuses: to change or remove what was once recorded."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from .tables import (
    EXPORTED,
    EXPORTS,
    ISSUED,
    ISSUED_VALUES,
    LOG,
    PLANNED_LINES,
    POSTINGS,
    PROGRAM_TOTALS,
    RECEIPTS,
    RUN_INPUTS,
    RUNS,
    SUBMISSIONS,
)

_KEPT_FOREVER = (
    EXPORTED,
    EXPORTS,
    ISSUED,
    ISSUED_VALUES,
    LOG,
    PLANNED_LINES,
    POSTINGS,
    PROGRAM_TOTALS,
    RECEIPTS,
    RUN_INPUTS,
    SUBMISSIONS,
)

#: A run may be ended, once; all else about it stays.
_RUN_BEGAN = tuple(name for name in RUNS.c.keys() if name not in {"ended_at", "ending"})  # noqa: SIM118  a column collection is no mapping


def triggers() -> Iterator[str]:
    """The statements that make the triggers."""
    for table in _KEPT_FOREVER:
        yield _refusal(table, "UPDATE", "never changed")
        yield _refusal(table, "DELETE", "never removed")
    yield _refusal(RUNS, "DELETE", "never removed")
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _RUN_BEGAN)
    yield _refusal(RUNS, "UPDATE", "ended once", f"OLD.ended_at IS NOT NULL OR {changed}")


def _refusal(table: Table, change: str, word: str, when: str = "") -> str:
    name = f"{table.name}_{change.lower()}"
    condition = f"WHEN {when} " if when else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {change} ON {table.name} {condition}"
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table.name} are {word}'); END"
    )
