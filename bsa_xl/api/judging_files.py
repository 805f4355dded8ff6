"""Check: single files, judged as a collect would, and nothing recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.intake import Job, Judge, Judged, look_into
from bsa_xl.location import Location
from bsa_xl.store import Outcome

from .collected import INTEGRITY, CollectedFile
from .outcome import Answer, Exit

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
        judged = _vetted(store, jobs)
    files = tuple(_told(each) for each in judged)
    sound = tuple(f.name for f in files if f.outcome is Outcome.ACCEPTED)
    return CheckedFiles(_answer(files), files, sound)


def _vetted(folder: Path, jobs: list[Job]) -> list[Judged]:
    """Judged against the register of the year and event that each file names."""
    from bsa_xl.store import Store  # noqa: PLC0415 - heavy, and a check without a store needs none

    from .vetting import Vetting  # noqa: PLC0415 - likewise

    judged = []
    with Store.open(folder) as store:
        for job in jobs:
            plain = Judge()(job)
            cycle = _cycle(plain)
            if cycle is not None:
                vetting = Vetting(store, *cycle)
                judge = Judge(vetting.digests(), templates=vetting.templates())
                plain = vetting.vet(judge(job))
            judged.append(plain)
    return judged


def _cycle(judged: Judged) -> tuple[FiscalYear, str] | None:
    """The year and event that a file names; None where it names none."""
    if judged.identity is None:
        return None
    try:
        return FiscalYear.parse(judged.identity.fiscal_year), judged.identity.event
    except ValueError:
        return None


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
