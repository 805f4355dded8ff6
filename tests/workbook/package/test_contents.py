"""What a package holds besides cells: macros, links, comments, and what Microsoft 365 adds."""

import pytest

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
EDIT_LINKS = (
    "Type the amounts themselves in place of the links, choose Data > Edit Links > Break Link, and "
    "send it again. [FILE-28]"
)


def of_sheet(*leads):
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target, mode) in enumerate(leads)
    )
    return f'<Relationships xmlns="{RELS}">{inner}</Relationships>'


OUT = ' TargetMode="External"'


@pytest.mark.parametrize(
    "name",
    ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/vbaData.xml", "xl/macrosheets/sheet1.xml",
     "odd/place/vbaProjectSignature.bin"],
)  # fmt: skip
def test_a_macro_by_the_name_of_its_part(parts, refusal, name):
    made = parts(ROW)
    made[name] = "<x/>"
    assert refusal(made) == (
        f'0417.xlsx: The workbook holds macros, in its part "{name}". {AGAIN} [FILE-07]'
    )


def test_a_macro_by_the_kind_of_its_part(parts, refusal):
    made = parts(ROW).swap(
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/innocent.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        "</Types>",
    )
    made["xl/innocent.bin"] = "x"
    assert "[FILE-07]" in refusal(made)


def test_a_link_to_another_workbook_names_the_cells_that_use_it(parts, read):
    formulas = [
        "[1]Sheet1!$A$1",
        "SUM('[2]My Book'!A1)",
        "tbl[2024]+1",
        "'C:\\x\\[b.xlsx]S'!A1",
        "B1",
    ]
    cells = "".join(
        f'<c r="{c}1"><f>{f}</f><v>1</v></c>' for c, f in zip("ABCDE", formulas, strict=True)
    )
    made = parts(f'<row r="1">{cells}</row>')
    made["xl/externalLinks/externalLink1.xml"] = "<x/>"
    [fault] = read(made).faults
    assert str(fault) == (
        "0417.xlsx, Staffing A1: The workbook takes values from another file, in the cells Staffing "
        f"A1, Staffing B1, Staffing D1. {EDIT_LINKS}"
    )
    assert read(made).sheets["Staffing"].cells["A1"].formula == "[1]Sheet1!$A$1"


def test_of_many_linked_cells_five_are_named(parts, read):
    cells = "".join(f'<c r="{c}1"><f>[1]S!A1</f><v>1</v></c>' for c in "ABCDEFG")
    made = parts(f'<row r="1">{cells}</row>')
    made["xl/externalLinks/externalLink1.xml"] = "<x/>"
    assert "A1, Staffing B1, Staffing C1, Staffing D1, Staffing E1 and 2 more." in str(
        read(made).faults[0]
    )


@pytest.mark.parametrize(
    "kind", ["externalLinkPath", "image", "oleObject", "frame", "attachedTemplate"]
)
def test_anything_but_a_hyperlink_that_leads_out_is_a_link(parts, read, kind):
    made = parts(ROW)
    made[SHEET_RELS] = of_sheet((kind, "file:///\\\\evil.example\\share\\x", OUT))
    assert [str(fault) for fault in read(made).faults] == [
        f"0417.xlsx: The workbook takes values from another file. {EDIT_LINKS}"
    ]


def test_the_address_of_a_link_is_in_no_message(parts, read):
    made = parts(ROW)
    made[SHEET_RELS] = of_sheet(("image", "http://evil.example/?pixel", OUT))
    package = read(made)
    assert "evil" not in "".join(map(str, (*package.faults, *package.notices)))


def test_hyperlinks_are_counted_and_those_inside_are_not(parts, read):
    made = parts(ROW)
    made[SHEET_RELS] = of_sheet(
        ("hyperlink", "https://example.org", OUT), ("hyperlink", "mailto:a@b", OUT),
        ("hyperlink", "#'My notes'!A1", OUT), ("hyperlink", "#Staffing!A1", ""),
    )  # fmt: skip
    package = read(made)
    assert package.faults == ()
    assert [str(notice) for notice in package.notices] == [
        (
            "0417.xlsx: The workbook has 2 links that lead out of it. Nothing needs to be done; the links "
            "were not followed. [FILE-46]"
        )
    ]
    made[SHEET_RELS] = of_sheet(("hyperlink", "https://example.org", OUT))
    assert [notice.problem for notice in read(made).notices] == [
        "The workbook has 1 link that leads out of it."
    ]


@pytest.mark.parametrize("kind", ["comments", "threadedComment"])
def test_comments_are_a_warning_that_names_the_sheet(parts, read, kind):
    made = parts(ROW)
    made[SHEET_RELS] = of_sheet((kind, "../comments1.xml", ""))
    made["xl/comments1.xml"] = "<x>John Doe 123-45-6789</x>"
    [notice] = read(made).notices
    assert str(notice) == (
        "0417.xlsx, Staffing: The sheet has comments, which may name people. Delete the comments "
        "(Review > Delete) if they name people. [FILE-40]"
    )


def test_the_list_of_commenters_alone_is_a_warning_too(parts, read):
    made = parts(ROW)
    made["xl/persons/person.xml"] = "<personList xmlns='urn:x'/>"  # Excel adds it to any workbook
    assert read(made).notices == ()
    made["xl/persons/person.xml"] = "<personList xmlns='urn:x'><person name='J'/></personList>"
    assert [str(notice) for notice in read(made).notices] == [
        (
            "0417.xlsx: The workbook keeps the names of people who commented in it. Inspect the document "
            "(File > Info > Check for Issues) and remove their names. [FILE-40]"
        )
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "xl/connections.xml",
            (
                "The workbook is connected to outside data. Delete the connection (Data > Queries & "
                "Connections) if it does not belong there. [FILE-43]"
            ),
        ),
        (
            "xl/embeddings/oleObject1.bin",
            (
                "The workbook holds another file, which was not opened. Delete the embedded object if it "
                "does not belong there. [FILE-44]"
            ),
        ),
        (
            "xl/activeX/activeX1.xml",
            (
                "The workbook holds an ActiveX control, which was not run. Delete the control if it does "
                "not belong there. [FILE-45]"
            ),
        ),
    ],
)
def test_what_may_be_there_but_is_worth_a_word(parts, read, name, message):
    made = parts(ROW)
    made[name] = "<x/>"
    package = read(made)
    assert package.faults == ()
    assert [str(notice) for notice in package.notices] == [f"0417.xlsx: {message}"]


@pytest.mark.parametrize(
    "place", ["xl/media/picture.png", "xl/embeddings/inner.xlsx", "docs/x.bin"]
)
def test_an_archive_inside_the_file_is_named_and_never_opened(parts, read, place):
    inner = parts(ROW).packed()
    made = parts(ROW)
    made[place] = inner
    assert [notice.id for notice in read(made).notices] == ["FILE-44"]


def test_what_microsoft_365_adds_is_welcome(parts, read):
    made = parts(ROW)
    made |= {
        "docMetadata/LabelInfo.xml": "<clbl:labelList xmlns:clbl='urn:x'/>",
        "docProps/app.xml": "<Properties/>",
        "xl/calcChain.xml": "<calcChain/>",
        "xl/metadata.xml": "<metadata/>",
        "xl/richData/rdrichvalue.xml": "<rvData/>",
        "xl/theme/theme1.xml": "<a:theme xmlns:a='urn:a'/>",
        "xl/printerSettings/printerSettings1.bin": b"\0\1\2\xff" * 300,
        "customXml/item1.xml": "<ct:contentTypeSchema xmlns:ct='urn:ct'/>",
        "customXml/_rels/item1.xml.rels": of_sheet(("customXmlProps", "itemProps1.xml", "")),
        "customXml/itemProps1.xml": "<ds:datastoreItem xmlns:ds='urn:ds'/>",
        "xl/drawings/drawing1.xml": "<xdr:wsDr xmlns:xdr='urn:x'/>",
        "xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "[trash]/0000.dat": b"",
    }
    package = read(made)
    assert (package.faults, package.notices) == ((), ())
