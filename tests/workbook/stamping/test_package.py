"""The zip file: the same bytes every time, right for every reader; bad templates are refused."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openxml_audit import OpenXmlValidator

from bsa_xl.workbook.stamping import (
    CellSlot,
    RowBlock,
    SlotKind,
    TemplateError,
    best_deflate,
    compile_template,
    deflate_with_zlib,
)
from bsa_xl.workbook.stamping.deflating import crc32_beside

SLOT = CellSlot("Sheet", "A1", SlotKind.TEXT)
ROW = '<row r="1"><c r="A1"/></row>'
ADVICE = "Open it in Excel, save it as an Excel workbook (.xlsx), and try again."


def infos(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def test_the_same_values_give_the_same_bytes(raw):
    package = raw(ROW)
    first, second = (compile_template(package, [SLOT]) for _ in range(2))
    assert first.stamp(["x"]) == second.stamp(["x"]) == first.stamp({("Sheet", "A1"): "x"})
    assert first.stamp(["x"]) != first.stamp(["y"])


def test_the_parts_that_name_the_others_come_first_and_no_part_has_a_date(raw):
    out = infos(compile_template(raw(ROW), [SLOT]).stamp(["x"]))
    assert [info.filename for info in out] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    ]
    assert {info.date_time for info in out} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.flag_bits for info in out} == {0}
    assert {(info.create_system, info.external_attr, info.extra) for info in out} == {(0, 0, b"")}


def test_a_name_beyond_ascii_is_marked_as_utf8(raw):
    out = infos(compile_template(raw(ROW, extra={"xl/é.xml": b"<a/>"}), [SLOT]).stamp(["x"]))
    assert {info.filename: info.flag_bits for info in out if info.flag_bits} == {"xl/é.xml": 0x800}


def test_unchanged_parts_are_copied_as_the_compressed_bytes_they_are(raw):
    package = raw(ROW, extra={"xl/media/image1.png": bytes(range(256)) * 50})
    out = compile_template(package, [SLOT]).stamp(["x"])
    [before], [after] = (
        [info for info in infos(data) if info.filename.endswith("png")] for data in (package, out)
    )
    assert before.compress_size == after.compress_size
    start = before.header_offset + 30 + len(before.filename)
    assert package[start : start + before.compress_size] in out


def test_parts_that_are_stored_or_streamed_are_understood(raw):
    """Stored without compression, and with sizes after the data, as writers to a pipe do."""
    file = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return file.write(data)

    with (
        zipfile.ZipFile(io.BytesIO(raw(ROW))) as old,
        zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_STORED) as new,
    ):
        new.writestr("xl/", b"")
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert any(info.flag_bits & 8 for info in infos(file.getvalue()))
    out = compile_template(file.getvalue(), [SLOT]).stamp(["x"])
    assert "xl/" not in [info.filename for info in infos(out)]
    assert load_workbook(io.BytesIO(out)).active["A1"].value == "x"


def test_a_template_with_nothing_to_fill_is_copied(raw):
    package = raw(ROW)
    out = compile_template(package).stamp()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        assert {name: old.read(name) for name in old.namelist()} == {
            name: new.read(name) for name in new.namelist()
        }


@pytest.mark.parametrize("deflate", [deflate_with_zlib, best_deflate()], ids=["zlib", "best"])
@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 999], ids=len)
def test_each_way_of_compressing_gives_a_raw_stream(deflate, data):
    assert zlib.decompress(deflate(data), -15) == data


def test_both_ways_of_compressing_give_the_same_workbook(raw):
    compiled = compile_template(raw(ROW), [SLOT])
    one, other = (compiled.stamp(["x"], deflate=way) for way in (deflate_with_zlib, best_deflate()))
    with zipfile.ZipFile(io.BytesIO(one)) as left, zipfile.ZipFile(io.BytesIO(other)) as right:
        assert left.namelist() == right.namelist()
        assert all(left.read(name) == right.read(name) for name in left.namelist())


def test_without_isal_the_standard_library_compresses(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "isal.isal_zlib", None)
    assert best_deflate() is deflate_with_zlib
    assert crc32_beside(lambda data, last: data[:last]) is zlib.crc32


@given(st.binary(max_size=300), st.binary(max_size=70_000))
def test_both_ways_of_checking_give_the_same_number(before, data):
    crc = zlib.crc32(before)
    assert (
        crc32_beside(best_deflate())(data, crc)
        == zlib.crc32(data, crc)
        == zlib.crc32(before + data)
    )


def test_intels_library_checks_where_it_is_installed():
    isal_zlib = pytest.importorskip("isal.isal_zlib")
    assert crc32_beside(best_deflate()) is isal_zlib.crc32


def test_a_stamped_workbook_is_as_valid_as_its_template(saved, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "@@school@@", "=LEN(A1)"
    for row in range(3, 9):
        sheet.cell(row, 1, "text")
        sheet.cell(row, 2, 1)
        sheet.cell(row, 3, f'=A{row}&"x"')
    sheet.oddFooter.left.text = "@@school@@"
    package = saved(book)
    kinds = (("A", SlotKind.TEXT), ("B", SlotKind.ANY), ("C", SlotKind.ANY))
    block = RowBlock("rows", "Sheet", 3, 6, kinds)
    slot = CellSlot("Sheet", "B1", SlotKind.NUMBER)
    compiled = compile_template(package, [slot], [block], ["@@school@@"])
    rows = [(" a\n", True, "x"), ("", None, None), ("_x0041_", 5, False)]
    out = compiled.stamp([3], {"rows": rows}, {"@@school@@": "A & B"})

    def faults(name, data):
        (tmp_path / name).write_bytes(data)
        result = OpenXmlValidator().validate(tmp_path / name)
        return sorted(
            str(fault.description)
            for fault in result.errors
            if "inline-string" not in fault.description
        )

    assert faults("out.xlsx", out) == faults("template.xlsx", package)


def refused(package):
    with pytest.raises(TemplateError) as caught:
        compile_template(package, [SLOT])
    [fault] = caught.value.faults
    assert fault.remedy == ADVICE
    return fault.problem


DAMAGED = "the template cannot be used: it is damaged, or no workbook at all."


@pytest.mark.parametrize("package", [b"", b"PK", b"PK\3\4" + b"\0" * 100, b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_zip_file_is_refused(package):
    assert refused(package) == DAMAGED


def test_a_damaged_part_is_refused_once_rather_than_copied_into_every_workbook(raw):
    package = bytearray(raw(ROW, extra={"xl/media/image1.png": bytes(range(256)) * 50}))
    [image] = [info for info in infos(bytes(package)) if info.filename.endswith("png")]
    package[image.header_offset + 60] ^= 0xFF
    assert refused(bytes(package)) == DAMAGED


@pytest.mark.parametrize("cut", [1, 30, 500])
def test_half_a_file_is_refused(raw, cut):
    assert refused(raw(ROW)[:-cut]) == DAMAGED


def test_a_part_that_holds_more_than_it_says_is_refused(raw):
    """The directory says 9 bytes, the stream goes on for 100 MB; only what is said is read."""
    package = raw(ROW, extra={"xl/bomb.xml": b"<a></a> \n" + b" " * 100_000_000})
    [bomb] = [info for info in infos(package) if info.filename.endswith("bomb.xml")]
    said = bomb.file_size.to_bytes(4, "little")
    lying = package.replace(said, (9).to_bytes(4, "little"))
    lying = lying.replace(struct.pack("<I", bomb.CRC), struct.pack("<I", zlib.crc32(b"<a></a> \n")))
    assert refused(lying) == DAMAGED


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda info: setattr(info, "flag_bits", 1),
            "it is protected by a password (in xl/x.xml)",
        ),
        (
            lambda info: setattr(info, "compress_type", 12),
            "a part of it is compressed in an unknown way (in xl/x.xml)",
        ),
        (
            lambda info: setattr(info, "file_size", 65 * 1024**2),
            "it is larger than any template (in xl/x.xml)",
        ),
        (
            lambda info: setattr(info, "file_size", 129 * 1024**2),
            "it is larger than any template",
        ),
        (
            lambda info: setattr(info, "filename", "XL/Workbook.xml"),
            "it holds two parts of the same name",
        ),
    ],
)
def test_unusual_packages_are_refused(raw, monkeypatch, change, said):
    real = zipfile.ZipFile.infolist

    def infolist(archive):
        listed = real(archive)
        for info in listed:
            if info.filename == "xl/x.xml":
                change(info)
        return listed

    monkeypatch.setattr(zipfile.ZipFile, "infolist", infolist)
    package = raw(ROW, extra={"xl/x.xml": b"<a/>"})
    assert refused(package) == f"the template cannot be used: {said}."


def test_a_huge_file_is_refused_unread():
    assert refused(b"PK" + b"\0" * (32 * 1024**2)) == (
        "the template cannot be used: it is larger than 32 MB."
    )


@pytest.mark.parametrize("lost", ["_rels/.rels", "xl/workbook.xml"])
def test_a_zip_file_that_is_no_workbook_is_refused(raw, lost):
    assert refused(without(raw(ROW), lost)) == "the template cannot be used: it is no workbook."


def test_a_sheet_that_is_missing_is_named(raw):
    assert refused(without(raw(ROW), "xl/worksheets/sheet1.xml")) == (
        "the template cannot be used: a sheet is missing (in xl/worksheets/sheet1.xml)."
    )


@pytest.mark.parametrize(
    "xml", [b"", b"<worksheet>", b"no XML", b"<a></b>", b"<x:a/>", b"<a>\xff</a>", b"\xff\xfe<\0a"]
)
def test_a_part_that_is_no_xml_is_refused(raw_sheet, xml):
    assert refused(raw_sheet(xml)) == (
        "the template cannot be used: a part of it is damaged (in xl/worksheets/sheet1.xml)."
    )


def without(package, lost):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != lost:
                new.writestr(name, old.read(name))
    return file.getvalue()
