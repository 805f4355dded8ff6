"""The tricks of the collection of hostile files, played with a workbook of our own.

Each is told under the id that the table of tricks gives its code; what is harmless is accepted.
"""

from io import BytesIO

import openpyxl
import pytest
from lxml import etree
from support.school_book import GENERAL, SUPPLIES
from support.xlsx_edit import BOOK, BOOK_RELS, CONTENT_TYPES, RELATIONSHIPS, Edited, q

from bsa_xl.workbook.package import TRICKS, PackageRefused, read_package
from bsa_xl.workbook.reading import read_returned


@pytest.fixture(scope="module")
def money(book):
    """The amounts of the first spending lines."""
    letter = book.layout.letters(book.layout.spending)["amount"]
    return [f"{letter}{book.layout.spending.first + n}" for n in range(10)]


def played(trick, book, money) -> bytes:
    file = Edited(book.issued.data)
    trick(file, book, money)
    return file.packed()


def external_link(file, _book, money):
    file.formula("Spending", money[0], "[1]Sheet1!A1", "500")
    file.parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )
    etree.SubElement(
        file.tree(BOOK_RELS), f"{{{RELATIONSHIPS}}}Relationship", Id="rIdX",
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink",
        Target="externalLinks/externalLink1.xml",
    )  # fmt: skip
    types = file.tree(CONTENT_TYPES)
    etree.SubElement(
        types, f"{types.tag[:-5]}Override", PartName="/xl/externalLinks/externalLink1.xml",
        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
    )  # fmt: skip


def dde(file, _book, money):
    for ref, formula in zip(
        money,
        ("cmd|'/c calc'!A0", 'WEBSERVICE("http://x")', 'HYPERLINK("http://x","y")'),
        strict=False,
    ):
        file.formula("Spending", ref, formula, "1")


def injection(file, book, _money):
    letter = book.layout.letters(book.layout.spending)["note"]
    for n, text in enumerate(("=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1+1")):
        file.text("Spending", f"{letter}{book.layout.spending.first + n}", text)


def texts_for_numbers(file, _book, money):
    for ref, text in zip(
        money, ("1234.56", "1,234.56", "1.234,56", "$1,234.56", "TBD"), strict=False
    ):
        file.text("Spending", ref, text)


def errors(file, _book, money):
    for ref, text in zip(money, ("#REF!", "#N/A", "#DIV/0!", "#SPILL!"), strict=False):
        file.raw("Spending", ref, "e", text)


def bad_numbers(file, _book, money):
    for ref, text in zip(money, ("1e400", "NaN", "1,234.56", "INF", "0x10"), strict=False):
        file.raw("Spending", ref, "n", text)


def date_serials(file, book, money):
    end = f"{book.layout.letters(book.layout.staffing)['end']}9"
    for ref, text in zip(money, ("45000", "99999999", "-5"), strict=False):
        file.number("Spending", ref, text)
        file.style("Spending", ref, ("Staffing", end))


def merged(file, _book, money):
    merges = etree.Element(q("mergeCells"))
    etree.SubElement(merges, q("mergeCell"), ref=f"{money[0]}:{money[3]}")
    file.after("Spending", "sheetProtection", merges)


def sheet_deleted(file, _book, _money):
    [entry] = [s for s in file.tree(BOOK).iter(q("sheet")) if s.get("name") == "Staffing"]
    entry.set("name", "Gone")


def sheet_copied(file, _book, _money):
    copied = etree.fromstring(etree.tostring(file.tree(file.sheet_part("My notes"))))
    file.parts["xl/worksheets/copy.xml"] = etree.tostring(copied)
    rels, types = file.tree(BOOK_RELS), file.tree(CONTENT_TYPES)
    etree.SubElement(
        rels, f"{{{RELATIONSHIPS}}}Relationship", Id="rIdCopy", Target="worksheets/copy.xml",
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
    )  # fmt: skip
    etree.SubElement(
        types, f"{types.tag[:-5]}Override", PartName="/xl/worksheets/copy.xml",
        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    )  # fmt: skip
    entry = etree.SubElement(
        file.tree(BOOK).find(q("sheets")), q("sheet"), name="More", sheetId="99"
    )
    entry.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rIdCopy")


def rows_deleted(file, _book, _money):
    for _ in range(5):
        file.shift_rows("Staffing", 8, -1)


def locked_edited(file, book, _money):
    file.number("Allocation", f"{book.layout.letters(book.layout.dollars)['rate']}10", "9")


def formula_overwritten(file, book, _money):
    file.number("Staffing", f"{book.layout.letters(book.layout.staffing)['cost']}8", "1")
    file.raw("Checks", "D8", "str", "OK")


def cached_forged(file, _book, _money):
    file.cached("Programs", "F8", "0")


def codes_mangled(file, book, _money):
    letter = book.layout.letters(book.layout.spending)["item"]
    file.number("Spending", f"{letter}7", "6002")
    file.text("Spending", f"{letter}8", f"{SUPPLIES} ")
    file.text("Spending", f"{letter}9", SUPPLIES.replace("S", "Ѕ"))


def control_characters(file, book, _money):
    letter = book.layout.letters(book.layout.spending)["note"]
    file.text("Spending", f"{letter}7", "a_x0000_b\u202e")


FATAL = [
    ("C01", external_link, {"E_EXTERNAL_LINK", "E_FORMULA_IN_INPUT"}),
    ("C02", dde, {"E_FORMULA_IN_INPUT"}),
    ("C04", texts_for_numbers, {"E_TEXT_NUMBER"}),
    ("C07", merged, {"E_MERGE"}),
    ("C14", rows_deleted, {"E_STRUCTURE"}),
    ("C19", errors, {"E_ERROR_CELL"}),
    ("C20", locked_edited, {"E_TAMPER"}),
    ("C21", formula_overwritten, {"E_TAMPER"}),
    ("C26", codes_mangled, {"E_CODE"}),
    ("X15", bad_numbers, {"E_NUMBER"}),
    ("X19", date_serials, {"E_TYPE"}),
]


@pytest.mark.parametrize(
    ("trick", "codes"), [each[1:] for each in FATAL], ids=[e[0] for e in FATAL]
)
def test_a_trick_is_told_under_its_own_id_and_is_not_accepted(book, desk, money, trick, codes):
    returned = read_returned(read_package(played(trick, book, money), "0417.xlsx"), desk)
    fatal = {finding.kind.id for finding in returned.findings if finding.is_fatal}
    assert fatal == {TRICKS[code].id for code in codes}
    assert not returned.is_acceptable
    for finding in returned.findings:
        assert str(finding).count(". ") <= 2, finding
        assert finding.where.file == "0417.xlsx"


TOLD = [
    ("C10", sheet_copied, {"E_STRUCTURE"}),
    ("C23", cached_forged, {"E_STALE"}),
    ("X16", control_characters, {"W_CONTROL_CHAR"}),
    ("C03", injection, set()),
]


@pytest.mark.parametrize(("trick", "codes"), [each[1:] for each in TOLD], ids=[e[0] for e in TOLD])
def test_what_is_harmless_is_told_and_accepted(book, desk, money, trick, codes):
    returned = read_returned(read_package(played(trick, book, money), "0417.xlsx"), desk)
    assert {finding.kind.id for finding in returned.findings} == {TRICKS[code].id for code in codes}
    assert returned.is_acceptable


def test_c09_a_missing_sheet_refuses_the_file(book, desk, money):
    with pytest.raises(PackageRefused) as refusal:
        read_returned(read_package(played(sheet_deleted, book, money), "0417.xlsx"), desk)
    assert refusal.value.finding.kind is TRICKS["E_STRUCTURE"]


def test_c15_another_schools_workbook_says_whose_it_is(book, desk):
    """That it lies in the folder of 0417 is for the collector to see; the file itself is sound."""
    returned = read_returned(read_package(book.issued.data, "0999.xlsx"), desk)
    assert returned.identity.school_id == "0417"


def test_c32_stale_totals_are_worked_out_again(book, desk, money):
    file = Edited(book.issued.data)
    letters = book.layout.letters(book.layout.spending)
    first = book.layout.spending.first
    file.text("Spending", f"{letters['item']}{first}", SUPPLIES)
    file.text("Spending", f"{letters['program']}{first}", GENERAL)
    file.number("Spending", money[0], "50000")
    returned = read_returned(read_package(file.packed(), "0417.xlsx"), desk)
    assert returned.budget.spending[0].cents == 5_000_000
    assert {finding.kind.id for finding in returned.findings} == {TRICKS["E_STALE"].id}


def test_hostile_files_that_are_not_ours_are_refused_and_never_crash(shared, desk):
    seen = 0
    for path in sorted((shared / "hostile").glob("C*.xlsx")):
        data = path.read_bytes()
        try:
            package = read_package(data, path.name)
        except PackageRefused:
            continue
        with pytest.raises(PackageRefused) as refusal:
            read_returned(package, desk)
        assert refusal.value.finding.kind is TRICKS["E_NOT_OURS"], path.name
        seen += 1
    assert seen >= 15


def test_a_workbook_of_somebody_elses_is_not_ours(desk):
    saved = BytesIO()
    openpyxl.Workbook().save(saved)
    with pytest.raises(PackageRefused) as refusal:
        read_returned(read_package(saved.getvalue(), "book.xlsx"), desk)
    assert refusal.value.finding.kind is TRICKS["E_NOT_OURS"]
