"""What an importer of published files has to tell; ids DATA-51 and above."""

from __future__ import annotations

from bsa_xl.finding import FindingKind, Severity

FATAL, WARNING, NOTICE = Severity.FATAL, Severity.WARNING, Severity.INFORMATIONAL

NOT_RECOGNISED = FindingKind(
    "DATA-51",
    "Published file is not recognised",
    FATAL,
    "Only files whose columns are known can be imported without guessing.",
)
SHIFTED_HEADER = FindingKind(
    "DATA-52",
    "Header is shifted against the data",
    WARNING,
    "A name over the wrong column would turn one student group into another.",
)
REBUILT_CODES = FindingKind(
    "DATA-53",
    "School codes were rebuilt",
    NOTICE,
    "Codes that lost their zeros were restored where only one reading is possible.",
)
SET_APART = FindingKind(
    "DATA-54",
    "Rows were set apart",
    NOTICE,
    "Rows that are no school of this district are counted here, so that nothing is dropped unseen.",
)
UNUSABLE_ROW = FindingKind(
    "DATA-55",
    "Row has no certain school code",
    FATAL,
    "A school that is not certain cannot be given a count.",
)
FILES_DISAGREE = FindingKind(
    "DATA-56",
    "Published files disagree",
    WARNING,
    "Counts of the same year rest on different rules; mixing them would make groups larger than "
    "their schools.",
)
WHICH_DISTRICT = FindingKind(
    "DATA-57",
    "District is not clear",
    WARNING,
    "A state's file holds many districts; a budget is made for one.",
)
NO_SUCH_DISTRICT = FindingKind(
    "DATA-58",
    "District is not in the files",
    FATAL,
    "Without the district there is nothing to import.",
)
LISTED_WITHOUT_DATA = FindingKind(
    "DATA-59",
    "School is listed without data",
    WARNING,
    "The zeros of a school that sent no data are not counts.",
)
NO_YEAR = FindingKind(
    "DATA-60",
    "Year of the counts is not known",
    FATAL,
    "Counts without a year cannot be used.",
)
CLOSED_SCHOOL = FindingKind(
    "DATA-61",
    "School is published as closed",
    WARNING,
    "A closed school is not given money.",
)
KEPT_AS_TEXT = FindingKind(
    "DATA-62",
    "Published columns are kept as text",
    NOTICE,
    "Columns that are no counts are kept as attributes, which a policy's gates may use.",
)
NO_TEXT = FindingKind(
    "DATA-63",
    "Published cell has no usable value",
    WARNING,
    "A formula without a saved value, or an error, says nothing.",
)
