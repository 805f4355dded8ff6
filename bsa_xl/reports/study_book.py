"""A study of adjustments as a workbook: the case study's table, and deficits by level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .about_page import put_about
from .book import Book
from .table import Column, Shown, Table, Value

if TYPE_CHECKING:
    from bsa_xl.analysis import AdjustmentStudy, AdjustmentSummary, LevelBalance

_ABOUT = (
    ("Form", ("The form is that of a case study of 74 schools: how many schools were adjusted, how "
     "many by more than a threshold, by how much in all and a pupil.")),
    ("Sign", ("A number above zero is money that the school is given, one below zero money that it "
     "is charged.")),
    ("Deficit", ("A school is in deficit where it costs more than it is given; what it costs is "
     "said above the table of levels.")),
)  # fmt: skip


def write_study_book(
    study: AdjustmentStudy, whose: str, *, places: int = 2, made_at: datetime | None = None
) -> bytes:
    """The study as an .xlsx file; equal studies give equal bytes.

    Args:
        study: of one year.
        whose: the district, the year and the event.
        places: 2, or 0 where the policy's lines are whole dollars.
        made_at: when; not told where not given.
    """
    book = Book("Adjustments", whose, places=places, made_at=made_at)
    book.paper(
        "Adjustments", "Adjustments in school budgets", _summary_table(study.adjustments),
        remark="How many of the schools are adjusted, and by how much.",
    )  # fmt: skip
    book.paper("Schools", "School by school", school_table(study), frozen=2)
    if study.balances:
        book.paper(
            "Deficits", "Deficits and surpluses by level", _level_table(study.balances),
            remark=f"Held against each other: {study.balance_by}.",
        )  # fmt: skip
    put_about(book, "About this workbook", _ABOUT)
    return book.to_bytes()


def school_table(study: AdjustmentStudy) -> Table:
    """A row for each adjusted school of each adjustment, the largest first."""
    columns = (
        Column("Adjustment"),
        Column("School id"),
        Column("School"),
        Column("Level"),
        Column("Amount", Shown.DOLLARS, adds_up=True),
        Column("Enrollment", Shown.NUMBER),
        Column("Dollars per pupil", Shown.WHOLE),
        Column("Above the threshold"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.label,
            school.school_id,
            school.name,
            school.level,
            school.cents,
            school.pupils,
            school.per_pupil,
            "yes" if abs(school.cents) > each.large_cents else "no",
        )
        for each in study.adjustments
        for school in each.schools
    ]
    return Table(columns, rows)


def _summary_table(adjustments: Sequence[AdjustmentSummary]) -> Table:
    columns = (
        Column("Adjustment"),
        Column("Schools", Shown.WHOLE),
        Column("Adjusted", Shown.WHOLE),
        Column("Threshold", Shown.DOLLARS),
        Column("Above it", Shown.WHOLE),
        Column("Given", Shown.DOLLARS, adds_up=True),
        Column("Charged", Shown.DOLLARS, adds_up=True),
        Column("In all", Shown.DOLLARS, adds_up=True),
        Column("Dollars per pupil", Shown.WHOLE),
        Column("To come", Shown.WHOLE),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.label,
            each.considered,
            len(each.schools),
            each.large_cents,
            each.large,
            each.raised_cents,
            each.lowered_cents,
            each.total_cents,
            each.per_pupil,
            len(each.to_come),
        )
        for each in adjustments
    ]
    return Table(columns, rows)


def _level_table(balances: Sequence[LevelBalance]) -> Table:
    columns = (
        Column("Level"),
        Column("Schools", Shown.WHOLE),
        Column("In deficit", Shown.WHOLE),
        Column("Share in deficit", Shown.SHARE),
        Column("Deficits", Shown.DOLLARS),
        Column("In surplus", Shown.WHOLE),
        Column("Surpluses", Shown.DOLLARS),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.level,
            each.schools,
            each.deficits,
            each.share,
            each.deficit_cents,
            each.surpluses,
            each.surplus_cents,
        )
        for each in balances
    ]
    return Table(columns, rows)
