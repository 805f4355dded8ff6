"""Which workbook came back: the token in three places, the sheets, the version of the form."""

from itertools import product

import pytest
from lxml import etree
from support.school_book import IDENTITY
from support.xlsx_edit import BOOK, BOOK_RELS, CONTENT_TYPES, RELATIONSHIPS, Edited, q

from bsa_xl.workbook.package import PackageRefused, read_package
from bsa_xl.workbook.reading import Expected, token_of

SEND_ISSUED = "Copy your entries into a workbook as it was issued, and send that one."


def refused(read, data, **more):
    with pytest.raises(PackageRefused) as refusal:
        read(data, **more)
    return str(refusal.value.finding)


def without(file, cell, name, prop):
    """Take the token out of some of its places."""
    if cell:
        file.clear("Stamp", "B2")
    if name:
        held = file.name("BSA_token")
        held.getparent().remove(held)
    if prop:
        file.trees["docProps/custom.xml"] = etree.fromstring(
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties"/>'
        )
    return file


@pytest.mark.parametrize("gone", [g for g in product((False, True), repeat=3) if not all(g)])
def test_one_place_of_the_three_is_enough(read, edit, gone):
    returned = read(without(edit(), *gone).packed())
    assert returned.identity == IDENTITY
    assert returned.is_as_issued


def test_a_workbook_without_any_token_was_not_issued_by_us(read, edit):
    assert refused(read, without(edit(), True, True, True).packed()) == (
        "0417.xlsx: The file carries no mark of a workbook that BSA-XL issued. Send the workbook "
        "that the central office issued to your school, saved as .xlsx. [FILE-48]"
    )


def test_places_that_name_two_workbooks_refuse_the_file(read, edit):
    file = edit()
    held = file.name("BSA_token")
    held.text = held.text.replace("|0417|", "|0418|")
    assert refused(read, file.packed()) == (
        '0417.xlsx: The file says of itself that it is "0417-FY2026-adopted-1-7KQ4", and elsewhere '
        f'in it that it is "0418-FY2026-adopted-1-7KQ4". {SEND_ISSUED} [FILE-35]'
    )


@pytest.mark.parametrize("text", ["x", "BSA1|x", "BSA1" + "|1" * 11, "BSA1|" + "9" * 300])
def test_a_token_that_is_none_refuses_the_file(read, edit, text):
    file = without(edit(), False, True, True)
    file.text("Stamp", "B2", text)
    assert refused(read, file.packed()) == (
        "0417.xlsx: The mark by which BSA-XL knows its workbooks was changed in this file. "
        f"{SEND_ISSUED} [FILE-48]"
    )


def test_a_token_of_a_newer_version_is_named_as_that(read, edit):
    file = without(edit(), False, True, True)
    file.text("Stamp", "B2", "BSA2|anything")
    assert refused(read, file.packed()) == (
        "0417.xlsx: The workbook was issued by a newer version of BSA-XL than this one. Ask the "
        "central office to install the version that issued it. [FILE-36]"
    )


def test_the_token_has_what_was_signed(book):
    signed = book.stamp(lambda message: f"key1:{len(message)}")
    token = token_of(read_package(signed.data, "0417.xlsx"))
    assert token.signature == f"key1:{len(token.message)}"
    assert token.digest == signed.digest[:32] == book.issued.digest[:32]


def test_the_token_of_another_school_does_not_fit_the_content(read, edit):
    file = without(edit(), False, True, True)
    text = file.cell("Stamp", "B2").findtext(f".//{q('t')}")
    file.text("Stamp", "B2", text.replace("|0417|", "|0418|"))
    assert refused(read, file.packed()) == (
        '0417.xlsx: The file says it is the workbook of "0418 FY2026 adopted", and its content is '
        f'that of "0417 FY2026 adopted". {SEND_ISSUED} [FILE-35]'
    )


def remove_sheet(file, name):
    """Delete a sheet as Excel does, leaving its names broken."""
    part = file.sheet_part(name)
    [entry] = [s for s in file.tree(BOOK).iter(q("sheet")) if s.get("name") == name]
    entry.getparent().remove(entry)
    del file.parts[part]
    for rel in list(file.tree(BOOK_RELS)):
        if rel.get("Target").endswith(part.rpartition("/")[2]):
            rel.getparent().remove(rel)
    for each in list(file.tree(CONTENT_TYPES)):
        if each.get("PartName") == f"/{part}":
            each.getparent().remove(each)
    file.parts.pop(part.replace("worksheets/", "worksheets/_rels/") + ".rels", None)
    return file


def test_a_deleted_sheet_refuses_the_file(read, edit):
    file = remove_sheet(edit(), "Staffing")
    assert refused(read, file.packed()) == (
        f"0417.xlsx: The sheet Staffing is missing from the workbook. {SEND_ISSUED} [FILE-34]"
    )
    assert refused(read, remove_sheet(file, "Lists").packed()) == (
        "0417.xlsx: The sheets Staffing and Lists are missing from the workbook. "
        f"{SEND_ISSUED} [FILE-34]"
    )


def test_a_renamed_sheet_is_named(read, edit):
    file = edit()
    [entry] = [s for s in file.tree(BOOK).iter(q("sheet")) if s.get("name") == "Spending"]
    entry.set("name", "Spending 2026")
    assert refused(read, file.packed()) == (
        '0417.xlsx: The sheet Spending is missing from the workbook; the sheet "Spending 2026" '
        f"may be what became of it. {SEND_ISSUED} [FILE-34]"
    )


def test_the_schools_own_sheet_may_be_deleted(read, edit):
    returned = read(remove_sheet(edit(), "My notes").packed())
    assert returned.is_as_issued
    assert returned.findings == ()


def copy_sheet(file: Edited, name: str, new: str) -> Edited:
    """Copy a sheet as Excel does, with names of its own."""
    part = file.sheet_part(name)
    copied = etree.fromstring(etree.tostring(file.tree(part)))
    for each in copied.findall(q("tableParts")):
        copied.remove(each)
    file.parts["xl/worksheets/copy.xml"] = etree.tostring(copied)
    book, rels, types = file.tree(BOOK), file.tree(BOOK_RELS), file.tree(CONTENT_TYPES)
    etree.SubElement(
        rels, f"{{{RELATIONSHIPS}}}Relationship", Id="rIdCopy", Target="worksheets/copy.xml",
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
    )  # fmt: skip
    kind = next(e.get("ContentType") for e in types if e.get("PartName") == f"/{part}")
    etree.SubElement(
        types, f"{types.tag[:-5]}Override", PartName="/xl/worksheets/copy.xml", ContentType=kind
    )
    sheets = book.find(q("sheets"))
    entry = etree.SubElement(sheets, q("sheet"), name=new, sheetId="90")
    entry.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rIdCopy")
    names = book.find(q("definedNames"))
    local = etree.SubElement(
        names, q("definedName"), name="Spending_cost", localSheetId=str(len(sheets) - 1)
    )
    local.text = f"'{new}'!$L$7:$L$16"
    return file


def test_a_copied_sheet_is_a_warning_and_is_not_read(read, edit):
    file = copy_sheet(edit(), "Spending", "Spending (2)")
    file.number("Spending (2)", "G7", "99999")
    returned = read(file.packed())
    assert returned.is_as_issued
    [said] = returned.findings
    numbers = sum(c.find(q("v")) is not None and c.get("t", "n") == "n"
                  for c in file.cells("Spending (2)").values())  # fmt: skip
    assert str(said) == (
        "0417.xlsx, Spending (2): This sheet was added to the workbook and is not read; it holds "
        f"{numbers} numbers. Enter on Staffing or Spending what belongs in the budget; the sheet "
        "may stay. [FILE-34]"
    )
    assert returned.is_acceptable
    assert returned.budget.spending == ()


def test_another_version_of_the_form_is_named(read, edit):
    file = edit()
    held = file.cell("Snapshot", "A2").find(f".//{q('t')}")
    held = file.cell("Snapshot", "A2").find(q("v")) if held is None else held
    held.text = held.text.replace('"form":"2026.1"', '"form":"2025.3"')
    assert refused(read, file.packed()) == (
        '0417.xlsx: The workbook is filled in on form "2025.3", and this version of BSA-XL reads '
        'form "2026.1". Use the version of BSA-XL that issued the workbook, or have it issued '
        "again. [FILE-36]"
    )


def test_a_rule_that_this_version_does_not_have_is_another_version(read, edit):
    file = edit()
    held = file.cell("Snapshot", "B2").find(f".//{q('t')}")
    held.text = held.text.replace('"rule":"FTE-02"', '"rule":"FTE-99"')
    assert refused(read, file.packed()) == (
        '0417.xlsx: The workbook is filled in on form "with the rule FTE-99", and this version of '
        'BSA-XL reads form "2026.1". Use the version of BSA-XL that issued the workbook, or have '
        "it issued again. [FILE-36]"
    )


def test_what_the_register_knows_is_believed_where_the_snapshot_is_gone(book, read, edit):
    file = edit()
    file.clear("Snapshot", "B2")
    assert refused(read, file.packed()) == (
        "0417.xlsx: The hidden sheet Snapshot, which says what the workbook was issued with, was "
        f"changed. {SEND_ISSUED} [FILE-34]"
    )
    returned = read(file.packed(), expected=Expected(book.issued.digest, book.issued.values))
    assert [str(each) for each in returned.findings] == [
        (
            "0417.xlsx, Snapshot: The hidden sheet Snapshot differs from what was issued. Copy your "
            "entries into a workbook as it was issued. [FILE-37]"
        )
    ]
    assert returned.setting.now == book.setting.now


def test_a_file_as_the_register_has_it_is_as_issued(book, read):
    returned = read(book.issued.data, expected=Expected(book.issued.digest))
    assert returned.is_as_issued
    assert returned.findings == ()
