"""The rows of a table as the XML of a sheet: exact digits, and texts that are never formulas.

openpyxl writes a number by way of a float with 16 digits, so that 9.95 would stand in the file as
9.949999999999999; and it takes minutes for the lines of a large district.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from openpyxl.utils import get_column_letter

from .look import height_of
from .shown_text import cell_text
from .table import Column, Shown, Table, Value, number_text

#: Rows that are handed over at a time.
_BATCH = 2_000
#: What is remembered of a column's texts: most are programs, titles and accounts.
_MOST_KNOWN = 50_000


def rows_xml(
    table: Table, first_row: int, styles: Sequence[str], widths: Sequence[int]
) -> Iterator[bytes]:
    """The rows of a table, a batch at a time.

    Args:
        table: the rows.
        first_row: where the first one stands, counted from 1.
        styles: the style id of every column.
        widths: characters of every column.
    """
    wrapping = [
        (place, width)
        for place, (column, width) in enumerate(zip(table.columns, widths, strict=True))
        if column.shown is Shown.LONG_TEXT
    ]
    writers = [
        _writer(column, get_column_letter(place), style)
        for place, (column, style) in enumerate(zip(table.columns, styles, strict=True), start=1)
    ]
    for start in range(0, len(table.rows), _BATCH):
        parts: list[str] = []
        for number, row in enumerate(table.rows[start : start + _BATCH], start=first_row + start):
            parts.append(f'<row r="{number}"{_height(row, wrapping)}>')
            parts.extend([write(value, number) for write, value in zip(writers, row, strict=True)])
            parts.append("</row>")
        yield "".join(parts).encode("utf-8")


def _height(row: Sequence[Value], wrapping: Iterable[tuple[int, int]]) -> str:
    points = 0
    for place, width in wrapping:
        points = max(points, height_of(str(row[place] or ""), width))
    return f' ht="{points}"' if points else ""


def _writer(column: Column, letter: str, style: str) -> Callable[[Value, int], str]:
    """What writes one column's cells."""
    shown = column.shown
    return _text_writer(letter, style) if shown.is_text else _number_writer(letter, style, shown)


def _text_writer(letter: str, style: str) -> Callable[[Value, int], str]:
    known: dict[str, str] = {}

    def write(value: Value, row: int) -> str:
        if not value:
            return f'<c r="{letter}{row}" s="{style}"/>'
        text = known.get(value) if isinstance(value, str) else None
        if text is None:
            text = _inside(value)
            if len(known) < _MOST_KNOWN:
                known[str(value)] = text
        return f'<c r="{letter}{row}" s="{style}" t="inlineStr"><is>{text}</is></c>'

    return write


def _inside(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    text = cell_text(value)
    keep = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{keep}>{text}</t>"


def _number_writer(letter: str, style: str, shown: Shown) -> Callable[[Value, int], str]:
    def write(value: Value, row: int) -> str:
        if value is None:
            return f'<c r="{letter}{row}" s="{style}"/>'
        return f'<c r="{letter}{row}" s="{style}"><v>{number_text(value, shown)}</v></c>'

    return write
