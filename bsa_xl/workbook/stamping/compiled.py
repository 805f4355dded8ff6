"""A compiled template: values in, a workbook's bytes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Self

from .assembly import Assembly, Filled, picker
from .checking import Blocks, Cells, Marks, every_fault
from .chunks import Chunk, compress
from .container import pack
from .deflating import Deflate, deflate_with_zlib
from .escaping import RefusedError
from .faults import ValueRefusedError
from .like_rows import KnownRows, are_like
from .marks import length_in, write_mark
from .plan import Plan
from .row_texts import Look, Rows
from .slots import CellSlot, CellValue, RowBlock
from .stored import not_stored, plan_from_bytes, plan_to_bytes
from .writing import write_values

#: Of a block, which of its rows look otherwise, counted from 0, and the name of the look.
Variants = Mapping[str, Mapping[int, str]]


class CompiledTemplate:
    """A template that was compiled once and is stamped for each school.

    Nothing in it changes: it may be shared between threads, sent to worker processes, and stored.
    """

    __slots__ = ("_assemblies", "_feeds", "_keys", "_known", "_names", "_plan")

    def __init__(self, plan: Plan) -> None:
        """Make a plan ready; `compile_template` and `from_bytes` are the ways to one."""
        self._plan = plan
        self._keys = [(slot.sheet, slot.ref) for slot in plan.cells]
        self._names = [block.name for block in plan.blocks]
        self._feeds = [(feed, picker(feed.cells)) for feed in plan.feeds]
        self._assemblies = [Assembly(part) for part in plan.parts]
        self._known = [KnownRows(plan, number) for number in range(len(plan.blocks))]

    @property
    def cells(self) -> tuple[CellSlot, ...]:
        """The cell slots, in the order of the declaration."""
        return self._plan.cells

    @property
    def blocks(self) -> tuple[RowBlock, ...]:
        """The row blocks, in the order of the declaration."""
        return self._plan.blocks

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks, in the order of the declaration."""
        return self._plan.marks

    def stamp(
        self,
        cells: Cells = (),
        blocks: Blocks | None = None,
        marks: Marks | None = None,
        *,
        variants: Variants | None = None,
        deflate: Deflate = deflate_with_zlib,
    ) -> bytes:
        """A workbook. The same values and the same ``deflate`` give the same bytes.

        Args:
            cells: the value of every cell slot: by sheet and cell, or in the slots' order.
            blocks: the rows of every block, at most as many as it has, perhaps none; a `LikeRow`
                that is like an earlier one is not written again.
            marks: the text of every mark, as people read it; it is escaped here.
            variants: of a block, rows that look otherwise: which, from 0, and the variant's name.
            deflate: how to compress; see `best_deflate`.

        Raises:
            ValueRefusedError: a value is missing, unknown, of the wrong kind, or does not fit.
        """
        parts = self._fill(cells, blocks, marks, variants or {})
        return pack(self._plan.kept, [compress(name, strips, deflate) for name, strips in parts])

    def render(
        self, cells: Cells = (), blocks: Blocks | None = None, marks: Marks | None = None
    ) -> dict[str, bytes]:
        """The parts that change, filled but not compressed, by name; as `stamp` otherwise."""
        return {
            name: b"".join(strip.data if isinstance(strip, Chunk) else strip for strip in strips)
            for name, strips in self._fill(cells, blocks, marks, {})
        }

    def to_bytes(self) -> bytes:
        """Plain data, never code, for a cache on disk; `from_bytes` reads it back."""
        return plan_to_bytes(self._plan)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` gave.

        Raises:
            ValueError: it is not that, not whole, or of another version: compile again.
        """
        plan = plan_from_bytes(data)
        try:
            return cls(plan)
        except (LookupError, TypeError, AttributeError) as error:
            raise not_stored() from error

    def __reduce__(self) -> tuple[object, ...]:
        """Travels to worker processes as plain data."""
        return CompiledTemplate.from_bytes, (self.to_bytes(),)

    def _fill(
        self, cells: Cells, blocks: Blocks | None, marks: Marks | None, variants: Variants
    ) -> list[tuple[str, list[bytes | Chunk]]]:
        """The strips of every part that changes."""
        blocks, marks = blocks or {}, marks or {}
        try:
            values = self._in_order(cells)
            fresh = self._fresh(blocks)
            scalars, texts = self._write(values, self._columns(fresh))
            rows = self._rows(blocks, fresh, texts, variants)
            scalars += self._write_marks(marks)
        except (RefusedError, LookupError, TypeError, ValueError) as error:
            faults = every_fault(self._plan, cells, blocks, marks)
            if not faults:
                raise
            raise ValueRefusedError(faults) from error
        return [(each.name, each.fill(scalars, rows)) for each in self._assemblies]

    def _in_order(self, cells: Cells) -> Sequence[CellValue]:
        """The cells' values in the order of the slots; LookupError when they are not all there."""
        if len(cells) != len(self._keys):
            raise LookupError
        if isinstance(cells, Mapping):
            return [cells[key] for key in self._keys]
        return cells

    def _fresh(self, blocks: Blocks) -> Blocks:
        """The rows that have to be written; LookupError when a block is missing or too long."""
        if blocks.keys() != set(self._names):
            raise LookupError
        for block in self._plan.blocks:
            if len(blocks[block.name]) > block.rows:
                raise LookupError
        return {
            name: known.fresh(rows) if are_like(rows := blocks[name]) else rows
            for name, known in zip(self._names, self._known, strict=True)
        }

    def _rows(
        self, blocks: Blocks, fresh: Blocks, texts: list[list[str]], variants: Variants
    ) -> list[Filled]:
        """All rows of each block as they are written, from those that were written now."""
        every: list[Filled] = []
        for number, name in enumerate(self._names):
            rows, written = blocks[name], texts[number]
            width = max(1, len(self._plan.orders[number]))
            looks = self._looks(number, variants.get(name, {}))
            if are_like(rows):
                by_row = [written[at : at + width] for at in range(0, len(written), width)]
                known = self._known[number]
                every.append(known.written(rows, fresh[name], by_row, looks))
            else:
                every.append(Rows(width, written, looks))
        return every

    def _looks(self, number: int, rows: Mapping[int, str]) -> dict[int, Look]:
        """The places that look otherwise, by row of a block."""
        names = [variant.name for variant in self._plan.blocks[number].variants]
        looks = dict(zip(names, self._plan.looks[number], strict=True))
        return {row: looks[name] for row, name in rows.items()}

    def _columns(self, blocks: Blocks) -> list[list[tuple[CellValue, ...]]]:
        """Each block's rows by the column; LookupError or ValueError when they do not fit."""
        by_column: list[list[tuple[CellValue, ...]]] = []
        for block in self._plan.blocks:
            rows = blocks[block.name]
            columns: list[tuple[CellValue, ...]] = list(zip(*rows, strict=True))
            if not rows:
                columns = [()] * len(block.columns)
            if len(columns) != len(block.columns):
                raise LookupError
            by_column.append(columns)
        return by_column

    def _write(
        self, values: Sequence[CellValue], columns: list[list[tuple[CellValue, ...]]]
    ) -> tuple[list[str], list[list[str]]]:
        """All cells' values as XML, feed by feed; and each block's, row by row."""
        scalars: list[str] = []
        written: list[list[list[str]]] = []
        for feed, pick in self._feeds:
            batch = list(pick(values))
            for block, column in feed.columns:
                batch += columns[block][column]
            texts = write_values(feed.form, batch)
            at = len(feed.cells)
            scalars += texts[:at]
            slices = []
            for block, column in feed.columns:
                slices.append(texts[at : (at := at + len(columns[block][column]))])
            written.append(slices)
        rows = [
            list(chain.from_iterable(zip(*(written[feed][at] for feed, at in order), strict=True)))
            for order in self._plan.orders
        ]
        return scalars, rows

    def _write_marks(self, marks: Marks) -> list[str]:
        """The marks' texts, each as every setting of it wants; LookupError when one is amiss."""
        if marks.keys() != set(self.marks):
            raise LookupError
        for room in self._plan.rooms:
            if sum(length_in(room.setting, marks[mark]) for mark in room.marks) > room.left:
                raise LookupError
        return [write_mark(setting, marks[self.marks[mark]]) for mark, setting in self._plan.uses]
