"""Formulas: plain, shared, array and what-if tables, each cell asked for its own text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from bsa_xl.workbook.package import Cell, CellKind, column_letters
from bsa_xl.workbook.package.formula import SharedFormula

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."


def row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


def formulas(found):
    return {ref: cell.formula for ref, cell in found.items()}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<f>SUM(A2:A9)</f>", "SUM(A2:A9)"),
        ("<f>IF(A2&lt;&gt;0,&quot;a&amp;b&quot;,1)</f>", 'IF(A2<>0,"a&b",1)'),
        ('<f aca="false">B1*2</f>', "B1*2"),
        ('<f ca="1">NOW()</f>', "NOW()"),
        ('<f t="normal">B1</f>', "B1"),
        ('<f xml:space="preserve"> B1 </f>', " B1 "),
        ("<f>B1\n+1</f>", "B1\n+1"),
        ("<f></f>", None),
        ("<f/>", None),
        ('<f t="array" ref="A1">SUM(B1:B2*C1:C2)</f>', "{SUM(B1:B2*C1:C2)}"),
        ('<f t="dataTable" ref="A1:A1" dt2D="1" dtr="1" r1="B1" r2="C1"/>', "{TABLE(B1,C1)}"),
    ],
)
@pytest.mark.parametrize("value", ["<v>5</v>", "<v></v>", "<v/>", ""])
def test_a_formula_keeps_its_text(parts, cells, xml, text, value):
    kind = CellKind.NUMBER if "5" in value else CellKind.BLANK
    [cell] = cells(parts(row(1, f'<c r="A1">{xml}{value}</c>'))).values()
    assert (cell.formula, cell.kind) == (text, kind)


@pytest.mark.parametrize(
    ("attributes", "kind", "text"),
    [
        (' t="str"', CellKind.TEXT, "OK"), (' t="e"', CellKind.ERROR, "#N/A"),
        (' t="b"', CellKind.BOOLEAN, "1"), (' t="str"', CellKind.TEXT, "a &lt; b"),
        (' t="str"', CellKind.TEXT, ""), (' t="n"', CellKind.NUMBER, "0"),
    ],
)  # fmt: skip
def test_a_stored_result_is_given_as_the_file_says_it(parts, cells, attributes, kind, text):
    xml = f'<c r="A1"{attributes}><f>B1</f><v>{text}</v></c>'
    shown = text.replace("&lt;", "<")
    assert cells(parts(row(1, xml)))["A1"] == Cell(kind, shown, "B1", 0)


def test_shared_formulas_are_written_out_for_each_cell(parts, cells):
    rows = row(
        1,
        '<c r="A1"><f t="shared" ref="A1:B3" si="0">ROUND(D1*$E1,2)+F$1+SUM($G$1:H1)</f><v>1</v></c>',
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c>',
    ) + row(3, '<c r="B3"><f t="shared" si="0"></f></c>')
    assert formulas(cells(parts(rows))) == {
        "A1": "ROUND(D1*$E1,2)+F$1+SUM($G$1:H1)",
        "B1": "ROUND(E1*$E1,2)+G$1+SUM($G$1:I1)",
        "B3": "ROUND(E3*$E3,2)+G$1+SUM($G$1:I3)",
    }


def test_a_shared_formula_may_come_after_the_cells_that_share_it(parts, cells):
    rows = row(1, '<c r="A1"><f t="shared" si="7"/><v>1</v></c>') + row(
        2, '<c r="A2"><f t="shared" ref="A1:A2" si="7">B2</f><v>1</v></c>'
    )
    assert formulas(cells(parts(rows))) == {"A1": "B1", "A2": "B2"}


def test_a_shared_formula_may_claim_the_whole_sheet(parts, cells):
    rows = row(1, '<c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">B1</f><v>1</v></c>')
    assert formulas(cells(parts(rows))) == {"A1": "B1"}


def test_a_cell_that_repeats_the_shared_formula_is_usual(parts, cells):
    rows = row(1, '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c>') + row(
        2, '<c r="A2"><f t="shared" si="0">B2</f></c>'
    )
    assert formulas(cells(parts(rows))) == {"A1": "B1", "A2": "B2"}


def test_an_array_formula_reaches_every_cell_that_it_fills(parts, cells):
    """A typed amount cannot be told from a filled one by its own element."""
    rows = row(1, '<c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>1</v></c>', '<c r="B1"/>')
    rows += row(2, '<c r="A2"><v>3</v></c>', '<c r="B2"><v>4</v></c>', '<c r="C2"><v>5</v></c>')
    text = "{C1:D2*2}"
    found = cells(parts(rows))
    assert formulas(found) == {"A1": text, "B1": text, "A2": text, "B2": text, "C2": None}
    assert found["B2"] == Cell(CellKind.NUMBER, "4", text, 0)


def test_a_what_if_table_reaches_every_cell_that_it_fills(parts, cells):
    rows = row(2, '<c r="B2"><f t="dataTable" ref="B2:XFD1048576" r1="A1"/><v>1</v></c>')
    rows += row(3, '<c r="A3"><v>0</v></c>', '<c r="C3"><v>2</v></c>')
    assert formulas(cells(parts(rows))) == {"B2": "{TABLE(A1)}", "A3": None, "C3": "{TABLE(A1)}"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            row(1, '<c r="A1"><f t="shared" si="0"/><v>1</v></c>'),
            ": A cell shares a formula that the file does not hold.",
        ),
        (
            row(1, *[f'<c r="{c}1"><f t="shared" ref="A1:B1" si="0">C1</f></c>' for c in "AB"]),
            " B1: A shared formula is given twice.",
        ),
        (
            row(1, '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f></c>',
                '<c r="B1"><f t="shared" si="0">Z9</f></c>'),
            " B1: A cell has two formulas.",
        ),
        (
            row(1, '<c r="A1"><f t="array" ref="B1:B9">C1</f></c>'),
            ' A1: An array formula is given for the range "B1:B9".',
        ),
        (
            row(1, '<c r="A1"><f t="array">C1</f></c>'),
            ' A1: An array formula is given for the range "".',
        ),
    ],
)  # fmt: skip
def test_formulas_that_programs_read_in_different_ways(parts, refusal, rows, message):
    for made in (parts(rows), parts(rows).by_events()):
        assert refusal(made) == f"0417.xlsx, Staffing{message} {AGAIN} [FILE-18]"


def test_a_formula_that_is_too_long(parts, refusal, cells):
    for length, is_read in ((8192, True), (8193, False)):
        made = parts(row(1, f'<c r="A1"><f>{"1" * length}</f><v>1</v></c>'))
        if is_read:
            assert len(cells(made)["A1"].formula) == length
            continue
        for way in (made, made.by_events()):
            assert refusal(way) == (
                "0417.xlsx, Staffing A1: The formula in this cell is longer than 8,192 characters. "
                "Shorten it, save the workbook, and send it again. [FILE-25]"
            )


def test_shared_formulas_too_long_for_their_number(parts, refusal, read):
    master = '<c r="A1"><f t="shared" ref="A1:A99" si="0">' + "B1+" * 33 + "1</f></c>"  # 100 long
    rows = row(1, master) + "".join(
        row(r, f'<c r="A{r}"><f t="shared" si="0"/></c>') for r in range(2, 100)
    )
    assert read(parts(rows), formula_work=9900)  # 99 cells
    assert refusal(parts(rows), formula_work=9899) == (
        "0417.xlsx, Staffing: The formulas that cells of this sheet share are too long for their "
        f"number. {AGAIN} [FILE-25]"
    )


def test_array_formulas_over_too_many_cells(parts, refusal):
    rows = "".join(
        row(r, f'<c r="A{r}"><f t="array" ref="A{r}:CV2000">1</f><v>1</v></c>')
        for r in range(1, 500)
    )
    assert "[FILE-25]" in refusal(parts(rows))


def moved(text, columns, rows):
    shared = SharedFormula()
    shared.define(text, "D9")
    return shared.at(f"{column_letters(4 + columns)}{9 + rows}")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A:A)+SUM($B:C)+SUM(1:3)+SUM($2:4)", "SUM(B:B)+SUM($B:D)+SUM(3:5)+SUM($2:6)"),
        ('IF(A1="A1","""A1""",LOG10(A1))', 'IF(B3="A1","""A1""",LOG10(B3))'),
        ("'A1 Sheet'!A1+Sheet1!A1+'It''s A1'!B2", "'A1 Sheet'!B3+Sheet1!B3+'It''s A1'!C4"),
        ("Jan:Mar!A1+Q1!A1", "Jan:Mar!B3+Q1!B3"),
        ("tbl[A1]+tbl[[#This Row],[A1]]+[1]Book!A1", "tbl[A1]+tbl[[#This Row],[A1]]+[1]Book!B3"),
        ("Rate_A1*A1.5+A1_x+ABCD1+A1B", "Rate_A1*A1.5+A1_x+ABCD1+A1B"),
        ("1E5+2.5E3*A1%", "1E5+2.5E3*B3%"),
        ("_xlfn.IFNA(A1,#N/A)+#REF!", "_xlfn.IFNA(B3,#N/A)+#REF!"),
        ("\u00c4A1+A1", "\u00c4A1+B3"),
        ("A1:B2 B1:B9,A1#", "B3:C4 C3:C11,B3#"),
        ("XFD1+A1048575", "#REF!+#REF!"),
        ("a1+sum($b2)", "B3+sum($B4)"),
    ],
)  # fmt: skip
def test_references_move_and_everything_else_stays(text, there):
    assert moved(text, 1, 2) == there


def test_a_reference_that_leaves_the_sheet_is_no_reference():
    assert moved("A1+C8", -3, 0) == "#REF!+#REF!"
    assert moved("D8", -3, -8) == "#REF!"


references = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "$"]),
    st.sampled_from(["A", "Z", "AA", "CV"]),
    st.sampled_from(["", "$"]),
    st.integers(1, 999),
)
operands = st.one_of(
    references,
    st.builds("SUM({}:{})".format, references, references),
    st.builds("ROUND({},2)".format, references),
    st.builds('IF({}>0,"A1",Lists!{})'.format, references, references),
    st.builds("'My notes'!{}".format, references),
    st.sampled_from(["Title_costs", "1.5", '"B2:C3"', "TRUE"]),
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(operands, min_size=1, max_size=5), st.integers(0, 40), st.integers(0, 500))
def test_openpyxl_moves_the_same_formulas_in_the_same_way(pieces, columns, rows):
    text = "+".join(pieces)
    there = f"{column_letters(4 + columns)}{9 + rows}"
    assert f"={moved(text, columns, rows)}" == Translator(f"={text}", "D9").translate_formula(there)


@settings(max_examples=300)
@given(st.text(alphabet="A1$:'\"[]!().x_ #&", max_size=40))
def test_any_text_comes_back_unchanged_where_it_stands(text):
    """Moved by nothing, a formula is itself, but for letters that become capitals."""
    assert moved(text, 0, 0).upper() == text.upper() or not text


def test_nested_brackets_and_quotes_take_no_time():
    for text in ("[" * 8000, "'" * 8001, '"' * 8001, "[" + "a" * 8000, "['" * 4000, "A1" * 4000):
        assert re.sub("A1", "", moved(text, 0, 0)) == re.sub("A1", "", text)
