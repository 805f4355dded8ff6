"""The zip package's table of contents, read strictly: no overlap, nothing hidden, no lies.

The standard library's `zipfile` believes the central directory and forgives a good deal;
which overlaps it refuses depends on the version of Python. Here every local header is held
against the central directory, and the parts must follow one another without a gap from the
first byte of the file to the directory. Excel, LibreOffice and every library tried so do.
"""

from __future__ import annotations

import struct
import unicodedata
from typing import NamedTuple

from . import kinds
from .limits import Limits
from .refusal import ASK_SENDER, SAVE_AGAIN, SEND_AGAIN, PackageRefused, byte_count, refused, shown

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_MARK = b"PK\x05\x06"
_LONGEST_TAIL = 65_557
_ENCRYPTION_BITS = 0x0001 | 0x0040 | 0x2000
_DESCRIPTOR_BIT, _UTF8_BIT = 0x0008, 0x0800
_UNICODE_PATH, _ZIP64 = 0x7075, 0x0001
_TWO_SIZES = 16
_FILE_TYPES = (0, 0o100000, 0o040000)
_LARGE = 0xFFFFFFFF

STORED, DEFLATED = 0, 8


class Member(NamedTuple):
    """One part as the table of contents has it; sizes in bytes."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    header_at: int


def read_directory(data: bytes, limits: Limits) -> tuple[list[Member], dict[str, int]]:
    """Every part of the package, and where its packed bytes begin.

    Args:
        data: the file; begins as a zip package does.
        limits: the bounds.

    Raises:
        PackageRefused: for anything that a program which saves workbooks would not write.
    """
    members, directory_at = _directory(data, limits)
    _check_names(members, limits)
    for member in members:
        _check_packing(member)
    return members, _check_layout(data, members, directory_at)


def _directory(data: bytes, limits: Limits) -> tuple[list[Member], int]:
    """The central directory's entries, and where it begins."""
    end_at = _end_record(data)
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(data, end_at)
    if count > limits.parts:
        raise refused(
            kinds.ZIP_COUNT,
            f"The file has {count:,} parts; at most {limits.parts:,} are read.",
            SAVE_AGAIN,
        )
    if data[end_at - 20 : end_at - 16] == b"PK\x06\x07" or _LARGE in (size, start):
        raise refused(
            kinds.ZIP_MISMATCH,
            "The file is written in the form for files over 4 GB, although it is small.",
            SAVE_AGAIN,
        )
    if disk or first_disk or here != count or start + size > end_at:
        raise refused(kinds.CORRUPT, "The file's table of contents cannot be right.", SEND_AGAIN)
    if start + size != end_at:
        raise _hidden(end_at - start - size)
    members, at = [], start
    while at + _ENTRY.size <= end_at and data[at : at + 4] == b"PK\x01\x02":
        member, at = _member(data, at)
        members.append(member)
    if at != end_at or len(members) != count:
        raise refused(
            kinds.ZIP_MISMATCH,
            f"The file says that it has {count:,} parts, and its table of contents lists "
            f"{len(members):,}.",
            SAVE_AGAIN,
        )
    if not members:
        raise refused(kinds.NOT_XLSX, "The file is an empty archive.", SEND_AGAIN)
    return members, start


def _end_record(data: bytes) -> int:
    """Where the end record stands: in the last 22 bytes, or not at all."""
    at = len(data) - _END.size
    if data[at : at + 4] == _END_MARK and data[-2:] == b"\0\0":
        return at
    at = data.rfind(_END_MARK, max(0, len(data) - _LONGEST_TAIL))
    if at < 0 or at + _END.size > len(data):
        raise refused(
            kinds.TRUNCATED,
            f"The file breaks off after {byte_count(len(data))}; its end is missing.",
            SEND_AGAIN,
        )
    extra = len(data) - at - _END.size
    if int.from_bytes(data[at + 20 : at + 22], "little") > extra:
        raise refused(
            kinds.TRUNCATED, f"The file breaks off after {byte_count(len(data))}.", SEND_AGAIN
        )
    raise refused(
        kinds.NOT_XLSX,
        f"The file has {byte_count(extra)} behind its end, outside the workbook.",
        SAVE_AGAIN,
    )


def _member(data: bytes, at: int) -> tuple[Member, int]:
    """The entry at ``at``, and where the next one begins."""
    fields = _ENTRY.unpack_from(data, at)
    flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    name_length, extra_length, note_length, disk = fields[10:14]
    name_end = at + _ENTRY.size + name_length
    raw = data[at + _ENTRY.size : name_end]
    name = raw.decode(
        "ascii" if raw.isascii() else "utf-8" if flags & _UTF8_BIT else "cp437", "replace"
    )
    for identifier, _ in _extra_fields(data, name_end, extra_length):
        if identifier == _UNICODE_PATH:
            raise mismatch(name, "has a second name")
    if disk or _LARGE in (packed, size, fields[16]):
        raise mismatch(name, "is written in the form for files over 4 GB")
    member = Member(name, raw, flags, method, crc, packed, size, fields[15] >> 16, fields[16])
    return member, name_end + extra_length + note_length


def _check_names(members: list[Member], limits: Limits) -> None:
    seen: dict[str, str] = {}
    for member in members:
        name = member.name
        parts = name.removesuffix("/").split("/")
        if (
            not name.isprintable()
            or "\ufffd" in name
            or len(name) > limits.name_length
            or any(c in name for c in '\\:*?"<>|')
            or any(part in ("", ".", "..") or part[-1] in " ." for part in parts)
            or member.attributes & 0o170000 not in _FILE_TYPES
            or (name[-1:] == "/" and member.size)
        ):
            raise refused(
                kinds.ZIP_NAME,
                f"The file has a part named {shown(name)}, which a workbook cannot have.",
                SAVE_AGAIN,
            )
        key = unicodedata.normalize("NFKC", name.removesuffix("/")).casefold()
        if key in seen:
            raise refused(
                kinds.ZIP_DUPLICATE,
                f"The file holds the part {shown(name)} twice.",
                SAVE_AGAIN,
            )
        seen[key] = name


def _check_packing(member: Member) -> None:
    if member.flags & _ENCRYPTION_BITS:
        raise refused(
            kinds.ENCRYPTED,
            f"The part {shown(member.name)} of the file is encrypted with a zip password.",
            SAVE_AGAIN,
        )
    if member.method not in (STORED, DEFLATED):
        raise refused(
            kinds.ZIP_METHOD,
            f"The part {shown(member.name)} is packed by method {member.method}, "
            "which Excel does not use.",
            SAVE_AGAIN,
        )
    if member.method == STORED and member.packed != member.size:
        raise mismatch(member.name, "declares two sizes")


def _check_layout(data: bytes, members: list[Member], directory_at: int) -> dict[str, int]:
    """Walk the parts in the order of the file; each must begin where the last one ended."""
    starts, reached = {}, 0
    in_order = sorted(members, key=lambda m: m.header_at)
    following = [m.header_at for m in in_order[1:]] + [directory_at]
    for member, next_at in zip(in_order, following, strict=True):
        if member.header_at < reached:
            raise _overlap(member.name)
        if member.header_at > reached:
            raise _hidden(member.header_at - reached)
        start = _local_header(data, member)
        end = start + member.packed
        if end > next_at:
            raise _overlap(member.name)
        if member.flags & _DESCRIPTOR_BIT:
            end = _descriptor(data, member, end, next_at)
        starts[member.name], reached = start, end
    if reached != directory_at:
        raise _hidden(directory_at - reached)
    return starts


def _local_header(data: bytes, member: Member) -> int:
    """Where the part's bytes begin; its own header must say what the directory says."""
    if member.header_at + _LOCAL.size > len(data):
        raise mismatch(member.name, "is not where the table of contents says")
    mark, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(
        data, member.header_at
    )
    name_at = member.header_at + _LOCAL.size
    start: int = name_at + name_length + extra_length
    if mark != b"PK\x03\x04":
        raise mismatch(member.name, "is not where the table of contents says")
    if data[name_at : name_at + name_length] != member.raw_name:
        raise mismatch(member.name, "has another name in its own header")
    if flags != member.flags or method != member.method:
        raise mismatch(member.name, "is packed otherwise than the table of contents says")
    extra = dict(_extra_fields(data, name_at + name_length, extra_length))
    if _UNICODE_PATH in extra:
        raise mismatch(member.name, "has a second name")
    if (packed, size) == (_LARGE, _LARGE) and len(extra.get(_ZIP64, b"")) >= _TWO_SIZES:
        size, packed = struct.unpack_from("<2Q", extra[_ZIP64])
    declared = (crc, packed, size)
    if declared != (member.crc, member.packed, member.size) and not (
        flags & _DESCRIPTOR_BIT and declared == (0, 0, 0)
    ):
        raise mismatch(member.name, "has another size in its own header")
    return start


def _descriptor(data: bytes, member: Member, at: int, next_at: int) -> int:
    """Skip the sizes that are written behind a part; they must be the same once more."""
    sizes = (member.crc, member.packed, member.size)
    expected = {
        struct.pack("<3L", *sizes),
        struct.pack("<4s3L", b"PK\x07\x08", *sizes),
        struct.pack("<L2Q", *sizes),
        struct.pack("<4sL2Q", b"PK\x07\x08", *sizes),
    }
    if data[at:next_at] not in expected:
        raise mismatch(member.name, "has another size behind it")
    return next_at


def _extra_fields(data: bytes, at: int, length: int) -> list[tuple[int, bytes]]:
    """Identifier and content of each extra field; a broken tail is left out."""
    fields, end = [], min(at + length, len(data))
    while at + 4 <= end:
        identifier, size = struct.unpack_from("<2H", data, at)
        fields.append((identifier, data[at + 4 : at + 4 + size]))
        at += 4 + size
    return fields


def mismatch(name: str, how: str) -> PackageRefused:
    """Refuse a part that contradicts the table of contents; ``how`` completes the sentence."""
    return refused(kinds.ZIP_MISMATCH, f"The part {shown(name)} of the file {how}.", SAVE_AGAIN)


def _overlap(name: str) -> PackageRefused:
    return refused(
        kinds.ZIP_OVERLAP,
        f"The part {shown(name)} of the file shares bytes with another part.",
        ASK_SENDER,
    )


def _hidden(count: int) -> PackageRefused:
    return refused(
        kinds.ZIP_HIDDEN,
        f"The file holds {byte_count(count)} between its parts, outside all of them.",
        SAVE_AGAIN,
    )
