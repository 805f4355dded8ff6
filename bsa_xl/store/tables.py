"""The tables of the store. Amounts are integer cents, and the database itself refuses others.

STRICT tables keep to their types; SQLite before 3.37 lacks them, and the checks do it alone there.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

#: Raised by one whenever a table changes its meaning; a newer store is refused.
VERSION = 1
#: Written into the file's header, so that another program's database is told at once ("BSAX").
APPLICATION_ID = 0x42534158

METADATA = MetaData()
_STRICT = sqlite3.sqlite_version_info >= (3, 37)


def _table(
    name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint, clustered: bool = True
) -> Table:
    """A table whose whole numbers are whole numbers, whatever is handed to it.

    Args:
        name: of the table.
        parts: columns and constraints.
        clustered: whether rows lie in the order of their key; not for rows of many kilobytes.
    """
    whole = [
        CheckConstraint(f"typeof({part.name}) = 'integer'")
        for part in parts
        if isinstance(part, Column) and isinstance(part.type, Integer) and not part.nullable
    ]
    return Table(
        name, METADATA, *parts, *whole, sqlite_strict=_STRICT, sqlite_with_rowid=not clustered
    )


def _text(name: str, *, key: bool = False) -> Column[Any]:
    return Column(name, Text, primary_key=key, nullable=False)


def _whole(name: str, *, key: bool = False) -> Column[Any]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


def _number(name: str) -> Column[Any]:
    """The key of a table that counts its own rows."""
    return Column(name, Integer, primary_key=True, nullable=False)


def _refers(name: str, to: str, *, key: bool = False) -> Column[Any]:
    return Column(
        name, Integer, ForeignKey(to), primary_key=key, nullable=False, autoincrement=False
    )


def _one_of(name: str, *words: str) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{name} IN ({listed})")


ABOUT = _table("about", _text("name", key=True), _text("value"))

RUNS = _table(
    "runs",
    _number("run_id"),
    _text("kind"),
    _text("code_version"),
    _text("user"),
    _text("host"),
    _whole("process"),
    _text("began_at"),
    Column("ended_at", Text),
    Column("ending", Text),
    clustered=False,
)

RUN_INPUTS = _table(
    "run_inputs",
    _refers("run_id", "runs.run_id", key=True),
    _whole("number", key=True),
    _text("name"),
    _text("sha256"),
    _whole("size"),
    _whole("is_kept"),
)

ISSUED = _table(
    "issued",
    _text("school_id", key=True),
    _text("fiscal_year", key=True),
    _text("event", key=True),
    _whole("revision", key=True),
    _text("template"),
    _text("policy"),
    _text("policy_sha256"),
    _text("nonce"),
    _text("issued_at"),
    _text("issued_on"),
    _text("file_name"),
    _text("sha256"),
    _whole("size"),
    _whole("letter_cents"),
    _text("locked_digest"),
    _text("inputs_digest"),
    _whole("is_draft"),
    _refers("run_id", "runs.run_id"),
    CheckConstraint("revision >= 1"),
)

#: What was stamped, apart from the rest, so that lists need not read past it.
ISSUED_VALUES = _table(
    "issued_values",
    _text("school_id", key=True),
    _text("fiscal_year", key=True),
    _text("event", key=True),
    _whole("revision", key=True),
    Column("stamped", LargeBinary, nullable=False),
    clustered=False,
)

SUBMISSIONS = _table(
    "submissions",
    _number("submission_id"),
    _text("sha256"),
    _whole("attempt"),
    _whole("size"),
    _text("outcome"),
    _text("school_id"),
    _text("fiscal_year"),
    _text("event"),
    _whole("revision"),
    _text("nonce"),
    _text("file_name"),
    _text("received_at"),
    _text("saved_at"),
    _whole("total_cents"),
    _whole("fte_parts"),
    _whole("line_count"),
    _text("findings"),
    _refers("run_id", "runs.run_id"),
    UniqueConstraint("sha256", "attempt"),
    _one_of("outcome", "accepted", "rejected", "quarantined"),
    clustered=False,
)
Index("submissions_by_school", SUBMISSIONS.c.school_id, SUBMISSIONS.c.fiscal_year)

PROGRAM_TOTALS = _table(
    "program_totals",
    _refers("submission_id", "submissions.submission_id", key=True),
    _text("program", key=True),
    _whole("number"),
    _whole("allocated_cents"),
    _whole("budgeted_cents"),
)

POSTINGS = _table(
    "postings",
    _refers("submission_id", "submissions.submission_id", key=True),
    _text("posting_id", key=True),
    _whole("number"),
    _text("row_key"),
    _text("program"),
    _text("account"),
    _text("fund"),
    _text("resource"),
    _text("project_year"),
    _text("account_goal"),
    _text("function"),
    _text("object"),
    _text("site"),
    _text("title"),
    _text("goal"),
    _whole("cents"),
    _whole("fte_parts"),
)

PLANNED_LINES = _table(
    "planned_lines",
    _refers("submission_id", "submissions.submission_id", key=True),
    _whole("number", key=True),
    _text("kind"),
    _text("row_key"),
    _text("sheet"),
    _whole("sheet_row"),
    _text("code"),
    _text("label"),
    _text("action"),
    _text("position_id"),
    _text("stands_at"),
    _text("filled"),
    _whole("now_fte_parts"),
    _whole("how_many"),
    _whole("each_parts"),
    _whole("quantity_parts"),
    _whole("fte_parts"),
    _whole("salary_cents"),
    _whole("benefits_cents"),
    _whole("cents"),
    _whole("is_actual"),
    *(
        column
        for number in (1, 2, 3)
        for column in (
            _text(f"program_{number}"),
            _whole(f"share_{number}"),
            _whole(f"cents_{number}"),
        )
    ),
    _text("starts"),
    _text("ends"),
    _text("goal"),
    _text("justification"),
    _text("note"),
    _one_of("kind", "staffing", "spending"),
    CheckConstraint("kind <> 'staffing' OR salary_cents + benefits_cents = cents"),
)

#: Which accepted return counts for a school in an event. The only row of the ledger that moves.
CURRENT = _table(
    "current_submissions",
    _text("school_id", key=True),
    _text("fiscal_year", key=True),
    _text("event", key=True),
    _refers("submission_id", "submissions.submission_id"),
    UniqueConstraint("submission_id"),
)

RECEIPTS = _table(
    "receipts",
    _text("number", key=True),
    _refers("submission_id", "submissions.submission_id"),
    _text("given_at"),
    UniqueConstraint("submission_id"),
)

EXPORTS = _table(
    "exports",
    _number("export_id"),
    _text("layout"),
    _text("fiscal_year"),
    _text("event"),
    _text("file_name"),
    _text("sha256"),
    _whole("total_cents"),
    _text("made_at"),
    _refers("run_id", "runs.run_id"),
    clustered=False,
)

EXPORTED = _table(
    "exported_submissions",
    _refers("export_id", "exports.export_id", key=True),
    _refers("submission_id", "submissions.submission_id", key=True),
)

LOG = _table(
    "log",
    _whole("number", key=True),
    _text("at"),
    _text("user"),
    _whole("run_id"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    _text("previous"),
    _text("hash"),
)

LOG_HEAD = _table(
    "log_head",
    _whole("one", key=True),
    _whole("number"),
    _text("hash"),
    CheckConstraint("one = 1"),
)
