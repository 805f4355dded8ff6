"""One worksheet: its cells, and what stands around them.

The cells of a sheet in the usual form are taken apart by `canonical`, and only the rest of it
goes through the parser; any other sheet is read by the parser's events alone (`events`).
"""

from __future__ import annotations

from typing import NamedTuple

from .canonical import read_canonical
from .cells import CellCollector, Lookup
from .events import read_events
from .markup import uses_plain_names
from .part import Part
from .plain_text import NotCanonical
from .surroundings import Around, Surroundings, read_outline

_START, _END = b"<sheetData>", b"</sheetData>"
_LONGEST = 4 * 1024 * 1024
_ELEMENTS_PER_CELL = 3  # at most: the cell, its formula, its value


class SheetContent(NamedTuple):
    """What is read from a sheet: its cells with what was noted of them, and what is around."""

    cells: CellCollector
    around: Around


def read_sheet(part: Part, lookup: Lookup) -> SheetContent:
    """Read one worksheet.

    Args:
        part: the sheet's XML; its meter counts the cells.
        lookup: the shared strings and formats.

    Raises:
        PackageRefused: a trick, named, with the sheet and where there is one the cell.
    """
    content = _read_usual(part, lookup)
    if content is None:
        cells, around = CellCollector(part, lookup), Surroundings(part)
        read_events(part, cells, around)
        content = SheetContent(cells, around.around())
    if not content.around.has_data:
        raise part.corrupt("The sheet has lost its cells.")
    content.cells.complete()
    return content


def _read_usual(part: Part, lookup: Lookup) -> SheetContent | None:
    """A sheet in the usual form; None when it is in another."""
    data = part.data
    start, end = data.find(_START) + len(_START), data.rfind(_END)
    if not len(_START) <= start <= end <= start + _LONGEST:
        return None
    outline = part.without(start, end)
    known, mark = lookup.known.outlines, outline.print
    if mark not in known and not uses_plain_names(outline.data):
        return None
    cells = CellCollector(part, lookup)
    try:
        text = data[start:end].decode()
        read_canonical(text, cells)
    except (NotCanonical, UnicodeDecodeError):
        return None
    part.count(_ELEMENTS_PER_CELL * len(cells.cells))
    if mark in known:
        outline.count_elements()
        return SheetContent(cells, known[mark])
    surroundings = Surroundings(part)
    read_outline(outline, surroundings)
    lookup.known.keep_outline(mark, around := surroundings.around())
    return SheetContent(cells, around)
