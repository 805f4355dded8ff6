"""How a sheet is declared: columns and cells, each computed one with its formula and its value.

A computed cell is one declaration. The formula goes into the template; the value function gives
the cached value at issue, the recomputation on return, and the expected value of the parity test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

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
    """What an input offers: a named list, or a range of numbers.

    Attributes:
        names: a defined name whose cells are the choices; empty for a number.
        low: smallest and
        high: largest number accepted.
        whole: True where decimals are refused.
        refusal: what Excel says when it refuses an entry: how to put it right.
    """

    names: str = ""
    low: int = 0
    high: int = 0
    whole: bool = False
    is_date: bool = False
    refusal: str = ""


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
            number = column_index_from_string(column.at) if column.at else number + 1
            placed[column.name] = get_column_letter(number)
        return placed

    def formula(self, column: Column, row: int, letters: Mapping[str, str]) -> str:
        """A computed column's formula in one row, with ``=``."""
        here = {name: f"{letter}{row}" for name, letter in letters.items()}
        here |= {f"L_{name}": letter for name, letter in letters.items()}
        return "=" + column.formula.format_map(here)

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


def computed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    formula: str,
    value: Callable[[Any], Value],
    *,
    is_named: bool = False,
    is_detail: bool = False,
    is_hidden: bool = False,
    wraps: bool = False,
    at: str = "",
) -> Column:
    """A computed column: formula and value in one declaration."""
    return Column(
        name,
        header,
        width,
        kind,
        Role.COMPUTED,
        value,
        formula=formula,
        is_named=is_named,
        is_detail=is_detail,
        is_hidden=is_hidden,
        wraps=wraps,
        at=at,
    )


def hidden(
    name: str,
    kind: Kind,
    formula: str,
    value: Callable[[Any], Value],
    *,
    is_named: bool = False,
    at: str = "",
) -> Column:
    """A computed column that only formulas read."""
    return computed(name, name, 8, kind, formula, value, is_named=is_named, is_hidden=True, at=at)


def stamped(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    value: Callable[[Any], Value],
    *,
    is_hidden: bool = False,
    is_named: bool = False,
    wraps: bool = False,
    at: str = "",
) -> Column:
    """A locked column that the central office fills for each school."""
    return Column(
        name,
        header,
        width,
        kind,
        Role.STAMPED,
        value,
        is_hidden=is_hidden,
        is_named=is_named,
        wraps=wraps,
        at=at,
    )


def listed(choice: str, names: str) -> str:
    """A formula for the place of a choice on a list, counted from 1; 0 where it is not on it.

    MATCH alone would take ``*`` in a typed text for a wildcard, so what it finds is compared.
    """
    found = f"MATCH({choice},{names},0)"
    return f"IFERROR(IF(INDEX({names},{found})={choice},{found},0),0)"


@dataclass(frozen=True, slots=True)
class FaultTest:
    """One test of a fault column.

    Attributes:
        field: the column that the fault is in; its letter is the column's value.
        formula: true where the fault is there, without ``=``.
        holds: the same, of the row's model.
    """

    field: str
    formula: str
    holds: Callable[[Any], bool]


def fault_columns(name: str, tests: Sequence[FaultTest]) -> Iterator[Column]:
    """The letter of the first cell whose test holds; empty where none does.

    Long rows of tests are halved over two columns, so that every formula stays readable.

    Args:
        name: of the column that other sheets read.
        tests: from left to right.
    """
    halves = [tests] if len(tests) <= _TESTS_IN_ONE else _halved(tests)
    if len(halves) == 1:
        yield hidden(name, Kind.TEXT, _letters(tests), _first_letter(tests), is_named=True)
        return
    parts = [f"{name}_{number}" for number in range(1, len(halves) + 1)]
    for part, half in zip(parts, halves, strict=True):
        yield hidden(part, Kind.TEXT, _letters(half), _first_letter(half))
    joined = "&".join(f"{{{part}}}" for part in parts)
    yield hidden(name, Kind.TEXT, f"LEFT({joined},1)", _first_letter(tests), is_named=True)


_TESTS_IN_ONE = 3


def _halved(tests: Sequence[FaultTest]) -> list[Sequence[FaultTest]]:
    return [tests[n : n + _TESTS_IN_ONE] for n in range(0, len(tests), _TESTS_IN_ONE)]


def _letters(tests: Sequence[FaultTest]) -> str:
    pieces = (f'IF({test.formula},"{{L_{test.field}}}","")' for test in tests)
    return f"LEFT({'&'.join(pieces)},1)"


def _first_letter(tests: Sequence[FaultTest]) -> Callable[[Any], str]:
    def letter(view: Any) -> str:  # noqa: ANN401 - the table's own model
        for test in tests:
            if test.holds(view):
                return str(view.letters[test.field])
        return ""

    return letter


def fixed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    value: Callable[[Any], Value],
    *,
    is_hidden: bool = False,
    is_named: bool = False,
    wraps: bool = False,
    at: str = "",
) -> Column:
    """A locked column that is the same for every school of a district."""
    made = stamped(name, header, width, kind, value, is_hidden=is_hidden, is_named=is_named)
    return replace(made, role=Role.FIXED, wraps=wraps, at=at)


def quoted(sheet: str) -> str:
    """A sheet's name as a reference writes it."""
    return f"'{sheet}'" if not sheet.isalnum() else sheet


def blank(_: object) -> None:
    """The value of an input that opens empty."""
