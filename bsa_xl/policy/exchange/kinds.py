"""What can be wrong with a policy's workbook, besides what can be wrong with any policy."""

from __future__ import annotations

from bsa_xl.finding import FindingKind, Severity

NOT_A_BOOK = FindingKind(
    "PEX-01",
    "Workbook of a policy cannot be read",
    Severity.FATAL,
    "A file that is damaged, protected or of another kind could be read as something else.",
)
NO_SHEET = FindingKind(
    "PEX-02",
    "Sheet or column is missing",
    Severity.FATAL,
    "What stood there would be taken out of the policy without anybody having said so.",
)
UNKNOWN_COLUMN = FindingKind(
    "PEX-03",
    "Column header is not known",
    Severity.FATAL,
    "What stands below a mistyped header would be lost, or paid in another year.",
)
WRONG_CELL = FindingKind(
    "PEX-04",
    "Cell does not hold what its column needs",
    Severity.FATAL,
    "Every word and number of a policy pays money, so nothing in it is guessed or skipped.",
)
CHANGED_BY_EXCEL = FindingKind(
    "PEX-05",
    "Excel changed what was typed",
    Severity.FATAL,
    "A spreadsheet turns 1-2 into a date and drops the zeros of a code; what was meant is lost.",
)
FORMULA = FindingKind(
    "PEX-06",
    "Cell holds a formula",
    Severity.FATAL,
    "A policy holds what a board decided, not what a spreadsheet works out anew.",
)
MERGED = FindingKind(
    "PEX-07",
    "Cells are merged",
    Severity.FATAL,
    "Nobody can tell for which row or year a merged cell speaks.",
)
BELONGS_TO_NOTHING = FindingKind(
    "PEX-08",
    "Row belongs to nothing",
    Severity.FATAL,
    "A value that no component answers to would pay nothing, and say nothing.",
)
MISSING = FindingKind(
    "PEX-09",
    "Cell is empty that its row needs",
    Severity.FATAL,
    "A row that is half filled cannot be followed.",
)
UNKNOWN_SOURCE = FindingKind(
    "PEX-10",
    "Source is not on the sheet Sources",
    Severity.FATAL,
    "Every number names the document that it comes from, in full, in one place.",
)
TWICE = FindingKind(
    "PEX-11",
    "Row stands there twice",
    Severity.FATAL,
    "Of two rows that say the same thing, nobody could say which one counts.",
)
TEXT_LOST = FindingKind(
    "PEX-12",
    "Policy is written anew",
    Severity.WARNING,
    "Remarks and layout of the policy's file are kept only while the workbook remembers its text.",
)
TAKEN_ALONG = FindingKind(
    "PEX-13",
    "Row was taken out with the row that it belonged to",
    Severity.INFORMATIONAL,
    "Values of a component that is gone would pay nobody.",
)
IGNORED = FindingKind(
    "PEX-14",
    "Something in the workbook is not read",
    Severity.INFORMATIONAL,
    "Notes and sheets of your own are welcome, and are not part of the policy.",
)
