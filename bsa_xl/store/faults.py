"""What is said when the store cannot be used: the fact, and the way out, in plain words."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from bsa_xl.filing import CannotWriteError

if TYPE_CHECKING:  # heavy, and nobody has such an error before a store is open
    from sqlalchemy.exc import DBAPIError

#: SQLite's own primary result codes, https://www.sqlite.org/rescode.html
_PERMISSION, _BUSY, _LOCKED, _READ_ONLY, _FAULT, _CORRUPT = 3, 5, 6, 8, 10, 11
_FULL, _CANNOT_OPEN, _NO_DATABASE = 13, 14, 26
_PRIMARY = 0xFF

_WAIT = "Wait until that has finished, then run this again."
_RESTORE = "Put the last backup in its place, and keep the damaged folder for a closer look."


class StoreError(Exception):
    """The store cannot be used as asked.

    Attributes:
        problem: the fact; one sentence.
        remedy: what the reader can do; one sentence.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Lets the error travel between processes."""
        return type(self), (self.problem, self.remedy)


class StoreMissingError(StoreError):
    """There is no store where one was looked for (exit code 4)."""


class StoreDamagedError(StoreError):
    """What lies there is not a whole store (exit code 5)."""


class StoreTooNewError(StoreError):
    """A newer version of this program wrote the store (exit code 6)."""


class StoreBusyError(StoreError):
    """Another program is writing and did not finish in time (exit code 6)."""


class RegisterConflictError(StoreError):
    """The register changed between looking and writing (exit code 6)."""


def no_store(folder: Path) -> StoreMissingError:
    """Nothing was issued yet, or the folder is another one."""
    return StoreMissingError(
        f"There is no store at {folder}.",
        "Issue the workbooks first, or name the folder that holds the store with --store.",
    )


def no_database(path: Path) -> StoreDamagedError:
    """A file lies there that no version of this program wrote."""
    return StoreDamagedError(f"{path} is not a store of this program.", _RESTORE)


def too_new(path: Path, found: int, known: int) -> StoreTooNewError:
    """The format has a higher number than this version knows."""
    return StoreTooNewError(
        f"{path} was written by a newer version of BSA-XL (format {found}; "
        f"this version knows {known}).",
        "Install the newer version on this computer.",
    )


def busy(path: Path, holder: str) -> StoreBusyError:
    """Somebody else writes.

    Args:
        path: the database.
        holder: who, as a message says it; empty where nobody knows.
    """
    who = holder or "another program"
    return StoreBusyError(f"The store {path.parent.name} is busy: {who} is writing to it.", _WAIT)


def is_busy(error: DBAPIError) -> bool:
    """Whether another program held the database."""
    return _code(error) in {_BUSY, _LOCKED}


def in_words(error: DBAPIError | sqlite3.Error, path: Path) -> Exception | None:
    """The database's error as a message; None where the fault is the program's own."""
    place = path.parent
    match _code(error):
        case code if code in {_BUSY, _LOCKED}:
            return busy(path, "")
        case code if code in {_CORRUPT, _NO_DATABASE}:
            return StoreDamagedError(f"The database {path} is damaged.", _RESTORE)
        case code if code == _FULL:
            return CannotWriteError(
                path,
                "The store could not be written: the disk is full.",
                f"Make room on the disk that holds {place}, then run this again.",
                errno.ENOSPC,
            )
        case code if code == _FAULT:
            return CannotWriteError(
                path,
                "The store could not be read or written: the disk reported a fault.",
                f"Have the disk that holds {place} looked at, then run this again.",
                errno.EIO,
            )
        case code if code in {_PERMISSION, _READ_ONLY, _CANNOT_OPEN}:
            return CannotWriteError(
                path,
                f"The store could not be opened: you may not write in {place}.",
                "Choose another place with --store, or ask whoever looks after the folder.",
                errno.EACCES,
            )
        case _:
            return None


def _code(error: DBAPIError | sqlite3.Error) -> int:
    original = getattr(error, "orig", error)  # SQLAlchemy's error has SQLite's own inside
    if not isinstance(original, sqlite3.Error):
        return 0
    return int(getattr(original, "sqlite_errorcode", 0)) & _PRIMARY
