"""When schools with autonomy are reviewed, by the year in which they opened.

A school quality review is a self-study in the spring of the third year of operation and an external
visit in the fall of the fourth, on which the renewal for five years rests; both come again every
five years, and every year without either has a walk-through in spring. The source is the Weighted
Student Formula Yearbook 2009 on a network of pilot schools (Reason Foundation); another calendar
is other numbers of `ReviewCycle`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bsa_xl.district import District, School
from bsa_xl.fiscal_year import FiscalYear

WALK_THROUGH = "Walk-through"
SELF_STUDY = "School quality review: self-study"
EXTERNAL_VISIT = "School quality review: external visit, renewal"
SPRING, FALL = "spring", "fall"


@dataclass(frozen=True, slots=True)
class ReviewCycle:
    """How often schools are reviewed; years of operation are counted from 1.

    Attributes:
        first_self_study: the year of operation with the first one, in its spring.
        every: years from one self-study to the next; the external visit is in the fall after it.
    """

    first_self_study: int = 3
    every: int = 5

    def events(self, year_of_operation: int) -> tuple[tuple[str, str], ...]:
        """What happens in a year of operation, and in which season; in order."""
        if self._is_nth(year_of_operation, self.first_self_study + 1):
            return ((EXTERNAL_VISIT, FALL),)
        if self._is_nth(year_of_operation, self.first_self_study):
            return ((SELF_STUDY, SPRING),)
        return ((WALK_THROUGH, SPRING),) if year_of_operation >= 1 else ()

    def _is_nth(self, year: int, first: int) -> bool:
        return year >= first and (year - first) % self.every == 0


@dataclass(frozen=True, slots=True)
class Review:
    """One review of one school.

    Attributes:
        season: ``fall`` or ``spring`` of the fiscal year.
        year_of_operation: 1 in the fiscal year in which the school opened.
    """

    school_id: str
    name: str
    opened: date
    fiscal_year: FiscalYear
    season: str
    what: str
    year_of_operation: int


def review_calendar(
    district: District,
    first: FiscalYear,
    years: int,
    *,
    models: Collection[str] = ("pilot",),
    cycle: ReviewCycle | None = None,
) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    """The reviews of some years, by year, season and school.

    Args:
        district: its schools say when they opened.
        first: the first fiscal year of the calendar.
        years: how many years it covers.
        models: schools of these models are reviewed.
        cycle: how often; the yearbook's where not given.

    Returns:
        The reviews, and the ids of schools that do not say when they opened.
    """
    reviewed = [school for school in district.schools if school.model in models]
    starts = district.profile.year_starts
    found = [
        review
        for school in reviewed
        for review in _reviews(school, starts, first, years, cycle or ReviewCycle())
    ]
    found.sort(key=lambda each: (each.fiscal_year, each.season, each.name, each.school_id))
    return tuple(found), tuple(one.school_id for one in reviewed if one.opened is None)


def _reviews(
    school: School, starts: tuple[int, int], first: FiscalYear, years: int, cycle: ReviewCycle
) -> Iterator[Review]:
    if school.opened is None:
        return
    opening = FiscalYear.holding(school.opened, starts)
    for ends_in in range(first.ends_in, first.ends_in + years):
        operating = ends_in - opening.ends_in + 1
        for what, season in cycle.events(operating):
            year = FiscalYear(ends_in)
            yield Review(
                school.school_id, school.name, school.opened, year, season, what, operating
            )
