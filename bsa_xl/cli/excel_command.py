"""``bsa-xl excel``: functions and buttons inside Excel and LibreOffice, installed and examined."""

from __future__ import annotations

from typing import Any

import click

from .options import dry_run_option
from .reply import Reply
from .screen import Line, table
from .verb import Verb, Verbs

_MISSING, _NOT_HERE = 4, 4


@click.group(cls=Verbs)
def excel() -> None:
    """Bring functions and buttons into Excel or LibreOffice on this computer."""


@excel.command(
    cls=Verb,
    examples=("bsa-xl excel doctor", "bsa-xl excel doctor --json"),
    exits=(4,),
)
def doctor() -> Reply:
    """Say what this computer has for the functions and buttons, and what it lacks.

    Every line that says MISSING also says the way out; the exit code is then 4.
    """
    from bsa_xl.udfs import excel_desktop  # noqa: PLC0415 - heavy

    points = excel_desktop.examine(excel_desktop.this_machine())
    missing = [point for point in points if point.is_missing]
    advised = any(point.remedy for point in points)
    rows = [(point.word, f"{point.found} {point.remedy}".strip()) for point in points]
    return Reply(
        exit=_MISSING if missing else 0,
        data={"points": [_object(point) for point in points]},
        lines=list(table(("", "What was found"), rows)),
        notes=[_counted(len(missing), advised=advised)],
    )


@excel.command(
    cls=Verb,
    examples=("bsa-xl excel install --dry-run", "bsa-xl excel install --for libreoffice --dry-run"),
    exits=(4, 6),
)
@click.option(
    "--for",
    "target",
    type=click.Choice(["excel", "libreoffice"]),
    default="excel",
    show_default=True,
    help="The program that gets the add-in.",
)
@dry_run_option
def install(target: str, dry_run: bool) -> Reply:
    """Install the add-in for you alone; no administrator is needed.

    The add-in asks the Python that runs this command. Run it again after a new version, or when
    Python has moved.
    """
    from bsa_xl.udfs import excel_desktop  # noqa: PLC0415 - heavy

    try:
        tasks = excel_desktop.tasks(excel_desktop.this_machine(), target)
        if not dry_run:
            for task in tasks:
                task.do()
    except excel_desktop.CannotInstallError as fault:
        return Reply(exit=_NOT_HERE, problem=fault.problem, remedy=fault.remedy)
    notes: list[Line] = (
        ["Nothing was done. Without --dry-run it would be."]
        if dry_run
        else ["Done. Close the program and start it again; then: bsa-xl excel doctor"]
    )
    return Reply(
        data={"dry_run": dry_run, "for": target, "tasks": [task.says for task in tasks]},
        lines=[task.says for task in tasks],
        notes=notes,
    )


def _counted(missing: int, *, advised: bool) -> str:
    if not missing:
        return "Nothing is broken; see what is noted." if advised else "Nothing is missing."
    return "One thing is missing." if missing == 1 else f"{missing} things are missing."


def _object(point: Any) -> dict[str, str]:  # noqa: ANN401 - installed as bsa_xl.udfs, unseen here
    return {
        "name": point.name,
        "state": point.word.lower(),
        "found": point.found,
        "remedy": point.remedy,
    }
