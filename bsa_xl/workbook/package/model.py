"""What a returned file holds, as the file says it: nothing converted, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bsa_xl.finding import Finding

from .cell import Cell
from .rows import Row, rows_of


class CellFormat(NamedTuple):
    """What matters of a cell's format.

    Attributes:
        number_format: the format's code, ``#,##0.00``; ``General`` where there is none.
        is_date: whether it shows a number as a date or a time.
        locked: whether the cell is locked when its sheet is protected.
        hidden: whether its formula is hidden then.
    """

    number_format: str = "General"
    is_date: bool = False
    locked: bool = True
    hidden: bool = False


class Validation(NamedTuple):
    """A data validation.

    Attributes:
        ranges: the cells, ``C2:C41 E2:E41``.
        kind: ``list``, ``decimal``, ``whole`` ...; ``none`` where it only prompts.
        operator: ``between`` unless the file says otherwise.
        formula1: its first formula; empty where there is none.
        formula2: its second formula; empty where there is none.
    """

    ranges: str
    kind: str = "none"
    operator: str = "between"
    formula1: str = ""
    formula2: str = ""


class SheetState(StrEnum):
    """Whether a sheet is shown."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as its tab shows it.
        order: its place among the tabs, counted from 0.
        state: whether it is shown.
        cells: by address, ``C12``, in the order of the file; also blank cells with a format.
        merges: merged ranges, ``C3:C6``.
        validations: its data validations.
        protected: whether it is protected; this says nothing about who may write in it.
        names: defined names that hold on this sheet only, ``_xlnm.Print_Area``.
        has_cells: False for a chart or dialogue sheet.
    """

    name: str
    order: int
    state: SheetState
    cells: Mapping[str, Cell]
    merges: tuple[str, ...] = ()
    validations: tuple[Validation, ...] = ()
    protected: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    has_cells: bool = True

    @property
    def rows(self) -> Mapping[int, Row]:
        """The same cells row by row, by the number of the row."""
        return rows_of(self.cells)

    def rows_from(self, first: int, last: int) -> list[Mapping[str, Cell]]:
        """The cells of the rows from one to another, the last included, row by row."""
        rows = self.rows
        return [rows[n].cells if n in rows else {} for n in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Package:
    """A returned workbook that was read in full.

    Attributes:
        file: its name, without the folder.
        sha256: of its bytes, in hexadecimal.
        size: bytes.
        sheets: by name, in the order of the tabs.
        defined_names: of the whole workbook, name to text: ``Allocation!$B$5``.
        custom_properties: of the document, name to text.
        formats: every cell's `style` is an index into it.
        date1904: whether dates count from 1904.
        manual_calculation: whether Excel was told not to recalculate.
        structure_protected: whether sheets cannot be added or deleted without unprotecting.
        faults: what makes it unacceptable although it could be read, all fatal: number cells
            that hold no number, cells whose kind and content differ, links to other files.
        notices: what is worth saying although it can be accepted.
    """

    file: str
    sha256: str
    size: int
    sheets: Mapping[str, Sheet]
    defined_names: Mapping[str, str]
    custom_properties: Mapping[str, str]
    formats: tuple[CellFormat, ...]
    date1904: bool
    manual_calculation: bool
    structure_protected: bool
    faults: tuple[Finding, ...]
    notices: tuple[Finding, ...]

    def format_of(self, cell: Cell) -> CellFormat:
        """The cell's format."""
        return self.formats[cell.style]
