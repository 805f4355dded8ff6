"""Cell addresses: ``C12`` and ``A1:D9`` in numbers, counted from one."""

from __future__ import annotations

import re
from typing import NamedTuple

LAST_COLUMN = 16_384
LAST_ROW = 1_048_576

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def column_letters(number: int) -> str:
    """``A`` for 1, ``Z`` for 26, ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for ``A``, 27 for ``AA``; the letters are capitals."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def parse_cell(text: str) -> tuple[int, int] | None:
    """Column and row of ``C12``; None when it is no address on a sheet."""
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    column, row = column_number(match[1]), int(match[2])
    return (column, row) if column <= LAST_COLUMN and row <= LAST_ROW else None


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int

    @classmethod
    def parse(cls, text: str) -> Area | None:
        """The area of ``A1:D9`` or of a single ``A1``; None when it is none."""
        first, _, last = text.partition(":")
        start, end = parse_cell(first), parse_cell(last or first)
        if start is None or end is None:
            return None
        (left, top), (right, bottom) = start, end
        return cls(left, top, right, bottom) if left <= right and top <= bottom else None

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.last_column - self.first_column + 1) * (self.last_row - self.first_row + 1)

    def holds(self, column: int, row: int) -> bool:
        """Whether the cell lies in it."""
        return (
            self.first_column <= column <= self.last_column
            and self.first_row <= row <= self.last_row
        )
