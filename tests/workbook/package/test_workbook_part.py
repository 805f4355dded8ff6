"""The workbook part: sheets, names, settings, properties, formats; what is missing is told."""

import pytest

from bsa_xl.workbook.package import SheetState

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK, BOOK_RELS, SHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def lead(identifier, kind, target):
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def said(message, number=18, place=""):
    return f"0417.xlsx{place}: {message} {AGAIN} [FILE-{number:02}]"


@pytest.fixture
def three(parts):
    """Three sheets and a chart sheet, in an order that is not that of their parts."""
    more = [
        lead("a", "worksheet", "/xl/worksheets/other.xml"),
        lead("b", "chartsheet", "chartsheets/sheet1.xml"),
        lead("c", "worksheet", "worksheets/../third.xml"),
    ]
    made = parts('<row r="1"><c r="A1"><v>1</v></c></row>', more=more)
    made["xl/worksheets/other.xml"] = made[SHEET].replace("<v>1<", "<v>2<")
    made["xl/third.xml"] = made[SHEET].replace("<v>1<", "<v>3<")
    made["xl/chartsheets/sheet1.xml"] = f'<chartsheet xmlns="{MAIN}"/>'
    listed = (
        '<sheet name="Lists &amp; codes" sheetId="9" state="veryHidden" r:id="a"/>'
        '<sheet name="Chart" sheetId="2" r:id="b"/><sheet name="Staffing" sheetId="1" r:id="r1"/>'
        '<sheet name="\u00dcbersicht" sheetId="4" state="hidden" r:id="c"/>'
    )
    return made.swap(BOOK, '<sheet name="Staffing" sheetId="1" r:id="r1"/>', listed)


def test_sheets_come_in_the_order_of_their_tabs(three, read):
    sheets = read(three).sheets
    assert [(s.name, s.order, s.state, s.has_cells) for s in sheets.values()] == [
        ("Lists & codes", 0, SheetState.VERY_HIDDEN, True),
        ("Chart", 1, SheetState.VISIBLE, False),
        ("Staffing", 2, SheetState.VISIBLE, True),
        ("\u00dcbersicht", 3, SheetState.HIDDEN, True),
    ]
    assert [s.cells["A1"].text for s in sheets.values() if s.has_cells] == ["2", "1", "3"]
    assert list(sheets) == [s.name for s in sheets.values()]


def test_names_and_settings_are_given_as_the_file_says_them(parts, read):
    made = parts(
        book=(
            '<definedNames><definedName name="Allocated">Staffing!$B$5</definedName>'
            '<definedName name="_token" hidden="1">"BSA1|0417 &amp; more"</definedName>'
            '<definedName name="_xlnm.Print_Area" localSheetId="0" function="false" '
            'vbProcedure="false">Staffing!$A$1:$F$9</definedName></definedNames>'
            '<calcPr calcMode="manual" fullCalcOnLoad="1"/>'
        )
    )
    made.swap(
        BOOK,
        "<sheets>",
        '<workbookPr date1904="1"/><workbookProtection lockStructure="1"/><sheets>',
    )
    package = read(made)
    assert package.defined_names == {
        "Allocated": "Staffing!$B$5",
        "_token": '"BSA1|0417 & more"',
    }
    assert package.sheets["Staffing"].names == {"_xlnm.Print_Area": "Staffing!$A$1:$F$9"}
    assert (package.date1904, package.manual_calculation, package.structure_protected) == (
        True,
    ) * 3
    usual = read(parts())
    assert (usual.date1904, usual.manual_calculation, usual.structure_protected) == (False,) * 3


def test_the_file_itself_is_named_measured_and_hashed(parts, read):
    data = parts().packed()
    package = read(data)
    assert (package.file, package.size, len(package.sha256)) == ("0417.xlsx", len(data), 64)
    assert read(data + b"", parts=99).sha256 == package.sha256
    assert read(parts('<row r="1"/>')).sha256 != package.sha256


def test_custom_properties_of_every_type_are_text(parts, read, refusal):
    made = parts()
    made["_rels/.rels"] = made["_rels/.rels"].replace(
        "</Rel", lead("p", "custom-properties", "docProps/custom.xml") + "</Rel"
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/"
    inner = (
        '<property name="BSA" pid="2"><vt:lpwstr>BSA1|0417</vt:lpwstr></property>'
        '<property name="MSIP_Label_x_Enabled" pid="3"><vt:bool>true</vt:bool></property>'
        '<property name="Empty" pid="4"/>'
    )
    made["docProps/custom.xml"] = (
        f'<Properties xmlns="{space}custom-properties" xmlns:vt="{space}docPropsVTypes">{inner}'
        "</Properties>"
    )
    assert read(made).custom_properties == {
        "BSA": "BSA1|0417", "MSIP_Label_x_Enabled": "true", "Empty": "",
    }  # fmt: skip
    assert read(parts()).custom_properties == {}
    made.swap("docProps/custom.xml", 'name="Empty"', 'name="BSA"')
    assert refusal(made) == said('The document has the property "BSA" twice.')


@pytest.mark.parametrize(
    ("book", "message"),
    [
        ("<sheets/>", "The workbook has no sheets."),
        ("", "The workbook has no sheets."),
        ('<sheets><sheet name="A"/></sheets>', 'The workbook lists a sheet "A" that cannot be.'),
        (
            f'<sheets><sheet name="{"x" * 32}" r:id="r1"/></sheets>',
            f'The workbook lists a sheet "{"x" * 32}" that cannot be.',
        ),
        ('<sheets><sheet r:id="r1"/></sheets>', 'The workbook lists a sheet "" that cannot be.'),
        (
            '<sheets><sheet name="A" r:id="r1"/><sheet name="a" r:id="r2"/></sheets>',
            'The workbook has two sheets called "a".',
        ),
        (
            '<x><sheets><sheet name="A" r:id="r1"/></sheets></x>',
            "The workbook lists a sheet or a name where none belongs.",
        ),
        (
            ('<sheets><sheet name="A" r:id="r1"/></sheets><definedNames><definedName name="n">1'
            '</definedName><definedName name="N">2</definedName></definedNames>'),
            'The workbook has two names called "N".',
        ),
        (
            ('<sheets><sheet name="A" r:id="r1"/></sheets><definedNames><definedName name="n" '
            'localSheetId="-1">1</definedName></definedNames>'),
            'A name belongs to the sheet "-1", which is none.',
        ),
        (
            (f'<sheets><sheet name="A" r:id="r1"/></sheets><definedNames><definedName name="n">'
            f'{"1" * 8193}</definedName></definedNames>'),
            'The name "n" is too long to be a formula.',
        ),
    ],
)  # fmt: skip
def test_a_workbook_part_that_no_program_would_write(parts, refusal, book, message):
    made = parts()
    made[BOOK] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}</workbook>'
    assert refusal(made) == said(message)


def test_a_name_that_libreoffice_writes_twice_is_read_once(parts, read):
    name = '<definedName name="_xlnm._FilterDatabase" localSheetId="0">{}</definedName>'
    made = parts(
        book=f"<definedNames>{name.format('A!$A$1')}{name.format('A!$A$9')}</definedNames>"
    )
    assert read(made).sheets["Staffing"].names == {"_xlnm._FilterDatabase": "A!$A$1"}


@pytest.mark.parametrize("flag", ["xlm", "function", "vbProcedure"])
def test_a_macro_behind_a_name(parts, refusal, flag):
    made = parts(
        book=f'<definedNames><definedName name="Auto_Open" {flag}="1">A!$A$1</definedName></definedNames>'
    )
    assert refusal(made) == said('The workbook holds a macro behind the name "Auto_Open".', 7)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"sheets": 3}, ("The workbook has more than 3 sheets. Delete the sheets that do not belong "
                        "to it, save it, and send it again. [FILE-25]")),
        ({"defined_names": 1}, ("The workbook has more than 1 names. Delete the names that do not "
                               "belong to it, save it, and send it again. [FILE-25]")),
    ],
)  # fmt: skip
def test_too_many_sheets_or_names(three, refusal, limits, message):
    names = "".join(f'<definedName name="n{i}">1</definedName>' for i in range(2))
    three.swap(BOOK, "</workbook>", f"<definedNames>{names}</definedNames></workbook>")
    assert refusal(three, **limits) == f"0417.xlsx: {message}"


def without(parts, name):
    made = parts(strings="<si><t>x</t></si>")
    del made[name]
    return made


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("xl/styles.xml", said("The file has lost its cell formats.")),
        ("xl/sharedStrings.xml", said("The file has lost its shared texts.")),
        (SHEET, said("The sheet is listed but missing from the file.", place=", Staffing")),
        (BOOK, said("The file does not say where its workbook is.")),
        (BOOK_RELS, said("The file has lost its cell formats.")),
        ("_rels/.rels", said("The file does not say where its workbook is.")),
        ("[Content_Types].xml", said("The file has lost its list of contents.")),
    ],
)
def test_a_part_that_is_missing_is_never_read_as_empty(parts, refusal, name, message):
    assert refusal(without(parts, name)) == message


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "number"),
    [
        ('r1" Type="', 'r9" Type="', ", Staffing", "The sheet is listed but missing from the file.", 18),
        ('/worksheet"', '/macro"', ", Staffing", "The sheet is listed but missing from the file.", 18),
        ('Id="r2"', 'Id="r1"', "", f'The part "{BOOK_RELS}" of the file uses "r1" for two things.', 27),
        ('/styles"', '/stiles"', "", "The file has lost its cell formats.", 18),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(parts, refusal, old, new, place, message, number):
    assert refusal(parts().swap(BOOK_RELS, old, new)) == said(message, number, place)


def test_two_sheets_with_the_same_cells(parts, refusal):
    made = parts().swap(BOOK, "</sheets>", '<sheet name="Copy" sheetId="2" r:id="r1"/></sheets>')
    assert refusal(made) == said("Two sheets show the same cells.", place=", Copy")


@pytest.mark.parametrize(
    "target",
    ["../../etc/passwd", "../../../x.xml", "%2e%2e/%2E%2E/x.xml", "file:///etc/passwd", "//host/x",
     "C:/x.xml", "\\\\host\\share\\x.xlsx", "http://host/x"],
)  # fmt: skip
def test_a_reference_that_leads_out_of_the_file(parts, refusal, target):
    made = parts(more=[lead("x", "customXml", target)])
    assert refusal(made) == said(
        f'The part "{BOOK_RELS}" of the file points to "{target}", outside the file.', 27
    )


def test_a_reference_above_the_top_is_taken_from_the_top_as_libreoffice_writes_it(parts, read):
    made = parts()
    made["customXml/item1.xml"] = "<x/>"
    lead_up = lead("x", "customXml", "../customXml/item1.xml")
    made["_rels/.rels"] = made["_rels/.rels"].replace("</Rel", lead_up + "</Rel")
    assert read(made).faults == ()


def test_too_many_references(parts, refusal):
    assert refusal(parts(), relationships=2) == said(
        "The file has more than 2 references inside it.", 25
    )


def test_two_kinds_for_one_part(parts, refusal):
    made = parts().swap(
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/workbook.xml" ContentType="x/y"/></Types>',
    )
    assert refusal(made) == said('The file gives two kinds for its part "xl/workbook.xml".', 17)


def test_strict_open_xml_is_named_with_the_way_to_save_it_again(parts, refusal):
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    made = parts().swap("_rels/.rels", OFFICE, strict)
    message = 'The workbook is saved as "Strict Open XML Spreadsheet".'
    assert refusal(made) == said(message, 4)
    for name, place in ((BOOK, ""), ("xl/styles.xml", ""), (SHEET, ", Staffing")):
        made = parts().swap(name, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        assert refusal(made) == said(message, 4, place)


@pytest.mark.parametrize("name", [BOOK, "xl/styles.xml", "xl/sharedStrings.xml", SHEET])
def test_a_part_of_another_namespace_is_never_read_as_empty(parts, refusal, name):
    made = parts(strings="<si><t>x</t></si>").swap(name, MAIN, "urn:other")
    assert "which does not belong there." in refusal(made)
