"""The digest of a workbook as it is stamped, from the values alone.

The template's part is worked out once; a school's costs a fraction of a millisecond. What comes
back is digested by `content.read_content`, and both give the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Self

from bsa_xl.finding import Fault
from bsa_xl.location import Location
from bsa_xl.workbook.declare import Role, Table, Value
from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package import Package
from bsa_xl.workbook.sheets.staffing import REQUIRED_LOCKED
from bsa_xl.workbook.stamping import MOST_KNOWN, CellSlot, TemplateError, are_like

from .canonical import CanonicalTexts, canonical_text
from .cell_map import CellMap, stamped_columns
from .content import MARK, digest_of, digested, read_content, slots_text, word_text
from .fixed import Fixed


@dataclass(frozen=True)
class Sealer:
    """What a template contributes to the digest of every workbook stamped from it.

    Attributes:
        fixed: digest of the formulas, lists and names.
        words: the texts on the sheets, with what is the same for all schools joined; a text with
            marks stands apart: its place, then literals and marks in turn.
    """

    layout: Layout
    fixed: bytes
    words: tuple[str | tuple[str, ...], ...]
    slots: tuple[CellSlot, ...]

    def digest(
        self,
        cells: Sequence[Value],
        blocks: Mapping[str, Sequence[Sequence[Value]]],
        marks: Mapping[str, str],
        school: str,
        required: Sequence[int],
    ) -> str:
        """The digest of one workbook, hexadecimal.

        Args:
            cells: the values of all slots, in their order.
            blocks: the rows of Staffing and Spending, without their fixed columns.
            marks: the text of every mark.
            school: the school's snapshot.
            required: which rows of Staffing hold a required position, counted from 0.
        """
        singles = self._texts.values(self._pick(cells))
        columns = [
            column
            for name, places in self._columns.items()
            for column in self._block(blocks[name], places)
        ]
        staffing = blocks["Staffing"]
        locked = self._texts.values(staffing[n][at] for n in required for at in self._locked)
        slots = slots_text(singles, columns, school, locked)
        return digest_of(self.fixed, self._words(marks), slots)

    def _block(
        self, rows: Sequence[Sequence[Value]], places: Sequence[int]
    ) -> Sequence[Sequence[str]]:
        """The texts of some columns of a block; of rows that are alike they are worked out once."""
        texts, like = self._texts, self._of_like
        if not are_like(rows):
            return [texts.values([row[at] for row in rows]) for at in places]
        known = []
        for row in rows:
            found = like.get(id(row.like))
            if found is None:
                found = row.like, texts.values([row.like[at] for at in places])
                if len(like) < MOST_KNOWN:
                    like[id(row.like)] = found
            known.append(found[1])
        columns: list[Sequence[str]] = list(zip(*known, strict=True))
        for number, at in enumerate(places):
            if at in rows[0].own:
                columns[number] = texts.values([row[at] for row in rows])
        return columns

    def _words(self, marks: Mapping[str, str]) -> bytes:
        parts: list[bytes] = []
        for word in self._encoded:
            if isinstance(word, bytes):
                parts.append(word)
                continue
            sheet, ref, *pieces = word
            text = canonical_text("".join([marks.get(piece, piece) for piece in pieces]))
            if text:
                parts.append(digested(word_text(sheet, ref, text)))
        return b"".join(parts)

    @cached_property
    def _encoded(self) -> list[bytes | tuple[str, ...]]:
        """The words, with what is the same for all schools as it is digested."""
        return [digested(word) if isinstance(word, str) else word for word in self.words]

    @cached_property
    def _texts(self) -> CanonicalTexts:
        return CanonicalTexts()

    @cached_property
    def _of_like(self) -> dict[int, tuple[Sequence[Value], list[str]]]:
        """By the object that a row is like: that object, and the texts of its stamped columns."""
        return {}

    @cached_property
    def _pick(self) -> Callable[[Sequence[Value]], Sequence[Value]]:
        places = {(slot.sheet, slot.ref): n for n, slot in enumerate(self.slots)}
        found = [places[at] for at in CellMap(self.layout).single_slots]
        return itemgetter(*found)  # a layout has many

    @cached_property
    def _columns(self) -> Mapping[str, list[int]]:
        tables = (self.layout.staffing, self.layout.spending)
        return {
            table.name: [_filled(table).index(column.name) for column in stamped_columns(table)]
            for table in tables
        }

    @cached_property
    def _locked(self) -> list[int]:
        filled = _filled(self.layout.staffing)
        return [filled.index(name) for name in REQUIRED_LOCKED]

    def to_bytes(self) -> bytes:
        """For a cache; `from_bytes` reads it back."""
        return json.dumps([self.fixed.hex(), self.words]).encode()

    @classmethod
    def from_bytes(cls, layout: Layout, slots: Sequence[CellSlot], data: bytes) -> Self:
        """What `to_bytes` gave, for the same layout.

        Raises:
            ValueError: it is something else.
        """
        try:
            fixed, words = json.loads(data)
            made = tuple(word if isinstance(word, str) else tuple(word) for word in words)
            return cls(layout, bytes.fromhex(fixed), made, tuple(slots))
        except TypeError as error:
            raise ValueError("no sealer") from error


def make_sealer(layout: Layout, slots: Sequence[CellSlot], template: Package) -> Sealer:
    """The sealer of a template.

    Args:
        layout: of the template.
        slots: the cells that are stamped one by one, in the order in which values are given.
        template: the package, with its marks.

    Raises:
        TemplateError: a mark stands in a formula, so that it would differ from school to school.
    """
    content = read_content(template, CellMap(layout), CanonicalTexts(), ())
    _refuse_marks(content.fixed)
    words: list[Any] = []
    for (sheet, ref), text in content.words.items():
        pieces = MARK.split(text)
        if len(pieces) > 1:
            words.append((sheet, ref, *pieces))
        elif words and isinstance(words[-1], str):
            words[-1] += word_text(sheet, ref, text)
        else:
            words.append(word_text(sheet, ref, text))
    return Sealer(layout, content.fixed.digest, tuple(words), tuple(slots))


def _refuse_marks(fixed: Fixed) -> None:
    faults = [
        Fault(
            Location(sheet=name, cell=ref),
            "A mark stands in a formula or a list, which is the same for all schools.",
            "Put the mark into a cell of its own, and let the formula refer to that.",
        )
        for name, sheet in fixed.sheets.items()
        for ref, text in sheet.by_address.items()
        if MARK.search(text.lower())
    ]
    if faults:
        raise TemplateError(faults)


def _filled(table: Table) -> list[str]:
    """The columns of a block in the order in which a row's values are given."""
    return [column.name for column in table.columns if column.role is not Role.FIXED]
