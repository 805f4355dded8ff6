"""What became of one returned file, and which findings say that it is not what was issued."""

from __future__ import annotations

from dataclasses import dataclass

from bsa_xl.checks import RULES, Stage
from bsa_xl.finding import Finding, Severity
from bsa_xl.store import Outcome, Receipt
from bsa_xl.workbook import TRICKS

#: Findings that mean that locked content or identity differs.
INTEGRITY = frozenset(
    {"SUB-06", "BAL-05", "SUB-03", TRICKS["E_IDENTITY"].id, TRICKS["E_TAMPER"].id}
)


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """What became of one file.

    Attributes:
        outcome: ACCEPTED, REJECTED, QUARANTINED, DUPLICATE or SUPERSEDED.
        receipt: of an accepted return.
        replaces: the receipt number of the return that it supersedes.
        was_refused: whether it was refused before, and what was said then is said again.
    """

    name: str
    school_id: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    receipt: Receipt | None = None
    replaces: str = ""
    was_refused: bool = False


def is_to_be_explained(finding: Finding) -> bool:
    """Whether the school may explain this on its Checks sheet, and has not yet.

    A warning of the file itself, such as a sheet that was added, asks for no words.
    """
    if finding.severity is not Severity.WARNING or finding.explained:
        return False
    return any(rule.kind.id == finding.id for rule in RULES if rule.stage is Stage.SCHOOL)
