"""Rows with the same key: an identical one is used once, a contradicting one is refused."""

from __future__ import annotations

from typing import Generic, TypeVar

from .cells import Cells
from .kinds import CONTRADICTING_ROW, IDENTICAL_ROW
from .notices import Notices

Key = TypeVar("Key")
Record = TypeVar("Record")


class Repeats(Generic[Key, Record]):
    """Records by key, in file order; the first of a key is the one that is kept."""

    def __init__(self, notices: Notices, what: str) -> None:
        """`what` a row is, for messages: ``school``."""
        self._notices = notices
        self._what = what
        self._kept: dict[Key, tuple[Record, int, object]] = {}

    def add(self, key: Key, record: Record, cells: Cells, column: str, content: object) -> None:
        """Keep a record, or tell that its key was there before.

        Args:
            key: unique in the table.
            record: what the row says.
            cells: the table, at the row.
            column: the one of the key.
            content: equal for two rows that say the same.
        """
        before = self._kept.get(key)
        if before is None:
            self._kept[key] = (record, cells.line, content)
            return
        where = cells.at(column)
        _, line, said = before
        row = "row" if where.sheet else "line"
        name = " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
        if said == content:
            problem = f"{self._what} {name} is the same as in {row} {line} and was used once."
            self._notices.fault(IDENTICAL_ROW, where, problem, "Remove one of the two rows.")
        else:
            problem = f"{self._what} {name} differs from {row} {line}, which was used."
            remedy = "Keep the row that is right and remove the other."
            self._notices.fault(CONTRADICTING_ROW, where, problem, remedy)

    def kept(self) -> tuple[Record, ...]:
        """The records, one a key."""
        return tuple(record for record, _, _ in self._kept.values())
