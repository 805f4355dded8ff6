"""What a file says of itself outside its sheets: which workbook it is, and when it was saved.

Nothing of it is believed: the mark only tells which files may have to wait for one another, and the
moment counts where it can be true. A file is looked at within narrow bounds and is never refused.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

_CORE = "docProps/core.xml"
_MARKED = ("docProps/custom.xml", "xl/workbook.xml")  # the token stands in both
_MOST = 1 << 20  # bytes of a part that are looked at
_LARGEST = 1 << 26  # bytes of a file that is looked at
_DIRECTORY = 1 << 16  # bytes of a zip's directory: some 600 parts, where the gate lets 300 pass
_TAIL = (1 << 16) + 22
_END, _LARGE = b"PK\x05\x06", b"PK\x06\x07"
#: School, year, event and revision as the token has them.
_MARK = re.compile(rb"BSA1\|([^|<]{1,100}\|[^|<]{1,20}\|[^|<]{1,100}\|\d{1,6})\|")
_MOMENT = rb"<(?:\w+:)?%b\b[^>]*>\s*([0-9T:.Z+-]{16,40})\s*<"
_CREATED, _MODIFIED = (re.compile(_MOMENT % name) for name in (b"created", b"modified"))
_DAY = timedelta(days=1)


def mark_in(data: bytes) -> str:
    """School, year, event and revision as a file's token names them, in one text.

    Args:
        data: the file, whatever it is.

    Returns:
        Empty where no token is found; two files of one workbook have the same mark.
    """
    for name in _MARKED:
        found = _MARK.search(_part(data, name))
        if found:
            return found[1].decode("utf-8", "replace")
    return ""


def saved_in(data: bytes, *, issued_on: str, received_at: datetime) -> datetime | None:
    """When the program that saved a workbook says that it did.

    None where that cannot be: nothing changed since the file was made, a day before the workbook
    was issued or earlier, or after it was collected; clocks may be wrong by a day.

    Args:
        data: the file, which the gate let pass.
        issued_on: the day of issue, ``2026-02-28``; any other text sets no bound.
        received_at: when it was collected.
    """
    core = _part(data, _CORE)
    modified, created = _moment(_MODIFIED, core), _moment(_CREATED, core)
    if modified is None or modified == created:
        return None
    try:
        issued = datetime.combine(date.fromisoformat(issued_on), datetime.min.time(), UTC)
    except ValueError:
        issued = datetime(2000, 1, 1, tzinfo=UTC)
    return modified if issued - _DAY <= modified <= received_at + _DAY else None


def _moment(pattern: re.Pattern[bytes], core: bytes) -> datetime | None:
    """A moment of the document's properties; without a zone it is UTC, as the standard has it."""
    found = pattern.search(core)
    if found is None:
        return None
    try:
        moment = datetime.fromisoformat(found[1].decode("ascii"))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _part(data: bytes, name: str) -> bytes:
    """The beginning of a part; empty where it cannot be had within the bounds."""
    if not _has_small_directory(data):
        return b""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book, book.open(name) as part:
            return part.read(_MOST)
    except (
        zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError, OSError,
    ):  # fmt: skip
        return b""


def _has_small_directory(data: bytes) -> bool:
    """Whether listing the file's parts takes next to nothing; each is an object in memory."""
    if len(data) > _LARGEST:
        return False
    tail = data[-_TAIL:]
    end = tail.rfind(_END)
    if end < 0 or tail[max(end - 20, 0) : end].startswith(_LARGE):
        return False
    return int.from_bytes(tail[end + 12 : end + 16], "little") <= _DIRECTORY
