"""A mark is filled wherever it stands, in the way that the place wants."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from bsa_xl.workbook.stamping import (
    CellSlot,
    RowBlock,
    SlotKind,
    TemplateError,
    ValueRefusedError,
    compile_template,
)

NAME = 'Peña & Third "Street" <East>'
TEXT, ANY = SlotKind.TEXT, SlotKind.ANY
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def marked(saved):
    """A workbook with the mark in every kind of part."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "School: @@school@@, again @@school@@"
    sheet["A2"] = '=LEN("@@school@@")'
    sheet.oddHeader.left.text = "@@school@@"
    sheet.oddFooter.right.text = "Code @@code@@"
    book.defined_names["bsa_school"] = DefinedName("bsa_school", attr_text='"@@school@@"')
    book.properties.title = "@@school@@"
    book.custom_doc_props.append(StringProperty(name="School", value="@@school@@"))
    choice = DataValidation("list", formula1='"@@school@@,other"', promptTitle="@@code@@")
    choice.add("B1")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.title = "@@school@@"
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "D4")
    return saved(book)


def test_every_kind_of_part_takes_the_text(marked, part_of):
    compiled = compile_template(marked, marks=["@@school@@", "@@code@@"])
    out = compiled.stamp(marks={"@@school@@": NAME, "@@code@@": "0417"})
    book = load_workbook(io.BytesIO(out))
    sheet = book.active
    assert sheet["A1"].value == f"School: {NAME}, again {NAME}"
    assert sheet["A2"].value == '=LEN("Peña & Third ""Street"" <East>")'
    assert sheet.oddHeader.left.text == NAME.replace("&", "&&")
    assert sheet.oddFooter.right.text == "Code 0417"
    assert book.defined_names["bsa_school"].attr_text == '"Peña & Third ""Street"" <East>"'
    assert book.properties.title == NAME
    assert book.custom_doc_props["School"].value == NAME
    [choice] = sheet.data_validations.dataValidation
    assert (choice.formula1, choice.promptTitle) == (
        '"Peña & Third ""Street"" <East>,other"',
        "0417",
    )
    chart = part_of(out, "xl/charts/chart1.xml").decode()
    assert "<a:t>Peña &amp; Third &quot;Street&quot; &lt;East&gt;</a:t>" in chart
    assert "@@" not in "".join(
        zipfile.ZipFile(io.BytesIO(out)).read(name).decode("latin-1")
        for name in zipfile.ZipFile(io.BytesIO(out)).namelist()
    )


@pytest.mark.filterwarnings("ignore:Cannot parse header or footer")
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_reads_back_from_cell_name_and_property(marked, unescaped, text):
    compiled = compile_template(marked, marks=["@@school@@", "@@code@@"])
    try:
        out = compiled.stamp(marks={"@@school@@": text, "@@code@@": "1"})
    except ValueRefusedError as error:  # control characters have no place in a title
        refused = str(error)
    else:
        refused = ""
        book = load_workbook(io.BytesIO(out))
        wanted = f"School: {text}, again {text}"
        assert unescaped(book.active["A1"].value) == wanted
        quoted = text.replace('"', '""')
        assert unescaped(book.defined_names["bsa_school"].attr_text) == f'"{quoted}"'
        assert book.properties.title in ({text, None} if not text else {text})
    has_control = re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
    assert bool(refused) == bool(has_control)
    if has_control:
        code = f"U+{ord(has_control[0]):04X}"
        assert refused == f"@@school@@: the text holds the control character {code}. Take it out."


def header(text):
    return f"<headerFooter><oddFooter>{text}</oddFooter></headerFooter>"


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("&amp;L@@m@@", "Arts & Sciences", "&amp;LArts &amp;&amp; Sciences"),
        ("&amp;8@@m@@", "0417", "&amp;8 0417"),
        ("&amp;8@@m@@", "Maple", "&amp;8Maple"),
        ("&amp;8 @@m@@", "0417", "&amp;8 0417"),
        ("&amp;L@@m@@", "0417", "&amp;L0417"),
    ],
)
def test_a_page_header_takes_no_text_for_a_code(raw, sheet_xml, before, text, after):
    compiled = compile_template(raw("", after=header(before)), marks=["@@m@@"])
    assert header(after) in sheet_xml(compiled.stamp(marks={"@@m@@": text}))


def test_a_page_header_that_grows_too_long_is_told(raw):
    """Excel's limit is 255 characters: 2 for &L, 3 for the blank, dash and blank, so 250 are left."""
    package = raw("", after=header("&amp;L@@m@@ - @@n@@"))
    compiled = compile_template(package, marks=["@@m@@", "@@n@@"])
    compiled.stamp(marks={"@@m@@": "x" * 200, "@@n@@": "y" * 50})
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp(marks={"@@m@@": "&" * 101, "@@n@@": "y" * 50})
    assert str(caught.value) == (
        "the text for @@m@@ and @@n@@ has 252 characters, and a page header or footer has room "
        "for 250. Shorten it, or take something else out there."
    )


def test_the_narrowest_of_several_headers_counts(raw):
    package = raw("", after=header("@@m@@") + header("x" * 100 + "@@m@@"))
    compiled = compile_template(package, marks=["@@m@@"])
    compiled.stamp(marks={"@@m@@": "x" * 155})
    with pytest.raises(ValueRefusedError, match="room for 155"):
        compiled.stamp(marks={"@@m@@": "x" * 156})


def test_a_text_within_a_formula_that_grows_too_long_is_told(raw):
    cells = '<row r="1"><c r="A1"><f>"no: "&amp;"is @@m@@!"&amp;B1</f></c></row>'
    compiled = compile_template(raw(cells), marks=["@@m@@"])
    compiled.stamp(marks={"@@m@@": "x" * 251})
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp(marks={"@@m@@": "x" * 252})
    assert str(caught.value) == (
        "the text for @@m@@ has 252 characters, and a formula has room for 251. "
        "Shorten it, or take something else out there."
    )


def test_no_text_becomes_part_of_a_formula(raw, sheet_xml):
    cells = '<row r="1"><c r="A1"><f>SUM(A2:A@@m@@)</f><v>0</v></c></row>'
    compiled = compile_template(raw(cells), marks=["@@m@@"])
    assert "<f>SUM(A2:A41)</f>" in sheet_xml(compiled.stamp(marks={"@@m@@": "41"}))
    for text in ('9)+HYPERLINK("http://x")', "", "-1", "²", "1.5"):
        with pytest.raises(ValueRefusedError) as caught:
            compiled.stamp(marks={"@@m@@": text})
        assert str(caught.value) == (
            f"@@m@@: {text!r} stands in a formula, where only digits may. "
            "Put the mark within quotes in the template, or give digits."
        )


def test_attributes_keep_line_ends_and_quotes(raw, sheet_xml):
    after = '<hyperlinks><hyperlink ref="A1" display="see @@m@@"/></hyperlinks>'
    compiled = compile_template(raw("", after=after), marks=["@@m@@"])
    out = sheet_xml(compiled.stamp(marks={"@@m@@": 'a\n"b"\t_x0041_'}))
    assert 'display="see a&#10;&quot;b&quot;&#9;_x005F_x0041_"' in out


def test_all_refused_marks_are_told_at_once(raw):
    package = raw("", after=header("@@a@@ @@b@@ @@c@@"))
    compiled = compile_template(package, marks=["@@a@@", "@@b@@", "@@c@@"])
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp(marks={"@@a@@": 5, "@@b@@": "fine", "@@d@@": "x"})
    assert str(caught.value).splitlines() == [
        "no text was given for the mark @@c@@. Give one.",
        "the template has no mark @@d@@. Declare it.",
        "@@a@@: int 5 is not a text. Give a str.",
    ]


def test_a_mark_that_is_nowhere_is_told(raw):
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(""), marks=["@@m@@"])
    assert str(caught.value) == (
        "The mark @@m@@ is nowhere in the template. "
        "Type it where its text is to stand, or take it off the list."
    )


def test_a_mark_that_was_formatted_in_pieces_is_told(raw):
    shared = (
        f'<sst xmlns="{MAIN}"><si><r><t>@@sch</t></r><r><rPr><b/></rPr><t>ool@@</t></r></si>'
        "<si><t>@@school@@</t></si></sst>"
    )
    with pytest.raises(TemplateError) as caught:
        compile_template(raw("", shared=shared), marks=["@@school@@"])
    assert str(caught.value) == (
        "The mark @@school@@ is there in pieces, because part of it was formatted apart. "
        "Type it anew in the template, in one go and one format."
    )


@pytest.mark.parametrize("literal", ["<!-- @@m@@ -->", "<![CDATA[@@m@@]]>", "<?note @@m@@?>"])
def test_a_mark_that_no_reader_sees_as_text_is_told(raw, literal):
    with pytest.raises(TemplateError) as caught:
        compile_template(raw("", after=f"<x>{literal}</x>"), marks=["@@m@@"])
    assert str(caught.value).splitlines()[0] == (
        "The mark @@m@@ stands in a comment or in literal text. Type it anew in the template."
    )


def test_a_mark_in_a_sheets_name_is_told(saved):
    book = Workbook()
    book.active.title = "@@m@@"
    with pytest.raises(TemplateError) as caught:
        compile_template(saved(book), marks=["@@m@@"])
    assert (
        "The mark @@m@@ stands in a sheet's name. "
        "Give the sheet a name of its own; formulas refer to it."
    ) in str(caught.value).splitlines()


def test_a_mark_in_the_list_of_parts_is_told(raw, part_of):
    types = part_of(raw(""), "[Content_Types].xml").decode()
    wrong = types.replace('Extension="rels"', 'Extension="@@m@@"')
    with pytest.raises(TemplateError) as caught:
        compile_template(raw("", extra={"[Content_Types].xml": wrong}), marks=["@@m@@"])
    assert str(caught.value).splitlines()[0] == (
        "The mark @@m@@ stands in [Content_Types].xml, where no text belongs. "
        "Type it where its text is to stand, or take it off the list."
    )


def test_parts_in_encodings_of_their_own_are_left_alone(raw, part_of):
    theirs = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1")
    package = raw("", after=header("@@m@@"), extra={"customXml/item1.xml": theirs})
    out = compile_template(package, marks=["@@m@@"]).stamp(marks={"@@m@@": "x"})
    assert part_of(out, "customXml/item1.xml") == theirs


def test_a_mark_in_a_cell_that_is_filled_is_overwritten(raw, sheet_xml):
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>@@m@@</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>@@m@@</t></is></c></row>'
    )
    compiled = compile_template(raw(cells), [CellSlot("Sheet", "A1", TEXT)], marks=["@@m@@"])
    out = sheet_xml(compiled.stamp(["cell"], marks={"@@m@@": "mark"}))
    assert "<t>cell</t></is></c>" in out
    assert "<t>mark</t></is></c>" in out
    assert "@@" not in out


def test_a_mark_only_in_a_cell_that_is_filled_is_told(raw):
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>@@m@@</t></is></c></row>'
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(cells), [CellSlot("Sheet", "A1", TEXT)], marks=["@@m@@"])
    assert str(caught.value) == (
        "The mark @@m@@ stands only in cells that are filled anyway. "
        "Type it where its text is to stand, or take it off the list."
    )


@pytest.mark.parametrize(
    ("cells", "blocks"),
    [
        ([CellSlot("Sheet", "A1", ANY)], []),
        ([], [RowBlock("rows", "Sheet", 1, 1, (("A", ANY),))]),
    ],
    ids=["cell", "row"],
)
def test_a_mark_that_would_stay_in_a_filled_cell_is_told(raw, cells, blocks):
    package = raw('<row r="1"><c r="A1"><f>"@@m@@"</f></c></row>', after=header("@@m@@"))
    with pytest.raises(TemplateError) as caught:
        compile_template(package, cells, blocks, ["@@m@@"])
    assert str(caught.value) == (
        "The mark @@m@@ stands in a formula or a table row that is filled anyway. "
        "Type it where its text is to stand, or take it off the list."
    )


@pytest.mark.parametrize(
    "mark", ["", "school", "@@", "@@a b@@", "@@a&b@@", "@@é@@", "@@<@@", '@@"@@']
)
def test_what_cannot_be_a_mark_is_a_fault_of_the_program(raw, mark):
    with pytest.raises(ValueError, match="no mark"):
        compile_template(raw(""), marks=[mark])


@pytest.mark.parametrize("marks", [["@@m@@", "@@m@@"], ["@@m", "@@m@@"]])
def test_marks_that_hold_each_other_are_a_fault_of_the_program(raw, marks):
    with pytest.raises(ValueError, match="part of another"):
        compile_template(raw(""), marks=marks)
