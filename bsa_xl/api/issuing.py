"""Issue: every school's workbook, out of the district's facts and policy, into one folder."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl import __version__
from bsa_xl.allocation import Allocation, allocate
from bsa_xl.checks import Shortfall, runs, unpriced_positions
from bsa_xl.filing import DurableFolder
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import format_dollars
from bsa_xl.store import (
    Changed,
    IssuedWorkbook,
    IssuePlan,
    Planned,
    Run,
    RunEnding,
    RunInput,
    RunKind,
    Store,
)
from bsa_xl.workbook import Identity

from .groups import accept, school_books, shortfalls
from .opened import Opened, open_district
from .outcome import Answer, Progress, silent
from .presses import Presses
from .ready import Ready
from .recording import issuing_store
from .workbooks import Draft, TooManyPositionsError

WRONG_TOTAL = FindingKind(
    "ISS-01",
    "Total typed is not the allocation's",
    Severity.FATAL,
    "Whoever issues the adopted budget types its total, so that a wrong formula is noticed first.",
)
CHANGED = FindingKind(
    "ISS-02",
    "Workbook is out already with other figures",
    Severity.FATAL,
    "A school that plans with one workbook must be told before it is sent another.",
)
TOO_MANY = FindingKind(
    "ISS-03",
    "School has more positions than a workbook has rows",
    Severity.FATAL,
    "A position without a row could not be planned.",
)
#: Workbooks that are stamped, entered in the register and written at a time.
_BATCH = 64


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What is to be issued, and how.

    Attributes:
        district: the folder or workbook of the district.
        out: the folder that the workbooks go to.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        total_cents: the district's total as the person in charge typed it; needed for an adopted
            policy.
        reissue: whether schools may be sent a workbook with other figures than the last one.
        accept_deficits: the reason why shortfalls are accepted; empty to stop at them.
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
    """

    answer: Answer
    new: tuple[Planned, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: tuple[IssuedWorkbook, ...] = ()
    total_cents: int = 0
    shortfalls: tuple[Shortfall, ...] = ()
    folder: Path | None = None
    warnings: tuple[str, ...] = ()


def store_path(district: Path, store: Path | None) -> Path:
    """The store's folder: as given, or beside the district."""
    return store if store is not None else district.with_name(f"{district.stem}.store")


def issue(order: IssueOrder, progress: Progress = silent) -> Issued:
    """Write every school's workbook.

    Issuing again on unchanged inputs gives the same identities and the same bytes. Nothing is
    written where a finding is fatal.

    Args:
        order: what and how.
        progress: told how far it is.

    Raises:
        StoreError: the store is missing, busy, damaged or too new.
        CannotWriteError: the disk is full, and so on.
    """
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
    stops = (
        *_total_findings(order, opened, allocation),
        *unpriced_positions(book.setting for book in books),
        *_shortfall_findings(short, accepted=bool(order.accept_deficits)),
    )
    findings = (*findings, *stops)
    if any(finding.is_fatal for finding in stops):
        answer = Answer.of(findings)
        return Issued(answer, total_cents=allocation.total_cents, shortfalls=short)
    books = accept(books, short)
    try:
        ready = Ready(opened, allocation, books)
    except TooManyPositionsError as error:
        told = TOO_MANY.at(Location(file="staff.csv"), f"{error}.", "Split the school's positions.")
        return Issued(Answer.of((*findings, told)))
    return _to_store(order, ready, findings, short, progress)


def _total_findings(order: IssueOrder, opened: Opened, allocation: Allocation) -> Iterator[Finding]:
    """ISS-01: an adopted policy is issued only with its total typed."""
    policy = opened.policy_file.policy if opened.policy_file else None
    if policy is None or policy.status == "draft" or order.dry_run:
        return
    total = allocation.total_cents
    if order.total_cents is None:
        yield WRONG_TOTAL.at(
            Location(),
            f"the policy is adopted, and its total of {format_dollars(total)} was not typed.",
            "Compare it with the board's resolution and issue again with --total.",
        )
    elif order.total_cents != total:
        yield WRONG_TOTAL.at(
            Location(),
            f"the total typed is {format_dollars(order.total_cents)} and the allocation comes to "
            f"{format_dollars(total)}, {format_dollars(total - order.total_cents)} more.",
            "Find out which of the two is right before anything is issued.",
        )


def _shortfall_findings(short: Iterable[Shortfall], *, accepted: bool) -> Iterator[Finding]:
    for shortfall in short:
        for finding in shortfall.findings:
            yield replace(finding, severity=Severity.WARNING) if accepted else finding


def _changed_findings(plan: IssuePlan) -> Iterator[Finding]:
    """ISS-02: one for every school whose figures are no longer those it has."""
    for change in plan.changed:
        if not change.needs_reissue:
            continue
        before, after = change.before, change.after.wanted
        yield CHANGED.at(
            Location(file=before.file_name),
            f"revision {before.revision} was issued on {before.issued_on} with "
            f"{format_dollars(before.letter_cents)}; now it would be "
            f"{format_dollars(after.letter_cents)}.",
            "Issue with --reissue to send a new revision.",
            school_id=after.school_id,
        )


def _to_store(
    order: IssueOrder,
    ready: Ready,
    findings: tuple[Finding, ...],
    short: tuple[Shortfall, ...],
    progress: Progress,
) -> Issued:
    place = store_path(order.district, order.store)
    with issuing_store(place, dry_run=order.dry_run) as store:
        plan = store.register.plan(ready.wanted())
        refused = () if order.reissue else tuple(_changed_findings(plan))
        found = (*findings, *refused)
        issued = Issued(
            Answer.of(found), plan.new, plan.changed, plan.unchanged,
            ready.allocation.total_cents, short, None, store.warnings,
        )  # fmt: skip
        if order.dry_run or refused:
            return issued
        now = datetime.now(UTC)
        run = store.runs.begin(
            RunKind.ISSUE,
            _inputs(ready.opened),
            code_version=__version__,
            user=_user(),
            at=now,
        )
        _write_all(order, ready, plan, store, run, progress)
        store.runs.end(run, RunEnding.FINISHED, at=datetime.now(UTC))
        return replace(issued, folder=order.out)


def _write_all(
    order: IssueOrder,
    ready: Ready,
    plan: IssuePlan,
    store: Store,
    run: Run,
    progress: Progress,
) -> None:
    """Stamp, enter and write, a batch at a time; what is entered can always be written again."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    places: dict[str, tuple[int, str, str]] = {
        planned.wanted.school_id: (planned.revision, planned.nonce, today)
        for planned in (*plan.new, *(change.after for change in plan.changed))
    }
    for known in plan.unchanged:
        places[known.school_id] = (known.revision, known.nonce, known.issued_on)
    presses = Presses(ready.layouts, store.templates, store.keys.make())
    done, total = 0, len(ready.drafts)
    with DurableFolder(order.out) as folder:
        for start in range(0, total, _BATCH):
            batch = ready.drafts[start : start + _BATCH]
            made = [_make(ready, draft, presses, places) for draft in batch]
            store.register.record(run, [(entry, values) for entry, values, _ in made])
            for entry, _, data in made:
                folder.write(entry.file_name, data)
            done += len(made)
            progress("issuing workbooks", done, total)


def _make(
    ready: Ready,
    draft: Draft,
    presses: Presses,
    places: Mapping[str, tuple[int, str, str]],
) -> tuple[IssuedWorkbook, bytes, bytes]:
    """One workbook: its entry in the register, what was stamped, and its bytes."""
    school_id = draft.book.school.school_id
    revision, nonce, issued_on = places[school_id]
    identity = ready.identity(draft, revision, nonce, issued_on)
    stamped = presses.stamp(draft, identity)
    entry = IssuedWorkbook(
        school_id=school_id,
        fiscal_year=identity.fiscal_year,
        event=identity.event,
        revision=revision,
        template=stamped.template,
        policy=identity.policy,
        policy_sha256=ready.policy_sha256,
        nonce=nonce,
        issued_at=datetime.now(UTC),
        issued_on=issued_on,
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


def _inputs(opened: Opened) -> Sequence[RunInput]:
    """The bytes of everything the run read."""
    base = opened.path if opened.path.is_dir() else opened.path.parent
    names = [given.name for given in opened.district.inputs] if opened.district else []
    if opened.policy_file is not None:
        names.append(opened.policy_file.file)
    return [
        RunInput.of(name, (base / name).read_bytes())
        for name in dict.fromkeys(names)
        if (base / name).is_file()
    ]


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
