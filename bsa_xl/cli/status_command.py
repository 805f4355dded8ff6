"""``bsa-xl status``: where every school stands, on one screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .findings import MOST_SHOWN
from .options import district_argument, event_option, store_option, year_option
from .reply import Reply, dollars
from .screen import Line, Marked, table
from .verb import Verb, lists_all

if TYPE_CHECKING:
    from bsa_xl.api import SchoolStatus, Status


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl status district --year FY2026",
        "bsa-xl status district --year FY2026 --all",
        "bsa-xl status district --year FY2026 --json",
    ),
    exits=(3, 4, 5, 6),
)
@district_argument
@year_option("The fiscal year.")
@event_option
@store_option
def status(district: Path, year: FiscalYear, event: str, store: Path | None) -> Reply:
    """Say where every school stands, and what to do next.

    Issued, returned, accepted, to be mended, late: first how many, then the schools that wait for
    something, the ones to be mended first.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.status(api.StatusOrder(district, year, event, store))
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_object(done, year, event),
        lines=_lines(done, f"{year} ({year.on_paper}), {event}"),
        notes=_notes(done),
    )


def _lines(done: Status, cycle: str) -> list[Line]:
    if not done.schools:
        return []
    due = f", due {done.due:%B} {done.due.day}, {done.due.year}" if done.due else ""
    rows = [(word, f"{many:,}") for word, many in done.counts.items() if many]
    rows.append(("schools", f"{len(done.schools):,}"))
    lines: list[Line] = [
        (Marked(f"{done.district}: budgets of {cycle}{due}"),),
        *table(("Standing", "Schools"), rows, right=(1,), last_is_total=True),
    ]
    if done.late:
        lines.append(f"Late: {done.late:,}")
    if done.set_aside:
        lines.append(f"Files that could not be read: {done.set_aside:,}")
    allocated, budgeted = format_dollars(done.allocated_cents), format_dollars(done.budgeted_cents)
    lines.append(f"Letters in force: {allocated}; budgets accepted: {budgeted}")
    return [*lines, *_waiting(done)]


def _waiting(done: Status) -> list[Line]:
    """The schools with something to be done, those with a workbook to mend first."""
    waiting = [school for school in done.schools if school.next_step]
    waiting.sort(key=lambda school: school.standing.standing.value != "to be mended")
    shown = waiting if lists_all() else waiting[:MOST_SHOWN]
    rows = [
        (
            school.standing.school_id,
            school.standing.name,
            school.standing.standing.value + (", late" if school.is_late else ""),
            school.next_step,
        )
        for school in shown
    ]
    if not rows:
        return []
    lines = ["", *table(("School", "Name", "Standing", "Next"), rows)]
    if len(waiting) > len(shown):
        lines.append(f"and {len(waiting) - len(shown):,} more; --all shows them")
    return lines


def _notes(done: Status) -> list[Line]:
    notes: list[Line] = list(done.warnings)
    if done.schools and not done.answer.findings and done.answer.exit:
        notes.append("Nothing has been issued for this year and event.")
    return notes


def _object(done: Status, year: FiscalYear, event: str) -> dict[str, object]:
    return {
        "district": done.district or None,
        "fiscal_year": str(year),
        "event": event,
        "due": None if done.due is None else done.due.isoformat(),
        "as_of": f"{datetime.now().astimezone():%Y-%m-%d}",
        "counts": done.counts,
        "late": done.late,
        "set_aside": done.set_aside,
        "allocated": dollars(done.allocated_cents),
        "budgeted": dollars(done.budgeted_cents),
        "schools": [_school_object(school) for school in done.schools],
    }


def _school_object(school: SchoolStatus) -> dict[str, object]:
    known = school.standing
    left = known.left_cents
    return {
        "school": known.school_id,
        "name": known.name,
        "standing": known.standing.value,
        "late": school.is_late,
        "revision": known.revision,
        "allocated": dollars(known.allocated_cents),
        "budgeted": None if known.budgeted_cents is None else dollars(known.budgeted_cents),
        "left": None if left is None else dollars(left),
        "returns": known.returns,
        "received_on": None if known.received_on is None else known.received_on.isoformat(),
        "receipt": known.receipt or None,
        "note": known.note or None,
        "next": school.next_step or None,
    }
