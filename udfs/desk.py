"""What cells ask about, kept between calls: districts that were read, and where workbooks are read.

A sheet asks thousands of times about the same district. It is read once, and again when any of its
files has changed. Whoever offers the functions keeps a desk; nothing is kept behind its back.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bsa_xl import api

from .answers import in_words
from .cells import Cell, Grid, NoAnswerError, text_of, whole_path_of

#: Districts and years that a desk keeps; one of a large district is some 50 MB.
_MOST_KEPT = 4
#: How long a fault is told again without looking; a file that was locked may be free by then.
_FAULT_SECONDS = 5.0
_ASIDE = ("~$", ".")
_BESIDE = ("policy.yaml", "district.yaml")
_FOLDER = "accounts"
#: Name, size and time of the last change of every file that a district is read from.
_Marks = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read of a district.

    Attributes:
        marks: of its files when it was read.
        answer: its year; or why there is none.
        shut: files that could not be opened; only looked for where there is no year.
        at: the clock's seconds.
    """

    marks: _Marks
    answer: api.CellYear | str
    shut: tuple[str, ...]
    at: float


class Desk:
    """Districts and workbooks that worksheet functions are asked about."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """A desk with nothing on it.

        Args:
            clock: seconds, from any moment on.
        """
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._clock = clock

    def year(self, district: Cell, year: Cell) -> api.CellYear:
        """A district's fiscal year, allocated; from what is kept while no file has changed.

        Raises:
            NoAnswerError: it cannot be read, a finding is fatal, in the words of the commands; or
                only a part of its path was given.
        """
        path = whole_path_of(district, "the district")
        key = (str(path), text_of(year, "the fiscal year"))
        marks = tuple(_marks(path))
        known = self._kept.pop(key, None)
        if known is None or not self._holds(known, marks):
            answer = _opened(path, key[1])
            shut = _shut(marks) if isinstance(answer, str) else ()
            known = _Kept(marks, answer, shut, self._clock())
        self._kept[key] = known
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        if isinstance(known.answer, str):
            raise NoAnswerError(known.answer)
        return known.answer

    def live(self, sheets: Mapping[str, Grid]) -> api.LiveBook:
        """A workbook that stands open, from some of its sheets.

        Raises:
            NoAnswerError: it is none that was issued, or a sheet that is needed is missing.
        """
        with in_words():
            return self._reader(sheets, is_whole=False)

    def _holds(self, known: _Kept, marks: _Marks) -> bool:
        """Whether what was read may be told again; a fault may pass without any file changing."""
        if known.marks != marks or not isinstance(known.answer, str):
            return known.marks == marks
        return self._clock() - known.at < _FAULT_SECONDS and known.shut == _shut(marks)

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


def _shut(marks: _Marks) -> tuple[str, ...]:
    """Files that cannot be opened just now."""
    return tuple(name for name, _, _ in marks if not _opens(name))


def _opens(name: str) -> bool:
    try:
        with Path(name).open("rb"):
            return True
    except OSError:
        return False


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
