"""Rows of a large table that are alike but for a few columns: what such a row says is read once.

Of 32,000 positions of a large district, some 400 differ in more than their number, their school
and the pay of the person in them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from operator import itemgetter
from typing import Generic, TypeVar

from .cells import Cells

Said = TypeVar("Said")


class LikeRows(Generic[Said]):
    """What rows say, remembered by the text of all their cells but their own.

    A row about which anything has to be told is read every time, so that it is told every time.
    """

    def __init__(self, cells: Cells, own: Collection[str]) -> None:
        """Begin before the first row; ``own`` names the columns in which like rows differ."""
        self._cells = cells
        places = [at for name, at in cells.table.places.items() if name not in own]
        self._pick = itemgetter(*places, *places[:1])  # two at least, so that it gives a tuple
        # A workbook's number in a code's place equals the text, and something is told of it.
        self._is_typed = bool(cells.table.grid.sheet)
        self._known: dict[tuple[object, ...], Said] = {}

    def here(self, read: Callable[[], Said]) -> Said:
        """What the row says at which the cells stand.

        Args:
            read: reads it; of a row's own columns it may speak in what it tells, and no more.
        """
        row: tuple[object, ...] = self._cells.picked(self._pick)
        if self._is_typed:
            row += tuple(map(type, row))
        said = self._known.get(row)
        if said is not None:
            return said
        notices = self._cells.notices
        before = notices.told
        said = read()
        if notices.told == before:
            self._known[row] = said
        return said
