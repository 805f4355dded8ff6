"""Watch over the memory of workers where the system sets no limit (Windows, macOS)."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from .worker_process import WorkerProcess

#: Between two looks, seconds. What a worker can fill meanwhile, some tens of megabytes, it may.
_PAUSE = 0.05


@dataclass(slots=True)
class _Watched:
    """A worker under watch.

    Attributes:
        may_hold: bytes.
        task: number of the task it has; 0 for none.
        is_killed: whether the watch has ended it.
    """

    may_hold: int
    task: int = 0
    is_killed: bool = False


class MemoryWatch:
    """Ends watched workers that hold too much while they have a task.

    A thread of its own, because the caller may be busy with results when a worker runs away; it is
    started by the first worker that needs it.
    """

    def __init__(self, memory_bytes: int) -> None:
        """Nothing is watched yet.

        Args:
            memory_bytes: what a worker may hold beyond what it holds when it is ready.
        """
        self._memory_bytes = memory_bytes
        self._watched: dict[WorkerProcess, _Watched] = {}
        self._tasks = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, process: WorkerProcess) -> None:
        """Watch a worker that has just become ready."""
        with self._lock:
            self._watched[process] = _Watched(process.resident_bytes() + self._memory_bytes)
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="memory watch", daemon=True)
            self._thread.start()

    def begin(self, process: WorkerProcess) -> None:
        """The worker has a task from now on."""
        with self._lock:
            watched = self._watched.get(process)
            if watched:
                self._tasks += 1
                watched.task = self._tasks

    def end(self, process: WorkerProcess) -> bool:
        """The worker has answered, or is gone.

        Returns:
            Whether the watch ended it: it then takes no further task.
        """
        with self._lock:
            watched = self._watched.get(process)
            if watched is None:
                return False
            watched.task = 0
            return watched.is_killed

    def remove(self, process: WorkerProcess) -> None:
        """Watch it no longer."""
        with self._lock:
            self._watched.pop(process, None)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._stopped.wait(_PAUSE):
            with self._lock:
                seen = [(process, each.task) for process, each in self._watched.items()]
            for process, task in seen:
                if task:
                    self._judge(process, task, process.resident_bytes())

    def _judge(self, process: WorkerProcess, task: int, held: int) -> None:
        """End a worker, if it still has the task during which it was measured."""
        with self._lock:
            watched = self._watched.get(process)
            if watched and watched.task == task and held > watched.may_hold:
                watched.is_killed = True
                process.end()
