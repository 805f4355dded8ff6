"""The cells of one row in the form in which every spreadsheet program writes them.

Only a small part of XML is read here, and each character of it is checked; see `canonical`.
"""

from __future__ import annotations

import re

from .cells import CellCollector, new_cell
from .formula import Shared, SharedFormula, new_shared
from .model import Cell, CellKind
from .part import Attributes
from .plain_text import NotCanonical, is_plain, plain_text
from .values import XML_SPACE

_HEAD = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")?(?: (?:cm|vm|ph)="[0-9]+")* ?')
_FORMULA = re.compile(r'<f(?: [A-Za-z0-9]+="[^"<&\x00-\x1f\ufffe\uffff]*")* ?(/?)')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_NUMBER, _TEXT, _BLANK = CellKind.NUMBER, CellKind.TEXT, CellKind.BLANK

_NOTHING = ("", 0)
_SHARES = '<f t="shared" si="'
#: A cell that shares its formula: kind and text of its result, the formula, the format.
Followed = tuple[CellKind, str, SharedFormula, int]
_SHORT = 70  # characters; what is longer is mostly a formula


class RowReader:
    """Reads rows cell by cell; the forms in which cells have begun are kept for the sheet.

    Attributes:
        heads: type and format by what follows an address up to the first bracket.
        followed: cells that share a formula, by all that follows their address; the results of
            rows that nobody has filled stand there again and again.
        followers: type, format and formula of cells that share one, by what follows an address up
            to the result.
        tags: attributes of a formula's element, and whether it is closed, by its tag.
        numbers: all numbers; whether they are any is asked once for the whole sheet.
    """

    __slots__ = (
        "collector", "followed", "followers", "heads", "longest", "numbers", "sharers", "tags",
    )  # fmt: skip

    def __init__(self, collector: CellCollector) -> None:
        self.collector = collector
        self.longest = collector.part.limits.formula
        self.heads: dict[str, tuple[str, int]] = {}
        self.followed: dict[str, Followed] = {}
        self.followers: dict[str, tuple[str, int, SharedFormula]] = {}
        self.tags: dict[str, tuple[Attributes, bool]] = {}
        self.numbers: list[str] = []
        self.sharers = collector.sources.sharers

    def read_row(self, row: str, text: str) -> int:
        """Read the cells of one row; how many there were.

        A cell's text begins with its column and the row that is being read, so that cutting it
        there checks both. Whatever is not a number or a formula with its result is read by the
        methods below, unless it has been seen before.
        """
        chunks = _cut(text)
        cells, numbers, heads = self.collector.cells, self.numbers, self.heads
        lookup = self.collector.lookup
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
            if formula:
                kind, style, source = formulas.get(key) or self.begun(letters + row, key, result)
            else:
                head, found, result = rest.partition("><v>")
                if found and "<" in head:
                    cells[letters + row] = self.follower(letters + row, head, result, rest)
                    continue
                kind, style = heads.get(head) or (self.learn(head) if found else _NOTHING)
                source = None
            value, end, more = result.partition("</v></c>")
            if end and not more:
                if kind == "n" and (source or (value and style not in dates)):
                    if value:
                        numbers.append(value)
                        cells[letters + row] = new_cell(Cell, (_NUMBER, value, source, style))
                    else:
                        cells[letters + row] = new_cell(Cell, (_BLANK, "", source, style))
                    continue
                if kind == "str" and source and value.isprintable() and is_plain(value):
                    cells[letters + row] = new_cell(Cell, (_TEXT, value, source, style))
                    continue
            cells[letters + row] = self.other(letters + row, rest)
        return len(chunks)

    def follower(self, address: str, head: str, result: str, rest: str) -> Cell:
        """A cell with the formula of a cell before it; ``head`` is what stands up to the result."""
        known = self.followed.get(rest) or self.learn_result(head, result, rest)
        if known is None:
            return self.other(address, rest)
        kind, value, shared, style = known
        self.sharers.append(shared)
        return new_cell(Cell, (kind, value, new_shared(Shared, (shared, address)), style))

    def learn_result(self, head: str, result: str, rest: str) -> Followed | None:
        """The same without its address; None for a result that is neither number nor plain text."""
        kind, style, shared = self.followers.get(head) or self.learn_follower(head)
        value, end, more = result.partition("</v></c>")
        if more or not end:
            return None
        if kind == "n" and value:
            self.numbers.append(value)
            known = (_NUMBER, value, shared, style)
        elif kind == "str" and value.isprintable() and is_plain(value):
            known = (_TEXT, value, shared, style)
        else:
            return None
        self.followed[rest] = known
        return known

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
            return self.value(address, kind, style, content)
        raise NotCanonical

    def begun(self, address: str, key: str, result: str) -> tuple[str, int, str | Shared | None]:
        """Type, format and formula of a cell whose text up to its result is new."""
        return self.learn_formula(key) or self.first(address, key, result)

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

    def first(self, address: str, key: str, result: str) -> tuple[str, int, str | Shared | None]:
        """The same for a formula that other cells will share; without one in any rarer form."""
        head, found, rest = key.partition('><f t="shared" ref="')
        attributes, _, text = rest.partition('">')
        area, _, identifier = attributes.partition('" si="')
        if not (found and identifier.isdecimal() and area.replace(":", "").isalnum() and text):
            return "", 0, None
        kind, style = self.head(head)
        value, end, more = result.partition("</v></c>")
        is_text = kind == "str" and value.isprintable() and is_plain(value)
        if more or not end or not (is_text or kind == "n"):
            return "", 0, None
        given = {"t": "shared", "ref": area, "si": identifier}
        return kind, style, self.collector.source(plain_text(text), given, address)

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

    def value(self, address: str, kind: str, style: int, body: str) -> Cell:
        """A cell that holds a value and no formula."""
        value, end, more = body.partition("</v></c>")
        if more or not end:
            raise NotCanonical
        lookup = self.collector.lookup
        if kind == "s":
            text = lookup.strings.get(value)
            if text is not None and value not in lookup.unclean:
                return new_cell(Cell, (_TEXT, text, None, style))
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

    def learn_follower(self, head: str) -> tuple[str, int, SharedFormula]:
        """Type, format and formula of a cell that shares the formula of a cell before it."""
        before, _, tag = head.partition(">")
        identifier = tag[len(_SHARES) : -2]
        if tag != f'{_SHARES}{identifier}"/' or not identifier.isdecimal():
            attributes, closed = self.tags.get(tag) or self.learn_tag(tag)
            if not closed or attributes.get("t") != "shared":
                raise NotCanonical
            identifier = attributes.get("si", "")
        kind, style = self.head(before)
        shared = self.collector.sources.shared(identifier)
        self.followers[head] = known = (kind, style, shared)
        return known

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


def _cut(text: str) -> list[str]:
    """A row's cells, each from its address on."""
    first, *chunks = text.split('<c r="')
    if first:
        raise NotCanonical
    return chunks
