"""What may be said of layouts and of the files written by them."""

from __future__ import annotations

from bsa_xl.finding import FindingKind, Severity

NO_LAYOUT = FindingKind(
    "EXP-01",
    "Layout cannot be used as it stands",
    Severity.FATAL,
    "A column that is guessed would put money on a wrong account.",
)
DOES_NOT_FIT = FindingKind(
    "EXP-02",
    "Posting does not fit the layout",
    Severity.FATAL,
    "A code that is cut off is another code.",
)
LETTERS_REPLACED = FindingKind(
    "EXP-03",
    "Letters were replaced",
    Severity.INFORMATIONAL,
    "The layout's encoding does not have every letter; only words for people are changed.",
)
