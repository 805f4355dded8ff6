"""Cells as the file says them: kinds, texts, addresses. Each is read in both ways that there are."""

import pytest

from bsa_xl.workbook.package import Cell, CellKind

NUMBER, TEXT, BLANK = CellKind.NUMBER, CellKind.TEXT, CellKind.BLANK
AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."


def one(cell):
    return f'<row r="1">{cell}</row>'


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        ('<c r="A1"><v>202.22</v></c>', NUMBER, "202.22"),
        ('<c r="A1" t="n"><v>1.1000000000000001</v></c>', NUMBER, "1.1000000000000001"),
        ('<c r="A1"><v>-0</v></c>', NUMBER, "-0"),
        ('<c r="A1"><v>1E-3</v></c>', NUMBER, "1E-3"),
        ('<c r="A1"><v>9.99e307</v></c>', NUMBER, "9.99e307"),
        ('<c r="A1"><v>+.5</v></c>', NUMBER, "+.5"),
        ('<c r="A1"><v> 5\n</v></c>', NUMBER, "5"),
        ('<c r="A1"/>', BLANK, ""),
        ('<c r="A1"></c>', BLANK, ""),
        ('<c r="A1"><v/></c>', BLANK, ""),
        ('<c r="A1"><v></v></c>', BLANK, ""),
        ('<c r="A1" t="s"/>', BLANK, ""),
        ('<c r="A1" t="inlineStr"></c>', BLANK, ""),
        ('<c r="A1" t="e"><v></v></c>', BLANK, ""),
        ('<c r="A1" t="s"><v>1</v></c>', TEXT, "shared & kept"),
        ('<c r="A1" t="s"><v>0</v></c>', TEXT, ""),
        ('<c r="A1" t="str"><v>typed</v></c>', TEXT, "typed"),
        ('<c r="A1" t="str"><v></v></c>', TEXT, ""),
        ('<c r="A1" t="str"/>', BLANK, ""),
        ('<c r="A1" t="str"><v> kept </v></c>', TEXT, " kept "),
        ('<c r="A1" t="inlineStr"><is><t>a &lt; b</t></is></c>', TEXT, "a < b"),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', TEXT, ""),
        ('<c r="A1" t="inlineStr"><is><t> cut </t></is></c>', TEXT, "cut"),
        ('<c r="A1" t="inlineStr"><is><t>&#32;cut&#x20;</t></is></c>', TEXT, "cut"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c>', TEXT, " kept "),
        ('<c r="A1" t="inlineStr"><is><t xml:space="default"> cut </t></is></c>', TEXT, "cut"),
        ('<c r="A1" t="inlineStr"><v>value</v></c>', TEXT, "value"),
        ('<c r="A1" t="b"><v>1</v></c>', CellKind.BOOLEAN, "1"),
        ('<c r="A1" t="b"><v>false</v></c>', CellKind.BOOLEAN, "0"),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', CellKind.ERROR, "#SPILL!"),
        ('<c r="A1" t="d"><v>2026-03-02T10:15:00Z</v></c>', CellKind.DATE, "2026-03-02T10:15:00Z"),
        ('<c r="A1" t="d"><v>2026-03-02</v></c>', CellKind.DATE, "2026-03-02"),
        ('<c r="A1" s="0" t="n" cm="1" vm="2"><v>5</v></c>', NUMBER, "5"),
        ('<c t="n" r="A1"><v>5</v></c>', NUMBER, "5"),
        ("<c r='A1'><v>5</v></c>", NUMBER, "5"),
        ('<c r="A1"><v>5</v><extLst><ext uri="x"><y/></ext></extLst></c>', NUMBER, "5"),
        ('<c r="A1" t="str"><v>caf\u00e9 \u2014 \U0001f600</v></c>', TEXT, "caf\u00e9 \u2014 \U0001f600"),
        ('<c r="A1" t="str"><v>&#38;lt; &amp;#65; &quot;&apos;&#183;</v></c>', TEXT, "&lt; &#65; \"'\u00b7"),
        ('<c r="A1" t="str"><v><![CDATA[<v>1</v>]]></v></c>', TEXT, "<v>1</v>"),
        ('<c r="A1" t="str"><v>a<!-- b -->c<?d?></v></c>', TEXT, "ac"),
    ],
)  # fmt: skip
def test_a_cell_is_what_the_file_says(parts, cells, xml, kind, text):
    strings = "<si><t></t></si><si><t>shared &amp; kept</t></si>"
    assert cells(parts(one(xml), strings=strings)) == {"A1": Cell(kind, text, None, 0)}


@pytest.mark.parametrize(
    "text",
    [
        "NaN", "INF", "-INF", "Infinity", "1e400", "1E308", "-1e309", "1,234.56", "1.234,56", "0x10",
        "1_000", "\uff11\uff12", "\u0661", "1e", "e5", ".", "-", "1.2.3", "$5", "(5)", "5%", "5-", "1/2",
        "TBD", "1 000", "1\u00a0000", "--5", "1e5.5", "1e9999", "9" * 101, "1|2", "1E+1000", "#N/A",
    ],
)  # fmt: skip
def test_a_number_cell_that_holds_no_number_is_named_and_never_converted(parts, cells, read, text):
    made = parts(one(f'<c r="A1"><v>{text}</v></c><c r="B1"><v>7</v></c>'))
    assert cells(made)["A1"] == Cell(CellKind.MALFORMED, text, None, 0)
    [fault] = read(made).faults
    shown = text if len(text) <= 40 else text[:39] + "…"
    shown = shown.replace("\u00a0", "?")
    assert str(fault) == (
        f'0417.xlsx, Staffing A1: The cell holds "{shown}" where a number belongs. Type the amount '
        "again as a number, save the workbook, and send it again. [FILE-29]"
    )


def test_a_formula_whose_stored_result_is_no_number_is_named_too(parts, cells, read):
    made = parts(one('<c r="A1"><f>B1*2</f><v>NaN</v></c>'))
    assert cells(made)["A1"] == Cell(CellKind.MALFORMED, "NaN", "B1*2", 0)
    assert [fault.id for fault in read(made).faults] == ["FILE-29"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [("b", "2"), ("b", "yes"), ("d", "45000"), ("d", "2026-3-2"), ("x", "1"), ("N", "1")],
)
def test_a_value_that_is_not_of_its_declared_type(parts, cells, read, kind, text):
    made = parts(one(f'<c r="A1" t="{kind}"><v>{text}</v></c>'))
    assert cells(made)["A1"] == Cell(CellKind.MALFORMED, text, None, 0)
    assert [str(fault) for fault in read(made).faults] == [
        (
            f'0417.xlsx, Staffing A1: The cell holds "{text}", which its date format or its type does '
            "not allow. Set the cell's format to Number, check the amount, save the workbook, and send "
            "it again. [FILE-30]"
        )
    ]


@pytest.mark.parametrize(
    ("number", "is_told"),
    [("0", False), ("45000.5", False), ("2958465.99", False), ("2958466", True), ("-5", True),
     ("99999999999", True)],
)  # fmt: skip
def test_a_typed_number_that_its_date_format_cannot_show(parts, cells, read, number, is_told):
    rows = one(f'<c r="A1" s="1"><v>{number}</v></c><c r="B1" s="1"><f>A1*1</f><v>-7</v></c>')
    made = parts(rows, formats='<xf/><xf numFmtId="14"/>')
    assert cells(made)["A1"] == Cell(NUMBER, number, None, 1)
    assert [fault.where.cell for fault in read(made).faults] == (["A1"] if is_told else [])


def test_of_many_faulty_cells_the_first_fifty_are_named_and_the_rest_counted(parts, read):
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>TBD</v></c></row>' for r in range(1, 61))
    faults = read(parts(rows)).faults
    assert [fault.where.cell for fault in faults] == [*(f"A{r}" for r in range(1, 51)), ""]
    assert faults[-1].problem == "The sheet has 10 more such cells."


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a_x000D_&#10;b", "a\nb"),
        ("a_x000d_b", "a\nb"),
        ("a&#13;b", "a\nb"),
        ("a_x0009_b", "a\tb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x0041__x0042_", "AB"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_", "\ufffd"),
        ("_x00_ _xZZZZ_ _x004", "_x00_ _xZZZZ_ _x004"),
        ("a\u00a0b", "a\u00a0b"),
        ("\u0645\u0631\u062d\u0628\u0627\u200f", "\u0645\u0631\u062d\u0628\u0627\u200f"),
        ("a\u2028b\u0085c", "a\nbc"),
    ],
)
def test_escapes_and_line_ends_become_what_a_person_sees(parts, cells, raw, text):
    rows = one(
        f'<c r="A1" t="str"><v>{raw}</v></c><c r="B1" t="inlineStr"><is><t>{raw}</t></is></c>'
        '<c r="C1" t="s"><v>0</v></c>'
    )
    found = cells(parts(rows, strings=f"<si><t>{raw}</t></si>"))
    assert {ref: cell.text for ref, cell in found.items()} == dict.fromkeys(
        ("A1", "B1", "C1"), text
    )


@pytest.mark.parametrize(
    "character",
    ["_x0000_", "_x001B_", "\u202e", "\u2066", "\u200b", "\ufeff", "\u0080", "\u061c", "_xFFFF_"],
)
def test_what_does_not_show_is_taken_out_and_told(parts, cells, read, character):
    rows = one(
        f'<c r="A1" t="str"><v>pay{character}roll</v></c>'
        f'<c r="B1" t="inlineStr"><is><t>pay{character}roll</t></is></c><c r="C1" t="s"><v>0</v></c>'
        '<c r="D1" t="s"><v>0</v></c>'
    )
    made = parts(rows, strings=f"<si><t>pay{character}roll</t></si>")
    assert {cell.text for cell in cells(made).values()} == {"payroll"}
    assert [str(notice) for notice in read(made).notices] == [
        (
            "0417.xlsx, Staffing A1: Invisible characters were taken out of 4 texts on this sheet. "
            "Check that the text still reads as it should. [FILE-41]"
        )
    ]


def test_shared_strings_are_the_runs_of_their_text_without_phonetic_hints(parts, cells):
    strings = (
        "<si><r><rPr><b/></rPr><t>Library </t></r><r><t xml:space='preserve'> aide</t></r></si>"
        "<si><t>\u6771\u4eac</t><rPh sb='0' eb='2'><t>\u30c8\u30a6\u30ad\u30e7\u30a6</t></rPh><phoneticPr fontId='1'/></si>"
        "<si/>"
    )
    rows = one("".join(f'<c r="{c}1" t="s"><v>{i}</v></c>' for i, c in enumerate("ABC")))
    found = cells(parts(rows, strings=strings))
    assert [found[ref].text for ref in ("A1", "B1", "C1")] == ["Library aide", "\u6771\u4eac", ""]


def test_rich_text_inside_a_cell_is_read_in_the_same_way(parts, cells):
    inner = "<r><rPr><i/></rPr><t>Library </t></r><r><t xml:space='preserve'> aide</t></r>"
    inner += "<rPh sb='0' eb='1'><t>hint</t></rPh>"
    found = cells(parts(one(f'<c r="A1" t="inlineStr"><is>{inner}</is></c>')))
    assert found["A1"].text == "Library aide"
