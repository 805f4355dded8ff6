"""Filling a part: constant texts and written values joined in the order of the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Protocol

from .plan import Fixed, PartPlan, Run

#: Takes a list and gives some of its items, in the order wanted.
Picker = Callable[[Sequence[Any]], Sequence[Any]]


def picker(numbers: Sequence[int]) -> Picker:
    """What picks these items, at the speed of C."""
    first = numbers[0] if numbers else 0
    if list(numbers) == list(range(first, first + len(numbers))):
        return itemgetter(slice(first, first + len(numbers)))
    return itemgetter(*numbers)


class _Piece(Protocol):
    def add(self, texts: list[str], scalars: list[str], rows: list[list[str]]) -> None:
        """Append the piece's texts."""


class _FixedPiece:
    """The same places for every school."""

    __slots__ = ("_pick", "_texts")

    def __init__(self, piece: Fixed) -> None:
        self._texts = [""] * (len(piece.literals) + len(piece.picks))
        self._texts[0::2] = piece.literals
        self._pick = picker(piece.picks)

    def add(self, texts: list[str], scalars: list[str], _rows: list[list[str]]) -> None:
        filled = self._texts.copy()
        filled[1::2] = self._pick(scalars)
        texts += filled


class _RunPiece:
    """As many of a block's places as there are rows; then what the template has."""

    __slots__ = ("_run",)

    def __init__(self, piece: Run) -> None:
        self._run = piece

    def add(self, texts: list[str], _scalars: list[str], rows: list[list[str]]) -> None:
        run = self._run
        values = rows[run.block][run.start : run.start + len(run.heads)]
        count = len(values)
        if count:
            filled = [""] * (2 * count)
            filled[0::2] = run.heads[:count]
            filled[1::2] = values
            texts += filled
            texts.append(run.closings[count - 1])
        texts.append(run.own[run.cuts[count] :])


class Assembly:
    """A part that changes, ready to be filled.

    Attributes:
        name: the part's path in the package.
    """

    __slots__ = ("_pieces", "name")

    def __init__(self, part: PartPlan) -> None:
        """Make a part's plan ready."""
        self.name = part.name
        self._pieces: list[_Piece] = [
            _FixedPiece(piece) if isinstance(piece, Fixed) else _RunPiece(piece)
            for piece in part.pieces
        ]

    def fill(self, scalars: list[str], rows: list[list[str]]) -> bytes:
        """The part's bytes.

        Args:
            scalars: the written values of the cells and marks, as the plan numbers them.
            rows: the written values of each block, row by row.
        """
        texts: list[str] = []
        for piece in self._pieces:
            piece.add(texts, scalars, rows)
        return "".join(texts).encode()
