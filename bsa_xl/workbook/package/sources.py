"""Formulas that reach beyond their own cell: shared, array, and what-if table."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from . import kinds
from .address import Area, column_letters, parse_cell
from .formula import Shared, SharedFormula
from .known import Known
from .model import Cell
from .part import Attributes, Part
from .refusal import SAVE_AGAIN, refused, shown

_VISIT = 50  # looking at a cell costs about as much as writing so many characters
_TEXT = attrgetter("text")


class Sources:
    """The formulas of one sheet that several cells have in common.

    Attributes:
        work: characters of shared formulas, times the cells that they fill; bounded, for it is
            what writing all of them out would cost.
        sharers: the formula of each cell that shares one, but for rows that `adopt` brought.
        defined: names and formulas that the sheet has given so far in the usual way.
        is_usual: whether all formulas so far are those of single cells, or shared in that way.
    """

    __slots__ = (
        "_arrays", "_doubtful", "_known", "_part", "_shared", "defined", "is_usual", "sharers",
        "work",
    )  # fmt: skip

    def __init__(self, part: Part, known: Known) -> None:
        self._part, self._known = part, known
        self._shared: dict[str, SharedFormula] = {}
        self.sharers: list[SharedFormula] = []
        self.defined: list[tuple[str, SharedFormula]] = []
        self.is_usual = True
        self._doubtful: list[tuple[Shared, str]] = []
        self._arrays: list[tuple[Area, str]] = []
        self.work = 0

    def of(self, text: str, attributes: Attributes, address: str) -> str | Shared | None:
        """What a cell keeps of its formula.

        Args:
            text: the formula as it stands there, without the equals sign; may be empty.
            attributes: of the formula element.
            address: of the cell.

        Raises:
            PackageRefused: the range of an array formula is no range.
        """
        kind = attributes.get("t", "normal")
        if kind == "shared":
            return self._share(text, attributes, address)
        if kind == "dataTable":
            cells = [attributes[name] for name in ("r1", "r2") if name in attributes]
            return self._fill(f"TABLE({','.join(cells)})", attributes, address)
        if kind == "array":
            return self._fill(text, attributes, address)
        return text or None

    def shared(self, identifier: str) -> SharedFormula:
        """The formula of that name, as far as it is known; who uses it adds it to ``sharers``."""
        shared = self._shared.get(identifier)
        if shared is None:
            shared = self._shared[identifier] = SharedFormula()
            self.is_usual = False
        return shared

    def adopt(self, defined: Iterable[tuple[str, SharedFormula]], work: int) -> None:
        """Take over what a row brings that was taken apart before.

        Args:
            defined: the names and formulas that it gives, none of which stand in rows above.
            work: of all its cells that share a formula.
        """
        self._shared.update(defined)
        self.defined += defined
        self.work += work

    def complete(self, cells: dict[str, Cell]) -> None:
        """Settle what only the whole sheet can tell; array formulas reach all their cells.

        Raises:
            PackageRefused: a cell shares a formula that no cell holds, two formulas stand in one
                cell, or writing them all out would take too long.
        """
        for formula in self._shared.values():
            if formula.text is None:
                raise self._part.corrupt("A cell shares a formula that the file does not hold.")
        self._spend(sum(map(len, map(_TEXT, self.sharers))), 1)
        for shared, own in self._doubtful:
            if own != shared.text():
                raise self._part.corrupt("A cell has two formulas.", shared.address)
        for area, text in self._arrays:
            self._spend(_VISIT, min(area.size, len(cells)))
            for address in _addresses(area, cells):
                cells[address] = cells[address]._replace(source=text)

    def _share(self, text: str, attributes: Attributes, address: str) -> Shared:
        identifier = attributes.get("si", "")
        if text and "ref" in attributes:
            shared = self._define(identifier, text, address)
        else:
            shared = self.shared(identifier)
            if text:
                self._doubtful.append((Shared(shared, address), text))
                self.is_usual = False
        self.sharers.append(shared)
        return Shared(shared, address)

    def _define(self, identifier: str, text: str, address: str) -> SharedFormula:
        """The formula of that name, which its first cell gives."""
        shared = self._shared.get(identifier)
        if shared is None:
            shared = self._shared[identifier] = self._known.shared_formula(text, address)
            self.defined.append((identifier, shared))
        elif shared.text is None:
            shared.define(text, address)
        else:
            raise self._part.corrupt("A shared formula is given twice.", address)
        return shared

    def _fill(self, text: str, attributes: Attributes, address: str) -> str:
        reference = attributes.get("ref", "")
        area, place = Area.parse(reference), parse_cell(address)
        if area is None or place is None or not area.holds(*place):
            raise self._part.corrupt(
                f"An array formula is given for the range {shown(reference)}.", address
            )
        formula = f"{{{text}}}"
        if area.size > 1:
            self._arrays.append((area, formula))
            self.is_usual = False
        return formula

    def _spend(self, characters: int, cells: int) -> None:
        self.work += characters * cells
        if self.work > self._part.limits.formula_work:
            raise refused(
                kinds.LIMIT,
                "The formulas that cells of this sheet share are too long for their number.",
                SAVE_AGAIN,
                sheet=self._part.sheet,
            )


def _addresses(area: Area, cells: dict[str, Cell]) -> list[str]:
    """The cells of the sheet that lie in the area, by whichever is the shorter way."""
    if area.size <= len(cells):
        return [
            address
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
            if (address := f"{column_letters(column)}{row}") in cells
        ]
    return [
        address
        for address in cells
        if (place := parse_cell(address)) is not None and area.holds(*place)
    ]
