"""``bsa-xl policy to-excel`` and ``from-excel``: the formula, edited in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .arguments import ExistingPath, OutFile
from .options import dry_run_option
from .reply import Reply
from .screen import Line, Marked, table
from .verb import Verb

if TYPE_CHECKING:
    from bsa_xl.api import Exchanged

_force_option = click.option(
    "--force", is_flag=True, help="Replace the file, if one of that name is there."
)
_district_option = click.option(
    "--district",
    type=ExistingPath(),
    metavar="DISTRICT",
    help="Check the policy's names against this district as well.",
)


@click.command(
    "to-excel",
    cls=Verb,
    examples=(
        "bsa-xl policy to-excel district/policy.yaml policy.xlsx",
        "bsa-xl policy to-excel district policy.xlsx --force",
        "bsa-xl policy to-excel district/policy.yaml draft.xlsx --dry-run --json",
    ),
    exits=(3, 4, 6),
)
@click.argument("policy", type=ExistingPath(), metavar="POLICY")
@click.argument("out", type=OutFile(".xlsx"), metavar="OUT.xlsx")
@_force_option
@dry_run_option
def to_excel(policy: Path, out: Path, force: bool, dry_run: bool) -> Reply:
    """Write a policy as a workbook, to be edited in Excel.

    POLICY is a policy's file, or a district for the policy in it. Every component, number, source
    and check has its row, with drop-downs; from-excel writes the policy's file from it again.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.policy_to_excel(api.ExchangeOrder(policy, out, None, force, dry_run))
    rows = [(name, f"{count:,}") for name, count in done.sheets.items()]
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={
            "dry_run": dry_run,
            "sheets": [{"sheet": name, "rows": count} for name, count in done.sheets.items()],
            "file": None if done.path is None else str(done.path),
        },
        lines=table(("Sheet", "Rows"), rows, right=(1,)) if done.sha256 else [],
        notes=_notes(done, out, dry_run=dry_run),
    )


@click.command(
    "from-excel",
    cls=Verb,
    examples=(
        "bsa-xl policy from-excel policy.xlsx policy.yaml --dry-run",
        "bsa-xl policy from-excel policy.xlsx district/policy.yaml --force",
        "bsa-xl policy from-excel policy.xlsx new-policy.yaml --district district --json",
    ),
    exits=(3, 4, 6),
)
@click.argument("book", type=ExistingPath(), metavar="BOOK.xlsx")
@click.argument("out", type=OutFile(), metavar="OUT.yaml")
@_district_option
@_force_option
@dry_run_option
def from_excel(book: Path, out: Path, district: Path | None, force: bool, dry_run: bool) -> Reply:
    """Write the policy's file from a workbook that to-excel made.

    Every fault is told with its sheet and cell, and nothing is written before all are mended. What
    was not edited keeps every letter, remarks too; what was is listed.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    if book.is_dir():
        raise click.UsageError(f"{book} is a folder. Name the policy's workbook.")
    done = api.policy_from_excel(api.ExchangeOrder(book, out, district, force, dry_run))
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={
            "dry_run": dry_run,
            "unchanged": done.is_as_it_was,
            "sha256": done.sha256 or None,
            "changes": [
                {
                    "sheet": change.where.sheet or None,
                    "cell": change.where.cell or None,
                    "what": change.what,
                    "before": change.before or None,
                    "after": change.after or None,
                }
                for change in done.changes
            ],
            "file": None if done.path is None else str(done.path),
        },
        lines=_changes(done),
        notes=_notes(done, out, dry_run=dry_run),
    )


def _changes(done: Exchanged) -> list[Line]:
    if not done.sha256:
        return []
    if done.is_as_it_was:
        return ["Nothing was edited; the policy is the same to the letter."]
    number = len(done.changes)
    head = f"{number:,} change{'' if number == 1 else 's'}"
    return [(Marked(head),), *(f"  {change}" for change in done.changes)] if number else []


def _notes(done: Exchanged, out: Path, *, dry_run: bool) -> list[Line]:
    if done.path is not None:
        return [f"Written: {done.path}."]
    if not done.sha256:
        return ["Nothing was written."]
    if done.is_there:
        return [f"Nothing was written: {out} holds the same already."]
    return [f"Would be written: {out}."] if dry_run else []
