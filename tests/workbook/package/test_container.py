"""Tricks of the zip container: what Excel would never write is refused by its name."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from support.zip_entries import END, LOCAL, Entry, archive

SHEET = "xl/worksheets/sheet1.xml"
AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."
SEND = "Send the file again."
ASK = "Do not open the file; ask the sender where it comes from."


@pytest.fixture
def entries(parts):
    """The parts of a small workbook as entries, the sheet's last."""
    made = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    content = {name.encode(): text.encode() for name, text in made.items()}
    sheet = content.pop(SHEET.encode())
    return [Entry(name, text) for name, text in content.items()] + [Entry(SHEET.encode(), sheet)]


def test_the_same_archive_without_a_trick_is_read(entries, read):
    assert read(archive(entries)).sheets["Staffing"].cells["A1"].text == "1"


def said(problem, remedy, number):
    return f"0417.xlsx: {problem} {remedy} [FILE-{number:02}]"


def part(how, number, name=SHEET, remedy=AGAIN):
    return said(f'The part "{name}" of the file {how}.', remedy, number)


@pytest.mark.parametrize(
    ("field", "value", "how", "number"),
    [
        ("local_name", b"xl/worksheets/sheet2.xml", "has another name in its own header", 17),
        ("local_method", 0, "is packed otherwise than the table of contents says", 17),
        ("local_flags", 2, "is packed otherwise than the table of contents says", 17),
        ("local_flags", 1, "is packed otherwise than the table of contents says", 17),
        ("local_sizes", (1, 2, 3), "has another size in its own header", 17),
        ("local_sizes", (0, 0, 0), "has another size in its own header", 17),
        ("local_extra", struct.pack("<2H", 0x7075, 0), "has a second name", 17),
        ("extra", struct.pack("<2H", 0x7075, 0), "has a second name", 17),
        ("size", 0xFFFFFFFF, "is written in the form for files over 4 GB", 17),
        ("packed", 0xFFFFFFFF, "is written in the form for files over 4 GB", 17),
        ("at", 0xFFFFFFFF, "is written in the form for files over 4 GB", 17),
        ("flags", 1, "is encrypted with a zip password", 5),
        ("flags", 0x41, "is encrypted with a zip password", 5),
        ("flags", 0x2000, "is encrypted with a zip password", 5),
    ],
)
def test_a_header_that_contradicts_the_table_of_contents(
    entries, refusal, field, value, how, number
):
    setattr(entries[-1], field, value)
    assert refusal(archive(entries)) == part(how, number)


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 99])
def test_a_part_packed_in_another_way_than_excel_packs(entries, refusal, method):
    entries[-1].method = method
    assert refusal(archive(entries)) == said(
        f'The part "{SHEET}" is packed by method {method}, which Excel does not use.', AGAIN, 14
    )


@pytest.mark.parametrize(
    "name",
    [
        b"../evil.xml", b"xl/../../evil.xml", b"/etc/passwd", b"C:/evil.xml", b"xl\\evil.xml",
        b"xl//evil.xml", b"xl/./evil.xml", b"xl/evil.xml.", b"xl/evil ", b"xl/ev\nil.xml",
        b"xl/ev\x00il.xml", b"xl/con:ads", b"x" * 256,
    ],
)  # fmt: skip
def test_a_part_with_a_name_that_reaches_out(entries, refusal, name):
    entries.append(Entry(name, b"x"))
    assert "which a workbook cannot have." in refusal(archive(entries))
    assert "[FILE-13]" in refusal(archive(entries))


def test_a_forbidden_name_is_shown_on_one_short_line(entries, refusal):
    entries.append(Entry(b'xl/\x1b[31m\n"red"' + b"y" * 90, b"x"))
    shown = "xl/?[31m??red?" + "y" * (39 - 14) + "…"  # 40 characters in all
    assert refusal(archive(entries)) == said(
        f'The file has a part named "{shown}", which a workbook cannot have.', AGAIN, 13
    )


@pytest.mark.parametrize("kind", [0o120000, 0o010000, 0o060000])
def test_a_symbolic_link_or_a_device_is_no_part(entries, refusal, kind):
    entries[-1].attributes = kind | 0o777
    assert "[FILE-13]" in refusal(archive(entries))


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.title(), "ｘl/worksheets/sheet1.xml"])
def test_the_same_part_twice_however_it_is_spelt(entries, refusal, name):
    second = Entry(name.encode(), b"<x/>")
    second.flags = 0x0800
    assert refusal(archive([*entries, second])) == said(
        f'The file holds the part "{name}" twice.', AGAIN, 12
    )


def test_bytes_before_the_first_part(entries, refusal):
    assert refusal(b"MZ" + archive(entries)) == said(
        "The file begins with 2 bytes of something else (a program), although a workbook stands "
        "behind.",
        AGAIN,
        3,
    )


def test_a_second_archive_before_the_first(entries, refusal):
    whole = archive(entries)
    assert refusal(whole + whole) == said(
        f"The file holds {len(whole):,} bytes between its parts, outside all of them.",
        AGAIN,
        16,
    )


@pytest.mark.parametrize("tail", [b"x", b"\0" * 100, b"<script>" * 50])
def test_bytes_behind_the_end(entries, refusal, tail):
    many = "byte" if tail == b"x" else "bytes"
    assert refusal(archive(entries, tail=tail)) == said(
        f"The file has {len(tail):,} {many} behind its end, outside the workbook.",
        AGAIN,
        3,
    )


def test_a_comment_behind_the_end(parts, refusal):
    buffer = BytesIO(parts().packed())
    with zipfile.ZipFile(buffer, "a") as changed:
        changed.comment = b"hello"
    assert "has 5 bytes behind its end" in refusal(buffer.getvalue())


def test_bytes_between_the_parts(entries, refusal):
    entries[-1].before = b"hidden"
    assert refusal(archive(entries)) == said(
        "The file holds 6 bytes between its parts, outside all of them.", AGAIN, 16
    )
    entries[-1].before = b"!"
    assert refusal(archive(entries)) == said(
        "The file holds 1 byte between its parts, outside all of them.", AGAIN, 16
    )
    entries[-1].before = b""
    assert "holds 9 bytes between its parts" in refusal(archive(entries, gap=b"also here"))


def test_a_quoted_overlap_bomb(entries, refusal):
    """Each entry's stored bytes hold the next entry's header, so that all end in one kernel."""
    kernel = Entry(b"xl/kernel.bin", b"\0" * 100_000)
    first = Entry(b"xl/first.bin", b"")
    inner = kernel.local()[1]
    first.method, first.data = 0, b""
    first.packed = first.size = len(inner)
    first.crc = zlib.crc32(inner)
    message = refusal(archive([*entries, first, kernel]))
    assert message == said(
        'The part "xl/first.bin" of the file shares bytes with another part.', ASK, 15
    )


def test_two_names_for_the_same_bytes(entries, refusal):
    again = Entry(SHEET.encode(), b"<x/>")
    again.name, again.at = b"xl/worksheets/sheet2.xml", 0
    assert "shares bytes with another part. " in refusal(archive([*entries, again]))


@pytest.mark.parametrize(("count", "listed"), [(3, 6), (7, 6)])
def test_a_wrong_number_of_parts(entries, refusal, count, listed):
    assert refusal(archive(entries, count=count)) == said(
        f"The file says that it has {count} parts, and its table of contents lists {listed}.",
        AGAIN,
        17,
    )


def test_a_table_of_contents_beyond_the_end(entries, refusal):
    assert refusal(archive(entries, end_offset=50)) == said(
        "The file's table of contents cannot be right.", SEND, 18
    )


def test_an_archive_with_the_marks_of_a_large_one(entries, refusal):
    whole = archive(entries)
    locator = b"PK\x06\x07" + bytes(16)
    assert refusal(whole[:-22] + locator + whole[-22:]) == said(
        "The file is written in the form for files over 4 GB, although it is small.", AGAIN, 17
    )


def test_an_empty_archive(refusal):
    assert refusal(LOCAL + struct.pack("<4s4H2LH", END, 0, 0, 0, 0, 0, 4, 0)) == said(
        "The file is an empty archive.", SEND, 3
    )


def test_more_is_packed_than_declared(entries, refusal):
    sheet = entries[-1]
    sheet.size -= 10
    assert refusal(archive(entries)) == part(
        f"declares {sheet.size} bytes and holds {sheet.size + 10}", 17
    )


def test_a_bomb_that_declares_a_small_size_is_a_bomb_all_the_same(entries, refusal):
    bomb = Entry(b"xl/bomb.xml", b" " * 5_000_000)
    bomb.size = 100
    assert refusal(archive([*entries, bomb])) == said(
        f'The part "xl/bomb.xml" grows from {bomb.packed:,} bytes to 4.8 MB when it is unpacked.',
        ASK,
        9,
    )


def test_less_is_packed_than_declared(entries, refusal):
    entries[-1].size += 1
    assert refusal(archive(entries)) == part("is damaged", 18, remedy=SEND)


def test_bytes_behind_the_packed_ones(entries, refusal):
    sheet = entries[-1]
    sheet.data += b"secret"
    sheet.packed += 6
    assert refusal(archive(entries)) == part("is followed by bytes that belong to no part", 17)


@pytest.mark.parametrize("damage", ["crc", "data", "cut"])
def test_a_damaged_part(entries, refusal, damage):
    sheet = entries[-1]
    if damage == "crc":
        sheet.crc ^= 1
    elif damage == "data":
        sheet.data = bytes([sheet.data[0] ^ 0x06]) + sheet.data[1:]
    else:
        sheet.data = sheet.data[:-4]
        sheet.packed -= 4
    assert refusal(archive(entries)) == part("is damaged", 18, remedy=SEND)


def test_stored_parts_and_folders_and_sizes_behind_a_part_are_usual(entries, read):
    """LibreOffice writes the sizes behind a part, other programs store parts or add folders."""
    sheet = entries[-1]
    sheet.flags, sheet.local_sizes = 0x0808, (0, 0, 0)
    sheet.after = struct.pack("<4s3L", b"PK\x07\x08", sheet.crc, sheet.packed, sheet.size)
    more = [Entry(b"xl/media/", b"", method=0), Entry(b"xl/media/a.bin", b"\x01\x02", method=0)]
    assert read(archive([*more, *entries])).sheets["Staffing"].cells["A1"].text == "1"


def test_other_sizes_behind_a_part(entries, refusal):
    sheet = entries[-1]
    sheet.flags, sheet.local_sizes = 0x0008, (0, 0, 0)
    sheet.after = struct.pack("<4s3L", b"PK\x07\x08", sheet.crc, sheet.packed, sheet.size + 1)
    assert refusal(archive(entries)) == part("has another size behind it", 17)


def test_python_that_streams_in_the_large_form_is_read(parts, read):
    """Sizes of 64 bits in a part's own header are what Python writes to an endless file."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts().items():
            with written.open(name, "w", force_zip64=True) as member:
                member.write(text.encode())
    assert read(buffer.getvalue()).sheets["Staffing"].has_cells


def test_the_bounds_are_said(entries, refusal):
    whole, unpacked = archive(entries), sum(entry.size for entry in entries)
    smaller = "Take pictures and added sheets out of the workbook, save it, and send it again."
    assert refusal(whole, parts=5) == said("The file has 6 parts; at most 5 are read.", AGAIN, 11)
    assert refusal(whole, file_bytes=100) == said(
        f"The file is {len(whole):,} bytes; at most 100 bytes is read.", smaller, 8
    )
    assert refusal(whole, total_bytes=unpacked - 1) == said(
        f"Unpacked, the file is {unpacked:,} bytes or more.", smaller, 10
    )
    assert "[FILE-10]" in refusal(whole, part_bytes=max(entry.size for entry in entries) - 1)


def test_a_part_that_equals_the_bound_is_read(entries, read):
    whole, sizes = archive(entries), [entry.size for entry in entries]
    limits = {"part_bytes": max(sizes), "total_bytes": sum(sizes), "parts": 6}
    assert read(whole, file_bytes=len(whole), **limits).size == len(whole)
