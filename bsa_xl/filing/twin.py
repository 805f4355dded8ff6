"""Work shared with a twin: a copy of this process that starts with all that is in memory.

Nothing has to be sent to the twin but what names its work. It writes no files and holds nothing
that could be lost: what it did not hand over before it went is made here.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self, TypeVar

from .behind import Behind
from .interrupts import stops_held_back

Item = TypeVar("Item")
Made = TypeVar("Made")

#: Stretches of work that a twin is given ahead, so that it never waits for the next.
_AHEAD = 2
#: Stretches that may wait for their turn before the one that they wait for is made here.
_FAR = 8


class Pair:
    """Two processes that make things, where that pays; else this one makes everything.

    ``with Pair(draft, stamp, stretch=8) as pair: list(pair.each(draft, schools))``, and then
    ``pair.each(stamp, schools)``. The twin is copied when there first is enough to do. In a second
    round a process makes first of all what stands where it made the round before, so that it may
    use what it learned.

    Args:
        makes: what can be asked for. Each depends on its item alone, writes nothing, and gives
            what can be pickled, as its items can. It may keep what it learns; each process learns
            for itself.
        stretch: items that are given away at a time.
    """

    def __init__(self, *makes: Callable[[Any], object], stretch: int = 1) -> None:
        """Keep what can be asked for."""
        self._makes = makes
        self._stretch = stretch
        self._twin: _Twin | None = None
        self._twins: set[int] = set()
        self._is_open = False

    def __enter__(self) -> Self:
        """Nothing starts yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The twin has nothing to lose."""
        if self._twin is not None:
            with stops_held_back():  # who is impatient and asks twice does not leave it behind
                self._twin.end()

    def each(self, make: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
        """What ``make`` gives for each item, in their order.

        A round is taken to its end before the next one is asked for. What ``make`` raises is
        raised when its item's turn comes, or before.

        Args:
            make: one of those that the pair was given.
            items: as many as there are.
        """
        step = self._makes.index(make)
        stretches = [items[at : at + self._stretch] for at in range(0, len(items), self._stretch)]
        if self._twin is None and len(stretches) > _AHEAD and _can_copy():
            self._start()
        if self._twin is None:
            return map(make, items)
        return self._shared(self._twin, step, make, stretches)

    def _start(self) -> None:
        """Copy this process; where the system has no room for another, this one goes on alone.

        What asks the program to stop is heard when the twin is known, and by the parent alone; the
        twin ends with it.
        """
        with stops_held_back(), suppress(OSError):
            self._twin = _Twin(self._makes)

    def _shared(
        self,
        twin: _Twin,
        step: int,
        make: Callable[[Item], Made],
        stretches: Sequence[Sequence[Item]],
    ) -> Iterator[Made]:
        """A round in which the twin takes part."""
        if self._is_open:
            raise RuntimeError("The round before was not taken to its end.")
        self._is_open = True
        turn = _Round(twin, step, make, stretches, self._twins)
        yield from turn.results()
        self._is_open, self._twins = False, turn.twins


def _can_copy() -> bool:
    """Whether a process may be copied, and a second one is of use.

    A copied process is safe on Linux; the system libraries of macOS do not stand it, and Windows
    has no such thing. A daemon may have no children.
    """
    is_daemon = multiprocessing.current_process().daemon
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and not is_daemon


class _Round:
    """One round: what each of the two is to make, what the twin was given, and what was made."""

    def __init__(
        self,
        twin: _Twin,
        step: int,
        make: Callable[[Any], Any],
        stretches: Sequence[Sequence[Any]],
        before: set[int],
    ) -> None:
        """Give the twin its first stretches; ``before``, if it can be, those of the last round."""
        self._twin = twin
        self._step = step
        self._make = make
        self._stretches = stretches
        numbers = range(len(stretches))
        self._ours = deque(number for number in numbers if number not in before)
        self._theirs = deque(number for number in numbers if number in before)
        self._given: list[int] = []
        self._made: dict[int, list[Any]] = {}
        self.twins: set[int] = set()
        for _ in range(_AHEAD):
            self._give()

    def results(self) -> Iterator[Any]:
        """Everything in order."""
        for number in range(len(self._stretches)):
            while number not in self._made:
                if (todo := self._next(number)) is not None:
                    self._make_stretch(todo)
                else:
                    self._take()
            yield from self._made.pop(number)

    def _next(self, wanted: int) -> int | None:
        """What this process makes now; None where all that is left was given away.

        Its own first. When it is far ahead of what is wanted, it makes that if nobody has begun
        it: what is held until then takes room.
        """
        is_ahead = len(self._made) > _FAR and bool(self._theirs) and self._theirs[0] == wanted
        todo = self._theirs if is_ahead else self._ours or self._theirs
        return todo.popleft() if todo else None

    def _make_stretch(self, number: int) -> None:
        made = []
        for item in self._stretches[number]:
            made.append(self._make(item))
            if self._given and self._twin.has_made():
                self._take()
        self._made[number] = made

    def _take(self) -> None:
        """Take what the twin has made, and give it more; where it is gone, take its work back."""
        try:
            number, made = self._twin.take()
        except (EOFError, OSError):
            self._ours = deque(sorted((*self._given, *self._ours, *self._theirs)))
            self._theirs.clear()
            self._given = []
            return
        self._given.remove(number)
        self.twins.add(number)
        self._made[number] = made
        self._give()

    def _give(self) -> None:
        if todo := self._theirs or self._ours:
            number = todo.popleft()
            self._given.append(number)
            self._twin.give(self._step, number, self._stretches[number])


class _Twin:
    """The other process, and the line to it."""

    def __init__(self, makes: Sequence[Callable[[Any], object]]) -> None:
        """Start it."""
        context = multiprocessing.get_context("fork")
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._line, makes), name="bsa-xl twin"
        )
        try:
            self._process.start()
        except OSError:
            self._line.close()
            raise
        finally:
            theirs.close()  # so that the other end is the twin's alone, and closes with it

    def give(self, step: int, number: int, items: Sequence[object]) -> None:
        """Ask for a stretch; that it is gone will be found when its results are taken."""
        with suppress(OSError):
            self._line.send((step, number, list(items)))

    def has_made(self) -> bool:
        """Whether something can be taken."""
        return self._line.poll()

    def take(self) -> tuple[int, list[object]]:
        """The number of a stretch, and what was made of it.

        Raises:
            EOFError, OSError: it is gone.
        """
        number, made = pickle.loads(self._line.recv_bytes())  # noqa: S301  our own process
        return number, made

    def end(self) -> None:
        """It has nothing to lose."""
        self._process.kill()
        self._process.join()
        self._line.close()


def _serve(line: Connection, parents: Connection, makes: Sequence[Callable[[Any], object]]) -> None:
    """The twin's life: a stretch asked for, and made, until the parent hangs up.

    An error ends it without a word; the parent meets the same when it makes that stretch.
    """
    parents.close()
    behind = Behind()
    try:
        while True:
            step, number, items = line.recv()
            made = pickle.dumps((number, list(map(makes[step], items))), protocol=5)
            behind.start(partial(line.send_bytes, made))
    finally:
        os._exit(0)  # nothing of the parent's is to be flushed or tidied up here
