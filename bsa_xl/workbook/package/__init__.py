"""The single bounded pass over a returned .xlsx: the container, then each part, to its cells.

Whatever a school sends back, the answer is a `Package` or one `PackageRefused` that names the
trick; no other exception, no network, nothing written. Only the standard library is used.
In order: limits, kinds, refusal, sniff (what is no zip), directory and archive (the zip package),
part and markup (XML within bounds), relationships, values, address, formula, cell, rows, model,
surroundings, known (what earlier files taught), sources, row_text, settling (rows that stand for
themselves), strings, styles, book, cells, row_cells (the hot loop), row_forms (rows as earlier
files had them), canonical, events, sheet, contents, reader.
"""

from . import kinds
from .address import column_letters, parse_cell
from .cell import Cell, CellKind
from .formula import Shared
from .kinds import FILE_KINDS, TRICKS
from .known import Known
from .limits import Limits
from .model import CellFormat, Package, Sheet, SheetState, Validation
from .reader import read_package
from .refusal import PackageRefused
from .rows import Row, row_of
from .values import visible

__all__ = [
    "FILE_KINDS",
    "TRICKS",
    "Cell",
    "CellFormat",
    "CellKind",
    "Known",
    "Limits",
    "Package",
    "PackageRefused",
    "Row",
    "Shared",
    "Sheet",
    "SheetState",
    "Validation",
    "column_letters",
    "kinds",
    "parse_cell",
    "read_package",
    "row_of",
    "visible",
]
