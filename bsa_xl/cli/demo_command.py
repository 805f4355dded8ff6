"""``bsa-xl demo``: a whole season of a district that does not exist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.money import format_dollars

from .arguments import OutFolder
from .options import dry_run_option
from .progress import watching
from .reply import Reply, dollars
from .screen import Line, Marked, counted, table
from .verb import Verb

if TYPE_CHECKING:
    from bsa_xl.sample import Demo

#: As `bsa_xl.sample` has them, without the time that importing it takes.
ALL_SCHOOLS, FEWEST, MOST = 833, 12, 1_200


@click.command(
    cls=Verb,
    examples=("bsa-xl demo", "bsa-xl demo small --schools 12", "bsa-xl demo --dry-run"),
    exits=(6,),
)
@click.argument("folder", type=OutFolder(), default="demo", metavar="[FOLDER]")
@click.option(
    "--schools",
    type=click.IntRange(FEWEST, MOST),
    default=ALL_SCHOOLS,
    show_default=True,
    help="How many schools the district has.",
)
@dry_run_option
def demo(folder: Path, schools: int, dry_run: bool) -> Reply:
    """Play a season of a district that does not exist.

    Builds the district in FOLDER (demo, if none is given), issues its workbooks, lets twelve
    schools answer, some rightly and some with the mistakes that people make, collects, and writes
    the consolidated book.
    """
    from bsa_xl import sample  # noqa: PLC0415 - heavy

    if dry_run:
        said = f"Would play a season of {counted(schools, 'school')} in the folder {folder}."
        return Reply(data={"dry_run": True, "folder": str(folder)}, lines=[said])
    with watching() as progress:
        played = sample.play(folder, schools=schools, progress=progress)
    return Reply(
        findings=played.collected.answer.findings,
        data=_object(played),
        lines=_lines(played),
        notes=_notes(played),
    )


def _lines(played: Demo) -> list[Line]:
    issued = len(played.issued.new) + len(played.issued.changed) + len(played.issued.unchanged)
    rows = [
        (story.school_id, story.tells, _outcomes_of(story.school_id, played))
        for story in played.stories
    ]
    total = format_dollars(played.issued.total_cents)
    budgeted = format_dollars(played.consolidated.budgeted_cents)
    accepted = counted(played.consolidated.accepted, "budget")
    return [
        (Marked("A season of a district that does not exist"),),
        f"{counted(issued, 'workbook')} issued, {total} in all",
        "",
        *table(("School", "What it sent back", "Outcome"), rows),
        "",
        f"Accepted: {accepted} of {budgeted}",
        f"Everything lies in {played.folder}.",
        "Open first:",
        *(f"  {path}" for path in played.first),
    ]


def _outcomes_of(school_id: str, played: Demo) -> str:
    """What became of the files of a school; they are called after it."""
    files = [file for file in played.collected.files if file.name.startswith(school_id)]
    return ", ".join(file.outcome.value for file in files)


def _notes(played: Demo) -> list[Line]:
    district = next((path for path in played.folder.glob("*.store")), played.folder)
    place = district.with_suffix("")
    return [f"Next: bsa-xl status {place} --year FY2026"]


def _object(played: Demo) -> dict[str, object]:
    return {
        "dry_run": False,
        "folder": str(played.folder),
        "total": dollars(played.issued.total_cents),
        "accepted": played.consolidated.accepted,
        "budgeted": dollars(played.consolidated.budgeted_cents),
        "outcomes": {file.name: file.outcome.value for file in played.collected.files},
        "open_first": [str(path) for path in played.first],
    }
