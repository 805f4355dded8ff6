"""On the way in, ranges as names and numbers; on the way out, exact numbers as doubles, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from bsa_xl import api

from .cells import Cell, Grid, NoAnswerError, column_of, is_empty, number_of, text_of


@contextmanager
def in_words() -> Iterator[None]:
    """What cannot be answered, as the cell's own fault.

    Raises:
        NoAnswerError: something inside could not be answered.
    """
    try:
        yield
    except api.CannotAnswerError as fault:
        raise NoAnswerError(str(fault)) from None


def names_in(grid: Grid, what: str) -> list[str]:
    """The texts of a column or row of cells; an empty cell is an empty text.

    Raises:
        NoAnswerError: it is wider than one column and higher than one row, or holds an error.
    """
    return ["" if is_empty(cell) else text_of(cell, what) for cell in column_of(grid, what)]


def numbers_in(grid: Grid, what: str) -> list[list[Decimal | None]]:
    """The numbers of a range, row by row; an empty cell is None.

    Raises:
        NoAnswerError: a cell holds something else.
    """
    return [[None if is_empty(cell) else number_of(cell, what) for cell in row] for row in grid]


def shown(value: Decimal | str | None) -> Cell:
    """A value as a cell takes it; the only place where an exact number becomes a double."""
    return float(value) if isinstance(value, Decimal) else value or None


def shown_rows(rows: Iterable[Sequence[Decimal | str | None]]) -> list[list[Cell]]:
    """Rows of values as a range takes them."""
    return [[shown(value) for value in row] for row in rows]
