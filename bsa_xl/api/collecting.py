"""Collect: returned workbooks are read and judged, and what is sound is accepted."""

from __future__ import annotations

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
    Judged,
    Skipped,
    WorkerDeath,
    look_into,
    run_in_workers,
)
from bsa_xl.store import (
    IssuedWorkbook,
    Outcome,
    Recorded,
    Run,
    RunInput,
    RunKind,
    Store,
)

from .collected import INTEGRITY, CollectedFile
from .cycles import cycles_searched_rarely
from .issuing import store_path
from .outcome import Answer, Exit, Progress, silent
from .recording import user_name
from .vetting import Vetting, dead

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
    The same file twice changes nothing; a newer return of a school supersedes the older one.

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
    now = datetime.now(UTC)
    known: list[CollectedFile] = []
    jobs = list(_new_jobs(order, inbox.candidates, store, run, known, now))
    judge = Judge(vetting.digests(), templates=vetting.templates(), paranoid=order.paranoid)
    done: list[CollectedFile] = []
    costs: list[Cost] = []
    with closing(run_in_workers(judge, jobs, jobs=order.jobs)) as answers:
        for number, (job, answer) in enumerate(answers, start=1):
            judged = dead(job, answer) if isinstance(answer, WorkerDeath) else answer
            costs.append(judged.cost)
            done.append(_enter(vetting.vet(judged), store, run, again=order.again))
            progress("reading workbooks", number, len(jobs))
    files = sorted((*known, *done), key=lambda file: file.name)
    return tuple(files), _total(costs)


def _new_jobs(
    order: CollectOrder,
    candidates: tuple[Candidate, ...],
    store: Store,
    run: Run | None,
    known: list[CollectedFile],
    now: datetime,
) -> Iterator[Job]:
    """The files that were not collected before, their bytes kept before anything is opened."""
    met: set[str] = set()
    for start in range(0, len(candidates), _BATCH):
        batch = candidates[start : start + _BATCH]
        inputs = [RunInput.of(each.name, each.path.read_bytes()) for each in batch]
        fresh = []
        for candidate, given in zip(batch, inputs, strict=True):
            before = store.returns.find(given.sha256)
            if before is not None and not (order.again and before.outcome is not Outcome.ACCEPTED):
                known.append(CollectedFile(candidate.name, before.school_id, Outcome.DUPLICATE))
            elif given.sha256 in met:
                known.append(CollectedFile(candidate.name, "", Outcome.DUPLICATE))
            else:
                met.add(given.sha256)
                fresh.append((candidate, given))
        if run is not None:
            store.runs.add_inputs(run, [given for _, given in fresh])
        for candidate, _ in fresh:
            yield Job(candidate.path, candidate.name, now, candidate.saved_at)


def _enter(judged: Judged, store: Store, run: Run | None, *, again: bool) -> CollectedFile:
    """Record one judged file; without a run only say what would be recorded."""
    returned = judged.returned
    if run is None:
        return CollectedFile(
            returned.file_name, returned.school_id, returned.outcome, returned.findings
        )
    recorded: Recorded = store.returns.record(run, returned, again=again)
    replaced = recorded.replaces.receipt if recorded.replaces is not None else ""
    return CollectedFile(
        returned.file_name,
        returned.school_id,
        recorded.outcome,
        returned.findings,
        recorded.receipt,
        replaced,
    )


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
    refused = (Outcome.REJECTED, Outcome.QUARANTINED)
    if any(file.outcome in refused for file in files):
        return Answer(findings, Exit.ATTENTION)
    return Answer(findings, Exit.OK)
