"""``bsa-xl district``: the facts, checked and imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear

from .arguments import ExistingPath, OutFolder
from .options import district_argument, dry_run_option, year_option
from .progress import watching
from .reply import Reply, number
from .screen import Line, counted, table
from .verb import Verb, Verbs

if TYPE_CHECKING:
    from bsa_xl.api import DistrictSummary, GivenCounts, ImportDone

#: As `bsa_xl.api.PUBLISHERS`, without the time that importing it takes.
PUBLISHERS = ("cde",)


@click.group(cls=Verbs)
def district() -> None:
    """Check a district's data, or import it."""


@district.command(
    cls=Verb,
    examples=("bsa-xl district check district", "bsa-xl district check district --json"),
    exits=(3, 4),
)
@district_argument
def check(district: Path) -> Reply:
    """Check a district's data: every table, every cell, all faults at once.

    DISTRICT is a folder of CSV files with district.yaml, or one .xlsx workbook with a sheet for
    each table.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.check_district(district)
    summary = done.summary
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={"district": None if summary is None else _object(summary)},
        lines=[] if summary is None else _lines(summary),
        judges=True,
    )


@district.command(
    "import",
    cls=Verb,
    examples=(
        "bsa-xl district import --from cde frpm2526.csv --to harbor --district 19-64733 --dry-run",
        'bsa-xl district import --from cde frpm2526.csv --to harbor --district "Harbor Unified"',
        "bsa-xl district import --from cde fund_codes.csv goal_codes.csv --to harbor",
    ),
    exits=(3, 4, 6),
)
@click.argument("files", type=ExistingPath(), metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--from",
    "publisher",
    type=click.Choice(PUBLISHERS),
    required=True,
    help="Who published the files: cde, California's Department of Education.",
)
@click.option(
    "--to", type=OutFolder(), metavar="FOLDER", required=True, help="The district's folder."
)
@click.option(
    "--district",
    metavar="NAME_OR_CDS",
    default="",
    help="The district by its name, or by its county and district code; else all of the files.",
)
@year_option("The year of counts in files that do not say of which year they are.", required=False)
@click.option("--charters", is_flag=True, help="Import charter schools too.")
@click.option("--replace", is_flag=True, help="Replace tables that are there; never district.yaml.")
@dry_run_option
def import_(
    files: tuple[Path, ...],
    publisher: str,
    to: Path,
    district: str,
    year: FiscalYear | None,
    charters: bool,
    replace: bool,
    dry_run: bool,
) -> Reply:
    """Turn published files into a district's folder.

    FILE is one or more of: school lists with counts (FRPM, CALPADS UPC), tables of account codes;
    CSV or .xlsx. They are known by their columns, not by their names. Every row becomes a school, a
    count or a code, or is counted among those set apart.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.ImportOrder(publisher, files, to, district, year, charters, replace, dry_run)
    with watching() as progress:
        done = api.import_district(order, progress)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_import_object(done, dry_run=dry_run),
        lines=_import_lines(done),
        notes=_import_notes(done, to, dry_run=dry_run),
    )


def _lines(summary: DistrictSummary) -> list[Line]:
    centres = f", {summary.centres:,} budgeted with another school" if summary.centres else ""
    lines: list[Line] = [f"{summary.name}: {counted(summary.schools, 'school')}{centres}"]
    rows = [f"{name} {many:,}" for name, many in summary.tables.items()]
    if rows:
        lines.append(f"Rows: {', '.join(rows)}")
    if summary.staff_fte:
        lines.append(f"FTE in positions that exist now: {summary.staff_fte.normalize():,f}")
    return [*lines, *_count_lines(summary.counts)]


def _count_lines(counts: Iterable[GivenCounts]) -> list[Line]:
    """Control counts: compare them with what was published."""
    lines: list[Line] = []
    for given in counts:
        groups = [f"{group} {total:,f}" for group, total in given.groups.items()]
        absent = f"; {given.not_given:,} not given" if given.not_given else ""
        lines.append(
            f"Counts {given.fiscal_year} {given.measure}, {counted(given.schools, 'school')}: "
            f"{', '.join(groups)}{absent}"
        )
    return lines


def _object(summary: DistrictSummary) -> dict[str, object]:
    return {
        "name": summary.name,
        "schools": summary.schools,
        "centres": summary.centres,
        "tables": summary.tables,
        "staff_fte": number(summary.staff_fte),
        "counts": _counts_object(summary.counts),
    }


def _counts_object(counts: Iterable[GivenCounts]) -> list[dict[str, object]]:
    return [
        {
            "fiscal_year": str(given.fiscal_year),
            "measure": given.measure,
            "schools": given.schools,
            "groups": {group: number(total) for group, total in given.groups.items()},
            "not_given": given.not_given,
        }
        for given in counts
    ]


def _import_lines(done: ImportDone) -> list[Line]:
    if not done.tables and not done.kept:
        return []
    lines: list[Line] = [f"{done.name}: {counted(done.schools, 'school')}"] if done.schools else []
    lines += _count_lines(done.counts)
    if done.codes:
        lines.append(f"Codes: {', '.join(f'{name} {n:,}' for name, n in done.codes.items())}")
    head = ("File", "Rows", "Used", "Set apart")
    rows = [
        (
            f"{each.file} {each.sheet.strip()}".strip(),
            f"{each.read:,}",
            f"{each.used:,}",
            "; ".join(f"{why}: {many:,}" for why, many in each.set_apart.items()),
        )
        for each in done.rows
    ]
    return [*lines, "", *table(head, rows, right=(1, 2))]


def _import_notes(done: ImportDone, to: Path, *, dry_run: bool) -> list[Line]:
    notes: list[Line] = [note for note in done.notes if done.tables]
    if done.kept:
        notes.append(f"Left as they are: {', '.join(done.kept)}.")
    if done.folder is not None:
        notes.append(f"Written to {done.folder}: {', '.join(done.tables)}.")
        if done.schools:
            notes.append(f"Next: bsa-xl district check {done.folder}")
    elif dry_run and done.tables:
        notes.append(f"Would be written to {to}: {', '.join(done.tables)}.")
    else:
        notes.append("Nothing was written.")
    return notes


def _import_object(done: ImportDone, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "district": done.name,
        "schools": done.schools,
        "counts": _counts_object(done.counts),
        "codes": dict(done.codes or {}),
        "rows": [
            {
                "file": each.file,
                "sheet": each.sheet or None,
                "read": each.read,
                "used": each.used,
                "set_apart": dict(each.set_apart),
            }
            for each in done.rows
        ],
        "notes": list(done.notes),
        "tables": list(done.tables),
        "kept": list(done.kept),
        "folder": None if done.folder is None else str(done.folder),
    }
