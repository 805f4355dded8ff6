"""Findings as rows of a report: word, place, what was found, what to do, on whose authority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bsa_xl.api import LiveBook
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
#: The school's own sheet, on which buttons write what they found.
NOTES = "My notes"
#: What comes first; other words come last.
_ORDER = {word: n for n, word in enumerate(("FIX", "EXPLAIN", "TO DO", "NOTE"))}


def finding_rows(findings: Iterable[Finding]) -> tuple[tuple[Cell, ...], ...]:
    """Findings as rows, what must be fixed first; those of one severity keep their order."""
    rows = [(WORDS[each.severity.value], str(each.where), *_said(each)) for each in findings]
    return _in_order(rows)


def rows_in_book(live: LiveBook) -> tuple[tuple[Cell, ...], ...]:
    """The findings of an open workbook as rows, with the words of its Checks sheet.

    What is found by a rule that only says that something is not filled yet is TO DO, however grave
    it will be later. Of My notes, where buttons write themselves, nothing is said.
    """
    verdicts = {finding: line.verdict for line in live.checks for finding in line.findings}
    rows = [
        (
            verdicts.get(each, WORDS[each.severity.value]),
            _cell(each),
            *_said(each),
        )
        for each in live.findings
        if each.where.sheet != NOTES
    ]
    return _in_order(rows)


def _in_order(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(sorted(rows, key=lambda row: _ORDER.get(row[0], len(_ORDER))))


def _said(finding: Finding) -> tuple[str, str, str]:
    """What was found, what to do, and on whose authority."""
    problem = finding.problem[:1].upper() + finding.problem[1:]
    authority = f"{finding.id}; {finding.source}" if finding.source else finding.id
    return problem, finding.remedy, authority


def _cell(finding: Finding) -> str:
    where = finding.where
    return place_of(where.sheet, where.cell or "A1") if where.sheet else ""
