"""What cells ask about, kept between calls: districts that were read, and where workbooks are read.

A sheet asks thousands of times about the same district. It is read once, and again when any of its
files has changed. Whoever offers the functions keeps a desk; nothing is kept behind its back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from bsa_xl import api

from .answers import in_words
from .cells import Cell, Grid, NoAnswerError, path_of, text_of

#: Districts and years that a desk keeps; one of a large district is some 50 MB.
_MOST_KEPT = 4
_ASIDE = ("~$", ".")
_BESIDE = ("policy.yaml", "district.yaml")
_FOLDER = "accounts"
#: Name, size and time of the last change of every file that a district is read from.
_Marks = tuple[tuple[str, int, int], ...]


class Desk:
    """Districts and workbooks that worksheet functions are asked about."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[_Marks, api.CellYear | str]] = {}

    def year(self, district: Cell, year: Cell) -> api.CellYear:
        """A district's fiscal year, allocated; from what is kept while no file has changed.

        Raises:
            NoAnswerError: it cannot be read, or a finding is fatal; in the words of the commands.
        """
        path = path_of(district, "the district")
        key = (str(path), text_of(year, "the fiscal year"))
        marks = tuple(_marks(path))
        known = self._kept.pop(key, None)
        if known is None or known[0] != marks:
            known = (marks, _opened(path, key[1]))
        self._kept[key] = known
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        if isinstance(known[1], str):
            raise NoAnswerError(known[1])
        return known[1]

    def live(self, sheets: Mapping[str, Grid]) -> api.LiveBook:
        """A workbook that stands open, from some of its sheets.

        Raises:
            NoAnswerError: it is none that was issued, or a sheet that is needed is missing.
        """
        with in_words():
            return self._reader(sheets, is_whole=False)

    @cached_property
    def _reader(self) -> api.LiveReader:
        return api.LiveReader()


def _opened(path: Path, year: str) -> api.CellYear | str:
    """The district's year; or why there is none."""
    try:
        return api.open_cell_year(path, year)
    except api.CannotAnswerError as fault:
        return str(fault)
    except OSError as fault:
        stop = api.stop_for(fault)
        if stop is None:
            raise
        return f"{stop.problem} {stop.remedy}"


def _marks(path: Path) -> Iterator[tuple[str, int, int]]:
    """Every file that a district may be read from; none where it cannot be looked at."""
    try:
        if path.is_dir():
            yield from _marks_in(path)
            yield from _marks_in(path / _FOLDER)
        else:
            for file in (path, *(path.parent / name for name in _BESIDE)):
                if file.is_file():
                    found = file.stat()
                    yield str(file), found.st_size, found.st_mtime_ns
    except OSError:
        return


def _marks_in(folder: Path) -> Iterator[tuple[str, int, int]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.is_file() and not entry.name.startswith(_ASIDE):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
