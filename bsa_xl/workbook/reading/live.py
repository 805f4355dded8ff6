"""A workbook that stands open in a spreadsheet, read from the values of its cells.

The same reader as for a returned file, but for what only a file can tell: its seal, its formulas,
its formats. What the workbook was issued with stands on its hidden sheet Snapshot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bsa_xl.budget import Plan, SchoolBudget, Setting, price
from bsa_xl.finding import Finding
from bsa_xl.workbook.case import Letter
from bsa_xl.workbook.declare import Table
from bsa_xl.workbook.identity import STAMP_SHEET, Token
from bsa_xl.workbook.layout import Layout, key_of
from bsa_xl.workbook.package import Package, PackageRefused, kinds
from bsa_xl.workbook.package.address import column_letters, column_number
from bsa_xl.workbook.sheets import checks, sign_off, spending, staffing
from bsa_xl.workbook.snapshot import SNAPSHOT_SHEET

from .alignment import align, require_columns
from .alignment import tell as tell_alignment
from .entries import EntryReader
from .forms import Form, ReadingDesk, Snapshot, SnapshotError, VersionError
from .inputs import plan_of, read_entries, tell_inputs
from .live_cells import LiveSheet, as_laid_out, live_package, with_sheets
from .sheets import require_sheets, tell_sheets
from .since_issue import InputChange, input_changes
from .tokens import other_form, refusal, token_of
from .told import Told

#: The sheets that a budget is worked out from, and those that its findings need besides.
PLANNED_ON = (SNAPSHOT_SHEET, staffing.SHEET, spending.SHEET)
JUDGED_ON = (checks.SHEET, sign_off.SHEET)


@dataclass(frozen=True, slots=True)
class LiveReading:
    """An open workbook, read.

    Attributes:
        token: which workbook it says it is; None where the sheet Stamp was not handed over.
        setting: what the school plans with.
        policy: the id of the policy that it was issued under.
        findings: what is to be said of its entries; nothing of rules.
        changes: every input that differs from how the workbook was issued.
    """

    token: Token | None
    setting: Setting
    letter: Letter
    policy: str
    layout: Layout
    plan: Plan
    budget: SchoolBudget
    findings: tuple[Finding, ...]
    changes: tuple[InputChange, ...]


def read_open_book(
    sheets: Mapping[str, LiveSheet], desk: ReadingDesk, *, is_whole: bool = True
) -> LiveReading:
    """What a school has planned so far in a workbook that stands open.

    Args:
        sheets: by name, the values of each from its cell A1 on.
        desk: where it is read; keep it for the next time.
        is_whole: whether these are all sheets of the workbook, so that one that is missing is
            refused, and one that was added is told. Otherwise those of `PLANNED_ON` are enough,
            nothing stands on the others, and a range that ends before the sheet's entries end is
            refused: what lies beyond it would count as empty.

    Raises:
        PackageRefused: it is no workbook of ours, or not whole enough to be read.
    """
    package = live_package(sheets)
    snapshot = _snapshot(package, desk)
    if is_whole:
        require_sheets(package)
    else:
        _require(package, PLANNED_ON)
    token = token_of(package) if STAMP_SHEET in package.sheets else None
    _require_columns(package, snapshot.form, is_whole=is_whole)
    if not is_whole:
        _require_ranges(sheets, package, snapshot.form)
    return _read(package, snapshot, token)


def _require_columns(package: Package, form: Form, *, is_whole: bool) -> None:
    """Refuse sheets whose inputs stand elsewhere; ranges may only begin at the wrong cell."""
    try:
        for table in (*form.cells.blocks, form.layout.approvals, form.layout.checks):
            if table.sheet in package.sheets:
                require_columns(package, form, table)
    except PackageRefused as refused:
        if is_whole:
            raise
        raise PackageRefused(
            replace(
                refused.finding,
                remedy="Give the whole sheet from its cell A1 on; where the workbook itself was "
                "changed, copy your entries into one as it was issued.",
            )
        ) from None


def _require_ranges(sheets: Mapping[str, LiveSheet], package: Package, form: Form) -> None:
    """Refuse ranges that end before the last entry, or begin below the header."""
    layout = form.layout
    for table in (*form.cells.blocks, layout.approvals, layout.checks):
        rows = sheets.get(table.sheet)
        if rows is None:
            continue
        last = _last_entry(form, table)
        corner, remedy = _named(*last), f"Give the sheet {table.sheet} from its cell A1 to "
        found = (max(map(len, rows), default=0), len(rows))
        if found[0] < last[0] or found[1] < last[1]:
            problem = f"ends at {_named(*found)}, and its entries go on to {corner}."
        elif not _is_headed(package, form, table):
            problem = f"has no headers in its row {table.head}."
        elif table in form.cells.blocks and _ends_amid(rows, table):
            problem = f"ends at {_named(*found)}, amid its rows."
            corner = _named(found[0], found[1] + table.rows)
        else:
            continue
        whole = f"The range of {table.sheet} {problem}"
        raise refusal(package, kinds.STRUCTURE, whole, f"{remedy}{corner}, or more.")


def _last_entry(form: Form, table: Table) -> tuple[int, int]:
    """The last column and the last row of a table's sheet that hold entries."""
    row = max(table.head, table.last)
    if table.sheet == sign_off.SHEET:
        below = (int(ref.removeprefix(sign_off.ANSWERS)) for ref in form.cells.attestations)
        row = max(row, *below)
    return max(column_number(letter) for _, letter in form.columns[table.name]), row


def _is_headed(package: Package, form: Form, table: Table) -> bool:
    """Whether any header of its entries stands where it was issued."""
    cells = package.sheets[table.sheet].cells
    found = {cells[ref].text for ref in form.refs(table, table.head) if ref in cells}
    return any(column.header in found for column, _ in form.columns[table.name])


def _ends_amid(rows: LiveSheet, table: Table) -> bool:
    """Whether the last row handed over is one of the table's, and others lie beyond it."""
    keys = {key_of(table.name, n) for n in range(table.rows)}
    there = {row[0] for row in rows if row}
    return bool(rows[-1]) and rows[-1][0] in keys and not keys <= there


def _named(column: int, row: int) -> str:
    return f"{column_letters(max(1, column))}{max(1, row)}"


def _require(package: Package, wanted: tuple[str, ...]) -> None:
    for name in wanted:
        if name not in package.sheets:
            raise refusal(
                package,
                kinds.STRUCTURE,
                f"The sheet {name} is missing.",
                "Give all of its cells, from A1 on.",
            )


def _snapshot(package: Package, desk: ReadingDesk) -> Snapshot:
    _require(package, (SNAPSHOT_SHEET,))
    try:
        return desk.snapshot(package, b"")
    except VersionError as error:
        raise other_form(package, str(error)) from None
    except SnapshotError:
        raise refusal(
            package,
            kinds.NOT_OURS,
            "The sheet Snapshot does not say what the workbook was issued with.",
            "Open a workbook as the central office issued it.",
        ) from None


def _read(package: Package, snapshot: Snapshot, token: Token | None) -> LiveReading:
    form, told = snapshot.form, Told(package.file)
    whole = as_laid_out(with_sheets(package, (*PLANNED_ON, *JUDGED_ON)), form)
    reader = EntryReader(whole, form, told)
    alignments = {table.sheet: align(whole, form, table) for table in form.cells.blocks}
    for alignment in alignments.values():
        tell_alignment(alignment, form, reader, told)
    tell_sheets(package, told)
    entries = read_entries(reader, snapshot, alignments)
    plan = plan_of(snapshot, entries)
    budget = price(snapshot.setting, plan)
    tell_inputs(reader, snapshot, budget, told)
    return LiveReading(
        token,
        snapshot.setting,
        snapshot.letter,
        snapshot.policy,
        form.layout,
        plan,
        budget,
        (*whole.faults, *whole.notices, *told.findings()),
        tuple(input_changes(form, snapshot.setting, entries)),
    )
