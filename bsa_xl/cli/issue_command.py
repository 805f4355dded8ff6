"""``bsa-xl issue``: every school's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .arguments import DollarsType, ExistingFile, OutFolder
from .options import district_argument, dry_run_option, event_option, store_option, year_option
from .progress import watching
from .reply import Reply, dollars
from .screen import Line, Marked, counted, say, table
from .verb import Verb

if TYPE_CHECKING:
    from bsa_xl.api import Issued, IssueOrder

#: So many changed workbooks are listed one by one.
_MOST_LISTED = 50


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl issue district --year FY2026 --out workbooks --dry-run",
        "bsa-xl issue district --year FY2026 --out workbooks --total 3,271,434,111.99",
        "bsa-xl issue district --year FY2026 --out workbooks --total 3,271,434,111.99 --reissue",
        (
            "bsa-xl issue district --year FY2026 --out new --template template.xlsx --reissue "
            "--dry-run"
        ),
    ),
    exits=(3, 4, 5, 6),
)
@district_argument
@year_option("The fiscal year to budget.")
@click.option(
    "--out", type=OutFolder(), metavar="FOLDER", required=True, help="Where the workbooks go."
)
@event_option
@click.option(
    "--total",
    type=DollarsType(),
    metavar="DOLLARS",
    help="The district's total, as the board adopted it; needed for an adopted policy.",
)
@click.option(
    "--reissue",
    is_flag=True,
    help="Send schools whose figures have changed a new revision, after listing them.",
)
@click.option(
    "--accept-deficits",
    metavar="REASON",
    default="",
    help="Issue although schools cannot pay for what they must have; the workbooks say so.",
)
@click.option(
    "--template",
    type=ExistingFile(),
    metavar="FILE",
    help="Make the workbooks from this template of `bsa-xl template`, as you have edited it.",
)
@store_option
@dry_run_option
def issue(
    district: Path,
    year: FiscalYear,
    out: Path,
    event: str,
    total: int | None,
    reissue: bool,
    accept_deficits: str,
    template: Path | None,
    store: Path | None,
    dry_run: bool,
) -> Reply:
    """Write every school's workbook, and enter it in the register.

    Issuing again on unchanged data gives the same workbooks. Workbooks of a draft
    policy say DRAFT - NOT AN ALLOCATION and cannot be submitted.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.IssueOrder(
        district=district, year=year, out=out, event=event, store=store, total_cents=total,
        reissue=reissue, accept_deficits=accept_deficits, dry_run=dry_run, template=template,
    )  # fmt: skip
    if reissue and not dry_run:
        _list_first(order)
    with watching() as progress:
        done = api.issue(order, progress)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_object(done, year, event, dry_run=dry_run),
        lines=_lines(done, year, event),
        notes=_notes(done, order),
    )


def _list_first(order: IssueOrder) -> None:
    """Say which schools are about to get other figures, before any of them does."""
    from dataclasses import replace  # noqa: PLC0415 - with its only use

    from bsa_xl import api  # noqa: PLC0415 - heavy

    planned = api.issue(replace(order, dry_run=True))
    for line in _changed_lines(planned):
        say(line)


def _lines(done: Issued, year: FiscalYear, event: str) -> list[Line]:
    if not (done.new or done.changed or done.unchanged):
        return []
    rows = [
        ("new", f"{len(done.new):,}"),
        ("changed", f"{len(done.changed):,}"),
        ("unchanged", f"{len(done.unchanged):,}"),
    ]
    total = sum(map(len, (done.new, done.changed, done.unchanged)))
    title = f"Workbooks of {year} ({year.on_paper}), {event}"
    changed = _changed_lines(done)
    return [
        *changed, *([""] if changed else []), (Marked(title),),
        *table(("Workbooks", "Schools"), [*rows, ("total", f"{total:,}")], right=(1,),
               last_is_total=True),
        f"Dollars that schools plan: {format_dollars(done.total_cents)}",
    ]  # fmt: skip


def _changed_lines(done: Issued) -> list[Line]:
    if not done.changed:
        return []
    rows: list[tuple[str, ...]] = [
        (
            each.before.school_id,
            f"{each.before.revision}",
            format_dollars(each.before.letter_cents),
            format_dollars(each.after.wanted.letter_cents),
            format_dollars(each.difference_cents),
        )
        for each in done.changed[:_MOST_LISTED]
    ]
    more = len(done.changed) - len(rows)
    if more:
        rows.append((f"and {more:,} more", "", "", "", ""))
    before = sum(each.before.letter_cents for each in done.changed)
    after = sum(each.after.wanted.letter_cents for each in done.changed)
    rows.append(
        (
            counted(len(done.changed), "school"),
            "",
            *map(format_dollars, (before, after, after - before)),
        )
    )
    head = ("School", "Revision out", "It says", "Now", "Change")
    return table(head, rows, right=(1, 2, 3, 4), last_is_total=True)


def _notes(done: Issued, order: IssueOrder) -> list[Line]:
    notes: list[Line] = list(done.warnings)
    if done.shortfalls:
        short = counted(len(done.shortfalls), "school")
        notes.append(f"{short} cannot pay for what they must have.")
    if done.folder is not None:
        many = sum(map(len, (done.new, done.changed, done.unchanged)))
        notes.append(f"Written to {done.folder}: {counted(many, 'workbook')}.")
    elif order.dry_run and not done.answer.exit:
        notes.append(f"Nothing was written. Without --dry-run they would go to {order.out}.")
        if done.total_cents:
            total = format_dollars(done.total_cents)
            notes.append(f"Compare {total} with what the board adopted; it is typed after --total.")
    else:
        notes.append("Nothing was issued.")
    return notes


def _object(done: Issued, year: FiscalYear, event: str, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "fiscal_year": str(year),
        "event": event,
        "total": dollars(done.total_cents),
        "new": [
            {
                "school": each.wanted.school_id,
                "revision": each.revision,
                "amount": dollars(each.wanted.letter_cents),
            }
            for each in done.new
        ],
        "changed": [
            {
                "school": each.before.school_id,
                "revision": each.after.revision,
                "before": dollars(each.before.letter_cents),
                "amount": dollars(each.after.wanted.letter_cents),
            }
            for each in done.changed
        ],
        "unchanged": [
            {
                "school": each.school_id,
                "revision": each.revision,
                "amount": dollars(each.letter_cents),
            }
            for each in done.unchanged
        ],
        "shortfalls": [each.school_id for each in done.shortfalls],
        "template": None
        if done.template is None
        else {"file": done.template.name, "sha256": done.template.sha256},
        "folder": None if done.folder is None else str(done.folder),
    }
