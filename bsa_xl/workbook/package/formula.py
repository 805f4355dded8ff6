"""Formulas that one cell holds for many: shared formulas, written out only when asked for.

Excel writes a formula that was filled down a column once, and for the other cells only that
they share it. The text of each is the first one's with its relative references moved. A range
declared for a shared formula may be the whole sheet, so nothing is done until a cell asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, cast

from .address import LAST_COLUMN, LAST_ROW, column_letters, column_number, parse_cell

# What stands in a formula, in the order in which it is tried. Only the three kinds of
# references have groups; every other kind is kept as it is.
_TOKEN = re.compile(
    r"""
      "(?:[^"]|"")*"                                    # text
    | '(?:[^']|'')*'                                    # the name of a sheet
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]         # columns of a table; another workbook
    | (\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w.(!])         # A1
    | (\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])          # A:C
    | (\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})(?![\w.(!])      # 1:3
    | [\w.\\?$]+                                        # names, numbers, functions
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_GONE = "#REF!"


class _Reference(NamedTuple):
    """One reference; 0 for a column or row that it does not have."""

    column: int
    column_fixed: bool
    row: int
    row_fixed: bool

    def moved(self, columns: int, rows: int) -> str:
        """Its text, moved; `#REF!` where it would leave the sheet."""
        column = self.column if self.column_fixed else self.column + columns
        row = self.row if self.row_fixed else self.row + rows
        if (self.column and not 1 <= column <= LAST_COLUMN) or (
            self.row and not 1 <= row <= LAST_ROW
        ):
            return _GONE
        text = ""
        if self.column:
            text = ("$" if self.column_fixed else "") + column_letters(column)
        if self.row:
            text += ("$" if self.row_fixed else "") + str(row)
        return text


class SharedFormula:
    """A formula that several cells of one sheet share.

    Attributes:
        text: as it stands in its first cell; None while that cell has not been met.
        address: of the first cell.
    """

    __slots__ = ("_pieces", "_place", "address", "text")

    def __init__(self) -> None:
        self.text: str | None = None
        self.address = ""
        self._pieces: tuple[str | _Reference, ...] = ()
        self._place = (0, 0)

    def define(self, text: str, address: str) -> None:
        """Say what it is; its first cell has been met."""
        self.text, self.address = text, address

    def at(self, address: str) -> str:
        """Its text in another cell, in A1 form."""
        if not self._pieces:
            self._pieces = _pieces(self.text or "")
            self._place = parse_cell(self.address) or (0, 0)
        column, row = parse_cell(address) or (0, 0)
        columns, rows = column - self._place[0], row - self._place[1]
        return "".join(
            piece if isinstance(piece, str) else piece.moved(columns, rows)
            for piece in self._pieces
        )


class Shared(NamedTuple):
    """One cell's part in a shared formula."""

    formula: SharedFormula
    address: str

    def text(self) -> str:
        """The formula of this cell, in A1 form, without the equals sign."""
        return self.formula.at(self.address)


# One is made for every cell that shares a formula; this leaves out the call of a Python function.
new_shared = cast("Callable[[type[Shared], tuple[object, ...]], Shared]", tuple.__new__)


def _pieces(text: str) -> tuple[str | _Reference, ...]:
    """The formula cut at its references; what lies between is kept together."""
    pieces: list[str | _Reference] = []
    kept_from = 0
    for token in _TOKEN.finditer(text):
        if token.lastindex is None:
            continue
        pieces.append(text[kept_from : token.start()])
        pieces.extend(_references(token))
        kept_from = token.end()
    pieces.append(text[kept_from:])
    return tuple(piece for piece in pieces if piece != "")


def _references(token: re.Match[str]) -> tuple[_Reference | str, ...]:
    """The one or two references of a token, with the colon between them."""
    if token[4] is not None:
        if _column(token[2]) > LAST_COLUMN or int(token[4]) > LAST_ROW:
            return (token[0],)  # a name, ABCD1 or Tax9999999
        return (_Reference(_column(token[2]), bool(token[1]), int(token[4]), bool(token[3])),)
    if token[8] is not None:
        return (
            _Reference(_column(token[6]), bool(token[5]), 0, row_fixed=False),
            ":",
            _Reference(_column(token[8]), bool(token[7]), 0, row_fixed=False),
        )
    return (
        _Reference(0, column_fixed=False, row=int(token[10]), row_fixed=bool(token[9])),
        ":",
        _Reference(0, column_fixed=False, row=int(token[12]), row_fixed=bool(token[11])),
    )


def _column(letters: str) -> int:
    return column_number(letters.upper())
