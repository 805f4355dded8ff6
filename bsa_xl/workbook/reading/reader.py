"""From a returned file's cells to what the school planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bsa_xl.budget import SchoolBudget, price
from bsa_xl.finding import Finding
from bsa_xl.workbook.case import Case, Identity
from bsa_xl.workbook.identity import Token
from bsa_xl.workbook.package import Package, kinds
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import CellAt
from bsa_xl.workbook.values import budget_values, cell_value

from .alignment import tell as tell_alignment
from .comparing import Comparer
from .entries import Entry, EntryReader
from .forms import ReadingDesk, Snapshot, SnapshotError, VersionError
from .inputs import plan_of, read_entries, tell_inputs
from .issued import locked_cells, required_rows
from .looks import tell_looks, tell_merges
from .plans import Entries
from .records import Expected, RejectedCell, Returned
from .sheets import require_sheets, tell_sheets
from .tokens import other_form, refusal, token_of
from .told import Told
from .totals import stale_totals, tell_stale
from .working import Figures, FormulaWorker


def read_returned(
    package: Package, desk: ReadingDesk, *, expected: Expected | None = None
) -> Returned:
    """What a school planned, with everything that is to be said about its file.

    Args:
        package: the returned file.
        desk: where it is read; keep it for the next file.
        expected: what the register has of the workbook that the file says it is; None to believe
            the file itself as far as its own seal bears it out.

    Raises:
        PackageRefused: it is no workbook of ours, or not whole enough to be read.
    """
    token = token_of(package)
    require_sheets(package)
    snapshot = _snapshot(package, desk, expected)
    _require_same(package, token.identity, snapshot)
    reading = _Reading(package, desk, token, snapshot, expected)
    return reading.read()


def _snapshot(package: Package, desk: ReadingDesk, expected: Expected | None) -> Snapshot:
    try:
        return desk.snapshot(package, b"" if expected is None else expected.values)
    except VersionError as error:
        raise other_form(package, str(error)) from None
    except SnapshotError:
        raise refusal(
            package,
            kinds.STRUCTURE,
            "The hidden sheet Snapshot, which says what the workbook was issued with, was changed.",
            "Copy your entries into a workbook as it was issued, and send that one.",
        ) from None


def _require_same(package: Package, identity: Identity, snapshot: Snapshot) -> None:
    """Refuse a file whose token is another workbook's."""
    setting = snapshot.setting
    inside = (setting.school_id, str(setting.fiscal_year), setting.event)
    named = (identity.school_id, identity.fiscal_year, identity.event)
    if inside != named:
        raise refusal(
            package,
            kinds.IDENTITY,
            f"The file says it is the workbook of {shown(' '.join(named))}, and its content is "
            f"that of {shown(' '.join(inside))}.",
            "Copy your entries into a workbook as it was issued, and send that one.",
        )


class _Reading:
    """One file on its way to being read."""

    def __init__(
        self,
        package: Package,
        desk: ReadingDesk,
        token: Token,
        snapshot: Snapshot,
        expected: Expected | None,
    ) -> None:
        self.package, self.token, self.snapshot = package, token, snapshot
        self.comparer = Comparer(package, desk, token, snapshot, expected)
        self.form, self.layout = snapshot.form, snapshot.form.layout
        self.identity = replace(token.identity, policy=snapshot.policy)
        self.told = Told(package.file)
        self.reader = EntryReader(package, self.form, self.told)

    def read(self) -> Returned:
        """Everything, in order."""
        comparison = self.comparer.compare()
        alignments = comparison.alignments
        for alignment in alignments.values():
            tell_alignment(alignment, self.form, self.reader, self.told)
        self.comparer.tell(comparison, self.told)
        tell_sheets(self.package, self.told)
        entries = read_entries(self.reader, self.snapshot, alignments)
        worker = self._worker(entries) if self.reader.formulas else None
        worked_out = () if worker is None else worker.work(self.told)
        self._reject_worded(entries)
        plan = plan_of(self.snapshot, entries)
        budget = price(self.snapshot.setting, plan)
        self._tell_inputs(budget, comparison.moved)
        if comparison.is_as_issued and not (worker is not None and worker.has_refused):
            case = self._case(budget)
            stale = stale_totals(self.package, self.layout, case)
            tell_stale(stale, self.package, budget, self.told)
        return Returned(
            self.identity,
            self.token,
            comparison.digest,
            comparison.is_as_issued,
            self.snapshot.setting,
            self.layout,
            self.snapshot.letter,
            plan,
            budget,
            (*self._of_package(), *self.told.findings()),
            tuple(self.reader.rejected),
            tuple(each for each in worked_out if each.where.sheet != self.layout.checks.sheet),
        )

    def _case(self, budget: SchoolBudget) -> Case:
        return Case(self.identity, self.snapshot.letter, budget, {})

    def _worker(self, entries: Entries) -> FormulaWorker:
        places: dict[CellAt, tuple[Entry, int]] = {}
        tables = (
            (self.layout.staffing, entries.staffing),
            (self.layout.spending, entries.spending),
            (self.layout.approvals, entries.approvals),
            (self.layout.checks, entries.checks),
        )
        for table, rows in tables:
            for entry in rows:
                for place, ref in enumerate(self.form.refs(table, entry.row)):
                    places[table.sheet, ref] = entry, place
        approvals = self.layout.approvals
        decided = frozenset(
            (approvals.sheet, ref)
            for entry in entries.approvals
            for ref in self.form.refs(approvals, entry.row)
        )
        return FormulaWorker(
            self.package,
            self.reader,
            places,
            frozenset(self.form.cells.sheets),
            decided,
            lambda: self._figures(entries),
        )

    def _figures(self, entries: Entries) -> Figures:
        """Every figure that the workbook works out from the entries as they stand."""
        case = self._case(price(self.snapshot.setting, plan_of(self.snapshot, entries)))
        return {
            (sheet, ref): cell_value(kind, value)
            for sheet, ref, kind, value in budget_values(self.layout, case)
        }

    def _reject_worded(self, entries: Entries) -> None:
        """A number typed as an explanation is kept as words, and counts nowhere."""
        table = self.layout.checks
        for entry in entries.checks:
            number = entry.typed[0]
            if isinstance(number, Decimal):
                ref = self.form.refs(table, entry.row)[0]
                text = self.package.sheets[table.sheet].cells[ref].text
                where = self.told.at(table.sheet, ref)
                self.reader.rejected.append(RejectedCell(where, text, number, "kept as words"))

    def _tell_inputs(self, budget: SchoolBudget, moved: frozenset[str]) -> None:
        told = self.told
        tell_inputs(self.reader, self.snapshot, budget, told)
        locked = frozenset(
            at for row in required_rows(self.snapshot) for at in locked_cells(self.layout, row)
        )
        tell_merges(self.package, self.form, told)
        tell_looks(self.package, self.form, locked, moved, told)

    def _of_package(self) -> Iterator[Finding]:
        """What the reader of the package said, but for cells of sheets that are not read."""
        ours = frozenset(self.form.cells.sheets)
        for finding in (*self.package.faults, *self.package.notices):
            is_of_cell = finding.kind in (kinds.NUMBER, kinds.TYPE)
            if not is_of_cell or finding.where.sheet in ours:
                yield finding
