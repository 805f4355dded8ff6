"""Issue: every school's workbook, out of the district's facts and policy, into one folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bsa_xl.allocation import allocate
from bsa_xl.checks import Shortfall, runs, unpriced_positions
from bsa_xl.filing import DurableFolder, Pair
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.store import (
    Changed,
    IssuedWorkbook,
    IssuePlan,
    Planned,
    Run,
    RunKind,
    Store,
    Wanted,
)
from bsa_xl.workbook import Identity, TemplateError

from .capacities import TooManyPositionsError
from .cycles import cycles_searched_rarely
from .groups import accept, school_books, shortfalls
from .issue_findings import TOO_MANY, changed_findings, shortfall_findings, total_findings
from .opened import open_district
from .out_folder import file_findings, files_there
from .outcome import Answer, Progress, silent
from .presses import Presses
from .ready import Ready
from .recording import issuing_store, recorded
from .templates import EditedTemplate

#: Workbooks that are stamped and entered in the register at a time; they are written while the
#: next ones are stamped.
_BATCH = 64
#: Workbooks that one of two processes stamps before it looks what is next.
_STRETCH = 8


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What is to be issued, and how.

    Attributes:
        district: the folder or workbook of the district.
        out: the folder that the workbooks go to.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        total_cents: the district's total as the person in charge typed it; needed for an adopted
            policy, except in a dry run.
        reissue: whether schools may be sent a workbook with other figures than the last one.
        accept_deficits: the reason why shortfalls are accepted; empty to stop at them.
        template: the file of a template that the central office edited; None to build them.
    """

    district: Path
    year: FiscalYear
    out: Path
    event: str = "adopted"
    store: Path | None = None
    total_cents: int | None = None
    reissue: bool = False
    accept_deficits: str = ""
    dry_run: bool = False
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """What an issue came to.

    Attributes:
        new: workbooks issued for the first time.
        changed: workbooks whose figures are no longer the last ones'.
        unchanged: workbooks that are as they were.
        total_cents: dollars that the schools plan, over all workbooks.
        shortfalls: schools that cannot pay for what they must have.
        folder: where the workbooks lie; None where nothing was written.
        ready: what the workbooks were made from; None where it did not come to that.
        template: the edited template that they were made from; None for built ones.
    """

    answer: Answer
    new: tuple[Planned, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: tuple[IssuedWorkbook, ...] = ()
    total_cents: int = 0
    shortfalls: tuple[Shortfall, ...] = ()
    folder: Path | None = None
    warnings: tuple[str, ...] = ()
    ready: Ready | None = None
    template: EditedTemplate | None = None


def store_path(district: Path, store: Path | None) -> Path:
    """The store's folder: as given, or beside the district."""
    return store if store is not None else district.with_name(f"{district.stem}.store")


def issue(order: IssueOrder, progress: Progress = silent) -> Issued:
    """Write every school's workbook.

    Issuing again on unchanged inputs leaves the files alone that lie there as they were issued, and
    gives lost ones the same identities and the same content. Nothing is written where a finding is
    fatal, or where a file would be written over that is not as it was issued.

    Args:
        order: what and how.
        progress: told how far it is.

    Raises:
        StoreError: the store is missing, busy, damaged or too new.
        CannotWriteError: the disk is full, and so on.
    """
    with cycles_searched_rarely():
        return _issue(order, progress)


def _issue(order: IssueOrder, progress: Progress) -> Issued:
    opened = open_district(order.district, order.year)
    if opened.district is None or opened.policy_file is None or not opened.is_usable:
        return Issued(Answer.of(opened.findings))
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, order.year, event=order.event)
    findings = (*opened.findings, *allocation.findings)
    if allocation.has_fatal:
        return Issued(Answer.of(findings))
    books = school_books(opened.district, policy, allocation)
    short = shortfalls(books) if runs(policy, "AFF-01") else ()
    untold = order.dry_run and order.total_cents is None  # a rehearsal says what is to be typed
    stops = (
        *(() if untold else total_findings(order.total_cents, policy, allocation)),
        *unpriced_positions(book.setting for book in books),
        *shortfall_findings(short, accepted=bool(order.accept_deficits)),
    )
    findings = (*findings, *stops)
    if any(finding.is_fatal for finding in stops):
        answer = Answer.of(findings)
        return Issued(answer, total_cents=allocation.total_cents, shortfalls=short)
    books = accept(books, short)
    template = None if order.template is None else EditedTemplate.read(order.template)
    try:
        ready = Ready(opened, allocation, books, template.sha256 if template else "")
    except TooManyPositionsError as error:
        told = TOO_MANY.at(Location(file="staff.csv"), f"{error}.", "Split the school's positions.")
        return Issued(Answer.of((*findings, told)))
    broken = template.findings(ready.layouts) if template else ()
    issued = Issued(
        Answer.of((*findings, *broken)), total_cents=allocation.total_cents, shortfalls=short,
        template=template,
    )  # fmt: skip
    return issued if issued.answer.exit else _to_store(order, ready, issued, progress)


def _to_store(order: IssueOrder, ready: Ready, issued: Issued, progress: Progress) -> Issued:
    """Plan the issue with the register, and carry it out."""
    place = store_path(order.district, order.store)
    with issuing_store(place, dry_run=order.dry_run) as store:
        presses = Presses(ready.layouts, store.templates, store.keys.make(), issued.template)
        make = partial(_make, ready, presses)
        look = partial(_look, ready, presses)
        with Pair(look, make, stretch=_STRETCH) as pair:
            plan = store.register.plan(pair.each(look, range(len(ready.drafts))))
            turns = _turns(ready, plan)
            names = {turn.identity.school_id: file_name(turn.identity) for turn in turns}
            issued_before = {known.school_id: known.sha256 for known in plan.unchanged}
            there = files_there(order.out, names, issued_before)
            refused = (
                *(() if order.reissue else changed_findings(plan)),
                *file_findings(order.out, names, there),
            )
            issued = replace(
                issued,
                answer=Answer.of((*issued.answer.findings, *refused)),
                new=plan.new,
                changed=plan.changed,
                unchanged=plan.unchanged,
                warnings=store.warnings,
            )
            if order.dry_run or refused:
                return issued
            try:
                presses.make(set(ready.drafts.rows))
            except TemplateError as error:
                if issued.template is None:
                    raise
                told = (*issued.answer.findings, *issued.template.told(error))
                return replace(issued, answer=Answer.of(told))
            more = [] if issued.template is None else [issued.template.as_input]
            with recorded(store, RunKind.ISSUE, ready.opened, more) as run:
                left = [turn for turn in turns if turn.identity.school_id not in there]
                _write_all(order, pair.each(make, left), len(left), store, run, progress)
            return replace(issued, folder=order.out, ready=ready)


def _look(ready: Ready, presses: Presses, number: int) -> Wanted:
    """Draft a workbook, and get its press out; what the register is asked about it."""
    presses.recall(ready.drafts.rows[number])
    return ready.wanted(number)


class _Turn(NamedTuple):
    """A workbook to be stamped: which draft, and under which identity."""

    number: int
    identity: Identity


def _turns(ready: Ready, plan: IssuePlan) -> list[_Turn]:
    """One for every draft, in their order."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    places: dict[str, tuple[int, str, str]] = {
        planned.wanted.school_id: (planned.revision, planned.nonce, today)
        for planned in (*plan.new, *(change.after for change in plan.changed))
    }
    for known in plan.unchanged:
        places[known.school_id] = (known.revision, known.nonce, known.issued_on)
    return [
        _Turn(number, ready.identity(school_id, *places[school_id]))
        for number, school_id in enumerate(ready.school_ids)
    ]


def _write_all(
    order: IssueOrder,
    made: Iterator[_Made],
    total: int,
    store: Store,
    run: Run,
    progress: Progress,
) -> None:
    """Enter and write, a batch at a time; what is entered can always be written again."""
    done = 0
    with DurableFolder(order.out, batch=_BATCH) as folder:
        while batch := list(islice(made, _BATCH)):
            store.register.record(run, [(entry, values) for entry, values, _ in batch])
            for entry, _, data in batch:
                folder.write(entry.file_name, data)
            done += len(batch)
            progress("issuing workbooks", done, total)


#: A workbook's entry in the register, what was stamped, and its bytes.
_Made = tuple[IssuedWorkbook, bytes, bytes]


def _make(ready: Ready, presses: Presses, turn: _Turn) -> _Made:
    """One workbook."""
    draft, identity = ready.drafts[turn.number], turn.identity
    stamped = presses.stamp(draft, identity)
    entry = IssuedWorkbook(
        school_id=identity.school_id,
        fiscal_year=identity.fiscal_year,
        event=identity.event,
        revision=identity.revision,
        template=stamped.template,
        policy=identity.policy,
        policy_sha256=ready.policy_sha256,
        nonce=identity.nonce,
        issued_at=datetime.now(UTC),
        issued_on=identity.issued_on,
        file_name=file_name(identity),
        sha256=stamped.sha256,
        size=len(stamped.data),
        letter_cents=draft.book.setting.letter_cents,
        locked_digest=stamped.digest,
        inputs_digest=draft.digest,
        is_draft=identity.is_draft,
    )
    return entry, stamped.values, stamped.data


def file_name(identity: Identity) -> str:
    """What an issued workbook is called: school, year, event, revision."""
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in identity.school_id)
    draft = "_DRAFT" if identity.is_draft else ""
    return f"{safe}_{identity.fiscal_year}_{identity.event}_r{identity.revision}{draft}.xlsx"
