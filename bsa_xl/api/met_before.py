"""Files that were collected before: what is said of them when they lie in the inbox again."""

from __future__ import annotations

from bsa_xl.store import Outcome, Store, StoredReturn

from .collected import CollectedFile
from .superseding import compared

REFUSED = frozenset({Outcome.REJECTED, Outcome.QUARANTINED})


def told_again(store: Store, before: StoredReturn, name: str) -> CollectedFile:
    """A file that changes nothing; what a person must still do about it is said once more.

    A refused file has its outcome and its findings again. An accepted one is a duplicate; so is one
    that was superseded, with the reason where it never counted because it arrived after a newer.

    Args:
        store: open.
        before: the file as the store has it.
        name: what it is called now.
    """
    if before.outcome in REFUSED:
        findings = tuple(
            each.in_file(name) if each.where.file == before.file_name else each
            for each in before.findings
        )
        return CollectedFile(name, before.school_id, before.outcome, findings, was_refused=True)
    told = CollectedFile(name, before.school_id, Outcome.DUPLICATE)
    if before.outcome is not Outcome.SUPERSEDED:
        return told
    counts = store.returns.counting(before.school_id, before.fiscal_year, before.event)
    if counts is None or counts.submission_id > before.submission_id:
        return told
    finding = compared(before, counts, name, before.outcome)
    return CollectedFile(name, before.school_id, Outcome.DUPLICATE, (finding,))
