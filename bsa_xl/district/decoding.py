"""Bytes of a text file to text: UTF-8, UTF-16, or Windows-1252 where that is certain.

Whatever cannot be decided is named by byte and line, and reading goes on, so that the other faults
of the file are told at once.
"""

from __future__ import annotations

import codecs
import re

from bsa_xl.location import Location

from .kinds import OTHER_ENCODING, UNREADABLE_FILE
from .notices import Notices
from .words import shown

#: First bytes of what people rename to .csv, and what it is.
_OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or a protected file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a word processor's document"),
)
_FIRST_BYTE_BEYOND_ASCII = 0x80
#: Bytes above ASCII that mean one thing in a school's name: Windows-1252's quotes, dashes and dots,
#: the hard blank, and Latin letters. The others are rare there, or letters of an older Mac.
_CERTAIN = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xaa\xb0\xb7\xba") | (
    frozenset(range(0xC0, 0x100)) - frozenset(b"\xd0\xd7\xde\xf0\xf7\xfe")
)
#: A quote or dash between two small letters, and a capital after a small letter or beside a digit:
#: an older Mac writes letters and dashes so. The apostrophe of a possessive is the exception.
_DOUBTFUL_IN_CONTEXT = (
    re.compile(rb"(?<=[A-Za-z])(?!\x92s\b)[\x85\x91-\x97](?=[a-z])"),
    re.compile(rb"(?<=[a-z0-9])[\xc0-\xde]|[\xc0-\xde](?=[0-9])"),
)
_UTF8_PAIR = re.compile(rb"[\xc3\xc2][\x80-\xbf]|\xe2\x80[\x93-\xa6]")


def decode(data: bytes, file: str, notices: Notices) -> str | None:
    """The text of a file, or None when it is not text at all.

    Args:
        data: all bytes of the file.
        file: its name, for messages.
        notices: takes what is found.
    """
    where = Location(file=file)
    for start, said in _OTHER_FORMATS:
        if data.startswith(start):
            problem = f"the file is {said}, not text."
            notices.fault(UNREADABLE_FILE, where, problem, "Open it and save it as CSV.")
            return None
    encoding = _utf16(data)
    if encoding:
        return _decode_utf16(data, encoding, file, notices)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _decode_single_bytes(data, fault.start, file, notices)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        notices.fault(
            UNREADABLE_FILE,
            Location(file=file, line=line),
            "the file holds zero bytes and is not text.",
            _as_utf8(file),
        )
        return None
    return text


def _as_utf8(file: str) -> str:
    """What to do about the encoding of a table, or of the profile."""
    if file.casefold().endswith((".yaml", ".yml")):
        return "Save it as UTF-8."
    return "Save it as 'CSV UTF-8 (Comma delimited)'."


def _utf16(data: bytes) -> str:
    """The kind of UTF-16, by its mark or by zero bytes in every other place; empty for none."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:2000]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.9 and 0 not in sample[::2]:
        return "utf-16-le"
    if half and sample[::2].count(0) > half * 0.9 and 0 not in sample[1::2]:
        return "utf-16-be"
    return ""


def _decode_utf16(data: bytes, encoding: str, file: str, notices: Notices) -> str:
    text = data.decode(encoding, errors="replace")
    where = Location(file=file)
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        notices.fault(
            UNREADABLE_FILE,
            Location(file=file, line=line),
            "the file is in UTF-16 and breaks off in the middle of a character.",
            _as_utf8(file),
        )
    else:
        notices.fold(
            OTHER_ENCODING, where, "the file is in UTF-16 and was read so.", _as_utf8(file)
        )
    return text


def _decode_single_bytes(data: bytes, at: int, file: str, notices: Notices) -> str:
    """Windows-1252 where every byte of it makes sense; else name the first one that does not."""
    line = data.count(b"\n", 0, at) + 1
    where = Location(file=file, line=line)
    doubt = _first_doubt(data)
    text = data.decode("cp1252", errors="replace")
    if doubt is None:
        number = sum(byte >= _FIRST_BYTE_BEYOND_ASCII for byte in data)
        letters = "letter was" if number == 1 else "letters were"
        problem = f"the file is not in UTF-8; {number:,} {letters} read as Windows-1252."
        notices.fold(OTHER_ENCODING, where, problem, _as_utf8(file))
        return text
    line = data.count(b"\n", 0, doubt) + 1
    around = _around(data, doubt)
    notices.fault(
        UNREADABLE_FILE,
        Location(file=file, line=line),
        f"byte {data[doubt]:02X} in '{around}' is not UTF-8, and may mean more than one letter.",
        _as_utf8(file),
    )
    return text


def _around(data: bytes, at: int) -> str:
    """A few letters of the line on both sides of a byte, with ? for what is not certain."""
    before = re.split(rb"[\r\n]", data[max(0, at - 12) : at])[-1]
    after = re.split(rb"[\r\n]", data[at : at + 12])[0]
    return shown((before + after).decode("ascii", errors="replace").replace("\ufffd", "?"))


def _first_doubt(data: bytes) -> int | None:
    """The first byte that Windows-1252 cannot explain, or explains badly; None when all is well."""
    if pair := _UTF8_PAIR.search(data):  # partly UTF-8: two programs wrote into this file
        return pair.start()
    for at, byte in enumerate(data):
        if byte >= _FIRST_BYTE_BEYOND_ASCII and byte not in _CERTAIN:
            return at
    for pattern in _DOUBTFUL_IN_CONTEXT:
        if found := pattern.search(data):
            return found.start()
    return None
