"""Why a count made of others has no value, in words: one sentence-maker for each cause."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl.district import COUNT_SCALE, School
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

from .arithmetic import IntColumn
from .counted import Counted
from .doubts import Tell
from .wording import number

BELOW_ZERO = FindingKind(
    "ALO-40",
    "Count comes below zero",
    Severity.FATAL,
    "More pupils are taken away than there are, so one of the counts is wrong; it is never zero.",
)
TIERS_EXCEED = FindingKind(
    "ALO-41",
    "Tiers that exclude each other are more pupils than there are",
    Severity.FATAL,
    "A pupil has one tier at most, so the tiers together cannot be more than the pupils.",
)
NO_ATTENDANCE = FindingKind(
    "ALO-42",
    "Rate of attendance cannot be worked out",
    Severity.FATAL,
    "A rate of attendance needs an enrollment that it was the attendance of.",
)
TOO_MANY_ATTEND = FindingKind(
    "ALO-76",
    "More pupils attend than are enrolled",
    Severity.FATAL,
    "A rate of attendance above 100 % would pay for pupils whom the school does not have.",
)

_COUNTS = Location(file="counts.csv")


def below_zero(label: str, total: IntColumn, schools: tuple[School, ...]) -> Tell:
    """A count that is less than what is taken away from it."""

    def tell(row: int, line: str) -> Finding:
        school = schools[row]
        comes_to = number(Decimal(int(total[row])) / COUNT_SCALE)
        return BELOW_ZERO.at(
            _COUNTS,
            f"{label} of {school.name} ({school.school_id}) comes to {comes_to}, so '{line}' is "
            "to come.",
            "Correct the counts that it is made of.",
            school_id=school.school_id,
        )

    return tell


def tiers_exceed(
    names: Sequence[str], tiers: Sequence[Counted], within: Counted, schools: tuple[School, ...]
) -> Tell:
    """Tiers that come to more than the pupils."""

    def tell(row: int, line: str) -> Finding:
        school = schools[row]
        each = ", ".join(
            f"{name} {number(Decimal(int(tier.scaled[row])) / COUNT_SCALE)}"
            for name, tier in zip(names, tiers, strict=True)
        )
        pupils = f"{number(Decimal(int(within.scaled[row])) / COUNT_SCALE)} {within.who}"
        return TIERS_EXCEED.at(
            _COUNTS,
            f"{school.name} ({school.school_id}) has {each}, together more than {pupils}; "
            f"'{line}' is to come.",
            "Correct the counts: a pupil is in one of them at most.",
            school_id=school.school_id,
        )

    return tell


def no_attendance(label: str, schools: tuple[School, ...]) -> Tell:
    """Nobody was enrolled, so there is no rate."""

    def tell(row: int, line: str) -> Finding:
        school = schools[row]
        return NO_ATTENDANCE.at(
            _COUNTS,
            f"{label} of {school.name} ({school.school_id}) has no enrollment to take a rate of "
            f"attendance from, so '{line}' is to come.",
            "Supply the enrollment, or use rate_of: district.",
            school_id=school.school_id,
        )

    return tell


def too_many_attend(present: Counted, of: Counted, schools: tuple[School, ...]) -> Tell:
    """A rate above 1, of which nobody can be paid."""

    def tell(row: int, line: str) -> Finding:
        school = schools[row]
        attend, enrolled = (
            number(Decimal(int(n.scaled[row])) / COUNT_SCALE) for n in (present, of)
        )
        return TOO_MANY_ATTEND.at(
            _COUNTS,
            f"{school.name} ({school.school_id}) has {attend} {present.who}, more than {enrolled} "
            f"{of.who}, so '{line}' is to come.",
            "Correct the counts: no more pupils attend than are enrolled.",
            school_id=school.school_id,
        )

    return tell


def for_all(tell: Tell, cause: int) -> Tell:
    """The reason that lies with one school, told for all that need it."""
    return lambda _row, line: tell(cause, line)
