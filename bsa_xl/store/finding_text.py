"""Findings as text in the store, and back, so that a letter can be printed again years later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bsa_xl.citation import Citation
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location


def findings_text(findings: Iterable[Finding]) -> str:
    """Findings as JSON, in order. Letters beyond ASCII are escaped, so that any text passes."""
    return json.dumps([_plain(each) for each in findings], separators=(",", ":"))


def findings_of(text: str) -> tuple[Finding, ...]:
    """What `findings_text` wrote."""
    return tuple(_finding(each) for each in json.loads(text))


def _plain(finding: Finding) -> dict[str, Any]:
    kind = finding.kind
    where = {name: part for name, part in asdict(finding.where).items() if part}
    return {
        "kind": [kind.id, kind.title, kind.severity.value, kind.why, _cited(kind.source)],
        "where": where,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "school_id": finding.school_id,
        "source": _cited(finding.source),
        "severity": finding.severity.value,
        "cents": finding.cents,
        "explained": finding.explained,
    }


def _finding(plain: dict[str, Any]) -> Finding:
    name, title, severity, why, source = plain["kind"]
    return Finding(
        kind=FindingKind(name, title, Severity(severity), why, _citation(source)),
        where=Location(**plain["where"]),
        problem=plain["problem"],
        remedy=plain["remedy"],
        school_id=plain["school_id"],
        source=_citation(plain["source"]),
        severity=Severity(plain["severity"]),
        cents=plain["cents"],
        explained=plain["explained"],
    )


def _cited(citation: Citation | None) -> list[str] | None:
    return None if citation is None else [citation.title, citation.section, citation.url]


def _citation(plain: list[str] | None) -> Citation | None:
    return None if plain is None else Citation(*plain)
