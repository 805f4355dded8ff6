"""The last page of a report: what it is, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from bsa_xl.workbook import style

from .book import Book
from .cells import heighten, put_text

_WIDTHS = (34, 110)
_FIRST_ROW, _SIZE = 4, 11


def put_about(book: Book, title: str, entries: Iterable[tuple[str, str]]) -> None:
    """The sheet About.

    Args:
        book: gets the sheet.
        title: in its band.
        entries: what, and the words on it.
    """
    sheet = book.page("About", title, _WIDTHS)
    for row, (name, words) in enumerate(entries, start=_FIRST_ROW):
        for place, text in (("A", name), ("B", words)):
            cell = sheet[f"{place}{row}"]
            put_text(cell, text)
            style.plain(cell, bold=place == "A", wraps=True)
            heighten(sheet, cell, _SIZE)
