"""The zip file around a workbook's parts: read with care, written the same way every time.

Parts that never change are copied as the compressed bytes they are. Layout: PKWARE's APPNOTE.TXT,
sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (its end).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from .xml_text import not_a_template

#: A template beyond these is refused: real ones have some 20 parts and less than 2 MB of XML.
MAX_PACKAGE = 32 * 1024**2
MAX_PARTS = 2000
MAX_PART = 64 * 1024**2
MAX_TOTAL = 128 * 1024**2

#: The parts that name the others come first, where Excel puts them and file-type sniffers look.
CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # 2.0: deflate and folders
_UTF8_NAME = 0x800
_DATE = (1 << 5) | 1  # 1 January 1980, the earliest there is and what Excel itself writes
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip file, as it is stored.

    Attributes:
        name: its path, with slashes.
        raw: its bytes as stored.
        crc: the CRC-32 of its content.
        size: bytes of its content.
        is_deflated: whether ``raw`` is a deflate stream, or the content itself.
    """

    name: str
    raw: bytes
    crc: int
    size: int
    is_deflated: bool

    def content(self) -> bytes:
        """What it holds; never more than one byte beyond what it says it holds."""
        if not self.is_deflated:
            return self.raw
        return zlib.decompressobj(-15).decompress(self.raw, self.size + 1)


def read_members(package: bytes) -> list[Member]:
    """Every file of a template, each checked against its checksum.

    Returns:
        The files in the order in which they are written: those that name the others first.

    Raises:
        TemplateError: it is no zip file, is damaged, encrypted, or larger than any template.
    """
    if len(package) > MAX_PACKAGE:
        raise not_a_template("", "it is larger than 32 MB")
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_unusual(infos)
            members = [_member(package, archive, info) for info in infos]
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError) as error:
        raise not_a_template("", "it is damaged, or no workbook at all") from error
    order = {CONTENT_TYPES: 0, ROOT_RELATIONSHIPS: 1}
    return sorted(members, key=lambda member: order.get(member.name, 2))


def _refuse_unusual(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL:
        raise not_a_template("", "it is larger than any template")
    if len({info.filename.casefold() for info in infos}) != len(infos):
        raise not_a_template("", "it holds two parts of the same name")
    for info in infos:
        if info.flag_bits & 1:
            raise not_a_template(info.filename, "it is protected by a password")
        if info.compress_type not in {_STORED, _DEFLATED}:
            raise not_a_template(info.filename, "a part of it is compressed in an unknown way")
        if info.file_size > MAX_PART:
            raise not_a_template(info.filename, "it is larger than any template")


def _member(package: bytes, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    """The raw bytes, after Python's own reader has found the content to be what it should be."""
    with archive.open(info) as file:
        content = file.read(info.file_size + 1)
    at = info.header_offset
    name_size, extra_size = struct.unpack("<HH", package[at + 26 : at + 30])
    begin = at + _LOCAL.size + name_size + extra_size
    raw = package[begin : begin + info.compress_size]
    is_deflated = info.compress_type == _DEFLATED
    member = Member(info.filename, raw, info.CRC, info.file_size, is_deflated)
    if len(raw) != info.compress_size or member.content() != content:
        raise zipfile.BadZipFile
    return member


@dataclass(frozen=True, slots=True)
class Kept:
    """Files that never change, laid out once for all workbooks.

    Attributes:
        count: how many files.
        body: their headers and bytes, from the start of the zip file.
        directory: their entries in its directory.
    """

    count: int
    body: bytes
    directory: bytes


def keep(members: Iterable[Member]) -> Kept:
    """Lay out the files that never change."""
    body, directory, count = bytearray(), bytearray(), 0
    for member in members:
        header, entry = _headers(member, len(body))
        body += header + member.raw
        directory += entry
        count += 1
    return Kept(count, bytes(body), bytes(directory))


def pack(kept: Kept, changed: Iterable[Member]) -> bytes:
    """A zip file: what never changes, then what does. Same input, same bytes."""
    body, directory = [kept.body], [kept.directory]
    offset, count = len(kept.body), kept.count
    for member in changed:
        header, entry = _headers(member, offset)
        body += (header, member.raw)
        directory.append(entry)
        offset += len(header) + len(member.raw)
        count += 1
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return b"".join((*body, *directory, end))


def _headers(member: Member, offset: int) -> tuple[bytes, bytes]:
    """A file's own header and its entry in the directory."""
    try:
        name, flags = member.name.encode("ascii"), 0
    except UnicodeEncodeError:
        name, flags = member.name.encode(), _UTF8_NAME
    method = _DEFLATED if member.is_deflated else _STORED
    facts = (flags, method, 0, _DATE, member.crc, len(member.raw), member.size, len(name))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *facts, 0) + name
    entry = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *facts, 0, 0, 0, 0, 0, offset) + name
    return local, entry
