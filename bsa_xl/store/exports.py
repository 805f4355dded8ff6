"""What was exported to the district's ledger, so that the next export can give the change alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bsa_xl.budget import Posting

from . import log
from .database import Database
from .plain import moment_of, moment_text, storable
from .rows import posting_of
from .runs import Run
from .tables import CURRENT, EXPORTED, EXPORTS, POSTINGS, SUBMISSIONS


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was handed to the ledger.

    Attributes:
        layout: name of the layout.
        sha256: of the file.
        total_cents: as re-added from the written file.
        submission_ids: the returns whose postings the ledger then has, sorted.
    """

    layout: str
    fiscal_year: str
    event: str
    file_name: str
    sha256: str
    total_cents: int
    made_at: datetime
    submission_ids: tuple[int, ...]


class Exports:
    """The exports of a store."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        run: Run,
        *,
        layout: str,
        fiscal_year: str,
        event: str,
        file_name: str,
        sha256: str,
        total_cents: int,
        submission_ids: tuple[int, ...],
        at: datetime,
    ) -> None:
        """Record that the ledger has been handed these returns, full or as a change.

        Args:
            run: the export.
            layout: name of the layout; each has its own history.
            fiscal_year: of the postings.
            event: of the postings.
            file_name: of the file.
            sha256: of the file.
            total_cents: as re-added from the written file.
            submission_ids: of the returns that the postings were taken from; see
                `StoredReturn.submission_id`. Not what counts now: it may have changed meanwhile.
            at: now.
        """
        row = {
            "layout": storable(layout),
            "fiscal_year": fiscal_year,
            "event": event,
            "file_name": storable(file_name),
            "sha256": sha256,
            "total_cents": total_cents,
            "made_at": moment_text(at),
            "run_id": run.run_id,
        }
        with self._database.writing() as connection:
            number = connection.execute(insert(EXPORTS), row).lastrowid
            rows = [{"export_id": number, "submission_id": each} for each in submission_ids]
            if rows:
                connection.execute(insert(EXPORTED), rows)
            detail = {"file": row["file_name"], "sha256": sha256, "cents": total_cents}
            log.append(
                connection,
                "exported",
                f"{fiscal_year} {event}",
                detail,
                at=at,
                user=run.user,
                run_id=run.run_id,
            )

    def last(self, layout: str, fiscal_year: str, event: str) -> Export | None:
        """The last export of this layout; None where there was none."""
        query = (
            select(EXPORTS)
            .where(
                EXPORTS.c.layout == layout,
                EXPORTS.c.fiscal_year == fiscal_year,
                EXPORTS.c.event == event,
            )
            .order_by(EXPORTS.c.export_id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                return None
            members = select(EXPORTED.c.submission_id).where(
                EXPORTED.c.export_id == row["export_id"]
            )
            numbers = connection.execute(members.order_by(EXPORTED.c.submission_id)).scalars()
            return Export(
                layout=row["layout"],
                fiscal_year=row["fiscal_year"],
                event=row["event"],
                file_name=row["file_name"],
                sha256=row["sha256"],
                total_cents=row["total_cents"],
                made_at=moment_of(row["made_at"]),
                submission_ids=tuple(numbers),
            )

    def no_longer_counting(self, export: Export) -> tuple[Posting, ...]:
        """The postings of an export's returns that do not count any more, to be taken back."""
        counts = select(CURRENT.c.submission_id)
        query = (
            select(SUBMISSIONS.c.school_id, POSTINGS)
            .join(SUBMISSIONS, SUBMISSIONS.c.submission_id == POSTINGS.c.submission_id)
            .where(
                POSTINGS.c.submission_id.in_(export.submission_ids),
                POSTINGS.c.submission_id.not_in(counts),
            )
            .order_by(SUBMISSIONS.c.school_id, POSTINGS.c.submission_id, POSTINGS.c.number)
        )
        with self._database.reading() as connection:
            return tuple(posting_of(school, row) for school, *row in connection.execute(query))
