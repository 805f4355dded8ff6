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
from bsa_xl.workbook.identity import STAMP_SHEET, Token
from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package import Package, PackageRefused, kinds
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
            and nothing stands on the others.

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
