"""Everything that can be said about a returned file itself, and one table of tricks.

The ids are public and are never reused. `FILE_KINDS` lists them in order; `TRICKS` maps
the codes of the collection of hostile files to them. Kinds after FILE-30 are raised by
the rooms that read the workbook's contents, collect it, or compare two readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bsa_xl.finding import FindingKind, Severity


def _fatal(number: int, title: str, why: str) -> FindingKind:
    return FindingKind(f"FILE-{number:02}", title, Severity.FATAL, why)


def _warning(number: int, title: str, why: str) -> FindingKind:
    return FindingKind(f"FILE-{number:02}", title, Severity.WARNING, why)


def _informational(number: int, title: str, why: str) -> FindingKind:
    return FindingKind(f"FILE-{number:02}", title, Severity.INFORMATIONAL, why)


EMPTY = _fatal(
    1, "File is empty", "A file that is still being uploaded or synchronised holds nothing yet."
)
TRUNCATED = _fatal(
    2, "File is incomplete", "An upload or download that was interrupted leaves half a file."
)
NOT_XLSX = _fatal(
    3, "File is not an Excel workbook", "A name that ends in .xlsx does not make a workbook."
)
FORMAT = _fatal(
    4,
    "Workbook is saved in another format",
    "Only the ordinary Excel workbook (.xlsx) is read in full; other formats would read as empty.",
)
ENCRYPTED = _fatal(5, "File has a password", "A password is never guessed.")
RIGHTS_MANAGED = _fatal(
    6,
    "File is protected by a sensitivity label",
    "A label that encrypts lets only people open the file, not the collecting program.",
)
MACRO = _fatal(
    7, "Workbook holds macros", "A school's workbook has no macros; a macro can do anything."
)
SIZE = _fatal(
    8, "File is too large", "A school's workbook is under half a megabyte; pictures make it large."
)
ZIP_RATIO = _fatal(
    9, "Part of the file unpacks out of all proportion", "This is how a zip bomb is made."
)
ZIP_SIZE = _fatal(
    10, "File is too large once unpacked", "Reading it would take the memory of the computer."
)
ZIP_COUNT = _fatal(
    11,
    "File has too many parts",
    "A school's workbook has some thirty parts; thousands are a trap.",
)
ZIP_DUPLICATE = _fatal(
    12,
    "File holds the same part twice",
    "Programs differ in which of the two they show, so what Excel shows need not be what counts.",
)
ZIP_NAME = _fatal(
    13, "Part of the file has a forbidden name", "Such a name can reach outside the file."
)
ZIP_METHOD = _fatal(
    14, "Part of the file is packed in an unknown way", "Excel packs in one way only."
)
ZIP_OVERLAP = _fatal(
    15,
    "Parts of the file overlap",
    "Parts that share their bytes are how a small zip bomb is made.",
)
ZIP_HIDDEN = _fatal(
    16,
    "File holds bytes that belong to no part",
    "What stands between the parts is seen by some programs and not by others.",
)
ZIP_MISMATCH = _fatal(
    17,
    "File contradicts its own table of contents",
    "Programs differ in which of the two they believe.",
)
CORRUPT = _fatal(18, "File is damaged", "A damaged workbook must never be read as an empty one.")
DTD = _fatal(
    19,
    "Part of the file declares a document type",
    "Excel never writes one; it is how a file makes its reader run out of memory or read others.",
)
XML = _fatal(20, "Part of the file is not well-formed", "What cannot be read in full is not read.")
XML_DEPTH = _fatal(
    21, "Part of the file is nested too deeply", "Deep nesting is made to exhaust a reader."
)
XML_SIZE = _fatal(
    22, "Part of the file has too many elements", "So many elements are made to exhaust a reader."
)
DIMENSION = _fatal(
    23,
    "Cell lies outside the workbook's area",
    "One stray cell at the end of a sheet makes it millions of rows tall.",
)
MERGE = _fatal(
    24,
    "Cells are merged over an area that holds entries",
    "A merged area keeps one value only, and a huge one exhausts a reader.",
)
LIMIT = _fatal(25, "File has too much of something", "The bounds are far above a school's need.")
DUPLICATE_CELL = _fatal(
    26,
    "Cell is written twice",
    "Programs differ in which of the two they show, so what Excel shows need not be what counts.",
)
RELATIONSHIP = _fatal(
    27, "File points outside itself", "A workbook that is read must hold all that it needs."
)
EXTERNAL_LINK = _fatal(
    28,
    "Workbook is linked to another file",
    "A linked number is not the school's own entry, and the link can reveal who opened it.",
)
NUMBER = _fatal(29, "Number cell holds no number", "It is never read as zero, nor guessed.")
TYPE = _fatal(
    30,
    "Cell's kind and its content differ",
    "An amount in a date format, or the reverse, is not what a person sees in Excel.",
)
FORMULA_IN_INPUT = _fatal(
    31,
    "Input cell holds a formula that is not plain arithmetic",
    "Only numbers, + - * / ( ) and cells of the same workbook are worked out on return.",
)
TEXT_NUMBER = _fatal(
    32, "Money cell holds text", "Excel leaves text out of every sum, so the amount would be lost."
)
ERROR_CELL = _fatal(33, "Money cell shows an error", "An error is not zero.")
STRUCTURE = _fatal(
    34, "Workbook's sheets or rows differ from those issued", "What is missing cannot be budgeted."
)
IDENTITY = _fatal(
    35, "Workbook belongs to another school", "It must not be booked to the school that sent it."
)
VERSION = _fatal(
    36, "Workbook is of another year or version", "Only the workbook now in force is accepted."
)
TAMPER = _fatal(
    37,
    "Locked content differs from what was issued",
    "The allocation is not the school's to change.",
)
STALE = _warning(
    38,
    "Stored totals are out of date",
    "Excel did not recalculate before saving; the totals are worked out again from the entries.",
)
CODE = _fatal(39, "Code is not known", "Excel turns 06002 into 6002 and 1E5 into 100000.")
PRIVACY = _warning(
    40,
    "Workbook may name people",
    "Comments and author names travel with the file; they are never copied into a report.",
)
CONTROL_CHARACTER = _warning(
    41,
    "Text holds invisible characters",
    "They can make text read otherwise than it is stored; they are taken out.",
)
PARSER_DIFFERENCE = _warning(
    42, "Two readers differ about a cell", "What two programs read differently is looked at."
)
CONNECTION = _warning(43, "Workbook is connected to outside data", "Connections are not followed.")
EMBEDDED = _warning(44, "Workbook holds another file", "Embedded files are not opened.")
ACTIVE_CONTROL = _warning(45, "Workbook holds an active control", "Controls are not run.")
HYPERLINK = _informational(46, "Workbook has links to the outside", "Links are not followed.")
SKIPPED = _informational(
    47, "File is not a workbook to collect", "Lock files and partial downloads are passed over."
)
NOT_OURS = _fatal(
    48, "Workbook was not issued by BSA-XL", "Only an issued workbook can be collected."
)
QUARANTINED = _fatal(
    49, "File could not be read in time", "A file that stops its reader is set aside, not retried."
)

FILE_KINDS: tuple[FindingKind, ...] = (
    EMPTY, TRUNCATED, NOT_XLSX, FORMAT, ENCRYPTED, RIGHTS_MANAGED, MACRO, SIZE,
    ZIP_RATIO, ZIP_SIZE, ZIP_COUNT, ZIP_DUPLICATE, ZIP_NAME, ZIP_METHOD, ZIP_OVERLAP, ZIP_HIDDEN,
    ZIP_MISMATCH, CORRUPT, DTD, XML, XML_DEPTH, XML_SIZE, DIMENSION, MERGE, LIMIT, DUPLICATE_CELL,
    RELATIONSHIP, EXTERNAL_LINK, NUMBER, TYPE, FORMULA_IN_INPUT, TEXT_NUMBER, ERROR_CELL,
    STRUCTURE, IDENTITY, VERSION, TAMPER, STALE, CODE, PRIVACY, CONTROL_CHARACTER,
    PARSER_DIFFERENCE, CONNECTION, EMBEDDED, ACTIVE_CONTROL, HYPERLINK, SKIPPED, NOT_OURS,
    QUARANTINED,
)  # fmt: skip

TRICKS: Mapping[str, FindingKind] = MappingProxyType(
    {
        "E_EMPTY": EMPTY,
        "E_TRUNCATED": TRUNCATED,
        "E_NOT_XLSX": NOT_XLSX,
        "E_FORMAT": FORMAT,
        "E_ENCRYPTED": ENCRYPTED,
        "E_RIGHTS": RIGHTS_MANAGED,
        "E_MACRO": MACRO,
        "E_SIZE": SIZE,
        "E_ZIP_RATIO": ZIP_RATIO,
        "E_ZIP_SIZE": ZIP_SIZE,
        "E_ZIP_COUNT": ZIP_COUNT,
        "E_ZIP_DUP": ZIP_DUPLICATE,
        "E_ZIP_NAME": ZIP_NAME,
        "E_ZIP_METHOD": ZIP_METHOD,
        "E_ZIP_OVERLAP": ZIP_OVERLAP,
        "E_ZIP_HIDDEN": ZIP_HIDDEN,
        "E_ZIP_MISMATCH": ZIP_MISMATCH,
        "E_CORRUPT": CORRUPT,
        "E_DTD": DTD,
        "E_XML": XML,
        "E_XML_DEPTH": XML_DEPTH,
        "E_XML_SIZE": XML_SIZE,
        "E_DIMENSION": DIMENSION,
        "E_MERGE": MERGE,
        "E_LIMIT": LIMIT,
        "E_DUP_CELL": DUPLICATE_CELL,
        "E_RELS": RELATIONSHIP,
        "E_EXTERNAL_LINK": EXTERNAL_LINK,
        "E_NUMBER": NUMBER,
        "E_TYPE": TYPE,
        "E_FORMULA_IN_INPUT": FORMULA_IN_INPUT,
        "E_TEXT_NUMBER": TEXT_NUMBER,
        "E_ERROR_CELL": ERROR_CELL,
        "E_STRUCTURE": STRUCTURE,
        "E_IDENTITY": IDENTITY,
        "E_VERSION": VERSION,
        "E_TAMPER": TAMPER,
        "E_STALE": STALE,
        "E_CODE": CODE,
        "W_PII": PRIVACY,
        "W_CONTROL_CHAR": CONTROL_CHARACTER,
        "W_PARSER_DIFF": PARSER_DIFFERENCE,
        "W_CONNECTION": CONNECTION,
        "W_EMBED": EMBEDDED,
        "W_ACTIVEX": ACTIVE_CONTROL,
        "W_EXTERNAL_REL": HYPERLINK,
        "SKIP": SKIPPED,
        "E_NOT_OURS": NOT_OURS,
        "E_QUARANTINED": QUARANTINED,
    }
)
