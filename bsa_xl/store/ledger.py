"""What counts now: the current accepted return of every school, its lines and its postings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, func, select

from bsa_xl.budget import Posting

from .database import Database
from .issued import IssuedWorkbook
from .plain import moment_of
from .register import Register
from .returned import PlannedLine, ProgramFigures, Receipt, StoredReturn
from .returns import STORED, stored_of
from .rows import figures_of, line_of, posting_of
from .tables import CURRENT, PLANNED_LINES, POSTINGS, PROGRAM_TOTALS, RECEIPTS, SUBMISSIONS


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """The ledger of a year and event, added up in every way it can be.

    Attributes:
        schools: how many count.
        submissions_cents: the totals of the returns.
        programs_cents: the programs of the returns.
        lines_cents: what programs pay of the planned lines.
        postings_cents: the postings.
        submissions_fte_parts: planned FTE of the returns, in parts of ``budget.FTE_PARTS``.
        lines_fte_parts: planned FTE of the lines.
    """

    schools: int
    submissions_cents: int
    programs_cents: int
    lines_cents: int
    postings_cents: int
    submissions_fte_parts: int
    lines_fte_parts: int

    @property
    def agree(self) -> bool:
        """Whether all ways come to the same."""
        amounts = {
            self.submissions_cents,
            self.programs_cents,
            self.lines_cents,
            self.postings_cents,
        }
        return len(amounts) == 1 and self.submissions_fte_parts == self.lines_fte_parts


class Ledger:
    """Reads of what was accepted. Superseded returns are never in it."""

    __slots__ = ("_database", "_register")

    def __init__(self, database: Database, register: Register) -> None:
        self._database = database
        self._register = register

    def current(self, fiscal_year: str, event: str) -> tuple[StoredReturn, ...]:
        """The accepted return that counts, of each school that has one, by school."""
        query = (
            STORED.where(CURRENT.c.fiscal_year == fiscal_year, CURRENT.c.event == event)
            .order_by(CURRENT.c.school_id)
        )  # fmt: skip
        return self._returns(query)

    def history(
        self, fiscal_year: str, event: str, school_id: str | None = None
    ) -> tuple[StoredReturn, ...]:
        """Every return that names this year and event, refused ones too, in order of recording."""
        query = STORED.where(
            SUBMISSIONS.c.fiscal_year == fiscal_year, SUBMISSIONS.c.event == event
        ).order_by(SUBMISSIONS.c.submission_id)
        if school_id is not None:
            query = query.where(SUBMISSIONS.c.school_id == school_id)
        return self._returns(query)

    def unidentified(self) -> tuple[StoredReturn, ...]:
        """Returns that could not be read far enough to tell whose they are."""
        query = STORED.where(SUBMISSIONS.c.school_id == "").order_by(SUBMISSIONS.c.submission_id)
        return self._returns(query)

    def missing(self, fiscal_year: str, event: str) -> tuple[IssuedWorkbook, ...]:
        """The newest workbook of each school that has none accepted; drafts are not waited for."""
        there = {each.school_id for each in self.current(fiscal_year, event)}
        return tuple(
            each
            for each in self._register.newest(fiscal_year, event)
            if not each.is_draft and each.school_id not in there
        )

    def postings(
        self, fiscal_year: str, event: str, school_id: str | None = None
    ) -> Iterator[Posting]:
        """Every posting that counts, by school, in the order of the plan."""
        for school, *row in self._parts(POSTINGS, fiscal_year, event, school_id):
            yield posting_of(school, row)

    def lines(
        self, fiscal_year: str, event: str, school_id: str | None = None
    ) -> Iterator[tuple[str, PlannedLine]]:
        """School id and every planned line that counts, by school, in the order of the plan."""
        for school, *row in self._parts(PLANNED_LINES, fiscal_year, event, school_id):
            yield school, line_of(row)

    def programs(
        self, fiscal_year: str, event: str, school_id: str | None = None
    ) -> Iterator[tuple[str, ProgramFigures]]:
        """School id and the figures of each of its programs, by school, in the policy's order."""
        for school, *row in self._parts(PROGRAM_TOTALS, fiscal_year, event, school_id):
            yield school, figures_of(row)

    def receipt(self, number: str) -> Receipt | None:
        """The receipt of a number, whether or not its return still counts; None where unknown."""
        query = (
            select(SUBMISSIONS, RECEIPTS.c.given_at)
            .join(RECEIPTS, RECEIPTS.c.submission_id == SUBMISSIONS.c.submission_id)
            .where(RECEIPTS.c.number == number)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                return None
            figures = (
                select(PROGRAM_TOTALS)
                .where(PROGRAM_TOTALS.c.submission_id == row["submission_id"])
                .order_by(PROGRAM_TOTALS.c.number)
            )
            programs = tuple(map(figures_of, connection.execute(figures)))
        names = ("school_id", "fiscal_year", "event", "revision", "total_cents", "fte_parts")
        return Receipt(
            number=number,
            given_at=moment_of(row["given_at"]),
            line_count=row["line_count"],
            sha256=row["sha256"],
            programs=programs,
            **{name: row[name] for name in names},
        )

    def control_totals(self, fiscal_year: str, event: str) -> ControlTotals:
        """The same money added up in four ways by the database, in one consistent view."""
        split = PLANNED_LINES.c.cents_1 + PLANNED_LINES.c.cents_2 + PLANNED_LINES.c.cents_3
        with self._database.reading() as connection:

            def total(table: Table, amount: Any) -> int:  # noqa: ANN401  a column expression
                query = (
                    select(func.coalesce(func.sum(amount), 0))
                    .select_from(table)
                    .join(CURRENT, CURRENT.c.submission_id == table.c.submission_id)
                    .where(CURRENT.c.fiscal_year == fiscal_year, CURRENT.c.event == event)
                )
                return int(connection.execute(query).scalar_one())

            return ControlTotals(
                schools=total(SUBMISSIONS, 1),
                submissions_cents=total(SUBMISSIONS, SUBMISSIONS.c.total_cents),
                programs_cents=total(PROGRAM_TOTALS, PROGRAM_TOTALS.c.budgeted_cents),
                lines_cents=total(PLANNED_LINES, split),
                postings_cents=total(POSTINGS, POSTINGS.c.cents),
                submissions_fte_parts=total(SUBMISSIONS, SUBMISSIONS.c.fte_parts),
                lines_fte_parts=total(PLANNED_LINES, PLANNED_LINES.c.fte_parts),
            )

    def _returns(self, query: Select[Any]) -> tuple[StoredReturn, ...]:
        with self._database.reading() as connection:
            return tuple(map(stored_of, connection.execute(query).mappings()))

    def _parts(
        self, table: Table, fiscal_year: str, event: str, school_id: str | None
    ) -> Iterator[Any]:
        """School and row of what counts, all read before the first is handed out.

        So no transaction stays open while the caller works on them.
        """
        query = (
            select(CURRENT.c.school_id, table)
            .join(CURRENT, CURRENT.c.submission_id == table.c.submission_id)
            .where(CURRENT.c.fiscal_year == fiscal_year, CURRENT.c.event == event)
            .order_by(CURRENT.c.school_id, table.c.number)
        )
        if school_id is not None:
            query = query.where(CURRENT.c.school_id == school_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return iter(rows)
