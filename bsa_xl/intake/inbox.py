"""What lies in an inbox: every entry is a workbook to be read, or left alone for a stated reason.

Nothing is opened but the small files that say who has a workbook open. Names decide nothing about
whose a workbook is; that stands inside it.
"""

from __future__ import annotations

import stat
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os import stat_result
from pathlib import Path

from .owner_files import opened_file, owner_in
from .skipping import Skipped, SkipReason, by_name, read_though_open, skipped

#: What spreadsheet programs write. Only .xlsx is ours; the reader tells the others by their kind.
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"})

_SETTLED = 5.0  # a file that was not touched for so many seconds is complete
_PAUSE = 0.5  # between two looks at one that was, seconds
_OWNER_BYTES = 512
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Windows: offline, recall on open, recall on data access: reading the file would download it.
_CLOUD_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
_MAC_CLOUD_FLAG = 0x40000000  # macOS: SF_DATALESS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that looks like a workbook.

    Attributes:
        path: as the system gave it.
        name: for people and for the store: composed letters (NFC), no spaces around it.
        size: bytes.
        saved_at: when the file was last written.
        open_by: who has it open according to an owner file beside it, which may be left over;
            ``somebody`` where the file does not say; empty where there is none.
    """

    path: Path
    name: str
    size: int
    saved_at: datetime
    open_by: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Every entry of an inbox, in exactly one of two places, each sorted by name.

    Attributes:
        candidates: to be read.
        skipped: left alone, each with its reason.
    """

    candidates: tuple[Candidate, ...]
    skipped: tuple[Skipped, ...]

    @property
    def listed(self) -> int:
        """How many entries there were."""
        return len(self.candidates) + len(self.skipped)

    def counts(self) -> dict[SkipReason, int]:
        """How many entries were left alone, by reason, in the order of `SkipReason`."""
        found = [each.reason for each in self.skipped]
        return {reason: found.count(reason) for reason in SkipReason if reason in found}


def look_into(
    places: Path | Iterable[Path],
    *,
    clock: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> Inbox:
    """Sort what lies in folders, or files that were named one by one.

    A file that was written in the last seconds is looked at twice, half a second apart, all such
    files together; one that changes meanwhile is left for the next time. Sub-folders are listed and
    not entered.

    Args:
        places: folders and files.
        clock: seconds since 1970.
        pause: waits so many seconds.
    """
    entries = list(_entries([places] if isinstance(places, Path) else places))
    owners = dict(_owners(entries))
    candidates: list[Candidate] = []
    left: list[Skipped] = []
    young: list[tuple[Path, stat_result]] = []
    for path in entries:
        looked = _look_at(path, owners)
        if isinstance(looked, Skipped):
            left.append(looked)
        elif abs(clock() - looked.st_mtime) < _SETTLED:
            young.append((path, looked))
        else:
            candidates.append(_candidate(path, looked, owners))
    if young:
        pause(_PAUSE)
    for path, before in young:
        looked = _look_at(path, owners)
        if isinstance(looked, Skipped):
            left.append(looked)
        elif (looked.st_size, looked.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            left.append(skipped(path, SkipReason.GROWING))
        else:
            candidates.append(_candidate(path, looked, owners))
    left = [_beside(each, candidates) for each in left]
    return Inbox(tuple(sorted(candidates, key=_order)), tuple(sorted(left, key=_order)))


def plain_name(name: str) -> str:
    """A file name as people mean it: composed letters, no spaces around the name or its ending."""
    composed = unicodedata.normalize("NFC", name).strip()
    stem, dot, ending = composed.rpartition(".")
    return f"{stem.rstrip()}{dot}{ending}" if stem else composed


def _entries(places: Iterable[Path]) -> Iterator[Path]:
    """Every entry of the folders, and the other places themselves; each once."""
    seen: set[Path] = set()
    for place in places:
        for path in _listing(place):
            key = path.absolute()
            if key not in seen:
                seen.add(key)
                yield path


def _listing(place: Path) -> list[Path]:
    """A folder that cannot be listed stands for itself, and is then skipped with the reason."""
    try:
        return sorted(place.iterdir()) if place.is_dir() else [place]
    except OSError:
        return [place]


def _look_at(path: Path, owners: dict[Path, str]) -> stat_result | Skipped:
    """What the system says of a file that may be a workbook, or why it is left alone."""
    opened = opened_file(path.name)
    if opened:
        return skipped(path, SkipReason.OWNER_FILE, opened=opened, user=owners.get(path, ""))
    named = by_name(path.name)
    if named is not None:
        return skipped(path, named)
    try:
        found = path.stat()
    except FileNotFoundError:
        return skipped(path, SkipReason.GONE)
    except OSError:
        return skipped(path, SkipReason.UNREADABLE)
    reason = _reason(path, found)
    return found if reason is None else skipped(path, reason)


def _reason(path: Path, found: stat_result) -> SkipReason | None:
    if stat.S_ISDIR(found.st_mode):
        return SkipReason.FOLDER
    if not stat.S_ISREG(found.st_mode):
        return SkipReason.UNREADABLE
    if Path(plain_name(path.name)).suffix.lower() not in WORKBOOKS:
        return SkipReason.NO_WORKBOOK
    attributes = getattr(found, "st_file_attributes", 0)
    if attributes & _CLOUD_ATTRIBUTES or getattr(found, "st_flags", 0) & _MAC_CLOUD_FLAG:
        return SkipReason.IN_THE_CLOUD
    return SkipReason.EMPTY if found.st_size == 0 else None


def _owners(entries: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Owner files with the user that each names."""
    for path in entries:
        if opened_file(path.name):
            try:
                with path.open("rb") as file:
                    yield path, owner_in(path.name, file.read(_OWNER_BYTES))
            except OSError:
                yield path, ""


def _candidate(path: Path, found: stat_result, owners: dict[Path, str]) -> Candidate:
    mine = [
        user or "somebody"
        for owner, user in owners.items()
        if owner.parent == path.parent and _same(opened_file(owner.name), path.name)
    ]
    return Candidate(
        path=path,
        name=plain_name(path.name),
        size=found.st_size,
        saved_at=_moment(found.st_mtime_ns),
        open_by=mine[0] if mine else "",
    )


def _beside(left: Skipped, candidates: Iterable[Candidate]) -> Skipped:
    """An owner file whose workbook is read all the same says so."""
    if left.reason is not SkipReason.OWNER_FILE:
        return left
    is_read = any(
        each.path.parent == left.path.parent and _same(left.opened, each.path.name)
        for each in candidates
    )
    return read_though_open(left) if is_read else left


def _moment(nanoseconds: int) -> datetime:
    """A file's time; one that no calendar has counts as the oldest there is."""
    try:
        return _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return _EPOCH


def _same(name: str, other: str) -> bool:
    return plain_name(name).casefold() == plain_name(other).casefold()


def _order(each: Candidate | Skipped) -> tuple[str, str]:
    return plain_name(each.path.name).casefold(), str(each.path)
