"""What each cell of a sheet comes to, whichever way its XML was taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from . import kinds
from .address import column_letters
from .cell import Cell, CellKind
from .formula import Shared
from .known import Known
from .part import Attributes, Part
from .refusal import SAVE_AGAIN, PackageRefused, refused
from .rows import Row, SheetCells
from .sources import Sources
from .strings import StringTable
from .values import decoded, is_iso_date, is_number, is_serial_date, visible

_BOOLEANS = {"0": "0", "1": "1", "false": "0", "true": "1"}

# A cell is made thousands of times; this leaves out the call of a Python function each time.
new_cell = cast("Callable[[type[Cell], tuple[object, ...]], Cell]", tuple.__new__)


class Lookup(NamedTuple):
    """What the cells of every sheet refer to.

    Attributes:
        strings: that cells share.
        styles: cell formats by their index, written as the cells write it; format 0 where
            a cell names none.
        dates: formats that show a number as a date.
        blanks: a blank cell in each format.
        columns: the letters of the columns that may hold something.
        known: what earlier files have taught.
        rows: rows that they had, of `row_forms`; None where no rows are kept.
    """

    strings: StringTable
    styles: Mapping[str | None, int]
    dates: frozenset[int]
    blanks: tuple[Cell, ...]
    columns: frozenset[str]
    known: Known
    rows: Any = None


class CellCollector:
    """The cells of one sheet, as they are met.

    Attributes:
        cells: by address, where they are met one by one.
        rows: by their number, where they are met row by row.
        not_numbers: number cells that hold no number.
        wrong_kinds: cells whose content is not of the kind that they show or declare.
        unclean: cells with text that held invisible characters.
        sources: the formulas that cells have in common.
    """

    __slots__ = (
        "_room", "cells", "lookup", "not_numbers", "part", "rows", "sources", "unclean",
        "wrong_kinds",
    )  # fmt: skip

    def __init__(self, part: Part, lookup: Lookup) -> None:
        self.part, self.lookup = part, lookup
        self.cells: dict[str, Cell] = {}
        self.rows: dict[int, Row] = {}
        self.not_numbers: list[str] = []
        self.wrong_kinds: list[str] = []
        self.unclean: list[str] = []
        self.sources = Sources(part)
        self._room = part.limits.cells - part.meter.cells

    def made(
        self, address: str, style: int, content: tuple[CellKind, str], source: str | Shared | None
    ) -> Cell:
        """A cell of what was found; a typed number that its date format cannot show is noted."""
        kind, text = content
        if source is None:
            if kind is CellKind.BLANK:
                return self.lookup.blanks[style]
            if kind is CellKind.NUMBER and style in self.lookup.dates and not is_serial_date(text):
                self.wrong_kinds.append(address)
        return new_cell(Cell, (kind, text, source, style))

    @property
    def noted(self) -> int:
        """How much was noted so far."""
        return len(self.not_numbers) + len(self.wrong_kinds) + len(self.unclean)

    def check_room(self, count: int) -> None:
        """Refuse more cells than a workbook may have; so many are on this sheet so far."""
        if count > self._room:
            raise refused(
                kinds.LIMIT,
                f"The workbook has more than {self.part.limits.cells:,} cells.",
                "Delete sheets that do not belong to it, save it, and send it again.",
                sheet=self.part.sheet,
            )

    def complete(self) -> SheetCells:
        """Settle what only the whole sheet can tell; all its cells, which are counted."""
        self.sources.complete(self.cells)
        found = SheetCells(rows=self.rows) if self.rows else SheetCells(self.cells)
        self.check_room(len(found))
        self.part.meter.cells += len(found)
        return found

    def source(self, formula: str, attributes: Attributes, address: str) -> str | Shared | None:
        """What a cell keeps of its formula.

        Args:
            formula: its text in the file.
            attributes: of the formula's element.
            address: of the cell.

        Raises:
            PackageRefused: it is too long, or shared in a way that cannot be.
        """
        if len(formula) > self.part.limits.formula:
            raise self._too_long("formula", self.part.limits.formula, address)
        return self.sources.of(formula, attributes, address)

    def content(
        self, kind: str | None, value: str | None, string: str | None, address: str
    ) -> tuple[CellKind, str]:
        """Kind and text of a cell.

        Args:
            kind: its declared type.
            value: its value in the file; None where there is none.
            string: the text that it holds itself; None where it holds none.
            address: of the cell.

        Raises:
            PackageRefused: it has two values, or one that the file does not hold.
        """
        if string is not None and (kind != "inlineStr" or value is not None):
            raise self.part.corrupt("A cell has two values.", address)
        if kind == "inlineStr" and string is not None:
            return CellKind.TEXT, self._seen(decoded(string), address)
        if kind in ("str", "inlineStr") and value is not None:
            return CellKind.TEXT, self._seen(decoded(value), address)
        if not value:
            return CellKind.BLANK, ""
        if kind == "s":
            return CellKind.TEXT, self._shared_text(value, address)
        return self._plain_value(kind or "n", value, address)

    def _plain_value(self, kind: str, value: str, address: str) -> tuple[CellKind, str]:
        """Kind and text of a cell that holds a number, a truth value, an error or a date."""
        stripped = value.strip(" \t\r\n")
        if kind == "e":
            return CellKind.ERROR, value
        if kind == "n" and is_number(stripped):
            return CellKind.NUMBER, stripped
        if kind == "b" and stripped in _BOOLEANS:
            return CellKind.BOOLEAN, _BOOLEANS[stripped]
        if kind == "d" and is_iso_date(stripped):
            return CellKind.DATE, stripped
        (self.not_numbers if kind == "n" else self.wrong_kinds).append(address)
        return CellKind.MALFORMED, self._bounded(value, address)

    def _shared_text(self, index: str, address: str) -> str:
        text = self.lookup.strings.texts.get(index)
        if text is None:
            raise self.part.corrupt("A cell shows a text that the file does not hold.", address)
        if index in self.lookup.strings.unclean:
            self.unclean.append(address)
        return text

    def _seen(self, text: str, address: str) -> str:
        """The text as it can be shown; notes the cell when something was taken out."""
        clean, changed = visible(self._bounded(text, address))
        if changed:
            self.unclean.append(address)
        return clean

    def _bounded(self, text: str, address: str) -> str:
        if len(text) > self.part.limits.text:
            raise self._too_long("text", self.part.limits.text, address)
        return text

    def twice(self, address: str) -> PackageRefused:
        """The exception for an address that stands in the file twice."""
        return refused(
            kinds.DUPLICATE_CELL,
            "The file holds this cell twice.",
            SAVE_AGAIN,
            sheet=self.part.sheet,
            cell=address,
        )

    def beyond(self, address: str) -> PackageRefused:
        """The exception for a cell that holds something outside the area that is read."""
        limits = self.part.limits
        return refused(
            kinds.DIMENSION,
            f"The cell holds something although it lies beyond column "
            f"{column_letters(limits.columns)} or row {limits.rows:,}.",
            "Delete what stands there, save the workbook, and send it again.",
            sheet=self.part.sheet,
            cell=address,
        )

    def _too_long(self, what: str, limit: int, address: str) -> PackageRefused:
        return refused(
            kinds.LIMIT,
            f"The {what} in this cell is longer than {limit:,} characters.",
            "Shorten it, save the workbook, and send it again.",
            sheet=self.part.sheet,
            cell=address,
        )
