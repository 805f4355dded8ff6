"""The content of a store as sorted text: two stores with the same content give the same text.

What depends on when, by whom and in which order things were done (runs, log, moments, the
database's own numbers) is left out; so a killed and repeated collect can be compared with an
undisturbed one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from .tables import (
    CURRENT,
    ISSUED,
    ISSUED_VALUES,
    PLANNED_LINES,
    POSTINGS,
    PROGRAM_TOTALS,
    RECEIPTS,
    SUBMISSIONS,
)

_CONTENT = (
    ISSUED,
    ISSUED_VALUES,
    SUBMISSIONS,
    PROGRAM_TOTALS,
    PLANNED_LINES,
    POSTINGS,
    CURRENT,
    RECEIPTS,
)
_LEFT_OUT = frozenset({"run_id", "submission_id", "received_at", "given_at", "issued_at"})


def dump(connection: Connection) -> str:
    """One line of JSON for each row, sorted; a return is named by its SHA-256 and attempt."""
    lines = sorted(line for table in _CONTENT for line in _lines(connection, table))
    return "\n".join([*lines, ""])


def _lines(connection: Connection, table: Table) -> Iterator[str]:
    query = select(table)
    if "submission_id" in table.c and table is not SUBMISSIONS:
        query = query.add_columns(
            SUBMISSIONS.c.sha256.label("return"), SUBMISSIONS.c.attempt.label("return_attempt")
        ).join(SUBMISSIONS, SUBMISSIONS.c.submission_id == table.c.submission_id)
    for row in connection.execute(query).mappings():
        content = {name: _plain(value) for name, value in row.items() if name not in _LEFT_OUT}
        yield f"{table.name} {json.dumps(content, sort_keys=True, ensure_ascii=False)}"


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a column holds
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
