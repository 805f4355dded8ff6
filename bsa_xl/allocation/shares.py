"""A share of a school's pupils, rounded once before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.policy import PercentOf, ShareOfPupils, SlidingWeight

from .arithmetic import IntColumn
from .columns import StatusColumn, is_paid
from .counted import Counted
from .grounds import Grounds
from .wording import number, percent

OVER_ONE = FindingKind(
    "ALO-43",
    "Share of pupils is more than all of them",
    Severity.FATAL,
    "A group cannot be more than the pupils that it is a share of.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """A share for each school.

    Attributes:
        numbers: int64, 0 to 10**places.
        statuses: to come where the share is not known.
    """

    numbers: IntColumn
    places: int
    statuses: StatusColumn

    def said(self, row: int) -> str:
        """``61.25 %``, for a row."""
        return percent(Decimal(int(self.numbers[row])).scaleb(-self.places))


def share_of_pupils(
    share: ShareOfPupils,
    component: SlidingWeight | PercentOf,
    statuses: StatusColumn,
    grounds: Grounds,
) -> Shares:
    """``counts / of`` at ``rounding.shares`` decimals, or the share that a column holds.

    A school without any pupils has the share 0. A share above 1 is told, and its line is to come.
    """
    group = grounds.counts.counted(share.counts, component.measure)
    statuses = grounds.judged(statuses, group, component.label)
    whole = None
    if share.of is not None:
        whole = grounds.counts.counted(share.of, component.measure)
        statuses = grounds.judged(statuses, whole, component.label)
    part = grounds.counts.part(share.counts, share.of, component.measure, component.rounding.shares)
    if part.over is not None:
        over = part.over & is_paid(statuses)
        for row in np.flatnonzero(over).tolist():
            _tell(share, component, row, (group, whole), grounds)
        statuses = grounds.to_come_where(statuses, over)
    return Shares(part.numbers, part.places, statuses)


def _tell(
    share: ShareOfPupils,
    component: SlidingWeight | PercentOf,
    row: int,
    parts: tuple[Counted, Counted | None],
    grounds: Grounds,
) -> None:
    school = grounds.schools[row]
    group, whole = (
        "1" if part is None else number(Decimal(int(part.scaled[row])) / COUNT_SCALE)
        for part in parts
    )
    beside = whole if share.of is None else f"{share.of} {whole}"
    grounds.tell_once(
        ("share", share.counts, share.of, row),
        OVER_ONE.at(
            Location(file="counts.csv"),
            f"{share.counts} of {school.name} ({school.school_id}) is {group}, more than {beside}, "
            f"so '{component.label}' is to come.",
            "Correct the count: a share of pupils lies between 0 and 1.",
            school_id=school.school_id,
        ),
    )
