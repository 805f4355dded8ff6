"""Consolidate: every accepted budget in one workbook that foots, or none at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.checks import missing, runs
from bsa_xl.filing import write_durably
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import format_dollars
from bsa_xl.reports import (
    Consolidation,
    Control,
    Fate,
    NotExactError,
    SchoolStanding,
    Standing,
    consolidation_of,
    is_consolidated_book,
    read_ledger,
    write_consolidated_book,
)
from bsa_xl.store import RunKind, Store

from .issuing import store_path
from .opened import Opened, open_district
from .outcome import Answer, Exit, Progress, silent
from .outputs import beside, over_inputs
from .recording import recorded

DOES_NOT_FOOT = FindingKind(
    "CON-01",
    "Consolidated book does not foot",
    Severity.FATAL,
    "A book whose sums contradict each other is not handed out.",
)
NOTHING_ISSUED = FindingKind(
    "CON-02",
    "No workbook has been issued",
    Severity.FATAL,
    "Only budgets that answer to an issued letter are consolidated.",
)
NOTHING_ACCEPTED = FindingKind(
    "CON-03",
    "No budget has been accepted",
    Severity.FATAL,
    "A district's budget is made of its schools' accepted budgets.",
)
OTHER_LETTERS = FindingKind(
    "CON-04",
    "Letters issued are not the allocation of today",
    Severity.FATAL,
    "Schools plan by the letters that they hold; a book with other allocations would mislead.",
)
ANOTHER_FILE = FindingKind(
    "CON-05",
    "Another file has the book's name",
    Severity.FATAL,
    "Only a consolidated book gives way to a new one; a school's return may be the only copy.",
)
_STEPS = 4
_MOST_NAMED = 5
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class ConsolidateOrder:
    """What is to be consolidated, and where it goes.

    Attributes:
        district: the folder or workbook of the district.
        out: the file; None for one beside the district.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        dry_run: everything is worked out and re-added, and nothing is written.
    """

    district: Path
    year: FiscalYear
    event: str = "adopted"
    out: Path | None = None
    store: Path | None = None
    dry_run: bool = False

    @property
    def target(self) -> Path:
        """Where the book goes."""
        words = (str(self.year), self.event, "consolidated")
        return self.out or beside(self.district, *words, suffix=".xlsx")


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a consolidation came to; integer cents.

    Attributes:
        path: where the book lies; None where nothing was written.
        allocated_cents: the allocation of all schools, what the central office holds left out.
        to_accepted_cents: the letters that the accepted budgets answer to.
        budgeted_cents: the accepted budgets.
        fte_parts: planned FTE, in parts of ``budget.FTE_PARTS``.
        issued: how many schools have a workbook that can be submitted.
        returned: how many sent back at least one file.
        waited_for: schools that are missing: not returned, or to be mended.
        older_letters: accepted schools to which a newer letter has been issued since.
        closed_positions: filled positions that are closed.
        reduced_positions: filled positions that are planned with less FTE.
        retitled_positions: filled positions that are planned with another title.
        left_out_positions: filled positions that no row of their school's budget has.
        marked_new_positions: filled positions that a school calls New, and nothing else changed.
        shared_positions: shared positions that are planned above their FTE.
        controls: what was added up in two ways.
        size: of the book, bytes.
        warnings: about the store, in sentences.
    """

    answer: Answer
    path: Path | None = None
    allocated_cents: int = 0
    to_accepted_cents: int = 0
    budgeted_cents: int = 0
    fte_parts: int = 0
    issued: int = 0
    returned: int = 0
    accepted: int = 0
    to_mend: int = 0
    not_returned: int = 0
    waited_for: tuple[SchoolStanding, ...] = ()
    older_letters: tuple[SchoolStanding, ...] = ()
    closed_positions: int = 0
    reduced_positions: int = 0
    retitled_positions: int = 0
    left_out_positions: int = 0
    marked_new_positions: int = 0
    shared_positions: int = 0
    controls: tuple[Control, ...] = ()
    size: int = 0
    warnings: tuple[str, ...] = ()


def consolidate(order: ConsolidateOrder, progress: Progress = silent) -> Consolidated:
    """Write the consolidated book of a year and event.

    It is added up in two ways before it is written, and once more from its own bytes; a book that
    does not foot is not written. Schools that are missing are told, and do not stop it.

    Args:
        order: what and where.
        progress: told how far it is.

    Raises:
        StoreError: the store is missing, busy, damaged or too new.
        CannotWriteError: the disk is full, and so on.
    """
    opened = open_district(order.district, order.year)
    over = (*over_inputs(opened, [order.target]), *_another_file(order.target))
    if opened.district is None or opened.policy_file is None or not opened.is_usable or over:
        return Consolidated(Answer.of((*opened.findings, *over)))
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, order.year, event=order.event)
    findings = (*opened.findings, *allocation.findings)
    if allocation.has_fatal:
        return Consolidated(Answer.of(findings))
    with Store.open(store_path(order.district, order.store)) as store:
        progress("reading the ledger", 0, _STEPS)
        state = read_ledger(store, str(order.year), order.event)
        whole = consolidation_of(state, opened.district, policy, allocation)
        nothing = tuple(_nothing_to_consolidate(whole))
        if nothing:
            return Consolidated(Answer((*findings, *nothing), Exit.NOTHING))
        findings = (*findings, *_waited_for(whole))
        return _written(order, opened, whole, store, findings, progress)


def _written(
    order: ConsolidateOrder,
    opened: Opened,
    whole: Consolidation,
    store: Store,
    findings: tuple[Finding, ...],
    progress: Progress,
) -> Consolidated:
    """Made, re-added, and only then put where it belongs."""
    progress("adding up the budgets", 1, _STEPS)
    book = write_consolidated_book(whole, datetime.now(UTC))
    progress("adding up the written book", 2, _STEPS)
    done = replace(_summed(whole), controls=book.controls, size=len(book.data))
    try:
        differences: Sequence[str] = book.differences()
    except NotExactError as error:
        differences = [f"{error}."]
    if differences:
        told = (*_other_letters(whole), *_does_not_foot(order.target, differences))
        answer = Answer((*findings, *told), Exit.INTEGRITY)
        return replace(done, answer=answer, warnings=store.warnings)
    path = None
    if not order.dry_run:
        progress("writing the book", 3, _STEPS)
        with recorded(store, RunKind.CONSOLIDATE, opened):
            write_durably(order.target, book.data)
        path = order.target
    progress("writing the book", _STEPS, _STEPS)
    return replace(done, answer=Answer(findings), path=path, warnings=store.warnings)


def _summed(whole: Consolidation) -> Consolidated:
    accepted = whole.accepted
    fates = Counter(each.fate for each in whole.filled)
    return Consolidated(
        Answer(),
        allocated_cents=whole.allocation.total_cents,
        to_accepted_cents=sum(each.accepted_cents or 0 for each in accepted),
        budgeted_cents=sum(each.budgeted_cents or 0 for each in accepted),
        fte_parts=sum(each.fte_parts for each in accepted),
        issued=len(whole.issued),
        returned=len(whole.returned),
        accepted=len(accepted),
        to_mend=len(whole.having(Standing.TO_MEND)),
        not_returned=len(whole.having(Standing.NOT_RETURNED)),
        waited_for=whole.missing,
        older_letters=whole.having(Standing.OLDER_LETTER),
        closed_positions=fates[Fate.CLOSE],
        reduced_positions=fates[Fate.REDUCE],
        retitled_positions=fates[Fate.RETITLE],
        left_out_positions=fates[Fate.LEFT_OUT],
        marked_new_positions=fates[Fate.MARKED_NEW],
        shared_positions=len({each.position_id for each in whole.shared}),
    )


def _another_file(target: Path) -> Iterator[Finding]:
    """CON-05: what has the name is no consolidated book."""
    if target.is_file() and not is_consolidated_book(target):
        problem = f"{target.name} is there already and is no consolidated book."
        remedy = "Choose another name, or move that file away."
        yield ANOTHER_FILE.at(Location(file=target.name), problem, remedy)


def _nothing_to_consolidate(whole: Consolidation) -> Iterator[Finding]:
    """CON-02 or CON-03, where there is no budget to be consolidated."""
    state = whole.state
    cycle = f"{whole.allocation.fiscal_year.on_paper} {state.event}"
    if not whole.issued:
        drafts = len(whole.having(Standing.DRAFT))
        counted = "1 draft" if drafts == 1 else f"{drafts:,} drafts"
        only = f" but {counted}, which cannot be submitted" if drafts else ""
        yield NOTHING_ISSUED.at(
            Location(),
            f"No workbook has been issued for {cycle}{only}.",
            "Issue the workbooks first, or name the year and event that were issued.",
        )
    elif not whole.accepted:
        refused, issued = len(whole.having(Standing.TO_MEND)), len(whole.issued)
        workbooks = "1 workbook" if issued == 1 else f"{issued:,} workbooks"
        yield NOTHING_ACCEPTED.at(
            Location(),
            f"Of {workbooks} issued for {cycle}, none has been accepted and "
            f"{refused:,} came back to be mended.",
            "Collect the returned workbooks first.",
        )


def _waited_for(whole: Consolidation) -> Iterator[Finding]:
    """SUB-01: one for every school of which nothing came back."""
    if not runs(whole.policy, "SUB-01"):
        return
    due = whole.district.profile.calendar.due
    for school in whole.having(Standing.NOT_RETURNED):
        yield missing(school.school_id, school.name, due)


def _does_not_foot(target: Path, differences: Sequence[str]) -> Iterator[Finding]:
    """CON-01: one for every sum that differs, up to as many as a person would read."""
    remedy = (
        "Nothing was written: keep the store as it is, and ask whoever looks after this program."
    )
    for said in differences[:_MOST_TOLD]:
        yield DOES_NOT_FOOT.at(Location(file=target.name), said, remedy)


def _other_letters(whole: Consolidation) -> Iterator[Finding]:
    """CON-04: the allocation was changed after the letters were issued."""
    other = [each for each in whole.issued if each.letter_cents != each.worked_out_cents]
    if not other:
        return
    shown = [
        f"{each.school_id} {format_dollars(each.letter_cents or 0)} and now "
        f"{format_dollars(each.worked_out_cents)}"
        for each in other[:_MOST_NAMED]
    ]
    counted = "1 school" if len(other) == 1 else f"{len(other):,} schools"
    more = f"; and {len(other) - _MOST_NAMED:,} more" if len(other) > _MOST_NAMED else ""
    yield OTHER_LETTERS.at(
        Location(),
        f"The letters of {counted} are not what the allocation gives today "
        f"({'; '.join(shown)}{more}).",
        "Put the district's files back as they were at issue, or issue again with --reissue.",
    )
