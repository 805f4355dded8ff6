"""What is the same in every workbook of a template: formulas, lists, defined names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from bsa_xl.workbook.package import Cell, Package, Sheet
from bsa_xl.workbook.package.address import parse_cell
from bsa_xl.workbook.package.formula import Shared
from bsa_xl.workbook.sheets import lists
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET

from .canonical import FORMULA_MARK, CanonicalTexts, relative_form
from .cell_map import CellMap

#: Sheets whose constants are the same for all schools of a template.
FIXED_SHEETS = frozenset({lists.SHEET, SNAPSHOT_SHEET})
_HOLDS: Callable[[Any], object] = itemgetter(0, 1, 2)
_SOURCE: Callable[[Any], object] = itemgetter(2)
_SEPARATOR = "\x1d"


@dataclass(frozen=True)
class FixedSheet:
    """The fixed cells of one sheet as one file wrote them.

    Attributes:
        addresses: in order.
        pick: what of a cell is compared: its formula, or on a sheet of constants all it holds.
        written: what each cell holds as it stands in that file.
        canonical: the same in canonical form.
    """

    addresses: tuple[str, ...]
    pick: Callable[[Any], object]
    written: tuple[object, ...]
    canonical: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """The addresses as a set."""
        return frozenset(self.addresses)

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

    def is_in(self, sheet: Sheet, texts: CanonicalTexts) -> bool:
        """Whether a sheet holds the same in these cells, however it is written."""
        try:
            found = tuple(map(self.pick, map(sheet.cells.get, self.addresses)))
        except TypeError:  # a cell is missing
            return False
        if found == self.written:
            return True
        for ref, there, known in zip(self.addresses, found, self.written, strict=True):
            if there != known and not self._is_alike(ref, sheet.cells[ref], texts):
                return False
        return True

    def _is_alike(self, ref: str, cell: Cell, texts: CanonicalTexts) -> bool:
        """Whether a cell means the same; a shared formula is not written out for that."""
        source = cell.source
        if isinstance(source, Shared):
            first, text = source.formula.address, source.formula.text or ""
            relative = self.relative
            return (
                first in relative
                and relative[first] == relative.get(ref)
                and self.by_address[first] == FORMULA_MARK + texts.formula(text)
            )
        return texts.cell(cell) == self.by_address[ref]


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
        ) and self.names == canonical_names(package, self.names.keys(), texts)


def canonical_names(
    package: Package, wanted: Iterable[str], texts: CanonicalTexts
) -> dict[str, str]:
    """A file's defined names among those wanted, in capitals, to their canonical text."""
    found = {name.upper(): text for name, text in package.defined_names.items()}
    return {name: texts.formula(found[name]) for name in wanted if name in found}


def read_fixed(package: Package, cells: CellMap, texts: CanonicalTexts) -> Fixed:
    """The fixed content of a file, worked out cell by cell."""
    sheets = {name: _fixed_sheet(package.sheets[name], cells, texts) for name in cells.sheets}
    wanted = frozenset(name.upper() for name in cells.names)
    names = canonical_names(package, wanted, texts)
    digest = hashlib.sha256()
    for name, sheet in sheets.items():
        for part in ((name,), sheet.addresses, sheet.canonical):
            digest.update(_SEPARATOR.join((*part, "")).encode("utf-8", "surrogatepass"))
    lines = (f"{name}={names[name]}" for name in sorted(names))
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
    pick = _HOLDS if has_constants else _SOURCE
    return FixedSheet(
        addresses,
        pick,
        tuple(pick(here[ref]) for ref in addresses),
        tuple(texts.cell(here[ref]) for ref in addresses),
    )
