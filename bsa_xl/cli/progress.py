"""How far a long step is: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .safe_text import safe
from .screen import is_lively, say

#: Without a terminal a step is told in so many lines.
_LINES_A_STEP = 10


@contextmanager
def watching() -> Iterator[Callable[[str, int, int], None]]:
    """Progress on stderr, in the form that suits whoever looks.

    Yields:
        Called with what is being done, how much is done, and how much there is to do.
    """
    if not is_lively(sys.stderr):
        yield _Lines()
        return
    from rich.console import Console  # noqa: PLC0415 - only where a bar is drawn
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )  # fmt: skip
    with Progress(*columns, console=Console(file=sys.stderr)) as bars:
        steps: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in steps:
                steps[what] = bars.add_task(escape(safe(what)), total=total)
            bars.update(steps[what], completed=done, total=total)

        yield tell


class _Lines:
    """Plain lines: the beginning of a step, every tenth of it, and its end."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        part = _LINES_A_STEP * done // total if total else _LINES_A_STEP
        if self._told.get(what, -1) < part:
            self._told[what] = part
            say(f"{what}: {done:,} of {total:,}")
