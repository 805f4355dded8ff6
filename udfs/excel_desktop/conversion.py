"""What xlwings hands over, as cells, and answers as what xlwings takes.

Excel gives numbers as doubles, but cells formatted as currency as Decimals, and error values that
xlwings does not know as whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ..cells import Cell, Grid, NoAnswerError

#: An error value is this plus Excel's number for it.
_ERROR_ZERO = -2_146_828_288
_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2045: "#SPILL!",
    2050: "#CALC!",
}
_FIRST_ERROR, _LAST_ERROR = 2000, 2100


def cell_in(value: Any, what: str) -> Cell:
    """One cell.

    Args:
        value: what xlwings made of the argument.
        what: the argument's name, for the message.

    Raises:
        NoAnswerError: it is a range, where one cell belongs.
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        raise NoAnswerError(f"The argument {what} takes one cell, and a range was given.")
    return _plain(value)


def grid_in(value: Any) -> Grid:
    """A range, row by row; a single cell is a range of one."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return [[_plain(value)]]
    return [[_plain(cell) for cell in row] for row in value]


def answer_out(answer: Any) -> Any:
    """An answer for xlwings: a cell, or rows of cells, of which it makes what Excel takes."""
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return [[_dated(cell) for cell in row] for row in answer]
    return _dated(answer)


def _plain(value: Any) -> Cell:
    match value:
        case None | "":
            return None
        case bool() | str() | float():
            return value
        case int() if _FIRST_ERROR <= value - _ERROR_ZERO <= _LAST_ERROR:
            return _ERRORS.get(value - _ERROR_ZERO, "#VALUE!")
        case int() | Decimal():
            return float(value)
        case datetime() if value.time() == time.min:
            return value.date()
        case date():
            return value
    raise NoAnswerError(f"A cell holds something that is no text, number or date: {value!r:.60}.")


def _dated(cell: Cell) -> Cell:
    """A date with a time of day, which is how Excel keeps one."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time.min)
    return cell
