"""One worksheet: its cells, and what stands around them.

The cells of a sheet in the usual form are taken apart by `canonical`, and only the rest of it
goes through the parser; any other sheet is read by the parser's events alone (`events`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from .canonical import read_canonical
from .cells import CellCollector, Lookup
from .events import read_events
from .markup import uses_plain_names
from .part import Part
from .plain_text import NotCanonical, plain_text
from .rows import SheetCells
from .surroundings import Around, Surroundings, read_outline

_START, _END = b"<sheetData>", b"</sheetData>"
_LONGEST = 4 * 1024 * 1024
_FOOTERS = b"<headerFooter"
_FOOTER = re.compile(rb"(?<=<odd(?:Header|Footer)>)[^<]+(?=</odd)")
_ELEMENTS_PER_CELL = 3  # at most: the cell, its formula, its value


class SheetContent(NamedTuple):
    """What is read from a sheet: its cells, what was noted of them, and what is around."""

    cells: SheetCells
    notes: CellCollector
    around: Around


def read_sheet(part: Part, lookup: Lookup) -> SheetContent:
    """Read one worksheet.

    Args:
        part: the sheet's XML; its meter counts the cells.
        lookup: the shared strings and formats.

    Raises:
        PackageRefused: a trick, named, with the sheet and where there is one the cell.
    """
    notes, around = _read_usual(part, lookup) or _read_events(part, lookup)
    if not around.has_data:
        raise part.corrupt("The sheet has lost its cells.")
    return SheetContent(notes.complete(), notes, around)


def _read_events(part: Part, lookup: Lookup) -> tuple[CellCollector, Around]:
    """A sheet in whatever form."""
    cells, around = CellCollector(part, lookup), Surroundings(part)
    read_events(part, cells, around)
    return cells, around.around()


def _read_usual(part: Part, lookup: Lookup) -> tuple[CellCollector, Around] | None:
    """A sheet in the usual form; None when it is in another."""
    data = part.data
    start, end = data.find(_START) + len(_START), data.rfind(_END)
    if not len(_START) <= start <= end <= start + _LONGEST:
        return None
    outline = _without_footers(part.without(start, end))
    known, mark = lookup.known.outlines, outline.print
    if mark not in known and not uses_plain_names(outline.data):
        return None
    cells = CellCollector(part, lookup)
    try:
        text = data[start:end].decode()
        count = read_canonical(text, cells)
    except (NotCanonical, UnicodeDecodeError):
        return None
    part.count(_ELEMENTS_PER_CELL * count)
    if mark in known:
        outline.count_elements()
        return cells, known[mark]
    surroundings = Surroundings(part)
    read_outline(outline, surroundings)
    lookup.known.keep_outline(mark, around := surroundings.around())
    return cells, around


def _without_footers(outline: Part) -> Part:
    """The rest of a sheet without what is printed above and below it, which names the school.

    Nothing is taken from there; where leaving it out could hide that the part is not well-formed,
    it stays.
    """
    data = outline.data
    start = data.find(_FOOTERS)
    if start < 0 or b"<!" in data or data.find(b"<?", 1) >= 0:
        return outline
    text = b"".join(_FOOTER.findall(data, start))
    try:
        plain_text(text.decode())
    except (NotCanonical, UnicodeDecodeError):
        return outline
    if b"]]>" in data:
        return outline
    return replace(outline, data=data[:start] + _FOOTER.sub(b"", data[start:]))
