"""Rows that are written as a row of an earlier file was, as a whole or but for the values in them.

The returns of a district come from one template. Most of their rows nobody has filled, and those
stand in all of them; the row 80 of one filled Staffing sheet differs from that of the next in the
values alone. A row that is known as a whole is taken over as it is. Any other is cut at its values;
what is left is looked up, and all its cells are made at once. Both are learned from a row that was
taken apart cell by cell, and only when it is met again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from .cell import Cell, CellKind
from .cells import CellCollector, new_cell
from .known import Known
from .plain_text import plain_text
from .row_text import EDGE, SHARED_EDGE, SLOT, plain_texts, with_edges, without_edges
from .rows import Row
from .settling import Sharing

_NUMBER, _TEXT, _BLANK = CellKind.NUMBER, CellKind.TEXT, CellKind.BLANK
_NOTHING = Cell(CellKind.BLANK, "", None, 0)
_CELL = 100  # characters that keeping a cell costs
_EDGES = {"inlineStr": EDGE, "s": SHARED_EDGE}
_MOST_MET = 100_000  # marks of rows that were met once

#: Declared type and format of a cell from what follows its address.
Heads = Callable[[str], tuple[str, int]]


#: A row, and what must be shared around it for it to be this one.
KnownRow = tuple[Sharing | None, Row]


class Slots(NamedTuple):
    """Cells of a row that hold a value of one sort.

    Attributes:
        pick: their values out of all values of the row.
        refs: their addresses.
        sources: their formulas; None where a value was typed.
        styles: their formats.
    """

    pick: Callable[[Sequence[str]], tuple[str, ...]]
    refs: tuple[str, ...]
    sources: tuple[object, ...]
    styles: tuple[int, ...]

    def made(self, kinds: Iterable[CellKind], texts: Sequence[str]) -> Iterable[tuple[str, Cell]]:
        """Address and cell of each."""
        contents = zip(kinds, texts, self.sources, self.styles, strict=False)
        return zip(self.refs, map(new_cell, repeat(Cell), contents), strict=True)


@dataclass(frozen=True, slots=True, eq=False)
class RowForm:
    """A row without its values.

    Attributes:
        row: its number.
        places: the addresses of all its cells in order; those without a value as they are, the
            others without anything in them.
        values: how many of them have one.
        numbers: cells that hold or calculate a number.
        texts: cells that calculate a text.
        own: cells that hold their text themselves.
        shared: cells whose text is kept with those of the workbook.
    """

    row: int
    places: Mapping[str, Cell]
    values: int
    numbers: Slots
    texts: Slots
    own: Slots
    shared: Slots

    def filled(self, values: Sequence[str], longest: int, numbers: list[str]) -> Row | None:
        """A row of this form; None when a value needs a closer look.

        Args:
            values: as the row has them.
            longest: characters that a text may have.
            numbers: takes what must be a number.
        """
        if len(values) != self.values:
            return None
        amounts = self.numbers.pick(values)
        said = plain_texts(self.texts.pick(values), longest)
        own = plain_texts(without_edges(self.own.pick(values), EDGE), longest)
        held = without_edges(self.shared.pick(values), SHARED_EDGE)
        if said is None or own is None:
            return None
        if len(own) != len(self.own.refs) or len(held) != len(self.shared.refs):
            return None
        cells = dict(self.places)
        if "" in amounts:
            kinds: Iterable[CellKind] = [_NUMBER if each else _BLANK for each in amounts]
            numbers.extend(filter(None, amounts))
        else:
            kinds = repeat(_NUMBER)
            numbers.extend(amounts)
        cells.update(self.numbers.made(kinds, amounts))
        cells.update(self.texts.made(repeat(_TEXT), said))
        if own:
            cells.update(self.own.made(repeat(_TEXT), [text.strip(" ") for text in own]))
        if held:
            cells.update(self.shared.made(repeat(_TEXT), list(map(plain_text, held))))
        return Row(self.row, cells, self)


class KnownRows:
    """Rows that earlier files had.

    Attributes:
        whole: rows by their text, with what they share; a settled text shares nothing.
        forms: of rows, by text without values, likewise; None where there is no simple one.
        is_met: whether there was an earlier file.
    """

    __slots__ = ("_met", "forms", "is_met", "whole")

    def __init__(self) -> None:
        self.whole: dict[str, KnownRow] = {}
        self.forms: dict[str, tuple[Sharing | None, RowForm | None]] = {}
        self.is_met = False
        self._met: set[int] = set()

    def were_met(self, key: str) -> bool:
        """Whether such a row was met before, so that it is worth learning; it is noted."""
        mark = hash(key)
        if mark in self._met:
            return True
        if len(self._met) >= _MOST_MET:
            self._met.clear()
        self._met.add(mark)
        return False

    def learn_form(self, key: str, form: RowForm | None, known: Known) -> None:
        """Keep a form."""
        self.forms[key] = None, form
        known.spend(len(key) + (0 if form is None else _CELL * len(form.places)))

    def learn_row(self, text: str, row: Row, known: Known) -> Row:
        """Keep a row as it is; the one that is kept."""
        like = object() if row.like is None else row.like
        kept = Row(row.number, row.cells, like, is_kept=True)
        self.whole[text] = None, kept
        known.spend(len(text) + _CELL * len(row.cells))
        return kept

    def learn_sharing(self, written: str, sharing: Sharing | None, row: Row, known: Known) -> None:
        """Keep how a row that was settled is written: a kept one with its values, or its form."""
        if row.is_kept:
            self.whole[written] = sharing, row
        elif isinstance(row.like, RowForm):
            self.forms[written] = sharing, row.like
        known.spend(len(written))


def form_of(
    row: int, text: str, held: Mapping[str, Cell], collector: CellCollector, heads: Heads
) -> RowForm | None:
    """The form of a row that was taken apart cell by cell; None where it has no simple one.

    Args:
        row: its number.
        text: of the row, settled, without end.
        held: its cells.
        collector: of the sheet.
        heads: what a cell declares.
    """
    places: dict[str, Cell] = {}
    sorts: dict[str, list[tuple[int, str, Cell]]] = {"n": [], "str": [], "inlineStr": [], "s": []}
    count = 0
    for chunk in with_edges(text).split('<c r="')[1:]:
        letters, _, rest = chunk.partition(f'{row}"')
        ref = f"{letters}{row}"
        cell = held[ref]
        before, slot, value = rest.partition(SLOT)
        if not slot:
            places[ref] = cell
            continue
        kind, style = heads(before.partition(">")[0].removesuffix("/"))
        value, _, after = value.partition("</v>")
        if cell.style != style or after != "</c>" or not _is_fit(kind, value, cell, collector):
            return None
        places[ref] = _NOTHING
        sorts[kind].append((count, ref, cell))
        count += 1
    numbers, texts, own, shared = (_slots(found) for found in sorts.values())
    return RowForm(row, places, count, numbers, texts, own, shared)


def _is_fit(kind: str, value: str, cell: Cell, collector: CellCollector) -> bool:
    """Whether whatever value of this kind stands in the cell can be put there without a look."""
    if kind == "n":
        is_date = cell.source is None and cell.style in collector.lookup.dates
        return not is_date and cell.kind in (_NUMBER, _BLANK)
    if cell.kind is not _TEXT or (cell.source is not None) is not (kind == "str"):
        return False
    return kind == "str" or value[:1] == _EDGES.get(kind)


def _slots(found: Sequence[tuple[int, str, Cell]]) -> Slots:
    return Slots(
        _picker([place for place, _, _ in found]),
        tuple(ref for _, ref, _ in found),
        tuple(cell.source for _, _, cell in found),
        tuple(cell.style for _, _, cell in found),
    )


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)
