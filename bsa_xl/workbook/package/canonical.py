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
from itertools import islice

from .address import parse_cell
from .cells import CellCollector
from .plain_text import NotCanonical
from .row_cells import RowReader
from .row_forms import Defined, Stage, WholeRow, form_of, work_of
from .row_text import EDGE, are_numbers, parted

_ROW = re.compile(r'(?: (?:[A-Za-z]+|x14ac:dyDescent)="[^"<&\x00-\x1f\ufffe\uffff]*")* ?/?')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
#: A cell whose text another part of the file holds.
_ELSEWHERE = 't="s"'


def read_canonical(text: str, collector: CellCollector) -> None:
    """Read all rows of a sheet.

    Args:
        text: what stands between ``<sheetData>`` and ``</sheetData>``.
        collector: takes the cells; to be thrown away when this gives up.

    Raises:
        NotCanonical: read the sheet by the parser's events instead.
        PackageRefused: a cell is not acceptable, however it is read.
    """
    if ("]" in text and "]]>" in text) or EDGE in text:
        raise NotCanonical
    rows = text.replace("<v/>", "<v></v>").split('<row r="')
    if rows[0]:
        raise NotCanonical
    reader = _Reader(collector)
    count = sum(reader.read_row_or_gap(row) for row in rows[1:])
    if count != len(collector.cells) or not are_numbers(reader.cells.numbers):
        raise NotCanonical


class _Reader:
    """Reads rows, whole or by a form that earlier files had, or else cell by cell.

    Attributes:
        cells: reads cell by cell.
        row_heads: what has followed a row's number up to the first bracket.
        stage: where the rows stand that come next; None where rows are not kept.
    """

    __slots__ = ("cells", "collector", "row_heads", "rows", "stage")

    def __init__(self, collector: CellCollector) -> None:
        self.collector = collector
        self.cells = RowReader(collector)
        self.rows = collector.part.limits.rows
        self.row_heads: set[str] = set()
        self.stage: Stage | None = collector.lookup.stage

    def read_row_or_gap(self, text: str) -> int:
        """Read one row from its number on, with or without cells; how many there were."""
        head, _, rest = text.partition(">")
        number, _, attributes = head.partition('"')
        if attributes not in self.row_heads:
            self.learn_row_head(attributes)
        if not number.isdecimal() or number != str(int(number[:8])):
            raise NotCanonical
        if attributes[-1:] == "/":
            if rest or parse_cell(f"A{number}") is None:
                raise NotCanonical
            return 0
        if self.stage is None:
            count = self.cells.read_row(number, self.row_text(number, rest))
        else:
            count = self.read_usual_row(number, rest, self.stage)
        self.collector.check_room()
        return count

    def row_text(self, row: str, text: str) -> str:
        """A row's cells without its end."""
        text, end, more = text.rpartition("</row>")
        if more or not end or not 0 < int(row) <= self.rows:
            raise NotCanonical
        return text

    def read_usual_row(self, row: str, rest: str, stage: Stage) -> int:
        """Read one row, whole or by its form where one of them is known."""
        collector, sources = self.collector, self.collector.sources
        whole = stage.rows.get(rest)
        if whole is not None and whole.row == row:
            collector.cells.update(whole.cells)
            sources.adopt(whole.defined, whole.work)
            self.stage = whole.after
            return len(whole.cells)
        text, numbers = self.row_text(row, rest), len(self.cells.numbers)
        already, before = len(sources.defined), len(collector.cells)
        key, values = parted(text) if stage.is_met else ("", [])
        form = stage.forms.get(key)
        if (
            form is not None
            and form.row == row
            and form.fill(values, collector, self.cells.numbers)
        ):
            count = len(form.places)
        else:
            count = self.cells.read_row(row, text)
        self.stage = None
        if collector.is_usual and len(collector.cells) == before + count:
            defined = tuple(sources.defined[already:])
            self.stage = stage.after(defined, collector.lookup.known)
            if key and key not in stage.forms and stage.is_worth_learning(key):
                self.learn_form(row, text, key, numbers, defined, stage)
            if key and _ELSEWHERE not in rest and stage.is_worth_learning(rest):
                self.learn_row(row, rest, count, numbers, defined, stage)
        return count

    def learn_form(
        self, row: str, text: str, key: str, numbers: int, defined: Defined, stage: Stage
    ) -> None:
        """Keep the form of the last row, which was read cell by cell; the rest as below."""
        if self.stage is not None and are_numbers(self.cells.numbers[numbers:]):
            form = form_of(row, text, self.collector, self.cells.head, defined, self.stage)
            stage.learn_form(key, form, self.collector.lookup.known)

    def learn_row(
        self, row: str, rest: str, count: int, numbers: int, defined: Defined, stage: Stage
    ) -> None:
        """Keep the last row with its values; where they begin among all numbers is given."""
        if self.stage is not None and are_numbers(self.cells.numbers[numbers:]):
            last = list(islice(reversed(self.collector.cells.items()), count))
            cells = dict(reversed(last))
            whole = WholeRow(row, cells, defined, work_of(cells), self.stage)
            stage.learn_row(rest, whole, self.collector.lookup.known)

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
