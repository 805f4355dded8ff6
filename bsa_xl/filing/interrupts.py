"""Stopping politely: what the system sends to end a process reaches `finally` and `with`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

#: Ctrl-C is Python's own. These end a process without a word: a shutdown, a closed terminal,
#: Ctrl-Break on Windows.
_POLITE = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def stopping_politely() -> Iterator[None]:
    """Within the block a request to stop raises KeyboardInterrupt, as Ctrl-C does.

    Temporary files are then removed and transactions rolled back. What is ignored, as ``nohup``
    has a closed terminal ignored, stays so. Outside the main thread, where Python takes no
    signals, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = [each for each in _known(_POLITE) if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, _stop) for each in heeded}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler if handler is not None else signal.SIG_DFL)


@contextmanager
def stops_held_back() -> Iterator[None]:
    """A request to stop is heard after the block; a Ctrl-C never by a process begun in it.

    A terminal tells Ctrl-C to all that runs in it, and a new process inherits what its thread does
    not listen to. That alone holds nothing back from this process: any other thread, as a library
    may have started, hears it, and Python then acts on it in the main thread. So what acts on it
    waits too.
    """
    heard: list[int] = []
    with ExitStack() as after:
        after.callback(_say_again, heard)
        _close_ears(after)
        if threading.current_thread() is threading.main_thread():
            for each in _known(("SIGINT", *_POLITE)):
                _replace(each, heard, after)
        yield


def _close_ears(after: ExitStack) -> None:
    """This thread, and what is begun by it, hears no Ctrl-C; Windows has no such thing."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is not None:
        after.callback(mask, signal.SIG_SETMASK, mask(signal.SIG_BLOCK, {signal.SIGINT}))


def _replace(each: int, heard: list[int], after: ExitStack) -> None:
    """Only note a request that something in Python acts on; the system acts on others at once."""
    handler = signal.getsignal(each)
    if callable(handler):
        after.callback(signal.signal, each, handler)
        signal.signal(each, lambda number, _: heard.append(number))


def _say_again(heard: list[int]) -> None:
    for number in heard:
        signal.raise_signal(number)


def _known(names: tuple[str, ...]) -> list[signal.Signals]:
    """Those of the signals that this system has."""
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _stop(number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)
