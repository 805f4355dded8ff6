"""Formats, merged ranges, validations and protection: what stands around the cells."""

import pytest

from bsa_xl.workbook.package import CellFormat, Validation

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."


def said(message, number=18, place=""):
    return f"0417.xlsx{place}: {message} {AGAIN} [FILE-{number:02}]"


def test_formats_say_whether_a_number_is_a_date_and_a_cell_is_locked(parts, read):
    formats = (
        '<xf/><xf numFmtId="14"/><xf numFmtId="170"><protection locked="0"/></xf>'
        '<xf numFmtId="4"><alignment/><protection hidden="1"/></xf><xf numFmtId="999"/>'
    )
    made = parts(formats=formats).swap(
        "xl/styles.xml",
        "<cellXfs>",
        '<numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"><protection locked="0"/></xf></cellStyleXfs><cellXfs>',
    )
    assert read(made).formats == (
        CellFormat(),
        CellFormat("mm-dd-yy", is_date=True),
        CellFormat("[$-409]d\\-mmm\\-yy;@", is_date=True, locked=False),
        CellFormat("#,##0.00", hidden=True),
        CellFormat(),
    )


def test_too_many_formats_or_one_that_is_none(parts, refusal):
    assert refusal(parts(formats="<xf/><xf/><xf/>"), cell_formats=2) == (
        "0417.xlsx: The workbook has more than 2 cell formats. Paste values only (Paste Special > "
        "Values) into a fresh copy of the workbook. [FILE-25]"
    )
    assert refusal(parts(formats='<xf numFmtId="1e9"/>')) == said(
        'A cell format refers to the number format "1e9".'
    )


def test_merges_validations_and_protection_are_given(parts, read):
    made = parts(
        tail=(
            '<sheetProtection sheet="1" password="CF75"/>'
            '<mergeCells count="9"><mergeCell ref="A1:C1"/><mergeCell ref="D4"/></mergeCells>'
            '<dataValidations><dataValidation type="list" sqref="C2:C41 E2" prompt="Pick"><formula1>'
            "Title_labels</formula1></dataValidation>"
            '<dataValidation type="decimal" operator="greaterThan" sqref="D2"><formula1>0</formula1>'
            '<formula2>9</formula2></dataValidation><dataValidation sqref="F1"/></dataValidations>'
            '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
            'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations>'
            '<x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$1:$A$9</xm:f></x14:formula1>'
            "<xm:sqref>G2:G41</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
        )
    )
    for sheet in (read(made).sheets["Staffing"], read(made.by_events()).sheets["Staffing"]):
        assert sheet.protected
        assert sheet.merges == ("A1:C1", "D4")
        assert sheet.validations == (
            Validation("C2:C41 E2", "list", "between", "Title_labels"),
            Validation("D2", "decimal", "greaterThan", "0", "9"),
            Validation("F1"),
            Validation("G2:G41", "list", "between", "Lists!$A$1:$A$9"),
        )
    assert not read(parts()).sheets["Staffing"].protected


@pytest.mark.parametrize(
    ("merge", "limits", "message"),
    [
        (
            "F1:XFD1048576",
            {},
            (
                ", Staffing F1:XFD1048576: 17,174,626,304 cells are merged into one. Unmerge them (Home "
                "> Merge & Center), save the workbook, and send it again. [FILE-24]"
            ),
        ),
        (
            "A1:B2",
            {"merges": 0},
            (
                ", Staffing: The sheet has more than 0 merged ranges. Unmerge them (Home > Merge & "
                "Center), save the workbook, and send it again. [FILE-24]"
            ),
        ),
        ("B2:A1", {}, f', Staffing: A merged range is given as "B2:A1". {AGAIN} [FILE-18]'),
        ("A:A", {}, f', Staffing: A merged range is given as "A:A". {AGAIN} [FILE-18]'),
    ],
)
def test_merges_that_are_not_read(parts, refusal, merge, limits, message):
    made = parts(tail=f'<mergeCells><mergeCell ref="{merge}"/></mergeCells>')
    for way in (made, made.by_events()):
        assert refusal(way, **limits) == f"0417.xlsx{message}"


def test_too_many_validations(parts, refusal):
    made = parts(tail="<dataValidations><dataValidation/><dataValidation/></dataValidations>")
    assert refusal(made, validations=1) == said(
        "The sheet has more than 1 data validations.", 25, ", Staffing"
    )
