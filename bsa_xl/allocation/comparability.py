"""Comparability: Title I schools have as much of state and local money as the others (SNS-02).

ESEA section 1118(c): in each grade span, the pupils for each instructional FTE of a Title I school
are at most 110 % of the average of the others, or its dollars for each pupil at least 90 % of
theirs. A school of 100 pupils or fewer, and the only school of its span, are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.money import EXACT, round_half_away

from .wording import number

NOT_COMPARABLE = FindingKind(
    "SNS-02",
    "Title I school is not comparable",
    Severity.WARNING,
    "ESEA section 1118(c) gives Title I money only to districts whose Title I schools have as much "
    "of state and local money as the others.",
)

#: The most pupils of a school that is not compared.
FEW_PUPILS = Decimal(100)
Measure = Literal["pupils per FTE", "dollars per pupil"]
Verdict = Literal["comparable", "not comparable", "not compared"]


@dataclass(frozen=True, slots=True)
class ComparedSchool:
    """What a school has of state and local money.

    Attributes:
        span: its grade span; schools are compared within one.
        resources: instructional FTE, or dollars, of state and local money.
    """

    school_id: str
    span: str
    is_title_i: bool
    pupils: Decimal
    resources: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """How a Title I school stands.

    Attributes:
        ratio: pupils for each FTE, or dollars for each pupil, rounded as it is printed; None where
            the school has none to divide by.
        average: of the schools without Title I in its span; None where there are none.
        limit: what the ratio may be at most, or, in dollars, at least.
        why: why it is not compared; else empty.
    """

    school: ComparedSchool
    verdict: Verdict
    ratio: Decimal | None
    average: Decimal | None
    limit: Decimal | None
    why: str = ""


def compare(
    schools: Iterable[ComparedSchool],
    measure: Measure,
    *,
    share: Decimal | None = None,
    places: int = 1,
) -> tuple[Compared, ...]:
    """Every Title I school against the others of its span.

    Args:
        schools: all schools of the district.
        measure: what is compared.
        share: of the others' average; 1.10 for pupils per FTE and 0.90 for dollars per pupil, where
            not given.
        places: decimals of ratios, average and limit, rounded half away, as they are compared.
    """
    spans: dict[str, list[ComparedSchool]] = {}
    for school in schools:
        spans.setdefault(school.span, []).append(school)
    usual = Decimal("1.10") if measure == "pupils per FTE" else Decimal("0.90")
    found = []
    for members in spans.values():
        others = [each for each in members if not each.is_title_i and each.pupils > FEW_PUPILS]
        average = _average(others, measure, places)
        limit = limit_of(average, share or usual, places)
        found += [
            _compared(each, members, measure, average, limit, places)
            for each in members
            if each.is_title_i
        ]
    return tuple(found)


def limit_of(average: Decimal | None, share: Decimal, places: int = 1) -> Decimal | None:
    """A share of the average, rounded half away: 1.10 x 12.8 = 14.08, 14.1."""
    return None if average is None else round_half_away(EXACT.multiply(average, share), places)


def ratio_of(school: ComparedSchool, measure: Measure, places: int = 1) -> Decimal | None:
    """Pupils for each FTE, or dollars for each pupil; None where there is nothing to divide by."""
    return _divided(school.pupils, school.resources, measure, places)


def comparability_findings(compared: Iterable[Compared], measure: Measure) -> tuple[Finding, ...]:
    """A finding for every school that is not comparable."""
    most = "at most" if measure == "pupils per FTE" else "at least"
    return tuple(
        NOT_COMPARABLE.at(
            Location(),
            f"School {each.school.school_id} has {_shown(each.ratio)} {measure}, and "
            f"{each.school.span or 'the district'} allows {most} {_shown(each.limit)}.",
            "Give it more of state and local money, or explain the difference.",
            school_id=each.school.school_id,
        )
        for each in compared
        if each.verdict == "not comparable"
    )


def _compared(
    school: ComparedSchool,
    members: Sequence[ComparedSchool],
    measure: Measure,
    average: Decimal | None,
    limit: Decimal | None,
    places: int,
) -> Compared:
    ratio = ratio_of(school, measure, places)
    why = ""
    if len(members) == 1:
        why = "the only school of its span"
    elif school.pupils <= FEW_PUPILS:
        why = f"{number(FEW_PUPILS)} pupils or fewer"
    elif limit is None:
        why = "no school without Title I in its span"
    if why or limit is None:
        return Compared(school, "not compared", ratio, average, limit, why)
    sound = _keeps(ratio, limit, measure)
    verdict: Verdict = "comparable" if sound else "not comparable"
    return Compared(school, verdict, ratio, average, limit)


def _keeps(ratio: Decimal | None, limit: Decimal, measure: Measure) -> bool:
    if ratio is None:
        return False
    return ratio <= limit if measure == "pupils per FTE" else ratio >= limit


def _average(others: Sequence[ComparedSchool], measure: Measure, places: int) -> Decimal | None:
    """All pupils over all FTE of the others, or all dollars over all pupils."""
    if not others:
        return None
    pupils = sum((each.pupils for each in others), Decimal(0))
    resources = sum((each.resources for each in others), Decimal(0))
    return _divided(pupils, resources, measure, places)


def _divided(pupils: Decimal, resources: Decimal, measure: Measure, places: int) -> Decimal | None:
    above, below = (pupils, resources) if measure == "pupils per FTE" else (resources, pupils)
    return round_half_away(EXACT.divide(above, below), places) if below else None


def _shown(value: Decimal | None) -> str:
    return "no" if value is None else number(value)
