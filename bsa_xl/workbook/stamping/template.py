"""A template while it is compiled: its parts, its sheets, and where its cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bsa_xl.finding import Fault
from bsa_xl.location import Location

from .cells import FoundCell, find_cells
from .container import Member, read_members
from .sheet_parts import Book, read_book
from .slots import CellSlot, RowBlock, column_letters, column_number, row_and_column
from .xml_text import as_utf8

#: Row and column of a cell, both from 1.
Place = tuple[int, int]


class Template:
    """A workbook's parts and sheets, and the cells that are to be filled.

    Attributes:
        members: its parts by name, in the order in which they are written.
        book: its sheets.
        faults: what was found wrong so far.
    """

    def __init__(self, package: bytes) -> None:
        """Read an .xlsx file's bytes.

        Raises:
            TemplateError: they are none.
        """
        self.members: dict[str, Member] = {each.name: each for each in read_members(package)}
        self.book: Book = read_book(self.members)
        self.faults: list[Fault] = []
        self._contents: dict[str, bytes] = {}
        self._cells: dict[str, dict[Place, FoundCell]] = {}

    def content(self, part: str) -> bytes:
        """A part in UTF-8."""
        if part not in self._contents:
            self._contents[part] = as_utf8(part, self.members[part].content())
        return self._contents[part]

    def cell(self, sheet: str, place: Place) -> FoundCell | None:
        """A cell that `locate` looked for; None where the template has none."""
        return self._cells.get(sheet, {}).get(place)

    def locate(self, cells: Sequence[CellSlot], blocks: Sequence[RowBlock]) -> None:
        """Look each sheet through once; what is missing or asked for twice becomes a fault."""
        wanted: dict[str, set[Place]] = {}
        for sheet, place in _places(cells, blocks):
            places = wanted.setdefault(sheet, set())
            if place in places:
                self.refuse(sheet, place, "the cell is to be filled twice.", "Declare it once.")
            places.add(place)
        for sheet, place in _samples(blocks):
            wanted.setdefault(sheet, set()).add(place)
        for sheet, places in wanted.items():
            part = self.book.sheets.get(sheet)
            if part is None:
                self.refuse(sheet, None, "the template has no such sheet.", "Put it back.")
                continue
            found = self._cells[sheet] = find_cells(part, self.content(part), places)
            for place in sorted(places - found.keys()):
                self.refuse(
                    sheet,
                    place,
                    "the template has no such cell, and it is to be filled.",
                    "Put it back: a format or a value makes it exist.",
                )

    def refuse(self, sheet: str, place: Place | None, problem: str, remedy: str) -> None:
        """Note a fault at a cell, or on a sheet."""
        cell = f"{column_letters(place[1])}{place[0]}" if place else ""
        self.faults.append(Fault(Location(sheet=sheet, cell=cell), problem, remedy))


def place_of(slot: CellSlot) -> Place:
    """Where a cell slot stands; its reference was checked before."""
    return row_and_column(slot.ref) or (0, 0)


def _places(cells: Sequence[CellSlot], blocks: Sequence[RowBlock]) -> Iterator[tuple[str, Place]]:
    for slot in cells:
        yield slot.sheet, place_of(slot)
    for block in blocks:
        for row in range(block.first_row, block.first_row + block.rows):
            for letters, _ in block.columns:
                yield block.sheet, (row, column_number(letters))


def _samples(blocks: Sequence[RowBlock]) -> Iterator[tuple[str, Place]]:
    """The cells whose looks rows may take; they are not filled, and several may share one."""
    for block in blocks:
        for variant in block.variants:
            for _, ref in variant.cells:
                yield variant.sheet, row_and_column(ref) or (0, 0)
