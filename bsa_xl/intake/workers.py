"""Work that may hang, crash or eat memory, done one item at a time by processes that may die.

A worker gets an item only when it has answered for the one before, so a death is always that of the
item it had; that item is reported once and never tried again. Processes are spawned, not forked, so
that every system does the same.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from bsa_xl.filing import stops_held_back

from .memory_watch import MemoryWatch
from .worker_process import AnswerKind, Limits, WorkerProcess, ready_for_spawning

Item = TypeVar("Item")
Result = TypeVar("Result")

#: So many new workers in a row that die before they are ready, and there is no point in another.
_FAILED_STARTS = 3
#: A new process has to import the function's module, on a slow and busy disk; seconds.
_START_SECONDS = 120.0


class DeathKind(StrEnum):
    """Why an item has no result."""

    CRASHED = "crashed"  #: the process ended by itself, or the system ended it
    TIMEOUT = "timeout"  #: it took too long, by the clock or in processor time
    MEMORY = "memory"  #: it asked for more memory than it may have
    RAISED = "raised"  #: the function raised an exception; the process lives on


@dataclass(frozen=True, slots=True)
class WorkerDeath:
    """An item has no result.

    Attributes:
        kind: why.
        detail: for the log, not for a clerk: the signal, the exit code, the exception.
    """

    kind: DeathKind
    detail: str


class WorkersCannotStartError(RuntimeError):
    """New worker processes die before they can do anything."""


def run_in_workers(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int = 1,
    wall_seconds: float = 60,
    memory_bytes: int = 1 << 30,
    cpu_seconds: float = 20,
    recycle_after: int = 600,
) -> Generator[tuple[Item, Result | WorkerDeath]]:
    """Apply a function to every item in worker processes; results come in the order they are ready.

    Items are taken as workers become free, so the iterable may be endless and large. Leaving the
    iterator early ends all workers; `contextlib.closing` makes that certain and immediate.

    Args:
        function: at the top level of a module, so that a new process can import it, or a
            `functools.partial` of one: what that holds is sent once to each worker.
        items: each can be pickled; each comes back with its result, exactly once.
        jobs: how many processes; one is a process of its own, too.
        wall_seconds: how long an item may take, by this process's clock.
        memory_bytes: how much memory a worker may take beyond what it has when it is ready.
        cpu_seconds: how much processor time an item may take, where the system can limit it.
        recycle_after: a worker is replaced after so many items, so that what it leaks is let go.

    Yields:
        The item, and its result or why there is none.

    Raises:
        WorkersCannotStartError: new processes die at once, so that nothing can be done.
    """
    ready_for_spawning()
    feed = _Feed(iter(items))
    limits = Limits(memory_bytes, cpu_seconds)
    watch = MemoryWatch(memory_bytes)
    crew: _Crew[Item, Result] = _Crew(function, limits, wall_seconds, recycle_after, watch)
    try:
        crew.man(feed, jobs)
        while crew.is_at_work:
            done = crew.collect()
            crew.man(feed, jobs)  # before the caller takes its time with the results
            yield from done
    finally:
        watch.stop()
        crew.dismiss()


class _Feed(Generic[Item]):
    """Items not handed out yet; only as many are taken from the source as are asked about."""

    def __init__(self, source: Iterator[Item]) -> None:
        self._source = source
        self._taken: deque[Item] = deque()

    def has(self, count: int) -> bool:
        """Whether at least so many items are left."""
        while len(self._taken) < count:
            try:
                self._taken.append(next(self._source))
            except StopIteration:
                return False
        return True

    def take(self) -> Item:
        return self._taken.popleft()

    def put_back(self, item: Item) -> None:
        self._taken.appendleft(item)


@dataclass(slots=True, eq=False)
class _Task(Generic[Item]):
    """An item in the hands of a worker, until the deadline; seconds of the monotonic clock."""

    item: Item
    deadline: float


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item]):
    """A worker and what it has; no task means that it is free, or not ready yet."""

    process: WorkerProcess
    started: float
    is_ready: bool = False
    task: _Task[Item] | None = None
    served: int = 0


class _Crew(Generic[Item, Result]):
    """The workers of one call."""

    def __init__(
        self,
        function: Callable[[Item], Result],
        limits: Limits,
        wall_seconds: float,
        recycle_after: int,
        watch: MemoryWatch,
    ) -> None:
        self._function = function
        self._limits = limits
        self._wall = wall_seconds
        self._recycle_after = recycle_after
        self._watch = watch
        self._workers: list[_Worker[Item]] = []
        self._failed_starts = 0

    @property
    def is_at_work(self) -> bool:
        return bool(self._workers)

    def man(self, feed: _Feed[Item], jobs: int) -> None:
        """Give free workers their next item, start new ones for what is left, dismiss the rest."""
        for worker in [each for each in self._workers if each.task is None]:
            if worker.served >= self._recycle_after or not feed.has(1):
                self._remove(worker)
            elif worker.is_ready:
                self._give(worker, feed)
        starting = sum(not worker.is_ready for worker in self._workers)
        while len(self._workers) < max(jobs, 1) and feed.has(starting + 1):
            with stops_held_back():  # it is known, and will be dismissed, before anyone leaves
                process = WorkerProcess(self._function, self._limits)
                self._workers.append(_Worker(process, time.monotonic()))
            starting += 1

    def collect(self) -> list[tuple[Item, Result | WorkerDeath]]:
        """Wait until something happens; the items that are done with."""
        done: list[tuple[Item, Result | WorkerDeath]] = []
        by_connection = {worker.process.connection: worker for worker in self._workers}
        ready: list[Any] = wait(list(by_connection), self._patience())
        for connection in ready:
            done.extend(self._hear(by_connection[connection]))
        now = time.monotonic()
        for worker in [each for each in self._workers if self._deadline(each) <= now]:
            if not worker.process.connection.poll():  # the answer may have come just now
                done.extend(self._give_up(worker))
        return done

    def dismiss(self) -> None:
        """End every worker, whatever it does, and whoever asks to be faster."""
        with stops_held_back():
            for worker in list(self._workers):
                self._remove(worker)

    def _give(self, worker: _Worker[Item], feed: _Feed[Item]) -> None:
        item = feed.take()
        try:
            worker.process.send(item)
        except OSError:  # it died with nothing to do; the item was not begun
            feed.put_back(item)
            self._remove(worker)
            return
        worker.task = _Task(item, time.monotonic() + self._wall)
        worker.served += 1
        self._watch.begin(worker.process)

    def _hear(self, worker: _Worker[Item]) -> Iterator[tuple[Item, Result | WorkerDeath]]:
        answer = worker.process.answer()
        if answer is None:
            yield from self._bury(worker)
            return
        if answer.kind is AnswerKind.READY:
            worker.is_ready = True
            self._failed_starts = 0
            if not answer.value:
                self._watch.add(worker.process)
            return
        is_dead = self._watch.end(worker.process)
        task, worker.task = worker.task, None
        if task is None:
            raise RuntimeError("a worker answered without having been asked")
        match answer.kind:
            case AnswerKind.MEMORY:
                is_dead = True  # what it holds now is anybody's guess
                yield task.item, WorkerDeath(DeathKind.MEMORY, answer.value)
            case AnswerKind.RAISED:
                yield task.item, WorkerDeath(DeathKind.RAISED, answer.value)
            case _:
                yield task.item, answer.value
        if is_dead:
            self._remove(worker)

    def _bury(self, worker: _Worker[Item]) -> Iterator[tuple[Item, WorkerDeath]]:
        """A worker ended, of itself or by the system or by our watch over its memory."""
        was_too_large = self._watch.end(worker.process)
        code = self._remove(worker, is_ending=True)
        if worker.task is not None:
            yield worker.task.item, _death(code, was_too_large=was_too_large)
        elif not worker.is_ready:
            self._count_failed_start(f"ended with {_said(code)}")

    def _give_up(self, worker: _Worker[Item]) -> Iterator[tuple[Item, WorkerDeath]]:
        """A worker took too long."""
        was_too_large = self._watch.end(worker.process)
        self._remove(worker)
        if worker.task is None:
            self._count_failed_start(f"was not ready after {_START_SECONDS:.0f} seconds")
        elif was_too_large:
            yield worker.task.item, _death(0, was_too_large=True)
        else:
            detail = f"not done after {self._wall:g} seconds"
            yield worker.task.item, WorkerDeath(DeathKind.TIMEOUT, detail)

    def _remove(self, worker: _Worker[Item], *, is_ending: bool = False) -> int:
        self._workers.remove(worker)
        self._watch.remove(worker.process)
        return worker.process.gone() if is_ending else worker.process.kill()

    def _count_failed_start(self, how: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _FAILED_STARTS:
            raise WorkersCannotStartError(f"a new worker process {how}")

    def _deadline(self, worker: _Worker[Item]) -> float:
        return worker.task.deadline if worker.task else worker.started + _START_SECONDS

    def _patience(self) -> float:
        """Seconds until the first worker has taken too long."""
        now = time.monotonic()
        return max(0.0, min(self._deadline(worker) for worker in self._workers) - now)


def _death(code: int, *, was_too_large: bool) -> WorkerDeath:
    if was_too_large:
        return WorkerDeath(DeathKind.MEMORY, "held more memory than it may")
    if code < 0 and -code == getattr(signal, "SIGXCPU", 0):
        return WorkerDeath(DeathKind.TIMEOUT, "used up its processor time")
    return WorkerDeath(DeathKind.CRASHED, f"ended with {_said(code)}")


def _said(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
