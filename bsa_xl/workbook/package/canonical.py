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

from .address import parse_cell
from .cells import CellCollector
from .plain_text import NotCanonical
from .row_cells import RowReader
from .row_forms import KnownRows, form_of
from .row_text import EDGE, SHARED_EDGE, are_numbers, parted
from .rows import Row
from .settling import Settler, has_formulas

_ROW = re.compile(r'(?: (?:[A-Za-z]+|x14ac:dyDescent)="[^"<&\x00-\x1f\ufffe\uffff]*")* ?/?')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_END = "</row>"
_ENOUGH = 4  # unusual rows after which the rest of a sheet is expected to be like them
_UNKNOWN: tuple[None, None] = (None, None)


def read_canonical(text: str, collector: CellCollector) -> int:
    """Read all rows of a sheet; how many cells there are.

    Args:
        text: what stands between ``<sheetData>`` and ``</sheetData>``.
        collector: takes the rows; to be thrown away when this gives up.

    Raises:
        NotCanonical: read the sheet by the parser's events instead.
        PackageRefused: a cell is not acceptable, however it is read.
    """
    if ("]" in text and "]]>" in text) or EDGE in text or SHARED_EDGE in text:
        raise NotCanonical
    first, *rows = text.replace("<v/>", "<v></v>").split('<row r="')
    if first:
        raise NotCanonical
    reader = _Reader(collector)
    for row in rows:
        reader.read_row(row)
    if collector.sources.reach_further or not are_numbers(reader.cells.numbers):
        raise NotCanonical
    return reader.count


class _Reader:
    """Reads rows, whole or by a form that earlier files had, or else cell by cell.

    Attributes:
        cells: reads cell by cell.
        count: cells so far.
        unusual: rows since the last one that shares its formulas as a known one does.
        row_heads: what has followed a row's number up to the first bracket.
    """

    __slots__ = (
        "cells", "collector", "count", "known", "row_heads", "rows", "settler", "unusual",
    )  # fmt: skip

    def __init__(self, collector: CellCollector) -> None:
        lookup, limits = collector.lookup, collector.part.limits
        self.collector = collector
        self.cells = RowReader(collector)
        self.settler = Settler(lookup.strings.written, limits, lookup.known)
        self.rows = limits.rows
        self.known: KnownRows | None = lookup.rows
        self.row_heads: set[str] = set()
        self.unusual, self.count = 0, 0

    def read_row(self, text: str) -> None:
        """Read one row from its number on; it may be one without cells."""
        head, _, rest = text.partition(">")
        digits, _, attributes = head.partition('"')
        if attributes not in self.row_heads:
            self.learn_row_head(attributes)
        number = int(digits[:8]) if digits.isdecimal() else 0
        if digits != str(number):
            raise NotCanonical
        if attributes[-1:] == "/":
            if rest or parse_cell(f"A{number}") is None:
                raise NotCanonical
            return
        row = self.row(number, self.settler.with_texts(rest))
        if number in self.collector.rows:
            raise NotCanonical
        if row.cells:
            self.collector.rows[number] = row
        self.count += len(row.cells)
        self.collector.check_room(self.count)

    def row(self, number: int, text: str) -> Row:
        """A row by its text, with its end: as it is known, or else settled and taken apart."""
        known, settler = self.known, self.settler
        if known is None:
            return self.settled_row(number, settler.with_formulas(text), None)
        sharing, row = known.whole.get(text, _UNKNOWN)
        if row is not None and row.number == number and settler.shares(sharing):
            settler.take(sharing)
            self.unusual = 0
            return row
        if not has_formulas(text):
            return self.settled_row(number, text, known)
        is_tried = self.unusual < _ENOUGH
        key, row = self.usual_row(number, text, known) if is_tried else ("", None)
        self.unusual = 0 if row is not None else self.unusual + 1
        return row or self.unusual_row(number, text, key, known)

    def usual_row(self, number: int, text: str, known: KnownRows) -> tuple[str, Row | None]:
        """A row that shares its formulas as one of that form did; and its text without values."""
        if not text.endswith(_END):
            return "", None
        key, values = parted(text.removesuffix(_END))
        sharing, form = known.forms.get(key, _UNKNOWN)
        if form is None or form.row != number or not self.settler.shares(sharing):
            return key, None
        row = form.filled(values, self.collector.part.limits.text, self.cells.numbers)
        if row is not None:
            self.settler.take(sharing)
        return key, row

    def unusual_row(self, number: int, text: str, key: str, known: KnownRows) -> Row:
        """A row that shares its formulas in its own way; its key is empty where nobody asked."""
        settled = self.settler.with_formulas(text)
        _, row = known.whole.get(settled, _UNKNOWN)
        if row is None or row.number != number:
            row = self.settled_row(number, settled, known)
        written = text if row.is_kept else key
        if written and known.were_met(written):
            sharing = self.settler.sharing(text)
            known.learn_sharing(written, sharing, row, self.collector.lookup.known)
        return row

    def settled_row(self, number: int, settled: str, known: KnownRows | None) -> Row:
        """A row that is not known as it is."""
        text, end, more = settled.rpartition(_END)
        if more or not end or not 0 < number <= self.rows:
            raise NotCanonical
        if known is None or not known.is_met:
            return Row(number, self.cells.read_row(str(number), text))
        before = self.standing
        row = self.by_form(number, text, known)
        if known.were_met(settled) and self.is_sound_since(before):
            return known.learn_row(settled, row, self.collector.lookup.known)
        return row

    def by_form(self, number: int, text: str, known: KnownRows) -> Row:
        """A row by the form that an earlier file had, or cell by cell; then the form is learned."""
        key, values = parted(text)
        _, form = known.forms.get(key, _UNKNOWN)
        if form is not None and form.row == number:
            row = form.filled(values, self.collector.part.limits.text, self.cells.numbers)
            if row is not None:
                return row
        before = self.standing
        cells = self.cells.read_row(str(number), text)
        if key not in known.forms and known.were_met(key) and self.is_sound_since(before):
            form = form_of(number, text, cells, self.collector, self.cells.head)
            known.learn_form(key, form, self.collector.lookup.known)
        return Row(number, cells)

    @property
    def standing(self) -> tuple[int, int]:
        """How many numbers there are, and how much was noted, so far."""
        return len(self.cells.numbers), self.collector.noted

    def is_sound_since(self, standing: tuple[int, int]) -> bool:
        """Whether nothing has come since that means another thing in another file."""
        numbers, noted = standing
        return (
            noted == self.collector.noted
            and not self.collector.sources.reach_further
            and are_numbers(self.cells.numbers[numbers:])
        )

    def learn_row_head(self, attributes: str) -> None:
        """Make sure of what follows a row's number: attributes that do not matter."""
        names = [name for name, _ in _ATTRIBUTE.findall(attributes)]
        if (
            _ROW.fullmatch(attributes) is None
            or len(names) != len(set(names))
            or "r" in names
            or "xmlns" in names
            or ("x14ac:dyDescent" in names and b"xmlns:x14ac=" not in self.collector.part.data)
        ):
            raise NotCanonical
        self.row_heads.add(attributes)
