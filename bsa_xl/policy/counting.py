"""Counts made of others: a closed set of words under ``counting:``, not an expression language.

============ =====================================================================================
word         the count
============ =====================================================================================
sum          (a + b + ... - c - ...), times a number
weighted     a x its weight + b x its weight + ...: a weighted register
any_of       pupils in any of the groups, each once, as the district supplies them
one_of       tiers of which a pupil has at most one, added up
above        the pupils of a group above a share of another
attended     pupils x a rate of attendance, the school's own or the district's
greatest_of  the greatest of several years or measures
average_of   the average of several years or measures
as_of        a count of another year or measure
============ =====================================================================================

A further word is a class here, named in `_WAYS` and `Counting`, and its arithmetic in the
allocation's counting. The key that names the word is the first field of its class. Whatever is made
keeps the four decimals that counts have, rounded half away from zero once.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from .document import Block, Claims, CountName, Shares
from .scalars import Name, Number, YearsAgo


class SumOf(Block):
    """A count made of others: (a + b + ... - c - ...) x times.

    Attributes:
        minus: taken away; a school where that leaves less than nothing is told, never zero.
    """

    sum: tuple[CountName, ...] = Field(min_length=1)
    minus: tuple[CountName, ...] = ()
    times: Number = Decimal(1)
    label: str = ""


class WeighedCount(Block):
    """A group and what each of its pupils counts for."""

    counts: CountName
    weight: Claims


class WeightedSum(Block):
    """A weighted register: each group times its weight, added up.

    A group whose weight has ended is left out.
    """

    weighted: tuple[WeighedCount, ...] = Field(min_length=1)
    label: str = ""


class AnyOf(Block):
    """An unduplicated count: a pupil in any of the groups counts once.

    Counts by group cannot tell the union, so the district supplies it in a column of its own; the
    groups bound it (at least the largest, at most their sum and the enrollment).
    """

    any_of: tuple[CountName, ...] = Field(min_length=2)
    supplied_as: Name
    label: str = ""


class OneOf(Block):
    """Tiers of which a pupil has at most one, added up: well below and below the standard.

    Attributes:
        within: whose pupils they are; a school where the tiers are more of them is told.
    """

    one_of: tuple[CountName, ...] = Field(min_length=2)
    within: CountName = "enrollment"
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


class CountEntry(Block):
    """A count of some measure and year.

    Attributes:
        measure: empty for the measure in which the whole is asked for.
        years_ago: 1 for the fiscal year before the one that is allocated.
    """

    counts: CountName
    measure: str = ""
    years_ago: YearsAgo = 0


class Attended(Block):
    """Pupils x a rate of attendance: present / of, of one school or of all.

    Attributes:
        present: pupils in average daily attendance.
        of: the enrollment that they were the attendance of.
        rate_of: whose rate: each school's own, or that of all schools together.
    """

    attended: CountName
    present: CountEntry
    of: CountEntry
    rate_of: Literal["school", "district"] = "school"
    label: str = ""


class GreatestOf(Block):
    """The greatest of several counts: of the current and the prior year, of two count days.

    Attributes:
        absent: ``skipped`` judges a school that has no row at all in a measure and year, as a new
            one, by the others; a cell that is empty or suppressed is told in any case.
    """

    greatest_of: tuple[CountEntry, ...] = Field(min_length=2)
    absent: Literal["told", "skipped"] = "told"
    label: str = ""


class AverageOf(Block):
    """The average of several counts, such as three years.

    Attributes:
        absent: as for ``greatest_of``.
    """

    average_of: tuple[CountEntry, ...] = Field(min_length=2)
    absent: Literal["told", "skipped"] = "told"
    label: str = ""


class AsOf(Block):
    """A count of another measure or year: last year's actual count as this year's.

    Attributes:
        measure: empty for the measure in which it is asked for.
        years_ago: 1 for the fiscal year before the one that is allocated.
    """

    as_of: CountName
    measure: str = ""
    years_ago: YearsAgo = 0
    label: str = ""


_WAYS = {
    "sum": SumOf, "weighted": WeightedSum, "any_of": AnyOf, "one_of": OneOf, "above": PupilsAbove,
    "attended": Attended, "greatest_of": GreatestOf, "average_of": AverageOf, "as_of": AsOf,
}  # fmt: skip


def _way_of_counting(written: object) -> str | None:
    """The key that tells how a count is made."""
    for key, block in _WAYS.items():
        if isinstance(written, block) or (isinstance(written, dict) and key in written):
            return key
    return None


Counting = Annotated[
    Annotated[SumOf, Tag("sum")]
    | Annotated[WeightedSum, Tag("weighted")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[OneOf, Tag("one_of")]
    | Annotated[PupilsAbove, Tag("above")]
    | Annotated[Attended, Tag("attended")]
    | Annotated[GreatestOf, Tag("greatest_of")]
    | Annotated[AverageOf, Tag("average_of")]
    | Annotated[AsOf, Tag("as_of")],
    Discriminator(_way_of_counting),
]
