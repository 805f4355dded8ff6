"""Check: single files, judged as a collect would, and nothing recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.intake import Job, Judge, Judged, look_into
from bsa_xl.location import Location
from bsa_xl.store import Outcome, Store

from .collecting import CollectedFile
from .outcome import Answer, Exit
from .vetting import INTEGRITY, Vetting

NOT_VERIFIED = FindingKind(
    "SUB-05",
    "Identity not verified",
    Severity.INFORMATIONAL,
    "Only the store knows which workbooks were issued; without it a file can only be believed.",
)


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What single files came to; nothing is ever called accepted here.

    Attributes:
        sound: the names of the files that a collect would accept, as far as can be told here.
    """

    answer: Answer
    files: tuple[CollectedFile, ...] = ()
    sound: tuple[str, ...] = ()


def check_files(paths: tuple[Path, ...], *, store: Path | None = None) -> CheckedFiles:
    """Judge files without recording anything.

    Without a store the workbook's own seal is believed, its rules run from the setting that it
    carries, and every file is told "identity not verified".

    Args:
        paths: files or folders.
        store: the store's folder, to ask the register as well.

    Raises:
        StoreError: the store is missing, busy, damaged or too new.
    """
    inbox = look_into(paths)
    now = datetime.now(UTC)
    jobs = [Job(each.path, each.name, now, each.saved_at) for each in inbox.candidates]
    if store is None:
        judge = Judge()
        judged = [_unverified(judge(job)) for job in jobs]
    else:
        with Store.open(store) as opened:
            judged = [_vetted(opened, job) for job in jobs]
    files = tuple(_told(each) for each in judged)
    sound = tuple(f.name for f in files if f.outcome is Outcome.ACCEPTED)
    return CheckedFiles(_answer(files), files, sound)


def _vetted(store: Store, job: Job) -> Judged:
    """Judged against the register of the year and event that the file names."""
    plain = Judge()(job)
    if plain.identity is None:
        return plain
    try:
        year = FiscalYear.parse(plain.identity.fiscal_year)
    except ValueError:
        return plain
    vetting = Vetting(store, year, plain.identity.event)
    return vetting.vet(Judge(vetting.digests())(job))


def _unverified(judged: Judged) -> Judged:
    """The same, with the remark that nobody vouches for the file's identity."""
    if judged.identity is None:
        return judged
    file = judged.returned.file_name
    told = NOT_VERIFIED.at(
        Location(file=file),
        f"the file calls itself {judged.identity.code}; identity not verified.",
        "Check it with --store to ask the register.",
        school_id=judged.identity.school_id,
    )
    findings = (*judged.returned.findings, told)
    return replace(judged, returned=replace(judged.returned, findings=findings))


def _told(judged: Judged) -> CollectedFile:
    returned = judged.returned
    return CollectedFile(
        returned.file_name, returned.school_id, returned.outcome, returned.findings
    )


def _answer(files: tuple[CollectedFile, ...]) -> Answer:
    findings: tuple[Finding, ...] = tuple(f for file in files for f in file.findings)
    if not files:
        return Answer(findings, Exit.NOTHING)
    if any(finding.id in INTEGRITY and finding.is_fatal for finding in findings):
        return Answer(findings, Exit.INTEGRITY)
    sound = all(file.outcome is Outcome.ACCEPTED for file in files)
    return Answer(findings, Exit.OK if sound else Exit.ATTENTION)
