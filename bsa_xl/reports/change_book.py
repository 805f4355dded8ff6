"""Why numbers moved, as a workbook: causes over the district, and every school's steps."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.worksheet.worksheet import Worksheet

from .about_page import put_about
from .book import Book, Placed
from .table import Column, Shown, Table, Value

if TYPE_CHECKING:
    from bsa_xl.analysis import Change, SchoolChange
    from bsa_xl.district import District

#: What each cause is, for people, in the order of the steps.
CAUSES = {
    "pupils": "Schools, their attributes and every count",
    "base": "The base per pupil",
    "weights": "Shares of the base, thresholds, and how counts are made",
    "rates": "Dollars, FTE, prices and given amounts; components that came or went",
    "adjustments": "What happens after the formula, and what it is judged against",
    "rounding": "The rounding rules",
}
_BEFORE, _AFTER, _CHANGE = "Before", "After", "Change"


def write_change_book(
    change: Change,
    district: District,
    title: str,
    *,
    places: int = 2,
    made_at: datetime | None = None,
) -> bytes:
    """The change of every school as an .xlsx file; equal changes give equal bytes.

    Args:
        change: of a district's schools.
        district: for their names and levels.
        title: what is compared with what.
        places: 2, or 0 where the policy's lines are whole dollars.
        made_at: when; not told where not given.
    """
    book = Book("Why the numbers moved", title, places=places, made_at=made_at)
    page = book.page("Summary", "Why the numbers moved", (34, 22, 60))
    schools = book.paper(
        "Schools", "School by school", change_table(change, district),
        remark="Each step is the difference of two whole runs of the formula; they add up exactly.",
        frozen=2,
    )  # fmt: skip
    _put_causes(book, page, change, schools)
    put_about(book, "About this workbook", _ABOUT)
    return book.to_bytes()


_ABOUT = (
    (
        "Steps",
        (
            "The first allocation is changed into the second one thing at a time: pupils, base, "
            "weights, rates, adjustments, rounding. Each step is the difference of two whole "
            "runs, so that nothing is left over and nothing is counted twice."
        ),
    ),
    (
        "Order",
        (
            "Where two things changed together, the earlier step carries what both did. Pupils "
            "are counted at the old rates, a new weight at the new base."
        ),
    ),
)


def change_table(change: Change, district: District) -> Table:
    """One row a school: before, each cause, after, and the largest cause."""
    columns = (
        Column("School id"),
        Column("School"),
        Column("Level"),
        Column(_BEFORE, Shown.DOLLARS, adds_up=True),
        *(Column(cause.capitalize(), Shown.DOLLARS, adds_up=True) for cause in CAUSES),
        Column(_AFTER, Shown.DOLLARS, adds_up=True),
        Column(_CHANGE, Shown.DOLLARS, adds_up=True),
        Column("Most of it by"),
    )
    known = {school.school_id: school for school in district.schools}

    def row(each: SchoolChange) -> tuple[Value, ...]:
        school = known.get(each.school_id)
        return (
            each.school_id,
            school.name if school else "(not in the second allocation)",
            school.level if school else "",
            each.before,
            *each.steps.values(),
            each.after,
            each.change,
            str(each.largest or "no change"),
        )

    return Table(columns, [row(each) for each in change.schools])


def _put_causes(book: Book, sheet: Worksheet, change: Change, schools: Placed) -> None:
    columns = (Column("Cause"), Column(_CHANGE, Shown.DOLLARS, adds_up=True), Column("What it is"))
    totals = dict.fromkeys(CAUSES, 0)
    for school in change.schools:
        for moved_by, cents in school.steps.items():
            totals[str(moved_by)] += cents
    rows = [(cause.capitalize(), cents, CAUSES[cause]) for cause, cents in totals.items()]
    placed = book.block(sheet, 4, "By cause", Table(columns, rows), total="Change in all")
    for row, cause in enumerate(CAUSES, start=placed.first):
        cells = schools.cells(cause.capitalize())
        book.formula(sheet, f"B{row}", f"SUM({cells})", totals[cause], Shown.DOLLARS)
