"""Killed at any moment, an issue and a collect lose nothing and break nothing.

Every kill is SIGKILL at a random moment after the run's first write. A kill counts as between the
first and the last write when the store knows that the run began, and not that it ended. Every few
kills an undisturbed run completes, and is held against one that was never disturbed.
``BSA_KILLS`` says how many kills of each, 5 where it is not set; 50 is the full measure. How far
each killed run had come stands in the report that ``--junitxml`` writes.
"""

import contextlib
import os
import re
import shutil
import signal
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import pytest
from support.finished import finish, issued_workbooks, ready_district, solvent
from support.warm_runs import WarmRuns

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
class Rehearsal:
    """What the kills start from, and what undisturbed runs came to.

    Attributes:
        folder: has ``district``; ``fresh``, a store with its key and templates, in which nothing is
            issued; ``issued``, the store after an undisturbed issue into ``out``; ``inbox`` with
            finished workbooks; ``collected``, the store after an undisturbed collect.
        runs: where runs are started.
        cents: the district's total.
        seconds: that an undisturbed issue, and collect, took from its first write on.
    """

    folder: Path
    runs: WarmRuns
    cents: int
    seconds: dict[str, float]

    def issue(self, store: Path, out: Path) -> tuple[object, ...]:
        return "issue", self.folder / "district", store, out, self.cents

    def collect(self, store: Path) -> tuple[object, ...]:
        inbox = self.folder / "inbox"
        return "collect", self.folder / "district", store, inbox, self.folder / "result"

    def undisturbed(self, run: tuple[object, ...], store: Path) -> float:
        """Let a run end; the seconds since its first write."""
        began = after_first_write(self.runs.start(*run), store)
        assert self.runs.ended() == 0
        return time.monotonic() - began

    def killed(self, run: tuple[object, ...], store: Path, delay: float) -> None:
        """Kill a run so many seconds after its first write; its workers must be gone then too."""
        process = self.runs.start(*run)
        after_first_write(process, store)
        time.sleep(delay)
        below = []
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
            below = psutil.Process(process).children(recursive=True)
            os.kill(process, signal.SIGKILL)
        assert self.runs.ended() in (0, -signal.SIGKILL)
        _, alive = psutil.wait_procs(below, timeout=_PATIENCE)
        assert alive == []


def after_first_write(process: int, store: Path) -> float:
    """Wait until a run has committed something to its store; the moment."""
    log = store / "store.sqlite-wal"
    while psutil.pid_exists(process):
        if log.exists() and log.stat().st_size > 0:
            break
        time.sleep(0.001)
    return time.monotonic()


@pytest.fixture(scope="module")
def runs():
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
    shutil.copytree(first / "templates", fresh / "templates", dirs_exist_ok=True)
    copy(fresh, issued)
    made.seconds["issue"] = made.undisturbed(made.issue(issued, out), issued)
    schools = [draft.book.school.school_id for draft in solvent(ready)][:RETURNED]
    dict(finish(ready, issued_workbooks(issued), out, folder / "inbox", schools))
    for path in (folder / "inbox").iterdir():
        os.utime(path, (1_750_000_000, 1_750_000_000))  # a file of now is looked at twice
    collected = copy(issued, folder / "collected")
    made.seconds["collect"] = made.undisturbed(made.collect(collected), collected)
    return made


def copy(store: Path, to: Path) -> Path:
    return shutil.copytree(store, to)


def was_between(store: Path, look: Callable[[Store], None]) -> bool:
    """Whether the last run began and did not end; the store opens and is sound."""
    with Store.open(store) as opened:
        assert opened.examine() == ()
        look(opened)
        return opened.runs.all()[-1].ended_at is None


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
    rng = Random(40)
    between, entered, written = 0, [], []
    wanted, files = dump_of(rehearsal.folder / "issued"), contents(rehearsal.folder / "out")
    for kill in range(KILLS):
        number = kill // A_ROUND
        store, out = tmp_path / f"{number}.store", tmp_path / f"{number} out"
        if kill % A_ROUND == 0:
            copy(rehearsal.folder / "fresh", store)
        run = rehearsal.issue(store, out)
        rehearsal.killed(run, store, rng.uniform(0, rehearsal.seconds["issue"]))
        between += was_between(
            store, lambda opened: entered.append(len(opened.register.newest("FY2026", "adopted")))
        )
        written.append(len(list(out.glob("*.xlsx"))))
        assert_no_file_is_broken(out)
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
    rng = Random(41)
    between = 0
    wanted, kept = (
        dump_of(rehearsal.folder / "collected"),
        contents(rehearsal.folder / "collected" / "raw"),
    )
    accepted: list[int] = []

    def counted(store: Store) -> None:
        totals = store.ledger.control_totals("FY2026", "adopted")
        assert totals.agree
        accepted.append(totals.schools)

    for kill in range(KILLS):
        store = tmp_path / f"{kill // A_ROUND}.store"
        if kill % A_ROUND == 0:
            copy(rehearsal.folder / "issued", store)
            accepted.append(0)
        left = 1 - accepted[-1] / RETURNED
        rehearsal.killed(
            rehearsal.collect(store), store, rng.uniform(0, left * rehearsal.seconds["collect"])
        )
        before = accepted[-1]
        between += was_between(store, counted)
        assert accepted[-1] >= before, "an accepted return was lost"
        if kill % A_ROUND == A_ROUND - 1 or kill == KILLS - 1:
            rehearsal.undisturbed(rehearsal.collect(store), store)
            assert dump_of(store) == wanted
            assert contents(store / "raw") == kept
    record_testsuite_property("collect: kills between the writes", between)
    record_testsuite_property(
        "collect: returns accepted at each kill, 0 where a round begins", accepted
    )
    assert max(accepted) > 0
    assert between >= KILLS * 4 // 5, f"{between} of {KILLS} kills were between the writes"
