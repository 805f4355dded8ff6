"""Public ids of file faults: fixed once, one table from the codes of the hostile collection."""

import ast
import re

from bsa_xl.finding import Severity
from bsa_xl.workbook.package import FILE_KINDS, TRICKS, kinds

# Ids are public and never reused: this table is written down twice on purpose.
IDS = {
    "E_EMPTY": "FILE-01", "E_TRUNCATED": "FILE-02", "E_NOT_XLSX": "FILE-03", "E_FORMAT": "FILE-04",
    "E_ENCRYPTED": "FILE-05", "E_RIGHTS": "FILE-06", "E_MACRO": "FILE-07", "E_SIZE": "FILE-08",
    "E_ZIP_RATIO": "FILE-09", "E_ZIP_SIZE": "FILE-10", "E_ZIP_COUNT": "FILE-11",
    "E_ZIP_DUP": "FILE-12", "E_ZIP_NAME": "FILE-13", "E_ZIP_METHOD": "FILE-14",
    "E_ZIP_OVERLAP": "FILE-15", "E_ZIP_HIDDEN": "FILE-16", "E_ZIP_MISMATCH": "FILE-17",
    "E_CORRUPT": "FILE-18", "E_DTD": "FILE-19", "E_XML": "FILE-20", "E_XML_DEPTH": "FILE-21",
    "E_XML_SIZE": "FILE-22", "E_DIMENSION": "FILE-23", "E_MERGE": "FILE-24", "E_LIMIT": "FILE-25",
    "E_DUP_CELL": "FILE-26", "E_RELS": "FILE-27", "E_EXTERNAL_LINK": "FILE-28",
    "E_NUMBER": "FILE-29", "E_TYPE": "FILE-30", "E_FORMULA_IN_INPUT": "FILE-31",
    "E_TEXT_NUMBER": "FILE-32", "E_ERROR_CELL": "FILE-33", "E_STRUCTURE": "FILE-34",
    "E_IDENTITY": "FILE-35", "E_VERSION": "FILE-36", "E_TAMPER": "FILE-37", "E_STALE": "FILE-38",
    "E_CODE": "FILE-39", "W_PII": "FILE-40", "W_CONTROL_CHAR": "FILE-41",
    "W_PARSER_DIFF": "FILE-42", "W_CONNECTION": "FILE-43", "W_EMBED": "FILE-44",
    "W_ACTIVEX": "FILE-45", "W_EXTERNAL_REL": "FILE-46", "SKIP": "FILE-47",
    "E_NOT_OURS": "FILE-48", "E_QUARANTINED": "FILE-49",
}  # fmt: skip
# Kinds that are told with another severity at times, and when.
AT_TIMES = {
    "FILE-24": ("warning", "no input lies under the merged cells"),
    "FILE-30": ("warning", "a date cell holds a number that is no date of this century"),
    "FILE-34": ("warning", "a row or a sheet was added"),
    "FILE-38": ("fatal", "the amount approved is one of these totals"),
}
ACCEPTED = {"OK", "OK_NEUTRALISE", "OK_RECOMPUTE"}


def test_ids_are_what_they_were():
    assert {code: kind.id for code, kind in TRICKS.items()} == IDS


def test_every_kind_has_one_code_and_stands_in_the_order_of_its_id():
    assert [kind.id for kind in FILE_KINDS] == [f"FILE-{n:02}" for n in range(1, len(IDS) + 1)]
    assert list(FILE_KINDS) == list(TRICKS.values())


def test_every_code_of_the_hostile_collection_has_a_kind(shared):
    rows = (shared / "hostile" / "INDEX.md").read_text(encoding="utf-8").splitlines()
    codes = {row.rstrip(" |").rpartition("|")[2].strip() for row in rows if row.startswith("| ")}
    codes -= {"expected code"} | ACCEPTED
    assert len(codes) >= 30
    assert codes <= TRICKS.keys()


def test_severity_follows_the_letter_of_the_code_but_stale_totals_only_warn():
    for code, kind in TRICKS.items():
        wanted = {"E": Severity.FATAL, "W": Severity.WARNING, "S": Severity.INFORMATIONAL}[code[0]]
        if code == "E_STALE":
            wanted = Severity.WARNING
        if code == "W_EXTERNAL_REL":
            wanted = Severity.INFORMATIONAL
        assert kind.severity is wanted, code


def test_the_page_of_file_faults_lists_every_kind_as_it_is(request):
    page = (request.config.rootpath / "docs" / "file-faults.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| FILE-\d\d ", line)]
    weighed = {k.id: f"{k.severity}{_at_times(k.id)}" for k in FILE_KINDS}
    assert rows == [f"| {k.id} | {k.title} | {weighed[k.id]} | {k.why} |" for k in FILE_KINDS]


def _at_times(kind_id):
    """What the page adds to the usual severity of a kind."""
    other, when = AT_TIMES.get(kind_id, ("", ""))
    return f"; {'a ' if other == 'warning' else ''}{other} where {when}" if when else ""


def test_what_the_page_says_of_other_severities_is_what_the_source_gives(request):
    told = set()
    for file in (request.config.rootpath / "bsa_xl" / "workbook").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "say":
                words = [ast.unparse(each) for each in call.args]
                kind = getattr(kinds, words[0].removeprefix("kinds."), None)
                other = re.search(r"Severity\.([A-Z]+)", " ".join(words[4:]))
                if kind in FILE_KINDS and other:
                    told.add((kind.id, Severity[other[1]].value))
    assert told == {(kind_id, other) for kind_id, (other, _) in AT_TIMES.items()}
