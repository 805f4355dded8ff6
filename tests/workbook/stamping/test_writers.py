"""Whichever program saved the template, its cells are found and its own way of writing kept."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from bsa_xl.workbook.stamping import (
    CellSlot,
    RowBlock,
    SlotKind,
    TemplateError,
    compile_template,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TEXT, NUMBER = SlotKind.TEXT, SlotKind.NUMBER


def stamp(package, *values):
    """Texts into B3 and, where given, C3."""
    slots = [CellSlot("Sheet", ref, TEXT) for ref in ("B3", "C3")[: len(values)]]
    return compile_template(package, slots).stamp(values)


def test_a_prefix_of_the_namespace_is_taken_over(raw_sheet, sheet_xml, read):
    package = raw_sheet(
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="B3"/>'
        '<x:c r="C3"><x:f>B3</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )
    out = stamp(package, "in", "out")
    assert (
        '<x:c r="B3" t="inlineStr"><x:is><x:t>in</x:t></x:is></x:c>'
        '<x:c r="C3" t="str"><x:f>B3</x:f><x:v>out</x:v></x:c>'
    ) in sheet_xml(out)
    assert (read(out, "Sheet", "B3"), read(out, "Sheet", "C3")) == ("in", "out")


def test_any_and_numbers_take_the_prefix_too(raw_sheet, sheet_xml):
    package = raw_sheet(
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="B3"/><x:c r="C3">'
        '<x:f>B3</x:f></x:c><x:c r="D3"/></x:row></x:sheetData></x:worksheet>'
    )
    kinds = [("B3", SlotKind.ANY), ("C3", SlotKind.ANY), ("D3", SlotKind.CENTS)]
    out = compile_template(package, [CellSlot("Sheet", *each) for each in kinds]).stamp(
        [1, True, 5]
    )
    assert (
        '<x:c r="B3"><x:v>1</x:v></x:c><x:c r="C3" t="b"><x:f>B3</x:f><x:v>1</x:v></x:c>'
        '<x:c r="D3"><x:v>0.05</x:v></x:c>'
    ) in sheet_xml(out)


def test_the_strict_namespace_is_understood(raw_sheet, sheet_xml):
    package = raw_sheet(
        f'<worksheet xmlns="{STRICT}"><sheetData><row r="3"><c r="B3"/></row></sheetData></worksheet>'
    )
    assert "<t>in</t>" in sheet_xml(stamp(package, "in"))


def test_cells_that_are_merely_counted_are_found(raw, sheet_xml):
    package = raw('<row><c/></row><row r="3"><c/><c s="7"/><c t="n"><v>1</v></c></row>')
    assert (
        '<row r="3"><c/><c s="7" t="inlineStr"><is><t>in</t></is></c>'
        '<c t="inlineStr"><is><t>on</t></is></c></row>'
    ) in sheet_xml(stamp(package, "in", "on"))


def test_rows_that_are_merely_counted_are_found(raw, sheet_xml):
    package = raw("<row><c/></row><row/><row><c/><c/></row>")
    assert "<row><c/><c t=" in sheet_xml(stamp(package, "in"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<c r='B3' s='1'/>", "<c r='B3' s='1'{}"),
        ('<c  s="1"\n r="B3"   t="s" ><v>0</v></c >', '<c s="1" r="B3"{}'),
        ('<c r="B3" ph="1" t="n"></c>', '<c r="B3" ph="1"{}'),
        ('<c t="str" r="B3"><v>&lt;/c&gt;</v></c>', '<c r="B3"{}'),
        ('<c r="B3"><!-- </c> --><v>1</v></c>', '<c r="B3"{}'),
        ('<c r="B3" s="1"><v><![CDATA[</c>]]></v></c>', '<c r="B3" s="1"{}'),
    ],
)
def test_any_way_of_writing_a_cell_is_understood(raw, sheet_xml, before, after):
    package = raw(f'<row r="3"><c r="A3"/>{before}<c r="D3" t="n"/></row>')
    wanted = after.format(' t="inlineStr"><is><t>in</t></is></c>')
    assert f'<row r="3"><c r="A3"/>{wanted}<c r="D3" t="n"/></row>' in sheet_xml(
        stamp(package, "in")
    )


def test_a_bracket_within_an_attribute_ends_no_tag(raw, sheet_xml):
    package = raw('<row r="3" spans="1:>2"><c r="B3" s="a>b"/></row>')
    assert '<c r="B3" s="a>b" t="inlineStr">' in sheet_xml(stamp(package, "in"))


def test_cells_elsewhere_in_the_sheet_are_none(raw, sheet_xml):
    other = '<extLst><ext xmlns:o="urn:other"><o:c r="B3"><o:f>1</o:f></o:c></ext></extLst>'
    package = raw('<row r="3"><c r="B3"/></row>', after=other)
    out = sheet_xml(stamp(package, "in"))
    assert other in out
    assert '<row r="3"><c r="B3" t="inlineStr"><is><t>in</t></is></c></row>' in out


def test_a_cell_that_stands_there_twice_is_refused(raw):
    package = raw('<row r="3"><c r="B3"/><c r="B3"/></row>')
    with pytest.raises(TemplateError, match="a cell stands there twice"):
        stamp(package, "in")


def test_what_excel_adds_stays_to_the_letter(raw_sheet, sheet_xml):
    head = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<worksheet xmlns="{MAIN}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'mc:Ignorable="x14ac xr" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
        'xr:uid="{00000000-0001-0000-0000-000000000000}">'
        '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><sheetData>'
        '<row r="3" spans="1:3" ht="20.1" customHeight="1" x14ac:dyDescent="0.3">'
    )
    tail = (
        '<c r="C3" s="2" t="s"><v>0</v></c></row></sheetData><mc:AlternateContent>'
        '<mc:Choice Requires="x14"/></mc:AlternateContent></worksheet>'
    )
    out = sheet_xml(stamp(raw_sheet(f'{head}<c r="B3" s="1"/>{tail}'), "in"))
    assert out == f'{head}<c r="B3" s="1" t="inlineStr"><is><t>in</t></is></c>{tail}'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_part_with_a_byte_order_mark_is_read(raw_sheet, read, encoding):
    declared = '<?xml version="1.0" encoding="UTF-16"?>' if encoding == "utf-16" else ""
    xml = (
        f'{declared}<worksheet xmlns="{MAIN}"><sheetData><row r="3"><c r="B3"/>'
        '<c r="C3" t="inlineStr"><is><t>Peña</t></is></c></row></sheetData></worksheet>'
    )
    out = stamp(raw_sheet(xml.encode(encoding)), "Muñoz")
    assert (read(out, "Sheet", "B3"), read(out, "Sheet", "C3")) == ("Muñoz", "Peña")


def test_an_encoding_that_workbooks_lack_is_refused(raw_sheet):
    xml = f'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet xmlns="{MAIN}"/>'
    with pytest.raises(TemplateError) as caught:
        stamp(raw_sheet(xml), "in")
    assert str(caught.value) == (
        "the template cannot be used: a part of it is written in an encoding that workbooks lack "
        "(in xl/worksheets/sheet1.xml). "
        "Open it in Excel, save it as an Excel workbook (.xlsx), and try again."
    )


def test_a_document_type_is_refused(raw_sheet):
    xml = (
        '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="3"><c r="B3"/></row></sheetData></worksheet>'
    )
    with pytest.raises(TemplateError, match="declares a document type"):
        stamp(raw_sheet(xml), "in")


def test_shared_strings_of_untouched_cells_stay(raw, read):
    shared = f'<sst xmlns="{MAIN}" count="2"><si><t>one</t></si><si><t>two</t></si></sst>'
    package = raw(
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>0</v></c></row>', shared=shared
    )
    out = stamp(package, "new")
    assert (read(out, "Sheet", "A3"), read(out, "Sheet", "B3")) == ("two", "new")


def test_sheets_are_found_by_their_relationships_wherever_they_lie(read, saved):
    book = Workbook()
    book.active.title = "First"
    book.create_sheet("Sheet")["B3"] = "old"
    book["Sheet"]["C3"] = "=B3"
    book.move_sheet("Sheet", -1)
    out = stamp(saved(book), "new", "new")
    assert load_workbook(io.BytesIO(out)).sheetnames == ["Sheet", "First"]
    assert read(out, "Sheet", "B3") == "new"
    assert read(out, "First", "B3") is None


def test_a_template_that_libreoffice_saved_is_stamped(office, saved, read, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "School @@school@@"
    for row in range(3, 9):
        sheet.cell(row, 1, f"line {row}")
        sheet.cell(row, 2, "old")
        sheet.cell(row, 3, f"=LEN(B{row})")
    sheet.oddFooter.center.text = "@@school@@"
    (tmp_path / "mine.xlsx").write_bytes(saved(book))
    theirs = office.resave(tmp_path / "mine.xlsx", tmp_path / "theirs.xlsx").read_bytes()
    lines = RowBlock("lines", "Sheet", 3, 6, (("B", TEXT), ("C", NUMBER)))
    compiled = compile_template(theirs, [], [lines], ["@@school@@"])
    out = compiled.stamp((), {"lines": [("a & b", 5), ("", 0)]}, {"@@school@@": "Maple & Third"})
    assert read(out, "Sheet", "A1") == "School Maple & Third"
    assert [read(out, "Sheet", f"B{row}") for row in range(3, 7)] == ["a & b", None, "old", "old"]
    assert [read(out, "Sheet", f"C{row}") for row in range(3, 7)] == [5, 0, 3, 3]
    assert [read(out, "Sheet", f"A{row}") for row in (3, 8)] == ["line 3", "line 8"]
    (tmp_path / "out.xlsx").write_bytes(out)
    seen = office.recalculate(tmp_path / "out.xlsx", everything=True)["Sheet"]
    assert (seen["A1"], seen["B3"], seen["C3"], seen["C4"]) == (
        "School Maple & Third",
        "a & b",
        5,
        0,
    )
