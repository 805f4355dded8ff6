"""Puts a shifted header back over its data.

Copying a published file can lose one name of its header, so that all later names stand over the
wrong columns. The right place is found from what the columns hold: codes, numbers, yes or no; and
from what must be true of the counts: no group is larger than the enrollment, all who eat free are
among those who eat free or reduced, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bsa_xl.district.grid import Row
from bsa_xl.district.words import NO_VALUE_WORDS

from .vocabulary import CENSUS, LAYOUTS, Field, Role

_SAMPLE = 300
#: A column fits its name when so many of its cells do, and misses it when so few do.
_FITS, _MISSES = 0.9, 0.5
_MOST_MISSING = 2
#: What one untruth takes from the truths: published files have a few faults of their own.
_UNTRUTH = 10
_SILENT = NO_VALUE_WORDS | {"", "*"}
_NUMBER = re.compile(r"[0-9][0-9,]*(\.[0-9]+)?")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_FLAG = re.compile(r"y|n|yes|no|true|false|in expected list.*", re.IGNORECASE)
#: The first is never larger than the second.
_NEVER_LARGER = (
    *((group, "enrollment") for layout in LAYOUTS for group in layout if group != "enrollment"),
    ("meal_program", "frpm"),
    ("direct_cert", "frpm"),
    ("foster", "frpm"),
    ("homeless", "frpm"),
    ("migrant", "frpm"),
    ("free", "frpm"),
    ("free_5_17", "frpm_5_17"),
    ("frpm_5_17", "enrollment_5_17"),
    ("frpm", "upc"),
    ("el", "upc"),
)

Fields = list[Field | None]


@dataclass(frozen=True, slots=True)
class Shift:
    """How a header was put right.

    Attributes:
        start: the first name that moved, counted from 0.
        by: columns to the right; negative to the left.
        filled: the count that the column without a name was found to be; empty for none.
    """

    start: int
    by: int
    filled: str = ""


def align(fields: Fields, rows: Sequence[Row]) -> tuple[Fields, Shift | None]:
    """The field of each column of the data, and the shift where there was one.

    Args:
        fields: one for each name of the header.
        rows: below the header.
    """
    evidence = _Evidence([cells for _, cells in rows[:: max(1, len(rows) // _SAMPLE)]])
    width = max([len(fields), *map(len, evidence.sample)])
    fields = fields + [None] * (width - len(fields))
    misses = [at for at in range(width) if evidence.fit(fields[at], at) < _MISSES]
    if not misses:
        return fields, None
    best: tuple[tuple[int, int, int], Fields, Shift] | None = None
    for by in (1, -1):
        for start in range(misses[0] + 1):
            moved = _moved(fields, start, by)
            if moved is None or min(map(evidence.fit, moved, range(width))) < _FITS:
                continue
            filled = _fill(moved, start if by > 0 else -1)
            score = (evidence.named(moved), evidence.truth(moved), start)
            if best is None or score > best[0]:
                best = (score, moved, Shift(start, by, filled))
    return (best[1], best[2]) if best else (fields, None)


def _moved(fields: Fields, start: int, by: int) -> Fields | None:
    """The header with its names from `start` on moved; None where a name would fall off the end."""
    if by > 0:
        if fields[-1] is not None:
            return None
        return [*fields[:start], None, *fields[start:-1]]
    if start == 0:
        return [*fields[1:], None] if fields[0] is None else None
    return [*fields[: start - 1], *fields[start:], None]


def _fill(fields: Fields, gap: int) -> str:
    """Name the gap where exactly one or two counts of a known layout are missing and one fits."""
    if gap < 0:
        return ""
    present = {field.name for field in fields if field and field.role is Role.COUNT}
    for layout in LAYOUTS:
        missing = [group for group in layout if group not in present]
        if len(missing) > _MOST_MISSING or not missing:
            continue
        before = next((f.name for f in reversed(fields[:gap]) if f and f.name in layout), "")
        following = layout[layout.index(before) + 1 :] if before else layout
        if following and following[0] in missing:
            fields[gap] = Field(following[0], Role.COUNT, CENSUS)
            return following[0]
    return ""


class _Evidence:
    """What a sample of the rows says about a field in a column."""

    def __init__(self, sample: list[list[str]]) -> None:
        self.sample = sample
        self._fits: dict[tuple[Role, int], float] = {}
        self._cells: dict[int, list[str]] = {}

    def fit(self, field: Field | None, at: int) -> float:
        """The share of a column's cells that look like the field; 1 where they say nothing."""
        if field is None:
            return 1.0
        key = (field.role, at)
        if key not in self._fits:
            said = self._said(at)
            like = sum(_looks_like(cell, field.role) for cell in said)
            self._fits[key] = like / len(said) if said else 1.0
        return self._fits[key]

    def named(self, fields: Fields) -> int:
        """How many columns that say something have a name."""
        return sum(field is not None and bool(self._said(at)) for at, field in enumerate(fields))

    def _said(self, at: int) -> list[str]:
        """The cells of a column that say something."""
        if at not in self._cells:
            cells = (cells[at].strip() for cells in self.sample if at < len(cells))
            self._cells[at] = [cell for cell in cells if cell.casefold() not in _SILENT]
        return self._cells[at]

    def truth(self, fields: Fields) -> int:
        """How often what must be true of the counts is true; each untruth takes much of it away."""
        places = {field.name: at for at, field in enumerate(fields) if field and field.measure}
        pairs = [(places[a], places[b]) for a, b in _NEVER_LARGER if a in places and b in places]
        truth = 0
        for cells in self.sample:
            numbers = [_whole(cell) for cell in cells] + [None] * len(fields)
            for smaller, larger in pairs:
                one, other = numbers[smaller], numbers[larger]
                if one is not None and other is not None:
                    truth += 1 if one <= other else -_UNTRUTH
        return truth


def _looks_like(cell: str, role: Role) -> bool:
    match role:
        case Role.CODE | Role.COUNT | Role.SHARE:
            return _NUMBER.fullmatch(cell.rstrip("% ")) is not None
        case Role.FLAG:
            return _FLAG.fullmatch(cell) is not None
        case Role.YEAR:
            return _YEAR.search(cell) is not None
        case Role.NAME:
            return any(map(str.isalpha, cell))
        case Role.TEXT:
            return True


def _whole(cell: str) -> int | None:
    digits = cell.strip().replace(",", "").partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdecimal() else None
