"""The small files that office programs lay beside a workbook while somebody has it open."""

from __future__ import annotations

_OFFICE = "~$"
_LIBRE = ".~lock."
_LONGEST_NAME = 52  # Office takes no longer user name
_ANSI_AT, _WIDE_AT = 0, 55  # where Excel's two copies of it begin, each with its length before it
_FIELDS = 2  # of LibreOffice's: the user's full name, and the one they log in with


def opened_file(name: str) -> str:
    """The name of the workbook that an owner file stands for; empty where it is no owner file.

    Excel puts ``~$`` before the whole name, LibreOffice ``.~lock.`` before and ``#`` after it.
    """
    if name.startswith(_OFFICE):
        return name.removeprefix(_OFFICE)
    if name.startswith(_LIBRE) and name.endswith("#"):
        return name.removeprefix(_LIBRE).removesuffix("#")
    return ""


def owner_in(name: str, data: bytes) -> str:
    """Who has the workbook open, as far as its owner file tells.

    Args:
        name: of the owner file.
        data: its first few hundred bytes; any bytes are fine.

    Returns:
        A name without control characters, at most 52 characters; empty where none can be read.
    """
    said = _office_user(data) if name.startswith(_OFFICE) else _libre_user(data)
    shown = "".join(c for c in said if c.isprintable()).strip()
    return shown[:_LONGEST_NAME]


def _office_user(data: bytes) -> str:
    """Excel: one byte of length, the name in the user's code page, and at 55 again in UTF-16.

    The layout was found out by LibreOffice's authors (svl, msodocumentlockfile.cxx).
    """
    length = int.from_bytes(data[_WIDE_AT : _WIDE_AT + 2], "little")
    if 0 < length <= _LONGEST_NAME:
        wide = data[_WIDE_AT + 2 : _WIDE_AT + 2 + 2 * length]
        return wide.decode("utf-16-le", "replace").replace("\N{REPLACEMENT CHARACTER}", "")
    if data and 0 < data[_ANSI_AT] <= _LONGEST_NAME:  # padded with spaces, or a zero and whatever
        return data[_ANSI_AT + 1 : _WIDE_AT].partition(b"\0")[0].decode("cp1252", "ignore")
    return ""


def _libre_user(data: bytes) -> str:
    """LibreOffice: fields between commas, with a backslash before a comma that belongs to one."""
    text = data.decode("utf-8", "replace").replace("\\\\", "\0").replace("\\,", "\1")
    fields = text.split(",")
    if len(fields) < _FIELDS:
        return ""
    named = next((field for field in fields[:_FIELDS] if field.strip()), "")
    return named.replace("\1", ",").replace("\0", "\\")
