"""The policy's own bytes, carried along in the workbook: what is not edited stays as it was.

They lie packed on a hidden sheet, as text, which every spreadsheet program keeps; with their
SHA-256, so that a copy that came to harm is known for one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Sequence

from bsa_xl.policy.encoding import MOST_BYTES

#: The first cell of the sheet; a later form of the workbook has another number.
FORM = "BSA-XL policy workbook, form 1"
_LETTERS = 30_000


def packed(raw: bytes, name: str) -> list[str]:
    """The cells of the hidden sheet, one below the other.

    Args:
        raw: the file's bytes.
        name: the file's name.
    """
    text = base64.b64encode(zlib.compress(raw, 9)).decode("ascii")
    parts = [text[at : at + _LETTERS] for at in range(0, len(text), _LETTERS)]
    return [FORM, hashlib.sha256(raw).hexdigest(), name, *parts]


def unpacked(cells: Sequence[str]) -> bytes | None:
    """The bytes that were packed; None where the cells do not hold all of them any more."""
    if len(cells) < len(("form", "hash", "name", "text")) or cells[0] != FORM:
        return None
    try:
        data = base64.b64decode("".join(cells[3:]), validate=True)
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(data, MOST_BYTES + 1)
    except (binascii.Error, zlib.error, ValueError):
        return None
    if len(raw) > MOST_BYTES or hashlib.sha256(raw).hexdigest() != cells[1]:
        return None
    return raw
