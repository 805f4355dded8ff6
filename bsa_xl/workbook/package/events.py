"""A worksheet by the parser's events: every element in its place, however it is written.

An element of the sheet's data is only taken where it belongs, a row in the data, a cell in a row,
and text only inside a value, a formula or a string; where one stands elsewhere the sheet is
refused, for programs differ in what they make of it.
"""

from __future__ import annotations

from .address import column_letters, parse_cell
from .cells import CellCollector
from .markup import MAIN, feed, open_parser
from .part import Attributes, Part
from .refusal import shown
from .surroundings import NAMES, Surroundings, local, misplaced, wrong_root
from .values import trimmed

_C, _V, _F, _T, _R = (f"{MAIN} {name}" for name in ("c", "v", "f", "t", "r"))
_IS, _ROW, _DATA, _PHONETIC = (f"{MAIN} {name}" for name in ("is", "row", "sheetData", "rPh"))
_ROOT = f"{MAIN} worksheet"
_PARENTS = {
    _ROW: (_DATA,), _C: (_ROW,), _V: (_C,), _F: (_C,), _IS: (_C,), _R: (_IS,),
    _T: (_IS, _R, _PHONETIC),
}  # fmt: skip
_WITH_TEXT = (_V, _F, _T)
_ALTERNATIVES = ("AlternateContent", "Choice", "Fallback")


def read_events(part: Part, cells: CellCollector, around: Surroundings) -> None:
    """Read one worksheet.

    Args:
        part: the sheet's XML.
        cells: takes the cells.
        around: takes what stands around them.

    Raises:
        PackageRefused: a trick, named, with the sheet and where there is one the cell.
    """
    reader = _Reader(part, cells, around)
    feed(reader.parser, part, reader.texts)


class _Reader:
    """Handlers and state of one pass."""

    __slots__ = (
        "around", "attributes", "cells", "formula", "formula_attributes", "last",
        "parser", "part", "path", "pieces", "row", "starts", "string", "text_attributes",
        "texts", "value",
    )  # fmt: skip

    def __init__(self, part: Part, cells: CellCollector, around: Surroundings) -> None:
        self.part, self.cells, self.around = part, cells, around
        self.path: list[str] = []
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.attributes: Attributes = {}
        self.formula_attributes: Attributes = {}
        self.text_attributes: Attributes = {}
        self.value: str | None = None
        self.formula: str | None = None
        self.string: str | None = None
        self.row, self.last = 0, 0
        self.starts = {
            _ROW: self.start_row,
            _C: self.start_cell,
            _V: self.start_value,
            _F: self.start_formula,
            _IS: self.start_string,
            _T: self.start_text,
        }
        self.parser = open_parser(part)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: Attributes) -> None:
        path = self.path
        parent = path[-1] if path else ""
        path.append(tag)
        if len(path) > self.part.limits.depth:
            raise self.part.too_deep()
        if parent in _WITH_TEXT:
            raise misplaced(self.part, local(tag))
        parents = _PARENTS.get(tag)
        if parents is None:
            self.start_other(tag, attributes)
        elif parent not in parents:
            raise misplaced(self.part, local(tag))
        elif tag in self.starts:
            self.starts[tag](attributes)

    def end(self, tag: str) -> None:
        path = self.path
        path.pop()
        if tag in _WITH_TEXT:
            text = self.take_text()
            if tag == _V:
                self.value = text
            elif tag == _F:
                self.formula = text
            elif path[-1] != _PHONETIC:
                self.pieces.append(trimmed(text, self.text_attributes))
        elif tag == _IS:
            self.string = "".join(self.pieces)
        elif tag == _C:
            self.end_cell()
        elif tag in NAMES:
            self.around.end(NAMES[tag], self.take_text())

    def take_text(self) -> str:
        """The text that has come together; no more is wanted."""
        self.parser.CharacterDataHandler = None
        text = "".join(self.texts)
        self.texts.clear()
        return text

    def start_other(self, tag: str, attributes: Attributes) -> None:
        """An element that is no part of the cells."""
        path = self.path
        name = NAMES.get(tag)
        if len(path) == 1 and tag != _ROOT:
            raise wrong_root(self.part, tag)
        if name is None:
            if _DATA in path and local(tag) in _ALTERNATIVES:
                raise misplaced(self.part, local(tag))
        elif self.around.start(name, len(path), attributes):
            self.parser.CharacterDataHandler = self.texts.append

    def start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        place = parse_cell(f"A{self.row + 1 if number is None else number}")
        if place is None:
            raise self.part.corrupt(f"A row has the number {shown(number or 'after the last')}.")
        self.row, self.last = place[1], 0
        self.cells.check_room(len(self.cells.cells))

    def start_cell(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self.value = self.formula = self.string = None

    def start_value(self, _attributes: Attributes) -> None:
        if self.value is not None:
            raise misplaced(self.part, "v")
        self.parser.CharacterDataHandler = self.texts.append

    def start_formula(self, attributes: Attributes) -> None:
        if self.formula is not None:
            raise misplaced(self.part, "f")
        self.formula_attributes = attributes
        self.parser.CharacterDataHandler = self.texts.append

    def start_string(self, _attributes: Attributes) -> None:
        if self.string is not None:
            raise misplaced(self.part, "is")
        self.pieces.clear()

    def start_text(self, attributes: Attributes) -> None:
        self.text_attributes = attributes
        self.parser.CharacterDataHandler = self.texts.append

    def end_cell(self) -> None:
        attributes, cells = self.attributes, self.cells
        column = self.column(attributes.get("r"))
        address = f"{column_letters(column)}{self.row}"
        if column > self.part.limits.columns or self.row > self.part.limits.rows:
            if self.value or self.formula is not None or self.string:
                raise cells.beyond(address)
            return
        style = cells.lookup.styles.get(attributes.get("s"))
        if style is None:
            raise self.part.corrupt("The cell has a format that does not exist.", address)
        if address in cells.cells:
            raise cells.twice(address)
        source = None
        if self.formula is not None:
            source = cells.source(self.formula, self.formula_attributes, address)
        content = cells.content(attributes.get("t"), self.value, self.string, address)
        cells.cells[address] = cells.made(address, style, content, source)

    def column(self, address: str | None) -> int:
        """The column of the cell; without an address it follows the cell before it."""
        if address is None:
            self.last += 1
            return self.last
        place = parse_cell(address)
        if place is None or place[1] != self.row:
            raise self.part.corrupt(f"A cell in row {self.row:,} has the address {shown(address)}.")
        self.last = place[0]
        return self.last
