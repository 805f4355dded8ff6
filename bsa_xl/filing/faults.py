"""What is said when a file cannot be written: the fact, and the way out, in plain words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Windows' codes for "somebody has it open": access denied, sharing violation, lock violation.
#: Replacing an open workbook gives the first as often as the second.
IN_USE = frozenset({5, 32, 33})

_FULL = "the disk is full", "Make room on the disk that holds {folder}, then run this again."
_REFUSED = (
    "you may not write in {folder}",
    "Choose another folder, or ask whoever looks after it for the right to write there.",
)
_NO_FOLDER = "the folder {folder} does not exist", "Make the folder, or choose another one."
_FAULTY = (
    "the disk reported a fault",
    "Choose a folder on another disk, and have the one that holds {folder} looked at.",
)
_TOO_LONG = "its name is too long", "Choose a shorter name, or a folder with a shorter path."
_IN_THE_WAY = "a folder has the same name", "Rename that folder, or choose another place."

#: What each of the system's error names means to the reader. Systems lack some of them.
_MEANINGS = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EACCES": _REFUSED,
    "EPERM": _REFUSED,
    "EROFS": _REFUSED,
    "ENOENT": _NO_FOLDER,
    "ENOTDIR": _NO_FOLDER,
    "EIO": _FAULTY,
    "ENAMETOOLONG": _TOO_LONG,
    "EISDIR": _IN_THE_WAY,
    "ENOTEMPTY": _IN_THE_WAY,
}


class CannotWriteError(OSError):
    """A file could not be written; nothing broken stands under its name.

    Attributes:
        path: the file that was to be written.
        problem: the fact; one sentence.
        remedy: what the reader can do; one sentence.
        code: the system's error number, 0 where there is none.
    """

    def __init__(self, path: Path, problem: str, remedy: str, code: int = 0) -> None:
        super().__init__(code, f"{problem} {remedy}", str(path))
        self.path = path
        self.problem = problem
        self.remedy = remedy
        self.code = code

    def __str__(self) -> str:
        """The fact and the way out, without the system's number."""
        return f"{self.problem} {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        """Lets the error travel from a worker process to its parent."""
        return type(self), (self.path, self.problem, self.remedy, self.code)


class FileInUseError(CannotWriteError):
    """Another program has the file open and does not let go of it."""


def is_in_use(error: OSError) -> bool:
    """Whether Windows says that another program has the file open."""
    return getattr(error, "winerror", None) in IN_USE


def in_words(error: OSError, path: Path) -> CannotWriteError:
    """The system's error as a message about ``path``."""
    code = error.errno or 0
    if is_in_use(error):
        return FileInUseError(
            path,
            f"{path.name} is open in another program.",
            "Close it there, then run this again.",
            code,
        )
    reason, remedy = _reason(error, path.parent)
    return CannotWriteError(path, f"{path.name} could not be written: {reason}.", remedy, code)


def _reason(error: OSError, folder: Path) -> tuple[str, str]:
    meaning = _MEANINGS.get(errno.errorcode.get(error.errno or 0, ""))
    if meaning is None:
        said = (error.strerror or "the system gave no reason").rstrip(".")
        return f"{said[:1].lower()}{said[1:]}", "Choose another folder, then run this again."
    problem, remedy = meaning
    return problem.format(folder=folder), remedy.format(folder=folder)


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turns any error of the system in the block into a message about ``path``."""
    try:
        yield
    except CannotWriteError:
        raise
    except OSError as error:
        raise in_words(error, path) from error
