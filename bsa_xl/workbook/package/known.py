"""What earlier files have taught: cells, rows and formulas that need not be taken apart again.

The returns of a district come from one template, so that nearly all formulas and texts of one
are written in the next, character for character. What is kept is only what follows from the
characters themselves, never anything about a file.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from .address import parse_cell
from .cell import Cell
from .formula import SharedFormula
from .limits import Limits
from .model import CellFormat
from .plain_text import NotCanonical, plain_text
from .surroundings import Around

_MOST = 40_000_000  # characters
_LONG = 1_000  # characters; longer texts are mostly a school's own
_OVERHEAD = 200  # what keeping anything costs besides its characters

#: A shared string: its text, the same as a settled row has it, and whether it was cleaned.
KnownString = tuple[str, str, bool]


class FormulaInPlace:
    """A formula that several cells share, written out in each of them.

    Attributes:
        length: of its text in its first cell; characters.
        places: the formula as an element of XML, by the cells for which it was asked.
    """

    __slots__ = ("_shared", "length", "places")

    def __init__(self, written: str, address: str) -> None:
        """A formula as XML writes it in its first cell.

        Raises:
            NotCanonical: there is other markup in it.
        """
        text = plain_text(written)
        self._shared = SharedFormula()
        self._shared.define(text, address)
        self.length = len(text)
        self.places: dict[str, str] = {}

    def at(self, address: str) -> str:
        """Its text in another cell.

        Raises:
            NotCanonical: there is no such cell.
        """
        if parse_cell(address) is None:
            raise NotCanonical
        return self._shared.at(address)


class Known:
    """Forms in which cells and rows have been written, shared by the files of one worker.

    Args:
        lasting: whether there will be another file; if not, formulas are not worth keeping.

    Attributes:
        formulas: type, format and formula by what stands before the formula's result.
        cells: cells without a formula by what follows their address.
        strings: shared strings, without end, to what they say.
        formats: how many cell formats a file must have for all of these to hold in it.
        lasting: as given.
        sound: marks of parts that are well-formed and hold nothing to be noted.
        styles: cell formats by the mark of their part.
        outlines: what stands around the cells of a sheet, by the mark of the rest of its part.
    """

    __slots__ = (
        "_in_place", "_limits", "_met", "_rows", "_size", "cells", "formats", "formulas", "lasting",
        "outlines", "sound", "strings", "styles",
    )  # fmt: skip

    def __init__(self, *, lasting: bool = True) -> None:
        self.lasting = lasting
        self.formulas: dict[str, tuple[str, int, str]] = {}
        self.cells: dict[str, Cell] = {}
        self.strings: dict[str, KnownString] = {}
        self._in_place: dict[tuple[str, str], FormulaInPlace] = {}
        self._rows: dict[Hashable, Any] = {}
        self.sound: set[bytes] = set()
        self.styles: dict[bytes, tuple[CellFormat, ...]] = {}
        self.outlines: dict[bytes, Around] = {}
        self._met: set[int] = set()
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
        by_text = (self.formulas, self.cells, self.strings, self._in_place, self._rows)
        for kept in (*by_text, self.sound, self.styles, self.outlines, self._met):
            kept.clear()
        self.formats = self._size = 0

    def keep_formula(self, key: str, known: tuple[str, int, str]) -> None:
        """Keep a formula."""
        if self.lasting:
            self.formulas[key] = known
            self.formats = max(self.formats, known[1] + 1)
            self._size += len(key)

    def keep_cell(self, key: str, cell: Cell) -> None:
        """Keep a cell; a long one only when it is met again."""
        if len(key) > _LONG and hash(key) not in self._met:
            self._met.add(hash(key))
            return
        self.cells[key] = cell
        self.formats = max(self.formats, cell.style + 1)
        self._size += len(key)

    def keep_string(self, key: str, string: KnownString) -> None:
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

    def formula_in_place(self, written: str, address: str) -> FormulaInPlace:
        """The formula that stands there for other cells, too: always the same one.

        Raises:
            NotCanonical: there is other markup in it.
        """
        known = self._in_place.get((written, address))
        if known is None:
            known = FormulaInPlace(written, address)
            if self.lasting:
                self._in_place[written, address] = known
                self.spend(len(written))
        return known

    def rows(self, key: Hashable, new: Callable[[], Any]) -> Any:  # noqa: ANN401 - of row_forms
        """The rows met in files with such formats; None where nothing is kept."""
        if not self.lasting:
            return None
        rows = self._rows.get(key)
        if rows is None:
            rows = self._rows[key] = new()
        else:
            rows.is_met = True
        return rows

    def spend(self, characters: int) -> None:
        """Count what is kept elsewhere on its behalf."""
        self._size += characters + _OVERHEAD
