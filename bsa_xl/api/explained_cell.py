"""Explain a cell of a school's workbook: what it is, what it follows from, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bsa_xl.workbook import CellMeaning, LiveSheet, Source, meaning_of, parse_cell

from .live_book import LiveBook, LiveReader

_WHOSE = {
    "input": "It is yours to fill in.",
    "computed": "It is worked out by a formula, and nobody types there.",
    "stamped": "The central office filled it in for your school.",
    "fixed": "It is the same in every school's workbook.",
}
_WORDS = {"fatal": "To be fixed", "warning": "To be explained", "informational": "Worth knowing"}


@dataclass(frozen=True, slots=True)
class CellExplained:
    """What is to be said of a cell.

    Attributes:
        heading: its address and header.
        sentences: what it is, what it shows, what it follows from, what was found there.
        parts: what stands beside it and what it follows from: what it is, its cell or empty, what
            it shows.
    """

    heading: str
    sentences: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...] = ()


def explain_cell(
    values: Mapping[str, LiveSheet], sheet: str, cell: str, reader: LiveReader | None = None
) -> CellExplained:
    """What a cell is and how it came about, in sentences.

    Args:
        values: all sheets of the workbook, as for `read_live`.
        sheet: the sheet that the cell stands on.
        cell: its address, ``H12``.
        reader: kept from an earlier time, for speed.

    Raises:
        CannotAnswerError: it is no workbook of ours, of another version, or lacks a sheet.
    """
    reader = reader or LiveReader()
    book, layout = reader.with_layout(values)
    meaning = meaning_of(layout, sheet, cell)
    place = f"{sheet} {cell}"
    if meaning is None:
        said = "Nothing is worked out or filled in here; pick a cell of a table or a figure."
        return CellExplained(place, (said, *_found(book, sheet, cell)))
    grid = values.get(sheet, ())
    shown = _shown(_at(grid, cell), meaning.kind)
    whose = _WHOSE[meaning.role.value]
    sentences = [f"It shows {shown}." if shown else "It is empty.", whose]
    if meaning.prompt:
        sentences.append(meaning.prompt)
    told = _told(meaning.sources, grid)
    if told:
        sentences.append(f"It follows from {told}.")
    return CellExplained(
        f"{place}: {meaning.header}",
        (*sentences, *_found(book, sheet, cell)),
        tuple(_parts(meaning, grid)),
    )


def _told(sources: Sequence[Source], grid: LiveSheet) -> str:
    said = list(filter(None, (_with_value(source, grid) for source in sources)))
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _with_value(source: Source, grid: LiveSheet) -> str:
    """A source with what it shows; nothing for a cell that is empty."""
    if not source.cell:
        return source.words
    shown = _shown(_at(grid, source.cell), source.kind)
    return f"{source.words} ({source.cell}: {shown})" if shown else ""


def _parts(meaning: CellMeaning, grid: LiveSheet) -> Iterator[tuple[str, str, str]]:
    for source in dict.fromkeys((*meaning.sources, *meaning.row)):
        shown = _shown(_at(grid, source.cell), source.kind) if source.cell else ""
        if shown or not source.cell:
            yield source.words, source.cell, shown


def _found(book: LiveBook, sheet: str, cell: str) -> Iterator[str]:
    for finding in book.findings:
        if (finding.where.sheet, finding.where.cell) == (sheet, cell):
            word = _WORDS[finding.severity.value]
            yield f"{word}: {finding.problem} {finding.remedy} [{finding.id}]"


def _at(grid: LiveSheet, cell: str) -> object:
    place = parse_cell(cell)
    if place is None:
        raise ValueError(f"{cell} is no cell's address")
    column, row = place
    if row > len(grid) or column > len(grid[row - 1]):
        return None
    return grid[row - 1][column - 1]


def _shown(value: object, kind: object) -> str:
    """A cell as a person reads it; cells of money show their cents."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = Decimal(repr(value)).normalize()
        return f"${number:,.2f}" if kind == "cents" else f"{number:,f}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value)
