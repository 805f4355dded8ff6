"""Puts numbers, words and formulas into cells, each formula with the value that it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.reports.book import Book
from bsa_xl.reports.cells import put_text
from bsa_xl.reports.table import Shown

from .dressing import Wardrobe, digits
from .expression import Expression, Place, Value
from .model import Field, Kind


def indent(cell: Cell) -> None:
    """A text that stands beside a number keeps its distance."""
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)


@dataclass(slots=True)
class Pen:
    """Writes into a book."""

    book: Book
    wardrobe: Wardrobe = field(default_factory=Wardrobe)

    def put(self, cell: Cell, value: Value) -> None:
        """A number with its digits, or words that are never a formula."""
        if isinstance(value, Decimal):
            cell.value, cell.data_type = digits(value), "n"
        else:
            put_text(cell, str(value))

    def formula(self, sheet: Worksheet, cell: Cell, text: str, value: Value) -> None:
        """A formula, with its value beside it for readers that do not reckon."""
        is_text = not isinstance(value, Decimal)
        known = value if isinstance(value, str) else Decimal(digits(Decimal(value)))
        shown = Shown.TEXT if is_text else Shown.NUMBER
        self.book.formula(sheet, cell.coordinate, text, known, shown)

    def field(
        self, sheet: Worksheet, cell: Cell, field: Field, value: Value, place: Place, style: str
    ) -> None:
        """A field of a school: typed, or its formula."""
        cell.style = style
        if field.made is None:
            self.put(cell, value)
        else:
            self.formula(sheet, cell, field.made.text(place), value)

    def figure(
        self, sheet: Worksheet, cell: Cell, made: Expression, value: Value, place: Place, kind: Kind
    ) -> None:
        """A formula that stands alone."""
        self.wardrobe.dress(cell, kind, [value], typed=False)
        self.formula(sheet, cell, made.text(place), value)
