"""What has to happen before a file may be called written: all bytes, flushed, renamed, recorded."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

from .faults import CannotWriteError, in_words, is_in_use
from .system import on_windows, system_module

#: Pauses between attempts to replace a file that another program holds, seconds: 1.5 in all.
#: Virus scanners and sync clients let go within them; a person with the file open does not.
PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.73)

#: What folders answer that cannot be flushed: some network and FUSE file systems, and drop boxes
#: that may be written but not read.
_CANNOT_FLUSH = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES})


def write_all(handle: int, data: bytes) -> None:
    """All of ``data`` to an open file; the system may take it in pieces."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def flush(handle: int) -> None:
    """What was written is on the disk when this returns, not in a cache of the system or drive."""
    fcntl = system_module("fcntl")
    full = getattr(fcntl, "F_FULLFSYNC", None)  # macOS: fsync alone stops at the drive's cache
    if fcntl is not None and full is not None:
        try:
            fcntl.fcntl(handle, full)
        except OSError as error:
            if error.errno not in {errno.ENOTSUP, errno.EINVAL}:
                raise
        else:
            return
    os.fsync(handle)


def flush_folder(folder: Path) -> None:
    """The folder's list of names is on the disk, where the system lets one ask for that.

    Windows does not, and keeps its list of names in a journal of its own.
    """
    if on_windows():
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise


def make_folder(folder: Path) -> None:
    """The folder and those above it, each recorded in the one that holds it."""
    missing = [folder, *folder.parents]
    missing = missing[: next((i for i, each in enumerate(missing) if each.is_dir()), 0)]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        flush_folder(each.parent)


def replace(source: Path, target: Path) -> None:
    """``source`` takes the name ``target``, at one stroke.

    Raises:
        FileInUseError: Windows only: another program has ``target`` open, and still after 1.5 s.
        CannotWriteError: ``target`` is marked read-only.
        OSError: anything else that the system says.
    """
    for pause in (*PAUSES, None):
        try:
            source.replace(target)
        except OSError as error:
            if not is_in_use(error):
                raise
            _refuse_read_only(target)
            if pause is None:
                raise in_words(error, target) from error
            time.sleep(pause)
        else:
            return


def _refuse_read_only(target: Path) -> None:
    """Windows answers "access denied" for a read-only file too; waiting would not help."""
    try:
        mode = target.stat().st_mode
    except OSError:
        return
    if not mode & stat.S_IWRITE:
        raise CannotWriteError(
            target,
            f"{target.name} could not be written: the file there is marked read-only.",
            "Take the mark away in its properties, or choose another place.",
            errno.EACCES,
        )
