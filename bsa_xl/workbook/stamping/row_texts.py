"""The rows of a block as texts: constants and values in turn, joined once for rows that are alike.

Most of a workbook is its rows of Staffing. Of a row that is like another school's in the same
place only the number and the account are its own; all between is one text, made once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from .plan import Run
from .slots import CellValue

#: The style in a cell's tag.
STYLE = re.compile(r"""\s+s=(?:"[^"]*"|'[^']*')""")
#: Rows that are remembered of a template; the rare ones of a large district are written anew.
MOST_KNOWN = 4_000

#: Places of a row that look otherwise, each with its style as a tag has it.
Look = tuple[tuple[int, str], ...]
#: By row of the sheet, what it is like and its look: that like, and the texts between its own
#: places. The like is kept so that no other object takes its name.
KnownTexts = dict[tuple[int, int, Look], tuple[Sequence[CellValue], list[str]]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a block as they are written.

    Attributes:
        width: places of a row.
        values: place by place, row by row.
        looks: rows that look otherwise.
    """

    width: int
    values: list[str]
    looks: Mapping[int, Look]

    def texts(self, run: Run, _known: KnownTexts) -> tuple[list[str], int]:
        """The filled part of a run, constants and values in turn, and how many places that is."""
        values = self.values[run.start : run.start + len(run.heads)]
        filled = [""] * (2 * len(values))
        filled[0::2] = run.heads[: len(values)]
        filled[1::2] = values
        for row, look in self.looks.items():
            for place, style in look:
                at = row * self.width + place - run.start
                if 0 <= at < len(values):
                    filled[2 * at] = _restyled(filled[2 * at], style)
        return filled, len(values)


@dataclass(frozen=True, slots=True)
class AlikeRows:
    """The rows of a block, of which each is like a known one but for its own places.

    Attributes:
        width: places of a row.
        likes: what each row is like, with its places as they are written.
        own: the places that are a row's own: what each row has there.
        looks: rows that look otherwise.
    """

    width: int
    likes: Sequence[tuple[Sequence[CellValue], list[str]]]
    own: Mapping[int, list[str]]
    looks: Mapping[int, Look]

    def texts(self, run: Run, known: KnownTexts) -> tuple[list[str], int]:
        """As for `Rows`; a run that does not consist of whole rows is filled place by place."""
        width, (first, in_row) = self.width, divmod(run.start, self.width)
        if in_row or len(run.heads) % width:
            return self._plain().texts(run, known)
        last = min(len(self.likes), first + len(run.heads) // width)
        columns = list(self.own.values())
        texts: list[str] = []
        for row in range(first, last):
            like, written = self.likes[row]
            key = row, id(like), self.looks.get(row, ())
            found = known.get(key)
            if found is None:
                found = like, self._between(run, row - first, written, key[2])
                if len(known) < MOST_KNOWN:
                    known[key] = found
            before, *others = found[1]
            texts.append(before)
            for column, text in zip(columns, others, strict=True):
                texts += (column[row], text)
        return texts, max(0, last - first) * width

    def _between(self, run: Run, row: int, written: list[str], look: Look) -> list[str]:
        """The texts before, between and after a row's own places."""
        heads = list(run.heads[row * self.width : (row + 1) * self.width])
        for place, style in look:
            heads[place] = _restyled(heads[place], style)
        filled = [*chain.from_iterable(zip(heads, written, strict=True))]
        # A place's head stands at 2n and its value at 2n + 1; own values are left out.
        cuts = [-1, *(2 * place + 1 for place in self.own), len(filled)]
        return ["".join(filled[before + 1 : after]) for before, after in pairwise(cuts)]

    def _plain(self) -> Rows:
        """The same, place by place."""
        values = [text for _, written in self.likes for text in written]
        for place, column in self.own.items():
            values[place :: self.width] = column
        return Rows(self.width, values, self.looks)


def _restyled(head: str, style: str) -> str:
    """A place's head, which ends with its cell's tag, with another style in that tag."""
    tag = head.rindex("<")
    return head[:tag] + STYLE.sub("", head[tag:]) + style
