"""Stopping politely: what the system sends to end a process reaches `finally` and `with`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Ctrl-C is Python's own. These end a process without a word: a shutdown, a closed terminal,
#: Ctrl-Break on Windows.
_POLITE = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def stopping_politely() -> Iterator[None]:
    """Within the block a request to stop raises KeyboardInterrupt, as Ctrl-C does.

    Temporary files are then removed and transactions rolled back. Outside the main thread, where
    Python takes no signals, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    known = [getattr(signal, name) for name in _POLITE if hasattr(signal, name)]
    before = {each: signal.signal(each, _stop) for each in known}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler if handler is not None else signal.SIG_DFL)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)
