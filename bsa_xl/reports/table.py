"""A table of a report: columns that say how they are shown, and rows of exact values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from bsa_xl.budget import FTE_PARTS, QUANTITY_PARTS, day_number
from bsa_xl.money import format_dollars, to_dollars

#: A text; integer cents, parts or a count; an exact number; a day; nothing.
Value = str | int | Decimal | date | None


class Shown(Enum):
    """How a column's values are meant and shown."""

    TEXT = "text"
    LONG_TEXT = "long text"  #: wraps
    DOLLARS = "dollars"  #: integer cents
    FTE = "fte"  #: integer parts of ``budget.FTE_PARTS``
    QUANTITY = "quantity"  #: integer parts of ``budget.QUANTITY_PARTS``
    WHOLE = "whole"  #: an integer
    NUMBER = "number"  #: a decimal with as many decimals as it has
    SHARE = "share"  #: a decimal; 0.5 is shown as 50.0%
    DAY = "day"  #: a date

    @property
    def is_text(self) -> bool:
        """Whether the cells hold text, whatever it looks like."""
        return self in {Shown.TEXT, Shown.LONG_TEXT}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: its header; no two alike in a table.
        adds_up: whether the sum of all rows stands above it.
        width: characters at least; more where a value is longer.
        words: words that are coloured, and whose colours of the palette they take.
    """

    head: str
    shown: Shown = Shown.TEXT
    adds_up: bool = False
    width: int = 0
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row has a value for every column."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]

    def place(self, head: str) -> int:
        """Which column has this header, from 0; KeyError where none has."""
        for place, column in enumerate(self.columns):
            if column.head == head:
                return place
        raise KeyError(head)

    def total(self, place: int) -> int:
        """The sum of a column of integers, in its own unit; empty cells add nothing."""
        return sum(value for row in self.rows if isinstance(value := row[place], int))


def number_text(value: Value, shown: Shown) -> str:
    """A value that is no text, as the XML of a cell holds it: exact, never by way of a float.

    Raises:
        TypeError: a column shown so takes something else.
    """
    match shown, value:
        case Shown.DOLLARS, int(cents):
            return str(to_dollars(cents))
        case Shown.FTE, int(parts):
            return _parts_text(parts, FTE_PARTS)
        case Shown.QUANTITY, int(parts):
            return _parts_text(parts, QUANTITY_PARTS)
        case Shown.WHOLE, int(count):
            return str(count)
        case ((Shown.NUMBER | Shown.SHARE), Decimal()):
            return f"{value:f}"
        case Shown.DAY, date():
            return str(day_number(value))
        case _:
            raise TypeError(f"{value!r} is nothing that a column of {shown.value} shows")


def fte_text(parts: int) -> str:
    """FTE as a message says it: ``0.5``, ``1.0``."""
    units, rest = divmod(parts, FTE_PARTS)
    return f"{units}.{str(FTE_PARTS + rest)[1:].rstrip('0') or '0'}"


def said(value: int, shown: Shown) -> str:
    """A figure as a message says it: ``$1,234.56``, ``0.5 FTE``, ``12``."""
    if shown is Shown.DOLLARS:
        return format_dollars(value)
    return f"{fte_text(value)} FTE" if shown is Shown.FTE else f"{value:,}"


def _parts_text(parts: int, whole: int) -> str:
    """Parts of a power of ten as a decimal without idle zeros: ``0.5``, ``1``."""
    sign, (units, rest) = "-" if parts < 0 else "", divmod(abs(parts), whole)
    decimals = str(whole + rest)[1:].rstrip("0")
    return f"{sign}{units}.{decimals}" if decimals else f"{sign}{units}"
