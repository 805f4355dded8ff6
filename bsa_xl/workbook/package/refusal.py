"""A file that is not read further: one finding that names why, carried by one exception."""

from __future__ import annotations

from bsa_xl.finding import Finding, FindingKind
from bsa_xl.location import Location

SAVE_AGAIN = (
    "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."
)
SEND_AGAIN = "Send the file again."
SEND_WORKBOOK = "Send the school's workbook (.xlsx)."
ASK_SENDER = "Do not open the file; ask the sender where it comes from."

_SHOWN = 40
_TENTH = 104_858  # of a megabyte


class PackageRefused(Exception):  # noqa: N818 - it is an answer, not an accident
    """The file cannot be taken as a workbook.

    Attributes:
        finding: what is wrong and what to do; always fatal.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def refused(
    kind: FindingKind, problem: str, remedy: str, *, sheet: str = "", cell: str = ""
) -> PackageRefused:
    """The exception to raise; the reader of the package adds the file's name."""
    return PackageRefused(kind.at(Location(sheet=sheet, cell=cell), problem, remedy))


def shown(text: str) -> str:
    """Text from a file, safe to stand inside a message: one short line, quoted.

    What does not print (line breaks, control and direction marks) becomes ``?``.
    """
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    printable = "".join(c if c.isprintable() and c != '"' else "?" for c in short)
    return f'"{printable}"'


def megabytes(size: int) -> str:
    """A size in bytes as a person says it: ``1,024.0 MB``, or ``800 bytes``."""
    return f"{size / 1_048_576:,.1f} MB" if size >= _TENTH else byte_count(size)


def byte_count(count: int) -> str:
    """``1 byte``, ``2,000 bytes``."""
    return "1 byte" if count == 1 else f"{count:,} bytes"
