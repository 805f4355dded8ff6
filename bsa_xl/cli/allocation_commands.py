"""``bsa-xl allocate`` and ``bsa-xl explain``: what every school is given, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .arguments import OutFile
from .arithmetic_text import arithmetic_reply
from .options import district_argument, dry_run_option, event_option, store_option, year_option
from .reply import Reply, dollars, number
from .screen import Line, Marked, counted, table
from .verb import Verb

if TYPE_CHECKING:
    from bsa_xl.api import Allocated, Explained


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl allocate district --year FY2026",
        "bsa-xl allocate district --year FY2026 --csv allocation.csv --xlsx allocation.xlsx",
        "bsa-xl allocate district --year FY2026 --event preliminary --dry-run --json",
    ),
    exits=(3, 4, 5, 6),
)
@district_argument
@year_option("The fiscal year to allocate.")
@event_option
@click.option("--csv", type=OutFile(), metavar="FILE", help="Write every line as CSV.")
@click.option(
    "--xlsx", type=OutFile(".xlsx"), metavar="FILE", help="Write totals and lines as a workbook."
)
@store_option
@dry_run_option
def allocate(
    district: Path,
    year: FiscalYear,
    event: str,
    csv: Path | None,
    xlsx: Path | None,
    store: Path | None,
    dry_run: bool,
) -> Reply:
    """Work out what every school is given, and print the totals.

    Every amount is count x rate, rounded once. The run and all that it read are kept in the store,
    for an auditor to repeat; --dry-run keeps nothing.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    if csv is not None and xlsx is not None and csv.absolute() == xlsx.absolute():
        raise click.UsageError("--csv and --xlsx name the same file. Give each its own.")
    order = api.AllocateOrder(district, year, event, csv, xlsx, store, dry_run)
    done = api.allocate_district(order)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_object(done, year, event, dry_run=dry_run),
        lines=_lines(done, year, event),
        notes=_notes(done, order.files, dry_run=dry_run),
    )


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl explain district 0109 --year FY2026",
        'bsa-xl explain district "Dunemoor Elementary School" --year FY2026 --json',
        "bsa-xl explain district 0109 --year FY2026 --workbook arithmetic.xlsx",
        "bsa-xl explain district --year FY2026 --workbook arithmetic.xlsx",
    ),
    exits=(3, 4),
)
@district_argument
@click.argument("school", metavar="[SCHOOL]", required=False)
@year_option("The fiscal year to explain.")
@event_option
@click.option(
    "--workbook",
    type=OutFile(".xlsx"),
    metavar="FILE",
    help="Write the arithmetic as live formulas, of SCHOOL or of every school.",
)
def explain(
    district: Path, school: str | None, year: FiscalYear, event: str, workbook: Path | None
) -> Reply:
    """Say each line of one school's allocation as a sentence.

    SCHOOL is the school's id or its name. Every sentence can be checked with a pencil: who is
    counted, at which rate, by whose decision. With --workbook every count, rate, cap and share
    stands in a cell of its own: change one in Excel, and see what follows. The workbook is worked
    out a second time, from the policy and the counts alone, and held against the allocation.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    if school is None and workbook is None:
        raise click.UsageError("Name a SCHOOL, or give --workbook FILE for every school.")
    said = None if school is None else _explained(api.explain_school(district, school, year, event))
    if workbook is None:
        return said or Reply()
    order = api.ArithmeticOrder(district, year, workbook, school or "", event)
    return arithmetic_reply(api.show_arithmetic(order), order, said)


def _explained(done: Explained) -> Reply:
    """One school's allocation in sentences."""
    said = done.explanation
    code, findings = int(done.answer.exit), done.answer.findings
    if said is None:
        return Reply(exit=code, findings=findings, data={"school": None})
    whole = said.as_dict()
    whole.pop("findings")
    first, *lines = said.text().partition("\nTo be settled:")[0].rstrip("\n").split("\n")
    return Reply(
        exit=code, findings=findings, data={"school": whole}, lines=[(Marked(first),), *lines]
    )


def _lines(done: Allocated, year: FiscalYear, event: str) -> list[Line]:
    if not done.policy:
        return []
    draft = "DRAFT - NOT AN ALLOCATION. " if done.is_draft else ""
    schools = counted(done.schools, "school")
    title = f"{draft}{done.district}, {year} ({year.on_paper}), {event}: {schools}"
    return [
        (Marked(title),), done.policy, "", *_program_table(done), "", *_component_table(done),
        *_control_lines(done),
    ]  # fmt: skip


def _program_table(done: Allocated) -> list[Line]:
    rows = [
        (
            each.title,
            f"{each.schools:,}",
            format_dollars(each.school_cents),
            format_dollars(each.central_cents),
        )
        for each in done.programs
    ]
    total = (format_dollars(done.total_cents), format_dollars(done.central_cents))
    head = ("Program", "Schools", "Schools plan", "Held centrally")
    rows.append(("Total", f"{done.schools:,}", *total))
    return table(head, rows, right=(1, 2, 3), last_is_total=True)


def _component_table(done: Allocated) -> list[Line]:
    rows: list[tuple[str, ...]] = []
    for each in done.components:
        amount = format_dollars(each.cents) if each.fte is None else f"{each.fte:,f} FTE"
        count = "" if each.count is None else f"{each.count:,f}"
        to_come = f"{each.to_come:,}" if each.to_come else ""
        rows.append((each.label, f"{each.schools:,}", to_come, count, amount))
    head: tuple[str, ...] = ("Line of the formula", "Schools", "To come", "Pupils", "Amount")
    if not any(each.to_come for each in done.components):
        rows = [(row[0], row[1], *row[3:]) for row in rows]
        head = (head[0], head[1], *head[3:])
    return table(head, rows, right=range(1, len(head)))


def _control_lines(done: Allocated) -> list[Line]:
    """The same dollars added up in other ways, and beside what was handed in."""
    lines: list[Line] = ["", "Control totals"]
    total = format_dollars(done.total_cents)
    schools, programs = counted(done.schools, "school"), counted(len(done.programs), "program")
    lines.append(f"  Added up over {schools}, over {programs}, and line by line: {total}")
    for control in done.controls:
        given, shared = format_dollars(control.given_cents), format_dollars(control.allocated_cents)
        verdict = "all of it allocated" if control.foots else f"{shared} allocated"
        if control.kept:
            kept = format_dollars(control.kept_cents)
            verdict = f"{shared} allocated, {kept} kept by the central office"
        lines.append(f"  {control.label}: {given}, {verdict}")
    return lines


def _notes(done: Allocated, files: tuple[Path, ...], *, dry_run: bool) -> list[Line]:
    notes: list[Line] = list(done.warnings)
    if not done.policy:
        notes.append("No totals are shown until that is fixed; nothing was written.")
    elif dry_run and files:
        notes.append(f"Would be written: {', '.join(map(str, files))}.")
    elif done.written:
        notes.append(f"Written: {', '.join(map(str, done.written))}.")
    return notes


def _object(done: Allocated, year: FiscalYear, event: str, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "district": done.district or None,
        "policy": done.policy or None,
        "is_draft": done.is_draft,
        "fiscal_year": str(year),
        "event": event,
        "schools": done.schools,
        "total": dollars(done.total_cents),
        "held_by_central": dollars(done.central_cents),
        "programs": [
            {
                "program": each.program,
                "title": each.title,
                "restricted": each.restricted,
                "schools": each.schools,
                "amount": dollars(each.school_cents),
                "held_by_central": dollars(each.central_cents),
            }
            for each in done.programs
        ],
        "components": [
            {
                "line": each.key,
                "component": each.component,
                "label": each.label,
                "program": each.program,
                "unit": each.unit,
                "held_by": each.held_by,
                "schools": each.schools,
                "to_come": each.to_come,
                "count": number(each.count),
                "fte": number(each.fte),
                "amount": dollars(each.cents) if each.fte is None else None,
            }
            for each in done.components
        ],
        "control_totals": [
            {
                "component": each.component,
                "label": each.label,
                "given": dollars(each.given_cents),
                "allocated": dollars(each.allocated_cents),
                "kept": dollars(each.kept_cents),
            }
            for each in done.controls
        ],
        "written": [str(path) for path in done.written],
    }
