"""What a file is that is not a zip package, so that the message can say it."""

from __future__ import annotations

from .kinds import EMPTY, ENCRYPTED, FORMAT, NOT_XLSX, RIGHTS_MANAGED
from .refusal import SAVE_AGAIN, SEND_AGAIN, SEND_WORKBOOK, PackageRefused, byte_count, refused

ZIP_START = b"PK\x03\x04"
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTAINER_STARTS = (ZIP_START, _OLE_START)
_LOOKED_AT = 4096
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b") | {127}

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"PK\x05\x06", "an empty archive"),
    (b"PK\x07\x08", "an archive in several pieces"),
    (b"MZ", "a program"),
    (b"[InternetShortcut]", "a link to a web page"),
    (b"SQLite format 3", "a database"),
    (b"\xff\xfe", "text, perhaps a table saved as Unicode text"),
    (b"\xfe\xff", "text, perhaps a table saved as Unicode text"),
)

_TEXT_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page, perhaps a sign-in page"),
    (b"<", "an XML document"),
    (b"{", "a data file (JSON)"),
    (b"[", "a data file (JSON)"),
)

_OLE_DOCUMENTS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "a Word 97-2003 document"),
    ("PowerPoint Document", "a PowerPoint 97-2003 presentation"),
    ("__properties_version1.0", "an Outlook message"),
)


def require_zip(data: bytes) -> None:
    """Refuse what does not begin as a zip package, and say what it is instead.

    Raises:
        PackageRefused: the file is empty, protected, of another kind, or has foreign bytes first.
    """
    if data[:4] == ZIP_START:
        return
    if not data:
        raise refused(
            EMPTY,
            "The file holds 0 bytes.",
            "Wait until it has finished uploading or synchronising, then send it again.",
        )
    if not data.strip(b"\0"):
        held = byte_count(len(data))
        raise refused(EMPTY, f"The file holds {held}, nothing but zeros.", SEND_AGAIN)
    if data.startswith(_OLE_START):
        raise _ole_refusal(data)
    what = _other_kind(data[:_LOOKED_AT])
    if ZIP_START in data and b"PK\x05\x06" in data[-65_557:]:
        raise refused(
            NOT_XLSX,
            f"The file begins with {byte_count(data.find(ZIP_START))} of something else ({what}), "
            "although a workbook stands behind.",
            SAVE_AGAIN,
        )
    raise refused(NOT_XLSX, f"The file is {what}, not a workbook.", SEND_WORKBOOK)


def _ole_refusal(data: bytes) -> PackageRefused:
    """Tell apart what Office keeps in its older kind of container."""
    if _has_stream(data, "DRMEncrypted") or _has_stream(data, "DRMContent"):
        return refused(
            RIGHTS_MANAGED,
            "The file is encrypted by a sensitivity label or by rights management.",
            "In Excel change the sensitivity label to one that does not encrypt, save again, "
            "and send the file.",
        )
    if _has_stream(data, "EncryptedPackage"):
        return refused(
            ENCRYPTED,
            "The file has a password to open it.",
            "In Excel choose File > Info > Protect Workbook > Encrypt with Password, clear the "
            "password, save, and send it again.",
        )
    if any(_has_stream(data, stream) for stream in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        return refused(FORMAT, "The file is an Excel 97-2003 workbook (.xls).", SAVE_AGAIN)
    for stream, what in _OLE_DOCUMENTS:
        if _has_stream(data, stream):
            return refused(NOT_XLSX, f"The file is {what}.", SEND_WORKBOOK)
    return refused(NOT_XLSX, "The file is an older Office file without a workbook.", SEND_WORKBOOK)


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the container's directory has a stream of this name, which it keeps in UTF-16."""
    return name.encode("utf-16-le") in data


def _other_kind(start: bytes) -> str:
    """In words what these first bytes are."""
    for magic, what in _STARTS:
        if start.startswith(magic):
            return what
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<html" in text:
        return "a web page, perhaps a sign-in page"
    for magic, what in _TEXT_STARTS:
        if text.startswith(magic):
            return what
    if _CONTROL.intersection(start):
        return "of a kind that is not known"
    return "text, perhaps a table saved as CSV"
