"""Rows of a block that are like other schools' rows: written once, and copied from then on.

Most positions of a district are alike but for their number and their account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from .forms import Form
from .plan import Plan
from .row_texts import MOST_KNOWN, AlikeRows, Look
from .slots import CellValue
from .writing import write_values


class LikeRow(list[CellValue]):
    """A row's values, with what it is like.

    Attributes:
        like: the values of a row that differs in its own columns at most; the very same object for
            all rows that are alike, and never changed.
        own: places of the columns in which they differ, the same for all rows of a block.
    """

    __slots__ = ("like", "own")

    def __init__(self, like: Sequence[CellValue], own: dict[int, CellValue]) -> None:
        """The values of ``like``, but for those at the places of ``own``."""
        super().__init__(like)
        self.like = like
        self.own = tuple(own)
        for place, value in own.items():
            self[place] = value


def are_like(rows: Sequence[Sequence[CellValue]]) -> TypeGuard[Sequence[LikeRow]]:
    """Whether there are rows, and all of them say what they are like."""
    return bool(rows) and all(type(row) is LikeRow for row in rows)


class KnownRows:
    """What was written of the rows of one block.

    A row is known by the object that it is like, not by its values: 1, TRUE and 1.00 are equal,
    and are not written alike.
    """

    __slots__ = ("_places", "_written")

    def __init__(self, plan: Plan, block: int) -> None:
        """Find the form and the column of every place of a row."""
        self._places: list[tuple[Form, int]] = []
        for feed, at in plan.orders[block]:
            self._places.append((plan.feeds[feed].form, plan.feeds[feed].columns[at][1]))
        self._written: dict[int, tuple[Sequence[CellValue], list[str]]] = {}

    def fresh(self, rows: Sequence[LikeRow]) -> list[Sequence[CellValue]]:
        """What these rows are like and was not written yet, each once."""
        found = {id(row.like): row.like for row in rows}
        return [like for name, like in found.items() if name not in self._written]

    def written(
        self,
        rows: Sequence[LikeRow],
        fresh: Sequence[Sequence[CellValue]],
        texts: Sequence[Sequence[str]],
        looks: Mapping[int, Look],
    ) -> AlikeRows:
        """All rows as they are written.

        Args:
            rows: the school's.
            fresh: what was asked to be written, as `fresh` gave it.
            texts: the places of each of those.
            looks: rows that look otherwise.
        """
        made = {id(like): (like, list(text)) for like, text in zip(fresh, texts, strict=True)}
        if len(self._written) < MOST_KNOWN:
            self._written.update(made)
        known = self._written
        places = set(rows[0].own)
        own = {
            place: write_values(form, [row[column] for row in rows])
            for place, (form, column) in enumerate(self._places)
            if column in places
        }
        likes = [known.get(name := id(row.like)) or made[name] for row in rows]
        return AlikeRows(len(self._places), likes, own, looks)
