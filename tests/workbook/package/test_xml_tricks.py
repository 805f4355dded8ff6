"""Tricks inside the XML parts: document types, encodings, depth, length, names."""

import pytest

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."
ASK = "Do not open the file; ask the sender where it comes from."
SHEET = "xl/worksheets/sheet1.xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
DOCTYPES = [
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:18999/x.dtd">',
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "x"> %p;]>',
    "<!DOCTYPE x>",
]
BEFORE = ["", '<?xml version="1.0" encoding="UTF-8"?>', "<!-- a --><?b c?>\n", "\ufeff"]


def unreadable(name, why, sheet=""):
    place = f"0417.xlsx, {sheet}" if sheet else "0417.xlsx"
    return f'{place}: The part "{name}" of the file cannot be read: {why}. {AGAIN} [FILE-20]'


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("before", BEFORE)
def test_a_document_type_in_a_sheet(parts, refusal, doctype, before):
    made = parts(ROW)
    made[SHEET] = before + doctype + made[SHEET]
    assert refusal(made) == (
        f'0417.xlsx, Staffing: The part "{SHEET}" of the file declares a document type, which Excel '
        f"never writes. {ASK} [FILE-19]"
    )


@pytest.mark.parametrize(
    "name",
    [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/styles.xml", "xl/sharedStrings.xml", "xl/unheard-of.xml", "customXml/item1.xml",
        "docProps/custom.xml", "xl/drawings/vmlDrawing1.vml", "xl/media/picture.svg",
        "xl/secret.bin", "xl/worksheets/_rels/sheet1.xml.rels",
    ],
)  # fmt: skip
def test_a_document_type_in_any_part(parts, refusal, name):
    made = parts(ROW, strings="<si><t>x</t></si>")
    made[name] = DOCTYPES[0] + made.get(name, "<x/>")
    assert refusal(made).endswith(
        f'The part "{name}" of the file declares a document type, which Excel never writes. '
        f"{ASK} [FILE-19]"
    )


def test_a_document_type_behind_a_long_comment(parts, refusal):
    made = parts(ROW)
    made[SHEET] = f"<!--{' '.join(map(str, range(40_000)))}-->" + DOCTYPES[0] + made[SHEET]
    assert "[FILE-19]" in refusal(made)


def test_a_bomb_of_entities_is_named_even_where_it_packs_well(parts, refusal):
    """200,000 equal characters pack a thousandfold; the reader's memory is the aim all the same."""
    made = parts(ROW)
    made[SHEET] = f'<!DOCTYPE x [<!ENTITY a "{"a" * 200_000}">]>' + made[SHEET]
    assert "[FILE-19]" in refusal(made)


def test_the_words_of_a_document_type_inside_a_text_are_text(parts, cells):
    made = parts('<row r="1"><c r="A1" t="str"><v>&lt;!DOCTYPE x&gt;</v></c></row>')
    assert cells(made)["A1"].text == "<!DOCTYPE x>"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/other.xml"])
def test_a_part_in_another_encoding(parts, refusal, encoding, name):
    made = parts(ROW)
    made[name] = made.get(name, "<x/>").encode(encoding)
    sheet = "Staffing" if name == SHEET else ""
    assert refusal(made) == unreadable(name, "its text is not in UTF-8", sheet)


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-7", "UTF-16", "nonsense"])
def test_a_part_that_says_it_is_in_another_encoding(parts, refusal, encoding):
    made = parts(ROW)
    made[SHEET] = f'<?xml version="1.0" encoding="{encoding}"?>' + made[SHEET]
    assert refusal(made) == unreadable(
        SHEET, f'its text is in "{encoding}" and not in UTF-8', "Staffing"
    )


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "US-ASCII"])
def test_a_part_that_says_it_is_in_utf_8_is_read(parts, cells, encoding):
    made = parts(ROW)
    made[SHEET] = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\r\n' + made[SHEET]
    assert cells(made)["A1"].text == "1"


@pytest.mark.parametrize(
    "bad", [b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x80", b"\0", b"\x0b"]
)
def test_bytes_that_are_no_utf_8_or_no_character(parts, refusal, bad):
    made = parts('<row r="1"><c r="A1" t="str"><v>BAD</v></c></row>')
    made[SHEET] = made[SHEET].encode().replace(b"BAD", bad)
    assert refusal(made) == unreadable(SHEET, "its text is damaged in line 1", "Staffing")


@pytest.mark.parametrize(
    "text", ["&#0;", "&#x1F;", "&#xD800;", "&#xFFFE;", "&nbsp;", "& ", "&lt", "&#x110000;", "]]>"]
)
def test_references_that_stand_for_no_character(parts, refusal, text):
    made = parts(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>')
    assert refusal(made) == unreadable(SHEET, "its text is damaged in line 1", "Staffing")


def test_custom_xml_in_utf_16_as_excel_writes_it_is_welcome(parts, read, refusal):
    made = parts(ROW)
    made["customXml/item1.xml"] = '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16")
    assert read(made).notices == ()
    made["customXml/item1.xml"] = DOCTYPES[0].encode("utf-16")
    assert "[FILE-19]" in refusal(made)


def test_an_empty_part(parts, refusal):
    made = parts(ROW)
    made["xl/other.xml"] = ""
    assert refusal(made) == unreadable("xl/other.xml", "it is empty")


@pytest.mark.parametrize("name", [SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/other.xml"])
def test_elements_nested_too_deeply(parts, refusal, read, name):
    for depth, is_read in ((64, True), (65, False)):
        made = parts(ROW)
        end = made.get(name, "<x></x>").rpartition("</")[2]
        inner = "<a>" * (depth - 1) + "</a>" * (depth - 1)
        made[name] = made.get(name, "<x></x>").removesuffix(f"</{end}") + inner + f"</{end}"
        if is_read:
            assert read(made)
        else:
            assert refusal(made).endswith(
                f'The part "{name}" of the file is nested more than 64 levels deep. '
                f"{AGAIN} [FILE-21]"
            )


def test_elements_nested_too_deeply_inside_a_cell(parts, refusal):
    inner = "<x>" * 70 + "</x>" * 70
    made = parts(f'<row r="1"><c r="A1"><v>1</v><extLst>{inner}</extLst></c></row>')
    assert "[FILE-21]" in refusal(made)


def test_too_many_elements(parts, refusal, read):
    made = parts(ROW)
    made["xl/other.xml"] = f"<x>{'<a/>' * 300}</x>"
    assert refusal(made, elements=300) == (
        '0417.xlsx: The file has more than 300 elements, the last ones in "xl/other.xml". '
        f"{AGAIN} [FILE-22]"
    )
    assert read(made, elements=330)


def test_a_tag_that_is_too_long(parts, refusal):
    made = parts(ROW)
    made["xl/other.xml"] = "<x>" + "".join(f"<b c{i}='{'xyz' * (i % 7)}'/>" for i in range(40_000))
    made["xl/other.xml"] += f"<a b='{'1234567 ' * 40_000}'/></x>"
    assert refusal(made, ratio=10_000, distinct_names=100_000) == unreadable(
        "xl/other.xml", "one of its tags is over 262,144 bytes long"
    )


def test_too_many_names(parts, refusal):
    made = parts(ROW)
    made["xl/other.xml"] = "<x>" + "".join(f"<a{i}/>" for i in range(20_000)) + "</x>"
    assert refusal(made) == unreadable("xl/other.xml", "it uses more than 5,000 names")


def test_a_text_that_is_too_long_in_any_form(parts, refusal):
    long = "".join(f"{i} " for i in range(40_000))
    made = parts(f'<row r="1"><c r="A1" t="str"><v>{long}</v></c></row>')
    said = [refusal(made), refusal(made.by_events())]
    made = parts(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c></row>')
    for message in (refusal(made), refusal(made.by_events())):
        assert message == (
            "0417.xlsx, Staffing A1: The text in this cell is longer than 32,767 characters. "
            "Shorten it, save the workbook, and send it again. [FILE-25]"
        )
    assert all(message.endswith("and send it again. [FILE-25]") for message in said)


def test_a_header_of_any_length_is_passed_over(parts, read):
    made = parts(
        ROW,
        tail=f"<headerFooter><oddHeader>{'&amp;L&amp;&amp;K000000' * 9000}</oddHeader></headerFooter>",
    )
    assert read(made, ratio=10_000).sheets["Staffing"].cells["A1"].text == "1"


@pytest.mark.parametrize(
    "broken",
    ["<x>", "<x></y>", "<x/><y/>", "<x a='1' a='2'/>", "text", "<x>&a;</x>", "<x", "<a:b/>"],
)
def test_a_part_that_is_not_well_formed(parts, refusal, broken):
    made = parts(ROW)
    made["xl/other.xml"] = broken
    assert refusal(made) == unreadable("xl/other.xml", "its text is damaged in line 1")


def test_drawings_in_vml_may_be_untidy(parts, read):
    """Excel itself leaves elements open in them."""
    made = parts(ROW)
    made["xl/drawings/vmlDrawing1.vml"] = "<xml><br></xml>"
    assert read(made).notices == ()
