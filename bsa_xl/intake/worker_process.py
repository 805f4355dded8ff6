"""One worker: the process that does the work, and the handle by which its parent holds it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

import psutil

from bsa_xl.filing import limit_cpu, limit_memory

_SAID = 500  # characters of an exception that are told
#: New objects before Python looks for circles among them: a workbook has tens of thousands, and
#: hardly any circle. A worker that is replaced in time lets go of what is never found.
CYCLES_AFTER = (20_000, 20, 20)
_GONE = 10  # seconds that a killed process may take to be gone


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use: memory beyond what it starts with, processor time for an item."""

    memory_bytes: int
    cpu_seconds: float


def ready_for_spawning() -> None:
    """Begin now what Python begins with the first spawned process.

    Its tracker of shared resources; having started that, Python listens to Ctrl-C again, and so
    would the process that is spawned next, even where that is held back.
    """
    if os.name == "posix":
        resource_tracker.ensure_running()


class AnswerKind(Enum):
    """What a worker tells its parent."""

    READY = 1  #: value: whether the system limits its memory
    RESULT = 2  #: value: what the function gave
    RAISED = 3  #: value: the exception, in words
    MEMORY = 4  #: value: the exception, in words


@dataclass(frozen=True, slots=True)
class Answer:
    """One message from a worker."""

    kind: AnswerKind
    value: Any


class WorkerProcess:
    """A running worker, as its parent sees it.

    Attributes:
        connection: readable when there is an answer, or when the worker is gone.
    """

    __slots__ = ("_process", "connection")

    def __init__(self, function: Callable[[Any], Any], limits: Limits) -> None:
        """Start it; its first answer is READY."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, function, limits), name="bsa-xl worker", daemon=True
        )
        self._process.start()
        theirs.close()  # so that the other end is the worker's alone, and closes with it

    def send(self, item: Any) -> None:  # noqa: ANN401  whatever the function takes
        """Give it an item.

        Raises:
            OSError: it is gone; it never got the item whole.
        """
        self.connection.send_bytes(pickle.dumps(item))

    def answer(self) -> Answer | None:
        """Its next answer; None where it is gone."""
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            return None
        answer: Answer = pickle.loads(message)  # noqa: S301  from our own process
        return answer

    def resident_bytes(self) -> int:
        """The memory it holds; 0 where it is gone."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self) -> int:
        """End it now, whatever it does.

        Returns:
            Its exit code; minus the signal's number where a signal ended it.
        """
        self.end()
        return self.gone()

    def end(self) -> None:
        """End it now, without waiting until it is gone."""
        self._process.kill()

    def gone(self) -> int:
        """Wait for a worker that is ending; its exit code as for `kill`."""
        self._process.join(_GONE)
        self.connection.close()
        return self._process.exitcode or 0


def serve(connection: Connection, function: Callable[[Any], Any], limits: Limits) -> None:
    """The worker's life: an item, an answer, until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear
    gc.set_threshold(*CYCLES_AFTER)
    _leave_with_parent()
    is_limited = limit_memory(psutil.Process().memory_info().vms + limits.memory_bytes)
    try:
        connection.send_bytes(pickle.dumps(Answer(AnswerKind.READY, is_limited)))
        while True:
            message = connection.recv_bytes()
            limit_cpu(limits.cpu_seconds)
            connection.send_bytes(_answer(function, message))
    except (EOFError, OSError):
        return


def _answer(function: Callable[[Any], Any], message: bytes) -> bytes:
    """The pickled answer; a result that cannot be pickled was as good as raised."""
    try:
        return pickle.dumps(Answer(AnswerKind.RESULT, function(pickle.loads(message))))  # noqa: S301
    except MemoryError as error:
        answer = Answer(AnswerKind.MEMORY, _in_words(error))
    except BaseException as error:  # noqa: BLE001  SystemExit too: the parent has to be told
        answer = Answer(AnswerKind.RAISED, _in_words(error))
    return pickle.dumps(answer)


def _in_words(error: BaseException) -> str:
    try:
        said = str(error)
    except Exception:  # noqa: BLE001  an exception whose text fails has no text
        said = ""
    return f"{type(error).__name__}: {said}"[:_SAID].rstrip(": ")


def _leave_with_parent() -> None:
    """A worker in the middle of something does not notice that its parent was killed; this does."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
