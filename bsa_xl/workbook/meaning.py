"""What a cell of a school's workbook is: whose it is, what belongs there, what it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .declare import Column, Kind, Role, Single, Table, quoted
from .layout import Layout
from .package.address import column_letters, parse_cell

_PLACE = re.compile(r"\{(?:L_)?(\w+)\}")
_NAME = re.compile(r"\b([A-Z]\w*?)_(\w+)\b")
#: Defined names of the hidden sheet Lists, by their first word.
_LISTED = {"Title": "the price list of positions", "Item": "the price list of items",
           "Tier": "the price list of positions", "Trade": "the trades that the policy allows",
           "Program": "the list of funding sources"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What a computed cell follows from: a cell of its own row, or something elsewhere.

    Attributes:
        words: the header of its column, or what the thing elsewhere is called.
        cell: its address on the same sheet; empty for something elsewhere.
    """

    words: str
    cell: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class CellMeaning:
    """A cell of a table, or one that stands alone.

    Attributes:
        table: what people call the table; empty for a cell that stands alone.
        header: of its column, or the name of the cell that stands alone.
        prompt: what Excel shows when an input is selected.
        sources: what a computed cell follows from, nearest first.
        row: the visible cells of its row, with their headers, itself left out.
    """

    table: str
    header: str
    kind: Kind
    role: Role
    prompt: str
    sources: tuple[Source, ...]
    row: tuple[Source, ...]


def meaning_of(layout: Layout, sheet: str, cell: str) -> CellMeaning | None:
    """What a cell is; None for a cell of no table, such as a heading.

    Args:
        layout: of the workbook.
        sheet: the sheet's name.
        cell: the cell's address, ``H12``.
    """
    parsed = parse_cell(cell)
    if parsed is None:
        return None
    letter, row = column_letters(parsed[0]), parsed[1]
    for table in layout.tables:
        if table.sheet != sheet or not table.first <= row <= table.last:
            continue
        letters = layout.letters(table)
        for column in table.columns_in(row):
            if letters[column.name] == letter:
                return _in_table(layout, table, column, row)
    for single in layout.singles:
        if (single.sheet, single.ref) == (sheet, cell):
            return _single(layout, single)
    return None


def _in_table(layout: Layout, table: Table, column: Column, row: int) -> CellMeaning:
    return CellMeaning(
        table.sheet,
        column.header,
        column.kind,
        column.role,
        column.prompt,
        tuple(dict.fromkeys(_sources(layout, table, column, row))),
        tuple(_row(layout, table, column, row)),
    )


def _single(layout: Layout, single: Single) -> CellMeaning:
    sources = dict.fromkeys(_elsewhere(layout, single.formula))
    header = single.name.replace("_", " ")
    return CellMeaning("", header, single.kind, single.role, "", tuple(sources), ())


def _row(layout: Layout, table: Table, own: Column, row: int) -> Iterator[Source]:
    letters = layout.letters(table)
    for column in table.columns_in(row):
        if column is not own and not column.is_hidden and not column.is_remark:
            yield Source(column.header, f"{letters[column.name]}{row}", column.kind)


def _sources(layout: Layout, table: Table, column: Column, row: int) -> Iterator[Source]:
    """Visible cells of the row first; a hidden column hands on what it follows from itself."""
    letters = layout.letters(table)
    columns = {each.name: each for each in table.columns_in(row)}
    waiting, seen = [column], {column.name}
    elsewhere: list[Source] = []
    while waiting:
        looked_at = waiting.pop(0)
        elsewhere += _elsewhere(layout, looked_at.formula)
        for name in _PLACE.findall(looked_at.formula):
            each = columns.get(name)
            if each is None or name in seen:
                continue
            seen.add(name)
            if each.is_hidden:
                waiting.append(each)
            else:
                yield Source(each.header, f"{letters[name]}{row}", each.kind)
    yield from elsewhere


def _elsewhere(layout: Layout, formula: str) -> Iterator[Source]:
    """Columns of other tables, lists and single cells that a formula names."""
    named = {
        f"{table.name}_{column.name}": Source(
            f"'{column.header}' on {table.sheet}", "", column.kind
        )
        for table in layout.tables
        for column in table.columns
        if column.is_named and not column.is_hidden
    }
    singles = {single.name: single for single in layout.singles}
    for match in _NAME.finditer(formula):
        name = match[0]
        if name in named:
            yield named[name]
        elif name in singles:
            single = singles[name]
            yield Source(f"{quoted(single.sheet)}!{single.ref}", "", single.kind)
        elif match[1] in _LISTED:
            yield Source(_LISTED[match[1]], "", Kind.TEXT)
