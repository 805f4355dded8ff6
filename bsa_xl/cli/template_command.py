"""``bsa-xl template``: the workbook template that the central office may edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear

from .arguments import NewFile
from .options import district_argument, dry_run_option, event_option, year_option
from .reply import Reply
from .screen import Line
from .verb import Verb

if TYPE_CHECKING:
    from bsa_xl.api import TemplateOrder, TemplateWritten


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl template district --year FY2026 --out template.xlsx --dry-run",
        "bsa-xl template district --year FY2026 --out template.xlsx",
    ),
    exits=(3, 4, 6),
)
@district_argument
@year_option("The fiscal year to budget.")
@event_option
@click.option(
    "--out",
    type=NewFile(".xlsx"),
    metavar="FILE",
    required=True,
    help="The template to write; a file that is there is never written over.",
)
@dry_run_option
def template(district: Path, year: FiscalYear, event: str, out: Path, dry_run: bool) -> Reply:
    """Write the template that schools' workbooks are made from, for you to edit.

    Change its colours, fonts, column widths, titles and notes, and put in your logo; then issue
    with --template. One file serves all sizes of workbooks.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.TemplateOrder(district, year, out, event, dry_run)
    done = api.write_template(order)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={
            "dry_run": dry_run,
            "fiscal_year": str(year),
            "event": event,
            "staffing_rows": done.staffing_rows,
            "schools": done.schools,
            "sizes": done.sizes,
            "file": None if done.out is None else str(done.out),
        },
        notes=_notes(done, order),
    )


def _notes(done: TemplateWritten, order: TemplateOrder) -> list[Line]:
    if not done.staffing_rows:
        return ["Nothing was written."]
    schools = "1 school has" if done.schools == 1 else f"{done.schools:,} schools have"
    size = (
        f"It has {done.staffing_rows} rows for positions, as {schools}; "
        f"your changes are carried over to all {done.sizes} sizes of workbooks."
    )
    if done.out is None:
        return [f"Nothing was written. Without --dry-run it would go to {order.out}.", size]
    trial = (
        f"bsa-xl issue {order.district} --year {order.year} --out FOLDER --template {done.out} "
        "--dry-run"
    )
    return [
        f"Written to {done.out}.",
        size,
        f"Try your changes with: {trial}",
    ]
