"""Long constant stretches within parts that change: compressed once, copied into every workbook.

A deflate stream may be cut at whole bytes into pieces that do not refer to each other, and put
together from them again. Rows that a school leaves blank, lists and rates are most of a workbook.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from .container import Member
from .deflating import RAW, Deflate, crc32_beside

#: Shorter stretches are compressed together with what stands around them.
LONG = 8 * 1024
#: Longer ones are cut, so that a stretch that begins in the middle wastes little. As wide as what
#: deflate looks back on, so that cutting costs little.
WIDTH = 32 * 1024

#: A deflate stream of nothing, which ends a stream whose last piece has no end of its own.
_NOTHING_MORE = b"\x03\x00"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A constant stretch of a part.

    Attributes:
        data: its bytes.
        deflated: the same compressed, as a piece of a stream that goes on.
    """

    data: bytes
    deflated: bytes


def chunk(text: str) -> Chunk:
    """Compress a constant stretch, as tightly as can be: it is done once."""
    data = text.encode()
    stream = zlib.compressobj(9, zlib.DEFLATED, RAW)
    return Chunk(data, stream.compress(data) + stream.flush(zlib.Z_FULL_FLUSH))


def chunks_of(text: str) -> tuple[tuple[int, Chunk], ...]:
    """A text in chunks, each with where it begins; none for a short text."""
    if len(text) < LONG:
        return ()
    starts = list(range(0, len(text), WIDTH))
    if len(text) - starts[-1] < LONG and len(starts) > 1:
        starts.pop()
    stops = [*starts[1:], len(text)]
    return tuple(
        (start, chunk(text[start:stop])) for start, stop in zip(starts, stops, strict=True)
    )


def compress(name: str, strips: Sequence[bytes | Chunk], deflate: Deflate) -> Member:
    """A part from its strips: those of this school are compressed, the constant ones copied."""
    crc32, crc, size = crc32_beside(deflate), 0, 0
    raw: list[bytes] = []
    final = len(strips) - 1
    for at, strip in enumerate(strips):
        if isinstance(strip, Chunk):
            data = strip.data
            raw.append(strip.deflated)
            if at == final:
                raw.append(_NOTHING_MORE)
        else:
            data = strip
            raw.append(deflate(data, last=at == final))
        crc = crc32(data, crc)
        size += len(data)
    return Member(name, b"".join(raw), crc, size, is_deflated=True)
