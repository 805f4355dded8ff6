"""When a command cannot go through: one clear message, the right exit code, never a traceback."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl import __version__
from bsa_xl.filing import write_durably

from .reply import Reply

STOPPED, OUR_FAULT = 130, 1


def stopped() -> Reply:
    """Somebody pressed Ctrl-C, or the system asked the program to end."""
    return Reply(
        exit=STOPPED,
        problem="Stopped. Every file that was written is whole.",
        remedy="Run the same command again to go on.",
    )


def reply_for(error: Exception) -> Reply:
    """The reply to an exception: the verb's own words, or that the fault is ours."""
    try:
        from bsa_xl.api import stop_for  # noqa: PLC0415 - heavy; there already where a verb ran
    except ImportError:  # a broken installation: then that is the error
        stop = None
    else:
        stop = stop_for(error)
    if stop is not None:
        return Reply(exit=int(stop.exit), problem=stop.problem, remedy=stop.remedy)
    place = _write_details(error)
    return Reply(
        exit=OUR_FAULT,
        problem="This is our fault: something happened that we did not foresee.",
        remedy=f"Please send {place} to whoever looks after BSA-XL."
        if place
        else f"Please tell whoever looks after BSA-XL: {type(error).__name__}: {error}",
    )


def leave_quietly() -> None:
    """Nobody reads our output any more (``| head``); a closed stream is not flushed at the end."""
    with suppress(OSError, ValueError):
        sys.stdout.close()


def _write_details(error: Exception) -> Path | None:
    """Where the details were written; None where they could not be."""
    now = datetime.now(UTC)
    path = Path(tempfile.gettempdir()) / f"bsa-xl-fault-{now:%Y%m%d-%H%M%S-%f}.log"
    told = [
        f"bsa-xl {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{now:%Y-%m-%d %H:%M:%S} UTC",
        " ".join(sys.argv),
        "",
        *traceback.format_exception(error),
    ]
    try:
        write_durably(path, "\n".join(told).encode("utf-8", "backslashreplace"), private=True)
    except OSError:
        return None
    return path
