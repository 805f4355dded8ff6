"""Attendance: the lines above follow the school's rate against the district's, one way or other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import COUNT_SCALE
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.money import format_dollars, round_half_away
from bsa_xl.policy import Attendance

from .adjusting import above, adjusted
from .arithmetic import Mask, exact_sum, scaled
from .columns import LineColumn, RowStatus, is_paid
from .grounds import Grounds
from .made_doubts import too_many_attend
from .proportions import proportions
from .wording import POLICY, number, percent

NO_RATE = FindingKind(
    "ALO-64",
    "School has no attendance rate",
    Severity.FATAL,
    "A rate needs pupils enrolled and pupils who attend; without them nobody can say how far the "
    "school lies from the district.",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Rates:
    """Attendance of every school and of the district, x COUNT_SCALE.

    Attributes:
        known: schools whose rate can be compared with the district's.
    """

    attended: NDArray[np.int64]
    enrolled: NDArray[np.int64]
    all_attended: int
    all_enrolled: int
    known: Mask


def attendance_lines(adjustment: Attendance, grounds: Grounds) -> Iterator[LineColumn]:
    """Share x the lines above x (one rate / the other - 1)."""
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    rates, so_far = _rates(adjustment, grounds), above(adjustment.of, grounds)
    own = rates.attended.astype(object) * rates.all_enrolled
    average = rates.enrolled.astype(object) * rates.all_attended
    by_district = adjustment.direction == "school_over_district"
    difference = own - average if by_district else average - own
    part = scaled(share)
    line = proportions(
        so_far.cents,
        difference * part.number,
        (average if by_district else own) * 10**part.places,
        grounds.policy.rounding.lines,
    )

    def said(row: int) -> str:
        if not rates.known[row]:
            return ""
        whole = f"{_of(rates.attended[row], rates.enrolled[row])} of pupils attend"
        told = f"{whole} and {_of(rates.all_attended, rates.all_enrolled)} in the district; "
        over = "school's / district's" if by_district else "district's / school's"
        applied = "" if share == 1 else f", {percent(share)} of the difference"
        return f"{told}{format_dollars(int(so_far.cents[row]))} x {over} rate{applied}"

    yield adjusted(
        adjustment, grounds, line * rates.known, said, unknown=so_far.unknown | ~rates.known
    )


def _rates(adjustment: Attendance, grounds: Grounds) -> _Rates:
    """The rates; where a count that makes the district's is missing, no school is compared."""
    label = adjustment.label
    columns, missing = [], np.zeros(len(grounds.ids), dtype=np.bool_)
    district = is_paid(grounds.gates.statuses(adjustment.among, label, RowStatus.FINAL))
    concerned = is_paid(grounds.gates.statuses(adjustment.schools, label, RowStatus.FINAL))
    needed = np.where(district | concerned, RowStatus.FINAL, RowStatus.ABSENT).astype(np.uint8)
    for one in (adjustment.attended, adjustment.enrolled):
        counted = grounds.counts.counted(one.counts, one.measure)
        missing |= grounds.judged(needed, counted, label) == RowStatus.TO_COME
        columns.append(counted.scaled)
    attended, enrolled = columns
    over = (attended > enrolled) & (district | concerned) & ~missing
    _tell_over(adjustment, grounds, over)
    missing |= over
    has_rate = (attended > 0) & (enrolled > 0)
    for row in np.flatnonzero(concerned & ~missing & ~has_rate).tolist():
        grounds.findings.append(
            _no_rate(label, grounds.ids[row], int(attended[row]), int(enrolled[row]))
        )
    whole = (exact_sum(attended * district), exact_sum(enrolled * district))
    sound = not (missing & district).any() and min(whole) > 0
    return _Rates(attended, enrolled, *whole, has_rate & ~missing & sound)


def _tell_over(adjustment: Attendance, grounds: Grounds, rows: Mask) -> None:
    """Say at which schools more pupils attend than are enrolled."""
    present, of = (
        grounds.counts.counted(one.counts, one.measure)
        for one in (adjustment.attended, adjustment.enrolled)
    )
    tell = too_many_attend(present, of, grounds.schools)
    for row in np.flatnonzero(rows).tolist():
        grounds.tell_once(("above all", present.who, of.who, row), tell(row, adjustment.label))


def _no_rate(label: str, school_id: str, attend: int, enrolled: int) -> Finding:
    counts = (number(Decimal(each) / COUNT_SCALE) for each in (attend, enrolled))
    return NO_RATE.at(
        POLICY,
        f"'{label}' needs the attendance of school {school_id}, where {' of '.join(counts)} pupils "
        "attend, so it is to come.",
        "Correct the counts, or leave the school out with schools:.",
        school_id=school_id,
    )


def _of(attended: int, enrolled: int) -> str:
    """``93.42 % (372.5 of 398.7)``, the percent rounded for people."""
    share = round_half_away(Decimal(int(attended) * 100) / int(enrolled), 2)
    part, whole = (number(Decimal(int(each)) / COUNT_SCALE) for each in (attended, enrolled))
    return f"{number(share)} % ({part} of {whole})"
