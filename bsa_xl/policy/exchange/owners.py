"""Whose part or value a row is: by its address, or by what it was before its owner was renamed."""

from __future__ import annotations

from dataclasses import dataclass, field

from bsa_xl.policy.sentences import listing, nearest, quote
from bsa_xl.policy.tree import Steps

from .families import sections_of
from .kinds import BELONGS_TO_NOTHING, TAKEN_ALONG
from .returned import Returned, cell_text
from .sheets import PART, POLICY, ROW, SHEET, Address
from .tables import Line, Table
from .walking import Placed, placed_blocks


@dataclass(slots=True)
class Owners:
    """The blocks of the policy as it is so far, by address.

    Attributes:
        book: the policy.
        known: address to the block.
    """

    book: Returned
    known: dict[Address, Placed] = field(default_factory=dict)

    def look_again(self) -> None:
        """Take in what was added since."""
        self.known = {
            each.address: each for each in placed_blocks(self.book.data, self.book.policy)
        }

    def of(self, line: Line, table: Table, part: str, old: Steps | None) -> Placed | None:
        """The owner of a row; None, and a finding, where there is none.

        Args:
            line: the row.
            table: its sheet.
            part: which part of the row its owner is; empty for the row itself.
            old: the owner's place in the old policy; None for a new row.
        """
        sheet, row = cell_text(line.cells, SHEET), cell_text(line.cells, ROW)
        was = None if old is None else self.book.old_place(old)
        if was is not None and was.address == Address(sheet, row, part):
            now = self.book.now_of(was.steps) if was.steps else ()
            found = next((each for each in self.known.values() if each.steps == now), None)
            if found is not None:
                return found
            self._taken_along(line, table, was)
            return None
        found = self.known.get(Address(sheet, row, part))
        if found is None and not sheet:
            same = [a for a in self.known if (a.row, a.part) == (row, part) and row]
            found = self.known[same[0]] if len(same) == 1 else None
        if found is None:
            self._unknown(line, table, Address(sheet, row, part))
        return found

    def _taken_along(self, line: Line, table: Table, was: Placed) -> None:
        where = table.where(line.row, ROW)
        named = was.address.row + (f", {was.address.part}," if was.address.part else "")
        problem = f"{quote(named.rstrip(','))} was taken out of {was.address.sheet}."
        self.book.tell(TAKEN_ALONG, where, problem, "What this row says of it was taken out too.")

    def _unknown(self, line: Line, table: Table, address: Address) -> None:
        """Say which of the three cells means nothing."""
        sheets = [POLICY, *(section.title for section in sections_of(self.book.policy))]
        rows = [each.row for each in self.known if each.sheet == address.sheet and not each.part]
        here = [
            each.part
            for each in self.known
            if (each.sheet, each.row) == (address.sheet, address.row) and each.part
        ]
        if address.sheet not in sheets:
            known, title, wrong = sheets, SHEET, address.sheet
        elif address.row not in rows:
            known, title, wrong = rows, ROW, address.row
        else:
            known, title, wrong = here, PART, address.part
        said = f"{quote(wrong)} is not" if wrong else "Nothing is"
        whose = f" of {quote(address.row)}" if title == PART else ""
        what = {SHEET: "a sheet of rows", ROW: f"a row of the sheet {address.sheet}",
                PART: f"a part{whose}"}[title]  # fmt: skip
        near = nearest(wrong, known) if wrong else None
        remedy = f"Write {near}." if near else f"Write one of: {listing(known)}."
        if not known:
            remedy = "Empty this cell." if wrong else "Delete this row."
        problem = f"{said} {what}." if wrong else f"This row does not say {what} that it is for."
        self.book.tell(BELONGS_TO_NOTHING, table.where(line.row, title), problem, remedy)
