"""Counts made of others: a closed set of words under ``counting:``, not an expression language.

============ =====================================================================================
word         the count
============ =====================================================================================
sum          a + b + ..., times a number
any_of       pupils in any of the groups, each once, as the district supplies them
above        the pupils of a group above a share of another
============ =====================================================================================

A further word is a class here, named in `_WAYS` and `Counting`, and its arithmetic in the
allocation's counting. The key that names the word is the first field of its class.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from .document import Block, CountName, Shares
from .scalars import Name, Number


class SumOf(Block):
    """A count made of others: (a + b + ...) x times."""

    sum: tuple[CountName, ...] = Field(min_length=1)
    times: Number = Decimal(1)
    label: str = ""


class AnyOf(Block):
    """An unduplicated count: a pupil in any of the groups counts once.

    Counts by group cannot tell the union, so the district supplies it in a column of its own; the
    groups bound it (at least the largest, at most their sum and the enrollment).
    """

    any_of: tuple[CountName, ...] = Field(min_length=2)
    supplied_as: Name
    label: str = ""


class PupilsAbove(Block):
    """The pupils of a group above a share of another: max(0, group - share x of).

    Attributes:
        share: 0 to 1; 0.55 for 55 %.
    """

    above: CountName
    of: CountName = "enrollment"
    share: Shares
    label: str = ""


_WAYS = {"sum": SumOf, "any_of": AnyOf, "above": PupilsAbove}


def _way_of_counting(written: object) -> str | None:
    """The key that tells how a count is made."""
    for key, block in _WAYS.items():
        if isinstance(written, block) or (isinstance(written, dict) and key in written):
            return key
    return None


Counting = Annotated[
    Annotated[SumOf, Tag("sum")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[PupilsAbove, Tag("above")],
    Discriminator(_way_of_counting),
]
