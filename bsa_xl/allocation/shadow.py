"""A formula worked out beside the allocation, to be compared with it: nobody is paid by it."""

from __future__ import annotations

from copy import copy

from .counting import CountBook
from .grounds import Grounds


def beside(grounds: Grounds, counts: CountBook | None = None) -> Grounds:
    """Grounds of the same schools on which nothing has been given yet.

    What is found on them is told with everything else; their lines and controls stay apart.

    Args:
        grounds: those of the allocation.
        counts: other counts of the same schools; None for the same.
    """
    shadow = copy(grounds)
    shadow.given, shadow.controls = {}, []
    if counts is not None:
        shadow.counts = counts
    return shadow
