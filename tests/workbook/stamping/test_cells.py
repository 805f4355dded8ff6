"""A cell takes its value; its style, its formula and everything around it stay."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from bsa_xl.workbook.stamping import (
    CellSlot,
    SlotKind,
    TemplateError,
    ValueRefusedError,
    compile_template,
)

CENTS, NUMBER, TEXT, DATE, ANY = SlotKind


def stamped(package, kind, value, ref="B3"):
    return compile_template(package, [CellSlot("Sheet", ref, kind)]).stamp([value])


@pytest.mark.parametrize(
    ("kind", "value", "xml"),
    [
        (CENTS, 123456, '<c r="B3" s="4"><v>1234.56</v></c>'),
        (CENTS, 0, '<c r="B3" s="4"><v>0.00</v></c>'),
        (CENTS, 7, '<c r="B3" s="4"><v>0.07</v></c>'),
        (CENTS, 70, '<c r="B3" s="4"><v>0.70</v></c>'),
        (CENTS, 100, '<c r="B3" s="4"><v>1.00</v></c>'),
        (CENTS, -5, '<c r="B3" s="4"><v>-0.05</v></c>'),
        (CENTS, -100, '<c r="B3" s="4"><v>-1.00</v></c>'),
        (CENTS, -123405, '<c r="B3" s="4"><v>-1234.05</v></c>'),
        (CENTS, 10**15 - 1, '<c r="B3" s="4"><v>9999999999999.99</v></c>'),
        (NUMBER, 42, '<c r="B3" s="4"><v>42</v></c>'),
        (NUMBER, Decimal("0.333333"), '<c r="B3" s="4"><v>0.333333</v></c>'),
        (NUMBER, Decimal("-1.50"), '<c r="B3" s="4"><v>-1.50</v></c>'),
        (NUMBER, Decimal("1E+3"), '<c r="B3" s="4"><v>1000</v></c>'),
        (NUMBER, Decimal("1E-7"), '<c r="B3" s="4"><v>0.0000001</v></c>'),
        (NUMBER, Decimal("-0.00"), '<c r="B3" s="4"><v>0</v></c>'),
        (NUMBER, Decimal("-0.05"), '<c r="B3" s="4"><v>-0.05</v></c>'),
        (NUMBER, 10**20, '<c r="B3" s="4"><v>100000000000000000000</v></c>'),
        (TEXT, "Maple", '<c r="B3" s="4" t="inlineStr"><is><t>Maple</t></is></c>'),
        (TEXT, "=1+1", '<c r="B3" s="4" t="inlineStr"><is><t>=1+1</t></is></c>'),
        (TEXT, "", '<c r="B3" s="4"/>'),
        (TEXT, " a", '<c r="B3" s="4" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'),
        (DATE, date(2026, 7, 1), '<c r="B3" s="4"><v>46204</v></c>'),
        (DATE, 46204, '<c r="B3" s="4"><v>46204</v></c>'),
        (ANY, None, '<c r="B3" s="4"/>'),
        (ANY, "", '<c r="B3" s="4"/>'),
        (ANY, 5, '<c r="B3" s="4"><v>5</v></c>'),
        (ANY, Decimal("12.50"), '<c r="B3" s="4"><v>12.50</v></c>'),
        (ANY, True, '<c r="B3" s="4" t="b"><v>1</v></c>'),
        (ANY, False, '<c r="B3" s="4" t="b"><v>0</v></c>'),
        (ANY, "x\ny", '<c r="B3" s="4" t="inlineStr"><is><t xml:space="preserve">x\ny</t></is></c>'),
        (ANY, date(1900, 3, 1), '<c r="B3" s="4"><v>61</v></c>'),
    ],
)  # fmt: skip
def test_a_value_becomes_the_cells_content(raw, sheet_xml, kind, value, xml):
    package = raw('<row r="3"><c r="A3"/><c r="B3" s="4" t="s"><v>0</v></c><c r="C3"/></row>')
    wanted = f'<row r="3"><c r="A3"/>{xml}<c r="C3"/></row>'
    assert wanted in sheet_xml(stamped(package, kind, value))


@pytest.mark.parametrize(
    ("kind", "value", "xml"),
    [
        (CENTS, 123456, '<c r="B3" s="4"><f>A3*2</f><v>1234.56</v></c>'),
        (NUMBER, Decimal("0.5"), '<c r="B3" s="4"><f>A3*2</f><v>0.5</v></c>'),
        (DATE, date(2026, 7, 1), '<c r="B3" s="4"><f>A3*2</f><v>46204</v></c>'),
        (TEXT, "OVER & out", '<c r="B3" s="4" t="str"><f>A3*2</f><v>OVER &amp; out</v></c>'),
        (TEXT, "", '<c r="B3" s="4" t="str"><f>A3*2</f><v></v></c>'),
        (ANY, "OK", '<c r="B3" s="4" t="str"><f>A3*2</f><v>OK</v></c>'),
        (ANY, "", '<c r="B3" s="4" t="str"><f>A3*2</f><v></v></c>'),
        (ANY, 3, '<c r="B3" s="4"><f>A3*2</f><v>3</v></c>'),
        (ANY, True, '<c r="B3" s="4" t="b"><f>A3*2</f><v>1</v></c>'),
        (ANY, None, '<c r="B3" s="4"><f>A3*2</f></c>'),
    ],
)
def test_a_formula_stays_and_the_value_is_its_result(raw, sheet_xml, kind, value, xml):
    package = raw('<row r="3"><c r="B3" s="4" t="str"><f>A3*2</f><v>old</v></c></row>')
    assert f'<row r="3">{xml}</row>' in sheet_xml(stamped(package, kind, value))


@pytest.mark.parametrize(
    "formula",
    [
        '<f t="shared" ref="B3:B9" si="0">A3*2</f>',
        '<f t="shared" si="0"/>',
        '<f t="array" ref="B3">SUM(A1:A3*A1:A3)</f>',
        "<f>IF(A3&lt;0,\"less &amp; less\",'it''s'!A1)</f>",
    ],
)
def test_a_formula_of_any_sort_stays_to_the_letter(raw, sheet_xml, formula):
    package = raw(f'<row r="3"><c r="B3" cm="1">{formula}<v>1</v></c></row>')
    assert f'<c r="B3" cm="1">{formula}<v>2</v></c>' in sheet_xml(stamped(package, NUMBER, 2))


def test_what_spoke_of_the_old_content_goes(raw, sheet_xml):
    package = raw('<row r="3"><c r="B3" s="2" t="e" vm="1" cm="1"><v>#VALUE!</v></c></row>')
    assert '<row r="3"><c r="B3" s="2"><v>2</v></c></row>' in sheet_xml(stamped(package, NUMBER, 2))


def test_workbooks_that_count_days_from_1904_do_so_here_too(raw, sheet_xml):
    package = raw('<row r="1"><c r="B3" s="1"/></row>', date1904='date1904="1"')
    # 2 January 1904 is day 1 in that system (ECMA-376 part 1, 18.17.4.1)
    assert "<v>1</v>" in sheet_xml(stamped(package, DATE, date(1904, 1, 2)))


def test_values_may_be_given_by_cell_or_in_the_slots_order(raw):
    package = raw('<row r="3"><c r="A3"/><c r="B3"/></row>')
    compiled = compile_template(
        package, [CellSlot("Sheet", "B3", TEXT), CellSlot("Sheet", "A3", CENTS)]
    )
    by_cell = compiled.stamp({("Sheet", "A3"): 100, ("Sheet", "B3"): "x"})
    assert by_cell == compiled.stamp(["x", 100])


def test_style_other_cells_and_other_sheets_stay_as_openpyxl_reads_them(saved):
    book = Workbook()
    book.active.title = "Start"
    book["Start"]["B3"] = 1
    book["Start"]["B3"].font = Font(bold=True)
    book["Start"]["B3"].number_format = "#,##0.00"
    book["Start"]["C3"] = "=B3*2"
    book["Start"]["D3"] = "beside"
    book.create_sheet("Other")["A1"] = "other"
    package = saved(book)
    slots = [CellSlot("Start", "B3", CENTS), CellSlot("Start", "C3", CENTS)]
    out = compile_template(package, slots).stamp([1050, 2100])
    formulas = load_workbook(io.BytesIO(out))
    assert formulas["Start"]["C3"].value == "=B3*2"
    assert formulas["Start"]["B3"].value == 10.5
    assert formulas["Start"]["B3"].font.b
    assert formulas["Start"]["B3"].number_format == "#,##0.00"
    assert formulas["Start"]["D3"].value == "beside"
    assert load_workbook(io.BytesIO(out), data_only=True)["Start"]["C3"].value == 21
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert sorted(old.namelist()) == sorted(new.namelist())
    assert changed == ["xl/worksheets/sheet1.xml"]


REFUSED = [
    (CENTS, 1.5, "float 1.5 is not an amount in whole cents. Give an int."),
    (CENTS, True, "bool True is not an amount in whole cents. Give an int."),
    (CENTS, None, "nothing is not an amount in whole cents. Give an int."),
    (CENTS, Decimal(5), "Decimal 5 is not an amount in whole cents. Give an int."),
    (
        CENTS,
        -(10**15),
        ("the amount of -$10,000,000,000,000.00 has more than 15 digits. "
        "A spreadsheet cannot hold it to the cent; no budget has such an amount."),
    ),
    (NUMBER, 0.1, "float 0.1 is not a number. Give an int or a Decimal."),
    (NUMBER, "12", "str '12' is not a number. Give an int or a Decimal."),
    (NUMBER, Decimal("NaN"), "NaN is not a number. Give an int or a Decimal."),
    (NUMBER, Decimal("-Infinity"), "-Infinity is not a number. Give an int or a Decimal."),
    (
        NUMBER,
        Decimal("1.234567890123456"),
        ("the number 1.234567890123456 has more than 15 significant digits. "
        "A spreadsheet cannot hold it exactly; round it first."),
    ),
    (TEXT, 5, "int 5 is not a text. Give a str."),
    (TEXT, None, "nothing is not a text. Give a str."),
    (
        TEXT,
        "x" * 32768,
        "the text has 32,768 characters, and 32,767 is the most that fits. Shorten it.",
    ),
    (
        TEXT,
        "\U0001f600" * 16384,
        "the text has 32,768 characters, and 32,767 is the most that fits. Shorten it.",
    ),
    (
        TEXT,
        "a\ud83d",
        ("the text holds half a character, which no file can hold. "
        "Type it again, or save the file it comes from as UTF-8."),
    ),
    (
        DATE,
        datetime(2026, 7, 1, 12, 0),  # noqa: DTZ001  a time of day is the point
        ("datetime 2026-07-01 12:00:00 is not a date that a spreadsheet has. "
        "Give a date from 1900-03-01 on, or the spreadsheet's own day number."),
    ),
    (
        DATE,
        date(1900, 2, 28),
        ("date 1900-02-28 is not a date that a spreadsheet has. "
        "Give a date from 1900-03-01 on, or the spreadsheet's own day number."),
    ),
    (
        ANY,
        2.5,
        "float 2.5 is nothing that a cell holds. Give an int, Decimal, str, bool, date or None.",
    ),
    (
        ANY,
        [1] * 30,
        ("list [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,… is nothing that a cell holds. "
        "Give an int, Decimal, str, bool, date or None."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "said"), REFUSED)
@pytest.mark.parametrize(
    "cell", ['<c r="B3"/>', '<c r="B3"><f>A1</f></c>'], ids=["content", "result"]
)
def test_a_value_that_cannot_be_held_is_refused_by_cell(raw, kind, value, said, cell):
    package = raw(f'<row r="3">{cell}</row>')
    with pytest.raises(ValueRefusedError) as caught:
        stamped(package, kind, value)
    assert str(caught.value) == f"Sheet B3: {said}"


@pytest.mark.parametrize("text", ["x" * 32767, "\U0001f600" * 16383])
def test_the_longest_text_fits(raw, read, text):
    package = raw('<row r="3"><c r="B3"/></row>')
    assert read(stamped(package, TEXT, text), "Sheet", "B3") == text


def test_all_refused_values_are_told_at_once(raw):
    package = raw('<row r="3"><c r="A3"/><c r="B3"/><c r="C3"/></row>')
    slots = [
        CellSlot("Sheet", "A3", CENTS),
        CellSlot("Sheet", "B3", TEXT),
        CellSlot("Sheet", "C3", ANY),
    ]
    compiled = compile_template(package, slots)
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp({("Sheet", "A3"): "x", ("Sheet", "B3"): 7, ("Sheet", "D3"): 1})
    assert str(caught.value).splitlines() == [
        "Sheet C3: no value was given. Give one.",
        "Sheet D3: the template has no such slot. Declare it.",
        "Sheet A3: str 'x' is not an amount in whole cents. Give an int.",
        "Sheet B3: int 7 is not a text. Give a str.",
    ]


@pytest.mark.parametrize("values", [[1], [1, 2, 3]])
def test_too_few_or_too_many_values_are_counted(raw, values):
    package = raw('<row r="3"><c r="A3"/><c r="B3"/></row>')
    compiled = compile_template(package, [CellSlot("Sheet", ref, NUMBER) for ref in ("A3", "B3")])
    with pytest.raises(ValueRefusedError) as caught:
        compiled.stamp(values)
    assert str(caught.value) == (
        f"{len(values)} values were given for 2 cells. Give one for each, in the order of the slots."
    )


def test_all_that_the_template_lacks_is_told_at_once(raw):
    package = raw('<row r="3"><c r="A3"/></row>')
    slots = [
        CellSlot("Sheet", "A3", TEXT),
        CellSlot("Sheet", "A3", CENTS),
        CellSlot("Sheet", "ZZ90", TEXT),
        CellSlot("Budget", "A1", TEXT),
    ]
    with pytest.raises(TemplateError) as caught:
        compile_template(package, slots)
    assert str(caught.value).splitlines() == [
        "Sheet A3: the cell is to be filled twice. Declare it once.",
        (
            "Sheet ZZ90: the template has no such cell, and it is to be filled. "
            "Put it back: a format or a value makes it exist."
        ),
        "Budget: the template has no such sheet. Put it back.",
    ]


@pytest.mark.parametrize("ref", ["", "3", "B", "b3", "B0", "$B$3", "B3:C4", "ABCD1"])
def test_a_slot_that_is_no_cell_is_a_fault_of_the_program(raw, ref):
    with pytest.raises(ValueError, match="no cell"):
        compile_template(raw(""), [CellSlot("Sheet", ref, TEXT)])


def test_values_without_an_order_are_a_fault_of_the_program(raw):
    package = raw('<row r="3"><c r="A3"/><c r="B3"/></row>')
    compiled = compile_template(package, [CellSlot("Sheet", ref, NUMBER) for ref in ("A3", "B3")])
    with pytest.raises(TypeError):
        compiled.stamp({1, 2})
