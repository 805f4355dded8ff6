"""A workbook that is not the one the register has: of another register, or with a forged seal."""

from dataclasses import replace
from decimal import Decimal

from bsa_xl.workbook.reading import Expected

OTHER_REGISTER = (
    "0417.xlsx: This is not the workbook that the register has of school 0417 (FY2026 adopted, "
    "revision 1): it comes from another register, or its seal was changed. Copy your entries into the "
    "workbook that this office issued. [FILE-37]"
)


def texts(returned):
    return [str(finding) for finding in returned.findings]


def test_the_register_is_believed_and_not_the_seal_in_the_file(book, read):
    """A file whose allocation and seal were both changed to fit each other."""
    forged = book.stamp(letter=_with_more(book))
    assert read(forged.data).is_as_issued
    returned = read(forged.data, expected=Expected(book.issued.digest, book.issued.values))
    assert not returned.is_as_issued
    found = [each for each in returned.findings if each.id == "FILE-37"]
    assert ("Allocation", "E10") in [(each.where.sheet, each.where.cell) for each in found]
    assert str(found[-1]) == (
        "0417.xlsx, Stamp: The seal in the file is not the one that the workbook was issued with. "
        "Copy your entries into a workbook as it was issued. [FILE-37]"
    )


def test_a_workbook_of_another_register_is_told_as_that_and_no_cell_is_suspected(book, read):
    elsewhere = book.stamp(letter=_with_more(book))
    returned = read(elsewhere.data, expected=Expected(book.issued.digest))
    assert texts(returned) == [OTHER_REGISTER]
    assert not returned.is_as_issued
    assert not returned.is_acceptable


def test_what_was_changed_in_a_workbook_of_another_register_is_told_after_that(book, read, edit):
    file = edit(book.stamp(letter=_with_more(book)).data)
    file.text("About", "C15", "1,000,000")
    said, changed = texts(read(file.packed(), expected=Expected(book.issued.digest)))
    assert said == OTHER_REGISTER
    assert changed.startswith("0417.xlsx, About C15: The locked cell held ")


def _with_more(book):
    letter = book.case(book.opening).letter
    first = replace(letter.dollars[0], rate=Decimal(999999))
    return replace(letter, dollars=(first, *letter.dollars[1:]))
