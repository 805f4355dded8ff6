"""What earlier files have taught: cells, rows and formulas that need not be taken apart again.

The returns of a district come from one template, so that nearly all formulas and texts of one
are written in the next, character for character. What is kept is only what follows from the
characters themselves, never anything about a file.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from .formula import SharedFormula
from .limits import Limits
from .model import Cell, CellFormat
from .surroundings import Around

_MOST = 20_000_000  # characters
_OVERHEAD = 200  # what keeping anything costs besides its characters


class Known:
    """Forms in which cells and rows have been written, shared by the files of one worker.

    Args:
        lasting: whether there will be another file; if not, formulas are not worth keeping.

    Attributes:
        formulas: type, format and formula by what stands before the formula's result.
        cells: cells without a formula by what follows their address.
        strings: shared strings, without end, to their text and whether it was cleaned.
        formats: how many cell formats a file must have for all of these to hold in it.
        lasting: as given.
        sound: marks of parts that are well-formed and hold nothing to be noted.
        styles: cell formats by the mark of their part.
        outlines: what stands around the cells of a sheet, by the mark of the rest of its part.
    """

    __slots__ = (
        "_limits", "_shared", "_size", "_stages", "cells", "formats", "formulas", "lasting",
        "outlines", "sound", "strings", "styles",
    )  # fmt: skip

    def __init__(self, *, lasting: bool = True) -> None:
        self.lasting = lasting
        self.formulas: dict[str, tuple[str, int, str]] = {}
        self.cells: dict[str, Cell] = {}
        self.strings: dict[str, tuple[str, bool]] = {}
        self._shared: dict[tuple[str, str], SharedFormula] = {}
        self._stages: dict[Hashable, Any] = {}
        self.sound: set[bytes] = set()
        self.styles: dict[bytes, tuple[CellFormat, ...]] = {}
        self.outlines: dict[bytes, Around] = {}
        self.formats = self._size = 0
        self._limits: Limits | None = None

    def begin(self, limits: Limits) -> None:
        """Begin a file; nothing holds within other bounds than those in which it was learned."""
        if self._limits != limits or self._size > _MOST:
            self._forget()
            self._limits = limits

    def prepare(self, formats: int) -> None:
        """Make ready for a file with so many cell formats; begin anew where that is needed."""
        if self.formats > formats:
            self._forget()

    def _forget(self) -> None:
        by_text = (self.formulas, self.cells, self.strings, self._shared, self._stages)
        for kept in (*by_text, self.sound, self.styles, self.outlines):
            kept.clear()
        self.formats = self._size = 0

    def keep_formula(self, key: str, known: tuple[str, int, str]) -> None:
        """Keep a formula."""
        if self.lasting:
            self.formulas[key] = known
            self.formats = max(self.formats, known[1] + 1)
            self._size += len(key)

    def keep_cell(self, key: str, cell: Cell) -> None:
        """Keep a cell."""
        self.cells[key] = cell
        self.formats = max(self.formats, cell.style + 1)
        self._size += len(key)

    def keep_string(self, key: str, string: tuple[str, bool]) -> None:
        """Keep a shared string."""
        if self.lasting:
            self.strings[key] = string
            self.spend(len(key))

    def keep_styles(self, mark: bytes, styles: tuple[CellFormat, ...]) -> None:
        """Keep the cell formats of a part."""
        self.styles[mark] = styles
        self.spend(_OVERHEAD * len(styles))

    def keep_outline(self, mark: bytes, around: Around) -> None:
        """Keep what stands around the cells of a sheet."""
        self.outlines[mark] = around
        self.spend(_OVERHEAD * (len(around.validations) + len(around.merges)))

    def shared_formula(self, text: str, address: str) -> SharedFormula:
        """The formula that stands there for other cells, too: always the same one."""
        known = self._shared.get((text, address))
        if known is None:
            known = SharedFormula()
            known.define(text, address)
            if self.lasting:
                self._shared[text, address] = known
                self.spend(len(text))
        return known

    def stage(self, key: Hashable, new: Callable[[], Any]) -> Any:  # noqa: ANN401 - of row_forms
        """Where a sheet begins in a file with such formats; None where nothing is kept."""
        if not self.lasting:
            return None
        stage = self._stages.get(key)
        if stage is None:
            stage = self._stages[key] = new()
        else:
            stage.is_met = True
        return stage

    def spend(self, characters: int) -> None:
        """Count what is kept elsewhere on its behalf."""
        self._size += characters + _OVERHEAD
