"""What changed between two states of the ledger, posting by posting and account by account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bsa_xl.budget import Posting


def net_changes(before: Iterable[Posting], now: Iterable[Posting]) -> tuple[Posting, ...]:
    """Postings that turn one state into the other, to the cent; equal ones are left out.

    A posting whose account changed is taken back from the old account and put on the new one.

    Args:
        before: what the ledger was handed.
        now: what counts.

    Returns:
        By school and posting; what is taken back stands before what is new.
    """
    known: dict[tuple[str, str, str], Posting] = {}
    for posting in before:
        key = _key(posting)
        taken = replace(posting, cents=-posting.cents, fte_parts=-posting.fte_parts)
        known[key] = _added(known[key], taken) if key in known else taken
    for posting in now:
        key = _key(posting)
        known[key] = _added(posting, known[key]) if key in known else posting
    changed = [each for each in known.values() if each.cents or each.fte_parts]
    return tuple(sorted(changed, key=lambda each: (*_key(each)[:2], each.cents, each.account)))


def _added(shown: Posting, other: Posting) -> Posting:
    """Both amounts on the posting that is shown."""
    cents, fte = shown.cents + other.cents, shown.fte_parts + other.fte_parts
    return replace(shown, cents=cents, fte_parts=fte)


def _key(posting: Posting) -> tuple[str, str, str]:
    return posting.school_id, posting.posting_id, posting.account
