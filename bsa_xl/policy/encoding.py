"""The bytes of a policy or scenario file as text, or in plain words why they are not text.

Only UTF-8 is read: a file in another encoding would read as other words without anybody noticing.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from bsa_xl.finding import Finding
from bsa_xl.location import Location

from .kinds import UNREADABLE
from .sentences import quote

MOST_BYTES = 1_000_000

_SAVE_AS_UTF8 = "Save the file again with the encoding UTF-8."
_OTHER_FILES = {
    b"PK\x03\x04": "an Excel workbook or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
    b"{\\rtf": "a word processor's document",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_PRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def read_bytes(path: Path, what: str = "policy") -> tuple[bytes, tuple[Finding, ...]]:
    """The bytes of a file, at most one more than `MOST_BYTES`; a finding where there are none.

    Args:
        path: the file.
        what: what it should be, ``policy`` or ``scenario``.
    """
    where = Location(file=path.name)
    try:
        if path.is_dir():
            remedy = f"Name the {what} file in it."
            return b"", (UNREADABLE.at(where, "This is a folder.", remedy),)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1), ()
    except FileNotFoundError:
        said = ("There is no such file.", "Check the folder and the name.")
    except PermissionError:
        said = ("The file may not be read.", "Close it elsewhere, or ask its owner for access.")
    except (OSError, ValueError):
        said = ("The file could not be read.", "Copy it to this computer and try the copy.")
    return b"", (UNREADABLE.at(where, *said),)


def decode(raw: bytes, file: str, what: str = "policy") -> tuple[str, tuple[Finding, ...]]:
    """The text of the bytes, with line feeds only; a finding for all that keeps it from being so.

    Args:
        raw: the file's bytes; a byte-order mark of UTF-8 is dropped.
        file: the name that findings carry.
        what: what it should be, ``policy`` or ``scenario``; also the first word of such a file.
    """
    refusal = _other_than_text(raw, what)
    if refusal is not None:
        return "", (UNREADABLE.at(Location(file=file), *refusal),)
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_not_utf8(body, error.start, file),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        empty = UNREADABLE.at(
            Location(file=file), "The file is empty.", f"Start it with {what}: and a name."
        )
        return "", (empty,)
    return text, tuple(_unprintable(text, file))


def _other_than_text(raw: bytes, what: str) -> tuple[str, str] | None:
    if len(raw) > MOST_BYTES:
        return (
            f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
            f"A {what} is a few pages of text; check that this is the right file.",
        )
    for start, other in _OTHER_FILES.items():
        if raw.startswith(start):
            return f"This is {other}, not a text file.", f"Name the {what}'s .yaml file."
    if raw.startswith(_UTF16) or raw[:200].count(0) > len(raw[:200]) // 4:
        return "The file is saved as UTF-16, which Windows calls Unicode.", _SAVE_AS_UTF8
    return None


def _not_utf8(body: bytes, start: int, file: str) -> Finding:
    line = body.count(b"\n", 0, start) + 1
    letter = body[start : start + 1].decode("cp1252", errors="replace")
    return UNREADABLE.at(
        Location(file=file, line=line),
        f"This line is not saved as UTF-8; its {quote(letter)} is in a Windows encoding.",
        _SAVE_AS_UTF8,
    )


def _unprintable(text: str, file: str) -> list[Finding]:
    """A finding for each line with a character that no text may hold."""
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _NOT_PRINTABLE.search(line)
        if found:
            said = f"This line holds a character that cannot be seen, U+{ord(found[0]):04X}."
            findings.append(
                UNREADABLE.at(
                    Location(file=file, line=number), said, "Delete it and type the line again."
                )
            )
    return findings
