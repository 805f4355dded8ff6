"""The parts of a returned file, unpacked one at a time and never beyond what was declared."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from . import kinds
from .directory import STORED, Member, mismatch, read_directory
from .limits import Limits
from .markup import declares_type, document_type
from .refusal import ASK_SENDER, SEND_AGAIN, PackageRefused, byte_count, megabytes, refused, shown

_BLOCK = 1 << 20
_PEEK = 4096


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a verified package.

    Attributes:
        data: the whole file.
        members: each part by its name, in the order of the table of contents.
        starts: where each part's packed bytes begin.
        limits: the bounds in force.
    """

    data: bytes
    members: Mapping[str, Member]
    starts: Mapping[str, int]
    limits: Limits

    def unpack(self, name: str) -> bytes:
        """The part's bytes: never more than were declared, and with the right checksum.

        Raises:
            PackageRefused: the part is damaged, or holds more or less than declared.
        """
        member = self.members[name]
        start = self.starts[name]
        packed = self.data[start : start + member.packed]
        stored = member.method == STORED or not (member.packed or member.size)
        content = packed if stored else self._inflate(member, packed)
        if zlib.crc32(content) != member.crc:
            raise _damaged(name)
        return content

    def check_size(self, member: Member, total: int) -> None:
        """Refuse a part that grows out of proportion, or beyond what is read.

        What makes a bomb of it is named where it can be seen without unpacking it all.

        Args:
            member: the part, with the size that is declared or was measured.
            total: of all parts up to this one; bytes.

        Raises:
            PackageRefused: it does.
        """
        limits = self.limits
        if member.size > limits.ratio_above and member.size > limits.ratio * max(1, member.packed):
            if declares_type(self._first_bytes(member)):
                raise document_type(member.name)
            raise refused(
                kinds.ZIP_RATIO,
                f"The part {shown(member.name)} grows from {megabytes(member.packed)} to "
                f"{megabytes(member.size)} when it is unpacked.",
                ASK_SENDER,
            )
        if max(member.size - limits.part_bytes, total - limits.total_bytes) > 0:
            raise refused(
                kinds.ZIP_SIZE,
                f"Unpacked, the file is {megabytes(max(total, member.size))} or more.",
                "Take pictures and added sheets out of the workbook, save it, and send it again.",
            )

    def _first_bytes(self, member: Member) -> bytes:
        start = self.starts[member.name]
        packed = self.data[start : start + min(member.packed, _PEEK)]
        if member.method == STORED:
            return packed
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, _PEEK)
        except zlib.error:
            return b""

    def _inflate(self, member: Member, packed: bytes) -> bytes:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, member.size + 1)
        except zlib.error:
            raise _damaged(member.name) from None
        if len(content) > member.size:
            self._refuse_understated(member, packed)
        if len(content) < member.size or not inflater.eof:
            raise _damaged(member.name)
        if inflater.unused_data:
            raise mismatch(member.name, "is followed by bytes that belong to no part")
        return content

    def _refuse_understated(self, member: Member, packed: bytes) -> None:
        """Say whether a part that is larger than declared is a bomb, a lie or an accident."""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        size = crc = 0
        try:
            while not inflater.eof and size <= self.limits.part_bytes:
                block = inflater.decompress(packed, _BLOCK)
                if not block:
                    break
                size, crc = size + len(block), zlib.crc32(block, crc)
                packed = inflater.unconsumed_tail
        except zlib.error:
            raise _damaged(member.name) from None
        self.check_size(member._replace(size=size), size)
        if crc != member.crc:
            raise _damaged(member.name)
        raise mismatch(member.name, f"declares {byte_count(member.size)} and holds {size:,}")


def open_archive(data: bytes, limits: Limits) -> Archive:
    """Verify the whole package; nothing is unpacked yet.

    Args:
        data: the file; begins as a zip package does.
        limits: the bounds.

    Raises:
        PackageRefused: a trick of the container, named, or a part that is too large.
    """
    members, starts = read_directory(data, limits)
    archive = Archive(data, {m.name: m for m in members if m.name[-1] != "/"}, starts, limits)
    total = 0
    for member in members:
        total += member.size
        archive.check_size(member, total)
    return archive


def _damaged(name: str) -> PackageRefused:
    return refused(kinds.CORRUPT, f"The part {shown(name)} of the file is damaged.", SEND_AGAIN)
