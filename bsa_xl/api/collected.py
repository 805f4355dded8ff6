"""What became of one returned file, and which findings say that it is not what was issued."""

from __future__ import annotations

from dataclasses import dataclass

from bsa_xl.finding import Finding
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
    """

    name: str
    school_id: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    receipt: Receipt | None = None
    replaces: str = ""
