"""Temporary files: a new file is written under a name of its own and takes the real one at the end.

Whoever writes one holds a lock on it, so that another process tells a file that is being written
from one that a killed process left behind. A lock dies with its process; no clock is needed.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from .disk import flush, replace, write_all
from .privacy import make_private
from .system import on_windows, system_module

#: Where files cannot be locked, one that was not touched for this long is taken for left behind.
STALE_SECONDS = 60.0

_NAME = re.compile(r"\.bsa-xl-[0-9a-f]{16}\.tmp")
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Temporary:
    """A temporary file, open for writing, that ends as `become` or `discard`.

    Attributes:
        path: where it stands; in the folder of the file that it will become.
    """

    __slots__ = ("_handle", "_locked", "path")

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        """Make an empty one in ``folder``.

        Args:
            folder: where; it exists.
            private: only its owner may read it, from before the first byte on.
        """
        self._handle = -1
        self._locked = False
        while not self._create(folder, private=private):
            pass

    def _create(self, folder: Path, *, private: bool) -> bool:
        """False when another process took the new file for an abandoned one, before the lock."""
        self.path = folder / f".bsa-xl-{secrets.token_hex(8)}.tmp"
        self._handle = os.open(self.path, _NEW, 0o600 if private else 0o666)
        try:
            self._locked = _lock(self._handle)
            if os.fstat(self._handle).st_nlink == 0:
                self.discard()
                return False
            if private and on_windows():
                make_private(self.path)
        except BlockingIOError:
            self.discard()
            return False
        except BaseException:
            self.discard()
            raise
        return True

    def write(self, data: bytes) -> None:
        """All of ``data``, after what was written before."""
        write_all(self._handle, data)

    def flush(self) -> None:
        """What was written is on the disk when this returns."""
        flush(self._handle)

    def become(self, target: Path) -> None:
        """Take the name ``target``, which then holds exactly what was written."""
        if not self._locked:  # Windows renames no open file
            self._close()
        replace(self.path, target)
        self._close()

    def discard(self) -> None:
        """Remove it; nothing happens when it is gone or has become a file."""
        with suppress(OSError):
            self._close()
        with suppress(OSError):
            self.path.unlink()

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def remove_stale_temporaries(folder: Path) -> int:
    """Remove what killed runs left in ``folder``; files that are being written stay.

    Only names that this room gives are looked at, and nothing below sub-folders.

    Returns:
        How many files were removed; 0 for a folder that does not exist.
    """
    try:
        ours = sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))
    except FileNotFoundError:
        return 0
    return sum(map(_remove_if_abandoned, ours))


def _remove_if_abandoned(path: Path) -> bool:
    fcntl = system_module("fcntl")
    try:
        if path.is_symlink():
            return False
        if fcntl is None:
            return _remove_if_old(path)
        handle = os.open(path, os.O_RDWR)
    except OSError:  # gone already, or somebody else's
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()  # under the lock: its maker, if it lives, then sees that it has no name
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return _remove_if_old(path)
    finally:
        os.close(handle)
    return True


def _remove_if_old(path: Path) -> bool:
    """Windows refuses to remove a file that is open, which is as good as a lock."""
    try:
        if time.time() - path.stat().st_mtime < STALE_SECONDS:
            return False
        path.unlink()
    except OSError:
        return False
    return True


def _lock(handle: int) -> bool:
    """Whether the file is now locked; False where files cannot be.

    Raises:
        BlockingIOError: somebody who clears the folder holds it, and is about to remove it.
    """
    fcntl = system_module("fcntl")
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return False
    return True
