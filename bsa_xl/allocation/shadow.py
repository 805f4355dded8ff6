"""A formula worked out beside the allocation, to be compared with it: nobody is paid by it."""

from __future__ import annotations

from copy import copy

from .counting import CountBook
from .grounds import Grounds


def beside(grounds: Grounds, counts: CountBook | None = None) -> Grounds:
    """Grounds of the same schools on which nothing has been given yet.

    Their lines and controls stay apart; what is found on them is told by `told_once`.

    Args:
        grounds: those of the allocation.
        counts: other counts of the same schools; None for the same.
    """
    shadow = copy(grounds)
    shadow.given, shadow.controls, shadow.findings = {}, [], []
    if counts is not None:
        shadow.counts = counts
    return shadow


def told_once(shadow: Grounds, grounds: Grounds) -> None:
    """Tell what was found beside the allocation, unless the allocation itself has told it."""
    told = set(grounds.findings)
    grounds.findings.extend(found for found in shadow.findings if found not in told)
