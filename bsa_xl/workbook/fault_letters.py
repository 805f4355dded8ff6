"""Columns that hold the letter of a row's first faulty cell, so that Checks can lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bsa_xl.budget import Typed, is_misfit

from .declare import Column, Kind, hidden

#: Tests in one formula; more are spread over several columns.
_TESTS_IN_ONE = 3


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


def misfit(name: str, look: Callable[[Any], Typed]) -> FaultTest:
    """Something other than a number in a number cell: a text, mostly; TRUE, or an error."""
    cell = f"{{{name}}}"
    return FaultTest(name, f"ISBLANK({cell})+ISNUMBER({cell})=0", lambda v: is_misfit(look(v)))


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
