"""Cells in the form in which every spreadsheet program writes them, taken apart without a parser.

Reading 7,000 cells by the events of a parser takes twice as long as all the rest together. But
programs write cells in very few forms: ``<c r="C2" s="4"><v>202.22</v></c>``. This module
reads those forms and no others: it accepts a small part of XML in which each character has been
checked, so that whatever it accepts is well-formed and means the same to any parser. At the first
thing that is not in this form it gives up with `NotCanonical`, and the whole sheet is read by the
parser's events instead. Tests hold the two against each other.
"""

from __future__ import annotations

import re

from .cells import CellCollector, new_cell
from .markup import Attributes
from .model import Cell, CellKind
from .values import XML_SPACE

_ROW = re.compile(r'(?: [A-Za-z0-9:]+="[^"<&\x00-\x1f]*")* ?/?')
_HEAD = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")?(?: (?:cm|vm|ph)="[0-9]+")* ?(/?)')
_FORMULA = re.compile(r'<f(?: [A-Za-z0-9]+="[^"<&\x00-\x1f]*")* ?(/?)')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9]+)="([^"]*)"')
_NUMBER, _TEXT, _BLANK = CellKind.NUMBER, CellKind.TEXT, CellKind.BLANK
_NUMBERS = re.compile(r"(?:-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:E[+-]?[0-9]{1,2})?(?:\||\Z))*+")
_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos);|#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});)?")
_RARE = ("]]>", "<f>=", '">=')  # no markup; formulas that begin with an equals sign
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ILLEGAL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]")
_LEGAL_CONTROLS = (0x09, 0x0A, 0x0D)
_SURROGATES, _BEYOND, _NO_CHARACTER = 0xD800, 0xE000, 0xFFFE
_SPACE = 0x20


class NotCanonical(Exception):  # noqa: N818 - nothing is wrong, it is only read another way
    """The sheet is written in a form that this module does not read."""


def read_canonical(text: str, collector: CellCollector) -> None:
    """Read all rows of a sheet.

    Args:
        text: what stands between ``<sheetData>`` and ``</sheetData>``.
        collector: takes the cells; to be thrown away when this gives up.

    Raises:
        NotCanonical: read the sheet by the parser's events instead.
        PackageRefused: a cell is not acceptable, however it is read.
    """
    if any(rare in text for rare in _RARE):
        raise NotCanonical
    reader = _Reader(collector)
    rows = text.split('<row r="')
    if rows[0]:
        raise NotCanonical
    count = 0
    for row in rows[1:]:
        head, _, rest = row.partition(">")
        number, _, attributes = head.partition('"')
        if attributes not in reader.row_heads:
            reader.learn_row(attributes)
        if not number.isdecimal() or number != str(int(number[:8])):
            raise NotCanonical
        if attributes[-1:] != "/":
            count += reader.read_row(number, rest)
        elif rest:
            raise NotCanonical
    numbers = "|".join(reader.numbers)
    if (
        count != len(collector.cells)
        or numbers.count("|") != max(0, len(reader.numbers) - 1)
        or _NUMBERS.fullmatch(numbers) is None
    ):
        raise NotCanonical


class _Reader:
    """Reads rows; the forms in which rows and cells have begun are kept for the sheet.

    Attributes:
        seen: cells by what follows their address, so that equal ones are taken apart once.
        heads: type and format by what follows the address up to the first bracket.
        formulas: attributes of a formula's element, and whether it is closed, by its tag.
        plain: tags of formulas that one cell has for itself.
        row_heads: what has followed a row's number up to the first bracket.
        numbers: all numbers; whether they are any is asked once for the whole sheet.
    """

    __slots__ = (
        "collector", "dates", "formulas", "heads", "longest", "numbers", "plain", "row_heads",
        "rows", "seen",
    )  # fmt: skip

    def __init__(self, collector: CellCollector) -> None:
        limits = collector.part.limits
        self.collector, self.dates = collector, collector.lookup.dates
        self.rows, self.longest = limits.rows, limits.formula
        self.seen: dict[str, Cell] = {}
        self.heads: dict[str, tuple[str, int]] = {}
        self.formulas: dict[str, tuple[Attributes, bool]] = {}
        self.plain = {"<f"}
        self.row_heads: set[str] = set()
        self.numbers: list[str] = []

    def read_row(self, row: str, text: str) -> int:  # noqa: C901 - the hot loop, 7,000 times
        """Read the cells of one row; how many there were.

        A cell's text begins with its column and the row that is being read, so that cutting it
        there checks both. Whatever is not a blank, a number, or a plain formula over a number
        is read by the methods below.
        """
        text, end, more = text.rpartition("</row>")
        chunks = text.split('<c r="')
        if chunks[0] or more or not end or not 0 < int(row) <= self.rows:
            raise NotCanonical
        collector, columns, numbers = self.collector, self.collector.lookup.columns, self.numbers
        cells, seen, heads = collector.cells, self.seen, self.heads
        dates, plain = self.dates, self.plain
        mark, is_long = f'{row}"', len(text) > self.longest
        del chunks[0]
        for chunk in chunks:
            letters, _, rest = chunk.partition(mark)
            if letters not in columns:
                raise NotCanonical
            if rest in seen:
                cells[letters + row] = seen[rest]
                continue
            head, _, body = rest.partition(">")
            kind, style = heads.get(head) or self.learn(head, body)
            tag, _, content = body.partition(">")
            source = None
            if tag in plain:
                source, end, content = content.partition("</f>")
                if "&" in source or "<" in source or not source.isprintable():
                    source = _unescaped(source)
                if is_long and len(source) > self.longest:
                    collector.source(source, {}, letters + row)
                tag, _, content = content.partition(">")
            if tag == "<v" and kind == "n" and (source or style not in dates):
                value, end, more = content.partition("</v></c>")
                if more or not end:
                    raise NotCanonical
                if value:
                    numbers.append(value)
                    cells[letters + row] = new_cell(Cell, (_NUMBER, value, source, style))
                    continue
                if source:
                    cells[letters + row] = new_cell(Cell, (_BLANK, "", source, style))
                    continue
            cells[letters + row] = self.other(letters + row, kind, style, rest)
        collector.check_room()
        return len(chunks)

    def other(self, address: str, kind: str, style: int, rest: str) -> Cell:
        """A cell in one of the rarer forms; ``rest`` is all that follows its address."""
        body = rest.partition(">")[2]
        tag, _, content = body.partition(">")
        if tag[:2] == "<f":
            return self.formula(address, kind, style, tag, content)
        if tag == "<is":
            return self.string(address, kind, style, content, rest)
        if tag == "<v":
            return self.value(address, kind, style, content, rest)
        self.seen[rest] = cell = self.blank(address, kind, style, body)
        return cell

    def learn_row(self, attributes: str) -> None:
        """Make sure of what follows a row's number: attributes that do not matter."""
        if _ROW.fullmatch(attributes) is None or "xmlns" in attributes or " r=" in attributes:
            raise NotCanonical
        self.row_heads.add(attributes)

    def learn(self, head: str, body: str) -> tuple[str, int]:
        """Type and format from what follows a cell's address, ``s="4" t="s"``."""
        match = _HEAD.fullmatch(head)
        style = None if match is None else self.collector.lookup.styles.get(match[1])
        if match is None or style is None or (match[3] and body):
            raise NotCanonical
        known = (match[2] or "n", style)
        if not match[3]:
            self.heads[head] = known
        return known

    def blank(self, address: str, kind: str, style: int, body: str) -> Cell:
        """A cell that holds nothing: ``<c r="G3" s="1"/>`` or ``<c r="G3" s="1"></c>``."""
        if body in ("", "</c>"):
            return self.collector.lookup.blanks[style]
        if body != "<v/></c>":
            raise NotCanonical
        content = self.collector.content(kind, "", None, address)
        return self.collector.made(address, style, content, None)

    def value(self, address: str, kind: str, style: int, body: str, rest: str) -> Cell:
        """A cell that holds a value and no formula."""
        value, end, more = body.partition("</v></c>")
        if more or not end:
            raise NotCanonical
        lookup = self.collector.lookup
        if kind == "s":
            text = lookup.strings.get(value)
            if text is not None and value not in lookup.unclean:
                self.seen[rest] = cell = new_cell(Cell, (_TEXT, text, None, style))
                return cell
        content = self.collector.content(kind, _unescaped(value), None, address)
        return self.collector.made(address, style, content, None)

    def formula(self, address: str, kind: str, style: int, tag: str, body: str) -> Cell:
        """A cell that holds a formula, with or without its result."""
        attributes, closed = self.formulas.get(tag) or self.learn_formula(tag)
        text, end, rest = ("", "/", body) if closed else body.partition("</f>")
        if not end:
            raise NotCanonical
        source = self.collector.source(_unescaped(text), attributes, address)
        value: str | None = None
        if rest[:3] == "<v>":
            value, end, more = rest[3:].partition("</v></c>")
            if more or not end:
                raise NotCanonical
            value = _unescaped(value)
        elif rest == "<v/></c>":
            value = ""
        elif rest != "</c>":
            raise NotCanonical
        content = self.collector.content(kind, value, None, address)
        return self.collector.made(address, style, content, source)

    def learn_formula(self, tag: str) -> tuple[Attributes, bool]:
        """Attributes of a formula's element, and whether it is closed at once."""
        match = _FORMULA.fullmatch(tag)
        if match is None:
            raise NotCanonical
        pairs = _ATTRIBUTE.findall(tag)
        attributes = dict(pairs)
        if len(attributes) != len(pairs) or "xmlns" in attributes:
            raise NotCanonical
        self.formulas[tag] = known = (attributes, bool(match[1]))
        if attributes.get("t", "normal") == "normal" and not match[1]:
            self.plain.add(tag)
        return known

    def string(self, address: str, kind: str, style: int, body: str, rest: str) -> Cell:
        """A cell that holds its text itself; ``rest`` is all that follows its address."""
        tag, _, after = body.partition(">")
        text, end, more = after.partition("</t></is></c>")
        preserve = tag == '<t xml:space="preserve"'
        if (tag != "<t" and not preserve) or kind != "inlineStr" or more or not end:
            raise NotCanonical
        if (
            not text.isprintable()
            or "<" in text
            or "&" in text
            or "_x" in text
            or len(text) > self.collector.part.limits.text
        ):
            text = _unescaped(text)
            shown = text if preserve else text.strip(XML_SPACE)
            content = self.collector.content(kind, None, shown, address)
            return self.collector.made(address, style, content, None)
        shown = text if preserve else text.strip(XML_SPACE)
        self.seen[rest] = cell = new_cell(Cell, (_TEXT, shown, None, style))
        return cell


def _unescaped(text: str) -> str:
    """The text with its character references replaced; it must hold nothing else of markup."""
    if "<" in text or (not text.isprintable() and _ILLEGAL.search(text)):
        raise NotCanonical
    if "&" not in text:
        return text
    usual = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    if usual.count("&") == usual.count("&amp;"):
        return usual.replace("&amp;", "&")
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """What a character reference stands for."""
    named, decimal, hexadecimal = match.groups()
    if named:
        return _NAMED[named]
    if decimal is None and hexadecimal is None:
        raise NotCanonical
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code in _LEGAL_CONTROLS or _SPACE <= code < _SURROGATES or _BEYOND <= code < _NO_CHARACTER:
        return chr(code)
    raise NotCanonical  # rarer characters are left to the parser
