"""Filling a part: constant texts and written values joined in the order of the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from .chunks import Chunk
from .plan import Fixed, PartPlan, Run
from .row_texts import AlikeRows, KnownTexts, Rows

#: Takes a list and gives some of its items, in the order wanted.
Picker = Callable[[Sequence[Any]], Sequence[Any]]

#: A block's rows as they are written.
Filled = Rows | AlikeRows


def picker(numbers: Sequence[int]) -> Picker:
    """What picks these items, at the speed of C."""
    first = numbers[0] if numbers else 0
    if list(numbers) == list(range(first, first + len(numbers))):
        return itemgetter(slice(first, first + len(numbers)))
    return itemgetter(*numbers)


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

    def add(self, strips: _Strips, scalars: list[str], _rows: list[Filled]) -> None:
        filled = self._texts.copy()
        filled[1::2] = self._pick(scalars)
        strips.texts += filled


class _ChunkPiece:
    """A long constant stretch."""

    __slots__ = ("_chunk",)

    def __init__(self, piece: Chunk) -> None:
        self._chunk = piece

    def add(self, strips: _Strips, _scalars: list[str], _rows: list[Filled]) -> None:
        strips.join()
        strips.done.append(self._chunk)


class _RunPiece:
    """As many of a block's places as there are rows; then what the template has."""

    __slots__ = ("_chunks", "_known", "_run", "_starts")

    def __init__(self, piece: Run) -> None:
        self._run = piece
        self._starts = [start for start, _ in piece.chunks]
        self._chunks = [chunk for _, chunk in piece.chunks]
        self._known: KnownTexts = {}

    def add(self, strips: _Strips, _scalars: list[str], rows: list[Filled]) -> None:
        run = self._run
        texts, count = rows[run.block].texts(run, self._known)
        if count:
            strips.texts += texts
            strips.texts.append(run.closings[count - 1])
        cut = run.cuts[count]
        next_chunk = bisect_left(self._starts, cut)
        if next_chunk == len(self._starts):
            strips.texts.append(run.own[cut:])
        else:
            strips.texts.append(run.own[cut : self._starts[next_chunk]])
            strips.join()
            strips.done += self._chunks[next_chunk:]


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

    def fill(self, scalars: list[str], rows: list[Filled]) -> list[bytes | Chunk]:
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
