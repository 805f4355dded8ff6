"""What can be wrong with a district's data; every message of the readers is of one of these kinds.

Ids are for ever: a kind that is retired leaves its number behind. 01 to 49 are the readers'; the
importers have 51 and above.
"""

from __future__ import annotations

from bsa_xl.finding import FindingKind, Severity

FATAL, WARNING, NOTICE = Severity.FATAL, Severity.WARNING, Severity.INFORMATIONAL


# Files and their text
UNREADABLE_FILE = FindingKind(
    "DATA-01",
    "File cannot be read",
    FATAL,
    "A table that cannot be read would be missed, or read wrongly, without anybody noticing.",
)
OTHER_ENCODING = FindingKind(
    "DATA-02",
    "File is in another encoding",
    NOTICE,
    "Names with accents depend on the encoding; it was certain here, but the next file may differ.",
)
OTHER_DELIMITER = FindingKind(
    "DATA-26",
    "File is not separated by commas",
    NOTICE,
    "Some spreadsheet programs separate columns with semicolons or tabs.",
)
OPEN_QUOTE = FindingKind(
    "DATA-18",
    "Quotation mark is not closed",
    FATAL,
    "An open quotation mark swallows the columns and rows that follow it.",
)
UNSAFE_TEXT = FindingKind(
    "DATA-20",
    "Text holds unsafe characters",
    WARNING,
    "Invisible and control characters can disguise text, or be run by a spreadsheet as a formula.",
)
BROKEN_LETTERS = FindingKind(
    "DATA-37",
    "Letters were lost",
    WARNING,
    "A letter that was saved in the wrong encoding stays wrong on every page that is printed.",
)
NOT_A_TABLE = FindingKind(
    "DATA-34",
    "File or sheet is not one of the tables",
    WARNING,
    "A table under a misspelt name would be left out.",
)
TABLE_TWICE = FindingKind(
    "DATA-35",
    "Table is supplied twice",
    FATAL,
    "Of two versions of the same table only the district knows which one holds.",
)

# Headers and the shape of rows
UNKNOWN_COLUMN = FindingKind(
    "DATA-13",
    "Column is not known",
    WARNING,
    "A column under a misspelt name would be left out.",
)
MISSING_COLUMN = FindingKind(
    "DATA-14",
    "Required column is missing",
    FATAL,
    "The rows of this table cannot be used without it.",
)
COLUMN_TWICE = FindingKind(
    "DATA-15",
    "Column is given twice",
    FATAL,
    "Of two columns with the same name only the district knows which one holds.",
)
LONG_ROW = FindingKind(
    "DATA-16",
    "Row is longer than the header",
    FATAL,
    "A comma too many moves every later value of the row into the wrong column.",
)
SHORT_ROW = FindingKind(
    "DATA-17",
    "Row is shorter than the header",
    WARNING,
    "A line break inside a value cuts a row in two.",
)
LATE_HEADER = FindingKind(
    "DATA-19",
    "Header is not on the first line",
    NOTICE,
    "Lines above the header are not read.",
)
UNNAMED_COLUMN = FindingKind(
    "DATA-39",
    "Column has values but no name",
    WARNING,
    "A column without a name cannot be read.",
)

# Numbers
NOT_A_NUMBER = FindingKind(
    "DATA-03",
    "Value is not a number",
    FATAL,
    "Money depends on it; a guess would be a false allocation.",
)
TIDIED_NUMBER = FindingKind(
    "DATA-04",
    "Number was tidied",
    NOTICE,
    "The value is certain, but it was not written as plain digits.",
)
WORD_FOR_NUMBER = FindingKind(
    "DATA-05",
    "Word stands for a missing value",
    WARNING,
    "A missing count is not zero; where zero is meant, zero must be written.",
)
SUPPRESSED_OTHERWISE = FindingKind(
    "DATA-06",
    "Suppressed count is written in another way",
    NOTICE,
    "A suppressed count is written as *; it is neither zero nor a number.",
)
NEGATIVE = FindingKind(
    "DATA-07",
    "Number is negative",
    FATAL,
    "There are no fewer than no pupils, and a price below zero would pay the school.",
)
TOO_FINE = FindingKind(
    "DATA-08",
    "Number has too many decimals",
    FATAL,
    "Counts carry at most four decimals and dollars two; the rest would be lost in silence.",
)
SPREADSHEET_ERROR = FindingKind(
    "DATA-27",
    "Cell holds a spreadsheet error",
    FATAL,
    "The formula that should have given this value failed.",
)
NO_CACHED_VALUE = FindingKind(
    "DATA-28",
    "Formula has no saved value",
    FATAL,
    "The value of the formula was never stored in the file, so nobody can read it from there.",
)

# Codes and rows
MANGLED_CODE = FindingKind(
    "DATA-09",
    "Code was changed by a spreadsheet",
    FATAL,
    "Spreadsheets turn codes into numbers or dates; the money would go to the wrong place.",
)
TYPED_AS_NUMBER = FindingKind(
    "DATA-29",
    "Code is stored as a number",
    WARNING,
    "A number cannot keep the zeros at the front of a code.",
)
UNKNOWN_SCHOOL = FindingKind(
    "DATA-10",
    "School is not known",
    FATAL,
    "The row belongs to no school of schools.csv and cannot be used.",
)
IDENTICAL_ROW = FindingKind(
    "DATA-11",
    "Row is given twice",
    WARNING,
    "The same row twice would count twice.",
)
CONTRADICTING_ROW = FindingKind(
    "DATA-12",
    "Rows contradict each other",
    FATAL,
    "Of two rows that disagree only the district knows which one holds.",
)
UNKNOWN_CODE = FindingKind(
    "DATA-23",
    "Code is not known",
    FATAL,
    "The code has no row in the table that it refers to.",
)
UNKNOWN_WORD = FindingKind(
    "DATA-24",
    "Word is not known here",
    FATAL,
    "Only a few words have a meaning in this column.",
)
EMPTY_CELL = FindingKind(
    "DATA-25",
    "Required value is empty",
    FATAL,
    "The row cannot be used without it.",
)
NOT_A_YEAR = FindingKind(
    "DATA-36",
    "Fiscal year is not understood",
    FATAL,
    "2026 may mean the year that begins or the year that ends; FY2026 means 2025-26.",
)
NOT_A_DATE = FindingKind(
    "DATA-21",
    "Date is not understood",
    FATAL,
    "3/4/2026 is in March for some programs and in April for others.",
)
OTHER_DATE = FindingKind(
    "DATA-38",
    "Date is written in another way",
    NOTICE,
    "The date is certain, but it was not written as year-month-day.",
)
TOO_MANY_FTE = FindingKind(
    "DATA-64",
    "FTE is more than one position has",
    FATAL,
    "A position opens as a row of the Staffing sheet, which takes up to 2 FTE of one person.",
)
BAD_SHARES = FindingKind(
    "DATA-22",
    "Shares of a position do not come to 100",
    FATAL,
    "A position's cost would be paid twice, or by nobody.",
)
ODD_ID = FindingKind(
    "DATA-40",
    "Id is shorter than the others",
    WARNING,
    "Spreadsheets drop the zeros at the front of an id.",
)
ODD_MEASURE = FindingKind(
    "DATA-41",
    "Measure looks misspelt",
    WARNING,
    "Counts under a misspelt measure are not found by the formula.",
)
NO_SCHOOLS = FindingKind(
    "DATA-30",
    "There are no schools",
    FATAL,
    "Without schools.csv there is nobody to give money to.",
)
HOST_CHAIN = FindingKind(
    "DATA-42",
    "Host school cannot be a host",
    FATAL,
    "A centre's lines stand in its host's workbook, so the host needs a workbook of its own.",
)
OUT_OF_ORDER = FindingKind(
    "DATA-43",
    "Dates are out of order",
    FATAL,
    "Something cannot end before it begins.",
)

# The profile
UNKNOWN_KEY = FindingKind(
    "DATA-31",
    "Key is not known",
    FATAL,
    "A misspelt key would be left out without anybody noticing.",
)
BAD_PROFILE_VALUE = FindingKind(
    "DATA-32",
    "Value of the profile is not understood",
    FATAL,
    "The profile's values are printed on every workbook and build every account string.",
)
BROKEN_PROFILE = FindingKind(
    "DATA-33",
    "Profile is not well formed",
    FATAL,
    "The file cannot be read from the place of the fault on.",
)
NO_PROFILE = FindingKind(
    "DATA-44",
    "Profile is missing",
    WARNING,
    "Without it nobody knows the district's name, whom to ask, and how account strings are built.",
)

# A rule of the checks family that looks at the district's data alone
GROUP_OVER_ENROLLMENT = FindingKind(
    "CNT-01",
    "Student group larger than enrollment",
    FATAL,
    "A group is part of the school's pupils and cannot be larger than all of them.",
)
