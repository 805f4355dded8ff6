"""Issued workbooks as the register knows them, and what an issue is about to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Wanted:
    """A workbook that is to be issued.

    Attributes:
        school_id: the school.
        fiscal_year: ``FY2026``.
        event: ``adopted``.
        inputs_digest: over everything that shows in this school's workbook but for its revision,
            nonce and dates; equal digests mean an equal workbook.
        letter_cents: the total that the allocation letter names.
        is_draft: whether the policy is a draft.
    """

    school_id: str
    fiscal_year: str
    event: str
    inputs_digest: str
    letter_cents: int
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A workbook that will be issued under this identity."""

    wanted: Wanted
    revision: int
    nonce: str


@dataclass(frozen=True, slots=True)
class IssuedWorkbook:
    """A row of the register.

    Attributes:
        template: fingerprint of the template.
        policy: the policy's id.
        nonce: in the workbook; tells a copy of this revision from another store's.
        issued_at: when.
        issued_on: the date as the workbook prints it.
        file_name: as it was written.
        sha256: of the issued bytes.
        size: of the issued bytes.
        locked_digest: over the locked content, as the reader computes it.
    """

    school_id: str
    fiscal_year: str
    event: str
    revision: int
    template: str
    policy: str
    policy_sha256: str
    nonce: str
    issued_at: datetime
    issued_on: str
    file_name: str
    sha256: str
    size: int
    letter_cents: int
    locked_digest: str
    inputs_digest: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A workbook that is out already, and whose inputs are no longer the same."""

    before: IssuedWorkbook
    after: Planned

    @property
    def difference_cents(self) -> int:
        """How much more the new letter names; negative for less."""
        return self.after.wanted.letter_cents - self.before.letter_cents

    @property
    def needs_reissue(self) -> bool:
        """Whether somebody must say so: not for a draft, which nobody could submit."""
        return not self.before.is_draft


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """What issuing would do, school by school, in the order asked for.

    Attributes:
        unchanged: already issued with the same inputs; the same workbook can be written again.
        new: not issued yet.
        changed: issued with other inputs; each would be a new revision.
        no_longer: issued for this year and event, but not asked for now.
    """

    unchanged: tuple[IssuedWorkbook, ...]
    new: tuple[Planned, ...]
    changed: tuple[Changed, ...]
    no_longer: tuple[IssuedWorkbook, ...]


class Standing(StrEnum):
    """What the register says of a returned workbook's identity."""

    CURRENT = "current"  #: the newest revision, as issued
    UNKNOWN = "unknown"  #: no such revision was ever issued from this store
    OTHER_NONCE = "other nonce"  #: the revision exists, but this is not that workbook
    DRAFT = "draft"  #: a draft cannot be submitted
    OLDER_REVISION = "older revision"  #: a newer one has been issued since
