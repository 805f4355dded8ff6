"""Rows that are written as a row of an earlier file was, but for the values in them.

The returns of a district come from one template: the row 80 of one Staffing sheet differs from that
of the next in the values alone. Such a row is cut at its values; what is left is looked up as a
whole, and all its cells are made at once. A form is learned from a row that was taken apart cell by
cell, and only when it is met again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from .cells import CellCollector, new_cell
from .formula import Shared, SharedFormula
from .model import Cell, CellKind
from .row_text import EDGE, SLOT, are_numbers, plain_texts, with_edges, without_edges

if TYPE_CHECKING:
    from .known import Known

_NUMBER, _TEXT, _BLANK = CellKind.NUMBER, CellKind.TEXT, CellKind.BLANK
_NOTHING = Cell(CellKind.BLANK, "", None, 0)
_BETWEEN = "\0"  # no value that was accepted holds it
_CELL = 100  # characters that keeping a cell costs

Defined = tuple[tuple[str, SharedFormula], ...]
#: Declared type and format of a cell from what follows its address.
Heads = Callable[[str], tuple[str, int]]


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
    sources: tuple[str | Shared | None, ...]
    styles: tuple[int, ...]

    def made(self, kinds: Iterable[CellKind], texts: Sequence[str]) -> Iterable[tuple[str, Cell]]:
        """Address and cell of each."""
        contents = zip(kinds, texts, self.sources, self.styles, strict=False)
        return zip(self.refs, map(new_cell, repeat(Cell), contents), strict=True)


class RowForm(NamedTuple):
    """A row without its values.

    Attributes:
        row: its number.
        places: the addresses of all its cells in order, without anything in them.
        still: cells without a value, with their addresses.
        rows: its cells in order, by the values that they have had in more than one file.
        seen: marks of values that were met once.
        values: how many of them have one.
        numbers: cells that hold or calculate a number.
        texts: cells that calculate a text.
        own: cells that hold their text themselves.
        shared: cells whose text is kept with those of the workbook.
        defined: names of shared formulas that the row gives.
        work: characters of formulas that its cells share.
        after: the stage of the rows below.
    """

    row: str
    places: Mapping[str, Cell]
    still: tuple[tuple[str, Cell], ...]
    rows: dict[str, Mapping[str, Cell]]
    seen: set[int]
    values: int
    numbers: Slots
    texts: Slots
    own: Slots
    shared: Slots
    defined: Defined
    work: int
    after: Stage

    def fill(self, values: Sequence[str], collector: CellCollector, numbers: list[str]) -> bool:
        """Add the cells of a row of this form; False when a value needs a closer look.

        Args:
            values: as the row has them.
            collector: takes the cells.
            numbers: takes what must be a number.
        """
        if len(values) != self.values:
            return False
        amounts = self.numbers.pick(values)
        said = plain_texts(self.texts.pick(values), collector.part.limits.text)
        own = plain_texts(without_edges(self.own.pick(values)), collector.part.limits.text)
        if said is None or own is None or len(own) != len(self.own.refs):
            return False
        lookup = collector.lookup
        keys = self.shared.pick(values)
        held = [lookup.strings.get(key) for key in keys]
        if None in held or not lookup.unclean.isdisjoint(keys):
            return False
        collector.sources.adopt(self.defined, self.work)
        together = _BETWEEN.join([*amounts, *said, *own, *(text or "" for text in held)])
        known = self.rows.get(together)
        if known is not None:
            collector.cells.update(known)
            return True
        self._add(collector.cells, amounts, said, own, held)
        amounts = tuple(filter(None, amounts))
        numbers += amounts
        self._learn(together, amounts, collector)
        return True

    def _add(
        self,
        cells: dict[str, Cell],
        amounts: Sequence[str],
        said: Sequence[str],
        own: Sequence[str],
        held: Sequence[str | None],
    ) -> None:
        """Add the cells with what stands in them."""
        cells.update(self.places)
        cells.update(self.still)
        is_whole = "" not in amounts
        kinds = repeat(_NUMBER) if is_whole else [_NUMBER if each else _BLANK for each in amounts]
        cells.update(self.numbers.made(kinds, amounts))
        cells.update(self.texts.made(repeat(_TEXT), said))
        if own:
            cells.update(self.own.made(repeat(_TEXT), [text.strip(" ") for text in own]))
        if held:
            texts = [text for text in held if text is not None]
            cells.update(self.shared.made(repeat(_TEXT), texts))

    def _learn(self, together: str, numbers: Sequence[str], collector: CellCollector) -> None:
        """Keep the cells of a row whose values are met for the second time."""
        mark = hash(together)
        if mark not in self.seen:
            self.seen.add(mark)
        elif are_numbers(numbers):
            cells = collector.cells
            self.rows[together] = {ref: cells[ref] for ref in self.places}
            collector.lookup.known.spend(len(together) + _CELL * len(self.places))


class WholeRow(NamedTuple):
    """A row with its values, as it stands in many files; fields as in `RowForm`."""

    row: str
    cells: Mapping[str, Cell]
    defined: Defined
    work: int
    after: Stage


class Stage:
    """A place in a sheet: what the rows above have given for all cells to share.

    Attributes:
        rows: that stand here, by their text.
        forms: of rows that stand here, by text without values; None where there is no simple one.
        is_met: whether any file came as far before the one that is read.
    """

    __slots__ = ("_next", "_seen", "forms", "is_met", "rows")

    def __init__(self) -> None:
        self.rows: dict[str, WholeRow] = {}
        self.forms: dict[str, RowForm | None] = {}
        self.is_met = False
        self._next: dict[Defined, Stage] = {}
        self._seen: set[int] = set()

    def after(self, defined: Defined, known: Known) -> Stage:
        """The stage below a row that gives such formulas."""
        if not defined:
            return self
        stage = self._next.get(defined)
        if stage is None:
            stage = self._next[defined] = Stage()
            known.spend(0)
        else:
            stage.is_met = True
        return stage

    def is_worth_learning(self, key: str) -> bool:
        """Whether such a row was met before; it is noted."""
        mark = hash(key)
        if mark in self._seen:
            return True
        self._seen.add(mark)
        return False

    def learn_form(self, key: str, form: RowForm | None, known: Known) -> None:
        """Keep a form."""
        self.forms[key] = form
        known.spend(len(key) + (0 if form is None else _CELL * len(form.places)))

    def learn_row(self, text: str, row: WholeRow, known: Known) -> None:
        """Keep a row."""
        self.rows[text] = row
        known.spend(len(text) + _CELL * len(row.cells))


def form_of(
    row: str, text: str, collector: CellCollector, heads: Heads, defined: Defined, after: Stage
) -> RowForm | None:
    """The form of a row that was taken apart cell by cell; None where it has no simple one.

    Args:
        row: its number.
        text: of the row, without end.
        collector: has the sheet's cells, the row's among them.
        heads: what a cell declares.
        defined: the shared formulas that the row gives.
        after: the stage of the rows below.
    """
    held: dict[str, Cell] = {}
    still: list[tuple[str, Cell]] = []
    sorts: dict[str, list[tuple[int, str, Cell]]] = {"n": [], "str": [], "inlineStr": [], "s": []}
    place = 0
    for chunk in with_edges(text).split('<c r="')[1:]:
        letters, _, rest = chunk.partition(f'{row}"')
        ref = letters + row
        cell = held[ref] = collector.cells[ref]
        before, slot, value = rest.partition(SLOT)
        if not slot:
            still.append((ref, cell))
            continue
        kind, style = heads(before.partition(">")[0].removesuffix("/"))
        is_own = value.startswith(EDGE)
        if kind not in sorts or is_own is not (kind == "inlineStr"):
            return None
        if value.partition("</v>")[2] != "</c>":
            return None
        if kind == "n":
            is_fit = cell.source is not None or style not in collector.lookup.dates
        else:
            is_fit = (cell.source is not None) is (kind == "str")
        if not is_fit:
            return None
        wanted = (_NUMBER, _BLANK) if kind == "n" else (_TEXT,)
        if cell.style != style or cell.kind not in wanted:
            return None
        sorts[kind].append((place, ref, cell))
        place += 1
    numbers, texts, own, shared = (_slots(found) for found in sorts.values())
    places = dict.fromkeys(held, _NOTHING)
    return RowForm(
        row, places, tuple(still), {}, set(), place, numbers, texts, own, shared, defined,
        work_of(held), after,
    )  # fmt: skip


def work_of(cells: Mapping[str, Cell]) -> int:
    """Characters of the formulas that cells share."""
    sources = [cell.source for cell in cells.values()]
    return sum(len(each.formula.text or "") for each in sources if isinstance(each, Shared))


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
