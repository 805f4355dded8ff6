"""Whatever text or number is stamped reads back the same, through readers that are not ours."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from bsa_xl.workbook.stamping import CellSlot, RowBlock, SlotKind, compile_template

CENTS, NUMBER, TEXT, DATE, ANY = SlotKind
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NASTY = [
    "_x0041_",
    "_x005F_x0041_",
    "_x0041_x0041_",
    "__x0041_",
    "_x0041\x01",
    "_x004\x01_",
    "_x000d_",
    "\x01x0041_",
    "\r",
    "\r\n",
    "a\rb\nc\td",
    " ",
    "  two  ",
    "\ttab\n",
    "\u00a0nbsp\u00a0",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    '="x"',
    "]]>",
    "<![CDATA[x]]>",
    "<c r='A1'/>",
    "&amp;",
    "&#65;",
    "%s %d %%",
    "{0}",
    "\\1",
    "\0",
    "a\0b",
    "\x0b\x0c\x1f",
    "\x7f\x85\u2028",
    "\U0001f600\U0010ffff",
    "e\u0301",
    "\ufeffbom",
    "\ufffe\uffff",
    "\u202eltr",
    "TRUE",
    "#N/A",
    "1E5",
    "007",
]
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text("_xX0059Ff\r\n\t &<>\0\x01 ", max_size=12),
)


@pytest.fixture(scope="module")
def four(raw):
    """Text as content, as a result, and in a table, plain and mixed."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"/><c r="B{n}"><f>A{n}</f></c></row>' for n in range(2, 5)
    )
    package = raw(f'<row r="1"><c r="A1"/><c r="B1"><f>A1</f></c><c r="C1"/></row>{rows}')
    cells = [
        CellSlot("Sheet", "A1", TEXT),
        CellSlot("Sheet", "B1", TEXT),
        CellSlot("Sheet", "C1", ANY),
    ]
    block = RowBlock("rows", "Sheet", 2, 3, (("A", TEXT), ("B", ANY)))
    return compile_template(package, cells, [block])


@given(texts=st.lists(TEXTS, min_size=9, max_size=9))
@example(texts=NASTY[:9])
@example(texts=NASTY[9:18])
@example(texts=NASTY[18:27])
@example(texts=NASTY[27:36])
@example(texts=NASTY[-9:])
def test_any_text_reads_back_through_openpyxl(four, unescaped, texts):
    """openpyxl leaves ``_xHHHH_`` as it is, so it is decoded here as the standard says."""
    a, b, c, *rest = texts
    rows = list(zip(rest[::2], rest[1::2], strict=True))
    out = four.stamp([a, b, c], {"rows": rows})
    sheet = load_workbook(io.BytesIO(out), data_only=True).active
    refs = ["A1", "B1", "C1", "A2", "B2", "A3", "B3", "A4", "B4"]
    found = [unescaped(sheet[ref].value or "") for ref in refs]
    assert found == texts
    assert all(sheet[ref].data_type == "s" for ref, text in zip(refs, texts, strict=True) if text)


def decodes_alike(text: str) -> bool:
    """calamine leaves the codes of NUL and of non-characters as they are."""
    return not re.search("[\0\ufffe\uffff]", text)


@given(text=TEXTS.filter(decodes_alike))
def test_any_text_reads_back_through_calamine(four, text):
    out = four.stamp([text, text, text], {"rows": []})
    [row] = CalamineWorkbook.from_filelike(io.BytesIO(out)).get_sheet_by_index(0).to_python()[:1]
    assert row == [text, text, text] or text == ""


def test_nasty_texts_read_back_through_libreoffice(office, raw, tmp_path):
    """Its interface shows tabs, carriage returns and what XML does not allow in ways of its own."""
    texts = [text for text in NASTY if not re.search("[\0-\x09\x0b-\x0d\ufffe\ufeff]", text)]
    rows = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, len(texts) + 1))
    block = RowBlock("rows", "Sheet", 1, len(texts), (("A", TEXT),))
    out = compile_template(raw(rows), [], [block]).stamp((), {"rows": [[text] for text in texts]})
    (tmp_path / "nasty.xlsx").write_bytes(out)
    seen = office.recalculate(tmp_path / "nasty.xlsx", everything=True)["Sheet"]
    assert [seen[f"A{n}"] for n in range(1, len(texts) + 1)] == texts
    assert len(texts) >= 30


DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10
)


@given(
    cents=st.lists(st.integers(-(10**15) + 1, 10**15 - 1), min_size=3, max_size=3),
    numbers=st.lists(st.one_of(DECIMALS, st.integers(-(10**14), 10**14)), min_size=3, max_size=3),
)
def test_any_number_stands_in_the_file_to_the_digit(raw, sheet_xml, cents, numbers):
    cells = "".join(f'<c r="{c}1"/>' for c in "ABC") + "".join(
        f'<c r="{c}1"><f>1</f></c>' for c in "DEF"
    )
    package = raw(f'<row r="1">{cells}</row>')
    slots = [
        CellSlot("Sheet", f"{c}1", kind)
        for c, kind in zip("ADBECF", [CENTS, CENTS, NUMBER, NUMBER, ANY, CENTS], strict=True)
    ]
    given_values = [cents[0], cents[1], numbers[0], numbers[1], numbers[2], cents[2]]
    out = compile_template(package, slots).stamp(given_values)
    found = dict(
        re.findall(
            r'<c r="([A-F])1">(?:<f>1</f>)?<v>(-?[0-9]+(?:\.[0-9]+)?)</v></c>', sheet_xml(out)
        )
    )
    wanted = {
        "A": Decimal(cents[0]).scaleb(-2),
        "D": Decimal(cents[1]).scaleb(-2),
        "B": numbers[0],
        "E": numbers[1],
        "C": numbers[2],
        "F": Decimal(cents[2]).scaleb(-2),
    }
    assert {letter: Decimal(text) for letter, text in found.items()} == wanted
    sheet = load_workbook(io.BytesIO(out), data_only=True).active
    assert all(sheet[f"{letter}1"].value == float(value) for letter, value in wanted.items())


@given(text=TEXTS, number=st.integers(0, 10**9))
def test_everything_else_is_byte_for_byte_the_templates(raw, text, number):
    rows = '<row r="1"><c r="A1" s="0"/><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"/></row>'
    package = raw(
        rows, extra={"xl/media/image1.png": bytes(range(256)) * 9, "xl/theme/é.xml": b"<a/>"}
    )
    slots = [CellSlot("Sheet", "A1", TEXT), CellSlot("Sheet", "A2", NUMBER)]
    out = compile_template(package, slots).stamp([text, number])
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        assert new.testzip() is None
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                assert new.read(name) == old.read(name)
        before, after = (each.read("xl/worksheets/sheet1.xml") for each in (old, new))
    blank = rb'<c r="A[12]".*?(?:/>|</c>)'
    assert re.sub(blank, b"", after, flags=re.DOTALL) == re.sub(blank, b"", before)
