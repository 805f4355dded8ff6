"""A template taken apart: what is constant, what goes between, and in which order.

A plan is plain data, so that it can be stored and read back without trusting what is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from .chunks import Chunk
from .container import Kept
from .forms import Form
from .marks import Room, Setting
from .slots import CellSlot, RowBlock


@dataclass(frozen=True, slots=True)
class Feed:
    """All values that are written in one form.

    Attributes:
        form: how.
        cells: which cell slots, by number.
        columns: which columns of which blocks, both by number.
    """

    form: Form
    cells: tuple[int, ...]
    columns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch of a part in which the same places are filled for every school.

    Attributes:
        literals: the constant texts; one place between each two of them.
        picks: for each place, which of the written values: those of the cells, feed by feed, and
            after them those of the mark uses.
    """

    literals: tuple[str, ...]
    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's places with nothing of another kind between.

    Attributes:
        block: which block, by number.
        start: how many of the block's places, row by row, come before this stretch.
        heads: the constant text before each place, from the end of the place before it on.
        closings: the constant text that ends the cell after each place; empty within a cell.
        own: what the template has in this stretch.
        cuts: how much of ``own`` is replaced when so many places are filled; one more than places.
        chunks: ``own`` compressed, in pieces, each with where it begins; none when it is short.
    """

    block: int
    start: int
    heads: tuple[str, ...]
    closings: tuple[str, ...]
    own: str
    cuts: tuple[int, ...]
    chunks: tuple[tuple[int, Chunk], ...]


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part that changes.

    Attributes:
        name: its path in the package.
        pieces: its stretches, in order.
    """

    name: str
    pieces: tuple[Fixed | Run | Chunk, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled template.

    Attributes:
        cells: the cell slots, in the order in which values are given.
        blocks: the row blocks.
        marks: the marks.
        feeds: the values of cells and blocks, by the form they are written in.
        orders: for each block, its places from left to right: feed, and which of its columns.
        looks: for each block, its variants: for each, places of a row with the style they take, as
            it stands in a cell's tag.
        uses: each mark in each setting in which it stands, by the mark's number.
        rooms: where marks may not be longer than so much.
        parts: the parts that change.
        kept: the parts that do not.
    """

    cells: tuple[CellSlot, ...]
    blocks: tuple[RowBlock, ...]
    marks: tuple[str, ...]
    feeds: tuple[Feed, ...]
    orders: tuple[tuple[tuple[int, int], ...], ...]
    looks: tuple[tuple[tuple[tuple[int, str], ...], ...], ...]
    uses: tuple[tuple[int, Setting], ...]
    rooms: tuple[Room, ...]
    parts: tuple[PartPlan, ...]
    kept: Kept
