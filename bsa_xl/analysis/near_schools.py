"""Schools to be compared with one: of the same level, nearest in enrollment and in need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.district import District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT

from .groupings import enrolled
from .poverty import poverty_group, poverty_shares


@dataclass(frozen=True, slots=True)
class NearSchool:
    """A school like another.

    Attributes:
        pupils: enrolled.
        need_share: of its pupils in poverty; None where it is not known.
        distance: 0 for a school of the same size and need; see `nearest`.
    """

    school_id: str
    pupils: Decimal
    need_share: Decimal | None
    distance: Decimal


def nearest(
    district: District, year: FiscalYear, measure: str, school_id: str, among: Sequence[str]
) -> tuple[NearSchool, ...]:
    """The schools of the same level, the nearest first; ties by id.

    How far a school is: the difference in enrollment as a share of the school's own, and the
    difference between the shares of pupils in poverty, added together. A school of 10 % more pupils
    is as far as one with 10 points more poverty. Schools without both counts are left out; where
    the district counts no pupils in poverty, enrollment alone decides.

    Args:
        district: the facts.
        year: whose counts are compared.
        measure: which of them.
        school_id: the school; it is not among the answers.
        among: ids of the schools that take part.

    Returns:
        Nothing where the school's own counts are not known.
    """
    group = poverty_group(district, year, measure)
    pupils = enrolled(district, year, measure, among)
    shares = poverty_shares(district, year, measure, group, among) if group else {}
    own, own_share = pupils.get(school_id), shares.get(school_id)
    if not own or (group and own_share is None):
        return ()
    level = district.school(school_id).level
    found = []
    for other, count in pupils.items():
        share = shares.get(other)
        if other == school_id or district.school(other).level != level:
            continue
        if group and share is None:
            continue
        far = EXACT.divide(abs(count - own), own)
        if share is not None and own_share is not None:
            far += abs(share - own_share)
        found.append(NearSchool(other, count, share, far))
    return tuple(sorted(found, key=lambda each: (each.distance, each.school_id)))
