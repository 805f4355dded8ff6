"""Names of sheets and headers that tables, control totals and the re-adding of a book share."""

from __future__ import annotations

BY_PROGRAM = "By program"
BY_ACCOUNT = "By account"
BY_OBJECT = "By object"
BY_FUNCTION = "By function"
BY_LEVEL = "By level"
BY_REGION = "By region"
BY_SPECIALIST = "By specialist"
SCHOOLS = "Schools"
MISSING = "Missing"
FILLED = "Filled positions"
SHARED = "Shared positions"
FINDINGS = "Findings"
LINES = "Lines"
POSTINGS = "Postings"

ALLOCATED = "Allocated"
TO_ACCEPTED = "Allocated, accepted schools"
BUDGETED = "Budgeted"
LEFT = "Left"
USED = "Used"
FTE = "FTE"
#: Headers of the sheets for programs.
AMOUNT, LINE_FTE = "amount", "fte"
PAID = ("program_1_pays", "program_2_pays", "program_3_pays")

#: What stands where a school names no level, region or specialist.
NOT_GIVEN = "(not given)"
