"""Files that are whole under their final name, or not there: after a crash, a kill, a full disk.

Each is written under a temporary name in the same folder, flushed, renamed at one stroke, and the
folder's list of names is flushed too. Kill tests found 62 broken workbooks without this, none with.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from .behind import Behind
from .disk import flush, flush_folder, make_folder
from .faults import CannotWriteError, said_plainly
from .temporaries import Temporary, remove_stale_temporaries

#: Files that are flushed and renamed together. One journal entry of the file system then serves
#: many of them; at most so many open files are held, and so many are lost to a kill.
BATCH = 32


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """``path`` holds exactly ``data``, on the disk, when this returns.

    Whatever happens on the way, ``path`` holds either what it held before or all of ``data``.

    Args:
        path: the file; its folder exists.
        data: the whole content.
        private: only its owner may read it.

    Raises:
        FileInUseError: another program has the file open (Windows).
        CannotWriteError: the disk is full, the folder may not be written, and so on.
    """
    with said_plainly(path):
        temporary = Temporary(path.parent, private=private)
        try:
            temporary.write(data)
            temporary.flush()
            temporary.become(path)
        except BaseException:
            temporary.discard()
            raise
        flush_folder(path.parent)


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """For writers that want a path: what they write there becomes ``path`` when the block ends.

    ``with replacing(book) as draft: workbook.save(draft)``. When the block raises, ``path`` stays
    as it was.

    Args:
        path: the file; its folder exists.
        private: only its owner may read it.

    Yields:
        The path of an empty temporary file in the same folder.

    Raises:
        FileInUseError: another program has the file open (Windows).
        CannotWriteError: the disk is full, the folder may not be written, and so on.
    """
    with said_plainly(path):
        temporary = Temporary(path.parent, private=private)
        try:
            yield temporary.path
            _flush_file(temporary.path)
            temporary.become(path)
        except BaseException:
            temporary.discard()
            raise
        flush_folder(path.parent)


class DurableFolder:
    """Many files into one folder, each whole or absent, all on the disk when the block ends.

    ``with DurableFolder(out) as folder: folder.write("0417.xlsx", data)``. Files are flushed and
    renamed a batch at a time and the folder's list of names once per batch. A block that raises
    leaves the batches that were full before, and nothing of the last one.

    A full batch is written behind the caller's back, who meanwhile makes the next files: waiting
    for a disk took a third of an issue's time.
    """

    def __init__(self, folder: Path, *, private: bool = False, batch: int = BATCH) -> None:
        """Nothing happens before the block begins.

        Args:
            folder: where; it is made, and cleared of what killed runs left, as the block begins.
            private: only their owner may read the files.
            batch: how many files are settled together.
        """
        self.folder = folder
        self._private = private
        self._batch = batch
        self._taken: list[tuple[Path, bytes]] = []
        self._behind = Behind()

    def __enter__(self) -> Self:
        """Make the folder and remove stale temporary files."""
        with said_plainly(self.folder / "."):
            make_folder(self.folder)
        remove_stale_temporaries(self.folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Settle the last batch; drop it when the block raised."""
        if kind is None:
            self.settle()
            return
        self._taken = []
        with suppress(CannotWriteError):  # what the block raised is what is to be told
            self._behind.wait()

    def write(self, name: str, data: bytes) -> Path:
        """Take a file; it has its name at the latest when the block ends, or after `settle`.

        Args:
            name: a file name without a folder.
            data: the whole content.

        Returns:
            Where the file will stand.

        Raises:
            ValueError: ``name`` is not a plain file name.
            CannotWriteError: an earlier file cannot be written.
        """
        if not name.strip(". ") or any(each in name for each in '/\\:\0<>"|?*'):
            raise ValueError(f"not a plain file name: {name!r}")
        path = self.folder / name
        self._taken.append((path, data))
        if len(self._taken) >= self._batch:
            batch, self._taken = self._taken, []
            self._behind.start(partial(self._settle, batch))
        return path

    def settle(self) -> None:
        """All files taken so far stand under their names, on the disk, when this returns.

        Raises:
            FileInUseError: another program has one of them open (Windows).
            CannotWriteError: one cannot be written; those before it are in place and whole.
        """
        batch, self._taken = self._taken, []
        self._behind.wait()
        self._settle(batch)

    def _settle(self, batch: list[tuple[Path, bytes]]) -> None:
        pending: list[tuple[Temporary, Path]] = []
        try:
            for path, data in batch:
                with said_plainly(path):
                    temporary = Temporary(self.folder, private=self._private)
                    pending.append((temporary, path))
                    temporary.write(data)
            for temporary, path in pending:
                with said_plainly(path):
                    temporary.flush()
            for temporary, path in pending:
                with said_plainly(path):
                    temporary.become(path)
            if pending:
                with said_plainly(path):
                    flush_folder(self.folder)
        except BaseException:
            for temporary, _ in pending:
                temporary.discard()
            raise


def _flush_file(path: Path) -> None:
    """A file that another writer wrote and closed."""
    handle = os.open(path, os.O_RDWR)
    try:
        flush(handle)
    finally:
        os.close(handle)
