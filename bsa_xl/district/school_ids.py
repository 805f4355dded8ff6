"""Finds the school that an id means, and proposes one where a spreadsheet has changed the id."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from .words import nearest

_EXPONENT = re.compile(r"[0-9](?:\.([0-9]+))?[eE]\+[0-9]{1,2}")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE_LIKE = re.compile(
    rf"[0-9]{{1,2}}-{_MONTH}(-[0-9]{{2,4}})?|{_MONTH}-[0-9]{{1,4}}"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}( 00:00:00)?",
    re.IGNORECASE,
)
_WITH_POINT = re.compile(r"([0-9]+)\.0+")
#: Beyond these, looking for a similar id would take longer than reading the district.
_MOST_IDS, _MOST_SEARCHES = 2000, 20


def looks_mangled(code: str) -> str:
    """What a spreadsheet made of a code, as a message says it; empty where it made nothing."""
    if _EXPONENT.fullmatch(code):
        return "a number in short form"
    if _WITH_POINT.fullmatch(code):
        return "a number with decimals"
    if _DATE_LIKE.fullmatch(code):
        return "a date"
    return ""


def mended_code(code: str) -> str:
    """A mangled code as it was, where that is certain without any list; else empty."""
    point = _WITH_POINT.fullmatch(code)
    return point[1] if point else ""


class SchoolIds:
    """The ids of schools.csv. Looking one up takes the same time however many there are."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Index the ids, and the ids without their zeros in front."""
        self._ids = frozenset(ids)
        self._bare: dict[str, str] = {}
        for school_id in sorted(self._ids):
            bare = school_id.lstrip("0")
            self._bare[bare] = "" if bare in self._bare else school_id
        self._short: dict[tuple[int, str], str] = {}
        self._precisions: set[int] = set()
        self._searches = 0

    def __contains__(self, school_id: object) -> bool:
        """Whether it is a school."""
        return school_id in self._ids

    def without_lost_zeros(self, text: str) -> str:
        """The only school whose id is this text but for zeros in front; empty where none is."""
        digits = _WITH_POINT.fullmatch(text)
        return self._bare.get((digits[1] if digits else text).lstrip("0"), "")

    def from_exponent(self, text: str) -> str:
        """The only school whose id a spreadsheet would shorten to this text; else empty."""
        parts = _EXPONENT.fullmatch(text)
        if parts is None:
            return ""
        precision = len(parts[1] or "")
        if precision not in self._precisions:
            self._precisions.add(precision)
            self._shorten(precision)
        return self._short.get((precision, f"{Decimal(text):.{precision}E}"), "")

    def similar(self, text: str) -> str:
        """The only school whose id differs by a slip of the finger; else empty."""
        self._searches += 1
        if len(self._ids) > _MOST_IDS or self._searches > _MOST_SEARCHES:
            return ""
        return nearest(text, sorted(self._ids), alone=True)

    def _shorten(self, precision: int) -> None:
        for school_id in self._ids:
            try:
                short = f"{Decimal(school_id):.{precision}E}"
            except InvalidOperation:
                continue
            key = (precision, short)
            self._short[key] = "" if key in self._short else school_id
