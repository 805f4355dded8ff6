"""Bytes as they arrived, each kept once under its own SHA-256, before anything looks into them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from pathlib import Path

from bsa_xl.filing import CannotWriteError, DurableFolder

from .faults import StoreDamagedError

_DIGITS = frozenset("0123456789abcdef")
_LENGTH = 64


def sha256_of(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class RawFolder:
    """The folder of kept bytes; files in it are read-only and never change.

    Attributes:
        folder: where they lie; it need not exist yet.
    """

    __slots__ = ("folder",)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __contains__(self, sha256: str) -> bool:
        """Whether something is kept under a SHA-256; it is not read."""
        return _is_sha256(sha256) and (self.folder / sha256).is_file()

    def keep(self, data: bytes) -> str:
        """Keep one file; it is on the disk when this returns.

        Returns:
            Its SHA-256, under which it is found again.

        Raises:
            CannotWriteError: the disk is full, and so on.
        """
        return self.keep_all([data])[0]

    def keep_all(self, files: Iterable[bytes]) -> list[str]:
        """Keep several files, flushed to the disk together; all are there when this returns.

        Much quicker than one at a time. What is already kept is not written again, but mended
        where the disk lost or changed it.

        Returns:
            The SHA-256 of each, in the order given.

        Raises:
            CannotWriteError: the disk is full, and so on; what was kept before stays.
        """
        names: list[str] = []
        written: set[str] = set()
        with DurableFolder(self.folder) as folder:
            for data in files:
                name = sha256_of(data)
                names.append(name)
                if name not in written and not self._holds(name):
                    self._write(folder, name, data)
                    written.add(name)
        for name in written:
            _make_read_only(self.folder / name)
        return names

    def read(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256.

        Raises:
            KeyError: nothing is kept under it.
            StoreDamagedError: the file no longer is what was kept.
        """
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise KeyError(sha256) from None
        if sha256_of(data) != sha256:
            raise StoreDamagedError(
                f"The kept file {self._path(sha256)} was changed.",
                "Put it back from the last backup.",
            )
        return data

    def names(self) -> list[str]:
        """The SHA-256 of every kept file, sorted."""
        if not self.folder.is_dir():
            return []
        return sorted(each.name for each in self.folder.iterdir() if _is_sha256(each.name))

    def _path(self, sha256: str) -> Path:
        if not _is_sha256(sha256):
            raise KeyError(sha256)
        return self.folder / sha256

    def _holds(self, name: str) -> bool:
        try:
            return sha256_of((self.folder / name).read_bytes()) == name
        except OSError:
            return False

    def _write(self, folder: DurableFolder, name: str, data: bytes) -> None:
        path = self.folder / name
        if path.exists():  # changed or cut short: Windows replaces no read-only file
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
        try:
            folder.write(name, data)
        except CannotWriteError:
            if not self._holds(name):  # another collector may have kept the same file meanwhile
                raise


def _make_read_only(path: Path) -> None:
    path.chmod(stat.S_IREAD)


def _is_sha256(text: str) -> bool:
    return len(text) == _LENGTH and _DIGITS.issuperset(text)
