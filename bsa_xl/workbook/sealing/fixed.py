"""What is the same in every workbook of a template: formulas, lists, defined names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from bsa_xl.workbook.package import Cell, Package, Row, Sheet, row_of
from bsa_xl.workbook.package.address import parse_cell
from bsa_xl.workbook.package.formula import Shared, SharedFormula
from bsa_xl.workbook.sheets import lists
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET

from .canonical import FORMULA_MARK, CanonicalTexts, FilledDown, relative_form
from .cell_map import CellMap

#: Sheets whose constants are the same for all schools of a template.
FIXED_SHEETS = frozenset({lists.SHEET, SNAPSHOT_SHEET})
#: What of a cell is compared, at the speed of C: all it holds, or its formula.
_HOLDS: Callable[[Any], object] = itemgetter(0, 1, 2)
_SOURCE: Callable[[Any], object] = itemgetter(2)
_SEPARATOR = "\x1d"
_MOST_MET = 50_000


@dataclass(frozen=True)
class FixedSheet:
    """The fixed cells of one sheet as one file wrote them.

    Attributes:
        addresses: in order.
        canonical: what each cell holds, in canonical form.
        pick: what of the cells is compared: their formula, or on a sheet of constants all.
        written: that of each cell as it stands in that file.
        not_words: the addresses, and those of inputs, slots and the token.
    """

    addresses: tuple[str, ...]
    canonical: tuple[str, ...]
    pick: Callable[[Any], object]
    written: tuple[object, ...]
    not_words: frozenset[str]

    @cached_property
    def by_address(self) -> Mapping[str, str]:
        """Address to canonical form."""
        return dict(zip(self.addresses, self.canonical, strict=True))

    @cached_property
    def relative(self) -> Mapping[str, str]:
        """Address to formula, with references as distances from the cell."""
        return {
            ref: relative_form(text, *(parse_cell(ref) or (0, 0)))
            for ref, text in self.by_address.items()
            if text.startswith(FORMULA_MARK)
        }

    @cached_property
    def _met(self) -> set[tuple[str, str]]:
        """Cells with formulas written in other ways that were found to be the same."""
        return set()

    @cached_property
    def _rows(self) -> Mapping[int, tuple[tuple[str, ...], tuple[object, ...]]]:
        """By row its cells, and what of them stood there."""
        found: dict[int, tuple[list[str], list[object]]] = {}
        for ref, held in zip(self.addresses, self.written, strict=True):
            refs, written = found.setdefault(row_of(ref), ([], []))
            refs.append(ref)
            written.append(held)
        return {row: (tuple(refs), tuple(written)) for row, (refs, written) in found.items()}

    @cached_property
    def _alike(self) -> set[object]:
        """What rows were like that held the same; on a sheet of constants the rows themselves."""
        return set()

    @cached_property
    def _others(self) -> dict[object, tuple[str, ...]]:
        """By what rows are like, those of their cells that are nowhere in here."""
        return {}

    @cached_property
    def _filled(self) -> dict[Row, tuple[tuple[str, Cell], ...]]:
        """Likewise the filled ones of rows that many files have."""
        return {}

    def is_in(self, sheet: Sheet, texts: CanonicalTexts) -> bool:
        """Whether a sheet holds the same in these cells, however it is written."""
        rows, known = sheet.rows, self._alike
        for number, (refs, written) in self._rows.items():
            row = rows.get(number)
            if row is None:
                return False
            like = row.like if self.pick is _SOURCE else row if row.is_kept else None
            if like is None or like not in known:
                if not self._is_row_in(row, refs, written, texts):
                    return False
                if like is not None and len(known) < _MOST_MET:
                    known.add(like)
        return True

    def _is_row_in(
        self, row: Row, refs: tuple[str, ...], written: tuple[object, ...], texts: CanonicalTexts
    ) -> bool:
        """The same for one row."""
        cells = row.cells
        try:
            found = tuple(map(self.pick, map(cells.get, refs)))
        except TypeError:  # a cell is missing
            return False
        if found == written:
            return True
        here = zip(refs, found, written, strict=True)
        different = [ref for ref, there, known in here if there is not known and there != known]
        shared: dict[SharedFormula, list[str]] = {}
        for ref in different:
            cell = cells[ref]
            source = cell[2]
            if source.__class__ is Shared:
                shared.setdefault(source.formula, []).append(ref)
            elif (ref, source) not in self._met and not self._is_alike(ref, cell, texts):
                return False
        return all(self._is_filled(formula, refs, texts) for formula, refs in shared.items())

    def others(self, sheet: Sheet) -> Iterator[tuple[str, Cell]]:
        """The filled cells of a sheet that are neither these nor inputs, slots or the token."""
        for row in sheet.rows.values():
            filled = self._filled.get(row)
            if filled is None:
                filled = self._filled_in(row)
                if row.is_kept and len(self._filled) < _MOST_MET:
                    self._filled[row] = filled
            yield from filled

    def _filled_in(self, row: Row) -> tuple[tuple[str, Cell], ...]:
        cells, like = row.cells, row.like
        refs = self._others.get(like)
        if refs is None:
            refs = tuple(cells.keys() - self.not_words)
            if like is not None and len(self._others) < _MOST_MET:
                self._others[like] = refs
        here = ((ref, cells[ref]) for ref in refs)
        return tuple((ref, cell) for ref, cell in here if cell[1] or cell[2] is not None)

    def _is_alike(self, ref: str, cell: Cell, texts: CanonicalTexts) -> bool:
        """Whether a cell that shares nothing means the same."""
        if texts.cell(cell) != self.by_address[ref]:
            return False
        if isinstance(cell.source, str) and len(self._met) < _MOST_MET:
            self._met.add((ref, cell.source))
        return True

    def _is_filled(
        self, formula: SharedFormula, refs: Iterable[str], texts: CanonicalTexts
    ) -> bool:
        """Whether cells that share a formula mean the same; it is not written out for that."""
        relative, first = self.relative, formula.address
        wanted = relative.get(first)
        return (
            wanted is not None
            and self.by_address[first] == FORMULA_MARK + texts.formula(formula.text or "")
            and all(map(wanted.__eq__, map(relative.get, refs)))
        )


@dataclass(frozen=True, slots=True)
class Fixed:
    """The fixed content of a template, with its digest.

    Attributes:
        sheets: by name.
        names: defined names in capitals, to their canonical text.
    """

    sheets: Mapping[str, FixedSheet]
    names: Mapping[str, str]
    digest: bytes

    def is_in(self, package: Package, texts: CanonicalTexts) -> bool:
        """Whether a file holds all of it; it may hold more."""
        return all(
            each.is_in(package.sheets[name], texts) for name, each in self.sheets.items()
        ) and self.names == canonical_names(package, self.names, texts)


def canonical_names(
    package: Package, wanted: Iterable[str], texts: CanonicalTexts
) -> dict[str, str]:
    """A file's defined names among those wanted, in capitals, to their canonical text."""
    found = {name.upper(): text for name, text in package.defined_names.items()}
    return {name: texts.formula(found[name]) for name in wanted if name in found}


def read_fixed(package: Package, cells: CellMap, texts: CanonicalTexts) -> Fixed:
    """The fixed content of a file, worked out cell by cell."""
    sheets = {name: _fixed_sheet(package.sheets[name], cells, texts) for name in cells.sheets}
    names = canonical_names(package, sorted(name.upper() for name in cells.names), texts)
    digest = hashlib.sha256()
    for name, sheet in sheets.items():
        for part in ((name,), sheet.addresses, sheet.canonical):
            digest.update(_SEPARATOR.join((*part, "")).encode("utf-8", "surrogatepass"))
    lines = (f"{name}={text}" for name, text in names.items())
    digest.update(_SEPARATOR.join(lines).encode("utf-8", "surrogatepass"))
    return Fixed(sheets, names, digest.digest())


def _fixed_sheet(sheet: Sheet, cells: CellMap, texts: CanonicalTexts) -> FixedSheet:
    here, has_constants = sheet.cells, sheet.name in FIXED_SHEETS
    site = cells.site_account if sheet.name == lists.SHEET else ""
    addresses = tuple(
        sorted(
            ref
            for ref in here.keys() - cells.apart[sheet.name]
            if here[ref].source is not None or (has_constants and ref != site and here[ref].text)
        )
    )
    shared: dict[int, list[str]] = {}
    formulas: dict[int, SharedFormula] = {}
    for ref in addresses:
        source = here[ref].source
        if isinstance(source, Shared):
            formulas[id(source.formula)] = source.formula
            shared.setdefault(id(source.formula), []).append(ref)
    canonical = {ref: texts.cell(here[ref]) for ref in addresses if not _is_shared(here[ref])}
    for key, refs in shared.items():
        canonical.update(_filled_down(formulas[key], refs, here, texts))
    pick = _HOLDS if has_constants else _SOURCE
    return FixedSheet(
        addresses,
        tuple(canonical[ref] for ref in addresses),
        pick,
        tuple(pick(here[ref]) for ref in addresses),
        cells.apart[sheet.name].union(addresses),
    )


def _is_shared(cell: Cell) -> bool:
    return isinstance(cell.source, Shared)


def _filled_down(
    formula: SharedFormula, refs: Iterable[str], here: Mapping[str, Cell], texts: CanonicalTexts
) -> Iterator[tuple[str, str]]:
    """The canonical form of a shared formula in each of its cells."""
    column, row = parse_cell(formula.address) or (0, 0)
    filled = FilledDown(texts.formula(formula.text or ""), row)
    for ref in refs:
        there, below = parse_cell(ref) or (0, 0)
        if filled.is_simple and there == column and below >= row:
            yield ref, FORMULA_MARK + filled.at(below)
        else:
            yield ref, texts.cell(here[ref])
