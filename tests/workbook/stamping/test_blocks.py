"""A table's rows are filled from the top; the rest of it stays as the template has it."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bsa_xl.workbook.stamping import (
    CellSlot,
    CompiledTemplate,
    RowBlock,
    SlotKind,
    TemplateError,
    ValueRefusedError,
    Variant,
    compile_template,
)

CENTS, NUMBER, TEXT, DATE, ANY = SlotKind
ROWS = "".join(
    f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="2"><v>9</v></c>'
    f'<c r="C{row}" s="3"><f>B{row}*2</f><v>18</v></c><c r="D{row}" t="n"/></row>'
    for row in range(5, 9)
)
LINES = RowBlock("lines", "Sheet", 5, 4, (("A", TEXT), ("B", CENTS), ("C", CENTS)))


def row(number, text, amount, twice):
    return (
        f'<row r="{number}"><c r="A{number}" s="1" t="inlineStr"><is><t>{text}</t></is></c>'
        f'<c r="B{number}" s="2"><v>{amount}</v></c>'
        f'<c r="C{number}" s="3"><f>B{number}*2</f><v>{twice}</v></c><c r="D{number}" t="n"/></row>'
    )


def test_rows_are_filled_from_the_top_and_the_others_keep_their_bytes(raw, sheet_xml):
    compiled = compile_template(raw(ROWS), [], [LINES])
    out = sheet_xml(compiled.stamp((), {"lines": [("a", 100, 200), ("b", 5, 10)]}))
    rest = "".join(re.findall('<row r="[78]">.*?</row>', ROWS))
    wanted = row(5, "a", "1.00", "2.00") + row(6, "b", "0.05", "0.10") + rest
    assert f"<sheetData>{wanted}</sheetData>" in out


def test_no_rows_give_the_templates_own_sheet(raw, sheet_xml):
    package = raw(ROWS)
    compiled = compile_template(package, [], [LINES])
    assert sheet_xml(compiled.stamp((), {"lines": []})) == sheet_xml(package)


def test_all_rows_may_be_filled(raw, sheet_xml):
    compiled = compile_template(raw(ROWS), [], [LINES])
    out = sheet_xml(compiled.stamp((), {"lines": [("a", 100, 200)] * 4}))
    wanted = "".join(row(number, "a", "1.00", "2.00") for number in range(5, 9))
    assert f"<sheetData>{wanted}</sheetData>" in out


def test_columns_may_be_declared_in_any_order(raw, sheet_xml):
    block = RowBlock("lines", "Sheet", 5, 4, (("C", CENTS), ("A", TEXT), ("B", CENTS)))
    out = sheet_xml(compile_template(raw(ROWS), [], [block]).stamp((), {"lines": [(2, "a", 1)]}))
    assert row(5, "a", "0.01", "0.02") in out


@pytest.fixture(scope="module")
def crowded(saved):
    """Two tables side by side, a cell within one, a mark between them, cells around."""
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["H9"] = "top", "bottom"
    for number in range(3, 9):
        for letters in "ABCDEFG":
            sheet[f"{letters}{number}"] = f"own {letters}{number}"
    sheet["D5"] = "@@school@@"
    return saved(book)


LEFT = RowBlock("left", "Sheet", 3, 6, (("A", TEXT), ("C", NUMBER)))
RIGHT = RowBlock("right", "Sheet", 4, 4, (("E", ANY), ("F", TEXT)))
INNER = [CellSlot("Sheet", ref, TEXT) for ref in ("A1", "B4", "B5", "G4", "H9")]
VALUES = st.sampled_from(["x", "y & z", " w "])


@given(
    left=st.lists(st.tuples(VALUES, st.integers(0, 9)), max_size=6),
    right=st.lists(st.tuples(st.one_of(VALUES, st.booleans()), VALUES), max_size=4),
)
def test_tables_side_by_side_and_cells_between_them_do_not_disturb_each_other(crowded, left, right):
    compiled = compile_template(crowded, INNER, [LEFT, RIGHT], ["@@school@@"])
    inner = {("Sheet", slot.ref): f"inner {slot.ref}" for slot in INNER}
    out = compiled.stamp(inner, {"left": left, "right": right}, {"@@school@@": "Maple"})
    wanted = {
        cell.coordinate: cell.value
        for line in load_workbook(io.BytesIO(crowded)).active.iter_rows()
        for cell in line
    }
    wanted["D5"] = "Maple"
    wanted |= {slot.ref: f"inner {slot.ref}" for slot in INNER}
    for number, (a, c) in enumerate(left, 3):
        wanted |= {f"A{number}": a, f"C{number}": c}
    for number, (e, f) in enumerate(right, 4):
        wanted |= {f"E{number}": e, f"F{number}": f}
    found = load_workbook(io.BytesIO(out)).active
    assert {ref: found[ref].value for ref in wanted} == wanted


def test_a_column_of_results_of_any_kind_is_typed_row_by_row(raw, sheet_xml):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><f>B{n}</f><v>-</v></c></row>' for n in range(1, 6)
    )
    compiled = compile_template(raw(rows), [], [RowBlock("r", "Sheet", 1, 5, (("A", ANY),))])
    out = sheet_xml(compiled.stamp((), {"r": [["x"], [True], [Decimal("1.5")], [None]]}))
    assert (
        '<row r="1"><c r="A1" t="str"><f>B1</f><v>x</v></c></row>'
        '<row r="2"><c r="A2" t="b"><f>B2</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f>B3</f><v>1.5</v></c></row>'
        '<row r="4"><c r="A4"><f>B4</f></c></row>'
        '<row r="5"><c r="A5" t="str"><f>B5</f><v>-</v></c></row>'
    ) in out


def test_all_that_does_not_fit_is_told_with_its_cell(raw):
    compiled = compile_template(raw(ROWS), [], [LINES])
    rows = [("a", 1, 2), ("a", 1), (None, 1.5, 2), ("a", 1, 2), ("a", 1, "b")]
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp((), {"lines": rows})
    assert str(caught.value).splitlines() == [
        "Sheet A5: 5 rows are given, and the template has 4. Use a template with more rows.",
        "Sheet A6: 2 values are given for the 3 cells of the row. Give one for each.",
        "Sheet A7: nothing is not a text. Give a str.",
        "Sheet B7: float 1.5 is not an amount in whole cents. Give an int.",
        "Sheet C9: str 'b' is not an amount in whole cents. Give an int.",
    ]


def test_blocks_that_are_missing_or_unknown_are_told(raw):
    compiled = compile_template(raw(ROWS), [], [LINES])
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp((), {"line": []})
    assert str(caught.value).splitlines() == [
        "the template has no rows named line. Declare them.",
        "Sheet: no rows named lines were given. Give them.",
    ]


def test_a_row_that_is_too_long_is_told(raw):
    compiled = compile_template(raw(ROWS), [], [LINES])
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp((), {"lines": [("a", 1, 2, 3)]})
    assert str(caught.value) == (
        "Sheet A5: 4 values are given for the 3 cells of the row. Give one for each."
    )


def test_rows_that_the_template_lacks_are_told(raw):
    block = RowBlock("lines", "Sheet", 5, 5, (("A", TEXT), ("F", TEXT)))
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(ROWS), [], [block])
    assert [str(fault.where) for fault in caught.value.faults] == [
        "Sheet F5",
        "Sheet F6",
        "Sheet F7",
        "Sheet F8",
        "Sheet A9",
        "Sheet F9",
    ]


def test_a_column_that_lost_a_formula_is_told(raw):
    damaged = ROWS.replace("<f>B7*2</f>", "")
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(damaged), [], [LINES])
    assert str(caught.value) == (
        "Sheet C7: the cell has no formula, and the first row of its table has one. "
        "Make the column alike in all rows of the table."
    )


def test_a_formula_where_none_belongs_is_told(raw):
    damaged = ROWS.replace('<c r="A6" s="1"/>', '<c r="A6"><f>1</f></c>')
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(damaged), [], [LINES])
    assert str(caught.value) == (
        "Sheet A6: the cell has a formula, and the first row of its table has none. "
        "Make the column alike in all rows of the table."
    )


def test_a_cell_in_two_blocks_is_told(raw):
    other = RowBlock("other", "Sheet", 8, 1, (("A", TEXT),))
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(ROWS), [], [LINES, other])
    assert str(caught.value) == "Sheet A8: the cell is to be filled twice. Declare it once."


@pytest.mark.parametrize(
    "block",
    [
        RowBlock("lines", "Sheet", 0, 4, (("A", TEXT),)),
        RowBlock("lines", "Sheet", 5, 0, (("A", TEXT),)),
        RowBlock("lines", "Sheet", 5, 4, ()),
        RowBlock("lines", "Sheet", 5, 4, (("a", TEXT),)),
    ],
)
def test_a_block_without_cells_is_a_fault_of_the_program(raw, block):
    with pytest.raises(ValueError, match="no rows of cells"):
        compile_template(raw(ROWS), [], [block])


def test_two_blocks_of_one_name_are_a_fault_of_the_program(raw):
    with pytest.raises(ValueError, match="two blocks named lines"):
        compile_template(raw(ROWS), [], [LINES, LINES])


SAMPLE = '<row r="2"><c r="A2" s="7"/><c r="B2"/></row>'
DRESSED = RowBlock(
    "lines",
    "Sheet",
    5,
    4,
    (("A", TEXT), ("B", ANY), ("C", CENTS)),
    (Variant("locked", "Sheet", (("A", "A2"), ("B", "B2"))),),
)


def test_a_row_takes_another_look_and_its_neighbours_do_not(raw, sheet_xml):
    compiled = compile_template(raw(SAMPLE + ROWS), [], [DRESSED])
    values = {"lines": [("a", 1, 2), ("b", 3, 4)]}
    plain = sheet_xml(compiled.stamp((), values))
    dressed = sheet_xml(compiled.stamp((), values, variants={"lines": {1: "locked"}}))
    wanted = plain.replace('<c r="A6" s="1"', '<c r="A6" s="7"')
    assert dressed == wanted.replace('<c r="B6" s="2"', '<c r="B6"') != plain


def test_a_stored_template_keeps_its_other_looks(raw):
    compiled = compile_template(raw(SAMPLE + ROWS), [], [DRESSED])
    stored = CompiledTemplate.from_bytes(compiled.to_bytes())
    values = {"lines": [("a", 1, 2)]}
    looks = {"lines": {0: "locked"}}
    assert stored.blocks == compiled.blocks
    assert stored.stamp((), values, variants=looks) == compiled.stamp((), values, variants=looks)


def test_a_look_without_its_sample_is_told(raw):
    with pytest.raises(TemplateError) as caught:
        compile_template(raw(ROWS), [], [DRESSED])
    assert [fault.where.cell for fault in caught.value.faults] == ["A2", "B2"]
    assert str(caught.value).startswith("Sheet A2: the template has no such cell")


def test_an_amount_cannot_take_another_look(raw):
    block = replace(DRESSED, variants=(Variant("locked", "Sheet", (("C", "A2"),)),))
    with pytest.raises(ValueError, match="no cell with another look"):
        compile_template(raw(SAMPLE + ROWS), [], [block])
