"""Compiled templates, kept by fingerprint so that the same policy is compiled once."""

from __future__ import annotations

import re
from pathlib import Path

from bsa_xl.filing import DurableFolder

_FINGERPRINT = re.compile(r"[0-9A-Za-z_-]{8,128}")
_SUFFIX = ".compiled"
#: A policy has a template per size of school; older policies' make room for newer ones'.
_KEPT = 24


class TemplateCache:
    """A folder of compiled templates. It may be emptied at any time; only time is lost.

    Attributes:
        folder: where they lie; it need not exist yet.
    """

    __slots__ = ("folder",)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, fingerprint: str) -> bytes | None:
        """The compiled template of a fingerprint; None where there is none.

        The reader of the bytes checks that they are whole, as for any file.
        """
        try:
            return self._path(fingerprint).read_bytes()
        except OSError:
            return None

    def put(self, fingerprint: str, compiled: bytes) -> None:
        """Keep a compiled template, and let go of the oldest beyond two dozen.

        Raises:
            CannotWriteError: the disk is full, and so on.
        """
        path = self._path(fingerprint)
        with DurableFolder(self.folder) as folder:
            folder.write(path.name, compiled)
        for old in self._oldest_first()[:-_KEPT]:
            old.unlink(missing_ok=True)

    def _oldest_first(self) -> list[Path]:
        found = [each for each in self.folder.iterdir() if each.suffix == _SUFFIX]
        return sorted(found, key=lambda each: (each.stat().st_mtime_ns, each.name))

    def _path(self, fingerprint: str) -> Path:
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise ValueError(f"not a fingerprint: {fingerprint!r}")
        return self.folder / f"{fingerprint}{_SUFFIX}"
