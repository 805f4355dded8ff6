"""What the register has to say about a judged file before it is entered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bsa_xl.checks import OTHER_ALLOCATION, other_cycle, twice
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.intake import DeathKind, Digests, Job, Judged, WorkerDeath
from bsa_xl.location import Location
from bsa_xl.store import (
    IssuedWorkbook,
    Outcome,
    ReturnedWorkbook,
    Standing,
    Store,
    StoredReturn,
    sha256_of,
)
from bsa_xl.workbook import TRICKS, Identity

OTHER_NAME = TRICKS["E_IDENTITY"]
NOT_SIGNED = FindingKind(
    "SUB-06",
    "Workbook does not carry the office's signature",
    Severity.FATAL,
    "A workbook that this office did not sign may promise money that nobody allocated.",
)
OUT_OF_BOUNDS = FindingKind(
    "SUB-07",
    "File could not be read within its limits",
    Severity.FATAL,
    "A file that takes too much time or memory is set aside, so that all others can be read.",
)
_TWICE, _OTHER_CYCLE = "SUB-02", "SUB-03"
_STANDINGS = {
    Standing.UNKNOWN: "this store never issued it",
    Standing.OTHER_NONCE: "it is not the copy that was issued under this number",
    Standing.DRAFT: "it is a draft, which cannot be submitted",
    Standing.OLDER_REVISION: "a newer revision has been issued since",
}
_DEATHS = {
    DeathKind.CRASHED: "reading it ended in a crash",
    DeathKind.TIMEOUT: "reading it took too long",
    DeathKind.MEMORY: "reading it took too much memory",
    DeathKind.RAISED: "reading it failed",
}


def dead(job: Job, death: WorkerDeath) -> Judged:
    """A file that no worker came back from: set aside, and never tried again by itself."""
    try:
        data = job.path.read_bytes()
    except OSError:
        data = b""
    finding = OUT_OF_BOUNDS.at(
        Location(file=job.name),
        f"{_DEATHS[death.kind]}, so it was set aside.",
        "Copy your entries into the workbook as it was issued, and send that one.",
    )
    return Judged(
        ReturnedWorkbook(
            sha256=sha256_of(data),
            size=len(data),
            file_name=job.name,
            outcome=Outcome.QUARANTINED,
            received_at=job.received_at,
            saved_at=job.saved_at,
            findings=(finding,),
        )
    )


class Vetting:
    """Holds the register beside files that were judged without it."""

    def __init__(self, store: Store, year: FiscalYear, event: str) -> None:
        """Read the register once.

        Args:
            store: open.
            year: the fiscal year that is collected.
            event: the event that is collected.
        """
        self._store = store
        self._cycle = (year, event)
        self._newest = {each.school_id: each for each in store.register.newest(str(year), event)}
        self._keys = store.keys.read()

    def digests(self) -> Digests:
        """What a worker needs to tell whether a file's locked content is as issued."""
        return {
            (each.school_id, each.fiscal_year, each.event, each.revision): each.locked_digest
            for each in self._newest.values()
        }

    def templates(self) -> tuple[bytes, ...]:
        """Files that may be templates which the office edited before it issued from them."""
        year, event = self._cycle
        found = self._store.runs.issued_from(str(year), event, ".xlsx")
        return tuple(each.data for each in found if each.data is not None)

    def vet(self, judged: Judged) -> Judged:
        """The file with what the register says of it; refused where that is fatal."""
        if judged.identity is None:
            return judged
        more = tuple(self._findings(judged, judged.identity))
        if not more:
            return judged
        returned = replace(judged.returned, findings=(*judged.returned.findings, *more))
        if any(finding.is_fatal for finding in more):
            returned = replace(returned, outcome=Outcome.REJECTED)
        return replace(judged, returned=returned)

    def still_refuses(self, before: StoredReturn, name: str) -> bool:
        """Whether what was said of a refused file holds, so that it need not be judged again.

        It does not where another year or event is collected now, where its school's workbook was
        issued since, or where it was refused for its name or for another file beside it.

        Args:
            before: the refused file as the store has it.
            name: what the file is called now.
        """
        told = {finding.id for finding in before.findings}
        if _TWICE in told or (OTHER_NAME.id in told and name != before.file_name):
            return False
        known = self._newest.get(before.school_id)
        if known is not None and known.issued_at > before.received_at:
            return False
        said = [each.problem for each in before.findings if each.id == _OTHER_CYCLE]
        return said == [each.problem for each in self._of_cycle(before.file_name, before)]

    def _findings(self, judged: Judged, identity: Identity) -> Iterator[Finding]:
        file = judged.returned.file_name
        yield from self._of_cycle(file, identity)
        yield from self._of_standing(file, identity)
        yield from self._of_signature(judged, file, identity)
        yield from self._of_name(file, identity)

    def _of_cycle(self, file: str, identity: Identity | StoredReturn) -> Iterator[Finding]:
        try:
            found = (FiscalYear.parse(identity.fiscal_year), identity.event)
        except ValueError:
            return
        if found != self._cycle:
            yield other_cycle(file, identity.school_id, found, self._cycle)

    def _of_standing(self, file: str, identity: Identity) -> Iterator[Finding]:
        known = self._newest.get(identity.school_id)
        if _is_current(known, identity):
            return
        standing = self._store.register.standing(
            identity.school_id,
            identity.fiscal_year,
            identity.event,
            identity.revision,
            identity.nonce,
        )
        if standing is Standing.CURRENT:
            return
        remedy = "Ask the central office for the workbook that counts."
        if standing is Standing.OLDER_REVISION and known is not None:
            remedy = f"Copy your entries into revision {known.revision}, {known.file_name}."
        yield OTHER_ALLOCATION.at(
            Location(file=file),
            f"the workbook calls itself {identity.code}, and {_STANDINGS[standing]}.",
            remedy,
            school_id=identity.school_id,
        )

    def _of_signature(self, judged: Judged, file: str, identity: Identity) -> Iterator[Finding]:
        message, signature = judged.signature
        if self._keys is None or not self._keys.verifies(message, signature):
            yield NOT_SIGNED.at(
                Location(file=file),
                f"the workbook calls itself {identity.code} and is not signed by this office.",
                "Copy your entries into the workbook as it was issued, and send that one.",
                school_id=identity.school_id,
            )

    def _of_name(self, file: str, identity: Identity) -> Iterator[Finding]:
        """A file that is called after another school than the one in it."""
        called = unicodedata.normalize("NFC", file).strip().split(" ")[0].split("_")[0]
        called = called.removesuffix(".xlsx")
        if called in self._newest and called != identity.school_id:
            yield OTHER_NAME.at(
                Location(file=file),
                f"the file is called after school {called} and holds the workbook of school "
                f"{identity.school_id}.",
                f"Send the workbook of school {called}, or rename the file.",
                school_id=identity.school_id,
            )


def without_twins(returned: Iterable[ReturnedWorkbook]) -> Iterator[ReturnedWorkbook]:
    """Sound returns of one collect; those that bring the same school's budget are all held.

    Args:
        returned: accepted as far as each alone can be judged, with different bytes.
    """
    groups: dict[tuple[str, str, str, int], list[ReturnedWorkbook]] = {}
    for each in sorted(returned, key=lambda each: (each.file_name, each.sha256)):
        key = (each.school_id, each.fiscal_year, each.event, each.revision)
        groups.setdefault(key, []).append(each)
    for group in groups.values():
        for place, each in enumerate(group):
            if len(group) == 1:
                yield each
                continue
            other = group[0 if place else 1]
            told = twice(each.file_name, other.file_name, each.school_id)
            yield replace(each, outcome=Outcome.REJECTED, findings=(*each.findings, told))


def _is_current(known: IssuedWorkbook | None, identity: Identity) -> bool:
    return (
        known is not None
        and (known.fiscal_year, known.event) == (identity.fiscal_year, identity.event)
        and (known.revision, known.nonce) == (identity.revision, identity.nonce)
        and not known.is_draft
    )
