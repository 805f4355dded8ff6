"""What may be filled in a template: single cells, the rows of tables, marks inside any text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

#: What a cell may hold. Amounts are whole cents in slots of that kind, dollars everywhere else;
#: a binary fraction is never taken.
CellValue = int | Decimal | str | bool | date | None


class SlotKind(StrEnum):
    """What a slot takes, and how it is written."""

    CENTS = "cents"  #: int, cents; written as dollars with two decimals
    NUMBER = "number"  #: int or Decimal, at most 15 significant digits as in a spreadsheet
    TEXT = "text"  #: str; an empty one leaves an input cell empty
    DATE = "date"  #: date without a time of day, or int, the spreadsheet's own day number
    ANY = "any"  #: int, Decimal, str, bool, date, or None for an empty cell


@dataclass(frozen=True, slots=True)
class CellSlot:
    """One cell that is filled for each school.

    A cell with a formula keeps it, and the value becomes the result that stands beside it until
    the spreadsheet calculates. Any other cell takes the value as its content. Its style stays.

    Attributes:
        sheet: the sheet's name.
        ref: the cell, ``B3``.
        kind: what it takes.
    """

    sheet: str
    ref: str
    kind: SlotKind


@dataclass(frozen=True, slots=True)
class Variant:
    """Another look of some cells of a row, which a school's row may take.

    Attributes:
        name: what it is called when a template is stamped.
        sheet: where the cells stand that have the look; any sheet, shown or hidden.
        cells: a column's letters, and the cell whose style it takes. The column has no formulas,
            and its kind is ANY or TEXT.
    """

    name: str
    sheet: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RowBlock:
    """A table's rows, filled from the top; rows beyond those given stay as the template has them.

    Attributes:
        name: what the rows are called when a template is stamped.
        sheet: the sheet's name.
        first_row: the first row's number.
        rows: how many rows there are.
        columns: a column's letters and its kind, in the order in which values are given. A column
            has formulas in all its rows or in none.
        variants: other looks of a row.
    """

    name: str
    sheet: str
    first_row: int
    rows: int
    columns: tuple[tuple[str, SlotKind], ...]
    variants: tuple[Variant, ...] = ()


_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def column_number(letters: str) -> int:
    """``A`` is 1, ``Z`` 26, ``AA`` 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def row_and_column(ref: str) -> tuple[int, int] | None:
    """``B3`` as (3, 2), both from 1; None when it is no cell."""
    found = _REF.fullmatch(ref)
    return (int(found[2]), column_number(found[1])) if found else None


def column_letters(number: int) -> str:
    """1 is ``A``, 26 ``Z``, 27 ``AA``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
