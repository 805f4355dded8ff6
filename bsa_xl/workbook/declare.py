"""How a sheet is declared: columns and cells, each computed one with its formula and its value.

A computed cell is one declaration. The formula goes into the template; the value function gives
the cached value at issue, the recomputation on return, and the expected value of the parity test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypedDict, Unpack

from .package.address import column_letters, column_number

#: Decimals of the integers that value functions give for a kind.
FTE_PLACES = 4


class Kind(StrEnum):
    """What a cell holds, and in which integers its value is given."""

    CENTS = "cents"  #: integer cents, shown as dollars
    FTE = "fte"  #: integer parts of 10**-4
    COUNT = "count"  #: a whole number
    SHARE = "share"  #: a whole percent
    NUMBER = "number"  #: a Decimal, as it is
    DATE = "date"  #: a day number
    TEXT = "text"
    ANY = "any"  #: a text, or integer cents


class Role(StrEnum):
    """Who writes a cell."""

    INPUT = "input"  #: the school
    COMPUTED = "computed"  #: a formula
    STAMPED = "stamped"  #: the central office, for this school
    FIXED = "fixed"  #: the same for every school of a district


#: A value in the integers of its kind, a text, or None for a blank.
Value = Any


@dataclass(frozen=True, slots=True)
class Choice:
    """What an input takes: an entry of a named list, a number, a date, or a text.

    Attributes:
        names: a defined name whose cells are the choices; empty for anything else.
        low: smallest and
        high: largest number accepted.
        whole: True where decimals are refused.
        longest: most characters of a free text.
        refusal: what Excel says when it refuses an entry: how to put it right.
    """

    names: str = ""
    low: int = 0
    high: int = 0
    whole: bool = False
    longest: int = 0
    is_date: bool = False
    refusal: str = ""


#: What a goal's name or a reference needs, and what an explanation needs.
SHORT_TEXT = Choice(longest=120, refusal="Keep it within 120 characters.")
LONG_TEXT = Choice(longest=500, refusal="Keep it within 500 characters.")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: for formulas and code; unique in its table.
        width: in characters.
        formula: with ``{name}`` for another column's cell in the same row and ``{L_name}`` for its
            letter, without ``=``.
        value: the row's model to the value; for INPUT it is what the workbook opens with.
        is_hidden: never shown.
        is_detail: in a collapsed group, one click away.
        is_named: other sheets use it; it gets a defined name ``Table_name``.
        prompt: what Excel shows when the cell is selected.
        is_link: leads to another cell.
        is_remark: explains the rest of its row, and stands back behind it.
        shows: its number format, where its kind's is not the one to read it by.
        at: its column letter, where it does not follow the one before it.
    """

    name: str
    header: str
    width: float
    kind: Kind
    role: Role
    value: Callable[[Any], Value]
    formula: str = ""
    choice: Choice | None = None
    prompt: str = ""
    is_hidden: bool = False
    is_detail: bool = False
    is_named: bool = False
    wraps: bool = False
    is_link: bool = False
    is_remark: bool = False
    shows: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows under one header row; columns run from A on.

    Attributes:
        head: the header's row; data start one below.
        rows: how many data rows there are.
        by_row: where rows differ in their formulas, the columns of each row.
    """

    name: str
    sheet: str
    head: int
    rows: int
    columns: tuple[Column, ...]
    by_row: tuple[tuple[Column, ...], ...] = ()

    @property
    def first(self) -> int:
        """The first data row."""
        return self.head + 1

    @property
    def last(self) -> int:
        """The last data row."""
        return self.head + self.rows

    def columns_in(self, row: int) -> tuple[Column, ...]:
        """The columns as they are in one row of the sheet."""
        return self.by_row[row - self.first] if self.by_row else self.columns

    def letters(self) -> dict[str, str]:
        """Column name to column letter."""
        placed: dict[str, str] = {}
        number = 0
        for column in self.columns:
            number = column_number(column.at) if column.at else number + 1
            placed[column.name] = column_letters(number)
        return placed

    def formula(self, column: Column, row: int, letters: Mapping[str, str]) -> str:
        """A computed column's formula in one row, with ``=``."""
        return "=" + column.formula.format_map(self.places(row, letters))

    def places(self, row: int, letters: Mapping[str, str]) -> dict[str, str]:
        """What the names in the formulas of one row stand for."""
        here = {name: f"{letter}{row}" for name, letter in letters.items()}
        return here | {f"L_{name}": letter for name, letter in letters.items()}

    def address(self, name: str) -> str:
        """A column's data cells as an absolute reference with its sheet."""
        letter = self.letters()[name]
        return f"{quoted(self.sheet)}!${letter}${self.first}:${letter}${self.last}"


@dataclass(frozen=True, slots=True)
class Single:
    """One cell outside the tables that is computed, stamped or an input.

    Attributes:
        name: a defined name where ``is_named``; unique in the workbook.
        formula: without ``=``; empty unless COMPUTED.
        value: the case to the value.
    """

    name: str
    sheet: str
    ref: str
    kind: Kind
    role: Role
    value: Callable[[Any], Value]
    formula: str = ""
    is_named: bool = False


class Traits(TypedDict, total=False):
    """What a column may have besides; see `Column`."""

    is_hidden: bool
    is_detail: bool
    is_named: bool
    wraps: bool
    is_link: bool
    is_remark: bool
    shows: str
    at: str


def computed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    formula: str,
    value: Callable[[Any], Value],
    **more: Unpack[Traits],
) -> Column:
    """A computed column: formula and value in one declaration."""
    return Column(name, header, width, kind, Role.COMPUTED, value, formula=formula, **more)


def hidden(
    name: str,
    kind: Kind,
    formula: str,
    value: Callable[[Any], Value],
    **more: Unpack[Traits],
) -> Column:
    """A computed column that only formulas read."""
    return replace(computed(name, name, 8, kind, formula, value, **more), is_hidden=True)


def stamped(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    value: Callable[[Any], Value],
    **more: Unpack[Traits],
) -> Column:
    """A locked column that the central office fills for each school."""
    return Column(name, header, width, kind, Role.STAMPED, value, **more)


def fixed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    value: Callable[[Any], Value],
    **more: Unpack[Traits],
) -> Column:
    """A locked column that is the same for every school of a district."""
    return Column(name, header, width, kind, Role.FIXED, value, **more)


def listed(choice: str, names: str) -> str:
    """A formula for the place of a choice on a list, counted from 1; 0 where it is not on it.

    MATCH alone would take ``*`` in a typed text for a wildcard, so what it finds is compared.
    """
    found = f"MATCH({choice},{names},0)"
    return f"IFERROR(IF(INDEX({names},{found})={choice},{found},0),0)"


def column_names(table: Table) -> Iterator[tuple[str, str]]:
    """Defined names for the columns that other sheets read, with their references."""
    for column in table.columns:
        if column.is_named:
            yield f"{table.name}_{column.name}", table.address(column.name)


def quoted(sheet: str) -> str:
    """A sheet's name as a reference writes it."""
    return f"'{sheet}'" if not sheet.isalnum() else sheet
