"""The board's questions of a year, answered as a workbook."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.money import to_cents

from .about_page import put_about
from .book import Book
from .change_book import change_table
from .group_tables import GROUP_WIDTHS, group_table
from .table import Column, Shown, Table, Value

if TYPE_CHECKING:
    from bsa_xl.analysis import BoardReport
    from bsa_xl.district import District


def write_board_book(
    report: BoardReport,
    district: District,
    whose: str,
    *,
    places: int = 2,
    made_at: datetime | None = None,
) -> bytes:
    """The report as an .xlsx file; equal reports give equal bytes.

    Args:
        report: the answers.
        district: for names and levels.
        whose: district, year and event.
        places: 2, or 0 where the policy's lines are whole dollars.
        made_at: when; not told where not given.
    """
    book = Book("Board report", whose, places=places, made_at=made_at)
    page = book.page("Summary", "What the board asks", (46, 22, 18, 18, 60))
    row = book.block(page, 4, "In one look", _one_look(report)).last + 2
    row = book.block(page, row, "Three years", _years(report)).last + 2
    row = book.block(page, row, "FTE that the formula gives", _fte(report, district)).last + 2
    _put_groups(book, report)
    book.paper("Largest moves", "The twenty largest moves", _largest(report, district), frozen=2)
    book.paper("Manual adjustments", "What persons decided", _manual(report, district), frozen=2)
    book.paper("One-time money", "Money that is not there for good", _one_time(report), frozen=1)
    book.paper("Schools", "School by school", change_table(report.change, district), frozen=2)
    put_about(book, "About this workbook", _ABOUT)
    return book.to_bytes()


_ABOUT = (
    (
        "Gained and lost",
        (
            "Added up over the schools that gained and those that lost, so that one does not hide "
            "the other."
        ),
    ),
    (
        "Cause",
        (
            "What moved most of a school's dollars, out of pupils, base, weights, rates, "
            "adjustments and rounding; each step is the difference of two whole runs of the "
            "formula."
        ),
    ),
    (
        "Fully phased in",
        (
            "What schools would plan if every transition were over: no hold harmless, no caps, no "
            "phase-in, funding percentage or soft landing. Carryover, attendance, salaries, manual "
            "adjustments and scaling to a pool stay."
        ),
    ),
    (
        "Cliff",
        (
            "One-time money that may not be spent after this year, or of which the policy does "
            "not say until when."
        ),
    ),
)


def _one_look(report: BoardReport) -> Table:
    before, after = report.change.before.total_cents, report.change.after.total_cents
    changes = [school.change for school in report.change.schools]
    manual = sum(to_cents(bill.dollars) for bill in report.manual)
    rows: list[tuple[Value, ...]] = [
        ("Schools plan, the year before", before),
        (f"Schools plan, {report.year}", after),
        ("Change", after - before),
        ("Gained, over the schools that gained", sum(c for c in changes if c > 0)),
        ("Lost, over the schools that lost", sum(c for c in changes if c < 0)),
        ("Bill of hold harmless", report.hold_harmless),
        ("Bill of manual adjustments", manual),
        ("Formula fully phased in, without hold harmless, caps and phase-ins", report.phased_in),
        ("Next year's cliff of one-time money", report.cliff),
    ]
    return Table((Column("What"), Column("Dollars", Shown.DOLLARS)), rows)


def _years(report: BoardReport) -> Table:
    columns = (
        Column("Year"), Column("Schools plan", Shown.DOLLARS), Column("Pupils", Shown.NUMBER),
        Column("FTE given", Shown.NUMBER),
    )  # fmt: skip
    rows = [(str(one.year), one.cents, one.pupils, one.fte) for one in report.years]
    return Table(columns, rows)


def _fte(report: BoardReport, district: District) -> Table:
    titles = {position.code: position.title for position in district.positions}
    columns = (
        Column("Position"), Column("Code"), Column("FTE before", Shown.NUMBER),
        Column("FTE now", Shown.NUMBER),
    )  # fmt: skip
    rows = [(titles.get(code, code), code, *both) for code, both in report.fte.items()]
    return Table(columns, rows)


def _put_groups(book: Book, report: BoardReport) -> None:
    page: Worksheet = book.page("Groups", "Who gained and who lost", GROUP_WIDTHS)
    row = 4
    for grouping, moves in report.groups:
        table = group_table(grouping.title, moves)
        row = book.block(page, row, f"By {grouping.title.lower()}", table, total="Total").last + 3


def _largest(report: BoardReport, district: District) -> Table:
    names = {school.school_id: school.name for school in district.schools}
    columns = (
        Column("School id"), Column("School"), Column("Before", Shown.DOLLARS),
        Column("After", Shown.DOLLARS), Column("Change", Shown.DOLLARS), Column("Most of it by"),
        Column("Dollars by that", Shown.DOLLARS),
    )  # fmt: skip
    rows = [
        (
            one.school_id, names.get(one.school_id, ""), one.before, one.after, one.change,
            str(one.largest), one.steps[one.largest],
        )
        for one in report.largest
        if one.largest is not None
    ]  # fmt: skip
    return Table(columns, rows)


def _manual(report: BoardReport, district: District) -> Table:
    names = {school.school_id: school.name for school in district.schools}
    columns = (
        Column("School id"), Column("School"), Column("Adjustment"),
        Column("Dollars", Shown.DOLLARS, adds_up=True), Column("Reason", Shown.LONG_TEXT, width=40),
        Column("Author"), Column("Until"),
    )  # fmt: skip
    rows = [
        (
            one.school_id, names.get(one.school_id, ""), one.label, to_cents(one.dollars),
            one.reason, one.author, one.until,
        )
        for one in report.manual
    ]  # fmt: skip
    return Table(columns, rows)


def _one_time(report: BoardReport) -> Table:
    columns = (
        Column("Line"), Column("Program"), Column("Schools", Shown.WHOLE),
        Column("Dollars", Shown.DOLLARS, adds_up=True), Column("May be spent until"),
    )  # fmt: skip
    rows = [
        (one.label, one.program, one.schools, one.cents, one.until or "(not said)")
        for one in report.one_time
    ]
    return Table(columns, rows)
