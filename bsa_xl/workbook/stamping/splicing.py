"""From the places found in a part to its plan: constant texts, with places between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .chunks import LONG, Chunk, chunk, chunks_of
from .forms import Form
from .marks import Setting
from .plan import Fixed, PartPlan, Run

#: Which value goes to a place: that of a cell, by form and number; that of a mark, by number and
#: setting; or of a block, which of its places, counted row by row.
Key = tuple[Form, int] | tuple[int, Setting]


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of a part that is written anew.

    Attributes:
        start: the byte at which it begins.
        end: the byte after it.
        literals: the constant texts in it; one place between each two of them.
        keys: which value goes to each place; empty for a block.
        block: the block it belongs to, by number; -1 for none.
        first: how many places of the block come before it, row by row.
    """

    start: int
    end: int
    literals: tuple[str, ...]
    keys: tuple[Key, ...]
    block: int = -1
    first: int = 0


def splice(name: str, data: bytes, edits: Iterable[Edit], numbers: Mapping[Key, int]) -> PartPlan:
    """A part's plan.

    Args:
        name: the part.
        data: its bytes, UTF-8.
        edits: what is written anew, in any order, none overlapping another.
        numbers: the number of each cell's and mark's value, as `Fixed` has it.
    """
    splicer = _Splicer(data, numbers)
    for group in _grouped(sorted(edits, key=lambda edit: edit.start)):
        if group[0].block < 0:
            splicer.fix(group[0])
        else:
            splicer.run(group)
    return PartPlan(name, splicer.finish())


def _grouped(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits of one block that follow each other stand together; any other stands alone."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.block >= 0 and groups[-1][-1].block == edit.block:
            last = groups[-1][-1]
            if edit.first == last.first + len(last.literals) - 1:
                groups[-1].append(edit)
                continue
        groups.append([edit])
    return groups


@dataclass(slots=True)
class _Splicer:
    """Goes through a part once, from its first byte to its last."""

    data: bytes
    numbers: Mapping[Key, int]
    at: int = 0
    text: str = ""
    literals: list[str] = field(default_factory=list)
    picks: list[int] = field(default_factory=list)
    pieces: list[Fixed | Run | Chunk] = field(default_factory=list)

    def fix(self, edit: Edit) -> None:
        """A place, or several in one cell, that every school fills."""
        self.text += self._constant(edit.start) + edit.literals[0]
        for key, literal in zip(edit.keys, edit.literals[1:], strict=True):
            self._end_literal()
            self.picks.append(self.numbers[key])
            self.text = literal
        self.at = edit.end

    def run(self, edits: Sequence[Edit]) -> None:
        """Cells of a block, one after the other."""
        self.text += self._constant(edits[0].start)
        self._close()
        begin = self.at = edits[0].start
        heads: list[str] = []
        closings: list[str] = []
        cuts = [0]
        before, size = "", 0
        for edit in edits:
            between = self._constant(edit.start)
            before += between + edit.literals[0]
            for literal in edit.literals[1:-1]:
                heads.append(before)
                closings.append("")
                cuts.append(0)  # never asked for: a cell is filled whole
                before = literal
            heads.append(before)
            closings.append(edit.literals[-1])
            before = edit.literals[-1]
            size += len(between) + len(self._constant(edit.end))
            cuts.append(size)
        own = self.data[begin : self.at].decode()
        first = edits[0]
        self.pieces.append(
            Run(
                first.block,
                first.first,
                tuple(heads),
                tuple(closings),
                own,
                tuple(cuts),
                chunks_of(own),
            )
        )

    def finish(self) -> tuple[Fixed | Run | Chunk, ...]:
        """The rest of the part, and all pieces."""
        self.text += self._constant(len(self.data))
        self._close()
        return tuple(self.pieces)

    def _constant(self, end: int) -> str:
        text = self.data[self.at : end].decode()
        self.at = end
        return text

    def _end_literal(self) -> None:
        """A long constant text stands alone, compressed once for all."""
        if len(self.text) >= LONG:
            text, self.text = self.text, ""
            self._close()
            self.pieces.append(chunk(text))
        self.literals.append(self.text)
        self.text = ""

    def _close(self) -> None:
        self._end_literal()
        self.pieces.append(Fixed(tuple(self.literals), tuple(self.picks)))
        self.literals, self.picks = [], []
