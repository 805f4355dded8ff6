"""Collect: returned workbooks are read and judged, and what is sound is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl import __version__
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.intake import (
    Candidate,
    Cost,
    Inbox,
    Job,
    Judge,
    Skipped,
    WorkerDeath,
    look_into,
    mark_in,
    run_in_workers,
)
from bsa_xl.store import (
    IssuedWorkbook,
    Outcome,
    ReturnedWorkbook,
    Run,
    RunInput,
    RunKind,
    Store,
    StoredReturn,
)

from .collected import INTEGRITY, CollectedFile
from .cycles import cycles_searched_rarely
from .issuing import store_path
from .met_before import REFUSED, told_again
from .outcome import Answer, Exit, Progress, silent
from .recording import user_name
from .superseding import PASSED_OVER, compared
from .vetting import Vetting, dead, without_twins

#: Files whose bytes are kept at a time, before any of them is opened.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class CollectOrder:
    """What is to be collected, and how.

    Attributes:
        district: the folder or workbook of the district.
        inbox: folders and files.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        jobs: how many files are read at once.
        paranoid: whether a second reader is asked about every file.
        again: judge files anew that were refused before.
        dry_run: judge, and record nothing.
    """

    district: Path
    year: FiscalYear
    inbox: tuple[Path, ...]
    event: str = "adopted"
    store: Path | None = None
    jobs: int = 2
    paranoid: bool = False
    again: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collect came to.

    Attributes:
        files: in the order of their names.
        skipped: entries of the inbox that are no returned workbooks, each with its reason.
        missing: issued workbooks of which none has been accepted yet.
        cost: processor time in the workers, over all files.
    """

    answer: Answer
    files: tuple[CollectedFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    missing: tuple[IssuedWorkbook, ...] = ()
    cost: Cost = field(default_factory=Cost)
    warnings: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many files had this outcome."""
        return sum(1 for file in self.files if file.outcome is outcome)


def collect(order: CollectOrder, progress: Progress = silent) -> Collected:
    """Read everything that lies in an inbox, and accept what is sound.

    Every file is one transaction: killed at any moment, nothing is lost, and a second run goes on.
    The same file twice changes nothing, and what is to be done about a refused one is said again. A
    return that was saved later supersedes the one accepted before; of two that differ and arrive
    together neither is accepted.

    Args:
        order: what and how.
        progress: told how far it is.

    Raises:
        StoreError: the store is missing, busy, damaged or too new.
        CannotWriteError: the disk is full, and so on.
        WorkersCannotStartError: no process can be started to read files in.
    """
    inbox = look_into(order.inbox)
    place = store_path(order.district, order.store)
    with cycles_searched_rarely(), Store.open(place) as store:
        files: tuple[CollectedFile, ...] = ()
        cost = Cost()
        if inbox.candidates:
            if order.dry_run:
                files, cost = _judge_all(order, inbox, store, None, progress)
            else:
                with store.runs.during(
                    RunKind.COLLECT,
                    (),
                    code_version=__version__,
                    user=user_name(),
                    clock=lambda: datetime.now(UTC),
                ) as run:
                    files, cost = _judge_all(order, inbox, store, run, progress)
        missing = store.ledger.missing(str(order.year), order.event)
        return Collected(_answer(files), files, inbox.skipped, missing, cost, store.warnings)


def _judge_all(
    order: CollectOrder, inbox: Inbox, store: Store, run: Run | None, progress: Progress
) -> tuple[tuple[CollectedFile, ...], Cost]:
    vetting = Vetting(store, order.year, order.event)
    known: list[CollectedFile] = []
    marks: dict[Path, str] = {}
    jobs = list(_new_jobs(order, inbox.candidates, vetting, store, run, known, marks))
    met = Counter(marks.values())
    judge = Judge(vetting.digests(), templates=vetting.templates(), paranoid=order.paranoid)
    done: list[CollectedFile] = []
    waiting: list[ReturnedWorkbook] = []
    costs: list[Cost] = []
    with closing(run_in_workers(judge, jobs, jobs=order.jobs)) as answers:
        for number, (job, answer) in enumerate(answers, start=1):
            judged = dead(job, answer) if isinstance(answer, WorkerDeath) else answer
            costs.append(judged.cost)
            returned = vetting.vet(judged).returned
            if met[marks[job.path]] > 1 and returned.outcome is Outcome.ACCEPTED:
                waiting.append(returned)  # until the others of its name are judged too
            else:
                done.append(_enter(returned, store, run))
            progress("reading workbooks", number, len(jobs))
    done += [_enter(returned, store, run) for returned in without_twins(waiting)]
    files = sorted((*known, *done), key=lambda file: file.name)
    return tuple(files), _total(costs)


def _new_jobs(
    order: CollectOrder,
    candidates: tuple[Candidate, ...],
    vetting: Vetting,
    store: Store,
    run: Run | None,
    known: list[CollectedFile],
    marks: dict[Path, str],
) -> Iterator[Job]:
    """The files that are to be judged, their bytes kept before anything is opened.

    What is known goes to ``known``; what each of the others calls itself goes to ``marks``.
    """
    met: set[str] = set()
    now = datetime.now(UTC)
    for start in range(0, len(candidates), _BATCH):
        batch = candidates[start : start + _BATCH]
        inputs = [RunInput.of(each.name, each.path.read_bytes()) for each in batch]
        fresh = []
        for candidate, given in zip(batch, inputs, strict=True):
            before = store.returns.find(given.sha256)
            if given.sha256 in met:
                known.append(CollectedFile(candidate.name, "", Outcome.DUPLICATE))
                continue
            met.add(given.sha256)
            if before is not None and not _is_judged_anew(order, vetting, before, candidate.name):
                known.append(told_again(store, before, candidate.name))
            else:
                fresh.append((candidate, given))
        if run is not None:
            store.runs.add_inputs(run, [given for _, given in fresh])
        for candidate, given in fresh:
            marks[candidate.path] = mark_in(given.data or b"") or str(candidate.path)
            yield Job(candidate.path, candidate.name, now, candidate.saved_at)


def _is_judged_anew(order: CollectOrder, vetting: Vetting, before: StoredReturn, name: str) -> bool:
    """Whether bytes that were collected before may come to something else now."""
    if before.outcome not in REFUSED:
        return False
    return order.again or not vetting.still_refuses(before, name)


def _enter(returned: ReturnedWorkbook, store: Store, run: Run | None) -> CollectedFile:
    """Record one judged file; without a run only say what would be recorded."""
    name, school, findings = returned.file_name, returned.school_id, returned.findings
    if run is None:
        return _foreseen(returned, store)
    recorded = store.returns.record(run, returned, again=True)
    if recorded.outcome is Outcome.DUPLICATE:  # also where another collect was quicker
        return told_again(store, recorded.stored, name)
    other = recorded.newer or recorded.replaces
    if other is not None:
        same = recorded.same_moment
        told = compared(returned, other, name, recorded.outcome, same_moment=same)
        findings = (*findings, told)
    replaced = recorded.replaces.receipt if recorded.replaces is not None else ""
    return CollectedFile(name, school, recorded.outcome, findings, recorded.receipt, replaced)


def _foreseen(returned: ReturnedWorkbook, store: Store) -> CollectedFile:
    """What `_enter` would say, but for the receipt; nothing is recorded."""
    name, school, findings = returned.file_name, returned.school_id, returned.findings
    if returned.outcome is not Outcome.ACCEPTED:
        return CollectedFile(name, school, returned.outcome, findings)
    rank = store.returns.rank(returned)
    if rank.other is None:
        return CollectedFile(name, school, rank.outcome, findings)
    told = compared(returned, rank.other, name, rank.outcome, same_moment=rank.same_moment)
    replaced = rank.other.receipt if rank.outcome is Outcome.ACCEPTED else ""
    return CollectedFile(name, school, rank.outcome, (*findings, told), replaces=replaced)


def _total(costs: list[Cost]) -> Cost:
    return Cost(
        sum(cost.gate for cost in costs),
        sum(cost.read for cost in costs),
        sum(cost.check for cost in costs),
    )


def _answer(files: tuple[CollectedFile, ...]) -> Answer:
    """All findings; 5 where locked content or identity differs, 3 where a person must act."""
    findings = tuple(finding for file in files for finding in file.findings)
    if not files:
        return Answer(findings, Exit.NOTHING)
    if any(finding.id in INTEGRITY and finding.is_fatal for finding in findings):
        return Answer(findings, Exit.INTEGRITY)
    if any(file.outcome in REFUSED for file in files):
        return Answer(findings, Exit.ATTENTION)
    if any(finding.id == PASSED_OVER.id for finding in findings):
        return Answer(findings, Exit.ATTENTION)
    return Answer(findings, Exit.OK)
