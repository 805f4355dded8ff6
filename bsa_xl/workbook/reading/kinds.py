"""What can be said of a returned workbook beyond the kinds of the file itself."""

from __future__ import annotations

from bsa_xl.finding import FindingKind, Severity

NOT_READ = FindingKind(
    "RET-01",
    "Sheet of the school's own is not read",
    Severity.INFORMATIONAL,
    "What stands on My notes is the school's; nothing there counts in the budget.",
)
LOOK_LOST = FindingKind(
    "RET-02",
    "Input lost its list, format or lock",
    Severity.INFORMATIONAL,
    "Pasting carries the look of other cells along; the entries themselves are read all the same.",
)
