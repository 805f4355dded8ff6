"""An index that stands in a column of schools.csv, a number for each school."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bsa_xl.finding import Finding, FindingKind, Severity

from .arithmetic import IntColumn, Mask
from .grounds import Grounds

NO_INDEX = FindingKind(
    "ALO-52",
    "Index of a school is not a number",
    Severity.FATAL,
    "A school without its index would lose its share to all others.",
)

#: Decimals that an index may have.
INDEX_PLACES = 6
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, eq=False)
class SchoolIndex:
    """The index of every school.

    Attributes:
        numbers: int64; the index x 10**INDEX_PLACES, zero where it is not known.
        known: schools whose cell is a number.
    """

    numbers: IntColumn
    known: Mask


def school_index(column: str, grounds: Grounds) -> SchoolIndex | None:
    """The index of every school; None where schools.csv has no such column."""
    numbers = np.zeros(len(grounds.ids), dtype=np.int64)
    known = np.zeros(len(grounds.ids), dtype=np.bool_)
    there = False
    for row in range(len(grounds.ids)):
        text = _text(column, row, grounds)
        there |= text is not None
        if text is not None and _NUMBER.fullmatch(text):
            numbers[row] = int(Decimal(text).scaleb(INDEX_PLACES))
            known[row] = True
    return SchoolIndex(numbers, known) if there else None


def no_index(column: str, label: str, row: int, grounds: Grounds) -> Finding:
    """That a school's cell is no number, and what waits for it."""
    school, text = grounds.schools[row], _text(column, row, grounds) or ""
    shown = repr(text[:_MOST_SHOWN]) if text else "empty"
    return NO_INDEX.at(
        school.where,
        f"{column} of {school.name} ({school.school_id}) is {shown}, so '{label}' is to come.",
        "Type a number of zero or more, such as 0.72.",
        school_id=school.school_id,
    )


def _text(column: str, row: int, grounds: Grounds) -> str | None:
    try:
        return grounds.schools[row].field_text(column).strip()
    except KeyError:
        return None
