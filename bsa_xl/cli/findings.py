"""Findings as people read them, grouped by file, and as programs do."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from bsa_xl.finding import Finding, Severity

from .screen import Line, Marked

#: So many are shown unless --all asks for all of them.
MOST_SHOWN = 50

_WORDS = {
    Severity.FATAL: Marked("FIX", "red"),
    Severity.WARNING: Marked("WARNING", "yellow"),
    Severity.INFORMATIONAL: Marked("NOTE", "cyan"),
}
_ORDER = tuple(_WORDS)
_EXPLAIN = Marked("EXPLAIN", "yellow")
_WIDEST = max(len(word.text) for word in _WORDS.values())
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def asks_nothing(_: Finding) -> bool:
    """Where no finding waits for an explanation."""
    return False


def finding_lines(
    findings: Sequence[Finding],
    *,
    shows_all: bool = False,
    explain: Callable[[Finding], bool] = asks_nothing,
) -> list[Line]:
    """Findings under the file that they are about, then one line that counts them.

    At most `MOST_SHOWN` are listed, the gravest ones, unless all are asked for.

    Args:
        findings: in any order.
        shows_all: whether all are listed.
        explain: whether a warning waits for a school's explanation.
    """
    by_weight = sorted(findings, key=lambda each: (_ORDER.index(each.severity), _place(each)))
    listed = by_weight if shows_all else by_weight[:MOST_SHOWN]
    lines: list[Line] = []
    heading = None
    for finding in sorted(listed, key=_place):
        group = finding.where.file or "Not in one file"
        if group != heading:
            lines += ([""] if lines else []) + [(Marked(group),)]
            heading = group
        word = _EXPLAIN if explain(finding) else _WORDS[finding.severity]
        lines.append(_line(finding, word))
    if len(listed) < len(by_weight):
        lines.append(f"  and {len(by_weight) - len(listed):,} more; --all shows them")
    counted = summary(findings, sum(map(explain, findings)))
    return [*lines, "", counted] if lines else [counted]


def summary(findings: Collection[Finding], explanations: int = 0) -> str:
    """``2 to fix, 3 warnings``; ``nothing to fix`` where nothing is fatal.

    Args:
        findings: in any order.
        explanations: how many of the warnings wait for an explanation.
    """
    found = [finding.severity for finding in findings]
    fixes, warnings, notes = (found.count(severity) for severity in _ORDER)
    warnings -= explanations
    said = [f"{fixes:,} to fix" if fixes else "nothing to fix"]
    said += [f"{explanations:,} to explain"] if explanations else []
    said += [f"{warnings:,} warning{'' if warnings == 1 else 's'}"] if warnings else []
    said += [f"{notes:,} note{'' if notes == 1 else 's'}"] if notes else []
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def finding_object(finding: Finding) -> dict[str, str | int | None]:
    """One finding for a program; what does not apply is null."""
    where = finding.where
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "school": finding.school_id or None,
        "file": where.file or None,
        "sheet": where.sheet or None,
        "cell": where.cell or None,
        "line": where.line or None,
        "column": where.column or None,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "source": str(finding.source) if finding.source else None,
    }


def _line(finding: Finding, word: Marked) -> Line:
    gap = " " * (_WIDEST - len(word.text) + 2)
    place = str(finding).removeprefix(finding.where.file).removeprefix(", ").removeprefix(": ")
    school = finding.school_id
    is_named = school in place or school in finding.where.file
    whose = "" if is_named else f"school {school}: "
    return ("  ", word, f"{gap}{whose}{place}")


def _place(finding: Finding) -> tuple[object, ...]:
    """Where it stands, as one reads: file, sheet, row, column."""
    where = finding.where
    cell = _CELL.match(where.cell)
    column, row = (cell[1], int(cell[2])) if cell else ("", 0)
    across = (len(column), column)
    return (
        where.file.casefold(), where.sheet, where.line or row, across, where.column,
        finding.school_id, finding.id, finding.problem,
    )  # fmt: skip
