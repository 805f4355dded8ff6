"""Rows that are like earlier ones are copied, and no reader can tell."""

from decimal import Decimal

import pytest

from bsa_xl.workbook.stamping import (
    LikeRow,
    RowBlock,
    SlotKind,
    ValueRefusedError,
    compile_template,
)

TEXT, ANY, CENTS = SlotKind.TEXT, SlotKind.ANY, SlotKind.CENTS
ROWS = "".join(
    f'<row r="{row}"><c r="A{row}" t="n"/><c r="B{row}" t="n"/><c r="C{row}"><v>9</v></c></row>'
    for row in range(1, 6)
)
BLOCK = RowBlock("lines", "Sheet", 1, 5, (("A", TEXT), ("B", ANY), ("C", CENTS)))


@pytest.fixture
def compiled(raw):
    return compile_template(raw(ROWS), [], [BLOCK])


def plain(rows):
    return [list(row) for row in rows]


def test_like_rows_give_the_bytes_of_plain_ones_again_and_again(raw, compiled):
    teacher, clerk = ["", Decimal("1.50"), 500], ["", None, -1]
    schools = [
        [LikeRow(teacher, {0: "P1"}), LikeRow(clerk, {0: "P2"}), LikeRow(teacher, {0: ""})],
        [LikeRow(teacher, {0: "P4 & P5"})],
        [LikeRow(clerk, {0: "P6"}), LikeRow(["", 7, 0], {0: "P7"})],
        [],
    ]
    for rows in schools:
        anew = compile_template(raw(ROWS), [], [BLOCK])
        assert compiled.stamp((), {"lines": rows}) == anew.stamp((), {"lines": plain(rows)})


def test_values_that_are_equal_and_written_otherwise_are_not_mistaken(compiled, sheet_xml):
    """1, TRUE and 1.00 are equal to Python, and a spreadsheet shows three different things."""
    rows = [LikeRow(["", value, 1], {0: "x"}) for value in (1, True, Decimal("1.00"), "1")]
    out = sheet_xml(compiled.stamp((), {"lines": rows}))
    assert '<c r="B1"><v>1</v></c>' in out
    assert '<c r="B2" t="b"><v>1</v></c>' in out
    assert '<c r="B3"><v>1.00</v></c>' in out
    assert '<c r="B4" t="inlineStr"><is><t>1</t></is></c>' in out


def test_a_like_row_is_a_row_with_its_own_values():
    like = ["a", 1, 2]
    row = LikeRow(like, {0: "b", 2: 3})
    assert (row, row.own, like) == (["b", 1, 3], (0, 2), ["a", 1, 2])


def test_a_fault_in_a_row_of_its_own_is_told_with_its_cell(compiled):
    rows = [LikeRow(["", 1, 1], {0: "x"}), LikeRow(["", 1, 1], {0: 5})]
    with pytest.raises(ValueRefusedError, match="Sheet A2"):
        compiled.stamp((), {"lines": rows})


def test_more_like_rows_than_the_template_has_are_refused(compiled):
    like = ["", 1, 1]
    with pytest.raises(ValueRefusedError):
        compiled.stamp((), {"lines": [LikeRow(like, {0: "x"})] * 6})
