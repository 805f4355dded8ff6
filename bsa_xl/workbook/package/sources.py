"""Formulas that reach beyond their own cell: shared, array, and what-if table."""

from __future__ import annotations

from . import kinds
from .address import Area, column_letters, parse_cell
from .cell import Cell
from .formula import Shared, SharedFormula
from .part import Attributes, Part
from .refusal import SAVE_AGAIN, refused, shown

_VISIT = 50  # looking at a cell costs about as much as writing so many characters


class Sources:
    """The formulas of one sheet that several cells have in common.

    Attributes:
        work: characters of shared formulas, times the cells that they fill; bounded, for it is
            what writing all of them out would cost.
    """

    __slots__ = ("_arrays", "_doubtful", "_part", "_shared", "_sharers", "work")

    def __init__(self, part: Part) -> None:
        self._part = part
        self._shared: dict[str, SharedFormula] = {}
        self._sharers: list[SharedFormula] = []
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

    @property
    def reach_further(self) -> bool:
        """Whether any formula so far is not for its own cell alone."""
        return bool(self._sharers or self._arrays)

    def complete(self, cells: dict[str, Cell]) -> None:
        """Settle what only the whole sheet can tell; array formulas reach all their cells.

        Raises:
            PackageRefused: a cell shares a formula that no cell holds, two formulas stand in one
                cell, or writing them all out would take too long.
        """
        for formula in self._shared.values():
            if formula.text is None:
                raise self._part.corrupt("A cell shares a formula that the file does not hold.")
        self._spend(sum(len(formula.text or "") for formula in self._sharers), 1)
        for shared, own in self._doubtful:
            if own != shared.text():
                raise self._part.corrupt("A cell has two formulas.", shared.address)
        for area, text in self._arrays:
            self._spend(_VISIT, min(area.size, len(cells)))
            for address in _addresses(area, cells):
                cells[address] = cells[address]._replace(source=text)

    def _share(self, text: str, attributes: Attributes, address: str) -> Shared:
        shared = self._shared.setdefault(attributes.get("si", ""), SharedFormula())
        if text and "ref" in attributes:
            if shared.text is not None:
                raise self._part.corrupt("A shared formula is given twice.", address)
            shared.define(text, address)
        elif text:
            self._doubtful.append((Shared(shared, address), text))
        self._sharers.append(shared)
        return Shared(shared, address)

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
