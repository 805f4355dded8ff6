"""Files that a verb writes: what they are called, and that none takes the place of an input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

from .opened import Opened
from .recording import input_paths

OVER_AN_INPUT = FindingKind(
    "ALO-31",
    "Output would replace a file that was read",
    Severity.FATAL,
    "What a district supplies is not written over by what was worked out from it.",
)


def beside(district: Path, *words: str, suffix: str) -> Path:
    """A file beside the district, named after it and some words: ``bay_FY2026_adopted_book.xlsx``.

    Args:
        district: the folder or workbook.
        words: what follows its name; whatever no file name may hold becomes a hyphen.
        suffix: ``.xlsx``.
    """
    safe = ["".join(c if c.isalnum() or c in "-." else "-" for c in word) for word in words]
    return district.with_name("_".join([district.stem, *safe]) + suffix)


def over_inputs(
    opened: Opened, targets: Iterable[Path], more: Iterable[Path] = ()
) -> Iterator[Finding]:
    """ALO-31: one for every output that has the name of a file that was read.

    Args:
        opened: the district.
        targets: files that are to be written.
        more: further files that were read.
    """
    read = {path.resolve() for path in input_paths(opened).values()}
    read |= {path.resolve() for path in (opened.path, *more)}
    for target in targets:
        if target.resolve() in read:
            problem = f"{target.name} is one of the files that this was worked out from."
            remedy = "Choose another name, or another folder."
            yield OVER_AN_INPUT.at(Location(file=target.name), problem, remedy)
