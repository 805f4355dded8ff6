"""The cells of one row in the form in which every spreadsheet program writes them.

Only a small part of XML is read here, and each character of it is checked; see `canonical`.
"""

from __future__ import annotations

import re

from .cell import Cell, CellKind
from .cells import CellCollector, new_cell
from .part import Attributes
from .plain_text import NotCanonical, is_plain, plain_text
from .row_text import SHARED_EDGE
from .values import XML_SPACE

_HEAD = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")?(?: (?:cm|vm|ph)="[0-9]+")* ?')
_FORMULA = re.compile(r'<f(?: [A-Za-z0-9]+="[^"<&\x00-\x1f\ufffe\uffff]*")* ?(/?)')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_NUMBER, _TEXT, _BLANK = CellKind.NUMBER, CellKind.TEXT, CellKind.BLANK

_NOTHING = ("", 0)
_NO_FORMULA = ("", 0, None)
_SHORT = 70  # characters; what is longer is mostly a formula


class RowReader:
    """Reads settled rows cell by cell; the forms in which cells have begun are kept for the sheet.

    Attributes:
        heads: type and format by what follows an address up to the first bracket.
        tags: attributes of a formula's element, and whether it is closed, by its tag.
        numbers: all numbers; whether they are any is asked once for the whole sheet.
    """

    __slots__ = ("collector", "heads", "longest", "numbers", "tags")

    def __init__(self, collector: CellCollector) -> None:
        self.collector = collector
        self.longest = collector.part.limits.formula
        self.heads: dict[str, tuple[str, int]] = {}
        self.tags: dict[str, tuple[Attributes, bool]] = {}
        self.numbers: list[str] = []

    def read_row(self, row: str, text: str) -> dict[str, Cell]:
        """The cells of one row by address.

        A cell's text begins with its column and the row that is being read, so that cutting it
        there checks both. Whatever is not a number or a formula with its result is read by the
        methods below, unless it has been seen before.
        """
        first, *chunks = text.split('<c r="')
        cells: dict[str, Cell] = {}
        lookup, heads = self.collector.lookup, self.heads
        columns, dates = lookup.columns, lookup.dates
        formulas, seen = lookup.known.formulas, lookup.known.cells
        mark = f'{row}"'
        for chunk in chunks:
            letters, _, rest = chunk.partition(mark)
            if letters not in columns:
                raise NotCanonical
            if len(rest) < _SHORT and rest in seen:
                cells[letters + row] = seen[rest]
                continue
            key, formula, result = rest.partition("</f><v>")
            source: str | None = None
            if formula:
                kind, style, source = formulas.get(key) or self.learn_formula(key) or _NO_FORMULA
            else:
                head, found, result = rest.partition("><v>")
                kind, style = heads.get(head) or (self.learn(head) if found else _NOTHING)
            value, end, more = result.partition("</v></c>")
            if end and not more:
                if kind == "n" and (source or (value and style not in dates)):
                    if value:
                        self.numbers.append(value)
                        cells[letters + row] = new_cell(Cell, (_NUMBER, value, source, style))
                    else:
                        cells[letters + row] = new_cell(Cell, (_BLANK, "", source, style))
                    continue
                if kind == "str" and source and value.isprintable() and is_plain(value):
                    cells[letters + row] = new_cell(Cell, (_TEXT, value, source, style))
                    continue
            cells[letters + row] = self.other(letters + row, rest)
        if first or len(cells) != len(chunks):
            raise NotCanonical
        return cells

    def other(self, address: str, rest: str) -> Cell:
        """A cell in one of the rarer forms; ``rest`` is all that follows its address."""
        head, _, body = rest.partition(">")
        closed = head[-1:] == "/"
        head = head.removesuffix("/")
        kind, style = self.head(head)
        if body == ("" if closed else "</c>"):
            cell = self.collector.lookup.blanks[style]
            self.collector.lookup.known.keep_cell(rest, cell)
            return cell
        tag, _, content = body.partition(">")
        if closed:
            raise NotCanonical
        if tag[:2] == "<f":
            return self.formula(address, kind, style, tag, content)
        if tag == "<is":
            return self.string(address, kind, style, content, rest)
        if tag == "<v":
            return self.value(address, kind, style, content, rest)
        raise NotCanonical

    def learn_formula(self, key: str) -> tuple[str, int, str] | None:
        """Type, format and formula; None where it is not written in the plain way."""
        head, found, text = key.replace(' aca="false"', "", 1).partition("><f>")
        if not found:
            return None
        kind, style = self.head(head)
        source = plain_text(text)
        if not 0 < len(source) <= self.longest:
            return None
        self.collector.lookup.known.keep_formula(key, known := (kind, style, source))
        return known

    def head(self, head: str) -> tuple[str, int]:
        """Type and format from what follows a cell's address."""
        return self.heads.get(head) or self.learn(head)

    def learn(self, head: str) -> tuple[str, int]:
        """Type and format from what follows a cell's address, ``s="4" t="s"``."""
        match = _HEAD.fullmatch(head)
        style = None if match is None else self.collector.lookup.styles.get(match[1])
        if match is None or style is None:
            raise NotCanonical
        self.heads[head] = known = (match[2] or "n", style)
        return known

    def value(self, address: str, kind: str, style: int, body: str, rest: str) -> Cell:
        """A cell that holds a value and no formula; ``rest`` is all that follows its address."""
        value, end, more = body.partition("</v></c>")
        if more or not end:
            raise NotCanonical
        if kind == "s" and value[:1] == SHARED_EDGE:
            cell = new_cell(Cell, (_TEXT, plain_text(value[1:-1]), None, style))
            self.collector.lookup.known.keep_cell(rest, cell)
            return cell
        content = self.collector.content(kind, plain_text(value), None, address)
        return self.collector.made(address, style, content, None)

    def formula(self, address: str, kind: str, style: int, tag: str, body: str) -> Cell:
        """A cell that holds a formula, with or without its result."""
        attributes, closed = self.tags.get(tag) or self.learn_tag(tag)
        text, end, rest = ("", "/", body) if closed else body.partition("</f>")
        if not end:
            raise NotCanonical
        source = self.collector.source(plain_text(text), attributes, address)
        value: str | None = None
        if rest[:3] == "<v>":
            value, end, more = rest[3:].partition("</v></c>")
            if more or not end:
                raise NotCanonical
            value = plain_text(value)
        elif rest != "</c>":
            raise NotCanonical
        content = self.collector.content(kind, value, None, address)
        return self.collector.made(address, style, content, source)

    def learn_tag(self, tag: str) -> tuple[Attributes, bool]:
        """Attributes of a formula's element, and whether it is closed at once."""
        match = _FORMULA.fullmatch(tag)
        if match is None:
            raise NotCanonical
        pairs = _ATTRIBUTE.findall(tag)
        attributes = dict(pairs)
        if len(attributes) != len(pairs) or "xmlns" in attributes:
            raise NotCanonical
        self.tags[tag] = known = (attributes, bool(match[1]))
        return known

    def string(self, address: str, kind: str, style: int, body: str, rest: str) -> Cell:
        """A cell that holds its text itself; ``rest`` is all that follows its address."""
        collector, known = self.collector, self.collector.lookup.known
        if rest in known.cells:
            return known.cells[rest]
        tag, _, after = body.partition(">")
        text, end, more = after.partition("</t></is></c>")
        preserve = tag == '<t xml:space="preserve"'
        if (tag != "<t" and not preserve) or kind != "inlineStr" or more or not end:
            raise NotCanonical
        text = plain_text(text)
        unclean = len(collector.unclean)
        content = collector.content(
            kind, None, text if preserve else text.strip(XML_SPACE), address
        )
        cell = collector.made(address, style, content, None)
        if len(collector.unclean) == unclean:
            known.keep_cell(rest, cell)
        return cell
