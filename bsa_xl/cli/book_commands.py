"""``bsa-xl consolidate`` and ``bsa-xl export``: what leaves the central office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .arguments import OutFile
from .options import district_argument, dry_run_option, event_option, store_option, year_option
from .progress import watching
from .reply import Reply, dollars
from .screen import Line, Marked, counted, table
from .verb import Verb, Verbs

if TYPE_CHECKING:
    from bsa_xl.api import Consolidated, Exported


_MOST_NAMED = 5


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl consolidate district --year FY2026 --out district-book.xlsx",
        "bsa-xl consolidate district --year FY2026 --dry-run --json",
    ),
    exits=(3, 4, 5, 6),
)
@district_argument
@year_option("The fiscal year that was budgeted.")
@event_option
@click.option(
    "--out",
    type=OutFile(".xlsx"),
    metavar="FILE",
    help="The workbook to write, if not one beside the district.",
)
@store_option
@dry_run_option
def consolidate(
    district: Path,
    year: FiscalYear,
    event: str,
    out: Path | None,
    store: Path | None,
    dry_run: bool,
) -> Reply:
    """Write every accepted budget into one workbook that foots.

    It is added up in two ways, and once more from the written file; one that does not foot is not
    written. Schools that are missing are told, and do not stop it.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.ConsolidateOrder(district, year, event, out, store, dry_run)
    with watching() as progress:
        done = api.consolidate(order, progress)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_book_object(done, year, event, dry_run=dry_run),
        lines=_book_lines(done, f"{year} ({year.on_paper}), {event}"),
        notes=_book_notes(done, order.target, dry_run=dry_run),
    )


@click.group(cls=Verbs)
def export() -> None:
    """Hand what was accepted to other systems."""


@export.command(
    cls=Verb,
    examples=(
        "bsa-xl export ledger district --year FY2026 --layout sacs-like --dry-run",
        "bsa-xl export ledger district --year FY2026 --layout sap-like --out postings.txt",
        "bsa-xl export ledger district --year FY2026 --layout munis-like --json",
    ),
    exits=(3, 4, 5, 6),
)
@district_argument
@year_option("The fiscal year that was budgeted.")
@event_option
@click.option(
    "--layout",
    metavar="NAME_OR_FILE",
    required=True,
    help="A layout that comes with BSA-XL (munis-like, sacs-like, sap-like), or a layout's file.",
)
@click.option(
    "--changes", is_flag=True, help="Only what changed since the last export in this layout."
)
@click.option(
    "--out",
    type=OutFile(),
    metavar="FILE",
    help="The file, if it is not to lie beside the district.",
)
@store_option
@dry_run_option
def ledger(
    district: Path,
    year: FiscalYear,
    event: str,
    layout: str,
    changes: bool,
    out: Path | None,
    store: Path | None,
    dry_run: bool,
) -> Reply:
    """Write the postings of the accepted budgets for the district's ledger.

    The file is added up once more from its own bytes before it is handed over, and the store
    remembers what the ledger then has.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    mode = api.ExportMode.CHANGE if changes else api.ExportMode.FULL
    order = api.ExportOrder(
        district=district, year=year, layout=layout, event=event, mode=mode, out=out, store=store,
        dry_run=dry_run,
    )  # fmt: skip
    done = api.export_ledger(order)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_ledger_object(done, year, event, changes=changes, dry_run=dry_run),
        lines=_ledger_lines(done),
        notes=_ledger_notes(done, dry_run=dry_run),
    )


def _book_lines(done: Consolidated, cycle: str) -> list[Line]:
    if not done.controls:
        return []
    allocated = format_dollars(done.allocated_cents)
    schools = [
        ("issued", f"{done.issued:,}"),
        ("returned", f"{done.returned:,}"),
        ("accepted", f"{done.accepted:,}"),
        ("to be mended", f"{done.to_mend:,}"),
        ("not returned", f"{done.not_returned:,}"),
    ]
    lines: list[Line] = [(Marked(f"Consolidated budget of {cycle}"),)]
    lines += table(("Workbooks", "Schools"), schools, right=(1,))
    lines += [
        "",
        f"Allocated to all schools: {allocated}",
        f"Allocated to those accepted: {format_dollars(done.to_accepted_cents)}",
        *_older_lines(done),
        f"Budgeted by them: {format_dollars(done.budgeted_cents)}",
        _filled_line(done),
        f"Shared positions above their FTE: {done.shared_positions:,}",
    ]
    wrong = sum(not control.foots for control in done.controls)
    verdict = f"{wrong:,} differ" if wrong else "all agree"
    lines.append(f"Control totals, added up in two ways: {len(done.controls):,}, {verdict}")
    return lines


def _older_lines(done: Consolidated) -> list[Line]:
    """That some of the money above is of letters that are in force no longer."""
    if not done.older_letters:
        return []
    ids = [each.school_id for each in done.older_letters]
    more = f" and {len(ids) - _MOST_NAMED:,} more" if len(ids) > _MOST_NAMED else ""
    then = sum(each.accepted_cents or 0 for each in done.older_letters)
    since = sum(each.letter_cents or 0 for each in done.older_letters)
    schools = f"{counted(len(ids), 'school')} ({', '.join(ids[:_MOST_NAMED])}{more})"
    said = f"  of it by an older letter: {format_dollars(then)}, {schools}"
    return [f"{said}; the letters issued since say {format_dollars(since)}"]


def _filled_line(done: Consolidated) -> str:
    """Closed and reduced positions, and whatever else there is of the others."""
    others = (
        (done.retitled_positions, "retitled"),
        (done.left_out_positions, "left out of their budget"),
        (done.marked_new_positions, "marked new"),
    )
    more = "".join(f", {number:,} {what}" for number, what in others if number)
    closed, reduced = done.closed_positions, done.reduced_positions
    return f"Filled positions: {closed:,} closed, {reduced:,} reduced{more}"


def _book_notes(done: Consolidated, target: Path, *, dry_run: bool) -> list[Line]:
    notes: list[Line] = list(done.warnings)
    if done.path is not None:
        notes.append(f"Written: {done.path}.")
    elif dry_run and done.controls and not done.answer.exit:
        notes.append(f"Nothing was written. Without --dry-run it would be {target}.")
    else:
        notes.append("Nothing was written.")
    return notes


def _book_object(
    done: Consolidated, year: FiscalYear, event: str, *, dry_run: bool
) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "fiscal_year": str(year),
        "event": event,
        "issued": done.issued,
        "returned": done.returned,
        "accepted": done.accepted,
        "to_mend": done.to_mend,
        "not_returned": done.not_returned,
        "allocated": dollars(done.allocated_cents),
        "allocated_to_accepted": dollars(done.to_accepted_cents),
        "budgeted": dollars(done.budgeted_cents),
        "older_letters": [school.school_id for school in done.older_letters],
        "closed_positions": done.closed_positions,
        "reduced_positions": done.reduced_positions,
        "retitled_positions": done.retitled_positions,
        "left_out_positions": done.left_out_positions,
        "marked_new_positions": done.marked_new_positions,
        "shared_positions": done.shared_positions,
        "control_totals": [
            {"what": each.what, "foots": each.foots, "difference": each.difference}
            for each in done.controls
        ],
        "waited_for": [school.school_id for school in done.waited_for],
        "file": None if done.path is None else str(done.path),
    }


def _ledger_lines(done: Exported) -> list[Line]:
    if not done.rows:
        return []
    rows = [
        ("lines", f"{done.rows:,}"),
        ("debits", format_dollars(done.debit_cents)),
        ("credits", format_dollars(done.credit_cents)),
        ("they come to", format_dollars(done.total_cents)),
        ("the ledger then has", format_dollars(done.ledger_cents)),
    ]
    title = f"Postings of {counted(done.schools, 'school')} in the layout {done.layout}"
    return [(Marked(title),), *table(("Ledger file", "Amount"), rows, right=(1,))]


def _ledger_notes(done: Exported, *, dry_run: bool) -> list[Line]:
    notes: list[Line] = list(done.warnings)
    if done.last is not None:
        notes.append(f"The export before this one: {done.last.file_name}.")
    if done.path is not None:
        notes.append(f"Written: {done.path}.")
    else:
        notes.append("Nothing was written or remembered." if dry_run else "Nothing was written.")
    return notes


def _ledger_object(
    done: Exported, year: FiscalYear, event: str, *, changes: bool, dry_run: bool
) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "fiscal_year": str(year),
        "event": event,
        "layout": done.layout or None,
        "changes": changes,
        "schools": done.schools,
        "rows": done.rows,
        "total": dollars(done.total_cents),
        "debits": dollars(done.debit_cents),
        "credits": dollars(done.credit_cents),
        "ledger": dollars(done.ledger_cents),
        "last": None if done.last is None else done.last.file_name,
        "file": None if done.path is None else str(done.path),
    }
