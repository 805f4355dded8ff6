"""The locked content of a workbook, read from its package alone, and its digest.

Three kinds: what is fixed for all schools of a template (formulas, lists, defined names), what is
written on the sheets (words, a school's own among them), and what is stamped into slots.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bsa_xl.workbook.package import Cell, CellKind, Package, Sheet
from bsa_xl.workbook.sheets.staffing import REQUIRED_LOCKED
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET

from .canonical import CanonicalTexts, canonical_text
from .cell_map import CellAt, CellMap
from .fixed import FIXED_SHEETS, Fixed, read_fixed

#: What separates texts that are digested together; no cell can hold it.
ITEM, GROUP = "\x1e", "\x1d"
#: What stands in a template where a school's own words will.
MARK = re.compile(r"(@@\w+?@@)")


@dataclass(frozen=True, slots=True)
class Content:
    """The locked content of one file.

    Attributes:
        fixed: of this file; a known one where nothing differs.
        words: texts on the sheets, by cell, in the order of sheets and cells.
        slots: stamped cells, as one text.
        digest: over all three, hexadecimal.
    """

    fixed: Fixed
    words: Mapping[CellAt, str]
    slots: str
    digest: str


def read_content(
    package: Package,
    cells: CellMap,
    texts: CanonicalTexts,
    required: Iterable[int],
    known: Iterable[Fixed] = (),
) -> Content:
    """The locked content of a file.

    Args:
        package: the file; it has all sheets of the template.
        cells: whose each cell is.
        texts: canonical forms.
        required: rows of Staffing with a required position, as the school's setting has them.
        known: fixed contents met before, so that an equal one need not be worked out again.
    """
    fixed = next((each for each in known if each.is_in(package, texts)), None)
    words: dict[CellAt, str] = {}
    is_whole = fixed is not None
    for name in cells.sheets:
        sheet = package.sheets[name]
        loose = fixed.sheets[name].others(sheet) if fixed else _loose(sheet, cells.apart[name])
        for ref, cell in sorted(loose):
            if cell.source is None and (name not in FIXED_SHEETS or ref == cells.site_account):
                words[name, ref] = texts.cell(cell)
            else:
                is_whole = False
    if fixed is None or not is_whole:
        fixed = read_fixed(package, cells, texts)
    slots = read_slots(package, cells, texts, required)
    return Content(fixed, words, slots, digest_of(fixed.digest, words_text(words), slots))


def _loose(sheet: Sheet, apart: frozenset[str]) -> Iterator[tuple[str, Cell]]:
    """The filled cells of a sheet but for some."""
    for ref, cell in sheet.cells.items():
        if (cell.text or cell.source is not None) and ref not in apart:
            yield ref, cell


def read_slots(
    package: Package, cells: CellMap, texts: CanonicalTexts, required: Iterable[int]
) -> str:
    """The stamped cells of a file as one text; see `slots_text`."""
    sheets = {name: sheet.cells for name, sheet in package.sheets.items()}
    singles = [_held(sheets[sheet].get(ref), texts) for sheet, ref in cells.single_slots]
    columns = []
    rows = {
        table.sheet: package.sheets[table.sheet].rows_from(table.first, table.last)
        for table in cells.blocks
    }
    for table, refs in cells.slot_columns:
        here = zip(rows[table.sheet], refs, strict=True)
        columns.append([_held(row.get(ref), texts) for row, ref in here])
    snapshot = sheets[SNAPSHOT_SHEET].get
    school = "".join([_held(snapshot(ref), texts) for ref in cells.snapshot_slots])
    letters = cells.layout.letters(cells.layout.staffing)
    get = sheets[cells.layout.staffing.sheet].get
    locked = [
        _held(get(f"{letters[name]}{row}"), texts) for row in required for name in REQUIRED_LOCKED
    ]
    return slots_text(singles, columns, school, locked)


def _held(cell: Cell | None, texts: CanonicalTexts) -> str:
    if cell is None or (cell.kind is CellKind.BLANK and cell.source is None):
        return ""
    return texts.cell(cell)


def slots_text(
    singles: Sequence[str], columns: Sequence[Sequence[str]], school: str, locked: Sequence[str]
) -> str:
    """Stamped texts as one, in the order of the layout; blank rows at the end do not count.

    Args:
        singles: of `CellMap.single_slots`.
        columns: of `CellMap.slot_columns`.
        school: the school's snapshot.
        locked: what stands locked in the rows of required positions, row by row.
    """
    joined = [ITEM.join(column).rstrip(ITEM) for column in columns]
    return GROUP.join((ITEM.join(singles), *joined, school, ITEM.join(locked)))


def words_text(words: Mapping[CellAt, str]) -> bytes:
    """Words with their places as one text, as it is digested."""
    return digested("".join([word_text(sheet, ref, text) for (sheet, ref), text in words.items()]))


def word_text(sheet: str, ref: str, text: str) -> str:
    """One word with its place."""
    return f"{sheet}!{ref}={text}{ITEM}"


def with_marks(text: str, marks: Mapping[str, str]) -> str:
    """A canonical text of the template, with a school's own words in the place of its marks."""
    pieces = MARK.split(text)
    if len(pieces) == 1:
        return text
    return canonical_text("".join([marks.get(piece, piece) for piece in pieces]))


def digest_of(fixed: bytes, words: bytes, slots: str) -> str:
    """The digest of a workbook's locked content: SHA-256, hexadecimal."""
    digest = hashlib.sha256(fixed)
    digest.update(words)
    digest.update(GROUP.encode())
    digest.update(digested(slots))
    return digest.hexdigest()


def digested(text: str) -> bytes:
    """A text as the bytes of which a digest is made."""
    return text.encode("utf-8", "surrogatepass")
