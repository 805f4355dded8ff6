"""On which line of a layout's file a key stands, so that a message can say so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TABLE = re.compile(r"\s*\[\s*([A-Za-z_]+)\s*\]")
_ENTRY = re.compile(r"\s*\[\[\s*([A-Za-z_]+)\s*\]\]")
_KEY = re.compile(r"\s*([A-Za-z_]+)\s*=")

#: Table, which of its entries from 0, key; an empty key for where the entry itself begins.
Step = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class LayoutLines:
    """The lines of one file."""

    known: Mapping[Step, int]

    def line(self, table: str, number: int = 0, key: str = "") -> int:
        """The line of a key; of its table where the key is missing; else the first."""
        for step in ((table, number, key), (table, number, "")):
            if step in self.known:
                return self.known[step]
        return 1


def lines_of(text: str) -> LayoutLines:
    """Look at every line once; a layout has no texts of several lines."""
    known: dict[Step, int] = {}
    entries: dict[str, int] = {}
    table, number = "", 0
    for line, written in enumerate(text.splitlines(), start=1):
        if found := _ENTRY.match(written):
            table = found[1]
            number = entries.get(table, -1) + 1
            entries[table] = number
            known.setdefault((table, number, ""), line)
        elif found := _TABLE.match(written):
            table, number = found[1], 0
            known.setdefault((table, 0, ""), line)
        elif found := _KEY.match(written):
            known.setdefault((table, number, found[1]), line)
    return LayoutLines(known)
