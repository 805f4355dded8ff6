"""The cells of a sheet, kept row by row.

Most rows of a return were written alike in another one. Such a row is one and the same object in
both, so that whoever looked at it before need not look again; and nothing is done with its cells
one by one unless somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .cell import Cell

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TOO_MANY = 10  # digits, more than any row has


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a sheet that holds cells.

    Attributes:
        number: counted from 1.
        cells: by address, in the order of the file.
        like: rows that are like the same object have the same cells with the same formulas and
            formats, though perhaps other values; None where nothing is known of it.
        is_kept: whether this object stands for the row in every file that writes it alike.
    """

    number: int
    cells: Mapping[str, Cell]
    like: object = None
    is_kept: bool = False


class SheetCells(Mapping[str, Cell]):
    """Cells by address; rows are put together when a cell is asked for, or the other way round."""

    __slots__ = ("_all", "_count", "_rows")

    def __init__(
        self, cells: Mapping[str, Cell] | None = None, rows: Mapping[int, Row] | None = None
    ) -> None:
        """Either is enough: all cells by address, or all rows by their number."""
        self._all, self._rows = cells, rows
        self._count = sum(len(row.cells) for row in (rows or {}).values())

    @property
    def rows(self) -> Mapping[int, Row]:
        """The rows that hold cells, by their number."""
        if self._rows is None:
            self._rows = _in_rows(self._together())
        return self._rows

    def _together(self) -> Mapping[str, Cell]:
        if self._all is None:
            together: dict[str, Cell] = {}
            for row in self.rows.values():
                together.update(row.cells)
            self._all = together
        return self._all

    def __getitem__(self, address: str) -> Cell:
        if self._rows is None:
            return self._together()[address]
        return self._rows[row_of(address)].cells[address]

    def get(self, address: str, default: Any = None) -> Any:  # noqa: ANN401 - as Mapping has it
        """The cell, or something else where there is none; thousands are asked for."""
        if self._rows is None:
            return self._together().get(address, default)
        row = self._rows.get(row_of(address))
        return default if row is None else row.cells.get(address, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._together())

    def __len__(self) -> int:
        return self._count if self._all is None else len(self._all)


def rows_of(cells: Mapping[str, Cell]) -> Mapping[int, Row]:
    """The rows of a sheet's cells by their number, however they are kept."""
    return cells.rows if isinstance(cells, SheetCells) else _in_rows(cells)


def _in_rows(cells: Mapping[str, Cell]) -> dict[int, Row]:
    """Cells sorted into rows of their own."""
    found: dict[int, dict[str, Cell]] = {}
    for address, cell in cells.items():
        found.setdefault(row_of(address), {})[address] = cell
    return {number: Row(number, held) for number, held in found.items()}


def row_of(address: str) -> int:
    """The row of a cell; 0 for what is no address."""
    digits = address.lstrip(_LETTERS)
    return int(digits) if digits.isdecimal() and len(digits) < _TOO_MANY else 0
