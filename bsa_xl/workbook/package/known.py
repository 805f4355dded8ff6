"""What earlier files have taught: cells and formulas that need not be taken apart again.

The returns of a district come from one template, so that nearly all formulas and texts of one
are written in the next, character for character. What is kept is only what follows from the
characters themselves, never anything about a file.
"""

from __future__ import annotations

from .model import Cell

_MOST = 10_000_000  # characters


class Known:
    """Forms in which cells have been written, shared by the files that one worker reads.

    Args:
        lasting: whether there will be another file; if not, formulas are not worth keeping.

    Attributes:
        formulas: type, format and formula by what stands before the formula's result.
        cells: cells without a formula by what follows their address.
        formats: how many cell formats a file must have for all that is kept to hold in it.
    """

    __slots__ = ("_lasting", "_size", "cells", "formats", "formulas")

    def __init__(self, *, lasting: bool = True) -> None:
        self._lasting = lasting
        self.formulas: dict[str, tuple[str, int, str]] = {}
        self.cells: dict[str, Cell] = {}
        self.formats = self._size = 0

    def prepare(self, formats: int) -> None:
        """Make ready for a file with so many cell formats; begin anew where that is needed."""
        if self.formats > formats or self._size > _MOST:
            self.formulas.clear()
            self.cells.clear()
            self.formats = self._size = 0

    def keep_formula(self, key: str, known: tuple[str, int, str]) -> None:
        """Keep a formula."""
        if self._lasting:
            self.formulas[key] = known
            self.formats = max(self.formats, known[1] + 1)
            self._size += len(key)

    def keep_cell(self, key: str, cell: Cell) -> None:
        """Keep a cell."""
        self.cells[key] = cell
        self.formats = max(self.formats, cell.style + 1)
        self._size += len(key)
