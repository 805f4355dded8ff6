"""Many rows into one table at once, with the statement compiled once and rows as plain tuples.

A return brings some two hundred rows; naming every column of every row would take longer than
writing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from .plain import storable

#: One row, the values in the order of the table's columns.
Row = tuple[str | int, ...]


class BulkInsert:
    """Inserts rows into one table."""

    __slots__ = ("_statement",)

    def __init__(self, table: Table) -> None:
        dialect: Any = sqlite.dialect
        self._statement = str(insert(table).compile(dialect=dialect()))

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert the rows, all or none; no rows are fine."""
        if rows:
            connection.exec_driver_sql(self._statement, _storable_rows(rows))


def _storable_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows, with texts that are no characters written out; hardly ever are there any."""
    try:
        "".join([text for row in rows for text in row if type(text) is str]).encode()
    except UnicodeEncodeError:
        return [tuple(storable(v) if isinstance(v, str) else v for v in row) for row in rows]
    return list(rows)
