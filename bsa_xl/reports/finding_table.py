"""Findings as a table: what was found where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bsa_xl.finding import Finding, Severity

from .table import Column, Shown, Table

_SEVERITIES = tuple(Severity)
_COLUMNS = (
    Column(
        "Severity",
        words=(("fatal", "FIX"), ("warning", "EXPLAIN"), ("informational", "TO DO")),
        width=14,
    ),
    Column("Rule"),
    Column("School id"),
    Column("School"),
    Column("Where", width=24),
    Column("What was found", Shown.LONG_TEXT),
    Column("What to do", Shown.LONG_TEXT),
    Column("Dollars concerned", Shown.DOLLARS),
    Column("Explained by the school", Shown.LONG_TEXT),
    Column("Authority"),
)


def findings_table(
    findings: Iterable[Finding], names: Mapping[str, str], where: Callable[[Finding], str]
) -> Table:
    """Findings by severity, the gravest first, then in the order in which they were told.

    Args:
        findings: any.
        names: school id to name.
        where: what stands in the column Where.
    """
    told = sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))
    rows = [
        (
            finding.severity.value,
            finding.id,
            finding.school_id,
            names.get(finding.school_id, ""),
            where(finding),
            _sentence(finding.problem),
            finding.remedy,
            finding.cents or None,
            finding.explained,
            str(finding.source) if finding.source else "",
        )
        for finding in told
    ]
    return Table(_COLUMNS, rows)


def _sentence(text: str) -> str:
    """Problems follow a place and a colon elsewhere; here they begin a cell."""
    return text[:1].upper() + text[1:]
