"""Killed at any moment, an issue and a collect lose nothing and break nothing.

Every kill is SIGKILL after the run's first write: at a random time, before a random file is made or
renamed, or before a random transaction is committed. A kill counts as between the first and the
last write when the store knows that the run began, and not that it ended. Every few kills an
undisturbed run completes, and is held against one that was never disturbed. ``BSA_KILLS`` says how
many kills of each, 5 where it is not set; 50 is the full measure. How far each killed run had come
stands in the report that ``--junitxml`` writes.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import pytest
from support.alive import is_alive
from support.finished import finish, issued_workbooks, ready_district, solvent
from support.warm_runs import Run, WarmRuns

from bsa_xl.sample import write_sample
from bsa_xl.store import Store

KILLS = int(os.environ.get("BSA_KILLS", "5"))
A_ROUND = 5
SCHOOLS = 70  # more than are entered in the register at a time
RETURNED = 40
TEMPORARY = re.compile(r"\.bsa-xl-[0-9a-f]{16}\.tmp")
_PATIENCE = 120

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@dataclass(frozen=True)
class Measured:
    """What an undisturbed run took from its first write on: seconds, and operations by kind."""

    seconds: float
    operations: dict[str, int]


@dataclass(frozen=True)
class Rehearsal:
    """What the kills start from, and what undisturbed runs came to.

    Attributes:
        folder: has ``district``; ``fresh``, a store with its key and templates, in which nothing is
            issued; ``issued``, the store after an undisturbed issue into ``out``; ``inbox`` with
            finished workbooks; ``collected``, the store after an undisturbed collect.
        runs: where runs are started.
        cents: the district's total.
        measured: verb to what it took undisturbed.
    """

    folder: Path
    runs: WarmRuns
    cents: int
    measured: dict[str, Measured]

    def issue(self, store: Path, out: Path) -> Run:
        return "issue", self.folder / "district", store, out, self.cents

    def collect(self, store: Path) -> Run:
        inbox = self.folder / "inbox"
        return "collect", self.folder / "district", store, inbox, self.folder / "result"

    def undisturbed(self, run: Run, store: Path) -> Measured:
        """Let a run end."""
        counts = self.folder / "counts.json"
        began = after_first_write(self.runs.start(run, counts=counts), store)
        assert self.runs.ended() == 0
        seconds = time.monotonic() - began
        return Measured(seconds, json.loads(counts.read_text(encoding="ascii")))

    def killed_in_time(self, run: Run, store: Path, seconds: float) -> None:
        """Kill a run so many seconds after its first write; its workers must be gone then too."""
        process = self.runs.start(run)
        after_first_write(process, store)
        time.sleep(seconds)
        below = []
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
            below = psutil.Process(process).children(recursive=True)
            os.kill(process, signal.SIGKILL)
        assert self.runs.ended() in (0, -signal.SIGKILL)
        _, there = psutil.wait_procs(below, timeout=_PATIENCE)
        assert not any(map(is_alive, there))

    def killed_before(self, run: Run, kind: str, number: int) -> None:
        """Kill a run before its n-th operation of a kind."""
        self.runs.start(run, stop=(kind, number))
        assert self.runs.ended() in (0, -signal.SIGKILL)


def after_first_write(process: int, store: Path) -> float:
    """Wait until a run has committed something to its store; the moment."""
    log = store / "store.sqlite-wal"
    while psutil.pid_exists(process):
        if log.exists() and log.stat().st_size > 0:
            break
        time.sleep(0.001)
    return time.monotonic()


@pytest.fixture(scope="module")
def runs() -> Iterator[WarmRuns]:
    with WarmRuns() as started:
        yield started


@pytest.fixture(scope="module")
def rehearsal(runs, tmp_path_factory) -> Rehearsal:
    folder = tmp_path_factory.mktemp("kills")
    write_sample(folder / "district", schools=SCHOOLS)
    ready = ready_district(folder / "district")
    made = Rehearsal(folder, runs, ready.allocation.total_cents, {})
    fresh, issued, out = folder / "fresh", folder / "issued", folder / "out"
    with Store.open(fresh, create=True) as store:
        store.keys.make()
    first = copy(fresh, folder / "first")
    made.undisturbed(made.issue(first, folder / "first out"), first)
    for kept in ("templates", "raw"):  # so that what follows is the writing of workbooks
        shutil.copytree(first / kept, fresh / kept, dirs_exist_ok=True)
    copy(fresh, issued)
    made.measured["issue"] = made.undisturbed(made.issue(issued, out), issued)
    schools = [draft.book.school.school_id for draft in solvent(ready)][:RETURNED]
    dict(finish(ready, issued_workbooks(issued), out, folder / "inbox", schools))
    for path in (folder / "inbox").iterdir():
        os.utime(path, (1_750_000_000, 1_750_000_000))  # a file of now is looked at twice
    collected = copy(issued, folder / "collected")
    made.measured["collect"] = made.undisturbed(made.collect(collected), collected)
    return made


def copy(store: Path, to: Path) -> Path:
    return shutil.copytree(store, to)


def assert_sound(store: Store) -> bool:
    """The store opens and is sound; whether its last run began and did not end."""
    assert store.examine() == ()
    return store.runs.all()[-1].ended_at is None


def assert_no_file_is_broken(out: Path) -> None:
    """Under every final name lies a whole workbook; other names are those of temporary files."""
    for path in out.iterdir() if out.exists() else ():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None
        else:
            assert TEMPORARY.fullmatch(path.name)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def dump_of(store: Path) -> str:
    with Store.open(store) as opened:
        return opened.dump()


def test_an_issue_that_is_killed_again_and_again_ends_as_if_nothing_had_been(
    rehearsal, tmp_path, record_testsuite_property
):
    rng, took = Random(40), rehearsal.measured["issue"]
    between, entered, written = 0, [], []
    wanted, files = dump_of(rehearsal.folder / "issued"), contents(rehearsal.folder / "out")
    for kill in range(KILLS):
        store, out = tmp_path / f"{kill // A_ROUND}.store", tmp_path / f"{kill // A_ROUND} out"
        if kill % A_ROUND == 0:
            copy(rehearsal.folder / "fresh", store)
        run = rehearsal.issue(store, out)
        there = sorted(out.glob("*.xlsx"))
        if len(there) == SCHOOLS:  # what lies there is not written again, so some are lost
            for path in (lost := rng.sample(there, SCHOOLS // 2)):
                path.unlink()
            there = [path for path in there if path not in lost]
        left = SCHOOLS - len(there)
        if kill % A_ROUND == 0:
            rehearsal.killed_in_time(run, store, rng.uniform(0, took.seconds))
        elif kill % A_ROUND == 3:  # the first commit is the run's own, the last one its end
            last = took.operations["commit"] if left == SCHOOLS else 2
            rehearsal.killed_before(run, "commit", rng.randint(2, last))
        else:
            last = took.operations["file"] // SCHOOLS * left
            rehearsal.killed_before(run, "file", rng.randint(1, max(1, last)))
        with Store.open(store) as opened:
            between += assert_sound(opened)
            entered.append(len(opened.register.newest("FY2026", "adopted")))
        assert_no_file_is_broken(out)
        written.append(len(list(out.glob("*.xlsx"))))
        if kill % A_ROUND == A_ROUND - 1 or kill == KILLS - 1:
            rehearsal.undisturbed(run, store)
            assert dump_of(store) == wanted
            assert contents(out) == files
    record_testsuite_property("issue: kills between the writes", between)
    record_testsuite_property("issue: workbooks entered at each kill", entered)
    record_testsuite_property("issue: workbooks written at each kill", written)
    assert len(files) == SCHOOLS
    assert between >= KILLS * 4 // 5, f"{between} of {KILLS} kills were between the writes"


def test_a_collect_that_is_killed_again_and_again_ends_as_if_nothing_had_been(
    rehearsal, tmp_path, record_testsuite_property
):
    rng, took = Random(41), rehearsal.measured["collect"]
    between, accepted = 0, []
    wanted = dump_of(rehearsal.folder / "collected")
    kept = contents(rehearsal.folder / "collected" / "raw")
    for kill in range(KILLS):
        store = tmp_path / f"{kill // A_ROUND}.store"
        if kill % A_ROUND == 0:
            copy(rehearsal.folder / "issued", store)
            before = 0
        run = rehearsal.collect(store)
        if kill % A_ROUND == 0:
            rehearsal.killed_before(run, "file", rng.randint(1, took.operations["file"]))
        elif kill % A_ROUND == 1:
            rehearsal.killed_in_time(run, store, rng.uniform(0, took.seconds))
        else:  # one commit for every return, but for those that were accepted before
            last = took.operations["commit"] - before
            rehearsal.killed_before(run, "commit", rng.randint(2, max(2, last)))
        with Store.open(store) as opened:
            between += assert_sound(opened)
            totals = opened.ledger.control_totals("FY2026", "adopted")
        assert totals.agree
        assert totals.schools >= before, "an accepted return was lost"
        before = totals.schools
        accepted.append(before)
        if kill % A_ROUND == A_ROUND - 1 or kill == KILLS - 1:
            rehearsal.undisturbed(run, store)
            assert dump_of(store) == wanted
            assert contents(store / "raw") == kept
    record_testsuite_property("collect: kills between the writes", between)
    record_testsuite_property("collect: returns accepted at each kill", accepted)
    assert max(accepted) > 0
    assert between >= KILLS * 4 // 5, f"{between} of {KILLS} kills were between the writes"
