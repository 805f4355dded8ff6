"""Filling a part: constant texts and written values joined in the order of the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from .chunks import Chunk
from .plan import Fixed, PartPlan, Run

#: The style in a cell's tag.
STYLE = re.compile(r"""\s+s=(?:"[^"]*"|'[^']*')""")
#: Takes a list and gives some of its items, in the order wanted.
Picker = Callable[[Sequence[Any]], Sequence[Any]]


def picker(numbers: Sequence[int]) -> Picker:
    """What picks these items, at the speed of C."""
    first = numbers[0] if numbers else 0
    if list(numbers) == list(range(first, first + len(numbers))):
        return itemgetter(slice(first, first + len(numbers)))
    return itemgetter(*numbers)


class Rows(NamedTuple):
    """A block's rows as they are written.

    Attributes:
        values: place by place, row by row.
        styles: places that look otherwise, each with its style as a tag has it.
    """

    values: list[str]
    styles: Mapping[int, str]


class _Strips:
    """A part on its way: texts that are still to be joined, after strips that are done."""

    __slots__ = ("done", "texts")

    def __init__(self) -> None:
        self.done: list[bytes | Chunk] = []
        self.texts: list[str] = []

    def join(self) -> None:
        """Make a strip of the texts so far."""
        data = "".join(self.texts).encode()
        if data:
            self.done.append(data)
        self.texts = []


class _FixedPiece:
    """The same places for every school."""

    __slots__ = ("_pick", "_texts")

    def __init__(self, piece: Fixed) -> None:
        self._texts = [""] * (len(piece.literals) + len(piece.picks))
        self._texts[0::2] = piece.literals
        self._pick = picker(piece.picks)

    def add(self, strips: _Strips, scalars: list[str], _rows: list[Rows]) -> None:
        filled = self._texts.copy()
        filled[1::2] = self._pick(scalars)
        strips.texts += filled


class _ChunkPiece:
    """A long constant stretch."""

    __slots__ = ("_chunk",)

    def __init__(self, piece: Chunk) -> None:
        self._chunk = piece

    def add(self, strips: _Strips, _scalars: list[str], _rows: list[Rows]) -> None:
        strips.join()
        strips.done.append(self._chunk)


class _RunPiece:
    """As many of a block's places as there are rows; then what the template has."""

    __slots__ = ("_chunks", "_run", "_starts")

    def __init__(self, piece: Run) -> None:
        self._run = piece
        self._starts = [start for start, _ in piece.chunks]
        self._chunks = [chunk for _, chunk in piece.chunks]

    def add(self, strips: _Strips, _scalars: list[str], rows: list[Rows]) -> None:
        run = self._run
        values, styles = rows[run.block]
        values = values[run.start : run.start + len(run.heads)]
        count = len(values)
        if count:
            filled = [""] * (2 * count)
            filled[0::2] = run.heads[:count]
            filled[1::2] = values
            for place, style in styles.items():
                at = place - run.start
                if 0 <= at < count:
                    filled[2 * at] = _restyled(filled[2 * at], style)
            strips.texts += filled
            strips.texts.append(run.closings[count - 1])
        cut = run.cuts[count]
        next_chunk = bisect_left(self._starts, cut)
        if next_chunk == len(self._starts):
            strips.texts.append(run.own[cut:])
        else:
            strips.texts.append(run.own[cut : self._starts[next_chunk]])
            strips.join()
            strips.done += self._chunks[next_chunk:]


def _restyled(head: str, style: str) -> str:
    """A place's head, which ends with its cell's tag, with another style in that tag."""
    tag = head.rindex("<")
    return head[:tag] + STYLE.sub("", head[tag:]) + style


_Piece = _FixedPiece | _ChunkPiece | _RunPiece


def _ready(piece: Fixed | Run | Chunk) -> _Piece:
    match piece:
        case Fixed():
            return _FixedPiece(piece)
        case Run():
            return _RunPiece(piece)
        case Chunk():
            return _ChunkPiece(piece)


class Assembly:
    """A part that changes, ready to be filled.

    Attributes:
        name: the part's path in the package.
    """

    __slots__ = ("_pieces", "name")

    def __init__(self, part: PartPlan) -> None:
        """Make a part's plan ready."""
        self.name = part.name
        self._pieces = [_ready(piece) for piece in part.pieces]

    def fill(self, scalars: list[str], rows: list[Rows]) -> list[bytes | Chunk]:
        """The part's strips, in order: this school's, and constant ones.

        Args:
            scalars: the written values of the cells and marks, as the plan numbers them.
            rows: the written rows of each block.
        """
        strips = _Strips()
        for piece in self._pieces:
            piece.add(strips, scalars, rows)
        strips.join()
        return strips.done
