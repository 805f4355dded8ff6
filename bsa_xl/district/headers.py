"""Finds a table's header and what each column is; rows keep their lines.

A header may stand below a title, its names may be written with blanks and capitals, and its columns
may stand in any order. What is missing, twice or probably misspelt is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from .grid import Grid, Row
from .kinds import (
    COLUMN_TWICE,
    LATE_HEADER,
    LONG_ROW,
    MISSING_COLUMN,
    SHORT_ROW,
    UNKNOWN_COLUMN,
    UNNAMED_COLUMN,
)
from .notices import Notices
from .shapes import TableShape
from .words import key_of, nearest, shown, spoken_list, without_unsafe

#: A header is looked for in so many rows.
_HEADER_WITHIN = 30
_PEOPLE = frozenset({"name", "employee", "employee_name", "first_name", "last_name", "ssn"})


@dataclass(frozen=True, slots=True)
class Table:
    """A grid whose columns are known.

    Attributes:
        places: known column, to its place in a row.
        others: column of another name, to its place; attributes or student groups.
        rows: below the header, each with as many cells as the header.
        header_line: where the header stands.
    """

    grid: Grid
    shape: TableShape
    places: dict[str, int]
    others: dict[str, int]
    rows: tuple[Row, ...]
    header_line: int = 1


def fit_of(shape: TableShape, cells: list[str]) -> int:
    """How many cells of a row are names of the table's columns."""
    keys = {key_of(cell) for cell in cells if len(cell) < 60}  # noqa: PLR2004
    return sum(name in keys for name in shape.columns) + sum(name in keys for name in shape.also)


def read_table(grid: Grid, shape: TableShape, notices: Notices) -> Table | None:
    """The table of a grid, or None when it has no usable header."""
    if not grid.rows:
        notices.fault(
            MISSING_COLUMN,
            grid.at(),
            "the table is empty.",
            f"Write the columns {spoken_list(shape.required, last='and')} in its first line.",
        )
        return None
    place = _header_place(grid, shape)
    line, header = grid.rows[place]
    if place:
        skipped = shown(" ".join(grid.rows[0][1]))
        problem = f"the header is taken from line {line}; '{skipped}' above it was not read."
        notices.fold(LATE_HEADER, grid.at(line), problem, "Make the header the first line.")
    places, others = _columns(grid, shape, line, header, notices)
    missing = [name for name in shape.required if name not in places]
    for name in missing:
        _tell_missing(grid, line, name, others, notices)
    if missing:
        return None
    width = len(header)
    rows = tuple(grid.rows[place + 1 :])
    _tell_unnamed(grid, header, rows, notices)
    rows = tuple(_of_width(grid, row, width, notices) for row in rows)
    return Table(grid, shape, places, others, rows, line)


def _header_place(grid: Grid, shape: TableShape) -> int:
    """The first row with all required columns; else the one with most names; else the first."""
    best, most = 0, 1
    for place, (_, cells) in enumerate(islice(grid.rows, _HEADER_WITHIN)):
        keys = {shape.also.get(key, key) for key in map(key_of, cells)}
        if keys.issuperset(shape.required):
            return place
        score = fit_of(shape, cells)
        if score > most:
            best, most = place, score
    return best


def _columns(
    grid: Grid, shape: TableShape, line: int, header: list[str], notices: Notices
) -> tuple[dict[str, int], dict[str, int]]:
    places: dict[str, int] = {}
    others: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = key_of(without_unsafe(cell)[0])
        if not name:
            continue
        name = shape.also.get(name, name)
        kept = places if name in shape.columns else others
        if name in kept:
            notices.fault(
                COLUMN_TWICE,
                grid.at(line, name),
                f"two columns are called {shown(name)}; the first was read.",
                "Remove one of them.",
            )
            continue
        kept[name] = place
    absent = [name for name in shape.columns if name not in places]
    if shape.open_as == "student group" and "enrollment" not in others:
        absent.append("enrollment")
    for name in others:
        _tell_unknown(grid, shape, line, name, absent, notices)
    return places, others if shape.open_as else {}


def _tell_unknown(
    grid: Grid, shape: TableShape, line: int, name: str, absent: list[str], notices: Notices
) -> None:
    """A column of another name: welcome where the table is open, unless it looks misspelt."""
    meant = nearest(name, absent)
    where = grid.at(line, shown(name))
    if shape.open_as and meant:
        problem = f"'{shown(name)}' is read as one more {shape.open_as}."
        notices.fault(UNKNOWN_COLUMN, where, problem, f"Call it {meant} if that is what it is.")
    elif not shape.open_as and shape.name == "staff" and name in _PEOPLE:
        problem = f"'{shown(name)}' was not read; this table holds no names of people."
        notices.fault(UNKNOWN_COLUMN, where, problem, "Remove the column.")
    elif not shape.open_as:
        problem = f"'{shown(name)}' is not a column of this table and was not read."
        remedy = f"Call it {meant}." if meant else f"Use {spoken_list(absent)}, or remove it."
        notices.fault(UNKNOWN_COLUMN, where, problem, remedy if absent else "Remove it.")


def _tell_missing(
    grid: Grid, line: int, name: str, others: dict[str, int], notices: Notices
) -> None:
    meant = nearest(name, others)
    remedy = f"Rename '{meant}' to {name}." if meant else f"Add the column {name}."
    notices.fault(MISSING_COLUMN, grid.at(line, name), f"the column {name} is missing.", remedy)


def _tell_unnamed(grid: Grid, header: list[str], rows: tuple[Row, ...], notices: Notices) -> None:
    """Values under an empty header cell would vanish without this."""
    for place, cell in enumerate(header):
        if cell.strip():
            continue
        for line, cells in rows:
            if place < len(cells) and cells[place].strip():
                problem = f"column {place + 1} has the value '{shown(cells[place])}' but no name."
                remedy = "Name the column in the header, or remove it."
                notices.fault(UNNAMED_COLUMN, grid.at(line), problem, remedy)
                break


def _of_width(grid: Grid, row: Row, width: int, notices: Notices) -> Row:
    """The row with as many cells as the header has."""
    line, cells = row
    if len(cells) == width:
        return row
    if len(cells) > width:
        extra = [cell for cell in cells[width:] if cell.strip()]
        if extra:
            notices.fault(
                LONG_ROW,
                grid.at(line),
                f"the row has {len(cells)} values for {width} columns, '{shown(extra[-1])}' last.",
                "Put quotation marks around a value that holds a comma.",
            )
        return line, cells[:width]
    if not grid.sheet:
        problem = f"the row has {len(cells)} values for {width} columns; the rest is not supplied."
        remedy = "Look for a line break inside a value, and mend the row."
        notices.fault(SHORT_ROW, grid.at(line), problem, remedy)
    return line, cells + [""] * (width - len(cells))
