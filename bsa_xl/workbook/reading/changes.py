"""What of the locked content differs from what was issued, told cell by cell in neutral words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.workbook.declare import quoted
from bsa_xl.workbook.identity import STAMP_SHEET, TOKEN_CELL
from bsa_xl.workbook.package import Cell, CellKind, Package, kinds
from bsa_xl.workbook.package.address import parse_cell
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import CanonicalTexts, CellAt, CellMap, relative_form
from bsa_xl.workbook.sealing.canonical import FORMULA_MARK, NUMBER_MARK
from bsa_xl.workbook.sealing.fixed import canonical_names
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET

from .alignment import Alignment
from .entries import plain_number
from .issued import Issued
from .told import Told, formula_text

COPY = "Copy your entries into a workbook as it was issued."
REMEDY = "Put back what stood there, or copy your entries into a workbook as it was issued."
#: Sheets whose cells mean nothing to people: that one changed is all there is to say.
_UNSPOKEN = (SNAPSHOT_SHEET, STAMP_SHEET)
_RANGE = re.compile(r"('.*'!)\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """A locked cell that differs.

    Attributes:
        at: where it stands now, or stood when nothing stands there any more.
        before: as it was issued, in canonical form; empty for a blank cell.
        now: what stands there.
    """

    at: CellAt
    before: str
    now: Cell | None


def locked_changes(
    package: Package,
    cells: CellMap,
    issued: Issued,
    alignments: Mapping[str, Alignment],
    texts: CanonicalTexts,
) -> list[Change]:
    """Every locked cell that differs, in the order of sheets, rows and columns.

    Args:
        package: what came back.
        cells: whose each cell is.
        issued: what was locked when it was issued.
        alignments: of Staffing and Spending, by sheet; rows that moved are followed.
        texts: canonical forms.
    """
    before = _locked_before(issued)
    found: list[Change] = []
    for name in cells.sheets:
        found += sorted(
            _sheet_changes(package, name, cells, before[name], alignments.get(name), texts),
            key=lambda change: _place(change.at[1]),
        )
    return found


def _place(ref: str) -> tuple[int, int]:
    column, row = parse_cell(ref) or (0, 0)
    return row, column


def _locked_before(issued: Issued) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {
        name: dict(sheet.by_address) for name, sheet in issued.fixed.sheets.items()
    }
    for (sheet, ref), text in (*issued.words.items(), *issued.slots.items()):
        found[sheet][ref] = text
    return found


def _sheet_changes(
    package: Package,
    name: str,
    cells: CellMap,
    before: Mapping[str, str],
    alignment: Alignment | None,
    texts: CanonicalTexts,
) -> Iterator[Change]:
    here = package.sheets[name].cells
    inputs = cells.input_kinds[name]
    follow = _Follower(alignment)
    seen: set[str] = set()
    for ref, text in before.items():
        there = follow.now(ref)
        if there is None:
            continue
        seen.add(there)
        cell = here.get(there)
        held = "" if cell is None else texts.cell(cell)
        if held != text and not _is_same_moved(ref, text, there, held):
            yield Change((name, there), text, cell)
    for ref, cell in here.items():
        if ref in seen or not (cell.text or cell.source is not None):
            continue
        issued_ref = follow.before(ref)
        if issued_ref is None or issued_ref in inputs or (name, ref) == _TOKEN_AT:
            continue
        yield Change((name, ref), "", cell)


_TOKEN_AT: CellAt = (STAMP_SHEET, TOKEN_CELL)


def _is_same_moved(ref: str, text: str, there: str, held: str) -> bool:
    """Whether a formula that moved with its row still refers to the cells of its row."""
    if ref == there or not (text.startswith(FORMULA_MARK) and held.startswith(FORMULA_MARK)):
        return False
    old, new = parse_cell(ref) or (0, 0), parse_cell(there) or (0, 0)
    return relative_form(text, *old) == relative_form(held, *new)


class _Follower:
    """Follows the cells of a sheet from where they were issued to where they stand."""

    __slots__ = ("_back", "_gone", "_rows", "_table")

    def __init__(self, alignment: Alignment | None) -> None:
        moved = alignment is not None and alignment.is_moved
        self._table = alignment.table if alignment is not None and moved else None
        self._rows: dict[int, int] = {}
        self._back: dict[int, int] = {}
        self._gone: set[int] = set()
        if alignment is None:
            return
        first = alignment.table.first
        self._rows = {first + index: row for index, row in alignment.rows.items()}
        self._back = {row: issued for issued, row in self._rows.items()}
        self._gone = set(alignment.added)
        for rows in (alignment.twice or {}).values():
            self._gone.update(rows)

    def now(self, ref: str) -> str | None:
        """Where a cell as issued stands now; None where its row is missing or doubled."""
        column, row = _split(ref)
        if self._table is None or not self._table.first <= row <= self._table.last:
            return ref
        there = self._rows.get(row)
        return None if there is None else f"{column}{there}"

    def before(self, ref: str) -> str | None:
        """Where a cell stood as issued; None in a row that is told of for itself."""
        column, row = _split(ref)
        if row in self._gone:
            return None
        return f"{column}{self._back.get(row, row)}"


def _split(ref: str) -> tuple[str, int]:
    column = ref.rstrip("0123456789")
    return column, int(ref[len(column) :])


def name_changes(
    package: Package, issued: Issued, alignments: Mapping[str, Alignment], texts: CanonicalTexts
) -> list[tuple[str, str, str]]:
    """Defined names that differ: the name, what it stood for, and what it stands for now."""
    now = canonical_names(package, issued.fixed.names, texts)
    ranges = {f"'{sheet.upper()}'!": each for sheet, each in alignments.items() if each.is_moved}
    return [
        (name, text, now.get(name, ""))
        for name, text in sorted(issued.fixed.names.items())
        if now.get(name, "") != text and not _is_stretched(text, now.get(name, ""), ranges)
    ]


def _is_stretched(before: str, now: str, moved: Mapping[str, Alignment]) -> bool:
    """Whether a range only grew with the rows that were added to its table."""
    old, new = _RANGE.fullmatch(before), _RANGE.fullmatch(now)
    if old is None or new is None or old[1] not in moved:
        return False
    rows = moved[old[1]].rows.values()
    same = (old[1], old[2], old[4]) == (new[1], new[2], new[4])
    return same and bool(rows) and int(new[3]) <= min(rows) and int(new[5]) >= max(rows)


class Wording:
    """Says what cells and names held, in the letters of the template."""

    __slots__ = ("_names", "_sheets")

    def __init__(self, cells: CellMap) -> None:
        self._names = {name.upper(): name for name in cells.names}
        self._sheets = {name.upper(): quoted(name) for name in cells.sheets}

    def name(self, capitals: str) -> str:
        """A defined name as the template writes it."""
        return self._names.get(capitals, capitals)

    def formula(self, canonical: str) -> str:
        """A canonical formula with names and sheets as the template writes them."""
        sheets = _SHEET.sub(lambda found: f"{self._sheets.get(found[1], found[1])}!", canonical)
        return formula_text(_WORD.sub(lambda found: self.name(found[0]), sheets))

    def before(self, canonical: str) -> str:
        """What a cell held."""
        if not canonical:
            return "nothing"
        if canonical.startswith(FORMULA_MARK):
            return f"the formula {self.formula('=' + canonical[1:])}"
        if canonical.startswith(NUMBER_MARK):
            return plain_number(Decimal(canonical[1:]))
        return shown(canonical)

    def now(self, cell: Cell | None) -> str:
        """What a cell holds."""
        if cell is None or (cell.kind is CellKind.BLANK and cell.source is None):
            return "is empty"
        if cell.source is not None:
            return f"holds the formula {formula_text(f'={cell.formula}')}"
        return f"holds {cell.text if cell.kind is CellKind.NUMBER else shown(cell.text)}"


_SHEET = re.compile(r"'([^']*)'!")
_WORD = re.compile(r"\b[A-Z]\w*_\w+\b|\b[A-Z]{4,}\b")


def tell_changes(
    changes: list[Change], names: list[tuple[str, str, str]], wording: Wording, told: Told
) -> None:
    """Say what differs, old and new."""
    unspoken = dict.fromkeys(change.at[0] for change in changes if change.at[0] in _UNSPOKEN)
    for sheet in unspoken:
        told.say(
            kinds.TAMPER,
            told.at(sheet),
            f"The hidden sheet {sheet} differs from what was issued.",
            COPY,
        )
    for change in changes:
        if change.at[0] not in unspoken:
            told.say(
                kinds.TAMPER,
                told.at(*change.at),
                f"The locked cell held {wording.before(change.before)} and now "
                f"{wording.now(change.now)}.",
                REMEDY,
            )
    for name, before, now in names:
        stands = f"stands for {wording.formula(now)}" if now else "is gone"
        told.say(
            kinds.TAMPER,
            told.at(),
            f"The name {wording.name(name)} stood for {wording.formula(before)} and now {stands}.",
            COPY,
        )
