"""From declared cells and blocks to the stretches of XML that are written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .cells import FoundCell
from .forms import Form, Frame, frame
from .plan import Feed
from .row_texts import STYLE
from .slots import CellSlot, RowBlock, SlotKind, Variant, column_number, row_and_column
from .splicing import Edit
from .template import Place, Template, place_of


class Filling:
    """The cells of a template that are filled, and how.

    Attributes:
        edits: what is written anew, by part.
    """

    def __init__(
        self, template: Template, cells: Sequence[CellSlot], blocks: Sequence[RowBlock]
    ) -> None:
        """Frame every cell; faults go to the template."""
        self.edits: dict[str, list[Edit]] = {}
        self._template = template
        self._cells: dict[Form, list[int]] = {}
        self._columns: dict[Form, list[tuple[int, int]]] = {}
        self._orders: list[list[tuple[Form, int]]] = []
        self._looks: list[tuple[tuple[tuple[int, str], ...], ...]] = []
        for number, slot in enumerate(cells):
            self._fill_cell(number, slot)
        for number, block in enumerate(blocks):
            self._fill_block(number, block)

    def feeds(self) -> tuple[Feed, ...]:
        """The values, by the form in which they are written."""
        return tuple(
            Feed(form, tuple(self._cells.get(form, ())), tuple(self._columns.get(form, ())))
            for form in self._forms()
        )

    def orders(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each block, its places from left to right: which feed, which of its columns."""
        number = {form: index for index, form in enumerate(self._forms())}
        return tuple(tuple((number[form], at) for form, at in order) for order in self._orders)

    def looks(self) -> tuple[tuple[tuple[tuple[int, str], ...], ...], ...]:
        """For each block, its variants: which places of a row take which style."""
        return tuple(self._looks)

    def keys(self) -> list[tuple[Form, int]]:
        """The cells' places in the order in which the feeds give them."""
        return [(feed.form, cell) for feed in self.feeds() for cell in feed.cells]

    def _forms(self) -> list[Form]:
        return list(dict.fromkeys([*self._cells, *self._columns]))

    def _frame(self, cell: FoundCell, kind: SlotKind) -> Frame:
        is_1904 = self._template.book.is_1904
        return frame(kind, cell.tag, cell.formula, cell.prefix, is_1904=is_1904)

    def _edit(self, sheet: str, edit: Edit) -> None:
        self.edits.setdefault(self._template.book.sheets[sheet], []).append(edit)

    def _fill_cell(self, number: int, slot: CellSlot) -> None:
        cell = self._template.cell(slot.sheet, place_of(slot))
        if cell is None:
            return
        framed = self._frame(cell, slot.kind)
        for form in framed.forms:
            self._cells.setdefault(form, []).append(number)
        keys = tuple((form, number) for form in framed.forms)
        self._edit(slot.sheet, Edit(cell.start, cell.end, framed.literals, keys))

    def _fill_block(self, number: int, block: RowBlock) -> None:
        """Columns are given in any order; in the XML they stand from left to right."""
        given = {column_number(letters): at for at, (letters, _) in enumerate(block.columns)}
        kinds = {column_number(letters): kind for letters, kind in block.columns}
        order: list[tuple[Form, int]] = []
        place_of: dict[int, int] = {}
        at = 0
        for row in range(block.first_row, block.first_row + block.rows):
            for column in sorted(given):
                cell = self._template.cell(block.sheet, (row, column))
                if cell is None:
                    continue
                framed = self._frame(cell, kinds[column])
                if row == block.first_row:
                    place_of[column] = at
                    for form in framed.forms:
                        fed = self._columns.setdefault(form, [])
                        order.append((form, len(fed)))
                        fed.append((number, given[column]))
                else:
                    self._refuse_mixed(block, (row, column), cell)
                edit = Edit(cell.start, cell.end, framed.literals, (), number, at)
                self._edit(block.sheet, edit)
                at += len(framed.forms)
        self._orders.append(order)
        self._looks.append(tuple(self._look(variant, place_of) for variant in block.variants))

    def _look(self, variant: Variant, place_of: Mapping[int, int]) -> tuple[tuple[int, str], ...]:
        """The places of a row that a variant dresses, each with its style as a tag has it."""
        found = []
        for letters, ref in variant.cells:
            sample = self._template.cell(variant.sheet, row_and_column(ref) or (0, 0))
            place = place_of.get(column_number(letters))
            if sample is not None and place is not None:
                style = STYLE.search(sample.tag)
                found.append((place, style[0] if style else ""))
        return tuple(found)

    def _refuse_mixed(self, block: RowBlock, place: Place, cell: FoundCell) -> None:
        """A column with formulas in some of its rows was damaged in the template."""
        first = self._template.cell(block.sheet, (block.first_row, place[1]))
        if first is None or bool(first.formula) == bool(cell.formula):
            return
        has, first_has = ("a", "none") if cell.formula else ("no", "one")
        self._template.refuse(
            block.sheet,
            place,
            f"the cell has {has} formula, and the first row of its table has {first_has}.",
            "Make the column alike in all rows of the table.",
        )
