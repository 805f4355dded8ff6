"""``bsa-xl policy list`` and ``show``: the library of published formulas, to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .arguments import NewFile
from .options import dry_run_option
from .reply import Reply
from .screen import Line, table
from .verb import Verb

if TYPE_CHECKING:
    from bsa_xl.api import Copied, LibraryPolicy

_REPLACE = "assumption: true marks every value that no document gives; replace it by your own."


@click.command(
    "list",
    cls=Verb,
    examples=("bsa-xl policy list", "bsa-xl policy list --json"),
    exits=(),
)
def list_policies() -> Reply:
    """List the library: formulas that districts and states have published.

    Partial: something of the formula is missing, and the policy's notes say what. Assumed: values
    that no document gives; each is marked in the file.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    entries = api.list_library()
    rows = [
        (each.name, _years(each), each.standing, f"{each.assumptions:,}", each.title)
        for each in entries
    ]
    return Reply(
        data={"policies": [_object(each) for each in entries]},
        lines=table(("Name", "Years", "Standing", "Assumed", "Title"), rows, right=(3,)),
        notes=["Start from one with: bsa-xl policy show NAME --out policy.yaml"],
    )


@click.command(
    "show",
    cls=Verb,
    examples=(
        "bsa-xl policy show boston_2015_16",
        "bsa-xl policy show boston_2015_16 --out boston.yaml",
        "bsa-xl policy show houston_2017_18 --out houston.yaml --dry-run --json",
    ),
    exits=(6,),
)
@click.argument("name", metavar="NAME")
@click.option(
    "--out",
    type=NewFile(".yaml"),
    metavar="FILE",
    help="Write the policy's file, to start from; a file that is there is never written over.",
)
@dry_run_option
def show_policy(name: str, out: Path | None, dry_run: bool) -> Reply:
    """Show a policy of the library, or write it to a file.

    NAME is one that policy list names. The file is what lies in the library, remarks and sources
    too.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.copy_policy(api.CopyOrder(name, out, dry_run))
    return Reply(
        data={
            "dry_run": dry_run,
            "policy": _object(done.entry),
            "text": done.text,
            "file": None if done.path is None else str(done.path),
        },
        lines=list(done.text.splitlines()) if out is None else [],
        notes=_notes(done, out),
    )


def _years(entry: LibraryPolicy) -> str:
    if entry.since is None or entry.until is None:
        return ""
    first, last = entry.since.on_paper, entry.until.on_paper
    return first if first == last else f"{first} to {last}"


def _notes(done: Copied, out: Path | None) -> list[Line]:
    notes: list[Line] = []
    if done.path is not None:
        notes.append(f"Written: {done.path}. Check your changes with: bsa-xl policy check {out}")
    elif out is not None:
        notes.append(f"Nothing was written. Without --dry-run it would go to {out}.")
    if done.entry.missing:
        notes.append(f"Partial: {done.entry.missing}")
    if done.entry.assumptions:
        notes.append(_REPLACE)
    return notes


def _object(entry: LibraryPolicy) -> dict[str, object]:
    return {
        "name": entry.name,
        "title": entry.title,
        "standing": entry.standing,
        "missing": entry.missing or None,
        "since": None if entry.since is None else str(entry.since),
        "until": None if entry.until is None else str(entry.until),
        "components": entry.components,
        "assumptions": entry.assumptions,
    }
