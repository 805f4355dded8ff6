"""What lies in the folder that workbooks go to: nobody's entries are written over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bsa_xl.filing import sha256_file
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

OTHERWISE = FindingKind(
    "ISS-05",
    "File in the folder is not what was issued",
    Severity.FATAL,
    "A workbook that a school may have filled in is never written over.",
)
SAME_NAME = FindingKind(
    "ISS-06",
    "Two schools would have files of the same name",
    Severity.FATAL,
    "Windows knows no capitals in file names: one workbook would take the place of the other.",
)


def files_there(folder: Path, names: Mapping[str, str], issued: Mapping[str, str]) -> set[str]:
    """The schools whose workbook lies there just as it was issued; it is left alone.

    Args:
        folder: that workbooks go to; it need not exist yet.
        names: school id to the name of its file.
        issued: school id to the SHA-256 of what was issued under that name before.
    """
    return {
        school_id
        for school_id, name in names.items()
        if school_id in issued and _digest(folder / name) == issued[school_id]
    }


def file_findings(folder: Path, names: Mapping[str, str], there: set[str]) -> Iterator[Finding]:
    """ISS-06 for names that are alike; ISS-05 for files that would be written over.

    Args:
        folder: that workbooks go to.
        names: school id to the name of its file.
        there: schools whose file is left alone.
    """
    first: dict[str, str] = {}
    for school_id, name in names.items():
        other = first.setdefault(name.casefold(), school_id)
        if other != school_id:
            yield SAME_NAME.at(
                Location(file=name),
                f"the schools {other} and {school_id} would both have this file.",
                "Give one of them an id that differs in more than capitals and punctuation.",
                school_id=school_id,
            )
        elif school_id not in there and (folder / name).exists():
            yield OTHERWISE.at(
                Location(file=name),
                f"a file of this name lies in {folder}, and it is not as it was issued.",
                "If a school filled it in, collect it first; then move it away, or issue to another"
                " folder with --out.",
                school_id=school_id,
            )


def _digest(path: Path) -> str:
    """Of a file; empty where there is none that can be read."""
    try:
        return sha256_file(path)
    except OSError:
        return ""
