"""Why a verb could not go through, in words, and the exit code that goes with it."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from bsa_xl.filing import CannotWriteError
from bsa_xl.intake import WorkersCannotStartError
from bsa_xl.store import StoreDamagedError, StoreError, StoreMissingError

from .outcome import Exit

_AGAIN = "then run this again."
_NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR})
#: What the system may run out of, whatever file is concerned.
_SHORT_OF = {
    errno.ENOSPC: ("The disk is full.", f"Make room on it, {_AGAIN}"),
    errno.ENOMEM: ("The computer is out of memory.", f"Close other programs, {_AGAIN}"),
    errno.EMFILE: ("Too many files are open.", f"Close other programs, {_AGAIN}"),
    errno.ENFILE: ("Too many files are open.", f"Close other programs, {_AGAIN}"),
}


class UnknownNameError(LookupError):
    """What was asked for by its name is not there.

    Attributes:
        problem: the fact; one sentence.
        remedy: what the reader can do; one sentence.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a verb stopped.

    Attributes:
        problem: the fact; one sentence.
        remedy: what the reader can do; one sentence.
        exit: what the command line ends with.
    """

    problem: str
    remedy: str
    exit: Exit


def stop_for(error: BaseException) -> Stop | None:
    """What an exception of a verb means to whoever ran it.

    Returns:
        None where the exception is a fault of this program.
    """
    if isinstance(error, OSError) and not isinstance(error, CannotWriteError):
        return _of_the_system(error)
    match error:
        case StoreError() | CannotWriteError():
            return Stop(error.problem, error.remedy, _exit_of(error))
        case UnknownNameError():
            return Stop(error.problem, error.remedy, Exit.USAGE)
        case WorkersCannotStartError():
            remedy = f"Let your system's virus scanner allow Python, {_AGAIN}"
            return Stop(f"The readers could not start: {error}.", remedy, Exit.BUSY)
        case MemoryError():
            return Stop(*_SHORT_OF[errno.ENOMEM], Exit.BUSY)
        case _:
            return None


def _exit_of(error: StoreError | CannotWriteError) -> Exit:
    if isinstance(error, StoreMissingError):
        return Exit.NOTHING
    return Exit.INTEGRITY if isinstance(error, StoreDamagedError) else Exit.BUSY


def _of_the_system(error: OSError) -> Stop | None:
    """A fault of the disk or of somebody's rights; one that names no file may well be ours."""
    if error.errno in _SHORT_OF:
        return Stop(*_SHORT_OF[error.errno], Exit.BUSY)
    if not isinstance(error.filename, str | bytes):
        return None
    name = error.filename if isinstance(error.filename, str) else error.filename.decode("latin-1")
    if error.errno in _NOT_THERE:
        return Stop(f"{name} is not there.", f"Check its name, {_AGAIN}", Exit.NOTHING)
    said = (error.strerror or "the system gave no reason").rstrip(".")
    problem = f"{name} could not be opened: {said[:1].lower()}{said[1:]}."
    return Stop(problem, f"Close it elsewhere and check who may open it, {_AGAIN}", Exit.BUSY)
