"""``bsa-xl collect`` and ``bsa-xl check``: returned workbooks, taken in or only judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.finding import Finding, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .arguments import ExistingPath
from .findings import MOST_SHOWN
from .options import district_argument, dry_run_option, event_option, store_option, year_option
from .progress import watching
from .reply import Reply, dollars, number
from .screen import Line, Marked, table
from .verb import Verb, lists_all

if TYPE_CHECKING:
    from bsa_xl.api import CheckedFiles, Collected, CollectedFile

_MOST_JOBS = 64
#: What a check says of a file; "accepted" is for a collect alone.
_WIDEST = 12
_CHECKED = {
    "accepted": Marked("IN ORDER", "green"),
    "rejected": Marked("TO BE MENDED", "red"),
    "quarantined": Marked("NOT READ", "red"),
}


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl collect district --year FY2026 inbox --dry-run",
        "bsa-xl collect district --year FY2026 inbox",
        "bsa-xl collect district --year FY2026 inbox --again --json",
    ),
    exits=(3, 4, 5, 6),
)
@district_argument
@click.argument("inbox", type=ExistingPath(), metavar="INBOX...", nargs=-1, required=True)
@year_option("The fiscal year that was budgeted.")
@event_option
@click.option(
    "--jobs",
    type=click.IntRange(1, _MOST_JOBS),
    default=2,
    show_default=True,
    help="How many files are read at once.",
)
@click.option("--paranoid", is_flag=True, help="Ask a second reader about every file.")
@click.option("--again", is_flag=True, help="Judge files anew that were refused before.")
@store_option
@dry_run_option
def collect(
    district: Path,
    inbox: tuple[Path, ...],
    year: FiscalYear,
    event: str,
    jobs: int,
    paranoid: bool,
    again: bool,
    store: Path | None,
    dry_run: bool,
) -> Reply:
    """Read returned workbooks, and accept what is sound.

    INBOX is one or more folders or files. Every file is accepted, refused with what must be mended,
    set aside, or left alone for a reason that is told. The same file twice changes nothing, and a
    refused one is told again. A budget that was saved later supersedes the one before, which is
    kept; of two that arrive together neither is accepted.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.CollectOrder(
        district=district, year=year, inbox=inbox, event=event, store=store, jobs=jobs,
        paranoid=paranoid, again=again, dry_run=dry_run,
    )  # fmt: skip
    with watching() as progress:
        done = api.collect(order, progress)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_collected_object(done, dry_run=dry_run),
        lines=_collected_lines(done, f"{year} ({year.on_paper}), {event}"),
        notes=_collected_notes(done, dry_run=dry_run),
        judges=True,
        explain=api.is_to_be_explained,
    )


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl check inbox",
        'bsa-xl check "inbox/0109 school budget.xlsx" --json',
        "bsa-xl check inbox --store district.store",
    ),
    exits=(3, 4, 5, 6),
)
@click.argument("files", type=ExistingPath(), metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--store",
    type=ExistingPath(),
    metavar="FOLDER",
    help="A store, to ask its register whether the workbooks are genuine.",
)
def check(files: tuple[Path, ...], store: Path | None) -> Reply:
    """Judge workbooks as a collect would, and record nothing.

    FILE is one or more workbooks, or folders of them. Without --store nobody vouches for their
    identity; a workbook is then judged by the figures that it carries.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.check_files(files, store=store)
    lines = _checked_lines(done)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={"files": [_file_object(file) for file in done.files], "sound": list(done.sound)},
        lines=lines,
        notes=[] if lines else ["There is no workbook among these."],
        judges=True,
        explain=api.is_to_be_explained,
    )


def _collected_lines(done: Collected, cycle: str) -> list[Line]:
    counts = Counter(file.outcome.value for file in done.files)
    rows = [(word, f"{many:,}") for word, many in counts.items()]
    rows += [("left alone", f"{len(done.skipped):,}")] if done.skipped else []
    total = ("in the inbox", f"{len(done.files) + len(done.skipped):,}")
    lines: list[Line] = [(Marked(f"Returned workbooks of {cycle}"),)]
    lines += table(("Outcome", "Files"), [*rows, total], right=(1,), last_is_total=True)
    receipts = _receipt_table(done.files)
    lines += ["", *receipts] if receipts else []
    return lines


def _receipt_table(files: Sequence[CollectedFile]) -> list[Line]:
    """What the schools get back; the printed Sign-off page has the same figures."""
    given = [(file, file.receipt) for file in files if file.receipt is not None]
    if not given:
        return []
    rows = [
        (
            receipt.school_id,
            receipt.number,
            format_dollars(receipt.total_cents),
            f"{_fte(receipt.fte_parts):,f}",
            f"{receipt.line_count:,}",
            file.replaces,
        )
        for file, receipt in given
    ]
    listed = rows if lists_all() else rows[:MOST_SHOWN]
    if len(rows) > len(listed):
        listed.append((f"and {len(rows) - len(listed):,} more", "", "", "", "", ""))
    head = ("School", "Receipt", "Budget", "FTE", "Lines", "Replaces")
    return table(head, listed, right=(2, 3, 4))


def _fte(parts: int) -> Decimal:
    from bsa_xl import api  # noqa: PLC0415 - heavy, and imported already

    return api.fte_of(parts)


def _collected_notes(done: Collected, *, dry_run: bool) -> list[Line]:
    notes: list[Line] = list(done.warnings)
    notes += [skipped.said for skipped in done.skipped]
    notes += _refused_before(sum(file.was_refused for file in done.files))
    notes += ["Nothing was recorded."] if dry_run else []
    if done.missing:
        many = len(done.missing)
        notes.append(f"{many:,} {'school is' if many == 1 else 'schools are'} still waited for.")
    return notes


def _refused_before(many: int) -> list[Line]:
    if not many:
        return []
    if many == 1:
        return ["1 file was refused before, and it is unchanged. --again judges it anew."]
    return [f"{many:,} files were refused before, and are unchanged. --again judges them anew."]


def _collected_object(done: Collected, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "outcomes": dict(Counter(file.outcome.value for file in done.files)),
        "files": [_file_object(file) for file in done.files],
        "left_alone": [
            {"file": each.path.name, "reason": each.reason.value, "said": each.said}
            for each in done.skipped
        ],
        "missing": [each.school_id for each in done.missing],
    }


def _file_object(file: CollectedFile) -> dict[str, object]:
    receipt = file.receipt
    return {
        "file": file.name,
        "school": file.school_id or None,
        "outcome": file.outcome.value,
        "was_refused": file.was_refused,
        "to_fix": sum(finding.is_fatal for finding in file.findings),
        "to_explain": sum(map(_waits, file.findings)),
        "receipt": None
        if receipt is None
        else {
            "number": receipt.number,
            "revision": receipt.revision,
            "total": dollars(receipt.total_cents),
            "fte": number(_fte(receipt.fte_parts)),
            "lines": receipt.line_count,
            "sha256": receipt.sha256,
        },
        "replaces": file.replaces or None,
    }


def _checked_lines(done: CheckedFiles) -> list[Line]:
    lines: list[Line] = []
    for file in done.files:
        school = f", school {file.school_id}" if file.school_id else ""
        said = _weighed(file.findings)
        word = _CHECKED[file.outcome.value]
        gap = " " * (_WIDEST - len(word.text) + 2)
        lines.append((word, f"{gap}{file.name}{school}{said}"))
    return lines


def _weighed(findings: Sequence[Finding]) -> str:
    found = [finding.severity for finding in findings]
    explanations = sum(map(_waits, findings))
    fixes, warnings = found.count(Severity.FATAL), found.count(Severity.WARNING) - explanations
    said = [f"{fixes:,} to fix"] if fixes else []
    said += [f"{explanations:,} to explain"] if explanations else []
    said += [f"{warnings:,} warning{'' if warnings == 1 else 's'}"] if warnings else []
    return f": {', '.join(said)}" if said else ""


def _waits(finding: Finding) -> bool:
    from bsa_xl import api  # noqa: PLC0415 - heavy, and imported already

    return api.is_to_be_explained(finding)
