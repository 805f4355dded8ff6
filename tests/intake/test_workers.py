"""Work that may hang, crash or eat memory is done by processes that may die; the rest goes on."""

import functools
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest
from support import no_limits, worker_tasks
from support.alive import is_alive

from bsa_xl.intake import DeathKind, WorkerDeath, WorkersCannotStartError, run_in_workers

ROOT = Path(__file__).resolve().parents[2]
MIB = 1 << 20
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither signals nor limits")


def kinds(function, items, **limits):
    """How each item ended: the kind of its death, or its result."""
    return {
        item: found.kind if isinstance(found, WorkerDeath) else found
        for item, found in run_in_workers(function, items, **limits)
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_comes_back_once_with_its_result(jobs):
    done = list(run_in_workers(worker_tasks.square, range(40), jobs=jobs))
    assert sorted(done) == [(number, number * number) for number in range(40)]


def test_what_all_items_need_is_sent_once_to_each_worker():
    shared = functools.partial(worker_tasks.multiply, 7)
    assert sorted(run_in_workers(shared, [1, 2, 3])) == [(1, 7), (2, 14), (3, 21)]


def test_no_items_need_no_workers():
    assert list(run_in_workers(worker_tasks.square, [])) == []


def test_results_are_values_of_any_size():
    done = dict(run_in_workers(worker_tasks.figures, ["0417", "2000"]))
    assert done["2000"] == worker_tasks.Figures("2000", tuple(range(2000)), bytes(2_000_000))
    assert done["0417"].cents[-1] == 416


def test_even_one_job_is_a_process_of_its_own():
    [(_, process)] = run_in_workers(worker_tasks.process_of, ["x"], jobs=1)
    assert process != os.getpid()


def test_a_worker_serves_many_items_and_is_replaced_after_some():
    done = [process for _, process in run_in_workers(worker_tasks.process_of, range(9))]
    assert len(set(done)) == 1
    done = [
        process for _, process in run_in_workers(worker_tasks.process_of, range(9), recycle_after=4)
    ]
    assert [done.count(process) for process in dict.fromkeys(done)] == [4, 4, 1]


def test_each_way_to_die_is_told_and_the_others_are_done():
    items = ["good", "exit", "raise", "leave", "unpicklable", "silent", "fine"]
    done = dict(run_in_workers(worker_tasks.misbehave, items, jobs=2))
    assert done["good"] == "GOOD"
    assert done["fine"] == "FINE"
    assert done["exit"] == WorkerDeath(DeathKind.CRASHED, "ended with exit code 3")
    assert done["raise"] == WorkerDeath(DeathKind.RAISED, "ValueError: the cell holds '#REF!'")
    assert done["leave"] == WorkerDeath(DeathKind.RAISED, "SystemExit: 4")
    assert done["silent"] == WorkerDeath(DeathKind.RAISED, "SilentError")
    assert done["unpicklable"].kind is DeathKind.RAISED


@posix
def test_what_the_system_ends_is_told_by_its_signal():
    done = dict(run_in_workers(worker_tasks.misbehave, ["abort", "good", "segfault"]))
    assert done == {
        "abort": WorkerDeath(DeathKind.CRASHED, "ended with signal SIGABRT"),
        "good": "GOOD",
        "segfault": WorkerDeath(DeathKind.CRASHED, "ended with signal SIGSEGV"),
    }


def test_what_takes_too_long_by_the_clock_is_ended():
    done = dict(run_in_workers(worker_tasks.misbehave, ["sleep", "good"], jobs=2, wall_seconds=5.5))
    assert done == {
        "sleep": WorkerDeath(DeathKind.TIMEOUT, "not done after 5.5 seconds"),
        "good": "GOOD",
    }


@posix
def test_what_computes_too_long_is_ended_by_the_system():
    done = dict(run_in_workers(worker_tasks.misbehave, ["loop", "good"], cpu_seconds=0.2))
    assert done == {
        "loop": WorkerDeath(DeathKind.TIMEOUT, "used up its processor time"),
        "good": "GOOD",
    }


@posix
@pytest.mark.parametrize("way", ["eat", "eat slowly"])
def test_what_asks_for_too_much_memory_is_refused(way):
    done = kinds(worker_tasks.misbehave, [way, "good"], memory_bytes=200 * MIB)
    assert done == {way: DeathKind.MEMORY, "good": "GOOD"}


def test_without_limits_of_the_system_the_parent_keeps_watch():
    items = ["good", "eat slowly", "fine", "exit"]
    done = dict(run_in_workers(no_limits.misbehave, items, jobs=2, memory_bytes=200 * MIB))
    assert done | dict(run_in_workers(no_limits.misbehave, ["loop"], wall_seconds=3)) == {
        "good": "GOOD",
        "fine": "FINE",
        "eat slowly": WorkerDeath(DeathKind.MEMORY, "held more memory than it may"),
        "exit": WorkerDeath(DeathKind.CRASHED, "ended with exit code 3"),
        "loop": WorkerDeath(DeathKind.TIMEOUT, "not done after 3 seconds"),
    }


def test_the_watch_goes_on_while_the_caller_is_busy_with_results():
    others = set(psutil.Process().children())
    running = run_in_workers(
        no_limits.misbehave, ["good", "eat slowly"], memory_bytes=100 * MIB, wall_seconds=60
    )
    with closing(running):
        assert next(running) == ("good", "GOOD")
        time.sleep(2)
        assert held_by(set(psutil.Process().children()) - others) < 600 * MIB
        assert next(running)[1].kind is DeathKind.MEMORY


def held_by(processes):
    """Their memory; one that ends meanwhile holds none."""
    held = 0
    for process in processes:
        with suppress(psutil.Error):
            held += process.memory_info().rss
    return held


def test_an_item_that_killed_its_worker_is_never_tried_again(tmp_path):
    items = [str(tmp_path / name) for name in ("a", "b", "c")]
    done = kinds(worker_tasks.note_and_die, items, jobs=2)
    assert set(done.values()) == {DeathKind.CRASHED}
    assert [Path(item).read_text() for item in items] == ["x", "x", "x"]


def test_the_order_of_good_and_bad_items_does_not_matter():
    items = [f"file {number}" for number in range(20)] + ["exit", "raise"]
    wanted = {item: item.upper() for item in items[:20]}
    wanted |= {"exit": DeathKind.CRASHED, "raise": DeathKind.RAISED}
    for seed in (1, 2):
        random.Random(seed).shuffle(items)
        assert kinds(worker_tasks.misbehave, items, jobs=2) == wanted


def test_items_are_taken_as_workers_become_free():
    taken = []

    def endless():
        for number in range(10_000):
            taken.append(number)
            yield number

    with closing(run_in_workers(worker_tasks.square, endless(), jobs=2)) as running:
        for _ in range(5):
            next(running)
    assert len(taken) < 20


def test_leaving_early_ends_all_workers():
    before = set(psutil.Process().children())
    with closing(run_in_workers(worker_tasks.process_of, range(100), jobs=2)) as running:
        _, process = next(running)
        assert psutil.pid_exists(process)
    left = {child.pid for child in set(psutil.Process().children()) - before}
    assert process not in left


def test_workers_that_cannot_start_are_told_of_and_not_tried_for_ever(monkeypatch):
    monkeypatch.setattr(worker_tasks.square, "__module__", "no_such_module")
    monkeypatch.setitem(sys.modules, "no_such_module", worker_tasks)
    with pytest.raises(WorkersCannotStartError) as caught:
        list(run_in_workers(worker_tasks.square, [1]))
    assert str(caught.value) == "a new worker process ended with exit code 1"


SCRIPT = """
import sys
from support import worker_tasks
from bsa_xl.intake import run_in_workers
if __name__ == "__main__":
    try:
        print("started", flush=True)
        list(run_in_workers(worker_tasks.tell_and_wait, sys.argv[1:], jobs=2, cpu_seconds=60))
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.fixture
def start_parent(tmp_path):
    """Starts a program with two workers that are busy for long."""
    script = tmp_path / "program.py"
    script.write_text(SCRIPT)
    begun = []

    def start():
        begun.append(
            subprocess.Popen(
                [sys.executable, str(script), str(tmp_path / "one"), str(tmp_path / "two")],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
                start_new_session=True,
            )
        )
        return begun[-1]

    yield start
    for parent in begun:
        parent.kill()
        parent.communicate()


@pytest.fixture
def busy_parent(start_parent, tmp_path):
    """That program when its workers are busy, and the workers' process numbers."""
    parent = start_parent()
    marks = [tmp_path / "one", tmp_path / "two"]
    until = time.monotonic() + 60
    while not all(mark.exists() and mark.read_text() for mark in marks):
        assert time.monotonic() < until, "the workers did not begin"
        time.sleep(0.02)
    return parent, [psutil.Process(int(mark.read_text())) for mark in marks]


def all_of(session):
    """Every process that runs in a session."""
    found = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError):
            if os.getsid(process.pid) == session:
                found.append(process)
    return found


def all_gone(workers):
    until = time.monotonic() + 60
    while any(map(is_alive, workers)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@posix
def test_ctrl_c_in_a_terminal_leaves_no_orphan_and_no_traceback(busy_parent):
    parent, workers = busy_parent
    os.killpg(parent.pid, signal.SIGINT)  # a terminal tells the whole group
    assert parent.communicate(timeout=60) == ("started\nstopped\n", "")
    assert all_gone(workers)


@posix
@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_ctrl_c_while_the_workers_start_is_heard_by_the_parent_alone(start_parent, after):
    parent = start_parent()
    assert parent.stdout.readline() == "started\n"
    time.sleep(after)
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.communicate(timeout=60) == ("stopped\n", "")
    assert all_gone(all_of(parent.pid))


@posix
def test_a_killed_parent_leaves_no_orphan(busy_parent):
    parent, workers = busy_parent
    parent.kill()
    assert all_gone(workers)


@posix
def test_workers_leave_ctrl_c_to_their_parent():
    assert dict(run_in_workers(worker_tasks.hears_ctrl_c, ["x"])) == {"x": False}
