"""Comparability as a workbook: every Title I school's verdict, and what all schools have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from .about_page import put_about
from .book import Book
from .table import Column, Shown, Table, Value

if TYPE_CHECKING:
    from bsa_xl.allocation import Compared, ComparedBy, ComparedSchool

_ABOUT = (
    ("Rule", ("ESEA section 1118(c): within a grade span a Title I school has at most 110 % of the "
     "others' pupils for each FTE, or at least 90 % of their dollars a pupil.")),
    ("Money", "State and local money alone: of the policy's programs that are not restricted."),
    ("Not compared", ("A school of 100 pupils or fewer, the only school of its span, and a span "
     "without a school that is not Title I.")),
)  # fmt: skip
_MADE_OF = {
    "staff": "FTE",
    "salaries": "Salaries at average",
    "allocation": "Dollars given",
}


def write_comparability_book(
    compared: Sequence[Compared],
    schools: Sequence[tuple[ComparedSchool, Decimal | None]],
    by: ComparedBy,
    whose: str,
    names: Mapping[str, str],
    *,
    made_at: datetime | None = None,
) -> bytes:
    """The comparison as an .xlsx file; equal ones give equal bytes.

    Args:
        compared: every Title I school.
        schools: every school with its ratio.
        by: how they are compared.
        whose: the district, the year and the event.
        names: of the schools, by id.
        made_at: when; not told where not given.
    """
    book = Book("Comparability", whose, made_at=made_at)
    ratio = by.heading
    book.paper(
        "Comparability", "Title I schools against the others", _verdicts(compared, ratio, names),
        remark=f"{ratio}, of state and local money, within each {by.span or 'district'}.",
        frozen=2,
    )  # fmt: skip
    book.paper(
        "Schools", "What every school has", _all_schools(schools, by, ratio, names), frozen=2
    )
    put_about(book, "About this workbook", _ABOUT)
    return book.to_bytes()


def _verdicts(compared: Sequence[Compared], ratio: str, names: Mapping[str, str]) -> Table:
    columns = (
        Column("School id"),
        Column("School"),
        Column("Span"),
        Column(ratio, Shown.NUMBER),
        Column("Average of the others", Shown.NUMBER),
        Column("Limit", Shown.NUMBER),
        Column("Verdict"),
        Column("Why not compared", width=24),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.school.school_id,
            names[each.school.school_id],
            each.school.span,
            each.ratio,
            each.average,
            each.limit,
            each.verdict,
            each.why,
        )
        for each in compared
    ]
    return Table(columns, rows)


def _all_schools(
    schools: Sequence[tuple[ComparedSchool, Decimal | None]],
    by: ComparedBy,
    ratio: str,
    names: Mapping[str, str],
) -> Table:
    columns = (
        Column("School id"),
        Column("School"),
        Column("Span"),
        Column("Title I"),
        Column("Pupils", Shown.NUMBER),
        Column(_MADE_OF[by.compares], Shown.NUMBER),
        Column(ratio, Shown.NUMBER),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.school_id,
            names[each.school_id],
            each.span,
            "yes" if each.is_title_i else "no",
            each.pupils,
            each.resources,
            mine,
        )
        for each, mine in schools
    ]
    return Table(columns, rows)
