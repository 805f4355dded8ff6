"""Bytes to text: what is certain is read, what is not is named by byte and line."""

import pytest

from bsa_xl.district.decoding import decode
from bsa_xl.district.notices import Notices


def decoded(data: bytes) -> tuple[str | None, list[str]]:
    notices = Notices()
    text = decode(data, "schools.csv", notices)
    return text, [str(finding) for finding in notices.findings()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_its_mark_and_nothing_is_said(encoding):
    assert decoded("Peña\n".encode(encoding)) == ("Peña\n", [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_and_without_its_mark_and_said(encoding):
    text, said = decoded("school_id,name\n0101,Peña Elementary\n".encode(encoding))
    assert text == "school_id,name\n0101,Peña Elementary\n"
    assert said == [
        (
            "schools.csv: the file is in UTF-16 and was read so. "
            "Save it as 'CSV UTF-8 (Comma delimited)'. [DATA-02]"
        )
    ]


def test_windows_1252_is_read_where_it_is_certain_and_said():
    text, said = decoded("0101,Peña – St. Mary’s\n".encode("cp1252"))
    assert text == "0101,Peña – St. Mary’s\n"
    assert said == [
        (
            "schools.csv, line 1: the file is not in UTF-8; 3 letters were read as Windows-1252. "
            "Save it as 'CSV UTF-8 (Comma delimited)'. [DATA-02]"
        )
    ]


def test_a_byte_that_an_older_mac_would_have_written_is_named_with_its_line():
    text, said = decoded(b"school_id,name\n0101,Alder\n0102,Pe\x96a Middle\n")  # ñ of Mac Roman
    assert text is not None
    assert said == [
        (
            "schools.csv, line 3: byte 96 in '0102,Pe?a Middle' is not UTF-8, and may mean more than "
            "one letter. Save it as 'CSV UTF-8 (Comma delimited)'. [DATA-01]"
        )
    ]


def test_a_byte_without_a_meaning_is_named():
    _, said = decoded(b"0101,Al\x81der\n")
    assert said[0].startswith("schools.csv, line 1: byte 81 in '0101,Al?der")


def test_a_file_that_is_partly_utf8_is_not_guessed():
    _, said = decoded("0101,Peña\n".encode() + "0102,Peña\n".encode("cp1252"))
    assert "byte C3 in" in said[0]
    assert "[DATA-01]" in said[0]


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04", "an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or a protected file"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(start, what):
    text, said = decoded(start + b"rest")
    assert text is None
    assert said == [
        f"schools.csv: the file is {what}, not text. Open it and save it as CSV. [DATA-01]"
    ]


def test_a_file_with_zero_bytes_is_not_text():
    text, said = decoded(b"school_id,name\n0101,Al\x00der\n")
    assert text is None
    assert said == [
        (
            "schools.csv, line 2: the file holds zero bytes and is not text. "
            "Save it as 'CSV UTF-8 (Comma delimited)'. [DATA-01]"
        )
    ]


def test_an_empty_file_is_an_empty_text():
    assert decoded(b"") == ("", [])
