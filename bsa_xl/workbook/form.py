"""The form: its version, and the sheets that people see, in their order."""

from __future__ import annotations

from .sheets import allocation, checks, programs, sign_off, spending, staffing, start

#: What stands where, and what it computes.
FORM_VERSION = "2026.1"
#: The school's own sheet: never read.
NOTES = "My notes"
SHEETS = (
    start.SHEET, allocation.SHEET, staffing.SHEET, spending.SHEET, programs.SHEET, checks.SHEET,
    sign_off.SHEET, NOTES, "About",
)  # fmt: skip
