"""What cells hold on their way into a function and out of it: plain values, never a host's own.

A spreadsheet keeps every number as a double. It becomes a Decimal by its 15 significant digits,
which is what a person sees in the cell, and an answer becomes a double once, when it is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path, PureWindowsPath

#: One cell: a text, a number, TRUE or FALSE, a date, or nothing.
Cell = str | float | bool | date | None
#: A range, row by row; every row has as many cells.
Grid = Sequence[Sequence[Cell]]

#: What a spreadsheet shows in a cell that holds an error.
ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)


#: Whole numbers below it are shown digit by digit; above it a cell has no digits for them.
_LARGEST_PLAIN = 1e15


class NoAnswerError(ValueError):
    """A function cannot answer; the text says what was found and what to do.

    Hosts show an error value in the cell, so that no sum passes over it, and keep the text for
    whoever asks.
    """


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell; a text of spaces is nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell, what: str) -> str:
    """The text of a cell; a whole number is written without a decimal point, as Excel shows it.

    Args:
        cell: the cell.
        what: what it is, for the message: ``the school``.

    Raises:
        NoAnswerError: the cell is empty, or holds an error value.
    """
    if is_empty(cell):
        raise NoAnswerError(f"No value for {what}. Name it, or a cell that holds it.")
    if isinstance(cell, str):
        if cell in ERRORS:
            raise NoAnswerError(f"{_begun(what)} is {cell}. Mend the cell that it comes from.")
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_PLAIN:
        return str(int(cell))
    return f"{cell:.15g}".upper() if isinstance(cell, float) else str(cell)


def path_of(cell: Cell, what: str) -> Path:
    """The folder or file that a cell names, also as Windows copies a path, in double quotes.

    Args:
        cell: the cell.
        what: what it is, for the message: ``the district``.

    Raises:
        NoAnswerError: the cell is empty, holds an error value, or begins with a ~ of nobody.
    """
    path = Path(text_of(cell, what).strip('"'))
    try:
        return path.expanduser()
    except RuntimeError:
        raise NoAnswerError(
            f"{_begun(what)} is {path}, and nobody here has that home folder. Type the whole path."
        ) from None


def whole_path_of(cell: Cell, what: str) -> Path:
    """The same, where a part of a path would lead elsewhere on every computer.

    Args:
        cell: the cell.
        what: what it is, for the message: ``the district``.

    Raises:
        NoAnswerError: as `path_of`; or the path begins at no drive, server or root.
    """
    path = path_of(cell, what)
    if path.is_absolute() or PureWindowsPath(str(path)).is_absolute():
        return path
    raise NoAnswerError(
        f"{_begun(what)} is {path}, which is only a part of a path. "
        "Type it whole, from the drive or the server on."
    )


def number_of(cell: Cell, what: str) -> Decimal:
    """The number of a cell, exactly as it is shown.

    Args:
        cell: the cell.
        what: what it is, for the message: ``the total``.

    Raises:
        NoAnswerError: the cell is empty or holds anything but a finite number.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        found = "empty" if is_empty(cell) else f"'{cell}'"
        raise NoAnswerError(f"{_begun(what)} is {found}, and a number belongs there.")
    number = Decimal(f"{cell:.15g}")  # as Excel and Calc show it: 50 + 50.01 is 100.01
    if not number.is_finite():
        raise NoAnswerError(f"{_begun(what)} is no finite number.")
    return number


def column_of(grid: Grid, what: str) -> list[Cell]:
    """The cells of a range that is one column or one row.

    Raises:
        NoAnswerError: it is wider than one column and higher than one row.
    """
    if len(grid) == 1:
        return list(grid[0])
    if any(len(row) != 1 for row in grid):
        raise NoAnswerError(f"{_begun(what)} must be one column or one row of cells.")
    return [row[0] for row in grid]


def cells_of(grid: Grid) -> Iterator[Cell]:
    """Every cell of a range, row by row."""
    for row in grid:
        yield from row


def shaped_like(cells: Sequence[Cell], grid: Grid) -> list[list[Cell]]:
    """Cells in the shape of the range that they answer.

    Args:
        cells: as many as the range has, row by row.
        grid: the range.
    """
    given = iter(cells)
    return [[next(given) for _ in row] for row in grid]


def _begun(what: str) -> str:
    return what[0].upper() + what[1:]
