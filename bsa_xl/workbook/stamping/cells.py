"""Where the cells of a sheet stand in its XML."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from .slots import column_letters, row_and_column
from .xml_text import ATTRIBUTE, MAIN, not_a_template, require_whole, split_name, tag_at, walk

#: What a cell's tag says of the content that is replaced: its type, and rich-value metadata.
_OF_CONTENT = frozenset({b"t", b"vm"})
_OF_FORMULA = frozenset({b"cm"})


class FoundCell(NamedTuple):
    """A cell in the XML.

    Attributes:
        start: the byte at which its tag begins.
        end: the byte after it.
        tag: its opening tag up to before the type and the closing bracket, style included.
        formula: its formula's element, empty for none.
        formula_at: the byte at which that begins.
        prefix: the namespace prefix of the sheet's elements, with its colon; mostly empty.
    """

    start: int
    end: int
    tag: str
    formula: str
    formula_at: int
    prefix: str


class _Finder:
    """Takes the parser's events and keeps the cells that are asked for."""

    def __init__(self, part: str, data: bytes, wanted: Collection[tuple[int, int]]) -> None:
        self.part = part
        self.data = data
        self.wanted = wanted
        self.found: dict[tuple[int, int], FoundCell] = {}
        self._kinds: dict[str, str] = {}
        self._row = self._column = 0
        self._cell: tuple[int, str] | None = None
        self._formula = -1
        self._formula_end = -1

    def start(self, at: int, name: str, attributes: Mapping[str, str]) -> None:
        kind = self._kind(name)
        if kind == "row":
            said = attributes.get("r", "")
            self._row = int(said) if said.isdecimal() else self._row + 1
            self._column = 0
        elif kind == "c":
            said = attributes.get("r", "")
            self._row, self._column = row_and_column(said) or (self._row, self._column + 1)
            self._cell = (at, name) if (self._row, self._column) in self.wanted else None
            self._formula = self._formula_end = -1
        elif kind == "f" and self._cell:
            self._formula = at

    def end(self, at: int, name: str) -> None:
        kind = self._kind(name)
        if kind == "f" and self._cell and self._formula >= 0:
            self._formula_end = self._after(self._formula, at)
        elif kind == "c" and self._cell:
            self._keep(*self._cell, at)
            self._cell = None

    def _kind(self, name: str) -> str:
        """``row``, ``c`` or ``f`` of a spreadsheet; empty for anything else."""
        kind = self._kinds.get(name)
        if kind is None:
            space, local, _ = split_name(name)
            kind = local if space in MAIN and local in {"row", "c", "f"} else ""
            self._kinds[name] = kind
        return kind

    def _after(self, start: int, end: int) -> int:
        """The byte after an element, from the bytes of its two tags, or of its only one."""
        tag = tag_at(self.part, self.data, start)
        return tag.end() if tag[3] else self.data.index(b">", end) + 1

    def _keep(self, start: int, name: str, end: int) -> None:
        if (self._row, self._column) in self.found:
            raise not_a_template(self.part, "a cell stands there twice")
        formula = self.data[self._formula : self._formula_end] if self._formula >= 0 else b""
        tag = tag_at(self.part, self.data, start)
        dropped = _OF_CONTENT if formula else _OF_CONTENT | _OF_FORMULA
        kept = [
            b" %s=%s" % (each[1], each[2])
            for each in ATTRIBUTE.finditer(tag[2])
            if each[1] not in dropped
        ]
        self.found[self._row, self._column] = FoundCell(
            start,
            self._after(start, end),
            (b"<%s%s" % (tag[1], b"".join(kept))).decode(),
            formula.decode(),
            self._formula,
            split_name(name)[2],
        )


def find_cells(
    part: str, data: bytes, wanted: Collection[tuple[int, int]]
) -> dict[tuple[int, int], FoundCell]:
    """The cells at these places (row and column from 1), in the order of the document.

    Cells that say where they stand, and cells that are merely counted, are both understood.

    Args:
        part: the part's name, for messages.
        data: a worksheet, UTF-8.
        wanted: the places; those without a cell are missing in the answer.

    Raises:
        TemplateError: it is not XML, or one of the cells stands there twice.
    """
    found = _find_plain(data, wanted)
    if found is not None:
        require_whole(part, data)
        return found
    finder = _Finder(part, data, wanted)
    walk(part, data, finder.start, finder.end)
    return finder.found


def _find_plain(
    data: bytes, wanted: Collection[tuple[int, int]]
) -> dict[tuple[int, int], FoundCell] | None:
    """The same in a sheet written as every program writes it, ten times as fast; else None."""
    root = _ROOT.match(data)
    begin, end = data.find(b"<sheetData>"), data.find(b"</sheetData>")
    if root is None or root[1].decode() not in MAIN or not 0 <= begin < end or b"<!" in data:
        return None
    refs = {f"{column_letters(column)}{row}".encode(): (row, column) for row, column in wanted}
    found: dict[tuple[int, int], FoundCell] = {}
    count = 0
    for cell in _PLAIN_CELL.finditer(data, begin, end):
        count += 1
        place = refs.get(cell[1])
        if place is None:
            continue
        if place in found:
            return None
        formula = cell["formula"] or b""
        look = cell["look"] + (cell["rich"] if formula else b"")
        tag = b'<c r="%s"%s' % (cell[1], look)
        at = cell.start("formula")
        found[place] = FoundCell(cell.start(), cell.end(), tag.decode(), formula.decode(), at, "")
    return found if count == len(_CELL.findall(data, begin, end)) else None


_ROOT = re.compile(rb"(?:\s*<\?xml[^>]*\?>)?\s*<worksheet\s[^>]*?xmlns=\"([^\"]*)\"")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
#: A cell as Excel, LibreOffice and openpyxl write it: place, style, type, metadata, in this order.
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?P<look>(?: s="[0-9]+")?)(?: t="\w+")?'
    rb'(?P<rich>(?: cm="[0-9]+")?)(?: vm="[0-9]+")?'
    rb"(?:/>|>(?P<formula><f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?[^<]*(?:<(?!/?c[\s/>])[^<]*)*</c>)"
)
