"""Work shared with a twin: a copy of this process that starts with all that is in memory.

Nothing has to be sent to the twin but the numbers of what it is to make. It writes no files and
holds nothing that could be lost: what it did not hand over before it went is made here.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from .behind import Behind

Item = TypeVar("Item")
Made = TypeVar("Made")

#: Stretches of work that a twin is given ahead, so that it never waits for the next.
_AHEAD = 2


@contextmanager
def by_two(
    make: Callable[[Item], Made], items: Sequence[Item], *, stretch: int = 1
) -> Iterator[Iterator[Made]]:
    """What ``make`` gives for each item, in their order, made by two processes where that pays.

    ``with by_two(stamp, drafts, stretch=8) as stamped: ...``. Where the system cannot copy a
    process safely, has one processor, or there is little to do, this process makes everything.

    Args:
        make: depends on its item alone, writes nothing, and gives what can be pickled. It may
            keep what it learns; each process learns for itself.
        items: as many as there are.
        stretch: items that are given away at a time.

    Yields:
        The results; what ``make`` raises is raised when its item's turn comes.
    """
    stretches = [items[at : at + stretch] for at in range(0, len(items), stretch)]
    if len(stretches) <= _AHEAD or not _can_copy():
        yield map(make, items)
        return
    twin = _Twin(make, stretches)
    try:
        yield twin.results()
    finally:
        twin.end()


def _can_copy() -> bool:
    """Whether a process may be copied, and a second one is of use.

    A copied process is safe on Linux; the system libraries of macOS do not stand it, and Windows
    has no such thing.
    """
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class _Twin(Generic[Item, Made]):
    """The twin, and what both have made."""

    def __init__(self, make: Callable[[Item], Made], stretches: Sequence[Sequence[Item]]) -> None:
        """Start it, and give it its first stretches."""
        self._make = make
        self._stretches = stretches
        self._left = deque(range(len(stretches)))
        self._given: list[int] = []
        self._made: dict[int, list[Made]] = {}
        context = multiprocessing.get_context("fork")
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._line, make, stretches), name="bsa-xl twin"
        )
        with _signals_held_back():
            self._process.start()
        theirs.close()  # so that the other end is the twin's alone, and closes with it
        for _ in range(_AHEAD):
            self._give()

    def results(self) -> Iterator[Made]:
        """Everything in order."""
        for number in range(len(self._stretches)):
            while number not in self._made:
                if self._left:
                    self._make_stretch(self._left.popleft())
                else:
                    self._take()
            yield from self._made.pop(number)

    def end(self) -> None:
        """It has nothing to lose."""
        self._process.kill()
        self._process.join()
        self._line.close()

    def _make_stretch(self, number: int) -> None:
        made = []
        for item in self._stretches[number]:
            made.append(self._make(item))
            if self._given and self._line.poll():
                self._take()
        self._made[number] = made

    def _take(self) -> None:
        """Take what the twin has made, and give it more; where it is gone, take its work back."""
        try:
            number, made = pickle.loads(self._line.recv_bytes())  # noqa: S301  our own process
        except (EOFError, OSError):
            self._left.extendleft(reversed(self._given))
            self._given = []
            return
        self._given.remove(number)
        self._made[number] = made
        self._give()

    def _give(self) -> None:
        if self._left:
            number = self._left.popleft()
            self._given.append(number)
            with suppress(OSError):  # it is gone, as will be found when its results are taken
                self._line.send(number)


def _serve(
    line: Connection,
    parents: Connection,
    make: Callable[[Item], Made],
    stretches: Sequence[Sequence[Item]],
) -> None:
    """The twin's life: a number, a stretch made, until the parent hangs up.

    An error ends it without a word; the parent meets the same when it makes that stretch.
    """
    parents.close()
    behind = Behind()
    try:
        while True:
            number = line.recv()
            made = pickle.dumps((number, [make(item) for item in stretches[number]]), protocol=5)
            behind.start(partial(line.send_bytes, made))
    finally:
        os._exit(0)  # nothing of the parent's is to be flushed or tidied up here


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """What asks the program to stop is heard by the parent alone; the twin ends with it."""
    asked = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, asked)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
