"""Findings as rows of a report: word, place, what was found, what to do, on whose authority."""

from __future__ import annotations

from collections.abc import Iterable

from bsa_xl.finding import Finding

from .cells import Cell
from .reports import Column, place_of

WORDS = {"fatal": "FIX", "warning": "EXPLAIN", "informational": "NOTE"}
FINDING_COLUMNS = (
    Column("", 10), Column("Where", 26), Column("What was found", 60), Column("What to do", 60),
    Column("Authority", 30),
)  # fmt: skip
#: The same with places inside the workbook, which a click leads to.
LINKED_COLUMNS = (FINDING_COLUMNS[0], Column("Go there", 22, is_link=True), *FINDING_COLUMNS[2:])
_ORDER = tuple(WORDS)


def finding_rows(
    findings: Iterable[Finding], *, in_book: bool = False
) -> tuple[tuple[Cell, ...], ...]:
    """Findings as rows, what must be fixed first.

    Args:
        findings: in any order; those of one severity keep theirs.
        in_book: whether they are about the workbook itself, so that the place is a cell of it.
    """
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity.value))
    return tuple(
        (
            WORDS[finding.severity.value],
            _cell(finding) if in_book else str(finding.where),
            finding.problem,
            finding.remedy,
            f"{finding.id}; {finding.source}" if finding.source else finding.id,
        )
        for finding in ordered
    )


def _cell(finding: Finding) -> str:
    where = finding.where
    return place_of(where.sheet, where.cell or "A1") if where.sheet else ""
