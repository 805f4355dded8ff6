"""Opens a published file and recognises its tables by their headers, wherever they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from pathlib import Path

from bsa_xl.district.decoding import decode
from bsa_xl.district.facts import InputFile
from bsa_xl.district.grid import Grid, Row, read_grid
from bsa_xl.district.kinds import UNREADABLE_FILE
from bsa_xl.district.notices import Notices
from bsa_xl.district.sources import is_workbook
from bsa_xl.district.words import shown
from bsa_xl.district.workbook_grids import read_workbook_grids
from bsa_xl.location import Location

from .alignment import align
from .kinds import NOT_RECOGNISED, SHIFTED_HEADER
from .vocabulary import Field, fields_of, has_districts_only, has_schools, known_names, plain

_HEADER_WITHIN = 25
_MOST_NOTE = 200
_LEAST_KNOWN = 3


class Content(Enum):
    """What the rows of a table are."""

    SCHOOLS = "schools"
    DISTRICTS = "districts"
    CODES = "account codes"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Published:
    """A table of a published file.

    Attributes:
        fields: what each column is, after a shifted header was put right.
        header: the names as published, one for each field; for messages.
        header_line: where they stand.
        rows: below the header.
        above: the titles and notes over the header.
    """

    grid: Grid
    content: Content
    fields: list[Field | None] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    header_line: int = 0
    rows: Sequence[Row] = ()
    above: tuple[str, ...] = ()

    def place(self, name: str) -> int | None:
        """The column of a field that is no count."""
        for at, known in enumerate(self.fields):
            if known is not None and known.name == name and not known.measure:
                return at
        return None


def open_published(path: Path, notices: Notices) -> tuple[list[Published], InputFile | None]:
    """The tables of a file, one for a CSV file and one for each sheet of a workbook."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        problem = f"the file cannot be opened ({fault.strerror or 'no reason given'})."
        remedy = "Check its name, and close it in other programs."
        notices.fault(UNREADABLE_FILE, Location(file=path.name), problem, remedy)
        return [], None
    given = InputFile(path.name, hashlib.sha256(data).hexdigest(), len(data))
    if is_workbook(path) or data.startswith(b"PK\x03\x04"):
        grids = read_workbook_grids(data, path.name, notices)
    else:
        text = decode(data, path.name, notices)
        grids = () if text is None else (read_grid(text, path.name, _known_cells, notices),)
    tables = [_recognise(grid, notices) for grid in grids]
    if tables and all(table.content is Content.OTHER for table in tables):
        _tell_unknown(tables, path.name, notices)
    return tables, given


def _known_cells(cells: list[str]) -> int:
    return known_names(fields_of(cells)) + (_are_codes(cells) * _LEAST_KNOWN)


def _are_codes(cells: list[str]) -> bool:
    """Whether a header is that of a table of account codes."""
    return [plain(cell) for cell in cells if cell.strip()] == ["code", "title"]


def _recognise(grid: Grid, notices: Notices) -> Published:
    best, most = -1, _LEAST_KNOWN - 1
    for place, (_, cells) in enumerate(islice(grid.rows, _HEADER_WITHIN)):
        score = _known_cells(cells)
        if score > most:
            best, most = place, score
    if best < 0:
        return Published(grid, Content.OTHER)
    line, header = grid.rows[best]
    rows = grid.rows[best + 1 :]
    above = tuple(shown(" ".join(cells), _MOST_NOTE) for _, cells in grid.rows[:best])
    if _are_codes(header):
        return Published(grid, Content.CODES, [], header, line, rows, above)
    fields = fields_of(header)
    content = Content.OTHER
    if has_schools(fields):
        content = Content.SCHOOLS
    elif has_districts_only(fields):
        content = Content.DISTRICTS
    aligned, shift = align(fields, rows) if content is Content.SCHOOLS else (fields, None)
    header = header + [""] * (len(aligned) - len(header))
    if shift is not None:
        name = " ".join(header[shift.start].split()) or f"column {shift.start + 1}"
        side = "left" if shift.by > 0 else "right"
        filled = f"; column {shift.start + 1} was read as {shift.filled}" if shift.filled else ""
        problem = f"from this one on, the names stand one column too far {side}{filled}."
        remedy = "Compare the first schools with the published page."
        notices.fault(SHIFTED_HEADER, grid.at(line, shown(name, 60)), problem, remedy)
        header = _moved_names(header, shift.start, shift.by, shift.filled)
    return Published(grid, content, aligned, header, line, rows, above)


def _moved_names(header: list[str], start: int, by: int, filled: str) -> list[str]:
    """The names as they should stand, for messages about a column."""
    if by > 0:
        return [*header[:start], filled, *header[start:-1]]
    return [*header[: max(start - 1, 0)], *header[max(start, 1) :], ""]


def _tell_unknown(tables: list[Published], file: str, notices: Notices) -> None:
    first = next((table.grid.rows[0][1] for table in tables if table.grid.rows), [])
    seen = shown(", ".join(cell for cell in first if cell.strip()), 60)
    notices.fault(
        NOT_RECOGNISED,
        Location(file=file),
        f"no table of this file is known; it begins with '{seen}'.",
        "Give a file with school codes and counts (FRPM, CALPADS UPC, a school list) or account "
        "codes with titles.",
    )
