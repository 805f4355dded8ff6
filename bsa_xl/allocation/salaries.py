"""Salaries against the district's average, title by title: as they are, or at the school's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from bsa_xl.district import Position, StaffPosition, price_of
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import EXACT, format_dollars, round_half_away, round_ratio
from bsa_xl.policy import Salary

from .adjusting import adjusted
from .columns import LineColumn
from .grounds import Grounds
from .wording import POLICY, number, percent

NO_ROSTER = FindingKind(
    "ALO-65",
    "No staff to compare with the average",
    Severity.FATAL,
    "What staff really cost is known from staff.csv alone.",
)
NO_ACTUAL = FindingKind(
    "ALO-66",
    "Position has no actual cost",
    Severity.FATAL,
    "A position that somebody holds costs something; taken as nothing, it would bring money.",
)
NO_HIRE = FindingKind(
    "ALO-72",
    "Position has no day of hire",
    Severity.FATAL,
    "Whether somebody has stayed from before a day is known from the roster alone.",
)

_TITLES_SAID = 4
_WHOLE = 100


@dataclass(slots=True)
class _Compared:
    """FTE of one title at one school, cents, both exact."""

    fte: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    average: Decimal = Decimal(0)

    @property
    def more(self) -> Decimal:
        """What the staff cost above average."""
        return self.actual - self.average


_Titles = dict[str, _Compared]
_Unknown = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class _Costs:
    """Cents of 1.0 FTE.

    Attributes:
        average: of the district, by title; None where the rate sheet has none.
        own: of a school's filled positions, by row and title; only where they are averaged.
    """

    average: Mapping[str, int]
    own: Mapping[tuple[int, str], int]


def salary_lines(adjustment: Salary, grounds: Grounds) -> Iterator[LineColumn]:
    """Share x the sum over filled positions of FTE x (actual - average), charged or credited."""
    share = grounds.value(adjustment.values, adjustment.label)
    if share is None:
        return
    unknown = np.zeros(len(grounds.ids), dtype=np.bool_)
    if not grounds.district.staff:
        grounds.findings.append(
            NO_ROSTER.at(
                POLICY,
                f"'{adjustment.label}' compares what staff cost, and staff.csv lists nobody.",
                "Supply staff.csv, or end the adjustment with null.",
            )
        )
        unknown[:] = True
    by_school = _by_school(adjustment, grounds, unknown)
    sign = -1 if adjustment.direction == "charge" else 1
    line = np.zeros(len(grounds.ids), dtype=np.int64)
    for row, titles in by_school.items():
        more = sum((each.more for each in titles.values()), Decimal(0))
        line[row] = _on_line(EXACT.multiply(more, share * sign), grounds)

    def said(row: int) -> str:
        return _said(by_school.get(row, {}), adjustment, share, grounds)

    yield adjusted(adjustment, grounds, line, said, unknown=unknown)


def _on_line(cents: Decimal, grounds: Grounds) -> int:
    """Exact cents under the policy's line rounding."""
    lines = grounds.policy.rounding.lines
    if lines == "cent":
        return int(round_half_away(cents, 0))
    dollars = cents / _WHOLE
    return int(dollars if lines == "truncate" else round_half_away(dollars, 0)) * _WHOLE


def _by_school(adjustment: Salary, grounds: Grounds, unknown: _Unknown) -> dict[int, _Titles]:
    """The positions compared, by school and title; a school that cannot be is unknown."""
    costs = _costs(adjustment, grounds)
    found: defaultdict[int, _Titles] = defaultdict(dict)
    for each in _compared(adjustment, grounds, unknown):
        row = grounds.rows[each.school_id]
        average = costs.average.get(each.code)
        if each.filled and (_actual(each, adjustment) is None or average is None):
            unknown[row] = True
            _tell(each, adjustment, grounds)
            continue
        cost = costs.own.get((row, each.code))
        if adjustment.cost == "actual":
            cost = _actual(each, adjustment)
        if cost is None or average is None or (adjustment.only == "above" and cost <= average):
            continue  # also a vacancy of a title that nobody holds here: it has no average
        mine = found[row].setdefault(each.code, _Compared())
        fte = each.fte * _part_of(each, adjustment) / _WHOLE
        mine.fte += fte
        mine.actual += fte * cost
        mine.average += fte * average
    return found


def _compared(adjustment: Salary, grounds: Grounds, unknown: _Unknown) -> Iterator[StaffPosition]:
    """The positions that the adjustment looks at; a day of hire that is missing is told once."""
    undated: list[StaffPosition] = []
    for each in grounds.district.staff:
        row = grounds.rows.get(each.school_id)
        looked_at = each.filled or adjustment.cost == "school_average"
        if row is None or not looked_at or not _part_of(each, adjustment):
            continue
        if adjustment.hired_before is None:
            yield each
        elif each.hired is None:
            unknown[row] = True
            undated.append(each)
        elif each.hired < adjustment.hired_before:
            yield each
    if undated:
        first, many = undated[0], len(undated)
        grounds.findings.append(
            NO_HIRE.at(
                first.where,
                f"'{adjustment.label}' follows staff hired before "
                f"{_day(adjustment.hired_before)}, and {many:,} "
                f"position{'' if many == 1 else 's'} without that day, {first.position_id} at "
                f"school {first.school_id} first, "
                f"leave{'s' if many == 1 else ''} it to come.",
                "Fill in hired, or write vacant.",
                school_id=first.school_id,
            )
        )


def _costs(adjustment: Salary, grounds: Grounds) -> _Costs:
    """The district's averages, and each school's own, rounded to the cent once."""
    averages = {
        each.code: _average(each, adjustment, grounds) for each in grounds.district.positions
    }
    own: dict[tuple[int, str], int] = {}
    if adjustment.cost == "school_average":
        sums: dict[tuple[int, str], tuple[Decimal, Decimal]] = {}
        for each in grounds.district.staff:
            row, cost = grounds.rows.get(each.school_id), _actual(each, adjustment)
            if row is not None and each.filled and cost is not None:
                fte, cents = sums.get((row, each.code), (Decimal(0), Decimal(0)))
                sums[row, each.code] = fte + each.fte, cents + each.fte * cost
        own = {key: _ratio(cents, fte) for key, (fte, cents) in sums.items()}
    return _Costs(averages, own)


def _ratio(cents: Decimal, fte: Decimal) -> int:
    """Cents of 1.0 FTE, rounded half away once."""
    (top, top_of), (bottom, bottom_of) = cents.as_integer_ratio(), fte.as_integer_ratio()
    return round_ratio(top * bottom_of, bottom * top_of)


def _day(day: date | None) -> str:
    """``July 1, 2007``."""
    return "" if day is None else f"{day:%B} {day.day}, {day.year}"


def _part_of(each: StaffPosition, adjustment: Salary) -> int:
    """The percent of a position that is compared."""
    if adjustment.positions and each.code not in adjustment.positions:
        return 0
    if not adjustment.paid_by:
        return _WHOLE
    return sum(share for program, share in each.shares if program in adjustment.paid_by)


def _average(position: Position, adjustment: Salary, grounds: Grounds) -> int:
    """Cents of 1.0 FTE at the district's average."""
    if adjustment.compares == "salary":
        return position.salary_cents
    return price_of(position, grounds.district.benefits).full_time_cents


def _actual(each: StaffPosition, adjustment: Salary) -> int | None:
    """Cents of 1.0 FTE as it is; None where the roster does not say."""
    if adjustment.compares == "salary" or each.actual_salary_cents is None:
        return each.actual_salary_cents
    benefits = each.actual_benefits_cents
    return None if benefits is None else each.actual_salary_cents + benefits


def _tell(each: StaffPosition, adjustment: Salary, grounds: Grounds) -> None:
    column = "actual_salary" if each.actual_salary_cents is None else "actual_benefits"
    grounds.findings.append(
        NO_ACTUAL.at(
            each.where,
            f"'{adjustment.label}' needs {column} of position {each.position_id} at school "
            f"{each.school_id}, so it is to come.",
            "Fill it in, write vacant, or compare other titles with positions:.",
            school_id=each.school_id,
        )
    )


def _said(titles: _Titles, adjustment: Salary, share: Decimal, grounds: Grounds) -> str:
    """Both sums, and the titles that make the difference."""
    fte, actual, average = (
        sum((getattr(each, name) for each in titles.values()), Decimal(0))
        for name in ("fte", "actual", "average")
    )
    names = {each.code: each.title for each in grounds.district.positions}
    ranked = sorted(titles.items(), key=lambda each: (-abs(each[1].more), each[0]))
    shown = [
        f"{names[code]} ({code}) {number(each.fte)} FTE {_cents(each.more)}"
        for code, each in ranked[:_TITLES_SAID]
    ]
    rest = ranked[_TITLES_SAID:]
    if rest:
        more = sum((each.more for _, each in rest), Decimal(0))
        shown.append(f"{len(rest)} more titles {_cents(more)}")
    how = "charged" if adjustment.direction == "charge" else "credited"
    part = "" if share == 1 else f"{percent(share)} of it "
    hired = f" hired before {_day(adjustment.hired_before)}" if adjustment.hired_before else ""
    above = " above average" if adjustment.only == "above" else ""
    at = " at the school's own average" if adjustment.cost == "school_average" else ""
    return (
        f"{number(fte)} FTE{hired}{above} cost {_cents(actual)}{at}, and {_cents(average)} at the "
        f"district's average by position; the difference of {_cents(actual - average)} "
        f"({', '.join(shown)}), {part}{how}"
    )


def _cents(cents: Decimal) -> str:
    return format_dollars(int(round_half_away(cents, 0)))
