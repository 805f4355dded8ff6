"""Findings of one file as they are met, each kind bounded: what is beyond the bound is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

#: Cells of one kind that are named.
MOST_NAMED = 20


def formula_text(text: str) -> str:
    """A formula, safe to stand inside a message: one short line."""
    short = text if len(text) <= _LONGEST_FORMULA else text[: _LONGEST_FORMULA - 1] + "…"
    return "".join(c if c.isprintable() else "?" for c in short)


_LONGEST_FORMULA = 60


class Told:
    """Collects the findings of one file."""

    __slots__ = ("_counts", "_file", "_found", "_last")

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Finding] = []
        self._counts: dict[tuple[FindingKind, Severity], int] = {}
        self._last: dict[tuple[FindingKind, Severity], str] = {}

    def at(self, sheet: str = "", cell: str = "") -> Location:
        """A place in the file."""
        return Location(file=self._file, sheet=sheet, cell=cell)

    def say(
        self,
        kind: FindingKind,
        where: Location,
        problem: str,
        remedy: str,
        severity: Severity | None = None,
    ) -> None:
        """Add a finding, or count it where enough of its kind and severity were named."""
        alike = (kind, severity or kind.severity)
        count = self._counts.get(alike, 0)
        self._counts[alike] = count + 1
        self._last[alike] = remedy
        if count < MOST_NAMED:
            self._found.append(replace(kind.at(where, problem, remedy), severity=alike[1]))

    def findings(self) -> Iterator[Finding]:
        """Everything said, in the order in which it was said."""
        yield from self._found
        for alike, count in self._counts.items():
            more = count - MOST_NAMED
            if more > 0:
                kind, severity = alike
                cells = "1 more such cell" if more == 1 else f"{more:,} more such cells"
                said = kind.at(self.at(), f"The workbook has {cells}.", self._last[alike])
                yield replace(said, severity=severity)
