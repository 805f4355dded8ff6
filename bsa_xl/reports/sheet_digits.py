"""The digits of a sheet that we wrote ourselves, added up by column as they stand in its XML.

Only for our own files: a returned workbook is read by the room that trusts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import IO

_CHUNK = 4 << 20
_END = b"</row>"


class NotExactError(ValueError):
    """A cell of a written book that should hold whole cents, and does not."""


def readd_columns(
    sheet: IO[bytes], columns: Mapping[str, tuple[str, int]], first_row: int, name: str
) -> tuple[dict[str, int], int]:
    """Add up some columns of a sheet.

    Args:
        sheet: its XML.
        columns: letter to header, and how many parts one of its figures has.
        first_row: rows above it are left out.
        name: of the sheet, for messages.

    Returns:
        Header to the sum in parts, and how many rows have at least one figure.

    Raises:
        NotExactError: a cell holds something else than a figure of whole parts.
    """
    letters = "|".join(columns).encode()
    cell = re.compile(rb'<c r="(' + letters + rb')([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)')
    figures = {letter.encode(): _figure(whole) for letter, (_, whole) in columns.items()}
    sums = dict.fromkeys(figures, Decimal(0))
    rows: set[bytes] = set()
    for text in _whole_rows(sheet):
        for found in cell.finditer(text):
            letter, row, attributes, inside = found.groups()
            if inside is None or int(row) < first_row:
                continue
            figure = None if b't="' in attributes else figures[letter].fullmatch(inside)
            if figure is None:
                place, (head, _) = letter.decode() + row.decode(), columns[letter.decode()]
                raise NotExactError(f"{name} {place} holds no exact figure under '{head}'")
            sums[letter] += Decimal(figure[1].decode())
            rows.add(row)
    added = {head: int(sums[at.encode()] * whole) for at, (head, whole) in columns.items()}
    return added, len(rows)


def _figure(whole: int) -> re.Pattern[bytes]:
    """A number with no more decimals than its parts have."""
    places = len(str(whole)) - 1
    return re.compile(rb"<v>(-?[0-9]+(?:\.[0-9]{1,%d})?)</v>" % places)


def _whole_rows(sheet: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end where a row ends."""
    rest = b""
    while chunk := sheet.read(_CHUNK):
        text = rest + chunk
        end = text.rfind(_END) + len(_END)
        if end >= len(_END):
            yield text[:end]
            rest = text[end:]
        else:
            rest = text
