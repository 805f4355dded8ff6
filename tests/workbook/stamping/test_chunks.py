"""Long constant stretches are compressed once; what is read is the same as if they were not."""

import io
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from bsa_xl.workbook.stamping import (
    CellSlot,
    CompiledTemplate,
    RowBlock,
    SlotKind,
    best_deflate,
    compile_template,
    deflate_with_zlib,
)
from bsa_xl.workbook.stamping.chunks import LONG, WIDTH, Chunk, chunks_of, compress

TEXT, NUMBER = SlotKind.TEXT, SlotKind.NUMBER
ROWS = 400


@pytest.fixture(scope="module")
def long(raw):
    """A sheet with a long table between long stretches, some of it beyond ASCII."""
    before = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 400))
    table = "".join(
        f'<row r="{n}"><c r="A{n}"/><c r="B{n}"><f>LEN("ñ{n * n}")</f><v>{n}</v></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>{"é" * (n % 90)}</t></is></c></row>'
        for n in range(400, 400 + ROWS)
    )
    after = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(801, 1300))
    return raw(f'{before}{table}<row r="800"><c r="A800"/></row>{after}')


@pytest.fixture(scope="module")
def compiled(long):
    block = RowBlock("rows", "Sheet", 400, ROWS, (("A", TEXT), ("B", NUMBER)))
    return compile_template(long, [CellSlot("Sheet", "A800", TEXT)], [block])


@pytest.mark.parametrize("deflate", [deflate_with_zlib, best_deflate()], ids=["zlib", "best"])
@pytest.mark.parametrize("count", [0, 1, 57, 200, 388, 399, 400])
def test_any_number_of_rows_gives_the_same_sheet_as_plain_replacement(
    long, compiled, sheet_xml, deflate, count
):
    wanted = sheet_xml(long).replace(
        '<c r="A800"/>', '<c r="A800" t="inlineStr"><is><t>end</t></is></c>'
    )
    for n in range(400, 400 + count):
        wanted = wanted.replace(
            f'<c r="A{n}"/>', f'<c r="A{n}" t="inlineStr"><is><t>row {n}</t></is></c>'
        ).replace(f'")</f><v>{n}</v>', f'")</f><v>{n * 7}</v>')
    rows = [(f"row {n}", n * 7) for n in range(400, 400 + count)]
    out = compiled.stamp(["end"], {"rows": rows}, deflate=deflate)
    assert sheet_xml(out) == wanted
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(out)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[:399]] == list(range(1, 400))
    assert sheet[799][0] == "end"
    assert sheet[1298][0] == 1299
    book = load_workbook(io.BytesIO(out), data_only=True).active
    assert [book.cell(n, 2).value for n in (400, 799)] == [
        2800 if count else 400,
        5593 if count == 400 else 799,
    ]


def test_what_was_stored_has_its_chunks(compiled):
    again = CompiledTemplate.from_bytes(compiled.to_bytes())
    values = (["end"], {"rows": [("x", 1)] * 20})
    assert again.stamp(*values) == compiled.stamp(*values)


def test_a_long_sheet_costs_few_bytes(compiled):
    """A school's own 40 bytes, and the rest as tight as can be: no looser than compressing anew."""
    out = compiled.stamp(["end"], {"rows": []})
    [sheet] = compiled.render(["end"], {"rows": []}).values()
    assert len(out) < len(deflate_with_zlib(sheet)) * 1.15 + 3000


@given(st.lists(st.one_of(st.binary(max_size=50), st.text(max_size=50)), max_size=6))
def test_strips_in_any_order_make_one_stream(strips):
    """Bytes are this school's; texts stand for constant stretches."""
    mixed = [
        Chunk(strip.encode(), deflate_with_zlib(strip.encode(), last=False))
        if isinstance(strip, str)
        else strip
        for strip in strips
    ]
    wanted = b"".join(strip.encode() if isinstance(strip, str) else strip for strip in strips)
    for deflate in (deflate_with_zlib, best_deflate()):
        member = compress("part.xml", mixed, deflate)
        if strips:
            assert member.content() == wanted
            assert zlib.decompress(member.raw, -15) == wanted, "and the stream has its end"
        assert (member.crc, member.size) == (zlib.crc32(wanted), len(wanted))


@pytest.mark.parametrize(
    ("size", "starts"),
    [
        (0, []),
        (LONG - 1, []),
        (LONG, [0]),
        (WIDTH, [0]),
        (WIDTH + LONG - 1, [0]),
        (WIDTH + LONG, [0, WIDTH]),
        (3 * WIDTH, [0, WIDTH, 2 * WIDTH]),
    ],
)
def test_a_text_is_cut_into_chunks_that_are_worth_it(size, starts):
    text = "".join(re.findall(".", "añb" * size))[:size]
    chunks = chunks_of(text)
    assert [start for start, _ in chunks] == starts
    assert b"".join(chunk.data for _, chunk in chunks).decode() in {"", text}


@pytest.mark.parametrize("deflate", [deflate_with_zlib, best_deflate()], ids=["zlib", "best"])
def test_a_stream_that_goes_on_ends_at_a_whole_byte(deflate):
    streams = [deflate(text * 99, last=False) for text in (b"abc", b"", b"xyz")]
    whole = b"".join(streams) + deflate(b"end")
    assert zlib.decompress(whole, -15) == b"abc" * 99 + b"xyz" * 99 + b"end"
